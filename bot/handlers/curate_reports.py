"""/curate reports, and the buttons with which members suggest a film or say what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord
from discord import app_commands

from bot.domain.viewer import Viewer
from bot.handlers import descriptions
from bot.handlers.curate import show
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import viewer_of
from bot.runtime.reply import reply_to, send
from bot.runtime.spoken import spoken
from bot.services import curate_reports as report_service
from bot.services import film as film_service
from bot.services.catalogue import Catalogue
from bot.ui import curate_reports as pages
from bot.ui.kit.curate_state import ReportState, SuggestState
from bot.ui.kit.custom_id import read_picked_id, read_picked_number
from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer


class CurateReportHandlers:
    """What members tell the curators."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def commands(self) -> Iterable[Command]:
        """A subcommand, for the group /curate."""

        @app_commands.command(
            name="reports", description=descriptions.CURATE_REPORTS, extras=descriptions.ANSWERS_PRIVATELY
        )
        async def reports(interaction: discord.Interaction[Any]) -> None:
            viewer = viewer_of(interaction, private=True)
            await send(interaction, await self._all(viewer, spoken(interaction).member, 0), private=True)

        return [reports]

    @press("report:list", "report:prev", "report:next")
    async def show_all(self, press: Press[ReportState]) -> None:
        """A page of all that waits."""
        await show(press, await self._all(press.viewer, press.language, press.state.page))

    @press("report:open")
    async def open(self, press: Press[ReportState]) -> None:
        """The report that was chosen."""
        rows = await report_service.all_reports(self._catalogue, press.viewer)
        report_id = read_picked_number(press.value)
        chosen = next((one for one in rows if one.id == report_id), None)
        if chosen is None:  # another curator was done with it meanwhile
            await show(press, pages.all_reports(press.language, rows, press.state.page))
        else:
            await show(press, pages.report(press.language, chosen, press.state.page))

    @press("report:done")
    async def done(self, press: Press[ReportState]) -> None:
        """It is seen to and kept no longer."""
        await report_service.done(self._catalogue, press.viewer, press.state.report)
        await show(press, await self._all(press.viewer, press.language, press.state.page))

    @press("suggest:ask", answers="privately")
    async def ask_for_suggestion(self, press: Press[SuggestState]) -> None:
        """The modal in which a member suggests a film."""
        language, state = press.members_language, press.state
        lists = await report_service.lists(self._catalogue, press.viewer)
        if not lists:
            await send(press.interaction, pages.no_lists(language), private=True)
            return
        view = await self._catalogue.view(press.viewer)
        card = await film_service.card(view, state.film, state.entry, press.viewer.language)
        if card.page is None:
            await send(press.interaction, pages.no_lists(language), private=True)
            return
        film = card.page.film
        await reply_to(press.interaction).open(pages.suggest(language, state, film.title, film.year, lists))

    @press("suggest:send", answers="privately")
    async def suggest(self, press: Press[SuggestState]) -> None:
        """The suggestion, kept for the curators."""
        chosen = press.filled.choice("list")
        await self._keep(press, mistake=False, list_id=read_picked_id(chosen) if chosen else 0)

    @press("mistake:ask", answers="privately")
    async def ask_for_mistake(self, press: Press[SuggestState]) -> None:
        """The modal in which a member says what is wrong."""
        view = await self._catalogue.view(press.viewer)
        entry = await film_service.entry(view, press.state.entry, press.viewer.language)
        modal = pages.mistake(press.members_language, press.state, entry.listed_title)
        await reply_to(press.interaction).open(modal)

    @press("mistake:send", answers="privately")
    async def report(self, press: Press[SuggestState]) -> None:
        """The mistake, kept for the curators."""
        view = await self._catalogue.view(press.viewer)
        entry = await film_service.entry(view, press.state.entry, press.viewer.language)
        await self._keep(press, mistake=True, list_id=entry.list_id)

    async def _keep(self, press: Press[SuggestState], *, mistake: bool, list_id: int) -> None:
        interaction, state = press.interaction, press.state
        kept = await report_service.keep(
            self._catalogue,
            press.viewer,
            report_id=interaction.id,
            at=interaction.created_at,
            mistake=mistake,
            list_id=list_id,
            film_id=state.film,
            entry_id=state.entry if mistake else 0,
            text=press.filled.text("text"),
        )
        language = press.members_language
        await send(interaction, pages.thanks(language) if kept else pages.too_many(language), private=True)

    async def _all(self, viewer: Viewer, language: Language, page: int) -> Answer:
        rows = await report_service.all_reports(self._catalogue, viewer)
        return pages.all_reports(language, rows, page)
