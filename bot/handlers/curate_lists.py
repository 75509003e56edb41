"""/curate lists, which and delete-all, and what is pressed on a list in its curators' hands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import discord
from discord import app_commands

from bot.domain.curate import edits
from bot.domain.curate.shown import Managed
from bot.handlers import descriptions
from bot.handlers.curate import show
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import viewer_of
from bot.runtime.reply import reply_to, send
from bot.runtime.spoken import spoken
from bot.services import curate as curate_service
from bot.services.catalogue import Catalogue
from bot.ui import curate_entry as entry_pages
from bot.ui import curate_lists as pages
from bot.ui.kit.curate_state import CuratedListState
from bot.ui.kit.custom_id import read_picked_id
from bot.ui.kit.message import Document

_COLOUR = re.compile(r"#?([0-9a-fA-F]{6})")


class CurateListHandlers:
    """A server's lists in its curators' hands."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def commands(self) -> Iterable[Command]:
        """Subcommands, for the group /curate."""
        return [self._lists(), self._which(), self._delete_all()]

    def _lists(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(
            name="lists", description=descriptions.CURATE_LISTS, extras=descriptions.ANSWERS_PRIVATELY
        )
        async def lists(interaction: discord.Interaction[Any]) -> None:
            viewer = viewer_of(interaction, private=True)
            found, reports = await curate_service.all_lists(self._catalogue, viewer.server)
            await send(interaction, pages.all_lists(spoken(interaction).member, found, reports), private=True)

        return lists

    def _which(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(
            name="which", description=descriptions.CURATE_WHICH, extras=descriptions.ANSWERS_PRIVATELY
        )
        async def which(interaction: discord.Interaction[Any]) -> None:
            viewer = viewer_of(interaction, private=True)
            lists, hidden = await curate_service.global_lists(self._catalogue, viewer)
            await send(interaction, pages.which(spoken(interaction).member, lists, hidden, 0), private=True)

        return which

    def _delete_all(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(
            name="delete-all",
            description=descriptions.CURATE_DELETE_ALL,
            extras=descriptions.ANSWERS_PRIVATELY,
        )
        async def delete_all(interaction: discord.Interaction[Any]) -> None:
            viewer = viewer_of(interaction, private=True)
            language = spoken(interaction).member
            lists, reports = await curate_service.all_lists(self._catalogue, viewer.server)
            if lists or reports:
                await reply_to(interaction).open(pages.delete_everything(language, len(lists)))
            else:
                await send(interaction, pages.nothing_to_delete(language), private=True)

        return delete_all

    @press("curate:lists")
    async def show_lists(self, press: Press[CuratedListState]) -> None:
        """All lists of the server."""
        lists, reports = await curate_service.all_lists(self._catalogue, press.viewer.server)
        await show(press, pages.all_lists(press.language, lists, reports))

    @press("curate:pick")
    async def pick(self, press: Press[CuratedListState]) -> None:
        """The list that was chosen."""
        await self._show(press, read_picked_id(press.value), 0)

    @press("curate:open", "curate:prev", "curate:next")
    async def open(self, press: Press[CuratedListState]) -> None:
        """A page of the list that the button names."""
        await self._show(press, press.state.list_id, press.state.page)

    @press("curate:entry")
    async def open_entry(self, press: Press[CuratedListState]) -> None:
        """The entry that was chosen."""
        one = await curate_service.entry(
            self._catalogue, press.viewer, press.state.list_id, read_picked_id(press.value)
        )
        await show(press, entry_pages.entry(press.language, one))

    @press("curate:about")
    async def ask_about(self, press: Press[CuratedListState]) -> None:
        """The modal with the list's own words."""
        one = await self._managed(press)
        await reply_to(press.interaction).open(pages.about(press.language, one, press.state.page))

    @press("curated:about")
    async def change_about(self, press: Press[CuratedListState]) -> None:
        """The list's own words, as they were sent off."""
        filled = press.filled
        colour = _COLOUR.fullmatch(filled.text("colour"))
        edit = edits.about(
            title=filled.text("title"),
            introduction=filled.text("introduction"),
            aliases=filled.text("aliases"),
            colour=int(colour[1], 16) if colour else None,
            adult=filled.choice("adult") == pages.YES,
        )
        await self._change(press, edit)

    @press("curate:add")
    async def ask_to_add(self, press: Press[CuratedListState]) -> None:
        """The modal that asks for a film."""
        one = await self._managed(press)
        await reply_to(press.interaction).open(pages.add(press.language, one, press.state.page))

    @press("curated:add")
    async def find_to_add(self, press: Press[CuratedListState]) -> None:
        """The films that a title may mean."""
        one = await self._managed(press)
        title, year = press.filled.text("title"), press.filled.text("year")
        typed = f"{title} ({year})" if year.isdecimal() else title
        films = await curate_service.find(self._catalogue, press.viewer, typed)
        await show(press, entry_pages.found(press.language, one, 0, typed, films))

    @press("curate:hide", "curate:show")
    async def hide(self, press: Press[CuratedListState]) -> None:
        """Members do not see the list any more; or again."""
        one = await curate_service.set_hidden(
            self._catalogue,
            press.viewer.server,
            press.state.list_id,
            hidden=press.form == "curate:hide",
        )
        await show(press, pages.managed(press.language, one, press.state.page))

    @press("curate:up", "curate:down")
    async def shift(self, press: Press[CuratedListState]) -> None:
        """The list one up or down among the server's."""
        one = await curate_service.shift(
            self._catalogue,
            press.viewer.server,
            press.state.list_id,
            -1 if press.form == "curate:up" else 1,
        )
        await show(press, pages.managed(press.language, one, press.state.page))

    @press("curate:versions")
    async def show_versions(self, press: Press[CuratedListState]) -> None:
        """The versions that are kept."""
        one = await self._managed(press)
        several = await curate_service.versions(self._catalogue, press.viewer.server, one.id)
        await show(press, pages.versions(press.language, one, several, press.state.page))

    @press("curate:undo")
    async def undo(self, press: Press[CuratedListState]) -> None:
        """The version before again; `page` is the number of the one that is undone."""
        await self._back(press, press.state.page, undo=True)

    @press("curate:version")
    async def restore(self, press: Press[CuratedListState]) -> None:
        """The version that was chosen again."""
        await self._back(press, read_picked_id(press.value), undo=False)

    @press("curate:export")
    async def export(self, press: Press[CuratedListState]) -> None:
        """The list as files, in a message of its own."""
        one = await self._managed(press)
        documents = [Document(*named) for named in curate_service.exported(one.document)]
        answer = pages.exported(press.language, one.document.title, documents)
        await send(press.interaction, answer, private=True)

    @press("curate:delete")
    async def ask_to_delete(self, press: Press[CuratedListState]) -> None:
        """The modal that asks for the list's name."""
        one = await self._managed(press)
        await reply_to(press.interaction).open(pages.delete(press.language, one, press.state.page))

    @press("curated:delete")
    async def delete(self, press: Press[CuratedListState]) -> None:
        """The list is gone, if its name was typed."""
        one = await self._managed(press)
        title = one.document.title
        if press.filled.text("title").casefold() != title.casefold():
            await send(press.interaction, pages.not_deleted(press.language), private=True)
            return
        await curate_service.delete(self._catalogue, press.viewer.server, one.id)
        await show(press, pages.deleted(press.language, title))

    @press("curated:everything")
    async def delete_everything(self, press: Press[CuratedListState]) -> None:
        """Everything of the server is gone, if the number of its lists was typed."""
        lists, _ = await curate_service.all_lists(self._catalogue, press.viewer.server)
        if press.filled.text("sure") != str(len(lists)):
            await show(press, pages.not_deleted(press.language))
            return
        await curate_service.delete_everything(self._catalogue, press.viewer.server)
        await show(press, pages.everything_deleted(press.language))

    @press("curate:which", "curate:before", "curate:after")
    async def show_which(self, press: Press[CuratedListState]) -> None:
        """A page of the lists for everyone."""
        lists, hidden = await curate_service.global_lists(self._catalogue, press.viewer)
        await show(press, pages.which(press.language, lists, hidden, press.state.page))

    @press("curate:turn")
    async def turn(self, press: Press[CuratedListState]) -> None:
        """A list for everyone is hidden here, or shown again."""
        await curate_service.turn_global(self._catalogue, press.viewer, read_picked_id(press.value))
        await self.show_which(press)

    async def _managed(self, press: Press[CuratedListState]) -> Managed:
        """The list. Raises GoneError."""
        return await curate_service.managed(self._catalogue, press.viewer.server, press.state.list_id)

    async def _show(self, press: Press[CuratedListState], list_id: int, page: int) -> None:
        one = await curate_service.managed(self._catalogue, press.viewer.server, list_id)
        await show(press, pages.managed(press.language, one, page))

    async def _change(self, press: Press[CuratedListState], edit: edits.Edit) -> None:
        at = press.interaction.created_at
        one = await curate_service.change(self._catalogue, press.viewer, press.state.list_id, edit, at=at)
        await show(press, pages.managed(press.language, one, press.state.page))

    async def _back(self, press: Press[CuratedListState], number: int, *, undo: bool) -> None:
        back = curate_service.undo if undo else curate_service.restore
        at = press.interaction.created_at
        one = await back(self._catalogue, press.viewer, press.state.list_id, number, at=at)
        several = await curate_service.versions(self._catalogue, press.viewer.server, one.id)
        await show(press, pages.versions(press.language, one, several, 0))
