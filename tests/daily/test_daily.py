"""/daily through the wire: set up in a channel, posted by the bot itself, paused and stopped."""

from __future__ import annotations

import pytest

from bot.client import Kinoteka
from bot.preview.channel import SUPPRESS_NOTIFICATIONS
from bot.preview.standin import StandIn
from bot.preview.world import (
    BORIS,
    FANS,
)
from bot.services.catalogue import Catalogue
from tests import pages
from tests.daily.posting import CHANNEL, HOUR, NOON, Clock, posts, set_up, subscription
from tests.pages import film_of, message_of, press, text_of
from tests.shipped import SURVIVAL, films_on

pytestmark = pytest.mark.usefixtures("bot")


async def test_a_film_is_posted_at_its_time_once(standin: StandIn, bot: Kinoteka, clock: Clock) -> None:
    told = await set_up(standin)
    assert message_of(told).ephemeral
    assert f"<t:{int(NOON + 2 * HOUR)}:F>" in text_of(told)
    assert f"<t:{int(NOON + 26 * HOUR)}:F>" in text_of(told)
    await bot.daily_posts.tick()
    assert not posts(standin)
    clock.now += 2 * HOUR
    await bot.daily_posts.tick()
    await bot.daily_posts.tick()
    (post,) = posts(standin)
    assert post.data["flags"] & SUPPRESS_NOTIFICATIONS
    assert not post.data["mention_roles"]
    (request,) = [one for one in standin.requests if one.path == f"/channels/{CHANNEL}/messages"]
    assert request.json["enforce_nonce"] is True
    assert len(request.json["nonce"]) <= 25


async def test_its_deck_deals_every_film_once(
    standin: StandIn, bot: Kinoteka, clock: Clock, catalogue: Catalogue
) -> None:
    await set_up(standin, time="12:00", list="Survival")
    films = films_on(catalogue, SURVIVAL)
    for _ in films:
        clock.now += 24 * HOUR
        await bot.daily_posts.tick()
    assert sorted(map(film_of, posts(standin))) == sorted(films), (len(posts(standin)), len(films))
    assert all(
        f"**{number} of {len(films)}**" in text_of(post) for number, post in enumerate(posts(standin), 1)
    )


async def test_a_role_is_pinged_and_no_other(standin: StandIn, bot: Kinoteka, clock: Clock) -> None:
    await set_up(standin, role=FANS.id)
    clock.now += 2 * HOUR
    await bot.daily_posts.tick()
    (post,) = posts(standin)
    assert post.data["mention_roles"] == [str(FANS.id)]
    assert not post.data["flags"] & SUPPRESS_NOTIFICATIONS
    assert post.sent["allowed_mentions"] == {"parse": [], "roles": [str(FANS.id)], "replied_user": False} or (
        post.sent["allowed_mentions"]["roles"] == [FANS.id]
    )


async def test_a_thread_is_opened_where_one_is_wanted(standin: StandIn, bot: Kinoteka, clock: Clock) -> None:
    await set_up(standin, thread=True)
    clock.now += 2 * HOUR
    await bot.daily_posts.tick()
    (post,) = posts(standin)
    assert post.data["thread"]["name"] == pages.title_of(post)


async def test_pause_next_and_stop(
    standin: StandIn, bot: Kinoteka, clock: Clock, catalogue: Catalogue
) -> None:
    told = await press(standin, await set_up(standin), "daily:show", member=BORIS)
    await press(standin, told, "daily:pause", member=BORIS)
    clock.now += 2 * HOUR
    await bot.daily_posts.tick()
    assert not posts(standin)
    await press(standin, told, "daily:next", member=BORIS)
    assert len(posts(standin)) == 1
    await press(standin, told, "daily:resume", member=BORIS)
    clock.now += 24 * HOUR
    await bot.daily_posts.tick()
    first, second = posts(standin)
    assert film_of(first) != film_of(second)
    await press(standin, told, "daily:stop", member=BORIS)
    assert await subscription(catalogue) is None
    clock.now += 24 * HOUR
    await bot.daily_posts.tick()
    assert len(posts(standin)) == 2


async def test_set_up_anew_on_a_day_with_a_post_there_is_no_second(
    standin: StandIn, bot: Kinoteka, clock: Clock
) -> None:
    await set_up(standin)
    clock.now += 2 * HOUR
    await bot.daily_posts.tick()
    told = await set_up(standin, time="20:00")
    assert f"<t:{int(NOON + 8 * HOUR)}:F>" not in text_of(told)
    clock.now += 6 * HOUR
    await bot.daily_posts.tick()
    assert len(posts(standin)) == 1


async def test_what_is_no_time_or_zone_is_refused(standin: StandIn, catalogue: Catalogue) -> None:
    for time, zone in (("25:00", "UTC"), ("soon", "UTC"), ("20:00", "Atlantis")):
        assert message_of(await set_up(standin, time, zone)).ephemeral
    assert await subscription(catalogue) is None


async def test_zones_are_offered(standin: StandIn) -> None:
    rows = await standin.autocomplete("daily set", "zone", "berl", member=BORIS)
    assert [row["value"] for row in rows] == ["Europe/Berlin"]


async def test_the_post_is_in_the_servers_language(standin: StandIn, bot: Kinoteka, clock: Clock) -> None:
    standin.guild_locale = "ru"
    await set_up(standin)
    clock.now += 2 * HOUR
    await bot.daily_posts.tick()
    (post,) = posts(standin)
    assert all(one["custom_id"].endswith("@ru") for one in post.buttons())
