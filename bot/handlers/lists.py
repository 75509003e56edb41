"""/list: all curated lists, or one of them."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.handlers import descriptions
from bot.handlers.attachments import Pictures
from bot.handlers.autocomplete import chosen, chosen_value, completion
from bot.runtime.privacy import alone
from bot.runtime.reply import send
from bot.services import lists as list_service
from bot.services import member_films as shelf_service
from bot.services.catalogue import Catalogue
from bot.ui import list_page
from bot.ui.kit.text import MAX_OPTIONS
from db.types import SeenFilter


def command(catalogue: Catalogue, pictures: Pictures) -> app_commands.Command[Any, ..., None]:
    """The command over this catalogue, with these pictures."""

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
        owner = interaction.user.id
        # What somebody has seen is nobody else's business unless he says otherwise.
        private = seen in {"seen", "unseen"} if private is None else private
        if name is None:
            lists = list_service.all_lists(catalogue)
            covers = await pictures.covers(interaction, list_page.shown(lists, 0))
            answer = list_page.all_lists(lists, owner=owner, covers=covers)
            await send(interaction, answer, private=private)
            return
        found = await list_service.find(catalogue, name, chosen=chosen(name))
        if found.film_list is None:
            await send(interaction, list_page.nothing_found(name, found.nearest, owner), private=True)
        else:
            cover = await pictures.cover(interaction, found.film_list)
            for_one_alone = private or alone(interaction)
            only = seen or "any"
            if for_one_alone:
                only = await shelf_service.seen_filter(catalogue, owner, seen)
            mine = frozenset[int]()
            if for_one_alone or only != "any":
                mine = await shelf_service.seen_ids(catalogue, owner)
            answer = list_page.list_page(found.film_list, owner=owner, cover=cover, seen=mine, only=only)
            await send(interaction, answer, private=private)

    list_.autocomplete("name")(names(catalogue))
    return list_


def names(catalogue: Catalogue) -> Any:
    """The autocomplete of a list's name, for every command that takes one."""

    @completion
    def rows(current: str) -> list[tuple[str, str]]:
        summaries = list_service.suggestions(catalogue, current, MAX_OPTIONS)
        return [(list_page.row_text(summary), chosen_value(summary.id)) for summary in summaries]

    return rows
