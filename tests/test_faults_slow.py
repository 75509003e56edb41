"""What is slow, of ours or of Discord's: promised in time and kept, or left alone where it would be in vain."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
import pytest_asyncio
from discord import app_commands

from bot.preview.channel import Exchange, NoAnswer
from bot.preview.faults import ANSWER_FAULTS, AnswerFault
from bot.preview.standin import StandIn
from bot.runtime.reply import send
from bot.services.catalogue import Catalogue
from bot.ui.kit.message import notice
from tests.odd_bot import odd_bot
from tests.pages import text_of
from tests.waiting import until

DISCORD_WAITS = 5.0
"""Seconds: two more than in life, for a busy machine; the bot does not know of them."""
SLOWER_THAN_DISCORD_WAITS = 5.4
ANSWERED, DEFERRED = 4, 5
"""Types of first responses (reference, interaction callback type)."""
HASTY_DISCORD_WAITS = 2.5
SLOWER_THAN_HASTY_DISCORD_WAITS = 2.7


@pytest.fixture
def patience(request: pytest.FixtureRequest) -> float:
    return HASTY_DISCORD_WAITS if "hasty" in request.fixturenames else DISCORD_WAITS


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Discord waits half as long, and the bot knows: for tests that else would do nothing but wait."""
    monkeypatch.setattr("bot.runtime.reply.DEFER_AFTER", 0.4)
    monkeypatch.setattr("bot.runtime.reply.FIRST_RESPONSE", 1.4)
    monkeypatch.setattr("bot.runtime.reply.LATER", 5.0)
    monkeypatch.setattr("bot.runtime.webhook_adapter._PATIENCE", 0.5)
    monkeypatch.setattr("bot.runtime.webhook_adapter._LAST_CHANCE", 0.2)


@pytest_asyncio.fixture
async def slow(catalogue: Catalogue, standin: StandIn) -> AsyncIterator[None]:
    """The real bot with a command that takes its time."""

    @app_commands.command(name="slow", description="answers after a while")
    async def slow(
        interaction: discord.Interaction[Any],
        seconds: float,
        turns_out: str = "as asked",
        private: bool = False,
    ) -> None:
        await asyncio.sleep(seconds)
        if turns_out == "broken":
            raise RuntimeError("broken on purpose")
        await send(interaction, notice("Here you are."), private=private != (turns_out == "otherwise"))

    async with odd_bot(slow, catalogue=catalogue, standin=standin):
        yield


async def something_to_read(standin: StandIn) -> None:
    """Wait until the last message has words."""
    await until(lambda: bool(standin.messages and standin.messages[-1].texts()))


def callbacks(standin: StandIn, exchange: Exchange) -> list[int]:
    """The types of the first responses that the bot sent."""
    path = f"/interactions/{exchange.id}/"
    return [one.json["type"] for one in standin.requests if one.path.startswith(path)]


# Slow handlers


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("private", [False, True])
async def test_a_slow_answer_is_deferred_and_filled_in(standin: StandIn, private: bool) -> None:
    exchange = await standin.slash("slow", {"seconds": SLOWER_THAN_DISCORD_WAITS, "private": private})
    assert exchange.state == "answered"
    assert exchange.answered_after is not None
    assert exchange.answered_after < 3
    assert text_of(exchange) == "Here you are."
    assert exchange.message is not None
    assert exchange.message.ephemeral == private
    assert len(standin.messages) == 1


@pytest.mark.usefixtures("hasty", "slow")
@pytest.mark.parametrize("private", [False, True])
async def test_a_slow_answer_that_turns_out_for_other_eyes(standin: StandIn, private: bool) -> None:
    options = {"seconds": 1.0, "private": private, "turns_out": "otherwise"}
    await standin.slash("slow", options)
    await something_to_read(standin)
    assert [m.ephemeral for m in standin.messages] == [not private]
    assert standin.messages[0].texts() == ["Here you are."]


@pytest.mark.usefixtures("hasty", "slow")
async def test_a_slow_failure_is_told_privately(standin: StandIn) -> None:
    await standin.slash("slow", {"seconds": 1.0, "turns_out": "broken"})
    await something_to_read(standin)
    assert [m.ephemeral for m in standin.messages] == [True]
    assert "noted under the code" in standin.messages[0].texts()[0]


@pytest.mark.usefixtures("hasty", "slow")
async def test_what_was_long_under_way_is_promised_sooner(standin: StandIn) -> None:
    """Discord's three seconds run from when it made the interaction."""
    exchange = await standin.slash("slow", {"seconds": 0.25})
    assert callbacks(standin, exchange) == [ANSWERED]
    standin.faults.slow = 0.35
    standin.faults.next("late")
    exchange = await standin.slash("slow", {"seconds": 0.25})
    await standin.settle(exchange)
    assert callbacks(standin, exchange) == [DEFERRED]
    assert text_of(exchange) == "Here you are."


@pytest.mark.usefixtures("hasty", "slow")
@pytest.mark.parametrize("fault", [f for f in ANSWER_FAULTS if f != "slow"])
async def test_a_deferral_may_fail_once(standin: StandIn, fault: AnswerFault) -> None:
    standin.faults.next(fault)
    exchange = await standin.slash("slow", {"seconds": SLOWER_THAN_HASTY_DISCORD_WAITS})
    await standin.settle(exchange)
    assert exchange.state == "answered"
    assert len(standin.messages) == 1


@pytest.mark.usefixtures("hasty", "slow")
@pytest.mark.parametrize("fault", ["rate_limit", "server_error", "reset", "reset_after", "hang_after"])
async def test_what_fills_a_deferral_in_may_fail_too(standin: StandIn, fault: AnswerFault) -> None:
    standin.faults.hang = 20
    asking = asyncio.create_task(standin.slash("slow", {"seconds": 1.2}))
    await until(lambda: bool(standin.exchanges) and standin.exchanges[-1].state == "deferred")
    standin.faults.next(fault)
    exchange = await asking
    async with asyncio.timeout(20):
        await exchange.settled.wait()
    assert standin.faults.happened == {fault: 1}
    assert exchange.state == "answered"
    assert [m.texts() for m in standin.messages] == [["Here you are."]]


# What Discord has given up on


@pytest.mark.usefixtures("hasty", "slow")
async def test_nothing_is_said_into_the_void(standin: StandIn) -> None:
    """An interaction that came too late is answered once, in vain; no apology follows it."""
    standin.faults.slow = SLOWER_THAN_HASTY_DISCORD_WAITS
    standin.faults.next("late")
    exchange = await standin.slash("film", {"title": "Stalker"})
    await until(lambda: bool(exchange.refusals))
    await asyncio.sleep(0.5)
    assert exchange.state == "no_answer"
    assert [refusal["code"] for refusal in exchange.refusals] == [10062]


@pytest.mark.usefixtures("hasty", "bot")
async def test_an_autocomplete_without_an_answer_says_so(standin: StandIn) -> None:
    standin.faults.hang = 10
    standin.faults.next("hang", "hang", "hang", "hang")
    with pytest.raises(NoAnswer):
        await standin.autocomplete("film", "title", "come and")


@pytest.mark.usefixtures("hasty", "bot")
async def test_suggestions_that_come_too_late_end_in_silence(
    standin: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    """discord.py would send an empty list after them, and log that Discord does not take that either."""
    standin.faults.slow = SLOWER_THAN_HASTY_DISCORD_WAITS
    standin.faults.next("late")
    with pytest.raises(NoAnswer):
        await standin.autocomplete("film", "title", "come and")
    await asyncio.sleep(1)
    assert len([one for one in standin.requests if one.path.startswith("/interactions/")]) == 1
    assert not [record.getMessage() for record in caplog.records if record.exc_info]
