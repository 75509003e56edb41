"""What discord.py does not promise to keep: each is still there, and nothing else of it is used."""

from __future__ import annotations

import ast
import inspect
import threading
from contextvars import ContextVar
from pathlib import Path

import discord
import pytest
from discord import ui, utils
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket, KeepAliveHandler, ReconnectWebSocket
from discord.http import HTTPClient, Route
from discord.shard import EventItem, Shard
from discord.state import ConnectionState
from discord.webhook.async_ import AsyncWebhookAdapter, async_context
from yarl import URL

from bot.runtime.webhook_adapter import WebhookAdapter

ROOT = Path(__file__).resolve().parent.parent
INTERNAL = ("discord.gateway", "discord.http", "discord.shard", "discord.state", "discord.webhook.async_")
"""Modules of discord.py that no other file of ours may look into."""


def test_all_that_is_touched_is_there() -> None:
    assert isinstance(Route.BASE, str)
    assert isinstance(DiscordWebSocket.DEFAULT_GATEWAY, URL)
    assert isinstance(async_context, ContextVar)
    assert hasattr(utils, "_to_json")
    assert "_response_type" in discord.InteractionResponse.__slots__
    assert issubclass(KeepAliveHandler, threading.Thread)
    assert callable(KeepAliveHandler.stop)


@pytest.mark.parametrize(
    ("of", "names"),
    [
        (discord.Client.__init__, ["self._connection"]),
        (discord.AutoShardedClient.__init__, ["self.__shards = {}"]),
        (discord.AutoShardedClient, ["self.__queue = asyncio.PriorityQueue()"]),
        (discord.AutoShardedClient.launch_shards, ["await self.launch_shard(gateway, shard_id, initial="]),
        (discord.AutoShardedClient.connect, ["await self.launch_shards()", "await self.__queue.get()"]),
        (Shard.__init__, ["self._dispatch", "self._backoff", "self._queue_put"]),
        (Shard.worker, ["await self.ws.poll_event()", "self._queue_put(EventItem("]),
        (Shard.reidentify, ["DiscordWebSocket.from_client(", "resume=exc.resume", "self._queue_put("]),
        (Shard.close, ["self._cancel_task()"]),
        (EventItem.__init__, ["self.type", "self.error"]),
        (ReconnectWebSocket.__init__, ["resume: bool", "self.resume"]),
        (ExponentialBackoff.delay, ["self._exp + 1, self._max", "2**self._exp"]),
        (Shard.launch, ["create_task(self.worker())"]),
        (Shard.reidentify, ["self.launch()"]),
        (ConnectionState.parse_interaction_create, ["self.dispatch('interaction', interaction)"]),
        (discord.Client.login, ["'Application has an interaction endpoint URL set", "_log.warning("]),
        (
            DiscordWebSocket.from_client,
            ["ws._connection = client._connection", "cls.DEFAULT_GATEWAY"],
        ),
        (DiscordWebSocket.poll_event, ["await self.received_message(msg.data)"]),
        (DiscordWebSocket.received_message, ["self.sequence = seq", "func(data)"]),
        (KeepAliveHandler.__init__, ["self.ws"]),
        (HTTPClient.__init__, ["self.user_agent"]),
        (discord.InteractionResponse.defer, ["async_context.get()", "self._response_type ="]),
        (discord.InteractionResponse.is_done, ["self._response_type is not None"]),
        (AsyncWebhookAdapter.create_interaction_response, ["self.request("]),
    ],
)
def test_it_is_used_as_we_think(of: object, names: list[str]) -> None:
    source = inspect.getsource(of)  # type: ignore[arg-type]
    assert not [name for name in names if name not in source]


def test_one_that_comes_back_would_lose_its_session() -> None:
    """Should this fail, a newer discord.py may do without our own kind of shard."""
    assert "session=" not in inspect.getsource(Shard.reconnect)


def test_what_we_take_the_place_of_has_the_same_parameters() -> None:
    ours = inspect.signature(WebhookAdapter.request).parameters
    theirs = inspect.signature(AsyncWebhookAdapter.request).parameters
    assert list(ours) == list(theirs)
    assert callable(ui.LayoutView.to_components)
    assert callable(ui.LayoutView.has_components_v2)


def test_nothing_else_looks_inside() -> None:
    own = ROOT / "bot" / "runtime" / "discord_internals.py"
    files = [path for path in sorted((ROOT / "bot").rglob("*.py")) if path != own]
    assert len(files) > 100
    wrong = []
    for path in files:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {
            alias.asname or alias.name.partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom) and ("discord" in ast.unparse(node))
            for alias in node.names
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(INTERNAL):
                wrong.append(f"{path}:{node.lineno}")
            if (
                isinstance(node, ast.Attribute)
                and node.attr.startswith("_")
                and not node.attr.startswith("__")
            ):
                root = node.value
                while isinstance(root, ast.Attribute | ast.Call):
                    root = root.func if isinstance(root, ast.Call) else root.value
                if isinstance(root, ast.Name) and root.id in {*imported, "interaction", "client"}:
                    wrong.append(f"{path}:{node.lineno} {ast.unparse(node)}")
    assert not wrong
