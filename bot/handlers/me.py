"""/me: a member's own films, and everything that is kept of him. All of it is for his eyes alone."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import discord
from discord import app_commands

from bot.handlers import descriptions
from bot.handlers.my_presses import page
from bot.runtime.reply import send
from bot.services import takeout
from bot.services.catalogue import Catalogue
from bot.ui import member_data as my_data
from bot.ui.kit.button_state import MineState
from db.types import ShelfName

_PRIVATE: Final = {"private": True}
_SHELVES: Final[dict[str, ShelfName]] = {"seen": "seen", "watchlist": "watchlist"}
_DOWNLOAD: Final = 10.0
"""Seconds to wait for a file that Discord keeps for us."""


def command(catalogue: Catalogue) -> app_commands.Group:
    """The group of commands over this catalogue."""
    me = app_commands.Group(name="me", description=descriptions.ME, extras=_PRIVATE)

    @me.command(name="films", description=descriptions.ME_FILMS, extras=_PRIVATE)
    async def films(interaction: discord.Interaction[Any]) -> None:
        await send(interaction, await page(catalogue, interaction.user.id, MineState("lists")), private=True)

    @me.command(name="settings", description=descriptions.ME_SETTINGS, extras=_PRIVATE)
    async def settings(interaction: discord.Interaction[Any]) -> None:
        await send(
            interaction, await page(catalogue, interaction.user.id, MineState("settings")), private=True
        )

    @me.command(name="export", description=descriptions.ME_EXPORT, extras=_PRIVATE)
    async def export(interaction: discord.Interaction[Any]) -> None:
        files = await takeout.export(catalogue, interaction.user.id, at=interaction.created_at)
        await send(interaction, my_data.files(files), private=True)

    @me.command(name="import", description=descriptions.ME_IMPORT, extras=_PRIVATE)
    @app_commands.describe(file=descriptions.ME_IMPORT_FILE, to=descriptions.ME_IMPORT_TO)
    @app_commands.choices(
        to=[
            app_commands.Choice(name=descriptions.SEEN_FILMS, value="seen"),
            app_commands.Choice(name=descriptions.WATCHLIST, value="watchlist"),
        ]
    )
    async def import_(
        interaction: discord.Interaction[Any], file: discord.Attachment, to: str | None = None
    ) -> None:
        if file.size > takeout.MAX_FILE:
            await send(interaction, my_data.too_large(file.size), private=True)
            return
        try:
            async with asyncio.timeout(_DOWNLOAD):
                content = await file.read()
        except (discord.HTTPException, TimeoutError, OSError):
            await send(interaction, my_data.unreachable(), private=True)
            return
        rehearsal = await takeout.rehearse(
            catalogue,
            interaction.user.id,
            file.filename,
            content,
            to=_SHELVES.get(to or ""),
            at=interaction.created_at,
        )
        if isinstance(rehearsal, takeout.Refused):
            answer = my_data.refused(rehearsal, file.filename)
        else:
            answer = my_data.rehearsed(rehearsal, file.filename)
        await send(interaction, answer, private=True)

    @me.command(name="forget", description=descriptions.ME_FORGET, extras=_PRIVATE)
    async def forget(interaction: discord.Interaction[Any]) -> None:
        kept = await takeout.kept(catalogue, interaction.user.id)
        await send(interaction, my_data.ask_to_forget(kept, interaction.created_at), private=True)

    return me
