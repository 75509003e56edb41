"""Autocomplete that never fails: a mistake is logged with a code, the member goes on typing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.handlers.viewer import view_for
from bot.runtime.error_messages import error_code
from bot.runtime.reply import offer
from bot.runtime.spoken import spoken
from bot.services.catalogue import Catalogue
from bot.services.view import View
from bot.ui.kit.base36 import base36, read_id
from bot.ui.kit.language import Language

log = logging.getLogger(__name__)

_CHOSEN = "id:"

Completion = Callable[[discord.Interaction[Any], str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]

Rows = Callable[[View, Language, str], Sequence[tuple[str, str]]]


def chosen_value(item_id: int) -> str:
    """The value of a row that was offered: an id, told apart from free text."""
    return f"{_CHOSEN}{base36(item_id)}"


def chosen(text: str) -> int | None:
    """The id that a row's value stands for; None for free text."""
    if not text.startswith(_CHOSEN):
        return None
    try:
        return read_id(text.removeprefix(_CHOSEN))
    except ValueError:
        return None


def completion(catalogue: Catalogue) -> Callable[[Rows], Completion]:
    """Decorate `rows`: what the member sees, their language, what is typed -> (name, value), best first."""

    def over(rows: Rows) -> Completion:
        async def complete(
            interaction: discord.Interaction[Any], current: str
        ) -> list[app_commands.Choice[str]]:
            try:
                view = await view_for(interaction, catalogue)
                await offer(interaction, rows(view, spoken(interaction).member, current))
            except Exception:
                log.exception("Autocomplete failed (%s)", error_code(interaction.id))
            return []

        return complete

    return over
