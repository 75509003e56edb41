"""/daily through the wire: set up in a channel, posted by the bot itself, paused when a right is taken away."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.art.gallery import Gallery
from bot.client import Kinoteka
from bot.preview.channel import SUPPRESS_NOTIFICATIONS, Exchange, Message
from bot.preview.rest import Request
from bot.preview.standin import StandIn
from bot.preview.world import (
    ATTACH_FILES,
    BORIS,
    CREATE_PUBLIC_THREADS,
    FANS,
    READ_MESSAGE_HISTORY,
    SEND_MESSAGES,
    SERVER,
    VIEW_CHANNEL,
)
from bot.runtime.deadlines import Deadlines
from bot.services.catalogue import Catalogue
from bot.services.daily import MOST
from bot.ui.kit.base36 import base36
from db import daily
from db.daily_types import DailyPause, DailyPost, DailySubscription
from tests import pages
from tests.pages import film_of, message_of, press, text_of
from tests.shipped import SURVIVAL, films_on
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("bot")

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC).timestamp()
HOUR = 3600.0
CHANNEL = SERVER.channel_id


class Clock:
    """The time, for the bot's posts; it stands still unless it is set, and whoever sleeps is let go by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        if seconds >= 20:  # the pause between two looks
            await asyncio.Event().wait()
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def standin(judged: list[Request], patience: float, clock: Clock) -> AsyncIterator[StandIn]:
    """Discord has the same time: of messages and nonces, and of the ids by which the bot tells an interaction's age."""
    async with StandIn(patience=patience, clock=clock.time) as standin:
        standin.observers.append(judged.append)
        yield standin


@pytest_asyncio.fixture
async def bot(
    catalogue: Catalogue, standin: StandIn, deadlines: Deadlines, clock: Clock
) -> AsyncIterator[Kinoteka]:
    """One that looks at what is due when it is told to."""
    async with started(catalogue, standin, deadlines, clock) as client:
        yield client


@asynccontextmanager
async def started(
    catalogue: Catalogue, standin: StandIn, deadlines: Deadlines, clock: Clock, **more: Any
) -> AsyncIterator[Kinoteka]:
    client = Kinoteka(
        catalogue,
        random.Random(1957),
        api_url=standin.api_url,
        deadlines=deadlines,
        clock=clock.time,
        sleep=clock.sleep,
        **more,
    )
    running = asyncio.create_task(client.start("stand-in"))
    await standin.ready()
    try:
        yield client
    finally:
        await client.close()
    await asyncio.wait({running})


async def set_up(standin: StandIn, time: str = "14:00", zone: str = "UTC", **more: Any) -> Exchange:
    options = {"time": time, "zone": zone, **more}
    return await standin.slash("daily set", options, member=BORIS)


def posts(standin: StandIn) -> list[Message]:
    """What stands in the channel and answers nobody."""
    return [one for one in standin.messages if "interaction_metadata" not in one.data and one.author is None]


async def subscription(catalogue: Catalogue) -> DailySubscription | None:
    async with catalogue.database.read() as session:
        return await daily.get(session, CHANNEL)


async def paused(catalogue: Catalogue) -> DailyPause:
    found = await subscription(catalogue)
    assert found is not None
    return found.paused


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


async def test_everyone_is_not_pinged(standin: StandIn, catalogue: Catalogue) -> None:
    await set_up(standin, role=SERVER.guild_id)
    assert await subscription(catalogue) is None


async def test_a_thread_is_opened_where_one_is_wanted(standin: StandIn, bot: Kinoteka, clock: Clock) -> None:
    await set_up(standin, thread=True)
    clock.now += 2 * HOUR
    await bot.daily_posts.tick()
    (post,) = posts(standin)
    assert post.data["thread"]["name"] == pages.title_of(post)


@pytest.mark.parametrize("right", [VIEW_CHANNEL, SEND_MESSAGES])
async def test_what_is_needed_and_missing_is_said_at_once(
    standin: StandIn, catalogue: Catalogue, right: int
) -> None:
    standin.own.withheld = right
    refused = await set_up(standin)
    assert message_of(refused).ephemeral
    assert await subscription(catalogue) is None
    name = {VIEW_CHANNEL: "View Channel", SEND_MESSAGES: "Send Messages"}[right]
    assert name in text_of(refused)


@pytest.mark.parametrize(
    ("right", "name"),
    [
        (ATTACH_FILES, "attach"),
        (CREATE_PUBLIC_THREADS, "threads"),
        (READ_MESSAGE_HISTORY, "history"),
    ],
)
async def test_posts_do_without_what_is_not_needed(
    standin: StandIn, bot: Kinoteka, clock: Clock, catalogue: Catalogue, right: int, name: str
) -> None:
    standin.own.withheld = right
    await set_up(standin, thread=True)
    found = await subscription(catalogue)
    assert found is not None
    assert found.missing == {name}
    clock.now += 2 * HOUR
    await bot.daily_posts.tick()
    (post,) = posts(standin)
    assert ("thread" in post.data) == (right != CREATE_PUBLIC_THREADS)


@pytest.mark.parametrize(
    ("right", "why"), [(SEND_MESSAGES, "rights"), (VIEW_CHANNEL, "access"), (0, "channel")]
)
async def test_a_right_taken_away_later_pauses_it_and_a_manager_hears_of_it(
    standin: StandIn, bot: Kinoteka, clock: Clock, catalogue: Catalogue, right: int, why: DailyPause
) -> None:
    await set_up(standin)
    standin.own.withheld, standin.own.is_gone = right, not right
    clock.now += 2 * HOUR
    await bot.daily_posts.tick()
    assert await paused(catalogue) == why
    asked = len(standin.requests)
    clock.now += 24 * HOUR
    await bot.daily_posts.tick()
    assert len(standin.requests) == asked
    told = await standin.slash("daily show", member=BORIS)
    assert "Paused" in text_of(told)
    if right:
        still = await press(standin, told, "daily:resume", member=BORIS)
        assert await paused(catalogue) == why
        assert message_of(still).id != message_of(told).id, text_of(still)
    standin.own.withheld, standin.own.is_gone = 0, False
    await press(standin, told, "daily:resume", member=BORIS)
    clock.now += 24 * HOUR
    await bot.daily_posts.tick()
    assert len(posts(standin)) == 1


async def test_a_thread_that_may_not_be_opened_any_more_is_done_without(
    standin: StandIn, bot: Kinoteka, clock: Clock, catalogue: Catalogue
) -> None:
    await set_up(standin, thread=True)
    standin.own.withheld = CREATE_PUBLIC_THREADS
    clock.now += 2 * HOUR
    await bot.daily_posts.tick()
    found = await subscription(catalogue)
    assert found is not None
    assert found.missing == {"threads"}
    assert not found.paused
    assert len(posts(standin)) == 1


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


FAULTS: list[tuple[str, ...]] = [
    ("reset_after",),
    ("server_error",),
    ("reset", "reset_after"),
    ("hang_after",),
]


@pytest.mark.parametrize("faults", FAULTS, ids=", ".join)
async def test_a_request_that_was_lost_is_repeated_with_its_nonce(
    standin: StandIn, bot: Kinoteka, clock: Clock, faults: Any
) -> None:
    await set_up(standin)
    standin.faults.reach, standin.faults.hang = ("/channels/",), 0.0
    standin.faults.next(*faults)
    clock.now += 2 * HOUR
    await bot.daily_posts.tick()
    assert len(posts(standin)) == 1
    sent = [one.json["nonce"] for one in standin.requests if one.path.endswith("/messages") and one.json]
    assert len(set(sent)) == 1


async def left_sending(catalogue: Catalogue, film: int, now: float) -> None:
    """As if a process had ended between its request and hearing of it."""
    assert SERVER.guild_id is not None
    post = DailyPost(CHANNEL, SERVER.guild_id, "2026-12-01", int(now), int(now))
    async with catalogue.database.write() as session:
        assert await daily.claim(session, post)
        assert await daily.begin(session, DailyPost(
            CHANNEL, SERVER.guild_id, "2026-12-01", int(now), int(now), "sending", film, 0, 1, 2,
        ), int(now))  # fmt: skip


async def state(catalogue: Catalogue) -> list[DailyPost]:
    async with catalogue.database.read() as session:
        return list(await daily.left_behind(session, 2**40, 9))


@pytest.mark.parametrize("may_look", [True, False])
async def test_what_a_process_left_behind_is_looked_for(
    standin: StandIn, bot: Kinoteka, clock: Clock, catalogue: Catalogue, *, may_look: bool
) -> None:
    """Found it counts; not found it is sent; where nobody may look it counts as sent."""
    standin.write("Good evening")  # an empty channel and one whose history is not shown look the same
    await set_up(standin, time="00:00", zone="UTC")
    (film, *_) = films_on(catalogue)
    standin.own.withheld = 0 if may_look else READ_MESSAGE_HISTORY
    await left_sending(catalogue, film, clock.now)
    clock.now += 400
    await bot.daily_posts.tick()
    assert [film_of(one) for one in posts(standin)] == ([film] if may_look else [])
    assert not await state(catalogue)
    async with catalogue.database.write() as session:
        await daily.sweep(session, 2**40)
    await left_sending(catalogue, film, clock.now - 400)
    await bot.daily_posts.tick()
    assert len(posts(standin)) == may_look
    assert not await state(catalogue)


async def test_who_is_to_post_looks_by_itself_and_nobody_else(
    standin: StandIn, bot: Kinoteka, clock: Clock, catalogue: Catalogue, deadlines: Deadlines
) -> None:
    """`ask` runs the bot on an operator's database, but where its channels are not."""
    await set_up(standin)
    await bot.close()
    clock.now += 2 * HOUR
    async with started(catalogue, standin, deadlines, clock):
        await standin.slash("daily show", member=BORIS)
        assert not posts(standin)
    async with started(catalogue, standin, deadlines, clock, posts=True):
        await until(lambda: len(posts(standin)) == 1)


async def test_of_two_processes_one_posts(
    standin: StandIn, bot: Kinoteka, clock: Clock, catalogue: Catalogue, deadlines: Deadlines
) -> None:
    await set_up(standin)
    clock.now += 2 * HOUR
    async with started(catalogue, standin, deadlines, clock) as other:
        await asyncio.gather(bot.daily_posts.tick(), other.daily_posts.tick())
    assert len(posts(standin)) == 1


async def test_posters_that_may_not_be_attached_any_more_are_done_without(
    standin: StandIn, bot: Kinoteka, clock: Clock, catalogue: Catalogue, deadlines: Deadlines, drawn: Path
) -> None:
    await bot.close()
    gallery = Gallery(drawn)
    await gallery.start()
    async with started(catalogue, standin, deadlines, clock, gallery=gallery) as pictured:
        await set_up(standin)
        clock.now += 2 * HOUR
        await pictured.daily_posts.tick()
        standin.own.withheld = ATTACH_FILES
        clock.now += 24 * HOUR
        await pictured.daily_posts.tick()
    await gallery.close()
    assert [len(post.files) for post in posts(standin)] == [1, 0]
    found = await subscription(catalogue)
    assert found is not None
    assert found.missing == {"attach"}
    assert not found.paused


async def elsewhere(catalogue: Catalogue, channel: int, **more: Any) -> None:
    """A channel that the stand-in does not have, on the same server unless another is named."""
    found = await subscription(catalogue)
    assert found is not None
    async with catalogue.database.write() as session:
        await daily.put(session, replace(found, channel_id=channel, **more))


async def test_other_channels_of_the_server_are_a_choice_away(standin: StandIn, catalogue: Catalogue) -> None:
    await set_up(standin)
    await elsewhere(catalogue, 10, paused="access")
    shown = await standin.slash("daily show", member=BORIS)
    assert "<#10>: Paused" in text_of(shown)
    chosen = await pages.choose(
        standin, shown, "daily:choose", pages.offered(shown, "daily:choose")[0], member=BORIS
    )
    assert pages.button(chosen, "daily:stop")["custom_id"] == "daily:stop:a"
    left = await press(standin, chosen, "daily:stop", member=BORIS)
    assert pages.fields(pages.button(left, "daily:stop")["custom_id"]) == [base36(CHANNEL)]
    assert await subscription(catalogue) is not None


@pytest.mark.parametrize("verb", ["show", "pause", "resume", "next", "stop"])
async def test_a_channel_of_another_server_is_out_of_reach(
    standin: StandIn, catalogue: Catalogue, verb: str
) -> None:
    told = message_of(await set_up(standin))
    await elsewhere(catalogue, 10, server_id=7)
    pressed = await standin.press(told, f"daily:{verb}:a", member=BORIS, forged=True)
    assert "<#10>" not in text_of(pressed)
    async with catalogue.database.read() as session:
        found = await daily.get(session, 10)
    assert found is not None
    assert not found.paused
    assert not posts(standin)


async def test_a_server_has_so_many_channels_and_no_more(standin: StandIn, catalogue: Catalogue) -> None:
    await set_up(standin)
    for channel in range(MOST):
        await elsewhere(catalogue, channel + 1)
    await press(standin, await standin.slash("daily show", member=BORIS), "daily:stop", member=BORIS)
    assert await subscription(catalogue) is None
    await set_up(standin)
    assert await subscription(catalogue) is None
