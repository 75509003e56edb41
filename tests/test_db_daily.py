"""What is stored of films of the day, on both databases: whoever claims a post is the only one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from db import daily, server_lists
from db.daily_types import DailyPost, DailyState, DailySubscription
from db.engine import Database, WriteSession
from tests.conftest import on_both

pytestmark = on_both

SERVER, CHANNEL = 2**62 + 7, 2**62 + 1
DUE = 1_800_000_000
ONE = DailySubscription(
    channel_id=CHANNEL,
    server_id=SERVER,
    zone="Europe/Berlin",
    minute=1200,
    days=127,
    list_id=0,
    role_id=2**62 + 9,
    thread=True,
    language="ru",
    missing=frozenset({"attach", "threads"}),
    next_at=DUE,
)
POST = DailyPost(CHANNEL, SERVER, "2027-01-15", DUE, DUE + 5)
SENDING = replace(POST, film_id=2**59, entry_id=3, position=4, of=60)


async def of_four(database: Database, act: Callable[[WriteSession], Awaitable[bool]]) -> int:
    """How many of four at once succeed."""

    async def one() -> bool:
        async with database.write() as session:
            return await act(session)

    return sum(await asyncio.gather(*(one() for _ in range(4))))


async def left(database: Database, before: int = DUE + 10**6) -> tuple[DailyPost, ...]:
    async with database.read() as session:
        return await daily.left_behind(session, before, 9)


async def put(database: Database, *several: DailySubscription) -> None:
    async with database.write() as session:
        for one in several:
            await daily.put(session, one)


async def test_a_subscription_comes_back_as_it_was_and_is_replaced(database: Database) -> None:
    await put(database, ONE, replace(ONE, channel_id=5, server_id=6))
    async with database.read() as session:
        assert await daily.get(session, CHANNEL) == ONE
        assert await daily.of_server(session, SERVER) == (ONE,)
        assert await daily.get(session, 99) is None
    other = replace(ONE, minute=0, paused="rights", missing=frozenset(), thread=False)
    await put(database, other)
    async with database.read() as session:
        assert await daily.get(session, CHANNEL) == other


async def test_due_are_those_whose_time_has_come_and_that_are_not_paused(database: Database) -> None:
    await put(
        database,
        ONE,
        replace(ONE, channel_id=2, next_at=DUE + 1),
        replace(ONE, channel_id=3, paused="manager"),
        replace(ONE, channel_id=4, next_at=DUE - 1),
    )
    async with database.read() as session:
        assert [one.channel_id for one in await daily.due(session, DUE, 9)] == [4, CHANNEL]
        assert [one.channel_id for one in await daily.due(session, DUE, 1)] == [4]


async def test_of_several_at_once_one_advances_claims_and_takes_over(database: Database) -> None:
    await put(database, ONE)
    assert await of_four(database, lambda session: daily.advance(session, ONE, DUE + 86400)) == 1
    assert await of_four(database, lambda session: daily.claim(session, POST)) == 1
    assert await of_four(database, lambda session: daily.take_over(session, POST, DUE + 400)) == 1
    (taken,) = await left(database)
    assert taken == replace(POST, claimed_at=DUE + 400)
    sending = replace(SENDING, claimed_at=DUE + 400)
    assert await of_four(database, lambda session: daily.begin(session, sending, DUE + 401)) == 1
    assert await left(database) == (replace(SENDING, state="sending", claimed_at=DUE + 401),)


async def test_who_lost_a_post_does_not_begin_it(database: Database) -> None:
    await put(database, ONE)
    async with database.write() as session:
        assert await daily.claim(session, POST)
        assert await daily.take_over(session, POST, DUE + 400)
        assert not await daily.begin(session, SENDING, DUE + 401)


async def test_nothing_begins_for_a_channel_that_was_stopped(database: Database) -> None:
    await put(database, ONE)
    async with database.write() as session:
        assert await daily.claim(session, POST)
        await daily.remove(session, CHANNEL)
        assert not await daily.begin(session, SENDING, DUE + 6)


async def test_a_paused_or_changed_one_is_not_advanced(database: Database) -> None:
    await put(database, replace(ONE, paused="manager"))
    async with database.write() as session:
        assert not await daily.advance(session, ONE, DUE + 86400)
        await daily.set_pause(session, CHANNEL, "")
        await daily.set_missing(session, CHANNEL, frozenset({"history"}))
        assert not await daily.advance(session, replace(ONE, next_at=DUE - 1), DUE + 86400)
        assert await daily.advance(session, ONE, DUE + 86400)
        found = await daily.get(session, CHANNEL)
    assert found == replace(ONE, missing=frozenset({"history"}), next_at=DUE + 86400)


async def test_a_post_that_has_ended_stays_so_and_is_swept(database: Database) -> None:
    await put(database, ONE)
    outcomes: tuple[DailyState, ...] = ("sent", "refused", "missed")
    for number, outcome in enumerate(outcomes):
        post = replace(POST, occasion=f"2027-01-{number + 1:02}", due_at=DUE + number)
        async with database.write() as session:
            assert await daily.claim(session, post)
            await daily.end(session, post, outcome, 12)
            await daily.end(session, post, "missed")
            assert not await daily.claim(session, post)
            assert not await daily.take_over(session, post, DUE + 999)
    assert not await left(database)
    async with database.write() as session:
        assert len(await daily.occasions(session, CHANNEL)) == 3
        await daily.sweep(session, DUE + 2)
        assert await daily.occasions(session, CHANNEL) == {"2027-01-03"}


async def test_only_what_nobody_has_touched_is_left_behind(database: Database) -> None:
    async with database.write() as session:
        await daily.claim(session, POST)
    assert not await left(database, POST.claimed_at)
    assert await left(database, POST.claimed_at + 1) == (POST,)


async def test_a_server_that_is_left_takes_everything_with_it(database: Database) -> None:
    other, others = replace(ONE, channel_id=5, server_id=6), replace(POST, channel_id=5, server_id=6)
    await put(database, ONE, other)
    async with database.write() as session:
        await daily.claim(session, POST)
        await daily.claim(session, others)
        await server_lists.forget(session, SERVER)
        assert await daily.of_server(session, SERVER) == ()
        assert await daily.occasions(session, CHANNEL) == frozenset()
        assert await daily.of_server(session, 6) == (other,)
    assert await left(database) == (others,)
