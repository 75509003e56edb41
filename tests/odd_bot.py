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
from bot.runtime.deadlines import Deadlines
from bot.services.catalogue import Catalogue

UNHURRIED = Deadlines(defer_after=20.0, first_response=28.0, later=28.0, registration=30.0)
"""None that a busy machine could miss; the stand-in of most tests waits as long."""


@asynccontextmanager
async def odd_bot(
    *commands: app_commands.Command[Any, ..., None] | app_commands.ContextMenu,
    catalogue: Catalogue,
    standin: StandIn,
    **options: Any,
) -> AsyncIterator[Kinoteka]:
    """For the block, logged in and ready; `options` are further ones of Kinoteka, or its deadlines."""
    options = {"deadlines": UNHURRIED} | options
    client = Kinoteka(catalogue, random.Random(1957), api_url=standin.api_url, **options)
    for command in commands:
        client.tree.add_command(command)
    running = asyncio.create_task(client.start("stand-in"))
    await standin.ready()
    try:
        yield client
    finally:
        await client.close()
        await asyncio.wait_for(running, 60)
