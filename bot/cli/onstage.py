"""The real bot, connected to the stand-in instead of Discord."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.art.gallery import Gallery
from bot.client import Kinoteka
from bot.preview.standin import StandIn
from bot.preview.world import APPLICATION_ID
from bot.services import commands
from bot.services.catalogue import Catalogue
from bot.settings import Settings


@asynccontextmanager
async def connected(
    settings: Settings, catalogue: Catalogue, standin: StandIn, gallery: Gallery | None = None
) -> AsyncIterator[Kinoteka]:
    """The bot, logged in to the stand-in and with its commands known there."""
    await commands.forget(catalogue.database, APPLICATION_ID)
    client = Kinoteka(
        catalogue,
        random.SystemRandom(),
        api_url=standin.api_url,
        gallery=gallery,
        zone=settings.zone,
    )
    running = asyncio.create_task(client.start("stand-in"))
    ready = asyncio.create_task(standin.ready())
    await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        ready.cancel()
        running.result()
    try:
        yield client
    finally:
        await client.close()
        await asyncio.wait({running})
