"""The Discord client: the connections, and the commands and presses that it serves by way of the `dispatcher`.

It owns nothing that it was not handed. No intents: Discord sends interactions to every bot (events/gateway), and
nothing else is wanted. Where Discord sends them by HTTP, the client has no connection to the gateway, and
`runtime/endpoint.py` hands them in.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence, Sized
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from typing import Any

import aiohttp
import discord
from discord import app_commands
from prometheus_client import CollectorRegistry
from yarl import URL

from bot.art.gallery import Gallery
from bot.domain.viewer import NOWHERE
from bot.handlers import presence
from bot.handlers.attachments import Attachments
from bot.handlers.command_registration import CommandRegistration
from bot.handlers.command_texts import CommandTexts
from bot.handlers.daily import DailyHandlers
from bot.handlers.daily_posts import DailyChannels
from bot.handlers.night_messages import NightMessages
from bot.handlers.refusals import SENTENCES
from bot.handlers.table import table
from bot.runtime import discord_internals
from bot.runtime.channel_messages import ChannelMessages
from bot.runtime.deadlines import Deadlines
from bot.runtime.dispatcher import Dispatcher
from bot.runtime.downloads import Downloads
from bot.runtime.metrics import Metrics
from bot.runtime.server_events import ServerEvents
from bot.runtime.shards import Shards
from bot.runtime.spoken import note_chosen
from bot.runtime.webhook_adapter import WebhookAdapter
from bot.services import member_data, servers
from bot.services.catalogue import Catalogue
from bot.services.daily_posts import DailyPosts
from bot.services.languages import ChosenLanguagesCache
from bot.services.member_file_reader import MemberFileReader
from bot.services.night_closing import NightClosing
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
_SHARD_PAUSE = 5.0
"""Seconds until a shard that could not be connected is tried again."""
_SHARDING_REQUIRED = 4011
"""The close code for a bot with too many servers for its shards (topics/opcodes, gateway close event codes)."""


class Tree(app_commands.CommandTree["Kinoteka"]):
    """The slash commands; whatever they raise is answered by the dispatcher."""

    async def interaction_check(self, interaction: discord.Interaction[Kinoteka], /) -> bool:
        if not await self.client.dispatcher.admit(interaction):
            return False
        await self.client.settle_language(interaction)
        return True

    async def on_error(
        self, interaction: discord.Interaction[Kinoteka], error: app_commands.AppCommandError, /
    ) -> None:
        await self.client.dispatcher.apologise(interaction, error)


class Kinoteka(discord.AutoShardedClient):
    """The bot, to be started once: `start` it, `drain` and `close` it."""

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
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        shard_count: int | None = None,
        shard_ids: Sequence[int] | None = None,
        by_http: bool = False,
        posts: bool = False,
    ) -> None:
        """To be made inside a running event loop. `api_url` is for the whole process: discord.py keeps it so.

        Without a gallery cards have no pictures. `zone` is where members' times of day are meant; `clock` gives
        seconds since 1970, and the film of the day waits by `sleep`. `shard_ids` are those of this process, of
        `shard_count` in all; None: all of them, as many as Discord recommends. `by_http`: interactions come through
        `receive`, and there is no connection. `posts`: the film of the day is posted, votes end
        by themselves, and it is looked which servers the bot is still in; only a bot may do that which is connected to
        where its database comes from.
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
            shard_count=shard_count,
            shard_ids=None if shard_ids is None else [*shard_ids],  # type: ignore[arg-type]  # None is the default
        )
        discord_internals.use_api(api_url)
        discord_internals.survive_unreadable_events()
        if by_http:
            discord_internals.endpoint_is_meant()
        self.command_ids: dict[str, int] = {}
        self._languages = ChosenLanguagesCache(catalogue)
        catalogue.on_language_chosen.append(self._languages.clear)
        self._catalogue = catalogue
        self._dice = dice
        self._clock = clock
        self._metrics = metrics = metrics or Metrics(CollectorRegistry())
        self._deadlines = deadlines = deadlines or Deadlines()
        self.connections = Shards(metrics, lost_after=deadlines.lost, pace=deadlines.pace, clock=clock)
        """Which shards are connected."""
        self._shards_are_given = shard_count is not None
        self._by_http = by_http
        self._posts = posts
        self._receives = False
        self._closed = asyncio.Event()
        self.dispatcher = Dispatcher(metrics, deadlines, sentences=SENTENCES, clock=clock)
        self._attachments = Attachments(
            gallery,
            catalogue,
            crowded=lambda: self.dispatcher.is_crowded,
            patience=deadlines.picture,
        )
        self._dealer = Dealer(catalogue, dice)
        messages = ChannelMessages(self, patience=deadlines.channel_message)
        channels = DailyChannels(catalogue, self._attachments, messages)
        self.daily_posts = DailyPosts(catalogue, self._dealer, channels, clock=clock, sleep=sleep)
        """What is posted without being asked for."""
        draw = NightMessages(catalogue, messages).draw
        self.night_closing = NightClosing(catalogue, draw, clock=clock, sleep=sleep)
        """Votes that end by themselves."""
        downloads = Downloads(api_url, patience=deadlines.download)
        self.file_reader = MemberFileReader(seconds=deadlines.reading)
        handlers = table(
            catalogue,
            self._dealer,
            dice,
            self._attachments,
            zone,
            self.command_ids,
            downloads,
            self.file_reader,
            DailyHandlers(catalogue, self.daily_posts, clock),
            ServerEvents(self, patience=deadlines.channel_message),
        )
        self._router = handlers.router
        self._beside: set[asyncio.Task[None]] = set()
        self.tree = Tree(
            self,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        for command in handlers.commands:
            self.tree.add_command(command)
        self._registration = CommandRegistration(
            self.tree, catalogue, self.command_ids, dice, patience=deadlines.registration
        )

    # The connection

    async def login(self, token: str) -> None:
        async with asyncio.timeout(self._deadlines.login):
            await super().login(token)

    async def setup_hook(self) -> None:
        self._adapter = WebhookAdapter(
            self._dice,
            self._deadlines,
            user_agent=discord_internals.user_agent(self),
            on_retry=lambda why: self._metrics.retries.labels(why).inc(),
        )
        discord_internals.use_adapter(self._adapter)  # for the tasks that discord.py starts from here on
        await self.tree.set_translator(CommandTexts())
        if not await self._registration.register():
            self._start(self._registration.register_later())
        self._start(self._sweep())
        if self._posts:
            self._start(self.daily_posts.run())
            self._start(self.night_closing.run())
            self._start(presence.look_daily(self, self._catalogue, self._clock))
        self._prepare_pictures()
        self._catalogue.on_renewed.append(self._prepare_pictures)

    async def connect(self, *, reconnect: bool = True) -> None:
        """Connect every shard; by HTTP: take interactions. Return when closed."""
        if self._by_http:
            if self.application is not None and self.application.interactions_endpoint_url is None:
                log.warning(
                    "No Interactions Endpoint URL is set in Discord's developer portal: nothing will arrive"
                )
            self._receives = True
            await self._closed.wait()
            return
        answer = await discord_internals.gateway_information(self)
        discord_internals.use_gateway(answer["url"])
        limit = answer.get("session_start_limit") or {}  # not every server that speaks Discord's API says so
        if limit.get("remaining", 1) < 1:
            wait = limit.get("reset_after", 0) / 1000
            log.error("Discord allows this bot no further session for %.0f min; waiting for that", wait / 60)
            await asyncio.sleep(wait)
        count = self.shard_count or int(answer.get("shards", 1))
        self.shard_count = count
        concurrency = int(limit.get("max_concurrency", 1))
        self.connections.plan(self.shard_ids or range(count), of=count, max_concurrency=concurrency)
        try:
            await super().connect(reconnect=reconnect)
        except discord.ConnectionClosed as closed:
            if closed.code == _SHARDING_REQUIRED and not self._shards_are_given:
                raise OutgrownError(f"{count} shards are too few by now") from closed
            raise

    async def launch_shard(self, gateway: URL, shard_id: int, *, initial: bool = False) -> None:  # noqa: ARG002
        while True:
            try:
                await discord_internals.launch_shard(self, gateway, shard_id, self.connections.turn)
            except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
                if not self.shards:  # then nothing is lost by beginning anew
                    raise
                why = str(error) or type(error).__name__
                log.warning("Shard %s could not be connected (%s); trying again", shard_id, why)
                await asyncio.sleep(_SHARD_PAUSE)
            else:
                return

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002
        """Count the session. The pause before it was made before the connection (see `Shards.turn`)."""
        self.connections.begun(shard_id or 0)

    async def on_shard_connect(self, shard_id: int) -> None:
        self.connections.came_up(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        self.connections.came_up(shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        self.connections.went_down(shard_id)

    @property
    def lost(self) -> asyncio.Event:
        """Set once every shard has been away for a minute: then a new client finds Discord sooner."""
        return self.connections.lost

    @property
    def sessions(self) -> Sized:
        """The sessions that it has begun lately."""
        return self.connections.sessions

    @property
    def verify_key(self) -> str | None:
        """With which Discord signs interactions by HTTP, 32 bytes in hexadecimal digits.

        None as long as it takes none: it must be logged in, and its commands registered.
        """
        return self.application.verify_key if self._receives and self.application is not None else None

    def receive(self, payload: dict[str, Any]) -> bool:
        """Take an interaction that came by HTTP; whether it could be read. It is answered in a task of its own."""
        discord_internals.use_adapter(self._adapter)
        try:
            discord_internals.receive_interaction(self, payload)
        except Exception as error:  # noqa: BLE001  # discord.py raises anything over what it cannot read
            log.warning("An interaction of Discord's could not be read and is lost: %s", type(error).__name__)
            return False
        return True

    def health(self) -> tuple[bool, str]:
        """Whether interactions arrive and answers reach Discord, and a line that says so."""
        if self._by_http:
            arrive, said = self._receives, "taking interactions" if self._receives else "not logged in yet"
        else:
            shards = self.connections
            arrive, said = shards.are_connected, f"{shards.connected} of {len(shards.ids)} shards connected"
        if arrive and not self.dispatcher.is_heard:
            return False, f"{said}, but answers do not reach Discord"
        return arrive, said

    async def drain(self) -> None:
        """Wait for the answers under way, within the time for that."""
        await self.dispatcher.drain()

    async def on_interaction(self, interaction: Interaction) -> None:
        """Presses of buttons and selects, and modals; commands go their own way through the tree."""
        if interaction.type not in {discord.InteractionType.component, discord.InteractionType.modal_submit}:
            return
        if not await self.dispatcher.admit(interaction, private=self._router.is_private(interaction)):
            return
        await self.settle_language(interaction)
        try:
            await self._router.answer(interaction)
        except Exception as error:  # noqa: BLE001  # the one way out: every error is answered
            await self.dispatcher.apologise(interaction, error)

    async def settle_language(self, interaction: Interaction) -> None:
        """Look up the languages that were chosen for an interaction; without a database it is as Discord says."""
        here = interaction.guild_id or NOWHERE
        if servers.was_absent(self._catalogue, here):
            self._start(servers.is_there(self._catalogue, here))
        with suppress(StoreError):
            chosen = await self._languages.chosen(interaction.user.id, here)
            note_chosen(interaction, member=chosen.member, server=chosen.server)

    async def close(self) -> None:
        if self._prepare_pictures in self._catalogue.on_renewed:
            self._catalogue.on_renewed.remove(self._prepare_pictures)
        if self._languages.clear in self._catalogue.on_language_chosen:
            self._catalogue.on_language_chosen.remove(self._languages.clear)
        self.file_reader.close()
        await self._dealer.close()
        for task in self._beside:
            task.cancel()
        self._receives = False
        self._closed.set()
        await super().close()
        discord_internals.stop_heartbeats(self)

    def _prepare_pictures(self) -> None:
        self._start(self._attachments.prepare())

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    async def _sweep(self) -> None:
        """Let go of imports that nobody has confirmed or undone for an hour."""
        while True:
            with suppress(StoreError):  # then the next time
                await member_data.sweep(self._catalogue, datetime.now(UTC))
            await asyncio.sleep(_SWEEPS)


class OutgrownError(Exception):
    """The bot is in more servers than its shards can serve; a new client asks Discord how many it takes."""
