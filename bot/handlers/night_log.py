"""/night history: what a club watched."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.domain.viewer import Viewer
from bot.handlers import descriptions
from bot.handlers.marks import in_place
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import viewer_of
from bot.runtime.reply import send
from bot.runtime.spoken import spoken
from bot.services import curate as curate_service
from bot.services import night as night_service
from bot.services import night_log as service
from bot.services.catalogue import Catalogue
from bot.ui import curate_lists
from bot.ui import night_log as pages
from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer, Document
from bot.ui.kit.night_state import NightLogState


class NightLogHandlers:
    """The club's log, page by page and as a list to be saved."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def commands(self) -> Iterable[Command]:
        """Subcommands, for the group /night."""

        @app_commands.command(
            name="history", description=descriptions.NIGHT_HISTORY, extras=descriptions.ANSWERS_PRIVATELY
        )
        async def history(interaction: discord.Interaction[Any]) -> None:
            language, viewer = spoken(interaction).member, viewer_of(interaction, private=True)
            await send(interaction, await self._log(viewer, language, 0), private=True)

        return [history]

    @press("night:log")
    async def turn(self, press: Press[NightLogState]) -> None:
        """Another page of what the club watched."""
        await in_place(press.interaction, await self._log(press.viewer, press.language, press.state.first))

    @press("night:export", answers="privately")
    async def export(self, press: Press[NightLogState]) -> None:
        """All of it as a list: in our own form, and as Letterboxd takes it."""
        title = pages.title(press.language)
        noted = partial(pages.noted, press.language)
        made = await service.as_list(self._catalogue, press.viewer, title, noted)
        documents = [Document(*named) for named in curate_service.exported(made)]
        await send(press.interaction, curate_lists.exported(press.language, title, documents), private=True)

    async def _log(self, viewer: Viewer, language: Language, first: int) -> Answer:
        log, total = await service.history(self._catalogue, viewer, first)
        films = await night_service.films(
            self._catalogue, viewer, {one.film_id for one in log}, language.code
        )
        return pages.history(language, log, films, first=first, total=total, size=service.PAGE)
