"""The Discord client: hands what comes in to commands and presses, and what goes wrong to `errors`.

It owns nothing that it was not handed. No intents: Discord sends interactions to every bot (events/gateway), and
nothing else is wanted.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import random
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.http import Route

from bot.art.gallery import Gallery
from bot.commands import about, film, lists, me
from bot.commands import random as random_command
from bot.errors import apology
from bot.services import commands as command_service
from bot.services.catalogue import Catalogue
from bot.services.commands import Registered
from bot.ui.layout import notice
from bot.ui.pictures import Pictures
from bot.ui.presses import Presses
from bot.ui.respond import send

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

_SOCKETS = 100
"""At 150 ms a round trip to Discord this carries some 660 answers a second; unlimited, a burst blows up memory."""
_DRAIN = 2.5
"""Seconds for answers under way at the end; Discord would not take them much later anyway."""
_CLOSE = 1.5
"""Seconds for a goodbye."""
_LONGEST_PAUSE = 300.0
"""Seconds between two tries to connect, at most."""
_KEEP_ALIVE = 90.0
"""Seconds; with aiohttp's 15 a quiet bot would pay a TLS handshake for every command."""


class Tree(app_commands.CommandTree["Kinoteka"]):
    """The slash commands; whatever they raise is answered by the client."""

    async def interaction_check(self, interaction: discord.Interaction[Kinoteka], /) -> bool:
        self.client.working_on(interaction)
        return True

    async def on_error(
        self, interaction: discord.Interaction[Kinoteka], error: app_commands.AppCommandError, /
    ) -> None:
        await self.client.apologise(interaction, error)


class Kinoteka(discord.AutoShardedClient):
    """One connection of the bot, good for one life: `start` it, `drain` and `close` it."""

    def __init__(
        self, catalogue: Catalogue, dice: random.Random, *, api_url: str, gallery: Gallery | None = None
    ) -> None:
        """To be made inside a running event loop. `api_url` is for the whole process: discord.py keeps it so.

        Without a gallery cards have no pictures.
        """
        super().__init__(
            intents=discord.Intents.none(),
            allowed_mentions=discord.AllowedMentions.none(),
            connector=aiohttp.TCPConnector(limit=_SOCKETS, keepalive_timeout=_KEEP_ALIVE),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0.1,
        )
        Route.BASE = api_url
        self.ready_once = asyncio.Event()
        self.command_ids: dict[str, int] = {}
        self._catalogue = catalogue
        pictures = Pictures(gallery, catalogue)
        self._presses = Presses(catalogue, dice, pictures)
        self._working: set[asyncio.Task[Any]] = set()
        self.tree = Tree(
            self,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        for command in (
            lists.command(catalogue, pictures),
            film.command(catalogue, pictures),
            random_command.command(catalogue, dice, pictures),
            me.command(catalogue),
            about.command(catalogue, self.command_ids),
        ):
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        await self._tell_commands()

    async def on_ready(self) -> None:
        self.ready_once.set()

    async def on_interaction(self, interaction: Interaction) -> None:
        """Presses of buttons and selects; commands go their own way through the tree."""
        if interaction.type is not discord.InteractionType.component:
            return
        self.working_on(interaction)
        try:
            await self._presses.answer(interaction)
        except Exception as error:  # noqa: BLE001  # the one way out: every error is answered
            await self.apologise(interaction, error)

    async def apologise(self, interaction: Interaction, error: Exception) -> None:
        """Tell the member privately what went wrong; log it, with the code he reads, if it is ours to mend."""
        said = apology(error, interaction.id)
        if said.code is not None:
            log.error("%s failed (%s)", _about(interaction), said.code, exc_info=error)
        if interaction.type is discord.InteractionType.autocomplete:
            return
        try:
            await send(interaction, notice(said.sentence), private=True)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as failure:
            log.warning("The apology could not be delivered: %s", failure)

    def working_on(self, interaction: Interaction) -> None:
        """Remember the running task until it is done, so that `drain` can wait for its answer."""
        task = asyncio.current_task()
        if task is not None and interaction.type is not discord.InteractionType.autocomplete:
            self._working.add(task)
            task.add_done_callback(self._working.discard)

    async def drain(self, patience: float) -> None:
        """Wait at most so many seconds until every answer under way is delivered."""
        if self._working:
            await asyncio.wait(self._working, timeout=patience)

    async def _tell_commands(self) -> None:
        """Send the commands to Discord if they are not what it was last told (one PUT replaces them all)."""
        if self.application_id is None:
            raise RuntimeError("not logged in")
        body = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        text = json.dumps(sorted(body, key=lambda one: str(one["name"])), sort_keys=True)
        digest = sha256(text.encode()).hexdigest()
        known = await command_service.registered(self._catalogue.database, self.application_id)
        if known is None or known.digest != digest:
            synced = await self.tree.sync()
            known = Registered(digest, {command.name: command.id for command in synced})
            await command_service.remember(self._catalogue.database, self.application_id, known)
            log.info("Discord was told of %s commands", len(synced))
        self.command_ids.update(known.ids)


def _about(interaction: Interaction) -> str:
    """The command or the kind of button, nothing about the member."""
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    data: Mapping[str, Any] = interaction.data or {}
    return ":".join(str(data.get("custom_id", "?")).split(":")[:2])


class LoginRefusedError(Exception):
    """Discord does not know the token."""


async def live(connect: Callable[[], Kinoteka], token: str, stop: asyncio.Event, dice: random.Random) -> None:
    """Keep the bot connected until `stop` is set, then deliver what is under way and close.

    discord.py reconnects by itself once it was connected. What ends it (the very first connection refused, which
    2.7.1 turns into an AttributeError; a server error at login) is met here with a new client after a pause that
    doubles up to five minutes, with jitter: Discord resets the token of whoever identifies 1,000 times a day.
    Raise LoginRefusedError for a token that Discord does not take.
    """
    pause = 1.0
    while not stop.is_set():
        client = connect()
        running = asyncio.create_task(client.start(token))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            await client.drain(_DRAIN)
        else:
            stopping.cancel()
        was_ready = client.ready_once.is_set()
        await _end(client, running)
        error = None if running.cancelled() else running.exception()
        if stop.is_set():
            return
        if isinstance(error, discord.LoginFailure | discord.PrivilegedIntentsRequired):
            raise LoginRefusedError(str(error)) from error
        pause = 1.0 if was_ready else min(pause * 2, _LONGEST_PAUSE)
        wait = pause * dice.uniform(0.75, 1.25)
        log.warning("Not connected to Discord (%s); trying again in %.0f s", error or "closed", wait)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), wait)


async def _end(client: Kinoteka, running: asyncio.Task[None]) -> None:
    """Close within seconds, whatever the other side does."""
    try:
        await asyncio.wait_for(client.close(), _CLOSE)
    except TimeoutError:
        log.warning("Discord did not say goodbye in time")
    running.cancel()
    await asyncio.wait({running}, timeout=_CLOSE)
