"""Bad days of the database under a running bot: a kind answer, a line with what to do, and on it goes by itself."""

from __future__ import annotations

import asyncio
import logging
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from bot.cli.command_line import main
from bot.preview.channel import Exchange, Message
from bot.preview.standin import StandIn
from bot.runtime.deadlines import Deadlines
from bot.services.catalogue import Catalogue
from db import errors, meta, migrate
from db.backup import back_up, problem, restore
from db.engine import Database
from tests.conftest import url_of
from tests.pages import film_of, forms, press
from tests.shipped import STALKER
from tests.waiting import until


def damage(path: Path) -> None:
    """As a failing disk does: pages are no longer what they were."""
    with path.open("r+b") as file:
        for page in range(path.stat().st_size // 4096):
            file.seek(page * 4096)
            file.write(b"\xde\xad\xbe\xef" * 64)


def text_of(exchange: Exchange) -> str:
    assert exchange.message is not None, (exchange.state, exchange.refusals)
    texts = exchange.followups[-1].texts() if exchange.followups else exchange.message.texts()
    return "\n".join(texts)


async def card(standin: StandIn) -> Message:
    message = (await standin.slash("film", {"title": "Stalker"})).message
    assert message is not None
    return message


async def seen(standin: StandIn, message: Message) -> Exchange:
    """Press "Seen it": a write."""
    return await press(standin, message, "seen:mark")


def complaints(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [
        r.getMessage()
        for r in caplog.records
        if r.levelno >= logging.WARNING and r.name == "bot.runtime.dispatcher"
    ]


@pytest.mark.usefixtures("bot")
async def test_locked_by_somebody_else(
    standin: StandIn, database_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    message = await card(standin)
    with closing(sqlite3.connect(database_file, isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")  # the bot may be writing, and goes on
        exchange = await seen(standin, message)
        await standin.settle(exchange)
        assert "busy right now" in text_of(exchange)
        assert (await standin.slash("film", {"title": "Solaris"})).state == "answered", "reading goes on"
        assert any("seen:mark failed" in line for line in complaints(caplog))
        other.execute("ROLLBACK")
    assert forms(await seen(standin, message)) == ["seen:undo"]


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("lock_patience", [Deadlines().lock])
@pytest.mark.parametrize(
    "deadlines", [Deadlines(defer_after=0.2, first_response=28.0, later=28.0, registration=30.0)]
)
async def test_a_press_waits_while_seed_holds_the_lock(standin: StandIn, database_file: Path) -> None:
    """Deferred meanwhile; longer than Discord would wait for a first response."""
    message = await card(standin)
    with closing(sqlite3.connect(database_file, isolation_level=None, check_same_thread=False)) as loading:
        await asyncio.to_thread(loading.execute, "BEGIN IMMEDIATE")
        pressing = asyncio.create_task(seen(standin, message))
        await until(lambda: standin.exchanges[-1].state == "deferred")
        with (
            pytest.raises(sqlite3.OperationalError),
            closing(sqlite3.connect(database_file, timeout=3.0, check_same_thread=False)) as impatient,
        ):
            await asyncio.to_thread(impatient.execute, "BEGIN IMMEDIATE")  # three seconds go by
        loading.execute("ROLLBACK")
    exchange = await pressing
    await until(lambda: exchange.state != "deferred")
    assert forms(exchange) == ["seen:undo"]


@pytest.mark.usefixtures("bot")
async def test_gone_and_come_back(
    standin: StandIn, database_file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    message = await card(standin)
    back_up(url_of(database_file), tmp_path / "copy")
    take_away(database_file)
    exchange = await seen(standin, message)
    assert "under the code" in text_of(exchange)
    assert any("restore" in line for line in complaints(caplog))
    again = await standin.slash("film", {"title": "Stalker"})
    assert film_of(again) == STALKER, "what is in memory is there"
    await restore(url_of(database_file), tmp_path / "copy")
    assert forms(await seen(standin, message)) == ["seen:undo"]
    assert problem(database_file) is None
    with closing(sqlite3.connect(database_file)) as other:
        assert other.execute("SELECT count(*) FROM seen").fetchone() == (1,)


@pytest.mark.usefixtures("bot")
async def test_damaged_while_running(
    standin: StandIn, catalogue: Catalogue, database_file: Path, tmp_path: Path
) -> None:
    message = await card(standin)
    back_up(url_of(database_file), tmp_path / "copy")
    await catalogue.database.close()  # what is damaged is found when it is read anew
    damage(database_file)
    assert "under the code" in text_of(await seen(standin, message))
    await restore(url_of(database_file), tmp_path / "copy")
    assert forms(await seen(standin, message)) == ["seen:undo"]


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    folder.mkdir()
    if not run("mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)):
        pytest.skip("only root may mount a small disk")
    try:
        yield folder
    finally:
        run("umount", "-l", str(folder))


def run(program: str, *words: str) -> bool:
    found = shutil.which(program)
    return (
        bool(found)
        and subprocess.run([found or "", *words], capture_output=True, timeout=60, check=False).returncode
        == 0
    )


def fill_up(path: Path) -> None:
    """Until not a byte more fits; fail if it is no small disk."""
    with path.open("wb", buffering=0) as file, suppress(OSError):
        for _ in range(64 * 1024):
            file.write(bytes(1024))
        pytest.fail("64 MB fit on what was to be a small disk")


def kilobytes_of(path: Path) -> int:
    return path.stat().st_size // 1024


def take_away(path: Path) -> None:
    path.unlink()


async def test_a_full_disk(tmp_path: Path, filled_file: Path) -> None:
    size = kilobytes_of(filled_file)
    with small_disk(tmp_path / "disk", size + 512) as disk:
        path = Path(shutil.copy(filled_file, disk / "kinoteka.sqlite3"))
        database = Database(url_of(path))
        async with database.write() as session:
            await meta.put(session, "before", "x")
        ballast = disk / "ballast"
        fill_up(ballast)
        with pytest.raises(errors.DatabaseFullError):
            await write_much(database)
        async with database.read() as session:
            assert await meta.get(session, "before") == "x", "reading goes on"
            assert await meta.get(session, "much0") is None, "nothing is half written"
        take_away(ballast)
        await write_a_little(database)
        await database.close()
        assert problem(path) is None


async def test_a_file_that_may_not_be_written(tmp_path: Path, filled_file: Path) -> None:
    """Mounted read-only, as file systems are after an error of the disk."""
    with small_disk(tmp_path / "disk", 8192) as disk:
        path = Path(shutil.copy(filled_file, disk / "kinoteka.sqlite3"))
        database = Database(url_of(path))
        await write_a_little(database)
        await database.close()
        assert run("mount", "-o", "remount,ro", str(disk))
        with pytest.raises(errors.DatabaseError) as raised:
            await write_a_little(database)
        assert isinstance(raised.value, errors.DatabaseReadOnlyError | errors.DatabaseUnreachableError)
        with pytest.raises(errors.DatabaseError):
            await migrate.upgrade(url_of(path))
        assert run("mount", "-o", "remount,rw", str(disk))
        await write_a_little(database)
        await database.close()


@pytest.mark.parametrize("there", [True, False])
def test_a_read_only_folder_is_said_at_the_start(
    tmp_path: Path,
    filled_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    there: bool,
) -> None:
    with small_disk(tmp_path / "disk", 8192) as disk:
        if there:
            shutil.copy(filled_file, disk / "kinoteka.sqlite3")
        assert run("mount", "-o", "remount,ro", str(disk))
        monkeypatch.setenv("DATABASE_URL", url_of(disk / "kinoteka.sqlite3"))
        monkeypatch.chdir(tmp_path)
        assert main(["ask", "/list"]) == 78
    assert f"{disk} may not be written to" in capsys.readouterr().err


async def write_a_little(database: Database) -> None:
    async with database.write() as session:
        await meta.put(session, "little", "x")


async def write_much(database: Database) -> None:
    async with database.write() as session:
        for number in range(200):
            await meta.put(session, f"much{number}", "x" * 10_000)
            await asyncio.sleep(0)
