"""Nights as they are kept: one vote a member and film, nothing after the end, everything gone with its server."""

from __future__ import annotations

import asyncio
import itertools
from datetime import UTC, datetime, timedelta

import pytest

from db import languages, member_films, members, night_log, nights, server_lists
from db.engine import Database
from db.errors import NightNotFoundError
from tests.conftest import on_both

pytestmark = on_both

ANNA, BORIS, CLUB, OTHER = 1290000000000000101, 1290000000000000102, 77, 78
NOW = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)
FILMS = (11, 12, 13)
PRESSES = itertools.count(1)


async def opened(database: Database, night: int = 1, server: int = CLUB) -> int:
    async with database.write() as session:
        await nights.draft(session, night, server, ANNA, FILMS)
        assert await nights.begin(session, night, LATER, "en")
    return night


async def vote(database: Database, user: int, film: int, at: datetime = NOW) -> bool | None:
    async with database.write() as session:
        return await nights.vote(session, 1, user, film, next(PRESSES), at)


async def votes(database: Database) -> dict[int, int]:
    async with database.read() as session:
        return dict((await nights.get(session, 1)).votes)


async def test_a_vote_is_put_and_taken(database: Database) -> None:
    await opened(database)
    assert [await vote(database, ANNA, 11) for _ in range(3)] == [True, False, True]
    assert await vote(database, BORIS, 11)
    assert await vote(database, BORIS, 12)
    assert await vote(database, BORIS, 99) is None, "not a film of the night"
    assert await votes(database) == {11: 2, 12: 1}
    assert await vote(database, BORIS, 11, LATER) is None, "too late"
    async with database.read() as session:
        assert (await nights.own(session, 1, BORIS)).films == {11, 12}


async def test_a_press_that_arrives_twice_counts_once(database: Database) -> None:
    """Also at once, at two processes; and the next press counts again."""
    await opened(database)

    async def press(number: int) -> bool | None:
        async with database.write() as session:
            return await nights.vote(session, 1, ANNA, 11, number, NOW)

    assert list(await asyncio.gather(press(7), press(7), press(7))) == [True] * 3
    assert await votes(database) == {11: 1}
    assert list(await asyncio.gather(press(8), press(8))) == [False] * 2
    assert await votes(database) == {}
    assert await press(9)


async def test_many_at_once_are_counted_once_each(database: Database) -> None:
    await opened(database)
    await asyncio.gather(*(vote(database, 1000 + user, film) for user in range(20) for film in FILMS))
    assert await votes(database) == dict.fromkeys(FILMS, 20)
    said = await asyncio.gather(*(vote(database, ANNA, 11) for _ in range(7)))
    assert said.count(True) - said.count(False) == 1
    assert (await votes(database))[11] == 21


async def test_one_of_many_closes_and_no_vote_comes_after(database: Database) -> None:
    await opened(database)

    async def close() -> int | None:
        async with database.write() as session:
            night = await nights.take_open(session, 1)
            if night is None:
                return None
            await nights.close(session, 1, 11, "none")
            return sum(night.votes.values())

    acts = [vote(database, 1000 + user, 11) for user in range(10)]
    said = await asyncio.gather(*acts[:5], close(), *acts[5:], close())
    counted = [one for one in said if one is not None and one is not True]
    assert len(counted) == 1
    assert sum(one is True for one in said) == counted[0] == (await votes(database)).get(11, 0)


async def test_only_a_draft_begins_and_its_films_are_nominated_no_more(database: Database) -> None:
    async with database.write() as session:
        assert await night_log.nominate(session, CLUB, ANNA, 12, NOW)
        assert not await night_log.nominate(session, CLUB, ANNA, 12, LATER)
        await night_log.nominate(session, CLUB, BORIS, 12, LATER)
        await night_log.nominate(session, CLUB, BORIS, 20, LATER)
        await night_log.nominate(session, OTHER, BORIS, 30, NOW)
        assert await night_log.nominated(session, CLUB) == [12, 20]
    await opened(database)
    async with database.write() as session:
        assert not await nights.begin(session, 1, LATER, "en")
        assert await nights.take_draft(session, 1) is None
        assert await night_log.nominated(session, CLUB) == [12, 20], "its message may not arrive"
        await nights.drop_nominated(session, 1)
        assert await night_log.nominated(session, CLUB) == [20]
        await nights.take_back(session, 1)
        assert (await nights.get(session, 1)).state == "draft"
        await nights.draft(session, 2, CLUB, ANNA, FILMS)
        with pytest.raises(NightNotFoundError):
            await nights.get(session, 1)


async def test_what_was_seen_counts_of_those_who_come_and_let_it(database: Database) -> None:
    await opened(database)
    async with database.write() as session:
        for user in (ANNA, BORIS, 5):
            await member_films.put(session, "seen", user, 11, NOW)
        await nights.say_coming(session, 1, ANNA, coming=True)
        await nights.let_count(session, 1, ANNA, counts=True)
        await nights.say_coming(session, 1, BORIS, coming=True)
        await nights.let_count(session, 1, 5, counts=True)
        night = await nights.get(session, 1)
        assert night.coming == (ANNA, BORIS)
        assert await nights.seen_by(session, night) == {11: 1}
        assert await night_log.seen_by_all(session, night) == frozenset(), "of one alone nothing is told"
        await nights.let_count(session, 1, BORIS, counts=True)
        assert await nights.seen_by(session, night) == {11: 2}
        assert await night_log.seen_by_all(session, night) == {11}


async def test_the_evening_and_what_came_of_it(database: Database) -> None:
    await opened(database)
    async with database.write() as session:
        assert not await nights.rate(session, 1, ANNA, 5, NOW)
        await nights.close(session, 1, 11, "none")
        assert await nights.watched(session, 1, LATER)
        assert not await nights.watched(session, 1, LATER)
        assert await nights.rate(session, 1, ANNA, 5, NOW)
        assert await nights.rate(session, 1, ANNA, 4, NOW)
        assert await nights.rate(session, 1, BORIS, 1, NOW)
        assert await nights.react(session, 1, BORIS, "Long.", NOW)
        night = await nights.get(session, 1)
        assert night.ratings == (1, 0, 0, 1, 0)
        assert night.reactions == ("Long.",)
        log, total = await night_log.history(session, CLUB, first=0, limit=10)
        assert (total, [(one.film_id, one.ratings) for one in log]) == (1, [(11, (1, 0, 0, 1, 0))])
        assert await night_log.watched_films(session, CLUB) == {11}
        last = await night_log.last(session, CLUB)
        assert last is not None
        assert last.id == 1


async def test_whoever_is_forgotten_leaves_the_night_to_the_others(database: Database) -> None:
    await opened(database)
    await vote(database, ANNA, 11)
    await vote(database, BORIS, 11)
    async with database.write() as session:
        await members.forget(session, ANNA)
        night = await nights.get(session, 1)
    assert (night.host, night.votes) == (0, {11: 1})


async def test_a_server_takes_its_nights_with_it(database: Database) -> None:
    await opened(database)
    await opened(database, 2, OTHER)
    async with database.write() as session:
        await nights.vote(session, 1, BORIS, 11, 1, NOW)
        await night_log.nominate(session, CLUB, BORIS, 20, NOW)
        await night_log.set_zone(session, CLUB, "Europe/Berlin")
        assert await night_log.zone(session, CLUB) == "Europe/Berlin"
        assert await night_log.zone(session, OTHER) == ""
        await languages.choose_for_server(session, CLUB, "ru")
        await languages.choose_for_server(session, CLUB, "")
        assert await night_log.zone(session, CLUB) == "Europe/Berlin", "the language alone is chosen no more"
        assert (await languages.chosen(session, ANNA, CLUB)).server == ""
        await server_lists.forget(session, CLUB)
        assert await members.kept(session, BORIS) == {}
        assert (await nights.get(session, 2)).server_id == OTHER
        with pytest.raises(NightNotFoundError):
            await nights.get(session, 1)


async def test_a_vote_is_due_when_its_time_is_over_and_its_message_is_known(database: Database) -> None:
    await opened(database)
    async with database.write() as session:
        assert await nights.due(session, LATER, 9) == [], "nobody knows where its message stands"
        await nights.place(session, 1, 5, 6)
        await nights.place(session, 1, 7, 8)
        assert (await nights.get(session, 1)).message_id == 6
        assert await nights.due(session, LATER - timedelta(seconds=1), 9) == []
        assert await nights.due(session, LATER, 9) == [1]
        assert await nights.take_open(session, 1, LATER - timedelta(seconds=1)) is None
        before = (await nights.get(session, 1)).version
        night = await nights.take_open(session, 1, LATER)
        assert night is not None
        assert night.version == before + 1
        await nights.close(session, 1, 11, "none")
        assert await nights.due(session, LATER, 9) == []


async def test_an_event_is_made_by_one_of_many(database: Database) -> None:
    await opened(database)

    async def make(*, has_event: bool = True) -> bool:
        async with database.write() as session:
            return await nights.put_event(session, 1, has_event=has_event)

    assert not await make(), "the vote is open"
    async with database.write() as session:
        await nights.close(session, 1, 11, "none")
    assert sorted(await asyncio.gather(*(make() for _ in range(5)))) == [False] * 4 + [True]
    assert await make(has_event=False)
    assert await make()


async def test_what_lost_the_last_vote_and_was_not_watched_since(database: Database) -> None:
    async with database.read() as session:
        assert await night_log.lost(session, CLUB) == []
    await opened(database)
    for user, film in ((ANNA, 12), (BORIS, 12), (ANNA, 13), (BORIS, 11), (5, 11)):
        await vote(database, user, film)
    async with database.write() as session:
        await nights.close(session, 1, 12, "order")
        assert await night_log.lost(session, CLUB) == [11, 13]
        await nights.draft(session, 2, CLUB, ANNA, [11])
        await nights.begin(session, 2, LATER, "en")
        await nights.close(session, 2, 11, "none")
        await nights.watched(session, 2, LATER)
        assert await night_log.lost(session, CLUB) == []
