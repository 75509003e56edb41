"""SQLite: one file. Each connection has a thread of its own (aiosqlite), so the event loop is never held up."""

from __future__ import annotations

import asyncio
import errno
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import quote

import aiosqlite

from . import erasures, errors
from .files import create_private
from .pool import Row, Step
from .statement import Statement

READERS: Final = 4
"""Connections that read, each with a thread; readers never wait for a writer (WAL), only for one another."""

_CACHE: Final = 256
"""Kibibytes of the file that a reading connection keeps for itself, of which there are several; the system keeps the
rest for all of them. SQLite's default is two mebibytes each."""

_EMPTYING_PATIENCE: Final = 200
"""Milliseconds to wait for readers before the log is emptied; else it is tried again after the next write."""


async def open_file(path: Path, *, patience: float, create: bool = False) -> aiosqlite.Connection:
    """A connection on which no transaction begins by itself. Only a migration may create the file, for its owner alone.

    Raises sqlite3.Error, and OSError if the file cannot be made.
    """
    if create:
        await asyncio.to_thread(create_private, path)  # SQLite would let everybody read it
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
        # What is deleted is overwritten, whatever the default of this build of SQLite.
        await connection.execute("PRAGMA secure_delete = ON")
    except BaseException:
        await connection.close()
        raise
    return connection


class SqliteConnection:
    """A pool.Connection to the file."""

    is_closed = False  # a file does not hang up

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self.plain: Final = connection

    async def fetch(self, statement: Statement, parameters: Mapping[str, Any]) -> list[Row]:
        made = statement.on("sqlite")
        rows = await self.plain.execute_fetchall(made.sql, made.arguments(parameters))
        return cast("list[Row]", rows)  # without a row factory, they are tuples

    async def together(self, steps: Sequence[Step]) -> list[list[Row]]:
        prepared = [
            (made.sql, made.arguments(values)) for step, values in steps for made in [step.on("sqlite")]
        ]

        def run() -> list[list[Row]]:
            return [self.plain._conn.execute(sql, values).fetchall() for sql, values in prepared]

        # aiosqlite has no public word for "this function, in the connection's thread".
        return cast("list[list[Row]]", await self.plain._execute(run))  # type: ignore[no-untyped-call]

    async def stream(
        self, statement: Statement, parameters: Mapping[str, Any], at_once: int
    ) -> AsyncIterator[list[Row]]:
        made = statement.on("sqlite")
        async with self.plain.execute(made.sql, made.arguments(parameters)) as cursor:
            while rows := await cursor.fetchmany(at_once):
                yield cast("list[Row]", rows)

    async def change(self, statement: Statement, parameters: Mapping[str, Any]) -> int:
        made = statement.on("sqlite")
        return (await self.plain.execute(made.sql, made.arguments(parameters))).rowcount

    async def change_all(self, statement: Statement, sets: Sequence[Mapping[str, Any]]) -> None:
        made = statement.on("sqlite")
        await self.plain.executemany(made.sql, map(made.arguments, sets))

    async def begin(self, *, writing: bool, patience: float) -> None:
        if writing:  # both in one trip
            await self.plain.executescript(f"PRAGMA busy_timeout = {round(patience * 1000)}; BEGIN IMMEDIATE")
        else:
            await self.plain.execute("BEGIN")

    async def commit(self) -> None:
        await self.plain.commit()

    async def roll_back(self) -> bool:
        try:
            await self.plain.rollback()
        except sqlite3.Error:
            return False
        return True

    async def close(self) -> None:
        with suppress(sqlite3.Error):
            await self.plain.close()


class SqliteStore:
    """What `Database` asks of a file."""

    readers: Final = READERS
    writers: Final = 1
    """Writers of one process take turns; only other processes are waited for inside SQLite."""

    def __init__(self, path: Path) -> None:
        self.path: Final = path
        self._log_to_empty = True
        """Whether the write-ahead log may hold what was erased: after a crash, or while an old moment is read."""

    def identity(self) -> tuple[int, int]:
        """Which file lies there, by device and inode. Raises DatabaseUnreachableError. Costs some two microseconds."""
        try:
            status = os.stat(self.path)  # noqa: PTH116  (this is asked before every question)
        except OSError as error:
            raise errors.DatabaseUnreachableError(f"{self.path}: {error.strerror}") from error
        return status.st_dev, status.st_ino

    async def connect(self, *, reading: bool, patience: float) -> SqliteConnection:
        """Raises sqlite3.Error."""
        connection = await open_file(self.path, patience=patience)
        try:
            if reading:
                await connection.execute("PRAGMA query_only = ON")
                await connection.execute(f"PRAGMA cache_size = -{_CACHE}")
            else:
                # Stays with the file, but a copy that was put in its place by hand may have come without.
                await connection.execute("PRAGMA journal_mode = WAL")
        except BaseException:
            await connection.close()
            raise
        return SqliteConnection(connection)

    async def note_erased(self, connection: SqliteConnection, user_ids: Sequence[int]) -> None:
        """Put members on the list of erasures, before the commit that erases them."""
        done = await connection.plain.execute_fetchall(erasures.GET_MARK)
        mark = await asyncio.to_thread(self._note, user_ids, next(iter(done), (None,))[0])
        await connection.plain.execute(erasures.SET_MARK, (mark,))
        self._log_to_empty = True

    async def committed(self, connection: SqliteConnection) -> None:
        """Empty the write-ahead log if something was erased; what has been committed is so in any case."""
        if self._log_to_empty:
            self._log_to_empty = not await _empty_log(connection.plain)

    @contextmanager
    def translated(self, seconds: float, *, writing: bool) -> Iterator[None]:
        """Turn what the environment did into our errors; a mistake in a statement stays as it is."""
        try:
            yield
        except sqlite3.Error as error:
            ours = environment_error(error, path=self.path, seconds=seconds, writing=writing)
            if ours is None:
                raise
            raise ours from error

    def _note(self, user_ids: Sequence[int], mark: str | None) -> str:
        try:
            return erasures.note(self.path, user_ids, mark)
        except OSError as error:
            raise _of_files(error)(f"{erasures.list_of(self.path)}: {error.strerror}") from error


async def _empty_log(connection: aiosqlite.Connection) -> bool:
    """Move everything from the write-ahead log into the file, and cut it to nothing; whether that could be done.

    What was deleted stands in the log until then. Not while somebody still reads an older moment.
    """
    try:
        await connection.execute(f"PRAGMA busy_timeout = {_EMPTYING_PATIENCE}")
        ((busy, _, _),) = await connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        return False
    return not busy


def _of_files(error: OSError) -> type[errors.DatabaseError]:
    """Our word for what the system said of a file."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return errors.DatabaseFullError
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return errors.DatabaseReadOnlyError
    return errors.DatabaseUnreachableError


def environment_error(
    error: BaseException | None, *, seconds: float, writing: bool = True, path: Path | None = None
) -> errors.StoreError | None:
    """Our word for an error of SQLite's, with the file where one is given; None if the environment is not at fault."""
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
    return kinds[code](f"{path}: {error}" if path else str(error)) if code in kinds else None
