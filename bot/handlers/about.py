"""/about: what this is, what it can do, what is stored about a member."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import discord
from discord import app_commands

from bot.handlers import descriptions
from bot.handlers.router import Command
from bot.runtime.reply import send
from bot.services import lists as list_service
from bot.services import takeout
from bot.services.catalogue import Catalogue
from bot.ui.about import about_page


class AboutHandlers:
    """The page about the bot."""

    def __init__(self, catalogue: Catalogue, command_ids: Mapping[str, int]) -> None:
        """`command_ids` is filled once Discord has given the commands their ids."""
        self._catalogue = catalogue
        self._command_ids = command_ids

    def commands(self) -> Iterable[Command]:
        @app_commands.command(
            name="about", description=descriptions.ABOUT, extras=descriptions.ANSWERS_PRIVATELY
        )
        async def about(interaction: discord.Interaction[Any]) -> None:
            page = about_page(
                list_service.all_lists(self._catalogue),
                list_service.film_count(self._catalogue),
                takeout.tables(),
                self._command_ids,
            )
            await send(interaction, page, private=True)

        return [about]
