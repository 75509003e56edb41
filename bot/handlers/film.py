"""/film, and what is pressed on a film's card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.domain.titles.match import Match
from bot.handlers import descriptions
from bot.handlers.attachments import Attachments
from bot.handlers.autocomplete import Completion, chosen, chosen_value, completion
from bot.handlers.conditions import conditions
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import is_alone, is_shareable, turn, view_for, will_be_shareable
from bot.runtime.reply import send
from bot.runtime.spoken import spoken
from bot.services import curate_reports as report_service
from bot.services import film as film_service
from bot.services import member_films as member_film_service
from bot.services import random as random_service
from bot.services.catalogue import Catalogue
from bot.services.view import View
from bot.ui.deal import minute_of, note_again
from bot.ui.film_card import film_card, films_by, found_card, nothing_found
from bot.ui.film_details import film_details
from bot.ui.kit.button_state import CardState
from bot.ui.kit.choice_labels import film_label
from bot.ui.kit.custom_id import read_choice
from bot.ui.kit.filter_code import read_deal
from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer, option_values
from bot.ui.kit.text import MAX_OPTIONS


class FilmHandlers:
    """Cards: asked for by title, and turned by their buttons."""

    def __init__(self, catalogue: Catalogue, attachments: Attachments) -> None:
        self._catalogue = catalogue
        self._attachments = attachments

    def commands(self) -> Iterable[Command]:
        @app_commands.command(name="film", description=descriptions.FILM)
        @app_commands.describe(title=descriptions.FILM_TITLE, private=descriptions.PRIVATE)
        async def film(
            interaction: discord.Interaction[Any],
            title: app_commands.Range[str, 1, 200],
            private: bool = False,
        ) -> None:
            known = spoken(interaction)
            language = known.member if private else known.public
            view = await view_for(interaction, self._catalogue)
            found = await film_service.find(view, title, chosen=chosen(title), language=language.code)
            if found.card is None:
                await send(interaction, nothing_found(known.member, title, found), private=True)
                return
            if found.people:
                await send(interaction, films_by(language, title, found.people), private=private)
                return
            poster = await self._attachments.poster(language, interaction, found.card)
            shareable = is_shareable(interaction, private=private)
            await send(interaction, found_card(language, found, poster, shareable=shareable), private=private)

        film.autocomplete("title")(titles(self._catalogue))
        return [film]

    @press("card:show", "card:prev", "card:next")
    async def show(self, press: Press[CardState]) -> None:
        """The film or entry that the button names."""
        await turn(press.interaction, await self._card(press, press.state))

    @press("card:open", answers="privately")
    async def open(self, press: Press[CardState]) -> None:
        """The film that the button names or that was chosen, in a message of its own: the page it stands on stays."""
        state = CardState(*read_choice(press.value)) if press.value else press.state
        shareable = is_shareable(press.interaction, private=True)
        await send(press.interaction, await self._card(press, state, shareable=shareable), private=True)

    @press("card:more")
    async def show_details(self, press: Press[CardState]) -> None:
        """All that is known of the film."""
        state, shareable = press.state, will_be_shareable(press.interaction)
        card = await film_service.card(
            await self._catalogue.view(press.viewer), state.film, state.entry, press.viewer.language
        )
        others = await self._others(press, state.film)
        own = await report_service.list_ids(self._catalogue, press.viewer)
        await turn(
            press.interaction,
            film_details(press.language, card, state, others=others, shareable=shareable, own_lists=own),
        )

    @press("card:less")
    async def show_card(self, press: Press[CardState]) -> None:
        """The card whose details are shown."""
        state = press.state
        await turn(
            press.interaction, await self._card(press, state, others=await self._others(press, state.film))
        )

    @press("card:voice")
    async def change_voice(self, press: Press[CardState]) -> None:
        """The same film with the words of another list: the one of the button, or the one chosen of several."""
        state = press.state
        film_id, entry_id = read_choice(press.value) if press.value else (state.film, state.entry)
        shown = replace(state, film=film_id, entry=entry_id)
        await turn(
            press.interaction, await self._card(press, shown, others=await self._others(press, film_id))
        )

    @press("card:pick")
    async def pick(self, press: Press[CardState]) -> None:
        """The film that was chosen instead of the one shown, which takes its place among the others."""
        shown = CardState(*read_choice(press.value))
        await turn(
            press.interaction, await self._card(press, shown, others=await self._others(press, shown.film))
        )

    @press("card:share", answers="publicly")
    async def share(self, press: Press[CardState]) -> None:
        """The card once more, for everybody."""
        shown = CardState(press.state.film, press.state.entry)
        await send(press.interaction, await self._card(press, shown, shareable=False))

    async def _card(
        self,
        press: Press[CardState],
        state: CardState,
        *,
        others: Sequence[Match] = (),
        shareable: bool | None = None,
    ) -> Answer:
        interaction, language = press.interaction, press.language
        view = await self._catalogue.view(press.viewer)
        card = await film_service.card(view, state.film, state.entry, language.code)
        poster = await self._attachments.poster(language, interaction, card)
        if shareable is None:
            shareable = will_be_shareable(interaction)
        note, only = "", False
        if state.deal:
            wanted = read_deal(state.deal)
            note = note_again(conditions(language, view, wanted))
            if wanted.seen == "any" or is_alone(interaction):  # else it would tell how many somebody has seen
                seen = await member_film_service.seen_for(self._catalogue, wanted, press.viewer)
                now = minute_of(interaction.created_at)
                only = await random_service.how_many(view, wanted, now=now, seen=seen) == 1
        return film_card(
            language,
            card,
            state=state,
            others=others,
            poster=poster,
            note=note,
            shareable=shareable,
            only=only,
            own_lists=await report_service.list_ids(self._catalogue, press.viewer),
        )

    async def _others(self, press: Press[CardState], shown: int) -> list[Match]:
        """What else a title may have meant, where the page offers it; once `shown` is, the film before it."""
        offered = [read_choice(value)[0] for value in option_values(press.interaction.message, "card:pick")]
        return film_service.named(
            await self._catalogue.view(press.viewer),
            [press.state.film if film == shown else film for film in offered],
            press.viewer.language,
        )


def titles(catalogue: Catalogue) -> Completion:
    """The autocomplete of a film's title, for every command that takes one."""

    @completion(catalogue)
    def rows(view: View, language: Language, current: str) -> list[tuple[str, str]]:
        matches = film_service.suggestions(view, current, MAX_OPTIONS, language.code)
        return [(film_label(language, match), chosen_value(match.id)) for match in matches]

    return rows
