"""The stand-in: a small Discord on loopback that an unmodified discord.py logs in to.

It speaks real HTTP and WebSocket, lets members act, and refuses what Discord refuses with Discord's error bodies.
Point the client at `api_url` (discord.py: `discord.http.Route.BASE`, with `AutoShardedClient`).
"""

from __future__ import annotations

import asyncio
import mimetypes
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Self

from aiohttp import web

from bot.preview import interactions
from bot.preview.attachments import stored_name
from bot.preview.channel import Exchange, Impossible, Kind, Message, NoAnswer
from bot.preview.conversation import Conversation
from bot.preview.faults import Faults
from bot.preview.gateway import Gateway
from bot.preview.interactions import Resolved
from bot.preview.rest import MAX_REQUEST, PREFIX, Request, Rest
from bot.preview.world import ANNA, SERVER, Json, Member, Place


class StandIn:
    """One application on one server, with members who act through the methods below.

    Each acting method sends an interaction and returns its exchange when there is something to see: the first
    response, for a deferred one the first edit, or nothing at all after `patience` seconds, which is how long
    Discord waits. A `forged` action skips what the member's client would check; else it raises Impossible.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        clock: Callable[[], float] = time.time,
        patience: float = 3.0,
        token: str | None = None,
        faults: Faults | None = None,
    ) -> None:
        """Port 0 takes a free one. Without a `token` every token is the right one."""
        self.faults = faults or Faults(random.SystemRandom())
        self._port = port
        self._token = token
        self._runner: web.AppRunner | None = None
        self._conversation = Conversation(clock=clock, patience=patience, files_url=lambda: self.url)
        self._gateway = Gateway(accepts=self._accepts)
        self._rest = Rest(self._conversation, accepts=self._accepts, gateway_url=lambda: self.gateway_url)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    async def start(self) -> None:
        """Raise OSError if the port is taken."""
        app = web.Application(client_max_size=MAX_REQUEST, middlewares=[self.faults.around])
        app.router.add_get("/gateway", self._gateway.serve)
        app.router.add_get("/attachments/{path:.*}", self._serve_file)
        app.router.add_route("*", "/{path:.*}", self._rest.serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        except OSError:
            await self.close()
            raise
        self._port = self._runner.addresses[0][1]

    async def close(self) -> None:
        self.faults.close()
        await self._gateway.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def url(self) -> str:
        """Where the stand-in listens, once started; attachments lie below it."""
        return f"http://127.0.0.1:{self._port}"

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
        """Everything the bot has said and not deleted, oldest first."""
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
    def gateway(self) -> Gateway:
        return self._gateway

    async def ready(self, timeout: float = 10) -> None:  # noqa: ASYNC109  (callers want one number)
        """Wait for a bot that is identified. Raise TimeoutError."""
        async with asyncio.timeout(timeout):
            await self._gateway.connected.wait()

    def forget(self, older_than: float = 0.0) -> None:
        """Let go of what was said and asked so many seconds ago, for runs of many thousand interactions."""
        self._conversation.forget(older_than)
        self._rest.requests.clear()

    def drop_gateway(self) -> None:
        """Cut the bot's connection as a network does; the bot resumes, and gets what it missed."""
        self._gateway.drop()

    async def settle(self, exchange: Exchange) -> None:
        """Wait (again) until there is something to see of an exchange."""
        await self._conversation.settle(exchange)

    # What members do

    async def slash(
        self,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        member: Member = ANNA,
        place: Place = SERVER,
        locale: str | None = None,
        forged: bool = False,
    ) -> Exchange:
        """Use a command; "me export" is the subcommand export of me.

        Options: str, int, bool, float, a Member for a user, (name, content) for an attachment, ids for the rest.
        """
        member = _speaking(member, locale)
        options = options or {}
        resolved = Resolved(place, member, self._keep(member, place))
        data = interactions.command_data(self.commands, name, options, resolved, forged=forged)
        return await self._act("slash", _typed(name, options), data, member, place)

    async def autocomplete(
        self,
        name: str,
        option: str,
        text: str,
        *,
        others: Mapping[str, Any] | None = None,
        member: Member = ANNA,
        place: Place = SERVER,
        locale: str | None = None,
        forged: bool = False,
    ) -> list[Json]:
        """Type `text` into an option and return the rows the bot suggests. Raise NoAnswer."""
        member = _speaking(member, locale)
        resolved = Resolved(place, member, self._keep(member, place))
        typed = {**(others or {}), option: text}
        data = interactions.command_data(self.commands, name, typed, resolved, forged=forged, focused=option)
        exchange = await self._act("autocomplete", _typed(name, typed), data, member, place)
        if exchange.choices is None:
            raise NoAnswer(exchange)
        return exchange.choices

    async def press(
        self,
        message: Message,
        custom_id: str,
        *,
        member: Member = ANNA,
        locale: str | None = None,
        forged: bool = False,
    ) -> Exchange:
        """Press a button."""
        member = self._at(message, _speaking(member, locale), forged=forged)
        data = interactions.press_data(message, custom_id, forged=forged)
        return await self._act("component", custom_id, data, member, message.place, message)

    async def select(
        self,
        message: Message,
        custom_id: str,
        values: Sequence[Any],
        *,
        member: Member = ANNA,
        locale: str | None = None,
        forged: bool = False,
    ) -> Exchange:
        """Choose in a select menu: values of its options, or Members where it lists users."""
        member = self._at(message, _speaking(member, locale), forged=forged)
        resolved = Resolved(message.place, member, self._keep(member, message.place))
        data = interactions.select_data(message, custom_id, values, resolved, forged=forged)
        return await self._act("component", custom_id, data, member, message.place, message)

    async def submit(
        self,
        exchange: Exchange,
        values: Mapping[str, Any],
        *,
        member: Member | None = None,
        locale: str | None = None,
        forged: bool = False,
    ) -> Exchange:
        """Fill in and send off the modal an exchange opened; `values` by custom id. Only who opened it can."""
        member = _speaking(member or exchange.member, locale)
        if exchange.modal is None or (member.id != exchange.member.id and not forged):
            raise Impossible(f"{exchange.about!r} opened no modal for {member.name}")
        resolved = Resolved(exchange.place, member, self._keep(member, exchange.place))
        data = interactions.submit_data(exchange.modal, values, resolved, forged=forged)
        return await self._act("modal", data["custom_id"], data, member, exchange.place, exchange.origin)

    async def _act(
        self,
        kind: Kind,
        about: str,
        data: Json,
        member: Member,
        place: Place,
        origin: Message | None = None,
    ) -> Exchange:
        exchange = self._conversation.open(kind, about, data, member=member, place=place, origin=origin)
        await self.faults.deliver(
            self._gateway.dispatch, self._gateway.drop, "INTERACTION_CREATE", exchange.payload
        )
        await self._conversation.settle(exchange)
        return exchange

    @staticmethod
    def _at(message: Message, member: Member, *, forged: bool) -> Member:
        if not forged and not message.seen_by(member):
            raise Impossible(f"{member.name} does not see this message")
        return member

    def _accepts(self, token: str) -> bool:
        return bool(token) if self._token is None else token == self._token

    def _keep(self, member: Member, place: Place) -> interactions.Keep:
        def keep(name: str, content: bytes) -> Json:
            attachment_id = self._conversation.next_id()
            channel_id = place.channel_of(member)
            url = f"{self.url}/attachments/{channel_id}/{attachment_id}/{stored_name(name)}"
            self._conversation.files[url] = content
            return interactions.upload_json(name, content, attachment_id=attachment_id, url=url)

        return keep

    async def _serve_file(self, request: web.Request) -> web.Response:
        content = self._conversation.files.get(self.url + request.path)
        if content is None:
            raise web.HTTPNotFound
        kind = mimetypes.guess_type(request.path)[0] or "application/octet-stream"
        return web.Response(body=content, content_type=kind)


def _typed(name: str, options: Mapping[str, Any]) -> str:
    """A command as its member sees it: /film title: Solaris, with @Boris for a user."""

    def shown(value: Any) -> Any:
        match value:
            case Member():
                return f"@{value.name}"
            case (filename, bytes()):
                return filename
            case _:
                return value

    return " ".join([f"/{name.removeprefix('/')}", *(f"{key}: {shown(one)}" for key, one in options.items())])


def _speaking(member: Member, locale: str | None) -> Member:
    return member if locale is None else replace(member, locale=locale)
