"""Brings a database up to date, all or nothing.

SQLite changes a table by copying and dropping it, and with foreign keys on that drop would delete what refers
to it. So migrations run on a connection of their own with foreign keys off, in one transaction, and all
references are checked before it is committed.

To change the tables: change models.py, add a file to migrations/versions (the test that compares the two says
what is missing), and never edit a file that was published.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from sqlalchemy import Connection, NullPool, inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from . import errors, postgres
from .address import is_sqlite, shown, sqlite_path
from .engine import BUSY_TIMEOUT
from .models import metadata
from .postgres import PostgresStore
from .sqlite import environment_error, open_file

MIGRATIONS: Final = Path(__file__).parent / "migrations"
"""The folder of our own migrations."""

_LOCK: Final = 0x4B696E6F
"""What two migrations of one PostgreSQL database agree on: a number of our own."""


async def upgrade(
    url: str, *, revision: str = "head", patience: float = BUSY_TIMEOUT, migrations: Path = MIGRATIONS
) -> bool:
    """Create the file and its folder if need be and bring it to `revision`; False if it was there already.

    A PostgreSQL database must exist. Waits `patience` seconds for a lock. Raises DatabaseNewerError,
    ForeignDatabaseError, BrokenReferencesError and what else can befall a database (errors.DatabaseError); then nothing
    was changed.
    """
    if not is_sqlite(url):
        return await _upgrade_server(url, revision, patience, migrations)
    path = sqlite_path(url)

    async def connect() -> Any:
        connection = await open_file(path, patience=patience, create=True)
        await connection.execute("PRAGMA journal_mode = WAL")  # stays with the file: readers never wait
        await connection.execute("PRAGMA foreign_keys = OFF")
        return connection

    engine = create_async_engine("sqlite+aiosqlite:///unused", async_creator=connect, poolclass=NullPool)
    try:
        await asyncio.to_thread(_refuse_foreign, path, patience)
        path.parent.mkdir(parents=True, exist_ok=True)
        async with engine.connect() as connection:
            await connection.exec_driver_sql("BEGIN IMMEDIATE")
            changed = await connection.run_sync(_migrate, revision, migrations)
            if broken := (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all():
                raise errors.BrokenReferencesError(tuple(sorted({row[0] for row in broken})))
            await connection.commit()
            return changed
    except OSError as error:
        raise errors.DatabaseUnreachableError(str(error)) from error
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        ours = environment_error(cause, path=path, seconds=patience)
        if ours is None:
            raise
        raise ours from error
    finally:
        await engine.dispose()


async def _upgrade_server(url: str, revision: str, patience: float, migrations: Path) -> bool:
    """The same on PostgreSQL, where changes of tables are part of a transaction like any other."""
    store = PostgresStore(url)

    async def connect() -> Any:
        return await postgres.connect(url, patience=patience)

    engine = create_async_engine("postgresql+asyncpg:///unused", async_creator=connect, poolclass=NullPool)
    with store.translated(patience, writing=True):
        try:
            async with engine.begin() as connection:
                # There may be no table yet in which a row could be locked.
                await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                tables = set(await connection.run_sync(lambda plain: inspect(plain).get_table_names()))
                if _is_foreign(tables):
                    raise errors.ForeignDatabaseError(shown(url))
                return await connection.run_sync(_migrate, revision, migrations)
        except DBAPIError as error:
            raise _drivers(error) from error
        finally:
            await engine.dispose()


def _drivers(error: DBAPIError) -> BaseException:
    """The error of asyncpg's own, which has an SQLSTATE, within two of SQLAlchemy's."""
    inner = error.orig or error
    return inner.__cause__ or inner


def _migrate(connection: Connection, revision: str, migrations: Path) -> bool:
    scripts = ScriptDirectory(str(migrations))

    def steps(current: Any, _context: MigrationContext) -> Any:
        return scripts._upgrade_revs(revision, current)  # what Alembic's own upgrade command calls

    context = MigrationContext.configure(connection, opts={"fn": steps, "target_metadata": metadata})
    before = context.get_current_heads()
    for head in before:
        try:
            scripts.get_revision(head)
        except ResolutionError:
            raise errors.DatabaseNewerError(head) from None
        except Exception as error:  # Alembic wraps the above in its CommandError
            if isinstance(error.__cause__, ResolutionError):
                raise errors.DatabaseNewerError(head) from None
            raise
    with Operations.context(context):
        context.run_migrations()
    return context.get_current_heads() != before


def _refuse_foreign(path: Path, patience: float) -> None:
    """Raises ForeignDatabaseError for another program's database, before anything is changed in it."""
    if not path.is_file():
        return
    address = f"file:{quote(str(path))}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=patience)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    if _is_foreign({name for (name,) in rows}):
        raise errors.ForeignDatabaseError(str(path))


def _is_foreign(tables: set[str]) -> bool:
    others = tables - {"alembic_version"}
    return bool(others) and not {"films", "entries", "meta"} <= others


def differences(connection: Connection) -> list[Any]:
    """What a migration would still have to do for this database to equal models.py, in Alembic's words."""
    return list(compare_metadata(MigrationContext.configure(connection), metadata))
