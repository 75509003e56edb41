"""/list, and what is pressed on a page of lists or of one list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord
from discord import app_commands

from bot.domain.viewer import Viewer
from bot.handlers import descriptions
from bot.handlers.attachments import Attachments
from bot.handlers.autocomplete import chosen, chosen_value, completion
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import (
    is_alone,
    is_own_message,
    is_shareable,
    turn,
    view_for,
    viewer_of,
    will_be_shareable,
)
from bot.runtime.reply import Interaction, send
from bot.runtime.spoken import spoken
from bot.services import curate_reports as report_service
from bot.services import film as film_service
from bot.services import lists as list_service
from bot.services import member_films as member_film_service
from bot.services.catalogue import Catalogue
from bot.services.view import View
from bot.ui import list_page
from bot.ui.film_card import film_card
from bot.ui.kit.button_state import CardState, FilteredListState, ListState
from bot.ui.kit.custom_id import read_choice, read_picked_id
from bot.ui.kit.language import Language
from bot.ui.kit.language import language as language_of
from bot.ui.kit.message import Answer
from bot.ui.kit.text import MAX_OPTIONS
from db.types import SeenFilter


class ListHandlers:
    """Pages of lists."""

    def __init__(self, catalogue: Catalogue, attachments: Attachments) -> None:
        self._catalogue = catalogue
        self._attachments = attachments

    def commands(self) -> Iterable[Command]:
        @app_commands.command(name="list", description=descriptions.LIST)
        @app_commands.describe(
            name=descriptions.LIST_NAME, seen=descriptions.LIST_SEEN, private=descriptions.PRIVATE
        )
        async def list_(
            interaction: discord.Interaction[Any],
            name: app_commands.Range[str, 1, 200] | None = None,
            seen: SeenFilter | None = None,
            private: bool | None = None,
        ) -> None:
            # What somebody has seen is nobody else's business unless they say otherwise.
            private = seen in {"seen", "unseen"} if private is None else private
            viewer = viewer_of(interaction, private=private)
            language = language_of(viewer.language)
            view = await self._catalogue.view(viewer)
            if name is None:
                await send(interaction, await self._all_lists(language, interaction, 0), private=private)
                return
            found = await list_service.find(view, name, chosen=chosen(name), language=language.code)
            if found.film_list is None:
                await send(
                    interaction,
                    list_page.nothing_found(spoken(interaction).member, name, found.nearest),
                    private=True,
                )
                return
            only: SeenFilter = seen or "any"
            for_one_alone = private or is_alone(interaction)
            if for_one_alone:
                only = await member_film_service.seen_filter(self._catalogue, viewer, seen)
            marked = for_one_alone or only != "any"
            mine = await member_film_service.seen_ids(self._catalogue, viewer) if marked else frozenset[int]()
            cover = await self._attachments.cover(language, interaction, found.film_list)
            shareable = is_shareable(interaction, private=private)
            await send(
                interaction,
                list_page.list_page(
                    language, found.film_list, cover=cover, seen=mine, only=only, shareable=shareable
                ),
                private=private,
            )

        list_.autocomplete("name")(names(self._catalogue))
        return [list_]

    @press("list:show", "list:back", "list:prev", "list:next")
    async def show(self, press: Press[ListState]) -> None:
        """The page that the button names."""
        await turn(press.interaction, await self._page(press, press.state.list_id, press.state.page))

    @press("list:open", answers="privately")
    async def open(self, press: Press[ListState]) -> None:
        """The page that the button names, in a message of its own: the page it stands on stays."""
        interaction, list_id = press.interaction, press.state.list_id
        if list_id:
            shown = await one_list(
                press.language,
                interaction,
                self._catalogue,
                self._attachments,
                list_id,
                press.state.page,
                marked_for=press.viewer,
                shareable=is_shareable(interaction, private=True),
            )
        else:
            shown = await self._all_lists(press.language, interaction, press.state.page)
        await send(interaction, shown, private=True)

    @press("list:pick")
    async def pick(self, press: Press[ListState]) -> None:
        """The list that was chosen among all."""
        await turn(press.interaction, await self._page(press, read_picked_id(press.value), 0))

    @press("list:about")
    async def about(self, press: Press[ListState]) -> None:
        """The whole introduction."""
        film_list = await list_service.by_id(
            await self._catalogue.view(press.viewer), press.state.list_id, press.viewer.language
        )
        await turn(press.interaction, list_page.about_list(press.language, film_list.summary, press.state))

    @press("list:share", answers="publicly")
    async def share(self, press: Press[ListState]) -> None:
        """The page once more, for everybody."""
        page = await one_list(
            press.language,
            press.interaction,
            self._catalogue,
            self._attachments,
            press.state.list_id,
            press.state.page,
        )
        await send(press.interaction, page)

    @press("list:entry")
    async def open_entry(self, press: Press[ListState]) -> None:
        """The card of the entry that was chosen."""
        await self._open(press, "")

    @press("sifted:entry")
    async def open_filtered_entry(self, press: Press[FilteredListState]) -> None:
        """The same, with the way back to the filtered page."""
        await self._open(press, press.state.seen)

    @press("sifted:show", "sifted:prev", "sifted:next")
    async def show_filtered(self, press: Press[FilteredListState]) -> None:
        """A page of the films that whoever presses has seen, or has not."""
        film_list = await list_service.by_id(
            await self._catalogue.view(press.viewer), press.state.list_id, press.viewer.language
        )
        seen = await member_film_service.seen_ids(self._catalogue, press.viewer)
        only: SeenFilter = "seen" if press.state.seen == "s" else "unseen"
        page = list_page.list_page(press.language, film_list, page=press.state.page, seen=seen, only=only)
        await turn(press.interaction, page)

    async def _open(self, press: Press[Any], seen: str) -> None:
        film_id, entry_id = read_choice(press.value)
        card = await film_service.card(
            await self._catalogue.view(press.viewer), film_id, entry_id, press.viewer.language
        )
        poster = await self._attachments.poster(press.language, press.interaction, card)
        shown = CardState(film_id, entry_id, seen=seen)
        shareable = will_be_shareable(press.interaction)
        own = await report_service.list_ids(self._catalogue, press.viewer)
        answer = film_card(
            press.language, card, state=shown, poster=poster, shareable=shareable, own_lists=own
        )
        await turn(press.interaction, answer)

    async def _page(self, press: Press[ListState], list_id: int, page: int) -> Answer:
        interaction = press.interaction
        if not list_id:
            return await self._all_lists(press.language, interaction, page)
        # Others get a copy of their own, so what they have seen may be marked in it.
        marked = press.viewer if is_alone(interaction) or not is_own_message(interaction) else None
        return await one_list(
            press.language,
            interaction,
            self._catalogue,
            self._attachments,
            list_id,
            page,
            marked_for=marked,
            shareable=will_be_shareable(interaction),
        )

    async def _all_lists(self, language: Language, interaction: Interaction, page: int) -> Answer:
        view = await view_for(interaction, self._catalogue)
        lists = list_service.all_lists(view, language.code)
        covers = await self._attachments.covers(language, interaction, list_page.shown(lists, page))
        return list_page.all_lists(language, lists, page=page, covers=covers)


async def one_list(
    language: Language,
    interaction: Interaction,
    catalogue: Catalogue,
    attachments: Attachments,
    list_id: int,
    page: int,
    *,
    marked_for: Viewer | None = None,
    shareable: bool = False,
) -> Answer:
    """A page of a list; `marked_for` is the viewer whose seen films are marked, because only they see it."""
    film_list = await list_service.by_id(await view_for(interaction, catalogue), list_id, language.code)
    cover = await attachments.cover(language, interaction, film_list) if page == 0 else None
    seen = await member_film_service.seen_ids(catalogue, marked_for) if marked_for else frozenset[int]()
    return list_page.list_page(language, film_list, page=page, cover=cover, seen=seen, shareable=shareable)


def names(catalogue: Catalogue) -> Any:
    """The autocomplete of a list's name, for every command that takes one."""

    @completion(catalogue)
    def rows(view: View, language: Language, current: str) -> list[tuple[str, str]]:
        summaries = list_service.suggestions(view, current, MAX_OPTIONS, language.code)
        return [(list_page.row_text(language, summary), chosen_value(summary.id)) for summary in summaries]

    return rows
