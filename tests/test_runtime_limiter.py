"""Who is worked on and who waits when more come than there are places."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from bot.runtime.limiter import Places

NUMBER = 4
PROMISES = 2


class Crowd:
    """Answers and promises that take a place as soon as they get one."""

    def __init__(self) -> None:
        self.places = Places(NUMBER)
        self.answers: list[int] = []
        """Begun, in this order."""
        self.promises: list[int] = []
        self.kept = [asyncio.Event() for _ in range(10)]

    async def answer(self, number: int) -> None:
        await self.places.wait()
        self.answers.append(number)

    async def promise(self, number: int) -> None:
        async with self.places.promise():
            self.promises.append(number)
            await self.kept[number].wait()


async def turns() -> None:
    """Let everybody go as far as possible."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_who_comes_first_is_answered_first() -> None:
    crowd = Crowd()
    async with asyncio.TaskGroup() as group:
        for number in range(10):
            group.create_task(crowd.answer(number))
        await turns()
        assert crowd.answers == [0, 1, 2, 3]
        crowd.places.give_back()
        crowd.places.give_back()
        await turns()
        assert crowd.answers == [0, 1, 2, 3, 4, 5]
        for _ in range(4):
            crowd.places.give_back()
    assert crowd.answers == list(range(10))


async def test_a_promise_does_not_wait_for_answers_and_none_is_begun_before_it() -> None:
    crowd = Crowd()
    async with AsyncExitStack() as stack:
        group = await stack.enter_async_context(asyncio.TaskGroup())
        for number in range(10):
            group.create_task(crowd.answer(number))
        for number in range(5):
            group.create_task(crowd.promise(number))
        await turns()
        assert len(crowd.answers) == NUMBER
        assert crowd.promises == [0, 1]
        for _ in range(NUMBER):
            crowd.places.give_back()
        await turns()
        assert len(crowd.answers) == NUMBER, "an answer was begun though promises wait"
        for number in range(3):
            crowd.kept[number].set()
        await turns()
        assert crowd.promises == [0, 1, 2, 3, 4], "all are being sent"
        assert len(crowd.answers) == NUMBER + NUMBER - PROMISES, "those on their way count"
        crowd.kept[3].set()
        crowd.kept[4].set()
        await turns()
        assert len(crowd.answers) == NUMBER + NUMBER
        for _ in range(NUMBER):
            crowd.places.give_back()


async def test_who_gives_up_waiting_takes_no_place() -> None:
    crowd = Crowd()
    tasks = [asyncio.create_task(crowd.answer(number)) for number in range(NUMBER + 3)]
    await turns()
    tasks[NUMBER].cancel()
    crowd.places.give_back()  # so it is the next one's turn, who is cancelled before he knows
    tasks[NUMBER + 1].cancel()
    await turns()
    assert crowd.answers == [0, 1, 2, 3, NUMBER + 2]
    await asyncio.wait(tasks)


async def test_a_promise_that_is_not_sent_after_all_holds_nobody_up() -> None:
    crowd = Crowd()
    promises = [asyncio.create_task(crowd.promise(number)) for number in range(PROMISES + 1)]
    await turns()
    answer = asyncio.create_task(crowd.answer(0))
    await turns()
    assert crowd.answers == []
    promises[PROMISES].cancel()
    await turns()
    assert crowd.answers == [0]
    for number in range(PROMISES):
        crowd.kept[number].set()
    await asyncio.wait({answer, *promises})
