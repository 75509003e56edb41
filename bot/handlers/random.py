"""/random: a film nobody has to look up."""

from __future__ import annotations

import random as dice_box
from datetime import tzinfo
from typing import Any

import discord
from discord import app_commands

from bot.handlers import descriptions, lists
from bot.handlers import watch_with as together
from bot.handlers.attachments import Pictures
from bot.handlers.autocomplete import chosen, completion
from bot.handlers.deal import deal
from bot.runtime.reply import send
from bot.services import lists as list_service
from bot.services import member_films as shelf_service
from bot.services import random as random_service
from bot.services.catalogue import Catalogue
from bot.services.random import Asked, Dealer
from bot.ui import list_page
from bot.ui.kit.choice_labels import decade_row, theme_row
from bot.ui.kit.text import MAX_OPTIONS
from db.types import SeenFilter


def command(
    catalogue: Catalogue, dealer: Dealer, dice: dice_box.Random, pictures: Pictures, zone: tzinfo
) -> app_commands.Command[Any, ..., None]:
    """The command over this catalogue; times of day are meant in `zone`. The dice fall where there is no deck."""

    @app_commands.command(name="random", description=descriptions.RANDOM)
    @app_commands.describe(
        list_=descriptions.RANDOM_LIST,
        minutes=descriptions.MINUTES,
        decade=descriptions.DECADE,
        theme=descriptions.THEME,
        seen=descriptions.SEEN,
        with_=descriptions.WITH,
        with2=descriptions.WITH_MORE,
        with3=descriptions.WITH_MORE,
        with4=descriptions.WITH_MORE,
        private=descriptions.PRIVATE,
    )
    @app_commands.rename(list_="list", with_="with")
    async def random(
        interaction: discord.Interaction[Any],
        list_: app_commands.Range[str, 1, 200] | None = None,
        minutes: app_commands.Range[str, 1, 60] | None = None,
        decade: app_commands.Range[str, 1, 20] | None = None,
        theme: app_commands.Range[str, 1, 100] | None = None,
        seen: SeenFilter | None = None,
        with_: discord.User | None = None,
        with2: discord.User | None = None,
        with3: discord.User | None = None,
        with4: discord.User | None = None,
        private: bool = False,
    ) -> None:
        owner, list_id = interaction.user.id, 0
        if list_ is not None:
            summary, nearest = list_service.named(catalogue, list_, chosen=chosen(list_))
            if summary is None:
                await send(interaction, list_page.nothing_found(list_, nearest, owner), private=True)
                return
            list_id = summary.id
        asked = Asked(
            list_id, minutes, decade, theme, await shelf_service.seen_filter(catalogue, owner, seen)
        )
        wanted = await random_service.filter_of(catalogue, asked, now=interaction.created_at, zone=zone)
        company = [user.id for user in (with_, with2, with3, with4) if user is not None]
        if company:
            await together.answer_command(
                interaction, catalogue, dice, pictures, company, wanted, private=private
            )
            return
        await deal(interaction, dealer, catalogue, pictures, wanted, private=private)

    @completion
    def decades(current: str) -> list[tuple[str, str]]:
        known = random_service.decades(catalogue)
        return [
            (decade_row(*one), str(one[0])) for one in known if current.strip().rstrip("s") in str(one[0])
        ]

    @completion
    def themes(current: str) -> list[tuple[str, str]]:
        known = random_service.themes(catalogue, current, MAX_OPTIONS)
        return [(theme_row(*one), one[0]) for one in known]

    random.autocomplete("list_")(lists.names(catalogue))
    random.autocomplete("decade")(decades)
    random.autocomplete("theme")(themes)
    return random
