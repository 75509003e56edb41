"""A post comes once, whatever is lost on the way and however many processes there are."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.client import Kinoteka
from bot.preview.standin import StandIn
from bot.preview.world import (
    BORIS,
    READ_MESSAGE_HISTORY,
    SERVER,
)
from bot.runtime.deadlines import Deadlines
from bot.services.catalogue import Catalogue
from db import daily
from db.daily_types import DailyPost
from tests.daily.posting import CHANNEL, HOUR, Clock, posts, set_up, started
from tests.pages import film_of
from tests.shipped import films_on
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("bot")


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
