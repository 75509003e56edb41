"""The Discord client: the connection, and the commands and presses that it serves by way of the `dispatcher`.

It owns nothing that it was not handed. No intents: Discord sends interactions to every bot (events/gateway), and
nothing else is wanted.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import time
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from hashlib import sha256
from time import monotonic
from typing import Any

import aiohttp
import discord
from discord import app_commands
from prometheus_client import CollectorRegistry

from bot.art.gallery import Gallery
from bot.handlers.attachments import Attachments
from bot.handlers.refusals import SENTENCES
from bot.handlers.table import table
from bot.runtime import discord_internals
from bot.runtime.deadlines import Deadlines
from bot.runtime.dispatcher import Dispatcher
from bot.runtime.downloads import Downloads
from bot.runtime.metrics import Metrics
from bot.runtime.webhook_adapter import WebhookAdapter
from bot.services import commands as command_service
from bot.services import member_data
from bot.services.catalogue import Catalogue
from bot.services.commands import Registered
from bot.services.random import Dealer
from db.errors import StoreError

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

_SOCKETS = 150
"""As many as answers and deferrals are on their way at once (see `runtime/limiter.py`): at 150 ms a round trip to
Discord some 660 answers a second. Unlimited, a burst blows up memory."""
_KEEP_ALIVE = 90.0
"""Seconds; with aiohttp's 15 a quiet bot would pay a TLS handshake for every command."""
_SWEEPS = 300.0
"""Seconds between two looks for imports that wait too long."""
_SESSIONS, _WINDOW = 2, 600.0
"""Sessions that may be begun within so many seconds. Discord takes 1,000 a day, then resets the token."""


class Tree(app_commands.CommandTree["Kinoteka"]):
    """The slash commands; whatever they raise is answered by the dispatcher."""

    async def interaction_check(self, interaction: discord.Interaction[Kinoteka], /) -> bool:
        return await self.client.dispatcher.admit(interaction)

    async def on_error(
        self, interaction: discord.Interaction[Kinoteka], error: app_commands.AppCommandError, /
    ) -> None:
        await self.client.dispatcher.apologise(interaction, error)


class Kinoteka(discord.Client):
    """One connection of the bot, to be started once: `start` it, `drain` and `close` it."""

    def __init__(
        self,
        catalogue: Catalogue,
        dice: random.Random,
        *,
        api_url: str,
        gallery: Gallery | None = None,
        metrics: Metrics | None = None,
        deadlines: Deadlines | None = None,
        zone: tzinfo = UTC,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """To be made inside a running event loop. `api_url` is for the whole process: discord.py keeps it so.

        Without a gallery cards have no pictures. `zone` is where members' times of day are meant; `clock` gives
        seconds since 1970.
        """
        super().__init__(
            intents=discord.Intents.none(),
            allowed_mentions=discord.AllowedMentions.none(),
            connector=aiohttp.TCPConnector(limit=_SOCKETS, keepalive_timeout=_KEEP_ALIVE),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0.1,
            max_ratelimit_timeout=30.0,
        )
        discord_internals.use_api(api_url)
        discord_internals.survive_unreadable_events()
        self.lost = asyncio.Event()
        """Set once the gateway has been away for a minute: then a new client finds Discord sooner."""
        self.connected = False
        """Whether interactions arrive."""
        self.command_ids: dict[str, int] = {}
        self._catalogue = catalogue
        self._dice = dice
        self._metrics = metrics = metrics or Metrics(CollectorRegistry())
        self._deadlines = deadlines = deadlines or Deadlines()
        self.dispatcher = Dispatcher(metrics, deadlines, sentences=SENTENCES, clock=clock)
        self._attachments = Attachments(
            gallery,
            catalogue,
            crowded=lambda: self.dispatcher.is_crowded,
            patience=deadlines.picture,
        )
        self._dealer = Dealer(catalogue, dice)
        downloads = Downloads(api_url, patience=deadlines.download)
        handlers = table(catalogue, self._dealer, dice, self._attachments, zone, self.command_ids, downloads)
        self._router = handlers.router
        self._beside: set[asyncio.Task[None]] = set()
        self.sessions: deque[float] = deque()
        """When sessions were begun lately, by `monotonic`."""
        self._losing: asyncio.TimerHandle | None = None
        self.tree = Tree(
            self,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        for command in handlers.commands:
            self.tree.add_command(command)

    # The connection

    async def login(self, token: str) -> None:
        async with asyncio.timeout(self._deadlines.login):
            await super().login(token)

    async def setup_hook(self) -> None:
        adapter = WebhookAdapter(
            self._dice,
            self._deadlines,
            user_agent=discord_internals.user_agent(self),
            on_retry=lambda why: self._metrics.retries.labels(why).inc(),
        )
        discord_internals.use_adapter(adapter)  # for the tasks that discord.py starts from here on
        if not await self._register_commands():
            self._start(self._register_later())
        self._start(self._sweep())
        self._prepare_pictures()
        self._catalogue.on_renewed.append(self._prepare_pictures)

    async def connect(self, *, reconnect: bool = True) -> None:
        answer = await discord_internals.gateway_information(self)
        discord_internals.use_gateway(answer["url"])
        limit = answer.get("session_start_limit") or {}  # not every server that speaks Discord's API says so
        if limit.get("remaining", 1) < 1:
            wait = limit.get("reset_after", 0) / 1000
            log.error("Discord allows this bot no further session for %.0f min; waiting for that", wait / 60)
            await asyncio.sleep(wait)
        await super().connect(reconnect=reconnect)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Refuse to begin sessions in a hurry, whatever Discord or the network does."""
        now = monotonic()
        while self.sessions and now - self.sessions[0] > _WINDOW:
            self.sessions.popleft()
        if len(self.sessions) >= _SESSIONS:
            raise TooManySessionsError(f"{len(self.sessions)} sessions within {_WINDOW / 60:.0f} minutes")
        self.sessions.append(now)
        await super().before_identify_hook(shard_id, initial=initial)

    async def on_connect(self) -> None:
        self._came_up()

    async def on_resumed(self) -> None:
        self._came_up()

    async def on_disconnect(self) -> None:
        self._connected(False)
        if self._losing is None:
            self._losing = asyncio.get_running_loop().call_later(self._deadlines.lost, self.lost.set)

    def _came_up(self) -> None:
        self._connected(True)
        if self._losing is not None:
            self._losing.cancel()
            self._losing = None

    def _connected(self, connected: bool) -> None:
        self.connected = connected
        self._metrics.gateway_connected.set(connected)

    async def drain(self) -> None:
        """Wait for the answers under way, within the time for that."""
        await self.dispatcher.drain()

    async def on_interaction(self, interaction: Interaction) -> None:
        """Presses of buttons and selects, and modals; commands go their own way through the tree."""
        if interaction.type not in {discord.InteractionType.component, discord.InteractionType.modal_submit}:
            return
        if not await self.dispatcher.admit(interaction, private=self._router.is_private(interaction)):
            return
        try:
            await self._router.answer(interaction)
        except Exception as error:  # noqa: BLE001  # the one way out: every error is answered
            await self.dispatcher.apologise(interaction, error)

    async def close(self) -> None:
        if self._prepare_pictures in self._catalogue.on_renewed:
            self._catalogue.on_renewed.remove(self._prepare_pictures)
        await self._dealer.close()
        for task in self._beside:
            task.cancel()
        await super().close()
        discord_internals.stop_heartbeats(self)

    def _prepare_pictures(self) -> None:
        self._start(self._attachments.prepare())

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    # The commands

    async def _register_commands(self) -> bool:
        """Register the commands if Discord was last told others; False if that failed, which is logged."""
        try:
            async with asyncio.timeout(self._deadlines.registration):
                await self._synchronise()
        except (discord.DiscordException, aiohttp.ClientError, OSError, StoreError) as error:
            why = str(error) or type(error).__name__
            log.warning("Discord could not be told of the commands, so members see the old ones: %s", why)
            return False
        return True

    async def _register_later(self) -> None:
        pause = 15.0
        while True:
            await asyncio.sleep(pause * self._dice.uniform(0.75, 1.25))
            if await self._register_commands():
                return
            pause = min(pause * 2, 3600.0)

    async def _sweep(self) -> None:
        """Let go of imports that nobody has confirmed or undone for an hour."""
        while True:
            with suppress(StoreError):  # then the next time
                await member_data.sweep(self._catalogue, datetime.now(UTC))
            await asyncio.sleep(_SWEEPS)

    async def _synchronise(self) -> None:
        """Send the commands if they are not what Discord was last told (one PUT replaces them all)."""
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


class TooManySessionsError(Exception):
    """The gateway makes us begin one session after the other."""
