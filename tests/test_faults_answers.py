"""What befalls an answer on its way to Discord: each is still given, once, to whom it was meant."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
import pytest_asyncio
from discord import app_commands

from bot.client import Kinoteka
from bot.preview.channel import Exchange, NoAnswer
from bot.preview.faults import ANSWER_FAULTS, AnswerFault, Fault
from bot.preview.standin import StandIn
from bot.preview.world import BORIS
from bot.services.catalogue import Catalogue
from bot.ui.layout import Answer, Picture, button, notice, picture, row, words
from bot.ui.press_state import CardState
from bot.ui.respond import send
from tests.waiting import until

DISCORD_WAITS = 5.0
"""Seconds: two more than in life, for a busy machine; the bot does not know of them."""
SLOWER_THAN_DISCORD_WAITS = 5.4
HASTY_DISCORD_WAITS = 2.5
SLOWER_THAN_HASTY_DISCORD_WAITS = 2.7


@pytest.fixture
def patience(request: pytest.FixtureRequest) -> float:
    return HASTY_DISCORD_WAITS if "hasty" in request.fixturenames else DISCORD_WAITS


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Discord waits half as long, and the bot knows: for tests that else would do nothing but wait."""
    monkeypatch.setattr("bot.ui.respond.DEFER_AFTER", 0.4)
    monkeypatch.setattr("bot.ui.respond.FIRST_RESPONSE", 1.4)
    monkeypatch.setattr("bot.ui.respond.LATER", 5.0)
    monkeypatch.setattr("bot.ui.courier._PATIENCE", 0.5)
    monkeypatch.setattr("bot.ui.courier._LAST_CHANCE", 0.2)


def odd_commands() -> list[app_commands.Command[Any, ..., None]]:
    """Commands that behave as no command of ours should."""

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

    @app_commands.command(name="silent", description="answers nothing")
    async def silent(_interaction: discord.Interaction[Any]) -> None:
        return

    @app_commands.command(name="huge", description="answers more than Discord takes")
    async def huge(interaction: discord.Interaction[Any]) -> None:
        same = [button("card:show", CardState(1), "L" * 200) for _ in range(2)]
        await send(
            interaction, Answer((words("x" * 5000), words(" "), *(words("y") for _ in range(50)), row(*same)))
        )

    @app_commands.command(name="pictured", description="answers with a file")
    async def pictured(interaction: discord.Interaction[Any]) -> None:
        one = Picture("dot.png", b"\x89PNG\r\n\x1a\n" + bytes(2000), "A dot.")
        await send(interaction, Answer((picture(one),), pictures=(one,)))

    return [slow, silent, huge, pictured]


@pytest_asyncio.fixture
async def odd(catalogue: Catalogue, standin: StandIn) -> AsyncIterator[Kinoteka]:
    """The real bot, with some odd commands besides its own."""
    client = Kinoteka(catalogue, random.Random(1957), api_url=standin.api_url)
    for command in odd_commands():
        client.tree.add_command(command)
    running = asyncio.create_task(client.start("stand-in"))
    await standin.ready()
    yield client
    await client.close()
    await asyncio.wait({running})


def text_of(exchange: Exchange) -> str:
    assert exchange.message is not None, (exchange.state, exchange.refusals)
    return "\n".join(exchange.message.texts())


async def something_to_read(standin: StandIn) -> None:
    """Wait until the last message has words."""
    await until(lambda: bool(standin.messages and standin.messages[-1].texts()))


# Whatever happens to the request: one answer


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("fault", ANSWER_FAULTS)
async def test_a_command_is_answered_once(standin: StandIn, fault: AnswerFault) -> None:
    standin.faults.next(fault)
    exchange = await standin.slash("film", {"title": "Stalker"})
    assert standin.faults.happened == {fault: 1}
    assert exchange.state == "answered"
    assert "# Stalker" in text_of(exchange)
    assert len(standin.messages) == 1


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("fault", [f for f in ANSWER_FAULTS if not f.startswith("hang")])
async def test_and_when_it_happens_twice(standin: StandIn, fault: AnswerFault) -> None:
    standin.faults.next(fault, fault)
    exchange = await standin.slash("list", {"name": "survival"})
    assert exchange.state == "answered"
    assert len(standin.messages) == 1


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("fault", ANSWER_FAULTS)
async def test_a_press_turns_the_page_once(standin: StandIn, fault: AnswerFault) -> None:
    page = (await standin.slash("list", {"name": "survival"})).message
    assert page is not None
    edits = page.edits
    custom_id = next(
        b["custom_id"] for b in page.buttons() if "Lists" in b["label"] or "list" in b["custom_id"]
    )
    standin.faults.next(fault)
    exchange = await standin.press(page, custom_id)
    assert standin.faults.happened == {fault: 1}
    assert exchange.state == "updated"
    assert page.edits == edits + 1
    assert len(standin.messages) == 1


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("fault", ANSWER_FAULTS)
async def test_autocomplete_still_offers(standin: StandIn, fault: AnswerFault) -> None:
    standin.faults.next(fault)
    assert await standin.autocomplete("film", "title", "come and")
    assert standin.faults.happened == {fault: 1}


@pytest.mark.usefixtures("odd")
@pytest.mark.parametrize("fault", ["reset", "reset_after", "server_error", "hang_after"])
async def test_an_answer_with_a_file(standin: StandIn, fault: AnswerFault) -> None:
    standin.faults.next(fault)
    exchange = await standin.slash("pictured")
    assert exchange.state == "answered"
    assert exchange.message is not None
    assert list(exchange.message.files) == ["dot.png"]
    assert len(standin.messages) == 1


# Slow handlers


@pytest.mark.usefixtures("odd")
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


@pytest.mark.usefixtures("hasty", "odd")
@pytest.mark.parametrize("private", [False, True])
async def test_a_slow_answer_that_turns_out_for_other_eyes(standin: StandIn, private: bool) -> None:
    options = {"seconds": 1.0, "private": private, "turns_out": "otherwise"}
    await standin.slash("slow", options)
    await something_to_read(standin)
    assert [m.ephemeral for m in standin.messages] == [not private]
    assert standin.messages[0].texts() == ["Here you are."]


@pytest.mark.usefixtures("hasty", "odd")
async def test_a_slow_failure_is_told_privately(standin: StandIn) -> None:
    await standin.slash("slow", {"seconds": 1.0, "turns_out": "broken"})
    await something_to_read(standin)
    assert [m.ephemeral for m in standin.messages] == [True]
    assert "noted under the code" in standin.messages[0].texts()[0]


@pytest.mark.usefixtures("hasty", "odd")
@pytest.mark.parametrize("fault", [f for f in ANSWER_FAULTS if f != "slow"])
async def test_a_deferral_may_fail_once(standin: StandIn, fault: AnswerFault) -> None:
    standin.faults.next(fault)
    exchange = await standin.slash("slow", {"seconds": SLOWER_THAN_HASTY_DISCORD_WAITS})
    await standin.settle(exchange)
    assert exchange.state == "answered"
    assert len(standin.messages) == 1


@pytest.mark.usefixtures("hasty", "odd")
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


# What Discord has given up on, and what we ourselves got wrong


@pytest.mark.usefixtures("hasty", "odd")
async def test_nothing_is_said_into_the_void(standin: StandIn) -> None:
    """An interaction that came too late is answered once, in vain; no apology follows it."""
    standin.faults.slow = SLOWER_THAN_HASTY_DISCORD_WAITS
    standin.faults.next("late")
    exchange = await standin.slash("film", {"title": "Stalker"})
    await until(lambda: bool(exchange.refusals))
    await asyncio.sleep(0.5)
    assert exchange.state == "no_answer"
    assert [refusal["code"] for refusal in exchange.refusals] == [10062]


@pytest.mark.usefixtures("odd")
async def test_a_command_that_says_nothing(standin: StandIn) -> None:
    exchange = await standin.slash("silent")
    assert exchange.state == "answered"
    assert "noted under the code" in text_of(exchange)


@pytest.mark.usefixtures("odd")
async def test_more_than_discord_takes_is_cut(standin: StandIn) -> None:
    exchange = await standin.slash("huge")
    assert exchange.refusals == []
    assert exchange.state == "answered"
    assert sum(map(len, exchange.message.texts() if exchange.message else ())) <= 4000


# Interactions on their way to us


@pytest.mark.usefixtures("bot")
async def test_an_interaction_that_comes_twice_is_answered_once(standin: StandIn) -> None:
    standin.faults.next("duplicate")
    exchange = await standin.slash("film", {"title": "Stalker"})
    await asyncio.sleep(0.2)
    assert exchange.state == "answered"
    assert len(standin.messages) == 1
    assert exchange.refusals == []


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("fault", ["late", "out_of_order", "drop_before", "drop_after"])
async def test_interactions_come_through_a_bad_gateway(standin: StandIn, fault: Any) -> None:
    standin.faults.next(fault)
    titles = ["Stalker", "The Ascent", "Solaris"]
    asked = [asyncio.create_task(standin.slash("film", {"title": title})) for title in titles]
    for exchange, title in zip(await asyncio.gather(*asked), titles, strict=True):
        assert exchange.state == "answered", exchange
        assert title in text_of(exchange)
    assert standin.faults.happened == {fault: 1}
    assert len(standin.messages) == 3


@pytest.mark.usefixtures("bot")
async def test_a_storm(standin: StandIn) -> None:
    """A tenth of all requests go wrong in some way: still everybody is answered, and nobody twice."""
    faults: list[Fault] = ["rate_limit", "cloudflare", "server_error", "reset", "reset_after", "slow"]
    faults += ["duplicate", "out_of_order"]
    standin.faults.rates = dict.fromkeys(faults, 0.02)
    for _ in range(8):
        acts = [standin.slash("film", {"title": "Stalker"}, member=BORIS) for _ in range(10)]
        exchanges = await asyncio.gather(*acts)
        assert {e.state for e in exchanges} == {"answered"}, [(e.state, e.refusals) for e in exchanges]
    assert sum(standin.faults.happened.values()) > 5
    assert len(standin.messages) == 80


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
