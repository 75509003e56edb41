"""Connections, opened when needed and lent out one by one; what each can do is the same for either database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final, Protocol

from . import errors
from .statement import Statement

Row = tuple[Any, ...]
Step = tuple[Statement, Mapping[str, Any]]
"""A statement with its values."""


class Connection(Protocol):
    """What a driver offers. Its errors are its own; `Store.translated` makes them ours."""

    async def fetch(self, statement: Statement, parameters: Mapping[str, Any]) -> list[Row]:
        """All rows."""

    async def together(self, steps: Sequence[Step]) -> list[list[Row]]:
        """The rows of several statements, one after the other and in one trip where the driver can."""

    def stream(
        self, statement: Statement, parameters: Mapping[str, Any], at_once: int
    ) -> AsyncIterator[list[Row]]:
        """The rows in portions. On PostgreSQL, only within a transaction."""

    async def change(self, statement: Statement, parameters: Mapping[str, Any]) -> int:
        """How many rows were touched."""

    async def change_all(self, statement: Statement, sets: Sequence[Mapping[str, Any]]) -> None:
        """The same statement with each set of values."""

    async def begin(self, *, writing: bool, patience: float) -> None:
        """A transaction: to write, or to read what is there at this moment. Locks are waited for so many seconds."""

    async def commit(self) -> None: ...

    async def roll_back(self) -> bool:
        """Whether it could be done. Asked even if nothing seems begun: a BEGIN that was cancelled may yet come."""

    async def close(self) -> None:
        """Raises nothing: there may be nothing left to talk to."""

    @property
    def is_closed(self) -> bool:
        """Whether it is known to be of no more use."""


class Pool:
    """So many connections, lent out one by one.

    Why not SQLAlchemy's: through its asyncio layer each statement is four trips to the connection's thread instead of
    one, and with it comes the object mapper, six megabytes that nothing here uses.
    """

    def __init__(self, connect: Callable[[], Awaitable[Connection]], size: int, *, patience: float) -> None:
        """`patience`: seconds to wait for a connection."""
        self._connect: Final = connect
        self._patience: Final = patience
        self._room = asyncio.Semaphore(size)
        self._free: list[Connection] = []
        self._closings = 0

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """A connection for this block alone; if the block raises, what it began is rolled back.

        Raises DatabaseOverloadedError when all are in use for longer than one waits.
        """
        try:
            async with asyncio.timeout(self._patience):
                await self._room.acquire()
        except TimeoutError:
            raise errors.DatabaseOverloadedError(self._patience) from None
        try:
            connection = await self._take()
            closings, sound = self._closings, True
            try:
                yield connection
            except BaseException:
                sound = False
                sound = await connection.roll_back()
                raise
            finally:
                if sound and closings == self._closings:
                    self._free.append(connection)
                else:
                    await connection.close()
        finally:
            self._room.release()

    async def close(self) -> None:
        """Close what is free now, and what is lent when it comes back."""
        self._closings += 1
        free, self._free = self._free, []
        for connection in free:
            await connection.close()

    async def _take(self) -> Connection:
        while self._free:
            connection = self._free.pop()
            if not connection.is_closed:
                return connection
            await connection.close()
        return await self._connect()
