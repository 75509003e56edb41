"""The commands as Discord is told of them: every text in every language, names in English alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.client import Kinoteka
from bot.preview.rest import Request
from bot.ui.kit.language import ENGLISH, languages
from tests.openapi import DiscordDescription

MESSAGE_COMMAND = 3
STRING = 3
Json = dict[str, Any]
OTHERS = [code for code in languages() if code != ENGLISH]


def nested(command: Json) -> Iterator[Json]:
    """A command or option, and every option within."""
    yield command
    for option in command.get("options", ()):
        yield from nested(option)


@pytest.fixture
def told(bot: Kinoteka, judged: list[Request]) -> list[Json]:
    """The commands that were registered."""
    assert bot.command_ids
    (request,) = [one for one in judged if one.method == "PUT"]
    commands = request.json
    assert isinstance(commands, list)
    return commands


@pytest.mark.parametrize("code", OTHERS)
async def test_every_text_is_in_every_language(told: list[Json], code: str) -> None:
    described = [one for command in told for one in nested(command) if command["type"] != MESSAGE_COMMAND]
    assert len(described) > 30
    for one in described:
        assert one["description_localizations"][code] != one["description"], one["description"]
        assert len(one["description_localizations"][code]) <= 100
        for choice in one.get("choices", ()):
            localised = choice.get("name_localizations", {}).get(code, "")
            assert localised != choice["name"]
            assert len(localised) <= 100
            names_itself = any(choice["name"] == known.name for known in languages().values())
            assert bool(localised) != names_itself, choice


async def test_names_of_commands_and_options_are_english(told: list[Json]) -> None:
    slash = [command for command in told if command["type"] != MESSAGE_COMMAND]
    assert not [one["name"] for command in slash for one in nested(command) if one.get("name_localizations")]


async def test_a_message_command_is_called_what_a_reader_understands(told: list[Json]) -> None:
    (command,) = [one for one in told if one["type"] == MESSAGE_COMMAND]
    assert command["name_localizations"] == {"ru": "Найти фильмы в сообщении"}
    assert all(1 <= len(name) <= 32 for name in command["name_localizations"].values())


async def test_settings_are_for_managers_on_their_server(told: list[Json]) -> None:
    (settings,) = [one for one in told if one["name"] == "settings"]
    assert settings["default_member_permissions"] in {32, "32"}
    assert (settings["contexts"], settings["integration_types"]) == ([0], [0])


async def test_both_payloads_are_as_discord_describes_them(
    bot: Kinoteka, told: list[Json], description: DiscordDescription | None
) -> None:
    if description is None:
        pytest.skip("DISCORD_OPENAPI names no copy of Discord's description")
    english = [command.to_dict(bot.tree) for command in bot.tree.get_commands()]
    for payload in (english, told):
        assert not description.check("PUT", "/applications/1/commands", payload)
