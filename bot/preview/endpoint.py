"""What a bot logs in to: REST, gateway and files under one address on loopback, and what has happened there.

Point the client at `api_url` (discord.py: `discord.http.Route.BASE`, with `AutoShardedClient`).
"""

from __future__ import annotations

import asyncio
import mimetypes
import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from aiohttp import web

from bot.preview.channel import Exchange, Impossible, Message
from bot.preview.conversation import Conversation
from bot.preview.faults import Faults
from bot.preview.gateway import Gateway
from bot.preview.loopback import STALLED_AFTER, Loopback
from bot.preview.own_messages import OwnMessages
from bot.preview.rest import MAX_REQUEST, PREFIX, Request, Rest
from bot.preview.world import LOCALES, Json, application_json

if TYPE_CHECKING:
    from bot.preview.sender import Sender

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class LoopbackDiscord:
    """One application's Discord, without anybody who acts in it."""

    def __init__(
        self,
        *,
        port: int = 0,
        clock: Callable[[], float] = time.time,
        patience: float = 3.0,
        token: str | None = None,
        faults: Faults | None = None,
        stalled_after: float = STALLED_AFTER,
    ) -> None:
        """Port 0 takes a free one. Without a `token` every token is the right one.

        `stalled_after`: seconds after which half a request is cut off.
        """
        self.faults = faults or Faults(random.SystemRandom())
        self.token = token
        self._server = Loopback(port, admits=_is_no_page, headers=_HEADERS, stalled_after=stalled_after)
        self._conversation = Conversation(clock=clock, patience=patience, files_url=lambda: self.url)
        self._gateway = Gateway(
            accepts=self._accepts, max_concurrency=lambda: self.session_start_limit["max_concurrency"]
        )
        self.own = OwnMessages(self._conversation, clock=clock)
        """What the bot says in the server's channel by itself, and what it may do there."""
        self._rest = Rest(
            self._conversation, self.own, accepts=self._accepts, gateway_url=lambda: self.gateway_url
        )
        self.sender: Sender | None = None
        """Sends interactions by HTTP instead of through the gateway; see `send_to`."""

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    async def start(self) -> None:
        """Raise OSError if the port is taken."""
        app = web.Application(
            client_max_size=MAX_REQUEST, middlewares=[self._server.guard, self.faults.around]
        )
        app.router.add_get("/gateway", self._gateway.serve)
        app.router.add_get("/attachments/{path:.*}", self._serve_file)
        app.router.add_route("*", "/{path:.*}", self._rest.serve)
        await self._server.start(app)

    async def close(self) -> None:
        self.faults.close()
        if self.sender is not None:
            await self.sender.close()
        await self._gateway.close()
        await self._server.close()

    @property
    def url(self) -> str:
        """Where the stand-in listens, once started; attachments lie below it."""
        return self._server.url

    @property
    def api_url(self) -> str:
        """What the bot takes for https://discord.com/api/v10."""
        return self.url + PREFIX

    @property
    def gateway_url(self) -> str:
        return self.url.replace("http", "ws", 1) + "/gateway"

    # What happened

    @property
    def commands(self) -> list[Json]:
        """As the bot last registered them, with their ids."""
        return self._rest.commands

    @property
    def syncs(self) -> int:
        """How often the bot has registered its commands."""
        return self._rest.syncs

    @property
    def requests(self) -> list[Request]:
        """Every REST request of the bot, in order."""
        return self._rest.requests

    @property
    def observers(self) -> list[Callable[[Request], None]]:
        """Called with every request before it is judged."""
        return self._rest.observers

    @property
    def messages(self) -> list[Message]:
        """Everything that has been said and not deleted, oldest first."""
        return self._conversation.messages

    @property
    def exchanges(self) -> list[Exchange]:
        """Everything members did, oldest first."""
        return self._conversation.exchanges

    @property
    def on_change(self) -> list[Callable[[], None]]:
        """Called after every change of a message or an exchange."""
        return self._conversation.on_change

    @property
    def session_start_limit(self) -> Json:
        """What the bot is told of the sessions it may begin; change it in place."""
        return self._rest.session_start_limit

    @property
    def guilds(self) -> set[int]:
        """The servers that the bot is in; change it in place."""
        return self._rest.guilds

    def refuse_guilds(self, *, after_pages: int) -> None:
        """Answer so many pages of the bot's servers, and refuse all that follow."""
        self._rest.guild_pages = after_pages

    @property
    def recommended_shards(self) -> int:
        """How many shards the bot is told to use."""
        return self._rest.recommended_shards

    @recommended_shards.setter
    def recommended_shards(self, number: int) -> None:
        self._rest.recommended_shards = number

    @property
    def guild_locale(self) -> str:
        """The server's language, one of `world.LOCALES`; every interaction there tells the bot."""
        return self._conversation.guild_locale

    @guild_locale.setter
    def guild_locale(self, locale: str) -> None:
        if locale not in LOCALES:
            raise Impossible(f"{locale!r} is none of Discord's languages")
        self._conversation.guild_locale = locale
        self._conversation.changed()

    @property
    def gateway(self) -> Gateway:
        return self._gateway

    async def ready(self, timeout: float = 10) -> None:  # noqa: ASYNC109  (callers want one number)
        """Wait for a bot that is identified. Raise TimeoutError."""
        async with asyncio.timeout(timeout):
            await self._gateway.connected.wait()

    def send_to(self, *urls: str) -> Sender:
        """From now on interactions go by HTTP to these addresses of equal processes (application, interactions URL)."""
        # Only now: who needs no signatures need not have PyNaCl in memory.
        from bot.preview.sender import Sender  # noqa: PLC0415

        self.sender = Sender(urls)
        self._rest.application = application_json(self.sender.verify_key, urls[0])
        return self.sender

    def forget(self, older_than: float = 0.0) -> None:
        """Let go of what was said and asked so many seconds ago, for runs of many thousand interactions."""
        self._conversation.forget(older_than)
        self._rest.requests.clear()

    def drop_gateway(self, shard: int | None = None) -> None:
        """Cut the bot's connections, or a shard's, as a network does; the bot resumes, and gets what it missed."""
        self._gateway.drop(shard)

    async def settle(self, exchange: Exchange) -> None:
        """Wait (again) until there is something to see of an exchange."""
        await self._conversation.settle(exchange)

    def _accepts(self, token: str) -> bool:
        return bool(token) if self.token is None else token == self.token

    async def _serve_file(self, request: web.Request) -> web.Response:
        content = self._conversation.files.get(self.url + request.path)
        if content is None:
            raise web.HTTPNotFound
        kind = mimetypes.guess_type(request.path)[0] or "application/octet-stream"
        return web.Response(body=content, content_type=kind)


def _is_no_page(request: web.Request) -> bool:
    """A bot names no origin; a page in a browser that sends, or opens a WebSocket, always does."""
    return "Origin" not in request.headers
