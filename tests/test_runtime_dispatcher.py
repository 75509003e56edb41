"""Where interactions come in: clocks, turns, and what is said when nothing arrives."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.client import Kinoteka
from bot.preview.channel import Exchange
from bot.preview.standin import StandIn
from bot.runtime.deadlines import Deadlines
from bot.services.catalogue import Catalogue
from tests.odd_bot import odd_bot
from tests.pages import button, film_of
from tests.shipped import COME_AND_SEE
from tests.waiting import until

AT_ONCE = 100
"""Interactions that are worked on at the same time."""
ANSWER = 4
"""The type of a first response (reference, interaction callback type)."""
HOUR = 3600.0


@pytest.fixture
def lock_patience() -> float:
    return 20.0


def first_responses(standin: StandIn, interaction_id: int) -> list[int]:
    """The types of the first responses that the bot has sent to an interaction."""
    path = f"/interactions/{interaction_id}/"
    return [request.json["type"] for request in standin.requests if request.path.startswith(path)]


async def again(standin: StandIn, exchange: Exchange, *, seconds: float) -> int:
    """Send the interaction once more, made so many seconds later by its id, of which Discord knows nothing; the id."""
    changed = exchange.id + (round(seconds * 1000) << 22)
    payload: dict[str, Any] = exchange.payload | {"id": str(changed)}
    await standin.gateway.dispatch("INTERACTION_CREATE", payload)
    return changed


@pytest.mark.parametrize("seconds", [3.3, 10.0, 5 * HOUR, -10.0, -5 * HOUR])
async def test_a_strange_clock_in_one_interaction_changes_nothing_for_later_ones(
    standin: StandIn, bot: Kinoteka, seconds: float
) -> None:
    """One whose id lay 3.3 s ahead once silenced the bot for 100 s."""
    first = await standin.slash("film", {"title": "Stalker"})
    strange = await again(standin, first, seconds=seconds)
    await until(lambda: bool(first_responses(standin, strange)))
    await until(lambda: bot.dispatcher.at_work == 0)
    later = await standin.slash("film", {"title": "Come and See"})
    assert first_responses(standin, later.id) == [ANSWER]
    assert film_of(later) == COME_AND_SEE


@pytest.mark.parametrize("apart", [-5 * HOUR, -10.0, 10.0, 5 * HOUR])
async def test_a_wrong_clock_of_ours_withholds_nothing(
    standin: StandIn, catalogue: Catalogue, deadlines: Deadlines, apart: float
) -> None:
    def clock() -> float:
        return time.time() + apart

    async with odd_bot(catalogue=catalogue, standin=standin, deadlines=deadlines, clock=clock):
        for _ in range(3):
            exchange = await standin.slash("film", {"title": "Stalker"})
            assert exchange.state == "answered"


async def test_what_is_deferred_in_time_is_answered_however_long_it_waits(
    standin: StandIn, catalogue: Catalogue, database_file: Path
) -> None:
    deadlines = Deadlines(defer_after=0.2, first_response=28.0, later=28.0)
    async with odd_bot(catalogue=catalogue, standin=standin, deadlines=deadlines) as bot:
        message = (await standin.slash("film", {"title": "Stalker"})).message
        assert message is not None
        mark = button(message, "seen:mark")["custom_id"]
        with closing(sqlite3.connect(database_file, isolation_level=None, check_same_thread=False)) as other:
            await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
            presses = [asyncio.create_task(standin.press(message, mark)) for _ in range(AT_ONCE)]
            await until(lambda: bot.dispatcher.at_work == AT_ONCE)
            asking = asyncio.create_task(standin.slash("film", {"title": "Come and See"}))
            await until(lambda: len(standin.exchanges) == AT_ONCE + 2)
            exchange = standin.exchanges[-1]
            await until(lambda: exchange.state == "deferred")
            other.execute("ROLLBACK")
        await asking
        assert film_of(exchange) == COME_AND_SEE
        await asyncio.gather(*presses)


async def test_a_bot_whose_answers_do_not_arrive_does_not_call_itself_healthy(
    standin: StandIn, bot: Kinoteka
) -> None:
    first = await standin.slash("film", {"title": "Stalker"})
    for number in range(10):
        assert bot.dispatcher.is_heard, f"after {number}"
        unknown = await again(standin, first, seconds=number + 1)
        await until(lambda unknown=unknown: bool(first_responses(standin, unknown)))  # type: ignore[misc]
        await until(lambda: bot.dispatcher.at_work == 0)
    assert not bot.dispatcher.is_heard
    await standin.slash("film", {"title": "Stalker"})
    await until(lambda: bot.dispatcher.is_heard)


@pytest.mark.parametrize(
    "damage", [{"options": ["x"]}, {"options": [{"name": "title"}]}, {"options": [None]}, {"options": 5}]
)
async def test_a_command_that_cannot_be_made_out_is_answered_and_noted(
    standin: StandIn, bot: Kinoteka, caplog: pytest.LogCaptureFixture, damage: dict[str, Any]
) -> None:
    first = await standin.slash("film", {"title": "Stalker"})
    await until(lambda: bot.dispatcher.at_work == 0)
    caplog.clear()
    changed = first.id + 1
    data = first.payload["data"] | damage
    await standin.gateway.dispatch("INTERACTION_CREATE", first.payload | {"id": str(changed), "data": data})
    await until(lambda: bool(first_responses(standin, changed)))
    await until(lambda: any(one.name == "bot.runtime.logs" for one in caplog.records))
    assert not [one for one in caplog.records if one.name == "asyncio"]
