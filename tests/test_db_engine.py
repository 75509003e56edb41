"""The two doors, on real files."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from db import errors, films, meta, migrate
from db.address import default_url, sqlite_path
from db.engine import Database, ReadSession
from db.models import list_aliases
from db.rows import add
from tests.conftest import on_both
from tests.waiting import until


async def stored(database: Database, key: str) -> str | None:
    async with database.read() as session:
        return await meta.get(session, key)


@on_both
async def test_a_write_is_there_afterwards_and_can_be_overwritten(database: Database) -> None:
    for value in ("one", "two"):
        async with database.write() as session:
            await meta.put(session, "key", value)
        assert await stored(database, "key") == value


@on_both
async def test_what_raises_is_rolled_back(database: Database) -> None:
    async def fail() -> None:
        async with database.write() as session:
            await meta.put(session, "key", "half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await stored(database, "key") is None


@on_both
async def test_what_is_cancelled_is_rolled_back_and_the_door_opens_again(database: Database) -> None:
    started = asyncio.Event()

    async def hang() -> None:
        async with database.write() as session:
            await meta.put(session, "key", "half")
            started.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await started.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with database.write() as session:
        await meta.put(session, "other", "whole")
    assert (await stored(database, "key"), await stored(database, "other")) == (None, "whole")


@on_both
async def test_a_snapshot_does_not_see_later_writes(database: Database) -> None:
    async with database.read() as session:
        assert await meta.get(session, "key") is None
        async with database.write() as writing:
            await meta.put(writing, "key", "new")
        assert await meta.get(session, "key") is None
    assert await stored(database, "key") == "new"


@on_both
@pytest.mark.parametrize("snapshot", [True, False])
async def test_no_change_goes_through_the_reading_door(database: Database, snapshot: bool) -> None:
    async def smuggle() -> None:
        async with database.read(snapshot=snapshot) as session:
            await session.execute(text("INSERT INTO meta (key, value) VALUES ('key', 'smuggled')"))

    with pytest.raises(errors.WriteRefusedError):
        await smuggle()
    assert await stored(database, "key") is None


async def test_foreign_keys_are_on_and_a_mistake_stays_a_mistake(database: Database) -> None:
    async def orphan() -> None:
        async with database.write() as session:
            await add(session, list_aliases, [{"list_id": 1, "position": 0, "name": "no such list"}])

    with pytest.raises(sqlite3.IntegrityError):
        await orphan()


async def test_another_process_holding_the_lock_is_reported_in_time(database: Database) -> None:
    impatient = Database(f"sqlite:///{database.path}", timeout=0.3)
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    started = time.monotonic()
    try:
        with pytest.raises(errors.DatabaseBusyError) as raised:
            async with impatient.write():
                pass
        assert time.monotonic() - started < 5
        assert raised.value.seconds == 0.3
        assert await stored(impatient, "key") is None, "readers need not wait"
        other.execute("ROLLBACK")
        async with impatient.write() as session:
            await meta.put(session, "key", "later")
        assert await stored(impatient, "key") == "later"
    finally:
        other.close()
        await impatient.close()


async def test_waiting_for_ones_own_writers_counts_towards_the_same_patience(database: Database) -> None:
    impatient = Database(f"sqlite:///{database.path}", timeout=0.3)
    try:
        async with impatient.write():
            started = time.monotonic()
            with pytest.raises(errors.DatabaseOverloadedError, match="our own work, waited"):
                async with impatient.write():
                    pass
            assert time.monotonic() - started < 5
    finally:
        await impatient.close()


async def test_writers_of_one_process_take_turns(database: Database) -> None:
    async def count() -> None:
        async with database.write() as session:
            before = int(await meta.get(session, "count") or 0)
            await asyncio.sleep(0)
            await meta.put(session, "count", str(before + 1))

    await asyncio.gather(*(count() for _ in range(40)))
    assert await stored(database, "count") == "40"


@on_both
async def test_many_readers_at_once(database: Database) -> None:
    async def ask() -> str | None:
        return await stored(database, "key")

    assert await asyncio.gather(*(ask() for _ in range(100))) == [None] * 100


async def test_every_connection_is_as_it_should_be(database: Database) -> None:
    async def pragmas(session: ReadSession) -> list[int]:
        names = ("foreign_keys", "synchronous", "query_only")
        return [(await session.execute(text(f"PRAGMA {name}")))[0][0] for name in names]

    async with database.read() as session:
        assert await pragmas(session) == [1, 2, 1]
    async with database.write() as session:
        assert await pragmas(session) == [1, 2, 0]
    with sqlite3.connect(database.path) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)


async def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/nowhere.sqlite3")
    with pytest.raises(errors.DatabaseUnreachableError):
        async with database.read() as session:
            await films.title_records(session)
    assert not database.path.exists()
    await database.close()


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "letter.sqlite3").write_text("Dear Rybak, " * 200)
    database = Database(f"sqlite:///{tmp_path}/letter.sqlite3")
    with pytest.raises(errors.DatabaseCorruptError, match=re.escape(str(database.path))):
        async with database.read() as session:
            await films.title_records(session)
    await database.close()


async def test_a_folder_is_no_file_and_is_named(tmp_path: Path) -> None:
    with pytest.raises(errors.DatabaseUnreachableError, match=re.escape(str(tmp_path))):
        await migrate.upgrade(f"sqlite:///{tmp_path}")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://localhost/films", "neither SQLite"),
        ("postgresql://localhost", "the name of a database"),
        ("sqlite://", "a plain file"),
        ("sqlite:///:memory:", "a plain file"),
        ("sqlite:///file:x?mode=memory&uri=true", "a plain file"),
        ("films.sqlite3", "not a database address"),
    ],
)
def test_addresses_that_name_no_file_are_refused_with_the_reason(url: str, reason: str) -> None:
    with pytest.raises(errors.UnsupportedDatabaseError, match=reason):
        Database(url)


def test_a_password_is_not_repeated() -> None:
    with pytest.raises(errors.UnsupportedDatabaseError) as raised:
        Database("postgresql://me:secret@localhost")
    assert "secret" not in str(raised.value)


def test_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert sqlite_path("sqlite:///data/films.sqlite3") == tmp_path / "data" / "films.sqlite3"
    assert sqlite_path("sqlite+aiosqlite:////srv/films.sqlite3") == Path("/srv/films.sqlite3")
    assert sqlite_path(default_url()).name == "kinoteka.sqlite3"


async def test_a_writer_that_cannot_be_made_ready_is_closed(database: Database) -> None:
    """A copy without a log that somebody else holds cannot be given one."""
    impatient, before = Database(f"sqlite:///{database.path}", timeout=0.1), threading.active_count()
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(errors.DatabaseBusyError) as raised:
            async with impatient.write():
                pass
    await until(lambda: threading.active_count() == before)  # each has a thread, and the error still knows it
    assert raised.value.seconds == 0.1
    await impatient.close()
