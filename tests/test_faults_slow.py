"""What is slow, of ours or of Discord's: deferred in time and filled in, or left alone where it would be in vain."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
import pytest_asyncio
from discord import app_commands

from bot.client import Kinoteka
from bot.preview.channel import Exchange, NoAnswer
from bot.preview.faults import ANSWER_FAULTS, AnswerFault
from bot.preview.standin import StandIn
from bot.runtime.deadlines import Deadlines
from bot.runtime.reply import send
from bot.services.catalogue import Catalogue
from bot.ui.kit.language import language
from bot.ui.kit.message import notice
from tests.odd_bot import odd_bot
from tests.pages import text_of
from tests.waiting import until

ANSWERED, DEFERRED = 4, 5
"""Types of first responses (reference, interaction callback type)."""
SAID = "Here you are."


@pytest.fixture
def deadlines() -> Deadlines:
    """Deferred soon; a request without an answer is tried again after two seconds."""
    return Deadlines(defer_after=0.1, first_response=4.0, later=4.0)


@pytest.fixture
def released() -> asyncio.Event:
    """Set by a test for the slow command to go on."""
    return asyncio.Event()


def slow_command(released: asyncio.Event) -> app_commands.Command[Any, ..., None]:
    @app_commands.command(name="slow", description="answers after a while")
    async def slow(
        interaction: discord.Interaction[Any], turns_out: str = "as asked", private: bool = False
    ) -> None:
        await released.wait()
        if turns_out == "broken":
            raise RuntimeError("broken on purpose")
        await send(interaction, notice(language("en"), SAID), private=private != (turns_out == "otherwise"))

    return slow


@pytest_asyncio.fixture
async def slow(
    catalogue: Catalogue, standin: StandIn, deadlines: Deadlines, released: asyncio.Event
) -> AsyncIterator[Kinoteka]:
    """The real bot with a command that takes its time."""
    commands = [slow_command(released)]
    async with odd_bot(*commands, catalogue=catalogue, standin=standin, deadlines=deadlines) as bot:
        yield bot


async def deferred(standin: StandIn, **options: Any) -> tuple[Exchange, asyncio.Task[Exchange]]:
    """The slow command, used and deferred; and who waits for its answer."""
    asking = asyncio.create_task(standin.slash("slow", options))
    await until(lambda: bool(standin.exchanges) and standin.exchanges[-1].state == "deferred")
    return standin.exchanges[-1], asking


def callbacks(standin: StandIn, exchange: Exchange) -> list[int]:
    """The types of the first responses that the bot sent."""
    path = f"/interactions/{exchange.id}/"
    return [one.json["type"] for one in standin.requests if one.path.startswith(path)]


def texts(standin: StandIn) -> list[list[str]]:
    return [message.texts() for message in standin.messages]


# Slow handlers


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("private", [False, True])
async def test_a_slow_answer_is_deferred_and_filled_in(
    standin: StandIn, released: asyncio.Event, private: bool
) -> None:
    exchange, asking = await deferred(standin, private=private)
    released.set()
    await asking
    assert exchange.state == "answered"
    assert text_of(exchange) == SAID
    assert exchange.message is not None
    assert exchange.message.ephemeral == private
    assert len(standin.messages) == 1


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("private", [False, True])
async def test_a_slow_answer_that_turns_out_for_other_eyes(
    standin: StandIn, released: asyncio.Event, private: bool
) -> None:
    await deferred(standin, private=private, turns_out="otherwise")
    released.set()
    await until(lambda: texts(standin) == [[SAID]])
    assert [message.ephemeral for message in standin.messages] == [not private]


@pytest.mark.usefixtures("slow")
async def test_a_slow_failure_is_told_privately(standin: StandIn, released: asyncio.Event) -> None:
    await deferred(standin, turns_out="broken")
    released.set()
    await until(lambda: bool(standin.messages and standin.messages[-1].texts()))
    assert [message.ephemeral for message in standin.messages] == [True]


@pytest.mark.parametrize("late", [False, True])
async def test_what_was_long_under_way_is_deferred_at_once(
    catalogue: Catalogue, standin: StandIn, released: asyncio.Event, late: bool
) -> None:
    """Discord's three seconds run from when it made the interaction."""

    def clock() -> float:
        return time.time() + (60 if late else 0)

    commands = [slow_command(released)]
    patient = Deadlines(defer_after=30.0, first_response=30.0, later=30.0)
    options = {"deadlines": patient, "clock": clock}
    async with odd_bot(*commands, catalogue=catalogue, standin=standin, **options) as bot:
        asking = asyncio.create_task(standin.slash("slow"))
        await until(lambda: bot.dispatcher.at_work == 1)
        if late:
            await until(lambda: standin.exchanges[-1].state == "deferred")
        released.set()
        exchange = await asking
        assert callbacks(standin, exchange) == [DEFERRED if late else ANSWERED]
        assert text_of(exchange) == SAID


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("fault", [f for f in ANSWER_FAULTS if f != "slow"])
async def test_a_deferral_may_fail_once(
    standin: StandIn, released: asyncio.Event, fault: AnswerFault
) -> None:
    standin.faults.next(fault)
    exchange, asking = await deferred(standin)
    released.set()
    await asking
    assert exchange.state == "answered"
    assert len(standin.messages) == 1


@pytest.mark.usefixtures("slow")
async def test_a_deferral_that_was_never_confirmed_is_filled_in_all_the_same(
    standin: StandIn, released: asyncio.Event
) -> None:
    """Discord takes it, and never says so: nobody shall read "thinking …" for ever."""
    standin.faults.reach = ("/interactions/",)
    standin.faults.rates = {"hang_after": 1.0}
    exchange, asking = await deferred(standin)
    released.set()
    await asking
    assert text_of(exchange) == SAID
    assert exchange.state == "answered"


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("fault", ["rate_limit", "server_error", "reset", "reset_after", "hang_after"])
async def test_what_fills_a_deferral_in_may_fail_too(
    standin: StandIn, released: asyncio.Event, fault: AnswerFault
) -> None:
    exchange, asking = await deferred(standin)
    standin.faults.next(fault)
    released.set()
    await asking
    await until(exchange.settled.is_set)
    assert standin.faults.happened == {fault: 1}
    assert exchange.state == "answered"
    assert texts(standin) == [[SAID]]


# What Discord has given up on


@pytest.fixture
def patience(request: pytest.FixtureRequest) -> float:
    """Discord's is short where a test is about its end."""
    return 0.5 if "impatient" in request.fixturenames else 30.0


@pytest.fixture
def impatient(standin: StandIn) -> None:
    """Interactions reach the bot later than Discord waits."""
    standin.faults.slow = 0.7
    standin.faults.next("late")


@pytest.mark.usefixtures("impatient")
async def test_nothing_is_said_into_the_void(standin: StandIn, slow: Kinoteka) -> None:
    """An interaction that came too late is answered once, in vain; no apology follows it."""
    exchange = await standin.slash("film", {"title": "Stalker"})
    await until(lambda: bool(exchange.refusals))
    await until(lambda: slow.dispatcher.at_work == 0)
    assert exchange.state == "no_answer"
    assert [refusal["code"] for refusal in exchange.refusals] == [10062]


@pytest.mark.usefixtures("impatient", "bot")
async def test_suggestions_that_come_too_late_end_in_silence(
    standin: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    """discord.py would send an empty list after them, and log that Discord does not take that either."""
    with pytest.raises(NoAnswer):
        await standin.autocomplete("film", "title", "come and")
    await until(lambda: any(record.__dict__.get("outcome") == "late" for record in caplog.records))
    assert len([one for one in standin.requests if one.path.startswith("/interactions/")]) == 1
    assert not [record.getMessage() for record in caplog.records if record.exc_info]
