"""The one way out: every answer to an interaction is sent here.

What Discord and the network do is settled in one place (handbook of discord.py 2.7.1: interaction responses are
retried for 5xx and 429 by the library, never for a connection reset on Linux): a reset is tried once more while there
is time, "already acknowledged" is success, "unknown interaction" means that the member is gone and is only logged.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.ui.layout import Answer
from bot.ui.text import MAX_OPTION, MAX_OPTIONS, one_line, shorten

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

_UNKNOWN_INTERACTION = 10062
_ALREADY_ACKNOWLEDGED = 40060
_LAST_TRY = 2.0
"""Seconds after the interaction within which a second try can still reach Discord's three."""


async def send(interaction: Interaction, answer: Answer, *, private: bool = False) -> None:
    """Answer with a new message; `private`: only the member sees it."""

    async def attempt() -> None:
        if interaction.response.is_done():
            await interaction.followup.send(view=answer.view(), files=answer.files(), ephemeral=private)
        else:
            await interaction.response.send_message(
                view=answer.view(), files=answer.files(), ephemeral=private
            )

    await _deliver(interaction, attempt)


async def turn(interaction: Interaction, answer: Answer, *, owner: int) -> None:
    """Answer a press: in place for whom the message belongs to, with a private copy for anybody else."""
    message = interaction.message
    if owner != interaction.user.id and not (message and message.flags.ephemeral):
        await send(interaction, answer, private=True)
        return

    async def attempt() -> None:
        await interaction.response.edit_message(view=answer.view(), attachments=answer.files())

    await _deliver(interaction, attempt)


async def offer(interaction: Interaction, rows: Sequence[tuple[str, str]]) -> None:
    """Answer an autocomplete with (name, value) rows, cut to what Discord takes; nameless ones are left out."""
    choices = [
        app_commands.Choice(name=shorten(one_line(name), MAX_OPTION), value=value[:MAX_OPTION])
        for name, value in rows[:MAX_OPTIONS]
        if one_line(name)
    ]

    async def attempt() -> None:
        await interaction.response.autocomplete(choices)

    await _deliver(interaction, attempt)


async def _deliver(interaction: Interaction, attempt: Callable[[], Awaitable[None]]) -> None:
    for last in (False, True):
        try:
            await attempt()
        except (aiohttp.ClientConnectionError, ConnectionError):
            age = (datetime.now(UTC) - interaction.created_at).total_seconds()
            if last or age > _LAST_TRY:
                raise
        except discord.HTTPException as error:
            if error.code == _ALREADY_ACKNOWLEDGED:
                return
            if error.code == _UNKNOWN_INTERACTION:
                log.warning("An answer came too late for Discord, or twice")
                return
            raise
        else:
            return
