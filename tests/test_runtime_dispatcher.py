"""Where interactions come in: how old they are, and who is left alone."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.client import Kinoteka
from bot.preview.standin import StandIn
from bot.runtime.interaction_age import Ages
from tests.pages import button, film_of
from tests.shipped import COME_AND_SEE
from tests.waiting import until

AT_ONCE = 100
"""Interactions that are worked on at the same time."""


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 5000.0

    def __call__(self) -> float:
        return self.now


def made(seconds: float) -> int:
    """An id of that time, by Discord's clock."""
    return round(seconds * 1000) << 22


def test_the_age_is_told_by_what_came_fastest() -> None:
    clock = Clock()
    ages = Ages(clock)  # ours shows 5000 where Discord's shows 70 or so
    assert ages.of(made(70.0)) == 0, "the first may be as old as it likes, nobody can tell"
    assert ages.of(made(69.0)) == pytest.approx(1.0)
    assert ages.of(made(72.0)) == 0, "the first was two seconds old"
    assert ages.of(made(70.0)) == pytest.approx(2.0)
    clock.now += 3
    assert ages.of(made(72.0)) == pytest.approx(3.0, abs=0.01)


def test_clocks_may_drift_apart() -> None:
    clock = Clock()
    ages = Ages(clock)
    assert ages.of(made(0.0)) == 0
    for day in range(1, 31):
        clock.now += 86400 * (1 + 0.0001)
        assert ages.of(made(86400.0 * day)) == 0


@pytest.fixture
def lock_patience() -> float:
    return 20.0


async def test_who_was_promised_an_answer_in_time_gets_it(
    bot: Kinoteka, standin: StandIn, database_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long it waits for its turn after that."""
    monkeypatch.setattr("bot.runtime.dispatcher._GIVEN_UP", 0.8)
    monkeypatch.setattr("bot.runtime.reply.DEFER_AFTER", 0.3)
    message = (await standin.slash("film", {"title": "Stalker"})).message
    assert message is not None
    seen_it = button(message, "seen:mark")["custom_id"]
    with closing(sqlite3.connect(database_file, isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        presses = [asyncio.create_task(standin.press(message, seen_it)) for _ in range(AT_ONCE)]
        await until(lambda: bot.desk.at_work == AT_ONCE)
        asking = asyncio.create_task(standin.slash("film", {"title": "Come and See"}))
        await asyncio.sleep(1.2)
        other.execute("ROLLBACK")
    exchange = await asking
    await standin.settle(exchange)
    assert film_of(exchange) == COME_AND_SEE
    await asyncio.gather(*presses)
