"""/me films and /me settings, and what is pressed there. All of it is for the member alone."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, get_args

import discord
from discord import app_commands

from bot.domain.card import Card
from bot.domain.member_films import Seen, Wanted
from bot.domain.viewer import Viewer
from bot.handlers import descriptions
from bot.handlers.attachments import Attachments
from bot.handlers.lists import one_list
from bot.handlers.marks import in_place
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import is_shareable, viewer_of
from bot.runtime.reply import send
from bot.runtime.spoken import note_chosen
from bot.services import film as film_service
from bot.services import member_films as member_film_service
from bot.services.catalogue import Catalogue
from bot.ui import member_films as pages
from bot.ui.film_card import film_card
from bot.ui.kit.button_state import MineState, PutBackState
from bot.ui.kit.custom_id import CustomIdError, read_choice, read_picked_id
from bot.ui.kit.language import language, languages
from bot.ui.kit.message import Answer, notice
from db.types import Mark, SeenFilter


class MemberFilmHandlers:
    """The pages of one's own films."""

    def __init__(self, catalogue: Catalogue, dice: random.Random, attachments: Attachments) -> None:
        self._catalogue = catalogue
        self._dice = dice
        self._attachments = attachments

    def commands(self) -> Iterable[Command]:
        """Subcommands, for the group /me."""

        @app_commands.command(
            name="films", description=descriptions.ME_FILMS, extras=descriptions.ANSWERS_PRIVATELY
        )
        async def films(interaction: discord.Interaction) -> None:
            await send(
                interaction,
                await self._page(viewer_of(interaction, private=True), MineState("lists")),
                private=True,
            )

        @app_commands.command(
            name="settings", description=descriptions.ME_SETTINGS, extras=descriptions.ANSWERS_PRIVATELY
        )
        async def settings(interaction: discord.Interaction) -> None:
            await send(
                interaction,
                await self._page(viewer_of(interaction, private=True), MineState("settings")),
                private=True,
            )

        return [films, settings]

    @press("mine:tab", "mine:prev", "mine:next")
    async def show(self, press: Press[MineState]) -> None:
        """The page that the button names."""
        await in_place(press.interaction, await self._page(press.viewer, press.state))

    @press("mine:open", answers="privately")
    async def open_film(self, press: Press[MineState]) -> None:
        """The card of a film on the page."""
        film, entry = read_choice(press.value)
        await self._show(
            press,
            await film_service.card(
                await self._catalogue.view(press.viewer), film, entry, press.viewer.language
            ),
        )

    @press("mine:list", answers="privately")
    async def open_list(self, press: Press[MineState]) -> None:
        """The list that was chosen, with what they have seen marked."""
        list_id = read_picked_id(press.value)
        shown = await one_list(
            press.language,
            press.interaction,
            self._catalogue,
            self._attachments,
            list_id,
            0,
            marked_for=press.viewer,
            shareable=is_shareable(press.interaction, private=True),
        )
        await send(press.interaction, shown, private=True)

    @press("mine:deal", answers="privately")
    async def deal(self, press: Press[MineState]) -> None:
        """Any film of the watchlist."""
        dealt = await member_film_service.from_watchlist(
            await self._catalogue.view(press.viewer), self._dice, press.viewer
        )
        if dealt is None:
            await send(
                press.interaction,
                notice(press.language, press.language.gettext("Your watchlist is empty.")),
                private=True,
            )
        else:
            await self._show(press, dealt)

    @press("mine:drop")
    async def drop(self, press: Press[MineState]) -> None:
        """The film that was chosen is no longer marked; the page has the way back."""
        film_id, _ = read_choice(press.value)
        mark, viewer = _mark(press.state.tab), press.viewer
        view = await self._catalogue.view(viewer)
        took: Seen | Wanted
        if mark == "seen":
            took = await member_film_service.unmark_seen(view, viewer, film_id)
        else:
            took = await member_film_service.unwant(view, viewer, film_id)
        marked = await member_film_service.marked_page(
            view, mark, viewer, page=press.state.page, size=pages.PAGE_SIZE
        )
        at = int(took.since.timestamp()) if took.since else 0
        gone = pages.TakenOff(film_id, took.film, at) if took.changed and took.film else None
        await in_place(press.interaction, pages.marked_page(press.language, mark, marked, gone))

    @press("mine:back")
    async def put_back(self, press: Press[PutBackState]) -> None:
        """The film is marked again, since when it was before."""
        state, now = press.state, press.interaction.created_at
        mark, view = _mark(state.tab), await self._catalogue.view(press.viewer)
        at = min(datetime.fromtimestamp(state.at, UTC), now) if state.at else now
        if mark == "seen":
            await member_film_service.mark_seen(view, press.viewer, state.film, at=at)
        else:
            await member_film_service.want(view, press.viewer, state.film, at=at)
        await in_place(press.interaction, await self._page(press.viewer, MineState(mark, state.page)))

    @press("mine:filter")
    async def remember_filter(self, press: Press[MineState]) -> None:
        """Which films they are shown when they do not say."""
        chosen = _seen_filter(press.value)
        await member_film_service.remember(self._catalogue, press.viewer, seen_filter=chosen)
        await in_place(press.interaction, await self._page(press.viewer, press.state))

    @press("mine:language")
    async def remember_language(self, press: Press[MineState]) -> None:
        """In which language they are answered; the page is in it at once."""
        code = "" if press.value == pages.AUTOMATIC else press.value
        if code and code not in languages():
            raise CustomIdError(press.value)
        await member_film_service.remember(self._catalogue, press.viewer, language=code)
        note_chosen(press.interaction, member=code, server="")
        viewer = viewer_of(press.interaction, private=True)
        await in_place(press.interaction, await self._page(viewer, press.state))

    @press("mine:allow", "mine:disallow")
    async def show_settings(self, press: Press[MineState]) -> None:
        """The settings as they are now: since everybody is asked each time, nothing need be allowed beforehand."""
        await in_place(press.interaction, await self._page(press.viewer, press.state))

    async def _page(self, viewer: Viewer, state: MineState) -> Answer:
        view = await self._catalogue.view(viewer)
        if state.tab in {"seen", "watchlist"}:
            mark = _mark(state.tab)
            marked = await member_film_service.marked_page(
                view, mark, viewer, page=state.page, size=pages.PAGE_SIZE
            )
            return pages.marked_page(language(viewer.language), mark, marked)
        mine = await member_film_service.my_films(view, viewer)
        if state.tab == "settings":
            return pages.settings_page(language(viewer.language), mine)
        return pages.lists_page(language(viewer.language), mine, state.page)

    async def _show(self, press: Press[Any], card: Card) -> None:
        interaction = press.interaction
        poster = await self._attachments.poster(press.language, interaction, card)
        shareable = is_shareable(interaction, private=True)
        await send(
            interaction, film_card(press.language, card, poster=poster, shareable=shareable), private=True
        )


def _mark(tab: str) -> Mark:
    for mark in get_args(Mark):
        if tab == mark:
            return mark  # type: ignore[no-any-return]  # get_args forgets the type
    raise CustomIdError(tab)


def _seen_filter(value: str) -> SeenFilter:
    for known in get_args(SeenFilter):
        if value == known:
            return known  # type: ignore[no-any-return]  # the same
    raise CustomIdError(value)
