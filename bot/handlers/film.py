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
from bot.handlers.viewer import turn
from bot.runtime.reply import Interaction, send
from bot.services import film as film_service
from bot.services.catalogue import Catalogue
from bot.ui.film_card import film_card, found_card, nothing_found
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
            else:
                poster = await self._attachments.poster(interaction, found.card)
                await send(interaction, found_card(found, poster), private=private)

        film.autocomplete("title")(titles(self._catalogue))
        return [film]

    @press("card:show", "card:prev", "card:next", "card:less")
    async def show(self, press: Press[CardState]) -> None:
        """The film or entry that the button names."""
        await turn(press.interaction, await self._card(press.interaction, press.state))

    @press("card:more")
    async def unfold(self, press: Press[CardState]) -> None:
        """The same card with all that is known of the film."""
        await turn(press.interaction, await self._card(press.interaction, press.state, unfolded=True))

    @press("card:voice")
    async def change_voice(self, press: Press[CardState]) -> None:
        """The same film with the words of another list."""
        film_id, entry_id = read_choice(press.value)
        state = CardState(film_id, entry_id, press.state.deal)
        await turn(press.interaction, await self._card(press.interaction, state))

    @press("card:pick")
    async def pick(self, press: Press[CardState]) -> None:
        """The film that was meant instead."""
        await turn(
            press.interaction, await self._card(press.interaction, CardState(*read_choice(press.value)))
        )

    async def _card(self, interaction: Interaction, state: CardState, *, unfolded: bool = False) -> Answer:
        card = await film_service.card(self._catalogue, state.film, state.entry)
        poster = await self._attachments.poster(interaction, card)
        return film_card(card, deal=state.deal, unfolded=unfolded, poster=poster)


def titles(catalogue: Catalogue) -> Completion:
    """The autocomplete of a film's title, for every command that takes one."""

    @completion
    def rows(current: str) -> list[tuple[str, str]]:
        matches = film_service.suggestions(catalogue, current, MAX_OPTIONS)
        return [(film_label(match), chosen_value(match.id)) for match in matches]

    return rows
