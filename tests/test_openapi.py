"""Discord's own description agrees with what discord.py sends, and objects to what Discord would refuse."""

from __future__ import annotations

from typing import Any

import pytest

from tests.openapi import DiscordDescription

CALLBACK = "/interactions/1290000000000000001/token/callback"


@pytest.fixture
def discord_description(description: DiscordDescription | None) -> DiscordDescription:
    if description is None:
        pytest.skip("DISCORD_OPENAPI names no copy of Discord's description")
    return description


def button(label: str) -> dict[str, Any]:
    row = {"type": 1, "components": [{"type": 2, "style": 1, "label": label, "custom_id": "a"}]}
    return {"type": 4, "data": {"flags": 1 << 15, "components": [{"type": 17, "components": [row]}]}}


@pytest.mark.parametrize(
    ("method", "path", "payload"),
    [
        ("GET", "/users/@me", None),
        ("POST", CALLBACK, button("x" * 80)),
        ("POST", CALLBACK, {"type": 4, "data": {"attachments": [{"id": 0, "filename": "a.png"}]}}),
        ("POST", CALLBACK, {"type": 8, "data": {"choices": [{"name": "a", "value": "b"}]}}),
        ("PATCH", "/webhooks/1/token/messages/@original", {"content": "hi", "embeds": None}),
        ("DELETE", "/webhooks/1/token/messages/2", None),
        ("PUT", "/applications/1/commands", [{"name": "list", "description": "Lists", "type": 1}]),
    ],
)
def test_what_is_right_passes(
    discord_description: DiscordDescription, method: str, path: str, payload: Any
) -> None:
    assert discord_description.check(method, path, payload) == []


@pytest.mark.parametrize(
    ("method", "path", "payload", "problem"),
    [
        ("GET", "/nowhere", None, "no such endpoint"),
        ("DELETE", "/users/@me", None, "no such endpoint"),
        ("GET", "/users/@me", {"a": 1}, "expects no body"),
        ("POST", CALLBACK, None, "the body is missing"),
        ("POST", CALLBACK, button("x" * 81), "$.data.components[0].components[0].components[0].label"),
        ("POST", CALLBACK, {"type": 8, "data": {"choices": [{"name": "", "value": "b"}]}}, "choices[0].name"),
        ("POST", CALLBACK, {"type": 4, "data": {"embeds": [{"timestamp": "now"}]}}, "embeds[0].timestamp"),
        ("POST", CALLBACK, {"type": 4, "data": {"attachments": [{"id": "x"}]}}, "attachments[0].id"),
        ("POST", CALLBACK, {"type": 4, "data": {"embeds": [{"color": 2**31}]}}, "embeds[0].color"),
        ("PATCH", "/webhooks/1/token/messages/@original", {"content": "x" * 2001}, "$.content"),
        ("PUT", "/applications/1/commands", [{"name": "x" * 33, "description": ""}], "$[0].name"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(
    discord_description: DiscordDescription, method: str, path: str, payload: Any, problem: str
) -> None:
    found = discord_description.check(method, path, payload)
    assert len(found) == 1, found
    assert problem in found[0]
