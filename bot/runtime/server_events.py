"""Events of a server (resources/guild-scheduled-event): made once, never for more than one evening."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any, Final

import aiohttp
import discord

from bot.runtime.discord_internals import create_event

_EXTERNAL: Final = 3
"""An event that takes place somewhere else than in a channel for voice."""
_MEMBERS_ONLY: Final = 2
MAX_NAME: Final = 100


class EventRefusedError(Exception):
    """Discord does not allow it."""


class EventUncertainError(Exception):
    """Nobody knows whether Discord has made it."""


class ServerEvents:
    """Events of a client that is logged in."""

    def __init__(self, client: discord.Client, patience: float) -> None:
        """`patience`: seconds for one request, with what discord.py does to get it through."""
        self._client = client
        self._patience = patience

    async def create(
        self, server_id: int, name: str, *, place: str, begins: datetime, ends: datetime
    ) -> None:
        """Make an event. `place` is at most 100 characters. Raise EventRefusedError, EventUncertainError."""
        event: dict[str, Any] = {
            "name": name[:MAX_NAME],
            "privacy_level": _MEMBERS_ONLY,
            "entity_type": _EXTERNAL,
            "entity_metadata": {"location": place},
            "scheduled_start_time": begins.isoformat(),
            "scheduled_end_time": ends.isoformat(),
        }
        try:
            async with asyncio.timeout(self._patience):
                await create_event(self._client, server_id, event)
        except discord.HTTPException as error:
            if error.status >= 500 or error.status == 429:
                raise EventUncertainError(str(error)) from error
            raise EventRefusedError(str(error)) from error
        except (discord.RateLimited, aiohttp.ClientError, OSError) as error:  # TimeoutError is an OSError
            raise EventUncertainError(str(error) or type(error).__name__) from error
