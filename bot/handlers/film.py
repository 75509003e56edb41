"""/film, and what is pressed on a film's card."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord
from discord import app_commands

from bot.handlers import descriptions
from bot.handlers.attachments import Attachments
from bot.handlers.autocomplete import Completion, chosen, chosen_value, completion
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import is_shareable, turn, will_be_shareable
from bot.runtime.reply import send
from bot.services import film as film_service
from bot.services.catalogue import Catalogue
from bot.ui.film_card import film_card, films_by, found_card, nothing_found
from bot.ui.film_details import film_details
from bot.ui.kit.button_state import CardState
from bot.ui.kit.choice_labels import film_label
from bot.ui.kit.custom_id import read_choice
from bot.ui.kit.message import Answer
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
            found = await film_service.find(self._catalogue, title, chosen=chosen(title))
            if found.card is None:
                await send(interaction, nothing_found(title, found.others), private=True)
                return
            if found.people:
                await send(interaction, films_by(title, found.people), private=private)
                return
            poster = await self._attachments.poster(interaction, found.card)
            shareable = is_shareable(interaction, private=private)
            await send(interaction, found_card(found, poster, shareable=shareable), private=private)

        film.autocomplete("title")(titles(self._catalogue))
        return [film]

    @press("card:show", "card:prev", "card:next", "card:less")
    async def show(self, press: Press[CardState]) -> None:
        """The film or entry that the button names."""
        await turn(press.interaction, await self._card(press, press.state))

    @press("card:more")
    async def show_details(self, press: Press[CardState]) -> None:
        """All that is known of the film."""
        card = await film_service.card(self._catalogue, press.state.film, press.state.entry)
        shareable = will_be_shareable(press.interaction)
        await turn(press.interaction, film_details(card, press.state, shareable=shareable))

    @press("card:voice")
    async def change_voice(self, press: Press[CardState]) -> None:
        """The same film with the words of another list: the one of the button, or the one chosen of several."""
        state = press.state
        film_id, entry_id = read_choice(press.value) if press.value else (state.film, state.entry)
        await turn(
            press.interaction, await self._card(press, CardState(film_id, entry_id, state.deal, state.before))
        )

    @press("card:pick")
    async def pick(self, press: Press[CardState]) -> None:
        """The film that was chosen among several."""
        await turn(press.interaction, await self._card(press, CardState(*read_choice(press.value))))

    @press("card:share", answers="publicly")
    async def share(self, press: Press[CardState]) -> None:
        """The card once more, for everybody."""
        shown = CardState(press.state.film, press.state.entry)
        await send(press.interaction, await self._card(press, shown, shareable=False))

    async def _card(
        self, press: Press[CardState], state: CardState, *, shareable: bool | None = None
    ) -> Answer:
        card = await film_service.card(self._catalogue, state.film, state.entry)
        poster = await self._attachments.poster(press.interaction, card)
        if shareable is None:
            shareable = will_be_shareable(press.interaction)
        return film_card(card, state=state, poster=poster, shareable=shareable)


def titles(catalogue: Catalogue) -> Completion:
    """The autocomplete of a film's title, for every command that takes one."""

    @completion
    def rows(current: str) -> list[tuple[str, str]]:
        matches = film_service.suggestions(catalogue, current, MAX_OPTIONS)
        return [(film_label(match), chosen_value(match.id)) for match in matches]

    return rows
