"""In which servers the bot is: asked of Discord once a day, without an intent; see services/servers.py."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import aiohttp
import discord

from bot.services import servers
from bot.services.catalogue import Catalogue

log = logging.getLogger(__name__)

_LOOKS: Final = 24 * 3600.0
"""Seconds between two looks."""


async def look(client: discord.Client, catalogue: Catalogue, at: datetime) -> None:
    """See in which servers the bot is; long absent ones are forgotten. A look that fails counts for nothing."""
    try:
        present = {guild.id async for guild in client.fetch_guilds(limit=None, with_counts=False)}
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        why = str(error) or type(error).__name__
        log.warning("It cannot be seen which servers the bot is in; trying again tomorrow: %s", why)
        return
    await servers.looked(catalogue, present, at=at)


async def look_daily(client: discord.Client, catalogue: Catalogue, clock: Callable[[], float]) -> None:
    """Look at once and then every day, until cancelled; `clock` gives seconds since 1970."""
    while True:
        await look(client, catalogue, datetime.fromtimestamp(clock(), UTC))
        await asyncio.sleep(_LOOKS)
