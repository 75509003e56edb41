"""/recommend: films in one's own words, like one that is known, or simply good ones."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

import discord
from discord import app_commands

from bot.handlers import descriptions, lists
from bot.handlers import film as film_command
from bot.handlers.autocomplete import chosen
from bot.handlers.deal import recommended
from bot.runtime.reply import send
from bot.services import film as film_service
from bot.services import lists as list_service
from bot.services import member_films as shelf_service
from bot.services import random as random_service
from bot.services.catalogue import Catalogue
from bot.services.random import Asked
from bot.services.recommend import Question
from bot.ui import list_page
from bot.ui.film_card import nothing_found
from bot.ui.kit.text import one_line
from db.types import SeenFilter


def command(catalogue: Catalogue, zone: tzinfo) -> app_commands.Command[Any, ..., None]:
    """The command over this catalogue; times of day are meant in `zone`."""

    @app_commands.command(name="recommend", description=descriptions.RECOMMEND)
    @app_commands.describe(
        words=descriptions.RECOMMEND_WORDS,
        like=descriptions.RECOMMEND_LIKE,
        list_=descriptions.RANDOM_LIST,
        minutes=descriptions.MINUTES,
        seen=descriptions.SEEN,
        private=descriptions.PRIVATE,
    )
    @app_commands.rename(list_="list")
    async def recommend(
        interaction: discord.Interaction[Any],
        words: app_commands.Range[str, 1, 200] | None = None,
        like: app_commands.Range[str, 1, 200] | None = None,
        list_: app_commands.Range[str, 1, 200] | None = None,
        minutes: app_commands.Range[str, 1, 60] | None = None,
        seen: SeenFilter | None = None,
        private: bool = False,
    ) -> None:
        reader, list_id, like_id = interaction.user.id, 0, 0
        if list_ is not None:
            summary, nearest = list_service.named(catalogue, list_, chosen=chosen(list_))
            if summary is None:
                await send(interaction, list_page.nothing_found(list_, nearest, reader), private=True)
                return
            list_id = summary.id
        if like is not None:
            found = await film_service.find(catalogue, like, chosen=chosen(like))
            if found.card is None or found.card.page is None:
                await send(interaction, nothing_found(like, found.others, reader), private=True)
                return
            like_id = found.card.page.film.id
        asked = Asked(list_id, minutes, seen=await shelf_service.seen_filter(catalogue, reader, seen))
        wanted = await random_service.filter_of(catalogue, asked, now=interaction.created_at, zone=zone)
        question = Question(one_line(words or ""), like_id, wanted)
        await send(interaction, await recommended(interaction, catalogue, question), private=private)

    recommend.autocomplete("like")(film_command.titles(catalogue))
    recommend.autocomplete("list_")(lists.names(catalogue))
    return recommend
