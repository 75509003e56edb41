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
    settings: Settings,
    catalogue: Catalogue,
    standin: StandIn,
    gallery: Gallery | None = None,
    *,
    posts: bool = False,
) -> AsyncIterator[Kinoteka]:
    """The bot, logged in to the stand-in and with its commands known there. Raise TimeoutError if it stays away.

    `posts`: on a database of the stand-in's own, it posts films of the day there.
    """
    await commands.forget(catalogue.database, APPLICATION_ID)
    client = Kinoteka(
        catalogue,
        random.SystemRandom(),
        api_url=standin.api_url,
        gallery=gallery,
        zone=settings.zone,
        posts=posts,
    )
    running = asyncio.create_task(client.start(standin.token or "stand-in"))
    ready = asyncio.create_task(standin.ready())
    try:
        await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        await ready
        if not standin.commands:  # another `ask` on this database told its own stand-in at the same moment
            client.command_ids.update({command.name: command.id for command in await client.tree.sync()})
        yield client
    finally:
        ready.cancel()
        await client.close()
        running.cancel()  # closed before it was connected, discord.py would go on connecting
        await asyncio.wait({running})
