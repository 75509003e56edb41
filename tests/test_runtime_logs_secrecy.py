"""The log at its most talkative: nothing in it names a member, tells what they said or did, or lets anybody answer."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.preview.rest import Request
from bot.preview.standin import StandIn
from bot.preview.world import BORIS
from bot.runtime import logs
from bot.runtime.deadlines import Deadlines
from bot.runtime.reply import send
from bot.services.catalogue import Catalogue
from bot.ui.kit.language import language
from bot.ui.kit.message import notice
from tests.odd_bot import odd_bot
from tests.pages import message_of
from tests.waiting import until

WORDS = "quixotic zeppelin"
FILE = "umbrella-diary.csv"
MEMBER = replace(BORIS, name="Wolfhilde", id=987654321012345678)


@pytest.fixture
def judged() -> list[Request]:
    """The requests of a test, not held against Discord's description: a command here says more than Discord takes."""
    return []


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    """Whose handlers and levels are put back after the test."""
    root, known = logging.getLogger(), logging.Logger.manager.loggerDict
    handlers, levels = root.handlers[:], {name: logging.getLogger(name).level for name in list(known)}
    level = root.level
    yield root
    root.handlers[:], root.level = handlers, level
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


class _Unread:
    def __init__(self, text: str) -> None:
        raise RuntimeError(text)


async def _failing_beside(text: str) -> None:
    raise LookupError(text)


def _odd_commands() -> list[app_commands.Command[Any, ..., None]]:
    """Mistakes as anybody could make them, with the member's words and id in each."""

    @app_commands.command(name="broken", description="Raises what was said")
    async def broken(interaction: discord.Interaction[Any], words: str) -> None:
        try:
            int(words)
        except ValueError as error:
            raise KeyError(interaction.user.id, interaction.user.name) from error

    @app_commands.command(name="beside", description="Loses a task that raises what was said")
    async def beside(interaction: discord.Interaction[Any], words: str) -> None:
        task = asyncio.create_task(_failing_beside(f"{words} by {interaction.user.id}"))
        await asyncio.wait({task})
        asyncio.get_running_loop().call_soon(_Unread, f"{words}, {interaction.token}")
        asyncio.get_running_loop().call_soon(_Unread, interaction.token)
        await send(interaction, notice(language("en"), "Done."), private=True)

    @app_commands.command(name="refused", description="Is refused by Discord")
    async def refused(interaction: discord.Interaction[Any], words: str) -> None:
        await interaction.response.send_message(f"{words} " * 400)

    @app_commands.command(name="group", description="Errors in a group")
    async def group(_: discord.Interaction[Any], words: str) -> None:
        raise ExceptionGroup(words, [ValueError(words), OSError(2, "No such file", FILE)])

    @broken.autocomplete("words")
    async def complete(_: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        raise ValueError(current)

    return [broken, beside, refused, group]


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO])
async def test_nothing_of_a_member_at_any_level(
    catalogue: Catalogue,
    standin: StandIn,
    deadlines: Deadlines,
    capsys: pytest.CaptureFixture[str],
    root_logger: logging.Logger,
    level: int,
    form: logs.LogFormat,
) -> None:
    logs.configure(level, form)
    async with odd_bot(*_odd_commands(), catalogue=catalogue, standin=standin, deadlines=deadlines) as bot:
        said = {"words": WORDS}
        for name in ("broken", "beside", "refused", "group"):
            await standin.slash(name, said, member=MEMBER)
        await standin.slash("film", {"title": WORDS}, member=MEMBER)
        await standin.slash("recommend", {"words": WORDS}, member=MEMBER)
        await standin.slash("random", {"minutes": WORDS}, member=MEMBER)
        await standin.slash("me import", {"file": (FILE, b"Name,Year\nStalker,1979\n")}, member=MEMBER)
        await standin.slash("me import", {"file": (FILE, WORDS.encode())}, member=MEMBER)
        message = standin.write(f"{WORDS} Stalker", member=MEMBER)
        await standin.message_command("Find films in this message", message, member=MEMBER)
        rows = asyncio.create_task(standin.autocomplete("broken", "words", WORDS, member=MEMBER))
        await until(lambda: "autocomplete" in {one.kind for one in standin.exchanges})
        card = message_of(await standin.slash("film", {"title": "Stalker"}, member=MEMBER))
        marks = [one["custom_id"] for one in card.buttons() if one.get("custom_id", "").startswith("seen:")]
        await standin.press(card, marks[0], member=MEMBER)
        await standin.press(card, f"{WORDS}:{MEMBER.id}", member=MEMBER, forged=True)
        await until(lambda: bot.dispatcher.at_work == 0)
        rows.cancel()
        await asyncio.wait({rows})
        gc.collect()  # tasks whose errors nobody asked for speak up when they go
    written = capsys.readouterr().err
    assert "ValueError" in written
    assert "LookupError" in written
    assert root_logger.handlers
    secrets = [*WORDS.split(), FILE, FILE.removesuffix(".csv"), MEMBER.name, str(MEMBER.id)]
    secrets += [one.payload["token"] for one in standin.exchanges]
    secrets += [str(one.id) for one in standin.exchanges]
    found = {secret for secret in secrets if secret.casefold() in written.casefold()}
    assert not found, [line[:300] for line in written.splitlines() if any(one in line for one in found)]


def test_an_address_is_told_without_its_token(
    capsys: pytest.CaptureFixture[str], root_logger: logging.Logger
) -> None:
    logs.configure(logging.DEBUG, "text")
    address = f"https://discord.com/api/v10/webhooks/{MEMBER.id}/aW50ZXJhY3Rpb246c2VjcmV0/messages/@original"
    logging.getLogger("discord.http").warning(
        "We are being rate limited. %s %s responded with 429", "POST", address
    )
    logging.getLogger("bot").warning("It broke: %s", OSError(f"no answer from {address}"))
    for line in capsys.readouterr().err.splitlines():
        assert "https://discord.com/api/v10/webhooks/<id>/<token>/messages/@original" in line
    assert root_logger.handlers
