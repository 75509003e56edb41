"""Whoever was erased stays erased: in the files, in what is restored, in what is put back by hand."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli.command_line import main
from bot.preview import world as preview
from bot.preview.standin import StandIn
from bot.services.catalogue import Catalogue
from db import erasures, errors, meta, upkeep
from db import member_films as shelf
from db.backup import back_up, restore
from db.engine import Database
from db.files import remove
from db.members import forget, kept
from tests.conftest import url_of
from tests.lives import Life, Say
from tests.pages import press

ANNA, BORIS = 812345678901234567, 823456789012345678
NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)


async def mark(database: Database, *members: int, film: int = 1) -> None:
    async with database.write() as session:
        for member in members:
            await shelf.put(session, "seen", member, film, NOON)


async def erase(database: Database, *members: int) -> None:
    for member in members:
        async with database.write() as session:
            await forget(session, member)


async def known(database: Database, *members: int) -> list[int]:
    """Those of whom anything is kept."""
    async with database.read() as session:
        return [member for member in members if await kept(session, member)]


def files_with(member: int, folder: Path) -> list[str]:
    """The files in which the id stands, as SQLite writes an integer or in digits."""
    forms = (member.to_bytes(8, "big"), str(member).encode())
    return [
        path.name for path in sorted(folder.iterdir()) if any(form in path.read_bytes() for form in forms)
    ]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def test_nothing_of_whom_is_erased_stays_in_the_files(database: Database, tmp_path: Path) -> None:
    for film in range(30):
        await mark(database, ANNA, BORIS, film=film)
    assert "empty.sqlite3-wal" in files_with(ANNA, tmp_path)
    await erase(database, ANNA)
    assert files_with(ANNA, tmp_path) == []
    assert files_with(BORIS, tmp_path), "the question would notice"


@pytest.mark.usefixtures("bot")
async def test_erased_with_a_press_and_not_brought_back_by_a_restore(
    standin: StandIn, catalogue: Catalogue, tmp_path: Path
) -> None:
    """Through the wire: marked, copied, erased, restored under the running bot."""
    await press(standin, await standin.slash("film", {"title": "Stalker"}), "seen:mark")
    url = url_of(catalogue.database.path)
    back_up(url, tmp_path / "copy")
    await press(standin, await standin.slash("me forget"), "forget:all")
    assert files_with(preview.ANNA.id, tmp_path) == ["copy"]
    assert (await restore(url, tmp_path / "copy")).erased == 1
    assert await known(catalogue.database, preview.ANNA.id) == []
    assert files_with(preview.ANNA.id, tmp_path) == ["copy"]


async def test_what_moving_rows_left_behind_is_in_no_backup_and_goes_at_the_next_start(
    database: Database, tmp_path: Path
) -> None:
    """So many rows that SQLite splits pages; what it moves stays in their unused parts."""
    for film in range(500):
        await mark(database, ANNA, BORIS, film=film)
    await erase(database, ANNA)
    assert files_with(ANNA, tmp_path) == ["empty.sqlite3"], "if not, this test is of no more use"
    back_up(url_of(database.path), tmp_path / "copy")
    assert files_with(ANNA, tmp_path) == ["empty.sqlite3"]
    upkeep.tidy(url_of(database.path), NOON)
    assert files_with(ANNA, tmp_path) == []
    assert await known(database, BORIS) == [BORIS]


async def test_what_a_reader_still_needs_goes_after_the_next_write(
    database: Database, tmp_path: Path
) -> None:
    await mark(database, ANNA)
    async with database.read() as session:
        assert await kept(session, ANNA)
        await erase(database, ANNA)
        assert await kept(session, ANNA), "a snapshot is of one moment"
    assert files_with(ANNA, tmp_path)
    await mark(database, BORIS)
    assert files_with(ANNA, tmp_path) == []


async def test_a_crash_right_after_an_erasure_leaves_nothing_for_long(
    database: Database, tmp_path: Path
) -> None:
    """The log of a process that was killed is found by the next one."""
    await mark(database, ANNA)
    with closing(sqlite3.connect(database.path)) as other:
        other.execute("PRAGMA secure_delete = ON")
        other.execute("DELETE FROM seen")
        other.commit()
        assert files_with(ANNA, tmp_path)
        next_life = Database(url_of(database.path))
        await mark(next_life, BORIS)
        assert files_with(ANNA, tmp_path) == []
        await next_life.close()


async def test_a_restore_brings_back_nobody_who_was_erased_since(database_file: Path, tmp_path: Path) -> None:
    database, copy = Database(url_of(database_file)), tmp_path / "copy"
    await mark(database, ANNA, BORIS)
    back_up(url_of(database_file), copy)
    await erase(database, ANNA)
    restored = await restore(url_of(database_file), copy)
    assert restored.erased == 1
    assert await known(database, ANNA, BORIS) == [BORIS]
    assert files_with(ANNA, tmp_path) == ["copy"]
    assert (await restore(url_of(database_file), copy)).erased == 1, "and again, with every restore"
    await database.close()


async def erasing(url: str, _number: int, say: Say) -> None:
    """Erase one after another and say so; whom a lock keeps out is tried again."""
    database = Database(url)
    for member in range(1, 1_000_000):
        while True:
            try:
                await erase(database, member)
            except errors.DatabaseBusyError:
                continue
            break
        say(member)


async def test_whoever_is_erased_during_a_restore_stays_erased(database_file: Path, tmp_path: Path) -> None:
    database, copy = Database(url_of(database_file)), tmp_path / "copy"
    await mark(database, *range(1, 3000))
    back_up(url_of(database_file), copy)
    life = Life(erasing, url_of(database_file), 0)
    erased = [life.hear()]
    for _ in range(5):
        await restore(url_of(database_file), copy, patience=60)
        erased += [life.hear() for _ in range(20)]
    erased += life.kill()
    assert len(erased) > 100
    assert await known(database, *erased, 2999) == [2999]
    await database.close()


async def test_who_came_back_before_the_backup_keeps_what_is_new(database_file: Path, tmp_path: Path) -> None:
    database, copy = Database(url_of(database_file)), tmp_path / "copy"
    await mark(database, ANNA)
    await erase(database, ANNA)
    await mark(database, ANNA, film=2)
    back_up(url_of(database_file), copy)
    await erase(database, BORIS)
    assert (await restore(url_of(database_file), copy)).erased == 0
    assert await known(database, ANNA) == [ANNA]
    await erase(database, ANNA)
    assert (await restore(url_of(database_file), copy)).erased == 1, "erased a second time, after the backup"
    assert await known(database, ANNA) == []
    await database.close()


async def test_where_the_database_is_lost_the_list_is_not(database_file: Path, tmp_path: Path) -> None:
    database, copy = Database(url_of(database_file)), tmp_path / "copy"
    await mark(database, ANNA)
    back_up(url_of(database_file), copy)
    await erase(database, ANNA)
    await database.close()
    remove(database_file)
    assert (await restore(url_of(database_file), copy)).erased == 1
    assert await known(database, ANNA) == []
    await database.close()


async def test_a_backup_put_back_by_hand_is_put_right_at_the_start(
    database_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    database, copy = Database(url_of(database_file)), tmp_path / "copy"
    await mark(database, ANNA, BORIS)
    back_up(url_of(database_file), copy)
    await erase(database, ANNA)
    await database.close()
    shutil.copy(copy, database_file)
    monkeypatch.setenv("DATABASE_URL", url_of(database_file))
    monkeypatch.chdir(tmp_path)
    assert await asyncio.to_thread(main, ["ask", "/list"]) == 0, capsys.readouterr().err
    assert await known(database, ANNA, BORIS) == [BORIS]
    await database.close()
    assert files_with(ANNA, tmp_path) == ["copy"]


async def test_erased_while_the_database_is_behind_its_list(database_file: Path, tmp_path: Path) -> None:
    """Put back by hand under a running bot: an erasure then must not hide those that are still to be done."""
    database, copy = Database(url_of(database_file)), tmp_path / "copy"
    await mark(database, ANNA, BORIS)
    back_up(url_of(database_file), copy)
    await erase(database, ANNA)
    await database.close()
    shutil.copy(copy, database_file)
    await erase(database, BORIS)
    await database.close()
    upkeep.tidy(url_of(database_file), NOON)
    assert await known(database, ANNA, BORIS) == []
    await database.close()


async def test_the_list_names_nobody_and_is_its_owners_alone(database: Database) -> None:
    await erase(database, ANNA, BORIS)
    file = erasures.list_of(database.path)
    key, *lines = file.read_text().splitlines()
    assert len({key, *lines}) == 3
    assert not any(str(member) in file.read_text() for member in (ANNA, BORIS))
    assert file.stat().st_mode & 0o777 == 0o600


async def test_a_line_cut_off_by_a_crash_harms_no_other(database_file: Path, tmp_path: Path) -> None:
    database, copy = Database(url_of(database_file)), tmp_path / "copy"
    await mark(database, ANNA, BORIS)
    back_up(url_of(database_file), copy)
    await erase(database, ANNA)
    file = erasures.list_of(database_file)
    file.write_bytes(file.read_bytes() + b"0123abc")
    await erase(database, BORIS)
    assert (await restore(url_of(database_file), copy)).erased == 2
    await database.close()


async def test_without_a_list_that_can_be_read_nothing_is_erased_by_halves(
    database: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    await mark(database, ANNA)
    erasures.list_of(database.path).write_bytes(b"\xff\xfe not ours")
    with pytest.raises(errors.ErasureListError):
        await erase(database, ANNA)
    assert await known(database, ANNA) == [ANNA]
    monkeypatch.setenv("DATABASE_URL", url_of(database.path))
    monkeypatch.chdir(tmp_path)
    assert await asyncio.to_thread(main, ["ask", "/list"]) == 78
    assert "move it away" in capsys.readouterr().err
    erasures.list_of(database.path).unlink()
    await erase(database, ANNA)
    assert await known(database, ANNA) == []


async def test_two_processes_erase_at_once(database: Database) -> None:
    other = Database(url_of(database.path), timeout=30)
    await asyncio.gather(
        *(erase(one, *range(first, first + 20)) for one, first in ((database, 100), (other, 200)))
    )
    await other.close()
    lines = erasures.list_of(database.path).read_text().splitlines()
    assert len(lines) == len(set(lines)) == 41
    with closing(sqlite3.connect(database.path)) as connection:
        assert not erasures.lags(connection, database.path)


@pytest.fixture
def everybody_may_read() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("everybody_may_read")
async def test_the_files_are_their_owners_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new"
    path = folder / "kinoteka.sqlite3"
    monkeypatch.setenv("DATABASE_URL", url_of(path))
    monkeypatch.setenv("PICTURE_DIR", str(tmp_path / "pictures"))
    monkeypatch.chdir(tmp_path)
    for words in (["ask", "/list"], ["backup", str(folder / "copy")], ["restore", str(folder / "copy")]):
        assert await asyncio.to_thread(main, words) == 0, capsys.readouterr().err
    database = Database(url_of(path))
    await mark(database, ANNA)
    await erase(database, ANNA)
    modes = {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()}
    assert len(modes) == 6
    assert {f"{path.name}{end}" for end in ("", "-wal", "-shm", ".erased")} < set(modes)
    assert set(modes.values()) == {0o600}, modes
    await database.close()


@pytest.mark.usefixtures("everybody_may_read")
def test_an_older_file_is_taken_from_others_at_the_start(database_file: Path) -> None:
    database_file.chmod(0o664)
    upkeep.tidy(url_of(database_file), NOON)
    assert database_file.stat().st_mode & 0o777 == 0o600


async def test_what_restores_kept_has_an_end(
    database_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    back_up(url_of(database_file), tmp_path / "copy")
    restored = await restore(url_of(database_file), tmp_path / "copy")
    assert restored.before is not None
    others = [
        tmp_path / "kinoteka-before-restore-yesterday.sqlite3",
        tmp_path / "kinoteka-before-2020.sqlite3",
    ]
    old = upkeep.kept_copy(database_file, datetime.now(UTC) - upkeep.KEPT_FOR - timedelta(minutes=1))
    half_made = tmp_path / ".kinoteka.sqlite3.0123abcd.part"
    for file in (*others, old, old.with_name(f"{old.name}-wal"), half_made):
        file.write_bytes(b"x")
    os.utime(half_made, (0, 0))
    monkeypatch.setenv("DATABASE_URL", url_of(database_file))
    monkeypatch.chdir(tmp_path)
    assert await asyncio.to_thread(main, ["ask", "/list"]) == 0, capsys.readouterr().err
    assert names(tmp_path) - {"pictures"} == {
        database_file.name,
        "copy",
        restored.before.name,
        *(other.name for other in others),
    }
    assert await meta_of(restored.before) is not None


async def meta_of(path: Path) -> str | None:
    database = Database(url_of(path))
    try:
        async with database.read() as session:
            return await meta.get(session, meta.CONTENT_DIGEST)
    finally:
        await database.close()
