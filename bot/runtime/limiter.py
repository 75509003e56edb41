"""How many answers are made and how many deferrals are sent at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_ANSWERS = 100
"""As many as can be on their way. Made beforehand, a burst of thousands would lie in memory."""
_DEFERRALS = 50
"""Deferrals do not wait for answers, which may take long; the rest of the connections is left to answers under way."""


class Limiter:
    """Two semaphores, of which deferrals go first: they have a deadline, and cost less than an answer.

    Without that, measured with 2,000 interactions at once in a slow moment, some 500 deferrals were sent too late.
    """

    def __init__(self, answers: int = _ANSWERS, deferrals: int = _DEFERRALS) -> None:
        """So many of each at the same time."""
        self._answers = asyncio.Semaphore(answers)
        self._deferrals = asyncio.Semaphore(deferrals)
        self._waiting = 0
        self._none_waits = asyncio.Event()
        self._none_waits.set()

    async def acquire_answer(self) -> None:
        """Wait until an answer may be made; `release_answer` follows."""
        await self._answers.acquire()
        try:
            while self._waiting:
                await self._none_waits.wait()
        except asyncio.CancelledError:
            self._answers.release()
            raise

    def release_answer(self) -> None:
        """The answer is made, or will not be."""
        self._answers.release()

    @asynccontextmanager
    async def deferral(self) -> AsyncIterator[None]:
        """For the block, one of the deferrals that are sent."""
        self._waiting += 1
        self._none_waits.clear()
        try:
            await self._deferrals.acquire()
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._none_waits.set()
        try:
            yield
        finally:
            self._deferrals.release()
