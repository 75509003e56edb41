"""Every place that touches what discord.py does not promise to keep: private names and undocumented modules.

A test looks whether each still exists in the installed version, and pyproject.toml bounds the version.
"""

from __future__ import annotations

import logging
import threading
from typing import Any

import discord
from discord import ui
from discord.gateway import DiscordWebSocket, KeepAliveHandler, ReconnectWebSocket, WebSocketClosure
from discord.http import Route, json_or_text
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
    discord.client.DiscordWebSocket = _WebSocket  # type: ignore[misc]  # what Client.connect looks up


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


async def gateway_information(client: discord.Client) -> dict[str, Any]:
    """What GET /gateway/bot says; raise as discord.py's requests do (events/gateway, get gateway bot)."""
    answer: dict[str, Any] = await client.http.request(Route("GET", "/gateway/bot"))
    return answer


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


def consider_answered(
    interaction: discord.Interaction[Any], response: discord.InteractionResponseType
) -> None:
    """Have discord.py take the first response as given, though it has not heard so from Discord."""
    interaction.response._response_type = response
