from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from db import curated, imports, languages, members, night_log, nights, quiz
from db import member_films as shelf
from db.catalogue import fill
from db.engine import Database
from db.errors import FilmNotFoundError
from db.models import deck_cards, decks, metadata
from db.types import ChosenLanguages, Dated, DayKnown, Film, Mark, MemberSettings, TakenIn, stable_id
from tests.conftest import on_both

pytestmark = on_both

ANNA, BORIS = 1290000000000000101, 1290000000000000102
MONDAY = datetime(2026, 11, 16, 20, 30, tzinfo=UTC)


def film(slug: str) -> Film:
    return Film(id=stable_id(slug), slug=slug, title=slug.title(), year=1970, release_year=1970)


A, B, C = (film(slug) for slug in ("a-film", "b-film", "c-film"))


def dated(*films: Film, at: datetime = MONDAY, day: DayKnown = DayKnown.WATCHED) -> dict[int, Dated]:
    return {film.id: Dated(at, day) for film in films}


async def with_films(database: Database, *films: Film) -> None:
    async with database.write() as session:
        await fill(session, films, [])


async def put(database: Database, name: Mark, user: int, film_id: int, at: datetime = MONDAY) -> bool:
    async with database.write() as session:
        return await shelf.put(session, name, user, film_id, at)


async def titles(database: Database, name: Mark, user: int) -> list[str | None]:
    async with database.read() as session:
        return [s.film.title if s.film else None for s in await shelf.page(session, name, user)]


async def test_put_and_take(database: Database) -> None:
    await with_films(database, A, B)
    assert await put(database, "seen", ANNA, A.id)
    assert await titles(database, "seen", ANNA) == ["A-Film"]
    assert await titles(database, "watchlist", ANNA) == []
    assert await titles(database, "seen", BORIS) == []
    async with database.write() as session:
        assert await shelf.take(session, "seen", ANNA, A.id) == MONDAY
        assert await shelf.take(session, "seen", ANNA, A.id) is None
    assert await titles(database, "seen", ANNA) == []


async def test_putting_twice_keeps_one_row_and_its_time(database: Database) -> None:
    await with_films(database, A)
    new = await asyncio.gather(
        *(put(database, "seen", ANNA, A.id, MONDAY + timedelta(days=day)) for day in range(10))
    )
    assert sorted(new) == [False] * 9 + [True]
    async with database.read() as session:
        assert len(await shelf.page(session, "seen", ANNA)) == 1
        first = MONDAY + timedelta(days=new.index(True))  # whoever that was: a server knows no queue
        assert await shelf.standing(session, "seen", ANNA, A.id) == first


async def test_newest_first_page_by_page(database: Database) -> None:
    await with_films(database, A, B, C)
    for day, one in enumerate((B, A, C)):
        await put(database, "watchlist", ANNA, one.id, MONDAY + timedelta(days=day))
    async with database.read() as session:
        page = await shelf.page(session, "watchlist", ANNA, first=1, limit=1)
        assert [s.film.title for s in page if s.film] == ["A-Film"]
        assert await shelf.count(session, "watchlist", ANNA) == 3


async def test_a_film_that_leaves_the_catalogue_takes_no_members_row_with_it(database: Database) -> None:
    await with_films(database, A, B)
    await put(database, "seen", ANNA, A.id)
    await put(database, "seen", ANNA, B.id)
    await with_films(database, B)
    assert sorted(await titles(database, "seen", ANNA), key=str) == ["B-Film", None]
    async with database.read() as session:
        assert await shelf.film_ids(session, "seen", ANNA) == {A.id, B.id}
        with pytest.raises(FilmNotFoundError):
            await shelf.film(session, A.id)
    await with_films(database, A, B)
    assert sorted(await titles(database, "seen", ANNA), key=str) == ["A-Film", "B-Film"]


async def test_seen_by_any_is_the_union(database: Database) -> None:
    await put(database, "seen", ANNA, A.id)
    await put(database, "seen", BORIS, B.id)
    await put(database, "seen", 3, C.id)
    async with database.read() as session:
        assert await shelf.seen_by_any(session, [ANNA, BORIS]) == {A.id, B.id}
        assert await shelf.seen_by_any(session, []) == frozenset()


# What is remembered


async def test_settings_are_kept_one_by_one_and_only_if_there_are_any(database: Database) -> None:
    async with database.write() as session:
        assert await members.settings(session, ANNA) == MemberSettings()
        await members.remember(session, ANNA, seen_filter="unseen")
        await members.remember(session, ANNA, together=True)
        assert await members.settings(session, ANNA) == MemberSettings("unseen", True)
        assert await members.settings_of(session, [ANNA, BORIS]) == {ANNA: MemberSettings("unseen", True)}
        assert "member_settings" in await members.kept(session, ANNA)
        await members.remember(session, ANNA, seen_filter="any", together=False)
        assert await members.kept(session, ANNA) == {}


# All that is kept


def test_every_table_with_a_users_id_is_known() -> None:
    suspicious = {
        table.name
        for table in metadata.sorted_tables
        for column in table.c
        if {"user", "member", "owner", "who", "person_of"} & set(column.name.split("_"))
        and not column.info.get("server")
    }
    assert suspicious == set(members.tables())


async def test_forgetting_leaves_nothing_and_touches_nobody_else(database: Database) -> None:
    await with_films(database, A, B)
    for user in (ANNA, BORIS):
        await put(database, "seen", user, A.id)
        await put(database, "watchlist", user, B.id)
        async with database.write() as session:
            await members.remember(session, user, together=True)
            await imports.rehearse(session, user, MONDAY, {"seen": dated(C, B)})
            deck = {"user_id": user, "channel_id": 0, "filter": "all"}
            await session.change(decks.insert(), {**deck, "last_film_id": A.id})
            await session.change(deck_cards.insert(), {**deck, "film_id": A.id, "standing": "dealt"})
            await quiz.begin(session, 1, 7, 8, "a")
            await quiz.answer(session, 1, user, "wrong")
            await curated.add_version(session, user + 50, 7, user, MONDAY, "{}", "{}")
            await curated.wait(session, user + 50, user, MONDAY, "[]")
            one = curated.Report(user + 50, "suggestion", MONDAY, A.id, 0, "Please.")
            await curated.report(session, user + 50, user, one)
            night = user - ANNA + 1
            await nights.draft(session, night, 1, user, [A.id])
            await nights.begin(session, night, MONDAY + timedelta(days=1), "en")
            await nights.vote(session, night, user, A.id, 1, MONDAY)
            await nights.close(session, night, A.id, "none")
            await nights.watched(session, night, MONDAY)
            await nights.rate(session, night, user, 5, MONDAY)
            await nights.react(session, night, user, "Good.", MONDAY)
            await night_log.nominate(session, 1, user, B.id, MONDAY)
    async with database.read() as session:
        before, others = await members.kept(session, ANNA), await members.kept(session, BORIS)
    assert set(before) == set(members.tables()), "this test is to fill every table"
    assert not any(ANNA in row.values() for rows in before.values() for row in rows)
    async with database.write() as session:
        erased = await members.forget(session, ANNA)
    assert erased == {name: len(rows) for name, rows in before.items()}
    async with database.read() as session:
        assert await members.kept(session, ANNA) == {}
        assert await members.kept(session, BORIS) == others


# Imports


async def test_an_import_is_rehearsed_taken_in_and_undone(database: Database) -> None:
    await put(database, "seen", ANNA, A.id, MONDAY)
    earlier = MONDAY - timedelta(days=400)
    async with database.write() as session:
        await imports.rehearse(
            session, ANNA, MONDAY, {"seen": dated(A, B, at=earlier), "watchlist": dated(C)}
        )
        assert await imports.new_films(session, ANNA, MONDAY) == {"seen": 1, "watchlist": 1}
        assert await imports.claim(session, ANNA, MONDAY, done=False)
        assert not await imports.claim(session, ANNA, earlier, done=False)
        assert not await imports.claim(session, BORIS, MONDAY, done=False)
        assert await shelf.film_ids(session, "seen", ANNA) == {A.id}
    async with database.write() as session:
        assert await imports.take_in(session, ANNA, MONDAY) == TakenIn({"seen": 1, "watchlist": 1}, {})
        assert await imports.claim(session, ANNA, MONDAY, done=True)
        assert await shelf.standing(session, "seen", ANNA, A.id) == MONDAY
        assert await shelf.standing(session, "seen", ANNA, B.id) == earlier
    async with database.write() as session:
        assert await imports.take_in(session, ANNA, MONDAY) == TakenIn({}, {})
    async with database.write() as session:
        assert await imports.undo(session, ANNA, MONDAY) == {"seen": 1, "watchlist": 1}
        assert await shelf.film_ids(session, "seen", ANNA) == {A.id}
        assert not await imports.claim(session, ANNA, MONDAY, done=True)


async def test_better_days_mend_those_an_import_brought_and_go_again(database: Database) -> None:
    """Never those that the member gave by a press here; never a better day by a worse one."""
    days = [MONDAY - timedelta(days=back) for back in (400, 300, 200)]
    await put(database, "seen", ANNA, A.id, MONDAY)
    async with database.write() as session:
        await imports.rehearse(session, ANNA, MONDAY, {"seen": dated(A, B, C, day=DayKnown.NOT)})
        await imports.take_in(session, ANNA, MONDAY)
    async with database.write() as session:
        named = dated(A, C, at=days[1], day=DayKnown.NAMED)
        await imports.rehearse(session, ANNA, MONDAY, {"seen": dated(B, at=days[0]) | named})
        assert await imports.mended(session, ANNA, MONDAY) == {"seen": 2}
        assert await imports.new_films(session, ANNA, MONDAY) == {}
        assert await imports.take_in(session, ANNA, MONDAY) == TakenIn({}, {"seen": 2})
        standing = [await shelf.standing(session, "seen", ANNA, film.id) for film in (A, B, C)]
        assert standing == [MONDAY, days[0], days[1]]
    async with database.write() as session:
        await imports.rehearse(session, ANNA, MONDAY, {"seen": dated(B, C, at=days[2], day=DayKnown.NAMED)})
        assert await imports.mended(session, ANNA, MONDAY) == {}
        await imports.rehearse(session, ANNA, MONDAY, {"seen": dated(B, C, at=days[2])})
        assert await imports.take_in(session, ANNA, MONDAY) == TakenIn({}, {"seen": 1})
        assert await shelf.standing(session, "seen", ANNA, C.id) == days[2]
    async with database.write() as session:
        assert await imports.undo(session, ANNA, MONDAY) == {}
        standing = [await shelf.standing(session, "seen", ANNA, film.id) for film in (A, B, C)]
        assert standing == [MONDAY, days[0], days[1]]


async def test_undoing_leaves_what_was_marked_anew_since(database: Database) -> None:
    async with database.write() as session:
        await imports.rehearse(session, ANNA, MONDAY, {"seen": dated(A, B)})
        await imports.take_in(session, ANNA, MONDAY)
        await shelf.take(session, "seen", ANNA, A.id)
        await shelf.put(session, "seen", ANNA, A.id, MONDAY + timedelta(minutes=5))
        assert await imports.undo(session, ANNA, MONDAY) == {"seen": 1}
        assert await shelf.film_ids(session, "seen", ANNA) == {A.id}


async def test_a_second_rehearsal_takes_the_place_of_the_first(database: Database) -> None:
    later = MONDAY + timedelta(minutes=1)
    async with database.write() as session:
        await imports.rehearse(session, ANNA, MONDAY, {"seen": dated(A)})
        await imports.rehearse(session, ANNA, later, {"seen": dated(B)})
        assert not await imports.claim(session, ANNA, MONDAY, done=False)
        await imports.take_in(session, ANNA, later)
        assert await shelf.film_ids(session, "seen", ANNA) == {B.id}


async def test_what_waited_for_an_hour_is_swept(database: Database) -> None:
    async with database.write() as session:
        await imports.rehearse(session, ANNA, MONDAY, {"seen": dated(A)})
        await imports.rehearse(session, BORIS, MONDAY + timedelta(minutes=30), {"seen": dated(A)})
        assert await imports.sweep(session, MONDAY + timedelta(minutes=59)) == 0
        assert await imports.sweep(session, MONDAY + timedelta(minutes=61)) == 1
        assert (await session.execute(text("SELECT user_id FROM import_rows")))[0][0] == BORIS


async def test_the_languages_of_members_and_servers(database: Database) -> None:
    async with database.write() as session:
        await members.remember(session, ANNA, language="ru")
        for language in ("en", "ru"):
            await languages.choose_for_server(session, 7, language)
        assert await languages.chosen(session, ANNA, 7) == ChosenLanguages("ru", "ru")
        await languages.choose_for_server(session, 7, "")
        assert await members.remember(session, ANNA, language="") == MemberSettings()
        assert await languages.chosen(session, ANNA, 7) == ChosenLanguages("", "")
        assert await members.kept(session, ANNA) == {}
