"""Votes that nobody closes: ended when their time is over, and drawn anew where the bot may do that."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Final

from bot.services import night as night_service
from bot.services.catalogue import Catalogue
from db.errors import StoreError
from db.night_types import Night

log = logging.getLogger(__name__)

TICK: Final = 20.0
"""Seconds between two looks at which votes are over."""


class NightClosing:
    """Ends the votes whose time is over. Those whose messages cannot be drawn are drawn by the next press."""

    def __init__(
        self,
        catalogue: Catalogue,
        draw: Callable[[Night], Awaitable[None]],
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        """`draw` draws the message of a night anew, or does not; `clock` gives seconds since 1970, `sleep` waits."""
        self._catalogue = catalogue
        self._draw = draw
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
        ended = await night_service.close_due(self._catalogue, datetime.fromtimestamp(self._clock(), UTC))
        await asyncio.gather(*(self._draw(night) for night in ended))
