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
from discord.gateway import DiscordWebSocket, KeepAliveHandler
from discord.http import HTTPClient, Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context
from yarl import URL

from bot.runtime.webhook_adapter import WebhookAdapter

ROOT = Path(__file__).resolve().parent.parent
INTERNAL = ("discord.gateway", "discord.http", "discord.state", "discord.webhook.async_")
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
        (discord.Client.connect, ["DiscordWebSocket.from_client(", "await self.ws.poll_event()"]),
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
