"""Processes that say what they have written until they are killed.

They are forked off one that has imported what they need: else most of each life would go by with importing it.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection
from typing import Any

_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(
    ["bot.services.random", "bot.services.member_films", "sqlalchemy.dialects.sqlite.aiosqlite"]
)
_PATIENCE = 60.0
"""Seconds: a busy machine is no finding."""

Say = Callable[[Any], None]
"""Tells who waits outside; once this returns, killing does not take it back."""
Living = Callable[[str, int, Say], Awaitable[None]]
"""What is done with the database at this URL, by the so manieth; a function of a module."""


class Life:
    """One process, until it is killed."""

    def __init__(self, living: Living, url: str, number: int) -> None:
        self._said, saying = _FORKING.Pipe(duplex=False)
        self._process = _FORKING.Process(target=_live, args=(living, url, number, saying), daemon=True)
        self._process.start()
        saying.close()

    def hear(self) -> Any:
        """What it says next; raise EOFError if it has ended by itself, TimeoutError if it says nothing for long."""
        if not self._said.poll(_PATIENCE):
            raise TimeoutError
        return self._said.recv()

    def kill(self) -> list[Any]:
        """`kill -9`; what it had said that was not heard yet. Raise TimeoutError if its pipe does not end."""
        self._process.kill()
        self._process.join(_PATIENCE)
        left: list[Any] = []
        with self._said:
            try:
                while True:
                    left.append(self.hear())
            except EOFError:
                return left


def _live(living: Living, url: str, number: int, saying: Connection) -> None:
    async def live() -> None:
        with saying:  # closed, too, by what goes wrong: nobody shall wait for more
            await living(url, number, saying.send)

    asyncio.run(live())
