"""/about: what this is, what it can do, what is stored about a member."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import discord
from discord import app_commands

from bot.handlers import descriptions
from bot.handlers.marks import in_place
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import view_for
from bot.runtime.reply import send
from bot.runtime.spoken import spoken
from bot.services import lists as list_service
from bot.services import member_data
from bot.services.catalogue import Catalogue
from bot.services.view import View
from bot.ui.about import about_page, stored_page
from bot.ui.kit.button_state import AboutState
from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer


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
            page = self._page(spoken(interaction).member, await view_for(interaction, self._catalogue))
            await send(interaction, page, private=True)

        return [about]

    @press("about:show")
    async def show(self, press: Press[AboutState]) -> None:
        """What this is."""
        page = self._page(press.language, await self._catalogue.view(press.viewer))
        await in_place(press.interaction, page)

    @press("about:stored")
    async def show_stored(self, press: Press[AboutState]) -> None:
        """What is stored about members."""
        await in_place(press.interaction, stored_page(press.language, member_data.tables()))

    def _page(self, language: Language, view: View) -> Answer:
        lists = list_service.all_lists(view, language.code)
        return about_page(language, lists, list_service.film_count(view), self._command_ids)
