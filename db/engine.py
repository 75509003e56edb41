"""The database and its two doors: `read()` for a snapshot, `write()` for a change, all or nothing.

Nothing else commits. A session lives as long as its `async with`; leave it before talking to Discord, because
SQLite has one write lock and a lock held across a network call stops everybody.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from time import monotonic
from typing import Any, Final
from urllib.parse import quote

import aiosqlite
from sqlalchemy import Delete, Insert, Select, Update, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from . import errors
from .question import Question

BUSY_TIMEOUT: Final = 2.0
"""Seconds to wait for a lock in all. Discord drops an interaction that is not answered within three."""

READERS: Final = 4
"""Connections that read, each with a thread; readers never wait for a writer (WAL), only for one another."""


def default_url(name: str = "kinoteka") -> str:
    """The address used when nobody gave one: a file of this name beside the code."""
    return f"sqlite:///{Path(__file__).resolve().parent.parent / 'data' / f'{name}.sqlite3'}"


class ReadSession:
    """A snapshot of the database, in which SQLite itself refuses changes."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def fetch(self, question: Question, **parameters: Any) -> list[tuple[Any, ...]]:
        """All rows of a prepared question, in one trip to the connection's thread."""
        raw = _driver(self._connection)
        return [
            tuple(row) for row in await raw.execute_fetchall(question.sql, question.arguments(parameters))
        ]

    async def stream(
        self, question: Question, *, at_once: int = 2000, **parameters: Any
    ) -> AsyncIterator[list[tuple[Any, ...]]]:
        """The same in portions, for answers too long to hold up the event loop."""
        raw = _driver(self._connection)
        async with raw.execute(question.sql, question.arguments(parameters)) as cursor:
            while rows := await cursor.fetchmany(at_once):
                yield [tuple(row) for row in rows]

    async def execute(
        self, statement: Select[Any], parameters: Mapping[str, Any] | None = None
    ) -> list[tuple[Any, ...]]:
        """All rows of any select: SQLAlchemy's way, for where speed does not matter."""
        return [tuple(row) for row in await self._connection.execute(statement, parameters)]


class WriteSession(ReadSession):
    """The write lock is held: nothing read here can be stale, and the end of the block commits."""

    async def change(
        self,
        statement: Insert | Update | Delete,
        parameters: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None = None,
    ) -> int:
        """How many rows were touched; -1 where SQLite does not say (several sets of parameters)."""
        if parameters is not None and not parameters:
            return 0  # nothing to insert is not "insert a row of defaults"
        return (await self._connection.execute(statement, parameters)).rowcount


class Database:
    """Owns the connections. Build one, hand it around, close it."""

    def __init__(self, url: str, *, timeout: float = BUSY_TIMEOUT) -> None:
        """`url` as in "sqlite:///relative.sqlite3" or "sqlite:////absolute.sqlite3"; `timeout` in seconds.

        Connects later, when needed. Raises UnsupportedDatabaseError.
        """
        self.path: Final = sqlite_path(url)
        self.timeout: Final = timeout
        self.file: tuple[int, int] | None = None
        """Which file the connections are of, by device and inode; None before the first."""
        self._readers = _engine(self.path, pool_size=READERS, timeout=timeout, query_only=True)
        self._writer = _engine(self.path, pool_size=1, timeout=timeout, query_only=False)

    @asynccontextmanager
    async def read(self, *, snapshot: bool = True) -> AsyncIterator[ReadSession]:
        """Everything read in the block is of one moment; with `snapshot=False`, each question by itself.

        The latter is for the one question of a card or list page: it saves two of three trips.
        """
        await self._mind_the_file()
        with _translated(self.timeout, writing=False):
            async with self._readers.connect() as connection:
                if not snapshot:
                    yield ReadSession(connection)
                    return
                await _run(connection, "BEGIN")
                try:
                    yield ReadSession(connection)
                except BaseException:
                    try:
                        await _run(connection, "ROLLBACK")
                    except sqlite3.Error:  # it was rolled back by SQLite, or there is no file to talk to
                        await connection.invalidate()
                    raise
                await _run(connection, "ROLLBACK")

    @asynccontextmanager
    async def write(self) -> AsyncIterator[WriteSession]:
        """Committed at the end of the block, rolled back if it raises.

        Raises DatabaseBusyError when the lock cannot be had within the timeout. Writers of one process queue
        for the one writing connection and so take turns; only other processes are waited for inside SQLite.
        """
        await self._mind_the_file()
        started = monotonic()
        with _translated(self.timeout, writing=True):
            async with self._writer.connect() as connection:
                left = max(0.0, self.timeout - (monotonic() - started))
                await _run(connection, f"PRAGMA busy_timeout = {round(left * 1000)}")
                await _run(connection, "BEGIN IMMEDIATE")
                yield WriteSession(connection)
                await connection.commit()
        if self._stat() != self.file:
            raise errors.DatabaseUnreachableError(f"{self.path} was taken away during a write, which is lost")

    async def close(self) -> None:
        await self._readers.dispose()
        await self._writer.dispose()

    async def _mind_the_file(self) -> None:
        """Connect anew where another file has taken the place of ours, as when a backup is put back.

        Without this, connections would go on in a file that has no name any more: what is written there is lost.
        Raises DatabaseUnreachableError if there is no file. Costs some two microseconds.
        """
        found = self._stat()
        if found != self.file:
            before, self.file = self.file, found
            if before is not None:
                await self.close()

    def _stat(self) -> tuple[int, int]:
        try:
            status = os.stat(self.path)  # noqa: PTH116  (this is asked before every question)
        except OSError as error:
            raise errors.DatabaseUnreachableError(f"{self.path}: {error.strerror}") from error
        return status.st_dev, status.st_ino


def sqlite_path(url: str) -> Path:
    """The file an address names. Raises UnsupportedDatabaseError."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise errors.UnsupportedDatabaseError(url, "not a database address") from None
    shown = parsed.render_as_string(hide_password=True)
    if parsed.get_backend_name() != "sqlite":
        raise errors.UnsupportedDatabaseError(shown, "only SQLite for now (sqlite:///file)")
    if not parsed.database or parsed.database == ":memory:" or parsed.database.startswith("file:"):
        raise errors.UnsupportedDatabaseError(shown, "a plain file is needed (sqlite:///file)")
    return Path(parsed.database).expanduser().absolute()


async def open_file(path: Path, *, patience: float, create: bool = False) -> aiosqlite.Connection:
    """A connection on which no transaction begins by itself. Only a migration may create the file."""
    address = f"file:{quote(str(path))}?mode={'rwc' if create else 'rw'}"
    connecting = aiosqlite.connect(address, uri=True, isolation_level=None, timeout=patience)
    connecting._thread.daemon = True  # a forgotten connection must not keep the process alive
    try:
        connection = await connecting
    except BaseException:
        await asyncio.to_thread(connecting._thread.join)  # its last word must not come after the loop's end
        raise
    try:
        await connection.execute("PRAGMA synchronous = FULL")  # acknowledged means durable, also under WAL
        await connection.execute("PRAGMA foreign_keys = ON")  # off by default, per connection
    except BaseException:
        await connection.close()
        raise
    return connection


def _engine(path: Path, *, pool_size: int, timeout: float, query_only: bool) -> AsyncEngine:
    async def connect() -> aiosqlite.Connection:
        connection = await open_file(path, patience=timeout)
        if query_only:
            await connection.execute("PRAGMA query_only = ON")
        return connection

    return create_async_engine(
        "sqlite+aiosqlite:///unused",  # the dialect wants one; `connect` knows the file
        async_creator=connect,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=timeout,
        # A reader rolls back what it began, see `read`; asking the pool to do it would be one more trip.
        pool_reset_on_return=None if query_only else "rollback",
    )


async def _run(connection: AsyncConnection, command: str) -> None:
    """One command in one trip to the connection's thread; SQLAlchemy's way would be three."""
    await _driver(connection).execute(command)


def _driver(connection: AsyncConnection) -> aiosqlite.Connection:
    sync = connection.sync_connection
    raw = sync.connection.driver_connection if sync is not None else None
    assert isinstance(raw, aiosqlite.Connection)  # noqa: S101 - tells mypy what `_engine` made
    return raw


@contextmanager
def _translated(seconds: float, *, writing: bool) -> Iterator[None]:
    """Turn what the environment did into our errors; a mistake in a statement stays as it is."""
    try:
        yield
    except PoolTimeoutError as error:
        raise errors.DatabaseBusyError(seconds) from error
    except DBAPIError as error:
        ours = environment_error(error.orig, seconds=seconds, writing=writing)
        if ours is None:
            raise
        raise ours from error
    except sqlite3.Error as error:
        ours = environment_error(error, seconds=seconds, writing=writing)
        if ours is None:
            raise
        raise ours from error


def environment_error(
    error: BaseException | None, *, seconds: float, writing: bool = True
) -> errors.StoreError | None:
    """Our word for an error of SQLite's; None when it is no fault of the environment."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest is detail
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return errors.DatabaseBusyError(seconds)
    if code == sqlite3.SQLITE_READONLY and not writing:
        return errors.WriteRefusedError("a change through the reading door")
    kinds: dict[int, type[errors.DatabaseError]] = {
        sqlite3.SQLITE_READONLY: errors.DatabaseReadOnlyError,
        sqlite3.SQLITE_FULL: errors.DatabaseFullError,
        sqlite3.SQLITE_CORRUPT: errors.DatabaseCorruptError,
        sqlite3.SQLITE_NOTADB: errors.DatabaseCorruptError,
        sqlite3.SQLITE_CANTOPEN: errors.DatabaseUnreachableError,
        sqlite3.SQLITE_IOERR: errors.DatabaseUnreachableError,
        sqlite3.SQLITE_PERM: errors.DatabaseUnreachableError,
        sqlite3.SQLITE_AUTH: errors.DatabaseUnreachableError,
    }
    return kinds[code](str(error)) if code in kinds else None
