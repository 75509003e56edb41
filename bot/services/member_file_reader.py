"""Members' files read apart from the bot: each in a process of its own, with a bound on time and memory, few at once.

The process is started for the file and ended after it: a tenth of a second is nothing beside the download, and nothing
of one member's file can be left over for the next.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Final, Literal

from bot.domain.film_rows import FileRefusedError
from bot.domain.list_formats.reading import ReadFile
from bot.domain.member_files.reading import MemberFile
from bot.services.member_file_messages import ReadingFailure, ReadingRequest

MEMORY: Final = 512 * 1024 * 1024
"""Bytes of address space for one file: the dearest file of 8 MB that was found takes half of it."""
AT_ONCE: Final = 2
"""Imports under way. Few, since each may take a core and its memory; twenty thousand films take but a second or two."""
_PASSED_ON: Final = frozenset({"PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR"})
"""What the process learns of the environment: never the token."""
_ROOT: Final = Path(__file__).resolve().parents[2]


class ImportsBusyError(Exception):
    """An import cannot begin now."""

    def __init__(self, whose: Literal["own", "others"]) -> None:
        """`whose`: the imports that must end first."""
        super().__init__(whose)
        self.whose: Literal["own", "others"] = whose


class FileReadingError(Exception):
    """The reading of a file failed; the fault is ours. The message says where and holds nothing of the file."""


class MemberFileReader:
    """Admits imports and reads their files. To be closed."""

    def __init__(self, *, seconds: float, memory: int = MEMORY, at_once: int = AT_ONCE) -> None:
        """`seconds` and `memory` (bytes) bound the reading of one file, `at_once` all members' imports."""
        self._seconds, self._memory, self._at_once = seconds, memory, at_once
        self._importing: set[int] = set()
        self._processes: set[Process] = set()
        self._closed = False

    @property
    def process_ids(self) -> frozenset[int]:
        """Of the processes that are reading."""
        return frozenset(process.pid for process in self._processes)

    @contextmanager
    def turn(self, member: int) -> Iterator[None]:
        """An import of a member, for the block. Raises ImportsBusyError."""
        if member in self._importing:
            raise ImportsBusyError("own")
        if len(self._importing) >= self._at_once:
            raise ImportsBusyError("others")
        self._importing.add(member)
        try:
            yield
        finally:
            self._importing.discard(member)

    async def read(self, name: str, content: bytes, *, now: datetime) -> MemberFile:
        """The films of a member's file; `now` is what no day can lie after.

        Raises FileRefusedError, "too costly" if a bound was reached; FileReadingError; OSError if no process starts.
        """
        match await self._read(ReadingRequest(name, content, now)):
            case MemberFile() as read:
                return read
            case other:
                raise FileReadingError(f"the process answered with {type(other).__name__}")

    async def read_lists(self, name: str, content: bytes, *, now: datetime) -> ReadFile:
        """The lists of a curator's file; raises as `read` does."""
        match await self._read(ReadingRequest(name, content, now, lists=True)):
            case ReadFile() as read:
                return read
            case other:
                raise FileReadingError(f"the process answered with {type(other).__name__}")

    async def _read(self, asked: ReadingRequest) -> MemberFile | ReadFile:
        request = await asyncio.to_thread(pickle.dumps, asked)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.services.member_file_worker",
            str(ceil(self._seconds) + 1),
            str(self._memory),
            stdin=PIPE,
            stdout=PIPE,
            cwd=_ROOT,
            env={name: value for name, value in os.environ.items() if name in _PASSED_ON},
            start_new_session=True,  # Ctrl-C is for the bot
        )
        self._processes.add(process)
        try:
            if self._closed:
                raise FileRefusedError("too costly")
            async with asyncio.timeout(self._seconds):
                reply, _ = await process.communicate(request)
        except TimeoutError:
            raise FileRefusedError("too costly") from None
        finally:
            with suppress(ProcessLookupError):  # it has ended by itself
                process.kill()
            await process.communicate()  # `wait` would never return where a reply is left unread
            self._processes.discard(process)
        if process.returncode:
            if process.returncode < 0:  # a signal: the system's for a bound, or ours at the end
                raise FileRefusedError("too costly")
            raise FileReadingError(f"the process ended with status {process.returncode}")
        return await asyncio.to_thread(_unpacked, reply)

    def close(self) -> None:
        """End the reading under way, and let none begin; whoever waits for it gets FileRefusedError."""
        self._closed = True
        for process in self._processes:
            with suppress(ProcessLookupError):
                process.kill()


def _unpacked(reply: bytes) -> MemberFile | ReadFile:
    """Raises FileRefusedError or FileReadingError."""
    match pickle.loads(reply):  # noqa: S301 - from our own process, over our own pipe
        case MemberFile() | ReadFile() as read:
            return read
        case ReadingFailure(where):
            raise FileReadingError(where)
        case reason:
            raise FileRefusedError(reason)
