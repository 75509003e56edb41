"""What only a server can do: go away, come back, be of another version, be begun by several bots at once."""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import pytest_asyncio

from bot.cli import doctor, migrate
from bot.cli.bootstrap import opened
from bot.cli.finding import Finding
from bot.runtime.deadlines import Deadlines
from bot.settings import Settings
from db import errors, meta
from db import migrate as db_migrate
from db.engine import Database
from db.revision import is_current, newest
from tests.postgres_server import Server


@pytest.fixture
def url(postgres: Server) -> Iterator[str]:
    with postgres.copy("empty") as url:
        yield url


@pytest_asyncio.fixture
async def server(url: str) -> AsyncIterator[Database]:
    database = Database(url, timeout=10)
    yield database
    await database.close()


async def say(url: str, command: str) -> None:
    connection: Any = await asyncpg.connect(url)
    try:
        await connection.execute(command)
    finally:
        await connection.close()


CUT_OFF = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE pid <> pg_backend_pid() AND datname = current_database()"
)


async def value(database: Database, *, snapshot: bool = True) -> str | None:
    async with database.read(snapshot=snapshot) as session:
        return await meta.get(session, "key")


@pytest.mark.parametrize("snapshot", [True, False])
async def test_a_connection_lost_between_two_uses_is_nobodys_concern(
    server: Database, url: str, snapshot: bool
) -> None:
    for number in range(3):
        async with server.write() as session:
            await meta.put(session, "key", str(number))
        assert await value(server, snapshot=snapshot) == str(number)
        await say(url, CUT_OFF)


async def test_one_lost_within_a_transaction_is_told_and_nothing_is_half_written(
    server: Database, url: str
) -> None:
    async def write() -> None:
        async with server.write() as session:
            await meta.put(session, "key", "half")
            await say(url, CUT_OFF)
            await meta.put(session, "other", "half")

    with pytest.raises(errors.DatabaseUnreachableError) as raised:
        await write()
    assert "PostgreSQL" in raised.value.remedy
    assert await value(server) is None


async def counted(database: Database) -> None:
    async with database.write() as session:
        await meta.lock_catalogue(session)


async def test_a_row_that_somebody_holds_is_waited_for_in_vain(url: str) -> None:
    holding, impatient = Database(url), Database(url, timeout=0.2)
    async with holding.write() as session:
        await meta.lock_catalogue(session)
        with pytest.raises(errors.DatabaseBusyError) as raised:
            await counted(impatient)
    assert raised.value.seconds == 0.2
    await holding.close()
    await impatient.close()


async def test_nobody_there_is_told_without_the_password(tmp_path: Path) -> None:
    database = Database(f"postgresql://me:secret@/films?host={tmp_path}")
    with pytest.raises(errors.DatabaseUnreachableError) as raised:
        await value(database)
    assert "secret" not in str(raised.value)
    await database.close()


async def test_a_database_that_is_not_there(postgres: Server) -> None:
    database = Database(postgres.url("nowhere"))
    with pytest.raises(errors.DatabaseUnreachableError, match="nowhere"):
        await value(database)
    await database.close()


def start(url: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        env=os.environ | {"DATABASE_URL": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_several_begin_an_empty_database_at_once(postgres: Server) -> None:
    with postgres.copy("template1") as url:
        started = [start(url, "seed") for _ in range(3)]
        for one in started:
            _, complaints = one.communicate(timeout=120)
            assert (one.returncode, complaints) == (0, "")
        assert is_current(url)

        async def version() -> int:
            database = Database(url)
            async with database.read() as session:
                found = await meta.catalogue_version(session)
            await database.close()
            return found

        assert asyncio.run(version()) == 1


async def test_an_older_database_waits_for_its_operator(postgres: Server) -> None:
    with postgres.copy("template1") as url:
        settings = Settings(database_url=url)
        await db_migrate.upgrade(url, revision="0007")
        with pytest.raises(errors.DatabaseOlderError) as raised:
            async with opened(settings, Deadlines()):
                pass
        assert "python -m bot migrate" in raised.value.remedy
        assert await migrate.main(settings, argparse.Namespace()) == 0
        assert await asyncio.to_thread(is_current, url)


async def test_an_older_program_goes_on_with_a_newer_database(postgres: Server) -> None:
    with postgres.copy("filled") as url:
        await say(url, "UPDATE alembic_version SET version_num = '9999'")
        async with opened(Settings(database_url=url), Deadlines()) as catalogue:
            assert catalogue.snapshot.lists
        findings = await asyncio.to_thread(lambda: list(doctor.of_database(Settings(database_url=url))))
        assert [one.outcome for one in findings] == ["ok", "note"]


async def test_an_older_program_loads_nothing_over_a_newer_ones_content(postgres: Server) -> None:
    with postgres.copy("filled") as url:
        await say(url, "UPDATE meta SET value = 'other' WHERE key = 'content_digest'")
        await say(url, "UPDATE meta SET value = '99.1' WHERE key = 'content_program'")
        seeding = await asyncio.to_thread(start(url, "seed").communicate)
        assert "filled by Kinoteka 99.1" in seeding[0]
        async with (
            opened(Settings(database_url=url), Deadlines()) as catalogue,
            catalogue.database.read() as session,
        ):
            assert await meta.get(session, meta.CONTENT_DIGEST) == "other"


async def test_the_doctor_looks_at_a_server(url: str, tmp_path: Path) -> None:
    def looked(at: str) -> list[Finding]:
        return list(doctor.of_database(Settings(database_url=at)))

    sound = await asyncio.to_thread(looked, url)
    assert [one.outcome for one in sound] == ["ok", "ok"]
    assert newest() in sound[1].said
    (away,) = await asyncio.to_thread(looked, f"postgresql://me:secret@/films?host={tmp_path}")
    assert away.outcome == "wrong"
    assert "secret" not in away.said
