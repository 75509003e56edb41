"""From a file to a server and back: a backup is the same file, wherever it is made, and goes wherever it is put."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from db import decks, entries, errors, films, imports, lists, member_films, members, meta, rows, server_lists
from db.backup import BackupError, back_up, restore
from db.engine import Database, ReadSession
from db.models import metadata, seen
from db.server_films import ServerFilm
from db.server_lists import ServerEntry, ServerList
from db.types import Dated, DayKnown
from tests.conftest import url_of
from tests.postgres_server import Server

ANNA, BORIS = 1001, 1002
MONDAY = datetime(2026, 11, 2, 12, tzinfo=UTC)


async def live(url: str, user_id: int = ANNA) -> None:
    """Something in every table of members and servers."""
    database = Database(url)
    async with database.read() as session:
        some = [record.id for record in await films.title_records(session)][:5]
    async with database.write() as session:
        await member_films.mark_seen(session, user_id, some[0], MONDAY)
        await member_films.want(session, user_id, some[1], MONDAY)
        await members.remember(session, user_id, together=True)
        await imports.rehearse(session, user_id, MONDAY, {"seen": {some[2]: Dated(MONDAY, DayKnown.NAMED)}})
        await server_lists.lock(session, user_id)
        own = ServerFilm(f"own-{user_id}", "Own", 2001, ("Ada Ek",), ("Another name",))
        listed = ServerEntry("own", "Own", film=own)
        one = ServerList("night", "Night", colour=0x123456, adult=True, entries=(listed,))
        await server_lists.set_hidden(
            session, user_id, await server_lists.publish(session, user_id, one), hidden=True
        )
        await server_lists.show_global(session, user_id, some[4], shown=False)
        key = decks.DeckKey(user_id, 0, "all")
        stored, _ = await decks.lock(session, key)
        await decks.save(session, key, stored, decks.StoredDeck(some[3], {some[3]: "dealt"}))
    await database.close()


async def forget(url: str, user_id: int = ANNA) -> None:
    database = Database(url)
    async with database.write() as session:
        await members.forget(session, user_id)
    await database.close()


async def kept(url: str, user_id: int = ANNA) -> dict[str, list[dict[str, Any]]]:
    database = Database(url)
    async with database.read() as session:
        found = await members.kept(session, user_id)
    await database.close()
    return found


def dump(path: Path) -> dict[str, list[Any]]:
    """All rows of a file but the catalogue's version, which grows whenever one is put in place."""
    with closing(sqlite3.connect(path)) as connection:
        found = {}
        for table in metadata.sorted_tables:
            names = ", ".join(f'"{column.name}"' for column in table.c)
            found[table.name] = sorted(connection.execute(f'SELECT {names} FROM "{table.name}"'), key=repr)  # noqa: S608
    found["meta"] = [row for row in found["meta"] if row[0] != meta.CATALOGUE_VERSION]
    return found


def files_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def backed_up(url: str, target: Path) -> None:
    await asyncio.to_thread(back_up, url, target)


async def test_there_and_back_is_the_same(database_file: Path, postgres: Server, tmp_path: Path) -> None:
    url = url_of(database_file)
    await live(url)
    await forget(url, BORIS)
    first, second, third = (tmp_path / name for name in ("first", "second", "third"))
    await backed_up(url, first)
    with postgres.copy("empty") as server:
        done = await restore(server, first)
        assert (done.films > 20, done.lists > 2, done.erased) == (True, True, 0)
        assert await kept(server) == await kept(url)
        await backed_up(server, second)
    assert dump(second) == dump(first)
    elsewhere = tmp_path / "elsewhere" / "kinoteka.sqlite3"
    await restore(url_of(elsewhere), second)
    await backed_up(url_of(elsewhere), third)
    assert dump(third) == dump(first)
    assert dump(elsewhere) == {**dump(first), "erasures": []}


async def everything(session: ReadSession) -> str:
    every_list = await lists.summaries(session)
    return repr(
        [
            await films.pages_on_lists(session),
            await films.title_records(session),
            every_list,
            [await lists.page(session, one.id) for one in every_list],
            [await entries.get(session, one[2]) for one in await entries.identified(session)],
            await entries.unidentified(session),
        ]
    )


async def test_more_rows_than_are_moved_at_once(
    database_file: Path, postgres: Server, tmp_path: Path
) -> None:
    url, number = url_of(database_file), 25_000
    database = Database(url)
    async with database.write() as session:
        marks = ({"user_id": row // 5 + 1, "film_id": row % 5, "at": row} for row in range(number))
        await rows.add(session, seen, marks)
    await database.close()
    await backed_up(url, tmp_path / "first")
    with postgres.copy("empty") as server:
        await restore(server, tmp_path / "first")
        await backed_up(server, tmp_path / "second")
    assert len(dump(tmp_path / "second")["seen"]) == number
    assert dump(tmp_path / "second") == dump(tmp_path / "first")


async def test_pages_read_from_both_are_equal(database_file: Path, postgres: Server) -> None:
    said = []
    with postgres.copy("filled") as server:
        for url in (url_of(database_file), server):
            database = Database(url)
            async with database.read() as session:
                said.append(await everything(session))
            await database.close()
    assert len(said[0]) > 100_000
    assert said[0] == said[1]


async def test_a_running_bot_hears_of_it_and_what_was_there_is_kept(
    database_file: Path, postgres: Server, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    await backed_up(url_of(database_file), copy)
    with postgres.copy("filled") as server:
        await live(server)
        running = Database(server)
        async with running.read() as session:
            version = await meta.catalogue_version(session)
        done = await restore(server, copy)
        async with running.read() as session:
            assert await meta.catalogue_version(session) > version
            assert await members.kept(session, ANNA) == {}
        assert done.before is not None
        await restore(server, done.before)
        assert set(await kept(server)) == {
            "seen",
            "watchlist",
            "member_settings",
            "import_rows",
            "decks",
            "deck_cards",
        }
        await running.close()


async def test_who_was_erased_stays_so_wherever_the_backup_is_put(
    database_file: Path, postgres: Server, tmp_path: Path
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    url = url_of(database_file)
    await live(url)
    await backed_up(url, before)
    await forget(url)
    await backed_up(url, after)
    with postgres.copy("empty") as server:
        assert (await restore(server, after)).erased == 0
        assert (await restore(server, before)).erased == 1, "the list came along"
        assert await kept(server) == {}
        await live(server)
        await backed_up(server, tmp_path / "anew")
        assert (await restore(server, tmp_path / "anew")).erased == 0, "who came back keeps what is new"
        assert await kept(server) != {}
        await forget(server)
        assert (await restore(server, tmp_path / "anew")).erased == 1
        await backed_up(server, tmp_path / "last")
    elsewhere = url_of(tmp_path / "elsewhere.sqlite3")
    await restore(elsewhere, tmp_path / "last")
    assert (await restore(elsewhere, before)).erased == 1, "and back again"


async def test_what_is_no_backup_changes_nothing(postgres: Server, tmp_path: Path) -> None:
    letter = tmp_path / "letter"
    letter.write_text("Dear Rybak, " * 200)
    with postgres.copy("filled") as server:
        await live(server)
        with pytest.raises(BackupError, match="damaged"):
            await restore(server, letter)
        assert await kept(server) != {}
    assert files_in(tmp_path) == ["letter"]


async def test_a_restore_waits_for_a_writer_and_then_gives_up(
    database_file: Path, postgres: Server, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    await backed_up(url_of(database_file), copy)
    with postgres.copy("filled") as server:
        writing = Database(server)
        async with writing.write() as session:
            await meta.put(session, "key", "value")
            with pytest.raises(errors.DatabaseBusyError):
                await restore(server, copy, patience=0.1)
        await writing.close()


async def test_an_older_tables_backup_would_lack_something(postgres: Server, tmp_path: Path) -> None:
    with postgres.copy("filled") as server:
        connection: Any = await asyncpg.connect(server)
        await connection.execute("UPDATE alembic_version SET version_num = '0004'")
        await connection.close()
        with pytest.raises(BackupError, match="python -m bot migrate"):
            await backed_up(server, tmp_path / "copy")
    assert files_in(tmp_path) == []
