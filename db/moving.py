"""A PostgreSQL database written into an SQLite file, and filled from one.

Both have the same tables, so a backup of either is the same file: that is also the way from one to the other. A file is
read into PostgreSQL in one transaction, in which everybody else may go on reading what was there before.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Boolean, Table

from . import erasures, errors, postgres, revision
from .meta import CATALOGUE_VERSION
from .models import erasures as listed_erasures
from .models import metadata
from .postgres import PostgresConnection, PostgresStore

_AT_ONCE: Final = 10_000
"""Rows."""


class OtherVersionError(errors.StoreError):
    """The database is not of this program's version, so a copy would lack something."""


async def take_out(url: str, path: Path, *, patience: float) -> None:
    """Write what a PostgreSQL database holds at this moment into an SQLite file that is migrated and empty.

    Raises OtherVersionError and errors.DatabaseError.
    """
    with PostgresStore(url).translated(patience, writing=False):
        plain = await postgres.connect(url, patience=patience, reading=True)
        try:
            await plain.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            await copy_out(plain, path)
        finally:
            await plain.close(timeout=2.0)


async def copy_out(plain: Any, path: Path) -> None:
    """The same within a transaction that has begun. Raises OtherVersionError."""
    await _refuse_other_version(plain)
    known = await erasures.from_table(_lent(plain))
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as file:
        file.execute("PRAGMA synchronous = OFF")  # it is put on the disk when it is done
        file.execute("PRAGMA journal_mode = OFF")
        file.execute("BEGIN")
        for table in _moved():
            await _table_out(plain, file, table)
        erasures.into_backup(file, known)
        if known is not None:
            file.execute(erasures.SET_MARK, (known.mark(),))
        await asyncio.to_thread(file.execute, "COMMIT")
        file.execute("PRAGMA journal_mode = WAL")


async def put_in(url: str, fresh: Path, keep: Callable[[Any], Any], *, patience: float) -> int:
    """Make a PostgreSQL database what a checked SQLite file of this version holds; how many were erased again from it.

    `keep` is awaited with asyncpg's connection in the same transaction, when nobody can write any more, if anything is
    there. Raises OtherVersionError and errors.DatabaseError; then everything is as it was.
    """
    with PostgresStore(url).translated(patience, writing=True):
        plain = await postgres.connect(url, patience=patience)
        try:
            async with plain.transaction():
                await _refuse_other_version(plain)
                names = ", ".join(_quoted(table) for table in metadata.sorted_tables)
                await plain.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")  # reading goes on
                version = await plain.fetchval("SELECT value FROM meta WHERE key = $1", CATALOGUE_VERSION)
                if version is not None:
                    await keep(plain)
                erased = await _replace(plain, fresh, int(version or 0))
            await plain.execute("ANALYZE")
        finally:
            await plain.close(timeout=2.0)
    return erased


async def _replace(plain: Any, fresh: Path, version: int) -> int:
    with closing(sqlite3.connect(fresh, isolation_level=None, check_same_thread=False)) as file:
        known = await erasures.from_table(_lent(plain))
        if known is None and (brought := erasures.from_backup(file)):
            known = brought
            lines = enumerate([known.key.hex(), *known.lines])
            await plain.copy_records_to_table("erasures", records=list(lines), columns=["number", "line"])
        file.execute("BEGIN")
        erased = await asyncio.to_thread(erasures.redo_list, file, known)
        file.execute("COMMIT")
        for table in reversed(_moved()):
            await plain.execute(f"DELETE FROM {_quoted(table)}")  # noqa: S608  # our names
        for table in _moved():
            await _table_in(plain, file, table)
    await plain.execute(
        "INSERT INTO meta (key, value) VALUES ($1, $2)"
        " ON CONFLICT (key) DO UPDATE SET value = greatest($3, meta.value::bigint + 1)::text",
        CATALOGUE_VERSION,
        str(version + 1),
        version + 1,
    )  # a running bot looks at the version
    return erased


async def _table_out(plain: Any, file: sqlite3.Connection, table: Table) -> None:
    columns = ", ".join(_quoted(column) for column in table.c)
    places = ", ".join("?" for _ in table.c)
    # In the order of the key, which is the order on the disk.
    key = ", ".join(_quoted(column) for column in table.primary_key)
    cursor = await plain.cursor(f"SELECT {columns} FROM {_quoted(table)} ORDER BY {key}")  # noqa: S608  # our names
    insert = f"INSERT INTO {_quoted(table)} ({columns}) VALUES ({places})"  # noqa: S608  # our names

    def write(rows: list[tuple[Any, ...]]) -> None:
        file.executemany(
            insert, rows
        ).close()  # here: a cursor that ends elsewhere would reset the next one's work

    writing: asyncio.Task[None] | None = None
    while rows := await cursor.fetch(_AT_ONCE):
        if writing is not None:
            await writing  # one portion is written while the next is read
        writing = asyncio.create_task(asyncio.to_thread(write, [tuple(row) for row in rows]))
    if writing is not None:
        await writing


async def _table_in(plain: Any, file: sqlite3.Connection, table: Table) -> None:
    names = [column.name for column in table.c]
    truths = [place for place, column in enumerate(table.c) if isinstance(column.type, Boolean)]
    columns = ", ".join(_quoted(column) for column in table.c)
    cursor = file.execute(f"SELECT {columns} FROM {_quoted(table)}")  # noqa: S608  # our names

    def portion() -> list[tuple[Any, ...]]:
        rows = cursor.fetchmany(_AT_ONCE)
        return [tuple(_with_truths(row, truths)) for row in rows] if truths else rows

    reading = asyncio.create_task(asyncio.to_thread(portion))
    while rows := await reading:
        reading = asyncio.create_task(asyncio.to_thread(portion))
        await plain.copy_records_to_table(table.name, records=rows, columns=names)


def _with_truths(row: tuple[Any, ...], places: list[int]) -> Iterator[Any]:
    """SQLite keeps true and false as 1 and 0."""
    return (bool(value) if place in places else value for place, value in enumerate(row))


def _moved() -> list[Table]:
    """The tables that are copied, those first to which others refer. The list of erasures is never replaced."""
    return [table for table in metadata.sorted_tables if table is not listed_erasures]


async def _refuse_other_version(plain: Any) -> None:
    there = await plain.fetchval("SELECT version_num FROM alembic_version")
    if there != revision.newest():
        raise OtherVersionError(
            f"the database is of revision {there}, this program of {revision.newest()};"
            " use the program that it belongs to, or bring it up to date: python -m bot migrate"
        )


def _lent(plain: Any) -> PostgresConnection:
    async def never() -> Any:
        raise errors.DatabaseUnreachableError("the connection was lost")

    connection = PostgresConnection(plain, never)
    connection.in_transaction()
    return connection


def _quoted(named: Any) -> str:
    return f'"{named.name}"'
