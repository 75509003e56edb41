"""/random: a film nobody has to look up."""

from __future__ import annotations

import random as dice_box
from typing import Any

import discord
from discord import app_commands

from bot.commands import lists
from bot.commands.completion import chosen
from bot.services import lists as list_service
from bot.services import random as random_service
from bot.services.catalogue import Catalogue
from bot.ui import descriptions, list_page
from bot.ui.film_card import dealt_card
from bot.ui.pictures import Pictures
from bot.ui.respond import send


def command(
    catalogue: Catalogue, dice: dice_box.Random, pictures: Pictures
) -> app_commands.Command[Any, ..., None]:
    """The command over this catalogue, dealing with these dice."""

    @app_commands.command(name="random", description=descriptions.RANDOM)
    @app_commands.describe(list_=descriptions.RANDOM_LIST, private=descriptions.PRIVATE)
    @app_commands.rename(list_="list")
    async def random(
        interaction: discord.Interaction[Any],
        list_: app_commands.Range[str, 1, 200] | None = None,
        private: bool = False,
    ) -> None:
        owner, list_id = interaction.user.id, 0
        if list_ is not None:
            summary, nearest = list_service.named(catalogue, list_, chosen=chosen(list_))
            if summary is None:
                await send(interaction, list_page.nothing_found(list_, nearest, owner), private=True)
                return
            list_id = summary.id
        card = await random_service.deal(catalogue, dice, list_id=list_id)
        poster = await pictures.poster(interaction, card)
        await send(
            interaction, dealt_card(card, owner=owner, list_id=list_id, poster=poster), private=private
        )

    random.autocomplete("list_")(lists.names(catalogue))
    return random
