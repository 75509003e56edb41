"""Whether anybody listens at DISCORD_API_URL, where an operator has set one of their own.

Discord itself may be away for hours, and the bot waits for it. An address that somebody has typed may be wrong, and
waiting for that would never end.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

from bot.settings import Settings, SettingsError

log = logging.getLogger(__name__)

PATIENCE: Final = 30.0
"""Seconds for what may be starting together with the bot, as a proxy on the same machine."""
_BETWEEN: Final = 0.5
"""Seconds between two tries."""


async def check(settings: Settings, stop: asyncio.Event, patience: float) -> None:
    """Return once a connection was made, at once for Discord's own address, or when `stop` is set.

    Raises SettingsError when nobody has answered within `patience` seconds.
    """
    if settings.discord_api_url == Settings().discord_api_url:
        return
    address = urlsplit(settings.discord_api_url)
    port = address.port or (443 if address.scheme == "https" else 80)
    why = ""
    with suppress(TimeoutError):
        async with asyncio.timeout(patience):
            while not stop.is_set():
                try:
                    _, writer = await asyncio.open_connection(address.hostname, port)
                except OSError as error:
                    if not why:
                        log.warning("Nobody answers at %s; trying again for %.0f s", address.netloc, patience)
                    why = error.strerror or str(error)
                else:
                    writer.close()
                    return
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), _BETWEEN)
            return
    raise SettingsError(
        f"DISCORD_API_URL: {settings.discord_api_url} does not answer ({why or 'no reply'}), tried for {patience:.0f} s"
    )
