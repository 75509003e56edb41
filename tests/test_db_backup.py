"""Copies of the database, made and put back while it is in use."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete

from bot.cli.command_line import main
from bot.services.catalogue import Catalogue
from db import errors, meta, migrate
from db.backup import BackupError, back_up, problem, restore
from db.engine import Database
from db.models import lists
from tests.conftest import url_of
from tests.lives import Life, Say


def value(path: Path, question: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question).fetchone()[0]


def named(part: str, folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if part in path.name)


def content(path: Path) -> bytes:
    return path.read_bytes()


def damage(path: Path) -> None:
    """As a failing disk does: pages in the middle are no longer what they were."""
    with path.open("r+b") as file:
        for page in range(1, path.stat().st_size // 4096):
            file.seek(page * 4096)
            file.write(b"\xde\xad\xbe\xef" * 64)


async def test_a_copy_holds_everything_up_to_this_moment(database_file: Path, tmp_path: Path) -> None:
    database = Database(url_of(database_file))
    async with database.write() as session:
        await meta.put(session, "latest", "still in the log")
    copy = tmp_path / "copy.sqlite3"
    assert back_up(url_of(database_file), copy) == copy.stat().st_size
    await database.close()
    assert value(copy, "SELECT value FROM meta WHERE key = 'latest'") == "still in the log"
    assert value(copy, "PRAGMA journal_mode") == "wal", "so it is, too, where it is put back by hand"
    assert problem(copy) is None
    assert named("copy", tmp_path) == ["copy.sqlite3"]


async def test_a_copy_made_during_writes_is_whole(database_file: Path, tmp_path: Path) -> None:
    database = Database(url_of(database_file))

    async def write() -> None:
        for number in range(300):
            async with database.write() as session:
                await meta.put(session, "one", str(number))
                await meta.put(session, "two", str(number))

    writing = asyncio.create_task(write())
    for number in range(5):
        copy = tmp_path / f"copy{number}.sqlite3"
        await asyncio.to_thread(back_up, url_of(database_file), copy)
        assert value(copy, "SELECT count(DISTINCT value) FROM meta WHERE key IN ('one', 'two')") in (0, 1)
    await writing
    await database.close()


def test_nothing_is_overwritten(database_file: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine", encoding="utf-8")
    with pytest.raises(BackupError, match="exists already"):
        back_up(url_of(database_file), precious)
    assert precious.read_text(encoding="utf-8") == "mine"


def test_no_copy_of_what_is_damaged(database_file: Path, tmp_path: Path) -> None:
    damage(database_file)
    with pytest.raises(BackupError, match="damaged"):
        back_up(url_of(database_file), tmp_path / "copy")
    assert named("copy", tmp_path) == []


async def test_put_back_under_a_running_bot(catalogue: Catalogue, tmp_path: Path) -> None:
    """Its connections stay open; it reads what is there now, and what is in memory is renewed."""
    database, copy = catalogue.database, tmp_path / "copy.sqlite3"
    back_up(url_of(database.path), copy)
    catalogue.watch(every=0.05)
    renewed = asyncio.Event()
    catalogue.on_renewed.append(renewed.set)
    async with database.write() as session:
        await session.change(delete(lists))
        await meta.put(session, meta.CATALOGUE_VERSION, "77")
    await asyncio.wait_for(renewed.wait(), 30)
    assert not catalogue.snapshot.lists
    renewed.clear()
    restored = await restore(url_of(database.path), copy)
    assert restored.films == value(copy, "SELECT count(*) FROM films")
    assert restored.lists == value(copy, "SELECT count(*) FROM lists")
    assert restored.lists
    await asyncio.wait_for(renewed.wait(), 30)
    assert len(catalogue.snapshot.lists) == restored.lists
    assert restored.before is not None
    assert value(restored.before, "SELECT count(*) FROM lists") == 0
    assert problem(database.path) is None


@pytest.mark.parametrize("kind", ["nothing", "text", "foreign", "damaged", "newer"])
async def test_what_is_no_sound_database_of_ours_changes_nothing(
    database_file: Path, tmp_path: Path, kind: str
) -> None:
    backup = tmp_path / "backup"
    if kind == "text":
        backup.write_text("no database" * 1000, encoding="utf-8")
    elif kind == "foreign":
        with closing(sqlite3.connect(backup)) as connection:
            connection.execute("CREATE TABLE films (id INTEGER)")
    elif kind != "nothing":
        back_up(url_of(database_file), backup)
    if kind == "damaged":
        damage(backup)
    elif kind == "newer":
        with closing(sqlite3.connect(backup)) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
    before, files = content(database_file), named("", tmp_path)
    with pytest.raises((BackupError, errors.DatabaseNewerError)):
        await restore(url_of(database_file), backup)
    assert content(database_file) == before
    assert named("", tmp_path) == files


async def test_the_database_itself_is_no_backup_of_it(database_file: Path) -> None:
    with pytest.raises(BackupError, match="is the database itself"):
        await restore(url_of(database_file), database_file)


async def test_a_damaged_database_is_set_aside_and_a_running_bot_goes_on(
    database_file: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite3"
    back_up(url_of(database_file), copy)
    database = Database(url_of(database_file))
    async with database.write() as session:
        await meta.put(session, "key", "before the damage")
    await database.close()
    damage(database_file)
    with pytest.raises(errors.DatabaseCorruptError):
        async with database.read() as session:
            await meta.get(session, "key")
    restored = await restore(url_of(database_file), copy)
    assert restored.before is not None
    assert problem(restored.before)
    async with database.read() as session:
        assert await meta.get(session, "key") is None
    async with database.write() as session:
        await meta.put(session, "key", "after")
    await database.close()
    assert problem(database_file) is None


async def acknowledging(url: str, _number: int, say: Say) -> None:
    """Write and say so, one after another; what a lock keeps out is said by nobody."""
    database = Database(url)
    for number in range(1_000_000):
        try:
            async with database.write() as session:
                await meta.put(session, f"acknowledged {number}", "yes")
        except errors.DatabaseBusyError:
            continue
        say(number)


def acknowledged_in(path: Path) -> set[int]:
    with closing(sqlite3.connect(path)) as connection:
        keys = connection.execute("SELECT key FROM meta WHERE key LIKE 'acknowledged %'").fetchall()
    return {int(key.split()[1]) for (key,) in keys}


async def test_no_acknowledged_write_is_lost_in_a_restore(database_file: Path, tmp_path: Path) -> None:
    """Each is in what was kept, or came after the restore."""
    copy = tmp_path / "copy.sqlite3"
    back_up(url_of(database_file), copy)
    life = Life(acknowledging, url_of(database_file), 0)
    said, found = [life.hear()], set()
    for _ in range(5):
        restored = await restore(url_of(database_file), copy, patience=60)
        said += [life.hear() for _ in range(50)]
        assert restored.before is not None
        found |= acknowledged_in(restored.before)
    said += life.kill()
    found |= acknowledged_in(database_file)
    assert len(said) > 250
    assert set(said) - found == set()
    assert problem(database_file) is None


async def test_restores_in_one_second_keep_what_each_replaced(database_file: Path, tmp_path: Path) -> None:
    copy, database = tmp_path / "copy.sqlite3", Database(url_of(database_file))
    back_up(url_of(database_file), copy)
    kept = []
    for number in range(6):  # at least two of them within a second
        async with database.write() as session:
            await meta.put(session, "number", str(number))
        kept.append((await restore(url_of(database_file), copy)).before)
    await database.close()
    assert [value(one, "SELECT value FROM meta WHERE key = 'number'") for one in kept if one] == list(
        "012345"
    )


async def test_restores_at_once_do_not_disturb_each_other(database_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    back_up(url_of(database_file), copy)
    done = await asyncio.gather(*(restore(url_of(database_file), copy, patience=60) for _ in range(3)))
    assert len({one.before for one in done}) == 3
    assert problem(database_file) is None
    assert named(".part", tmp_path) == []


async def test_a_copy_put_back_by_hand_is_written_with_a_log_again(database_file: Path) -> None:
    with closing(sqlite3.connect(database_file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")  # as copies made by earlier versions are
    database = Database(url_of(database_file))
    async with database.read() as session:
        await meta.get(session, "key")
    async with database.write() as session:
        await meta.put(session, "key", "value")
    assert value(database_file, "PRAGMA journal_mode") == "wal"
    await database.close()


async def test_a_copy_that_lacks_a_table_is_not_put_back(database_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    back_up(url_of(database_file), copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("DROP TABLE watchlist")
    before = content(database_file)
    with pytest.raises(BackupError, match="lacks watchlist"):
        await restore(url_of(database_file), copy)
    assert content(database_file) == before


async def test_a_backup_of_an_older_version_is_brought_up_to_this_one(tmp_path: Path) -> None:
    old = tmp_path / "old.sqlite3"
    await migrate.upgrade(url_of(old), revision="0001")
    await restore(url_of(tmp_path / "new.sqlite3"), old)
    assert await migrate.upgrade(url_of(tmp_path / "new.sqlite3")) is False


async def test_somebody_holds_the_lock(database_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    back_up(url_of(database_file), copy)
    with closing(sqlite3.connect(database_file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(errors.DatabaseBusyError):
            await restore(url_of(database_file), copy, patience=0.2)
    assert problem(database_file) is None


def test_on_the_command_line(
    database_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", url_of(database_file))
    monkeypatch.chdir(tmp_path)

    def kinoteka(*words: str) -> tuple[int, str, str]:
        status = main(words)
        return status, *capsys.readouterr()

    status, said, complaint = kinoteka("backup", "copy.sqlite3")
    assert (status, complaint) == (0, "")
    assert "copy.sqlite3" in said
    status, _, complaint = kinoteka("backup", "copy.sqlite3")
    assert status == 1
    assert complaint.count("\n") == 1
    status, said, complaint = kinoteka("restore", "copy.sqlite3")
    assert status == 0, complaint
    films = value(database_file, "SELECT count(*) FROM films")
    assert f"{films} films" in said
    assert "before" in said
