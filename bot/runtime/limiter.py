"""Who is on the way to Discord and who waits, so that a crowd neither lies in memory nor makes anybody late."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Places:
    """Places for answers being made and for promises being sent; in both, who comes first is served first.

    A promise ("thinking …") has a deadline and costs less than an answer: no answer is begun while one waits. And it
    has places of its own, half as many, as answers may take long.
    """

    def __init__(self, number: int) -> None:
        """`number`: of all that is under way when answers are begun."""
        self._number = number
        self._answers, self._promises = _Line(), _Line()

    async def wait(self) -> None:
        """Take a place for an answer when it is our turn; to be given back."""
        await self._stand_in(self._answers)

    def give_back(self) -> None:
        """The answer is made, or will not be."""
        self._answers.served -= 1
        self._serve()

    @asynccontextmanager
    async def promise(self) -> AsyncIterator[None]:
        """A place for a promise, when it is our turn."""
        await self._stand_in(self._promises)
        try:
            yield
        finally:
            self._promises.served -= 1
            self._serve()

    async def _stand_in(self, line: _Line) -> None:
        turn = asyncio.get_running_loop().create_future()
        line.waiting.append(turn)
        self._serve()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.cancelled():
                line.forget(turn)
            else:  # it had come just now
                line.served -= 1
            self._serve()
            raise

    def _serve(self) -> None:
        answers, promises = self._answers, self._promises
        while promises.waiting and promises.served < self._number // 2:
            promises.serve()
        while answers.waiting and not promises.waiting and answers.served + promises.served < self._number:
            answers.serve()


class _Line:
    def __init__(self) -> None:
        self.waiting: deque[asyncio.Future[None]] = deque()
        self.served = 0

    def serve(self) -> None:
        """Give the first a place, unless its wait was cancelled just now."""
        with suppress(asyncio.InvalidStateError):
            self.waiting.popleft().set_result(None)
            self.served += 1

    def forget(self, turn: asyncio.Future[None]) -> None:
        """Who waited for it does so no more."""
        with suppress(ValueError):
            self.waiting.remove(turn)
