"""What befalls an answer on its way to Discord: each is still given, once, to whom it was meant."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord
import pytest
import pytest_asyncio
from discord import app_commands

from bot.client import Kinoteka
from bot.preview.channel import Exchange
from bot.preview.faults import ANSWER_FAULTS, AnswerFault, Fault
from bot.preview.standin import StandIn
from bot.preview.world import BORIS
from bot.runtime.deadlines import Deadlines
from bot.runtime.reply import send
from bot.services.catalogue import Catalogue
from bot.ui.kit.button_state import CardState
from bot.ui.kit.components import Picture, button, picture, row, words
from bot.ui.kit.language import language
from bot.ui.kit.message import Answer
from tests.members import rows
from tests.odd_bot import odd_bot
from tests.pages import film_of, press, text_of
from tests.shipped import STALKER
from tests.waiting import until


@pytest.fixture
def deadlines() -> Deadlines:
    """A request without an answer is tried again after two seconds; nothing is deferred."""
    return Deadlines(defer_after=20.0, first_response=4.0, later=4.0)


def odd_commands() -> list[app_commands.Command[Any, ..., None]]:
    """Commands that behave as no command of ours should."""

    @app_commands.command(name="silent", description="answers nothing")
    async def silent(_interaction: discord.Interaction[Any]) -> None:
        return

    @app_commands.command(name="huge", description="answers more than Discord takes")
    async def huge(interaction: discord.Interaction[Any]) -> None:
        same = [button("card:show", CardState(1), "L" * 200) for _ in range(2)]
        await send(
            interaction,
            Answer(
                language("en"), (words("x" * 5000), words(" "), *(words("y") for _ in range(50)), row(*same))
            ),
        )

    @app_commands.command(name="pictured", description="answers with a file")
    async def pictured(interaction: discord.Interaction[Any]) -> None:
        one = Picture("dot.png", b"\x89PNG\r\n\x1a\n" + bytes(2000), "A dot.")
        await send(interaction, Answer(language("en"), (picture(one),), pictures=(one,)))

    return [silent, huge, pictured]


@pytest_asyncio.fixture
async def odd(catalogue: Catalogue, standin: StandIn, deadlines: Deadlines) -> AsyncIterator[None]:
    """The real bot, with some odd commands besides its own."""
    async with odd_bot(*odd_commands(), catalogue=catalogue, standin=standin, deadlines=deadlines):
        yield


# Whatever happens to the request: one answer


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("fault", ANSWER_FAULTS)
async def test_a_command_is_answered_once(standin: StandIn, fault: AnswerFault) -> None:
    standin.faults.next(fault)
    exchange = await standin.slash("film", {"title": "Stalker"})
    assert standin.faults.happened == {fault: 1}
    assert exchange.state == "answered"
    assert film_of(exchange) == STALKER
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
    standin.faults.next(fault)
    exchange = await press(standin, page, "list:show")
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


# What we ourselves got wrong


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
async def test_an_interaction_that_comes_twice_is_answered_once(
    standin: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    standin.faults.next("duplicate")
    exchange = await standin.slash("film", {"title": "Stalker"})
    await until(lambda: any(record.__dict__.get("outcome") == "repeated" for record in caplog.records))
    assert exchange.state == "answered"
    assert len(standin.messages) == 1
    assert exchange.refusals == []


async def test_what_another_program_answers_first_is_told_the_operator_once(
    standin: StandIn, bot: Kinoteka, caplog: pytest.LogCaptureFixture
) -> None:
    """As when a second process runs with the same token."""
    for _ in range(2):
        standin.faults.next("late")
        exchange = await answered_by_another(standin, "film", {"title": "Stalker"})
        await until(lambda exchange=exchange: bool(exchange.refusals))  # type: ignore[misc]
        assert [refusal["code"] for refusal in exchange.refusals] == [40060]
        assert text_of(exchange) == "Somebody else's."
    await until(lambda: bot.dispatcher.at_work == 0)
    outcomes = [record.__dict__["outcome"] for record in caplog.records if "outcome" in record.__dict__]
    assert outcomes == ["answered_elsewhere"] * 2
    assert len([record for record in caplog.records if record.levelno == logging.ERROR]) == 1


async def test_a_card_in_whose_place_another_program_answers_stays_in_the_deck(
    standin: StandIn, bot: Kinoteka, catalogue: Catalogue
) -> None:
    standin.faults.next("late")
    exchange = await answered_by_another(standin, "random", {})
    await until(lambda: bool(exchange.refusals) and bot.dispatcher.at_work == 0)
    assert await rows(catalogue.database, "deck_cards") == []


async def answered_by_another(standin: StandIn, command: str, options: dict[str, Any]) -> Exchange:
    """Use a command that reaches the bot late, and answer it before that."""
    before = len(standin.exchanges)
    asking = asyncio.create_task(standin.slash(command, options))
    await until(lambda: len(standin.exchanges) > before)
    exchange = standin.exchanges[-1]
    url = f"{standin.api_url}/interactions/{exchange.id}/{exchange.token}/callback"
    body = {"type": 4, "data": {"content": "Somebody else's."}}
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as response:
        assert response.status == 204
    return await asking


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("fault", ["late", "out_of_order", "drop_before", "drop_after"])
async def test_interactions_come_through_a_bad_gateway(standin: StandIn, fault: Any) -> None:
    standin.faults.next(fault)
    titles = ["Stalker", "The Ascent", "Come and See"]
    asked = [asyncio.create_task(standin.slash("film", {"title": title})) for title in titles]
    for exchange, title in zip(await asyncio.gather(*asked), titles, strict=True):
        assert exchange.state == "answered", exchange
        assert title in text_of(exchange)
    assert standin.faults.happened == {fault: 1}
    assert len(standin.messages) == 3


@pytest.mark.usefixtures("bot")
async def test_a_storm(standin: StandIn) -> None:
    """In every ten acts at once two go wrong in some way: still everybody is answered, and nobody twice."""
    kinds: list[Fault] = ["rate_limit", "cloudflare", "server_error", "reset", "reset_after", "slow"]
    kinds += ["duplicate", "out_of_order"]
    for one, other in zip(kinds, kinds[::-1], strict=True):
        standin.faults.next(one, other)
        acts = [standin.slash("film", {"title": "Stalker"}, member=BORIS) for _ in range(10)]
        exchanges = await asyncio.gather(*acts)
        assert {e.state for e in exchanges} == {"answered"}, [(e.state, e.refusals) for e in exchanges]
    assert standin.faults.happened == dict.fromkeys(kinds, 2)
    assert len(standin.messages) == 80
