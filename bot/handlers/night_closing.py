"""Votes that nobody closes: ended when their time is over, and their messages drawn anew where the bot may do that."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Final

import discord

from bot.domain.viewer import Viewer
from bot.runtime.channel_messages import ChannelMessages, NotPostedError, UnknownOutcomeError
from bot.services import night as service
from bot.services.catalogue import Catalogue
from bot.ui.kit.language import language as language_of
from bot.ui.night_evening import evening
from db.errors import StoreError
from db.night_types import Night

log = logging.getLogger(__name__)

TICK: Final = 20.0
"""Seconds between two looks at which votes are over."""


class NightClosing:
    """Ends the votes whose time is over. Where their messages cannot be drawn, the next press draws them."""

    def __init__(
        self,
        catalogue: Catalogue,
        messages: ChannelMessages,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        """`clock` gives seconds since 1970, `sleep` waits so many."""
        self._catalogue = catalogue
        self._messages = messages
        self._clock = clock
        self._sleep = sleep

    async def run(self) -> None:
        """Look again and again, for ever."""
        while True:
            try:
                await self.tick()
            except StoreError as error:
                log.warning("Votes whose time is over have to wait: %s", error)
            except Exception:
                log.exception("Votes whose time is over were not looked at")
            await self._sleep(TICK)

    async def tick(self) -> None:
        """End what is due at this moment. Raise StoreError."""
        ended = await service.close_due(self._catalogue, datetime.fromtimestamp(self._clock(), UTC))
        await asyncio.gather(*(self._draw(night) for night in ended))

    async def _draw(self, night: Night) -> None:
        viewer = Viewer(night.host, night.server_id, night.language)
        films = await service.films(self._catalogue, viewer, [night.winner], night.language)
        answer = evening(language_of(night.language), night, films)
        try:
            await self._messages.edit(night.channel_id, night.message_id, answer)
        except (NotPostedError, UnknownOutcomeError, discord.NotFound) as error:
            log.info("The message of a vote that is over could not be drawn anew: %s", error)
