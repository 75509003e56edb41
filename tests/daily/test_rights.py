"""What /daily needs of a channel, and what its posts do without."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.art.gallery import Gallery
from bot.client import Kinoteka
from bot.preview.standin import StandIn
from bot.preview.world import (
    ATTACH_FILES,
    BORIS,
    CREATE_PUBLIC_THREADS,
    READ_MESSAGE_HISTORY,
    SEND_MESSAGES,
    SERVER,
    VIEW_CHANNEL,
)
from bot.runtime.deadlines import Deadlines
from bot.services.catalogue import Catalogue
from db.daily_types import DailyPause
from tests.daily.posting import HOUR, Clock, paused, posts, set_up, started, subscription
from tests.pages import message_of, press, text_of

pytestmark = pytest.mark.usefixtures("bot")


async def test_everyone_is_not_pinged(standin: StandIn, catalogue: Catalogue) -> None:
    await set_up(standin, role=SERVER.guild_id)
    assert await subscription(catalogue) is None


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
