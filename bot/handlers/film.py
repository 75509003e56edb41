"""/film: the card of the film a member names."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.handlers import descriptions
from bot.handlers.attachments import Pictures
from bot.handlers.autocomplete import Completion, chosen, chosen_value, completion
from bot.runtime.reply import send
from bot.services import film as film_service
from bot.services.catalogue import Catalogue
from bot.ui.film_card import found_card, nothing_found
from bot.ui.kit.choice_labels import row
from bot.ui.kit.text import MAX_OPTIONS


def command(catalogue: Catalogue, pictures: Pictures) -> app_commands.Command[Any, ..., None]:
    """The command over this catalogue, with these pictures."""

    @app_commands.command(name="film", description=descriptions.FILM)
    @app_commands.describe(title=descriptions.FILM_TITLE, private=descriptions.PRIVATE)
    async def film(
        interaction: discord.Interaction[Any],
        title: app_commands.Range[str, 1, 200],
        private: bool = False,
    ) -> None:
        found = await film_service.find(catalogue, title, chosen=chosen(title))
        if found.card is None:
            await send(interaction, nothing_found(title, found.others, interaction.user.id), private=True)
        else:
            poster = await pictures.poster(interaction, found.card)
            await send(interaction, found_card(found, interaction.user.id, poster), private=private)

    film.autocomplete("title")(titles(catalogue))
    return film


def titles(catalogue: Catalogue) -> Completion:
    """The autocomplete of a film's title, for every command that takes one."""

    @completion
    def rows(current: str) -> list[tuple[str, str]]:
        matches = film_service.suggestions(catalogue, current, MAX_OPTIONS)
        return [(row(match), chosen_value(match.id)) for match in matches]

    return rows
