"""Every place that touches what discord.py does not promise to keep: private names and undocumented modules.

A test looks whether each still exists in the installed version, and pyproject.toml bounds the version.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import ui
from discord.gateway import DiscordWebSocket, KeepAliveHandler, ReconnectWebSocket, WebSocketClosure
from discord.http import Route, json_or_text
from discord.shard import EventItem, EventType, Shard
from discord.webhook.async_ import AsyncWebhookAdapter, async_context
from yarl import URL

__all__ = ["AsyncWebhookAdapter", "Route", "json_or_text"]

log = logging.getLogger(__name__)


def use_api(url: str) -> None:
    """Send every request of this process to the API at this address."""
    Route.BASE = url


def use_gateway(url: str) -> None:
    """Connect to the gateway at this address, in the whole process."""
    DiscordWebSocket.DEFAULT_GATEWAY = URL(url)


def use_adapter(adapter: AsyncWebhookAdapter) -> None:
    """Send answers to interactions through this adapter, in all tasks begun from here on."""
    async_context.set(adapter)


def survive_unreadable_events() -> None:
    """Have connections of this process lose an event that discord.py cannot read, instead of ending over it."""
    discord.shard.DiscordWebSocket = _WebSocket  # type: ignore[misc]  # what Shard.reidentify looks up


class _WebSocket(DiscordWebSocket):
    """A connection to the gateway that outlives an unreadable event.

    What discord.py 2.7.1 raises while it reads one goes through `Client.start`, and the connection with it.
    """

    async def received_message(self, msg: Any, /) -> None:
        before = self.sequence
        try:
            await super().received_message(msg)
        except (ReconnectWebSocket, WebSocketClosure, discord.ConnectionClosed):
            raise
        except Exception as error:
            if self.sequence == before:  # only events are numbered (events/gateway, sequence numbers)
                raise
            log.warning("An event of Discord's could not be read and is lost: %s", type(error).__name__)


_CONNECTING = 60.0
"""Seconds for a shard to connect, as discord.py gives one that comes back."""
_LONGEST_PAUSE = 5
"""The power of two of the longest pause between two tries of a shard, in seconds; discord.py's own is 17 minutes."""


async def launch_shard(
    client: discord.AutoShardedClient, gateway: URL, shard_id: int, turn: Callable[[int], Awaitable[None]]
) -> None:
    """Connect a shard; `turn` is awaited before each session it begins. Raise as discord.py's connections do.

    Nothing happens if the client is about to end, which discord.py sees only once all shards are launched.
    """
    ending = client._AutoShardedClient__queue  # type: ignore[attr-defined]
    if not ending.empty():
        return
    await turn(shard_id)
    connecting = _WebSocket.from_client(client, gateway=gateway, shard_id=shard_id)
    shard = _Shard(await asyncio.wait_for(connecting, _CONNECTING), client, ending.put_nowait, turn)
    client._AutoShardedClient__shards[shard_id] = shard  # type: ignore[attr-defined]
    shard.launch()


class _Shard(Shard):
    """A shard that comes back by itself, with the session it had.

    In discord.py 2.7.1 one that comes back holds up all others, and has a new session after every second failure: what
    happened meanwhile is lost, and one of the day's sessions is spent.
    """

    def __init__(
        self,
        ws: DiscordWebSocket,
        client: discord.AutoShardedClient,
        end: Callable[[EventItem], None],
        turn: Callable[[int], Awaitable[None]],
    ) -> None:
        super().__init__(ws, client, self._next)
        self._end = end
        self._turn = turn
        self._coming_back: asyncio.Task[None] | None = None
        self._backoff._max = _LONGEST_PAUSE

    def launch(self) -> None:
        """It is connected: the next time it is lost is a first time, which discord.py forgets for half an hour."""
        self._backoff._exp = 0
        super().launch()

    def _next(self, item: EventItem) -> None:
        """What discord.py has the client do about this shard."""
        if item.type in {EventType.identify, EventType.resume} and isinstance(item.error, ReconnectWebSocket):
            self._come_back(item.error)
        elif item.type == EventType.reconnect:
            self._come_back(ReconnectWebSocket(self.id, resume=self.ws.session_id is not None))
        else:
            self._end(item)

    def _come_back(self, how: ReconnectWebSocket) -> None:
        self._dispatch("shard_disconnect", self.id)
        self._coming_back = asyncio.create_task(self._connect_again(how))

    async def _connect_again(self, how: ReconnectWebSocket) -> None:
        try:
            if not how.resume:
                await self._turn(self.id)
            await self.reidentify(how)
        except Exception as error:  # noqa: BLE001  # the client ends with it, and whoever has started it hears of it
            self._end(EventItem(EventType.terminate, self, error))

    async def close(self) -> None:
        if self._coming_back is not None:
            self._coming_back.cancel()
        await super().close()


def receive_interaction(client: discord.Client, payload: dict[str, Any]) -> None:
    """Hand in an interaction as the gateway does. Raise whatever discord.py does over one that it cannot read."""
    client._connection.parse_interaction_create(payload)  # type: ignore[arg-type]  # it is what Discord sends


def endpoint_is_meant() -> None:
    """Have discord.py not warn that the application has an interactions endpoint."""
    logging.getLogger("discord.client").addFilter(
        lambda record: not str(record.msg).startswith("Application has an interaction endpoint URL set")
    )


async def gateway_information(client: discord.Client) -> dict[str, Any]:
    """What GET /gateway/bot says; raise as discord.py's requests do (events/gateway, get gateway bot)."""
    answer: dict[str, Any] = await client.http.request(Route("GET", "/gateway/bot"))
    return answer


async def channel_messages(
    client: discord.Client, channel_id: int, after: int | None
) -> list[dict[str, Any]]:
    """The hundred messages of a channel that came next after this id, or its last ones, as Discord has them.

    discord.py's own objects need their server. Raise as its requests do (resources/message, get channel messages).
    """
    query: dict[str, int] = {"limit": 100} if after is None else {"limit": 100, "after": after}
    route = Route("GET", "/channels/{channel_id}/messages", channel_id=channel_id)
    found: list[dict[str, Any]] = await client.http.request(route, params=query)
    return found


async def start_thread(client: discord.Client, channel_id: int, message_id: int, name: str) -> None:
    """Open a thread at a message; raise as discord.py's requests do (resources/channel, start thread from message)."""
    path = "/channels/{channel_id}/messages/{message_id}/threads"
    route = Route("POST", path, channel_id=channel_id, message_id=message_id)
    await client.http.request(route, json={"name": name})


async def create_event(client: discord.Client, server_id: int, event: dict[str, Any]) -> None:
    """Make an event on a server that discord.py has no object of; raise as its requests do.

    See resources/guild-scheduled-event, create guild scheduled event.
    """
    route = Route("POST", "/guilds/{guild_id}/scheduled-events", guild_id=server_id)
    await client.http.request(route, json=event)


def user_agent(client: discord.Client) -> str:
    """As Discord wants it: "DiscordBot (address, version)" (reference, user agent)."""
    return client.http.user_agent


def stop_heartbeats(client: discord.Client) -> None:
    """End the heartbeat threads of connections that failed half-way: discord.py forgets them."""
    for thread in threading.enumerate():
        if isinstance(thread, KeepAliveHandler) and thread.ws._connection is client._connection:
            thread.stop()


def to_json(payload: Any) -> str:
    """A body as discord.py writes it: with orjson where that is installed."""
    return discord.utils._to_json(payload)


def view_of(components: list[dict[str, Any]]) -> ui.LayoutView:
    """A view with which discord.py sends these components as they are, already stopped."""
    view = _LaidOut(components)
    view.stop()
    return view


class _LaidOut(ui.LayoutView):
    """A view whose components are laid out already."""

    def __init__(self, components: list[dict[str, Any]]) -> None:
        super().__init__(timeout=None)
        self._laid_out = components

    def to_components(self) -> list[dict[str, Any]]:
        return self._laid_out

    def has_components_v2(self) -> bool:
        return True


def modal_of(payload: dict[str, Any]) -> ui.Modal:
    """A modal with which discord.py sends this payload as it is, already stopped: it keeps nothing of it."""
    modal = _LaidOutModal(payload)
    modal.stop()
    return modal


class _LaidOutModal(ui.Modal, title="-"):
    """A modal that is laid out already."""

    def __init__(self, payload: dict[str, Any]) -> None:
        super().__init__(timeout=None)
        self._laid_out = payload

    def to_dict(self) -> dict[str, Any]:
        return self._laid_out


def consider_answered(
    interaction: discord.Interaction[Any], response: discord.InteractionResponseType
) -> None:
    """Have discord.py take the first response as given, though it has not heard so from Discord."""
    interaction.response._response_type = response
