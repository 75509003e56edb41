"""The slash commands as Discord knows them: sent anew when they are others than it was last told."""

from __future__ import annotations

import asyncio
import json
import logging
import random
from hashlib import sha256
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.services import commands as command_service
from bot.services.catalogue import Catalogue
from bot.services.commands import CommandsNotKeptError, Registered

log = logging.getLogger(__name__)

_FIRST_PAUSE, _LONGEST_PAUSE = 15.0, 3600.0
"""Seconds."""


class CommandRegistration:
    """Tells Discord of the commands of a tree that has its translator."""

    def __init__(
        self,
        tree: app_commands.CommandTree[Any],
        catalogue: Catalogue,
        ids: dict[str, int],
        dice: random.Random,
        *,
        patience: float,
    ) -> None:
        """`ids` is filled with the commands' ids, by name; `patience`: seconds for one attempt."""
        self._tree = tree
        self._catalogue = catalogue
        self._ids = ids
        self._dice = dice
        self._patience = patience

    async def register(self) -> bool:
        """Register the commands if Discord was last told others; False if that failed, which is logged."""
        try:
            async with asyncio.timeout(self._patience):
                await self._synchronise()
        except (discord.DiscordException, aiohttp.ClientError, OSError, CommandsNotKeptError) as error:
            why = str(error) or type(error).__name__
            log.warning("Discord could not be told of the commands, so members see the old ones: %s", why)
            return False
        return True

    async def register_later(self) -> None:
        """Try again, ever more rarely, until it is done."""
        pause = _FIRST_PAUSE
        while True:
            await asyncio.sleep(pause * self._dice.uniform(0.75, 1.25))
            if await self.register():
                return
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _synchronise(self) -> None:
        """Send the commands if they are not what Discord was last told (one PUT replaces them all)."""
        application_id, texts = self._tree.client.application_id, self._tree.translator
        if application_id is None:
            raise RuntimeError("not logged in")
        if texts is None:
            raise RuntimeError("no translator is set")
        body = [
            await command.get_translated_payload(self._tree, texts) for command in self._tree.get_commands()
        ]
        text = json.dumps(sorted(body, key=lambda one: str(one["name"])), sort_keys=True)
        digest = sha256(text.encode()).hexdigest()
        known = await command_service.registered(self._catalogue.database, application_id)
        if known is None or (known.digest != digest and not known.by_newer):
            synced = await self._tree.sync()
            known = Registered(digest, {command.name: command.id for command in synced})
            await command_service.remember(self._catalogue.database, application_id, known)
            log.info("Discord was told of %s commands", len(synced))
        self._ids.update(known.ids)
