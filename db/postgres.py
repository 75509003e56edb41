"""PostgreSQL, 14 or newer, through asyncpg: for a bot that has outgrown one process.

asyncpg rather than psycopg, measured: 0.55 to 0.85 of the processor's time and 5 instead of 12 megabytes.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final

from . import erasures, errors
from .address import postgres_url, shown
from .pool import Row, Step
from .statement import Statement

try:
    import asyncpg
except ImportError:  # pragma: no cover  # said by PostgresStore, where it is needed
    asyncpg = None

READERS: Final = 4
WRITERS: Final = 8
"""Connections at most, each of which the server keeps a process for; they are opened when needed."""

_STUCK: Final = 60.0
"""Seconds after which a server that says nothing more is taken for gone, and after which it gives up what a client that
says nothing more has begun."""

_SETTINGS: Final = {
    "application_name": "kinoteka",
    "synchronous_commit": "on",  # acknowledged means durable, whatever the server's own setting
    "idle_in_transaction_session_timeout": f"{_STUCK:.0f}s",
    "random_page_cost": "1.1",  # what members ask for is in memory, whatever disk there is
    "jit": "off",  # many small questions: compiling one takes longer than answering it
    "client_min_messages": "warning",
}

_LOST: Final = {"57P01", "57P02", "57P03"}
"""The server ends, or is starting; and all of class 08."""


def _failures() -> tuple[type[BaseException], ...]:
    """Everything a connection can fail with."""
    theirs = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
    return (*theirs, OSError, TimeoutError)


class PostgresConnection:
    """A pool.Connection to the server."""

    def __init__(self, plain: Any, reconnect: Callable[[], Awaitable[Any]]) -> None:
        self.plain = plain
        """asyncpg's connection."""
        self._reconnect: Final = reconnect
        self._begun = False

    @property
    def is_closed(self) -> bool:
        return bool(self.plain.is_closed())

    async def fetch(self, statement: Statement, parameters: Mapping[str, Any]) -> list[Row]:
        made = statement.on("postgresql")
        arguments = made.arguments(parameters)
        try:
            rows = await self.plain.fetch(made.sql, *arguments)
        except Exception as error:
            if self._begun or not is_lost(error):
                raise
            await self._renew()  # nothing was begun: this is only a question
            rows = await self.plain.fetch(made.sql, *arguments)
        return [tuple(row) for row in rows]

    async def together(self, steps: Sequence[Step]) -> list[list[Row]]:
        return [await self.fetch(statement, values) for statement, values in steps]

    async def stream(
        self, statement: Statement, parameters: Mapping[str, Any], at_once: int
    ) -> AsyncIterator[list[Row]]:
        made = statement.on("postgresql")
        cursor = await self.plain.cursor(made.sql, *made.arguments(parameters))
        while rows := await cursor.fetch(at_once):
            yield [tuple(row) for row in rows]

    async def change(self, statement: Statement, parameters: Mapping[str, Any]) -> int:
        made = statement.on("postgresql")
        done: str = await self.plain.execute(made.sql, *made.arguments(parameters))
        return int(done.rpartition(" ")[2])  # "INSERT 0 1", "UPDATE 3"

    async def change_all(self, statement: Statement, sets: Sequence[Mapping[str, Any]]) -> None:
        made = statement.on("postgresql")
        await self.plain.executemany(made.sql, [made.arguments(one) for one in sets])

    async def begin(self, *, writing: bool, patience: float) -> None:  # noqa: ARG002
        # The connection waits for locks as long as it was told at the beginning: one word less at each.
        begin = "BEGIN" if writing else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        try:
            await self.plain.execute(begin)
        except Exception as error:
            if not is_lost(error):
                raise
            await self._renew()  # nothing has been done yet
            await self.plain.execute(begin)
        self._begun = True

    async def commit(self) -> None:
        await self.plain.execute("COMMIT")
        self._begun = False

    async def roll_back(self) -> bool:
        try:
            if self.plain.is_closed():
                return False
            await self.plain.execute("ROLLBACK")
        except _failures():
            return False
        self._begun = False
        return True

    async def close(self) -> None:
        with suppress(*_failures()):
            await self.plain.close(timeout=2.0)

    def in_transaction(self) -> None:
        """Somebody else has begun one: what is lost is not tried again."""
        self._begun = True

    async def _renew(self) -> None:
        await self.close()
        self.plain = await self._reconnect()


async def connect(url: str, *, patience: float, reading: bool = False) -> Any:
    """A connection of asyncpg's. Raises what asyncpg does, OSError and TimeoutError."""
    settings = _SETTINGS | {"lock_timeout": f"{max(1, round(patience * 1000))}"}
    if reading:
        settings["default_transaction_read_only"] = "on"
    return await asyncpg.connect(
        postgres_url(url), timeout=max(patience, 1.0), command_timeout=_STUCK, server_settings=settings
    )


class PostgresStore:
    """What `Database` asks of a server."""

    readers: Final = READERS
    writers: Final = WRITERS

    def __init__(self, url: str) -> None:
        """Raises UnsupportedDatabaseError where asyncpg is not installed."""
        postgres_url(url)
        if asyncpg is None:
            raise errors.UnsupportedDatabaseError(
                shown(url), "asyncpg is not installed; install kinoteka[postgres]"
            )
        self._url: Final = url

    def identity(self) -> None:
        """A server has no file."""

    async def connect(self, *, reading: bool, patience: float) -> PostgresConnection:
        async def plain() -> Any:
            return await connect(self._url, patience=patience, reading=reading)

        return PostgresConnection(await plain(), plain)

    async def note_erased(self, connection: PostgresConnection, user_ids: Sequence[int]) -> None:
        """Put members on the list of erasures, a table here, in the transaction that erases them."""
        await erasures.note_in_table(connection, user_ids)

    async def committed(self, connection: PostgresConnection) -> None:
        """Nothing: what is deleted is the server's to overwrite (autovacuum)."""

    @contextmanager
    def translated(self, seconds: float, *, writing: bool) -> Iterator[None]:
        """Turn what the environment did into our errors; a mistake in a statement stays as it is."""
        try:
            yield
        except errors.StoreError:
            raise
        except Exception as error:
            ours = environment_error(error, seconds=seconds, url=self._url, writing=writing)
            if ours is None:
                raise
            raise ours from error


def is_lost(error: BaseException) -> bool:
    """Whether the connection is gone, so that another one may be of use."""
    state = getattr(error, "sqlstate", None) or ""
    if state in _LOST or state.startswith("08"):
        return True
    # InternalClientError: what asyncpg says where it was just reading that the connection ends.
    kinds = asyncpg.InterfaceError | asyncpg.InternalClientError | OSError
    return isinstance(error, kinds) and not isinstance(error, TimeoutError)


_REMEDIES: Final[dict[type[errors.DatabaseError], str]] = {
    errors.DatabaseUnreachableError: (
        "See that the PostgreSQL server of DATABASE_URL runs and lets this user in; the bot goes on as soon as it does."
    ),
    errors.DatabaseReadOnlyError: "This server takes no writes: it is a standby, or its default is read only.",
    errors.DatabaseFullError: "Free some space on the server's disk. Reading goes on, and nothing was half written.",
    errors.DatabaseCorruptError: "See the server's log; restore a backup into a new database.",
    errors.DatabaseBusyError: "Another program holds a lock: end it, or wait for it (see pg_stat_activity).",
}


def environment_error(
    error: BaseException | None, *, seconds: float, url: str, writing: bool = True
) -> errors.StoreError | None:
    """Our word for an error of PostgreSQL's, by its SQLSTATE; None if the environment is not at fault."""
    state = getattr(error, "sqlstate", None) or ""
    if state in {"55P03", "57014", "40001", "40P01"}:  # a lock, too long, a conflict, a deadlock
        return _with_remedy(errors.DatabaseBusyError(seconds))
    if state == "53300":  # too many connections
        return errors.DatabaseOverloadedError(seconds)
    if state == "25006":  # a change in a transaction that only reads
        if not writing:
            return errors.WriteRefusedError("a change through the reading door")
        return _with_remedy(errors.DatabaseReadOnlyError(f"{shown(url)}: {error}"))
    gone = isinstance(error, OSError | TimeoutError | asyncpg.InternalClientError) or (
        isinstance(error, asyncpg.InterfaceError) and re.search("closed|connect", str(error))
    )
    kind: type[errors.DatabaseError] | None = None
    if state == "53100":
        kind = errors.DatabaseFullError
    elif state in {"XX001", "XX002"}:
        kind = errors.DatabaseCorruptError
    elif gone or state in _LOST | {"3D000", "25P03"} or state[:2] in {"08", "28"}:
        kind = errors.DatabaseUnreachableError
    return _with_remedy(kind(f"{shown(url)}: {error or type(error).__name__}")) if kind else None


def _with_remedy(error: errors.DatabaseError) -> errors.DatabaseError:
    error.remedy = _REMEDIES[type(error)]
    return error
