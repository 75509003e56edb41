"""The message command "Find films in this message"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord
from discord import app_commands

from bot.handlers import descriptions
from bot.handlers.router import Command
from bot.handlers.viewer import view_for
from bot.runtime.reply import send
from bot.runtime.spoken import spoken
from bot.services import film as film_service
from bot.services.catalogue import Catalogue
from bot.ui.film_card import films_in_message


class MentionHandlers:
    """Films that somebody writes about."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def commands(self) -> Iterable[Command]:
        @app_commands.context_menu(name=descriptions.FIND_FILMS, extras=descriptions.ANSWERS_PRIVATELY)
        async def find_films(interaction: discord.Interaction[Any], message: discord.Message) -> None:
            found = await film_service.mentioned(
                await view_for(interaction, self._catalogue),
                message.content,
                language=spoken(interaction).member.code,
            )
            await send(interaction, films_in_message(spoken(interaction).member, found), private=True)

        return [find_films]
