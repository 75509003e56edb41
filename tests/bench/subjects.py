"""What is measured, each a process of its own: `python -m tests.bench.subjects noop|kinoteka API_URL`.

`noop` is the least that a bot of discord.py can do: it says "pong" to every command and press, and offers 25 constant
rows. `kinoteka` is the bot as `python -m bot run` wires it, but without pictures; its settings are as always in the
environment, `INTERACTIONS_PORT` too, with which it takes them by HTTP.
"""

from __future__ import annotations

import asyncio
import random
import sys
from contextlib import AsyncExitStack
from typing import Any

import discord
from discord import app_commands
from discord.http import Route
from prometheus_client import CollectorRegistry

ROWS = [
    app_commands.Choice(name=f"A film with a name of usual length ({1950 + n})", value=f"id:{n}")
    for n in range(25)
]


def noop(api_url: str) -> None:
    """Bare discord.py."""
    Route.BASE = api_url
    client = discord.AutoShardedClient(
        intents=discord.Intents.none(),
        allowed_mentions=discord.AllowedMentions.none(),
        guild_ready_timeout=0.1,
    )
    tree = app_commands.CommandTree(client)

    @tree.command(name="film", description="Says pong")
    async def film(interaction: discord.Interaction[Any], title: str) -> None:
        await interaction.response.send_message(f"pong {len(title)}")

    @film.autocomplete("title")
    async def titles(_interaction: discord.Interaction[Any], _current: str) -> list[app_commands.Choice[str]]:
        return ROWS

    @client.event
    async def on_interaction(interaction: discord.Interaction[Any]) -> None:
        if interaction.type is discord.InteractionType.component:
            await interaction.response.edit_message(content="pong")

    @client.event
    async def setup_hook() -> None:
        await tree.sync()

    client.run("any.token", log_handler=None)


async def kinoteka(api_url: str) -> None:
    """The bot, told everything anew: the other side begins empty."""
    from bot.cli.bootstrap import opened  # noqa: PLC0415
    from bot.cli.process import stop_on_signals  # noqa: PLC0415
    from bot.cli.serving import keep_settled  # noqa: PLC0415
    from bot.client import Kinoteka  # noqa: PLC0415  # the no-op must not carry our weight
    from bot.preview.world import APPLICATION_ID  # noqa: PLC0415
    from bot.runtime.deadlines import Deadlines  # noqa: PLC0415
    from bot.runtime.endpoint import Endpoint, listening  # noqa: PLC0415
    from bot.runtime.metrics import Metrics  # noqa: PLC0415
    from bot.runtime.supervisor import supervise  # noqa: PLC0415
    from bot.services import commands  # noqa: PLC0415
    from bot.settings import load  # noqa: PLC0415

    settings = load()
    stop, dice, deadlines = stop_on_signals(), random.Random(1957), Deadlines()
    metrics = Metrics(CollectorRegistry())
    clients: list[Kinoteka] = []
    async with AsyncExitStack() as stack:
        catalogue = await stack.enter_async_context(opened(settings, deadlines))

        def connect() -> Kinoteka:
            by_http = bool(settings.interactions_port)
            client = Kinoteka(
                catalogue, dice, api_url=api_url, metrics=metrics, deadlines=deadlines, by_http=by_http
            )
            clients[:] = [client]
            return client

        await commands.forget(catalogue.database, APPLICATION_ID)
        if settings.interactions_port:
            endpoint = Endpoint(
                lambda: clients[0] if clients else None, lambda: (True, ""), metrics, deadlines
            )
            where = settings.interactions_host, settings.interactions_port
            await stack.enter_async_context(listening(endpoint, *where, stop))
        catalogue.watch()
        settling = asyncio.create_task(keep_settled(catalogue))
        await supervise(connect, "any.token", stop, dice, deadlines)
        settling.cancel()


if __name__ == "__main__":
    subject, api = sys.argv[1:]
    if subject == "noop":
        noop(api)
    else:
        asyncio.run(kinoteka(api))
