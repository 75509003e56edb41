"""/about: what this is, what it can do, what is stored about a member."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands

from bot.handlers import descriptions
from bot.runtime.reply import send
from bot.services import lists as list_service
from bot.services import takeout
from bot.services.catalogue import Catalogue
from bot.ui.about import about_page


def command(catalogue: Catalogue, command_ids: Mapping[str, int]) -> app_commands.Command[Any, ..., None]:
    """The command; `command_ids` is filled once Discord has given the commands their ids."""

    @app_commands.command(name="about", description=descriptions.ABOUT)
    async def about(interaction: discord.Interaction[Any]) -> None:
        page = about_page(
            list_service.all_lists(catalogue),
            list_service.film_count(catalogue),
            takeout.tables(),
            command_ids,
            interaction.user.id,
        )
        await send(interaction, page, private=True)

    return about
