"""The database and its two doors: `read()` for a snapshot, `write()` for a change, all or nothing.

Nothing else commits. A session lives as long as its `async with`; leave it before talking to Discord, because a lock
held across a network call stops everybody who waits for it.

On SQLite writers take turns. On PostgreSQL they do not, and each statement sees what was committed before it (READ
COMMITTED): whoever decides by what they read locks it first (FOR UPDATE, or an upsert that changes nothing), which on
SQLite costs nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractContextManager, asynccontextmanager
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import Any, Final, Protocol

from sqlalchemy import Delete, Insert, SelectBase, TextClause, Update

from . import errors
from .address import is_sqlite, sqlite_path
from .pool import Connection, Pool, Row, Step
from .sqlite import SqliteStore
from .statement import Statement

BUSY_TIMEOUT: Final = 2.0
"""Seconds to wait for a lock in all. Discord drops an interaction that is not answered within three."""


class ReadSession:
    """A snapshot of the database, in which the database itself refuses changes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def fetch(self, question: Statement, **parameters: Any) -> list[Row]:
        """All rows of a prepared question, in one trip."""
        return await self._connection.fetch(question, parameters)

    async def stream(
        self, question: Statement, *, at_once: int = 2000, **parameters: Any
    ) -> AsyncIterator[list[Row]]:
        """The same in portions, for answers too long to hold up the event loop. Not with `snapshot=False`."""
        async for rows in self._connection.stream(question, parameters, at_once):
            yield rows

    async def execute(
        self,
        statement: SelectBase | TextClause | Delete,
        parameters: Mapping[str, Any] | None = None,
    ) -> list[Row]:
        """All rows of any statement: compiled anew each time, for where speed does not matter."""
        return await self.fetch(Statement(statement), **(parameters or {}))


class WriteSession(ReadSession):
    """The end of the block commits. On SQLite the write lock is held: nothing read here can be stale."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self.erased: list[int] = []
        """Members of whom everything was deleted: the commit notes them, so that no backup brings them back."""

    async def change(
        self,
        statement: Statement | Insert | Update | Delete,
        parameters: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None = None,
    ) -> int:
        """How many rows were touched; of several sets of parameters nobody knows, and it is 0.

        What members do often is prepared: to compile a change takes longer than SQLite takes for it.
        """
        if parameters is None or isinstance(parameters, Mapping):
            given = parameters or {}
            made = statement if isinstance(statement, Statement) else Statement(statement, given=given)
            return await self._connection.change(made, given)
        if parameters:  # nothing to insert is not "insert a row of defaults"
            made = (
                statement if isinstance(statement, Statement) else Statement(statement, given=parameters[0])
            )
            await self._connection.change_all(made, parameters)
        return 0

    async def together(self, *steps: Step) -> list[list[Row]]:
        """The rows of several prepared statements that do not depend on each other's answers, in their order.

        On SQLite that is one trip, whose cost is most of a small change's.
        """
        return await self._connection.together(steps)


class Store(Protocol):
    """What differs between a file and a server."""

    @property
    def readers(self) -> int:
        """Connections that read, at most."""

    @property
    def writers(self) -> int:
        """Connections that write, at most."""

    def identity(self) -> tuple[int, int] | None:
        """Which file the database is now; None of a server. Raises DatabaseUnreachableError if it is not there."""

    async def connect(self, *, reading: bool, patience: float) -> Connection: ...

    async def note_erased(self, connection: Any, user_ids: Sequence[int]) -> None:
        """Before a commit that erases all of these members: note them."""

    async def committed(self, connection: Any) -> None:
        """After each commit."""

    def translated(self, seconds: float, *, writing: bool) -> AbstractContextManager[None]:
        """Within: the driver's errors that the environment caused are ours."""


def store_of(url: str) -> Store:
    """The driver that an address asks for. Raises UnsupportedDatabaseError."""
    if is_sqlite(url):
        return SqliteStore(sqlite_path(url))
    # Only now: asyncpg takes five megabytes, and is not installed everywhere.
    made: Store = import_module("db.postgres").PostgresStore(url)
    return made


class Database:
    """Owns the connections. Build one, hand it around, close it."""

    def __init__(self, url: str, *, timeout: float = BUSY_TIMEOUT, store: Store | None = None) -> None:
        """`url` as in "sqlite:////absolute.sqlite3" or "postgresql://user@host/name"; `timeout` in seconds.

        Connects later, when needed, through `store` if one is given. Raises UnsupportedDatabaseError.
        """
        self.url: Final = url
        self.timeout: Final = timeout
        self.file: tuple[int, int] | None = None
        """Which file the connections are of, by device and inode; None before the first, and of a server."""
        self._store = store = store or store_of(url)
        self._readers = Pool(
            lambda: store.connect(reading=True, patience=timeout), store.readers, patience=timeout
        )
        self._writers = Pool(
            lambda: store.connect(reading=False, patience=timeout), store.writers, patience=timeout
        )

    @property
    def path(self) -> Path:
        """The file. Raises UnsupportedDatabaseError of a server."""
        return sqlite_path(self.url)

    @property
    def one_writer(self) -> bool:
        """Whether writes wait for one another in any case, so that it pays to put several into one."""
        return self._store.writers == 1

    @asynccontextmanager
    async def read(self, *, snapshot: bool = True) -> AsyncIterator[ReadSession]:
        """Everything read in the block is of one moment; with `snapshot=False`, each question by itself.

        The latter is for the one question of a card or list page: it saves two of three trips.
        """
        await self._mind_the_file()
        with self._store.translated(self.timeout, writing=False):
            async with self._readers.connection() as connection:
                if snapshot:
                    await connection.begin(writing=False, patience=self.timeout)
                yield ReadSession(connection)
                if snapshot:
                    await connection.commit()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[WriteSession]:
        """Committed at the end of the block, rolled back if it raises.

        Raises DatabaseBusyError when a lock cannot be had within the timeout.
        """
        await self._mind_the_file()
        started = monotonic()
        with self._store.translated(self.timeout, writing=True):
            async with self._writers.connection() as connection:
                left = max(0.0, self.timeout - (monotonic() - started))
                await connection.begin(writing=True, patience=left)
                session = WriteSession(connection)
                yield session
                if session.erased:
                    await self._store.note_erased(connection, session.erased)
                await connection.commit()
                await self._store.committed(connection)
        if self._store.identity() != self.file:
            raise errors.DatabaseUnreachableError(f"{self.path} was taken away during a write, which is lost")

    async def close(self) -> None:
        await self._readers.close()
        await self._writers.close()

    async def _mind_the_file(self) -> None:
        """Connect anew where another file has taken the place of ours, as when a backup is put back.

        Without this, connections would go on in a file that has no name any more: what is written there is lost.
        Raises DatabaseUnreachableError if there is no file.
        """
        found = self._store.identity()
        if found != self.file:
            before, self.file = self.file, found
            if before is not None:
                await self.close()
