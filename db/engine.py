"""The database and its two doors: `read()` for a snapshot, `write()` for a change, all or nothing.

Nothing else commits. A session lives as long as its `async with`; leave it before talking to Discord, because
SQLite has one write lock and a lock held across a network call stops everybody.
"""

from __future__ import annotations

import asyncio
import errno
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from time import monotonic
from typing import Any, Final, cast

import aiosqlite
from sqlalchemy import Delete, Insert, Select, TextClause, Update, make_url
from sqlalchemy.exc import ArgumentError

from . import erasures, errors
from .connection import Pool
from .statement import Statement

BUSY_TIMEOUT: Final = 2.0
"""Seconds to wait for a lock in all. Discord drops an interaction that is not answered within three."""

_EMPTYING_PATIENCE: Final = 200
"""Milliseconds to wait for readers before the log is emptied; else it is tried again after the next write."""

READERS: Final = 4
"""Connections that read, each with a thread; readers never wait for a writer (WAL), only for one another."""


def default_url(name: str = "kinoteka") -> str:
    """The address used when nobody gave one: a file of this name beside the code."""
    return f"sqlite:///{Path(__file__).resolve().parent.parent / 'data' / f'{name}.sqlite3'}"


class ReadSession:
    """A snapshot of the database, in which SQLite itself refuses changes."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def fetch(self, question: Statement, **parameters: Any) -> list[tuple[Any, ...]]:
        """All rows of a prepared question, in one trip to the connection's thread."""
        rows = await self._connection.execute_fetchall(question.sql, question.arguments(parameters))
        return cast("list[tuple[Any, ...]]", rows)  # without a row factory, they are tuples

    async def stream(
        self, question: Statement, *, at_once: int = 2000, **parameters: Any
    ) -> AsyncIterator[list[tuple[Any, ...]]]:
        """The same in portions, for answers too long to hold up the event loop."""
        async with self._connection.execute(question.sql, question.arguments(parameters)) as cursor:
            while rows := await cursor.fetchmany(at_once):
                yield cast("list[tuple[Any, ...]]", rows)

    async def execute(
        self, statement: Select[Any] | TextClause, parameters: Mapping[str, Any] | None = None
    ) -> list[tuple[Any, ...]]:
        """All rows of any select: compiled anew each time, for where speed does not matter."""
        return await self.fetch(Statement(statement), **(parameters or {}))


class WriteSession(ReadSession):
    """The write lock is held: nothing read here can be stale, and the end of the block commits."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        super().__init__(connection)
        self.erased: list[int] = []
        """Members of whom everything was deleted: the commit notes them and empties the write-ahead log."""

    async def change(
        self,
        statement: Statement | Insert | Update | Delete,
        parameters: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None = None,
    ) -> int:
        """How many rows were touched, by all sets of parameters together.

        What members do often is prepared: to compile a change takes longer than SQLite takes for it.
        """
        if parameters is None:
            made = statement if isinstance(statement, Statement) else Statement(statement)
            return (await self._connection.execute(made.sql, made.arguments({}))).rowcount
        if not parameters:
            return 0  # nothing to insert is not "insert a row of defaults"
        sets = [parameters] if isinstance(parameters, Mapping) else parameters
        made = statement if isinstance(statement, Statement) else Statement(statement, given=sets[0])
        return (await self._connection.executemany(made.sql, map(made.arguments, sets))).rowcount


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
        self._log_to_empty = True
        """Whether the write-ahead log may hold what was erased: after a crash, or while an old moment is read."""
        self._readers = Pool(self.path, READERS, patience=timeout, query_only=True)
        self._writer = Pool(self.path, 1, patience=timeout, query_only=False)

    @asynccontextmanager
    async def read(self, *, snapshot: bool = True) -> AsyncIterator[ReadSession]:
        """Everything read in the block is of one moment; with `snapshot=False`, each question by itself.

        The latter is for the one question of a card or list page: it saves two of three trips.
        """
        await self._mind_the_file()
        with _translated(self.path, self.timeout, writing=False):
            async with self._readers.connection() as connection:
                if snapshot:
                    await connection.execute("BEGIN")
                yield ReadSession(connection)
                if snapshot:
                    await connection.rollback()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[WriteSession]:
        """Committed at the end of the block, rolled back if it raises.

        Raises DatabaseBusyError when the lock cannot be had within the timeout. Writers of one process queue
        for the one writing connection and so take turns; only other processes are waited for inside SQLite.
        """
        await self._mind_the_file()
        started = monotonic()
        with _translated(self.path, self.timeout, writing=True):
            async with self._writer.connection() as connection:
                left = max(0.0, self.timeout - (monotonic() - started))
                await connection.execute(f"PRAGMA busy_timeout = {round(left * 1000)}")
                await connection.execute("BEGIN IMMEDIATE")
                session = WriteSession(connection)
                yield session
                if session.erased:
                    done = await connection.execute_fetchall(erasures.GET_MARK)
                    mark = await asyncio.to_thread(self._note, session.erased, next(iter(done), (None,))[0])
                    await connection.execute(erasures.SET_MARK, (mark,))
                    self._log_to_empty = True
                await connection.commit()
                if self._log_to_empty:
                    self._log_to_empty = not await _empty_log(connection)
        if self._stat() != self.file:
            raise errors.DatabaseUnreachableError(f"{self.path} was taken away during a write, which is lost")

    async def close(self) -> None:
        await self._readers.close()
        await self._writer.close()

    def _note(self, user_ids: Sequence[int], mark: str | None) -> str:
        try:
            return erasures.note(self.path, user_ids, mark)
        except OSError as error:
            raise _of_files(error)(f"{erasures.list_of(self.path)}: {error.strerror}") from error

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


async def _empty_log(connection: aiosqlite.Connection) -> bool:
    """Move everything from the write-ahead log into the file, and cut it to nothing; whether that could be done.

    What was deleted stands in the log until then. Not while somebody still reads an older moment; what has been
    committed is so in any case.
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


def sqlite_path(url: str) -> Path:
    """The file an address names. Raises UnsupportedDatabaseError."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        raise errors.UnsupportedDatabaseError(url, "not a database address") from None
    shown = parsed.render_as_string(hide_password=True)
    if parsed.get_backend_name() != "sqlite":
        raise errors.UnsupportedDatabaseError(shown, "only SQLite for now (sqlite:///file)")
    if not parsed.database or parsed.database == ":memory:" or parsed.database.startswith("file:"):
        raise errors.UnsupportedDatabaseError(shown, "a plain file is needed (sqlite:///file)")
    if "\0" in parsed.database:
        raise errors.UnsupportedDatabaseError(shown, "no file can be called so")
    try:
        return Path(parsed.database).expanduser().absolute()
    except RuntimeError:  # ~ of a user who is none
        raise errors.UnsupportedDatabaseError(shown, "there is no such home folder") from None


@contextmanager
def _translated(path: Path, seconds: float, *, writing: bool) -> Iterator[None]:
    """Turn what the environment did into our errors; a mistake in a statement stays as it is."""
    try:
        yield
    except sqlite3.Error as error:
        ours = environment_error(error, path=path, seconds=seconds, writing=writing)
        if ours is None:
            raise
        raise ours from error


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
