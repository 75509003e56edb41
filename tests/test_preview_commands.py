"""Commands used on a message: from the gateway's payload to what the page shows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
import pytest_asyncio
from discord import app_commands

from bot.preview.channel import Impossible, Message
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM, VERA
from bot.runtime.reply import send
from bot.services.catalogue import Catalogue
from bot.ui.kit.language import language
from bot.ui.kit.message import notice
from tests.odd_bot import odd_bot
from tests.preview_client import Client

COUNT = "Count the words"
Here = discord.Interaction[Any]
Odd = app_commands.Command[Any, ..., None] | app_commands.ContextMenu


def odd_commands() -> list[Odd]:
    async def count(interaction: Here, message: discord.Message) -> None:
        said = f"{len(message.content.split())} words of {message.author.display_name}, {message.author.bot}"
        await send(interaction, notice(language("en"), said))

    async def whisper(interaction: Here, message: discord.Message) -> None:
        await interaction.response.defer(ephemeral=True)
        await send(interaction, notice(language("en"), f"{message.id}"), private=True)

    @app_commands.default_permissions(manage_guild=True)
    async def clean(interaction: Here, _message: discord.Message) -> None:
        await send(interaction, notice(language("en"), "Cleaned"))

    return [
        app_commands.ContextMenu(name=COUNT, callback=count),
        app_commands.ContextMenu(name="Whisper", callback=whisper),
        app_commands.ContextMenu(name="Clean", callback=clean),
    ]


@pytest_asyncio.fixture
async def odd(catalogue: Catalogue, standin: StandIn) -> AsyncIterator[None]:
    async with odd_bot(*odd_commands(), catalogue=catalogue, standin=standin):
        yield


pytestmark = pytest.mark.usefixtures("odd")


def said(message: Message | None) -> str:
    assert message is not None
    return "\n".join(message.texts())


async def test_a_message_command_gets_the_message(standin: StandIn) -> None:
    message = standin.write("Solaris, then Stalker", member=BORIS)
    exchange = await standin.message_command(COUNT, message, member=ANNA, locale="ru")
    assert said(exchange.message) == "3 words of Boris, False"
    sent = exchange.payload
    assert (sent["type"], sent["data"]["type"], sent["locale"]) == (2, 3, "ru")
    assert sent["data"]["name"] == COUNT
    assert sent["data"]["target_id"] == message.data["id"]
    assert sent["data"]["resolved"]["messages"][message.data["id"]]["content"] == "Solaris, then Stalker"
    assert "options" not in sent["data"]
    assert "message" not in sent, "that is what a component's interaction has"


async def test_its_answer_refers_to_the_message(standin: StandIn) -> None:
    message = standin.write("Solaris", member=BORIS)
    answer = (await standin.message_command(COUNT, message)).message
    assert answer is not None
    assert answer.data["type"] == 23
    assert answer.data["message_reference"]["message_id"] == message.data["id"]
    assert answer.data["referenced_message"]["content"] == "Solaris"
    assert answer.data["interaction_metadata"]["target_message_id"] == message.data["id"]


async def test_it_may_be_deferred_and_followed_up(standin: StandIn) -> None:
    message = standin.write("Solaris")
    exchange = await standin.message_command("Whisper", message, member=VERA)
    assert said(exchange.message) == message.data["id"]
    assert exchange.message is not None
    assert exchange.message.ephemeral
    assert not exchange.message.seen_by(ANNA)


async def test_it_can_be_used_on_a_message_of_the_bot(standin: StandIn) -> None:
    first = (await standin.message_command(COUNT, standin.write("One two"))).message
    assert first is not None
    assert said((await standin.message_command(COUNT, first)).message) == "0 words of Kinoteka, True"


async def test_it_is_offered_as_discord_offers_it(standin: StandIn) -> None:
    message = standin.write("Solaris")
    private = (await standin.message_command("Whisper", message)).message
    alone = standin.write("Mirror", place=DM)
    assert private is not None
    for name, member, on, why in (
        ("Nothing", ANNA, message, "no message command 'Nothing'"),
        ("film", ANNA, message, "no message command 'film'"),
        ("Clean", ANNA, message, "not offered to Anna"),
        (COUNT, ANNA, private, "nobody else sees"),
        (COUNT, BORIS, private, "does not see"),
        (COUNT, BORIS, alone, "does not see"),
    ):
        with pytest.raises(Impossible, match=why):
            await standin.message_command(name, on, member=member)
    assert said((await standin.message_command("Clean", message, member=BORIS)).message) == "Cleaned"
    with pytest.raises(Impossible, match="no command /Clean"):
        await standin.slash("Clean")


async def test_the_bot_hears_of_no_message(standin: StandIn) -> None:
    before = len(standin.exchanges), len(standin.requests)
    message = standin.write("  Anybody for Stalker tonight?  ", member=VERA)
    assert said(message) == "Anybody for Stalker tonight?"
    assert message.data["author"]["username"] == "vera"
    assert (len(standin.exchanges), len(standin.requests)) == before
    for text in ("", "   ", "x" * 2001):
        with pytest.raises(Impossible, match="1 to 2000 characters"):
            standin.write(text)


async def test_the_page_offers_and_shows_it(client: Client) -> None:
    offered = [one["name"] for one in (await client.sees(ANNA))["message_commands"]]
    assert COUNT in offered
    assert "Clean" not in offered
    seen = await client.sees(BORIS)
    assert {"name": "Clean", "label": "Clean"} in seen["message_commands"]
    assert "Clean" not in [one["path"] for one in seen["commands"]]
    await client.act("message", ANNA, text="Solaris, then Stalker")
    (written,) = (await client.sees(BORIS))["rows"]
    assert (written["author"], written["used"], written["payload"]) == (str(ANNA.id), None, None)
    await client.act("message_command", BORIS, row=written["id"], command=COUNT)
    answer = (await client.sees(ANNA))["rows"][1]
    assert answer["author"] is None
    assert answer["used"] == {"member": str(BORIS.id), "name": COUNT, "slash": False}
    assert answer["reply"] == written["id"]
    await client.act("message_command", VERA, row=written["id"], command="Whisper")
    assert len((await client.sees(ANNA))["rows"]) == 2
    private = (await client.sees(VERA))["rows"][2]
    assert private["used"] == {"member": str(VERA.id), "name": "Whisper", "slash": False}
    status, answered = await client.post(
        "message_command",
        {"member": str(VERA.id), "place": "server", "locale": "ru", "row": private["id"], "command": COUNT},
    )
    assert (status, "nobody else sees" in answered["error"]) == (409, True)
