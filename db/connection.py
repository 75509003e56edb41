"""Connections to the file. Each has a thread of its own (aiosqlite), so SQLite never holds up the event loop."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final
from urllib.parse import quote

import aiosqlite

from . import errors
from .files import create_private

_CACHE: Final = 256
"""Kibibytes of the file that a reading connection keeps for itself, of which there are several; the system keeps the
rest for all of them. SQLite's default is two mebibytes each."""


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


class Pool:
    """So many connections to one file, opened when needed and lent out one by one.

    Why not SQLAlchemy's: through its asyncio layer each statement is four trips to the connection's thread instead of
    one, and with it comes the object mapper, six megabytes that nothing here uses.
    """

    def __init__(self, path: Path, size: int, *, patience: float, query_only: bool) -> None:
        """`patience`: seconds to wait for a connection, and for a lock on the file."""
        self._path: Final = path
        self._patience: Final = patience
        self._query_only: Final = query_only
        self._room = asyncio.Semaphore(size)
        self._free: list[aiosqlite.Connection] = []
        self._closings = 0

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[aiosqlite.Connection]:
        """A connection for this block alone; if the block raises, what it began is rolled back.

        Raises DatabaseOverloadedError when all are in use for longer than one waits.
        """
        try:
            async with asyncio.timeout(self._patience):
                await self._room.acquire()
        except TimeoutError:
            raise errors.DatabaseOverloadedError(self._patience) from None
        try:
            connection = self._free.pop() if self._free else await self._open()
            closings, sound = self._closings, True
            try:
                yield connection
            except BaseException:
                sound = False
                sound = await _roll_back(connection)
                raise
            finally:
                if sound and closings == self._closings:
                    self._free.append(connection)
                else:
                    with suppress(sqlite3.Error):  # there may be nothing left to talk to
                        await connection.close()
        finally:
            self._room.release()

    async def close(self) -> None:
        """Close what is free now, and what is lent when it comes back."""
        self._closings += 1
        free, self._free = self._free, []
        for connection in free:
            await connection.close()

    async def _open(self) -> aiosqlite.Connection:
        connection = await open_file(self._path, patience=self._patience)
        try:
            if self._query_only:
                await connection.execute("PRAGMA query_only = ON")
                await connection.execute(f"PRAGMA cache_size = -{_CACHE}")
            else:
                # Stays with the file, but a copy that was put in its place by hand may have come without.
                await connection.execute("PRAGMA journal_mode = WAL")
        except BaseException:
            await connection.close()
            raise
        return connection


async def _roll_back(connection: aiosqlite.Connection) -> bool:
    """Whether it could be done. Asked even if nothing seems begun: a BEGIN that was cancelled may yet come."""
    try:
        await connection.rollback()
    except sqlite3.Error:
        return False
    return True
