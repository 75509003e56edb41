"""Which answers are begun and which deferrals are sent when more come than may be at once."""

from __future__ import annotations

import asyncio

from bot.runtime.limiter import Limiter

ANSWERS, DEFERRALS = 4, 2


class Crowd:
    """Answers and deferrals that go on as soon as they may."""

    def __init__(self) -> None:
        self.limiter = Limiter(ANSWERS, DEFERRALS)
        self.answers: list[int] = []
        """Begun, in this order."""
        self.deferrals: list[int] = []
        self.sent = [asyncio.Event() for _ in range(10)]

    async def answer(self, number: int) -> None:
        await self.limiter.acquire_answer()
        self.answers.append(number)

    async def defer(self, number: int) -> None:
        async with self.limiter.deferral():
            self.deferrals.append(number)
            await self.sent[number].wait()


async def turns() -> None:
    """Let everybody go as far as possible."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_answers_are_begun_in_the_order_they_were_asked_for() -> None:
    crowd = Crowd()
    async with asyncio.TaskGroup() as group:
        for number in range(10):
            group.create_task(crowd.answer(number))
        await turns()
        assert crowd.answers == [0, 1, 2, 3]
        for _ in range(6):
            crowd.limiter.release_answer()
    assert crowd.answers == list(range(10))


async def test_deferrals_do_not_wait_for_answers_and_none_is_begun_before_them() -> None:
    crowd = Crowd()
    async with asyncio.TaskGroup() as group:
        for number in range(8):
            group.create_task(crowd.answer(number))
        for number in range(4):
            group.create_task(crowd.defer(number))
        await turns()
        assert crowd.answers == [0, 1, 2, 3]
        assert crowd.deferrals == [0, 1]
        for _ in range(ANSWERS):
            crowd.limiter.release_answer()
        await turns()
        assert len(crowd.answers) == ANSWERS, "an answer was begun though deferrals wait"
        crowd.sent[0].set()
        crowd.sent[1].set()
        await turns()
        assert crowd.deferrals == [0, 1, 2, 3], "all are being sent"
        assert crowd.answers == list(range(8))
        crowd.sent[2].set()
        crowd.sent[3].set()


async def test_who_gives_up_waiting_holds_nobody_up() -> None:
    crowd = Crowd()
    deferrals = [asyncio.create_task(crowd.defer(number)) for number in range(DEFERRALS + 1)]
    await turns()
    answers = [asyncio.create_task(crowd.answer(number)) for number in range(ANSWERS + 1)]
    await turns()
    assert crowd.answers == []
    answers[0].cancel()
    deferrals[DEFERRALS].cancel()
    await turns()
    assert sorted(crowd.answers) == [1, 2, 3, 4]
    for number in range(DEFERRALS):
        crowd.sent[number].set()
    await asyncio.wait({*answers, *deferrals})
