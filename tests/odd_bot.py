"""The real bot on the stand-in with commands besides its own."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from discord import app_commands

from bot.client import Kinoteka
from bot.preview.standin import StandIn
from bot.services.catalogue import Catalogue


@asynccontextmanager
async def odd_bot(
    *commands: app_commands.Command[Any, ..., None] | app_commands.ContextMenu,
    catalogue: Catalogue,
    standin: StandIn,
    **options: Any,
) -> AsyncIterator[Kinoteka]:
    """For the block, logged in and ready; `options` are further ones of Kinoteka."""
    client = Kinoteka(catalogue, random.Random(1957), api_url=standin.api_url, **options)
    for command in commands:
        client.tree.add_command(command)
    running = asyncio.create_task(client.start("stand-in"))
    await standin.ready()
    yield client
    await client.close()
    await asyncio.wait({running})
