"""Which commands the stand-in registers, and which it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from bot.preview.rules.commands import check_commands
from tests.payloads import Json, command, opt, said


def _filling(characters: int) -> list[Json]:
    """Options with so many characters in all, none too long by itself."""
    options = []
    for number in range(20):
        values = [{"name": f"{m}".ljust(100, "n"), "value": "v" * 100} for m in range(2)]
        options.append(opt(f"o{number:02}", description="d", choices=values))
    excess = sum(len(o["name"]) + 1 + 400 for o in options) - characters
    for option in options:
        for choice in option["choices"]:
            less = min(excess, 99)
            choice["value"] = choice["value"][less:]
            excess -= less
    return options


@pytest.mark.parametrize(
    "commands",
    [
        [],
        [command(options=[opt(required=True), opt("private", type=5)])],
        [
            command(
                name="список",
                name_localizations={"ru": "список"},
                contexts=[0, 1, 2],
                integration_types=[0, 1],
            )
        ],
        [command(options=[opt("a", type=2, options=[opt("b", type=1, options=[opt("c")])])])],
        [
            command(),
            command(type=2, name="Who Is", description=""),
            command(type=3, name="list", description=""),
        ],
        [command(options=[opt(choices=[{"name": "A", "value": "a"}], max_length=100)], dm_permission=None)],
        [command(default_member_permissions="32")],
        [
            command(
                name="x" * 32,
                description="x" * 100,
                name_localizations={"ru": "x" * 32},
                description_localizations={"ru": "x" * 100},
            )
        ],
        [command(options=[opt(type=10, choices=[{"name": "A", "value": 1.5}], max_value=2)])],
        [command(options=[opt(type=4, min_value=1 - 2**53, max_value=2**53 - 1), opt("b", type=11)])],
        [command(name=f"c{n}", type=2, description="") for n in range(15)],
        [command(name="c", description="d", options=_filling(7998))],
    ],
)
def test_commands_discord_takes(commands: Any) -> None:
    assert said(check_commands, commands) == []


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"name": "x" * 33}, ["name BASE_TYPE_BAD_LENGTH"]),
        ({"name": "List"}, ["name APPLICATION_COMMAND_INVALID_NAME"]),
        ({"name": "a list"}, ["name APPLICATION_COMMAND_INVALID_NAME"]),
        (
            {"name_localizations": {"ru": "Мой список"}},
            ["name_localizations.ru APPLICATION_COMMAND_INVALID_NAME"],
        ),
        ({"name_localizations": {"xx": "x"}}, ["name_localizations.xx BASE_TYPE_CHOICES"]),
        ({"description": "x" * 101}, ["description BASE_TYPE_BAD_LENGTH"]),
        ({"description": ""}, ["description BASE_TYPE_REQUIRED"]),
        ({"description_localizations": {"ru": ""}}, ["description_localizations.ru BASE_TYPE_BAD_LENGTH"]),
        ({"type": 4}, ["type BASE_TYPE_CHOICES"]),
        ({"type": 2}, ["description APPLICATION_COMMAND_CONTEXT_MENU_FIELD"]),
        ({"contexts": [3]}, ["contexts BASE_TYPE_CHOICES"]),
        ({"contexts": []}, ["contexts BASE_TYPE_BAD_LENGTH"]),
        ({"integration_types": [2]}, ["integration_types BASE_TYPE_CHOICES"]),
        ({"name": None}, ["name BASE_TYPE_REQUIRED"]),
        (
            {"name_localizations": {"ru": "x" * 33}, "description_localizations": {"ru": "x" * 101}},
            [
                "description_localizations.ru BASE_TYPE_BAD_LENGTH",
                "name_localizations.ru BASE_TYPE_BAD_LENGTH",
            ],
        ),
        ({"options": [opt(type=None)]}, ["options.0.type BASE_TYPE_REQUIRED"]),
        (
            {"options": [opt("a", type=1, required=True)]},
            ["options.0 APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"],
        ),
        (
            {"options": [opt("a", type=2, options=[opt(f"s{n}", type=1) for n in range(26)])]},
            ["options.0.options BASE_TYPE_BAD_LENGTH"],
        ),
        ({"name": "c", "description": "d", "options": _filling(7999)}, ["APPLICATION_COMMAND_TOO_LARGE"]),
        ({"integration_types": [0, 0]}, ["integration_types BASE_TYPE_CHOICES"]),
        ({"default_member_permissions": "manage"}, ["default_member_permissions NUMBER_TYPE_COERCE"]),
        ({"hidden": True}, ["hidden UNKNOWN_FIELD"]),
        ({"options": [opt(str(n)) for n in range(26)]}, ["options BASE_TYPE_MAX_LENGTH"]),
        ({"options": [opt(), opt()]}, ["options.1.name APPLICATION_COMMAND_OPTIONS_NAME_INVALID"]),
        (
            {"options": [opt("a"), opt("b", required=True)]},
            ["options APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"],
        ),
        ({"options": [opt("a", type=1), opt("b")]}, ["options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"]),
        (
            {"options": [opt("a", type=1, options=[opt("b", type=1)])]},
            ["options.0.options.0.type BASE_TYPE_CHOICES"],
        ),
        ({"options": [opt("a", type=2)]}, ["options.0.options BASE_TYPE_REQUIRED"]),
        ({"options": [opt(type=12)]}, ["options.0.type BASE_TYPE_CHOICES"]),
        (
            {"options": [opt(choices=[{"name": str(n), "value": "a"} for n in range(26)])]},
            ["options.0.choices BASE_TYPE_MAX_LENGTH"],
        ),
        (
            {"options": [opt(choices=[{"name": "a", "value": "x" * 101}])]},
            ["options.0.choices.0.value BASE_TYPE_BAD_LENGTH"],
        ),
        (
            {"options": [opt(choices=[{"name": "a", "value": "b"}], autocomplete=True)]},
            ["options.0.autocomplete APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES"],
        ),
        (
            {"options": [opt(type=5, autocomplete=True)]},
            ["options.0 APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"],
        ),
        ({"options": [opt(max_length=6001)]}, ["options.0.max_length NUMBER_TYPE_MAX"]),
        ({"options": [opt(min_length=2, max_length=1)]}, ["options.0 NUMBER_TYPE_MAX"]),
        ({"options": [opt(min_value=1)]}, ["options.0.min_value APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"]),
        ({"options": [opt(type=4, max_value=2**53)]}, ["options.0.max_value NUMBER_TYPE_MAX"]),
        (
            {
                "options": [
                    opt(f"o{n}", choices=[{"name": f"{m}" + "n" * 90, "value": "v" * 90} for m in range(3)])
                    for n in range(20)
                ]
            },
            ["APPLICATION_COMMAND_TOO_LARGE"],
        ),
    ],
)
def test_commands_discord_refuses(changes: Json, problems: list[str]) -> None:
    found = said(check_commands, [command(**changes)])
    assert [one.removeprefix("0").removeprefix(".").strip() for one in found] == problems


def test_how_many_commands_and_which_together() -> None:
    assert said(check_commands, [command(), command()]) == ["1.name APPLICATION_COMMANDS_DUPLICATE_NAME"]
    assert said(check_commands, [command(name=f"c{n}") for n in range(100)]) == []
    assert said(check_commands, [command(name=f"c{n}") for n in range(101)]) == ["APPLICATION_COMMANDS_MAX"]
    menus = [command(name=f"c{n}", type=2, description="") for n in range(16)]
    assert said(check_commands, menus) == ["APPLICATION_COMMANDS_MAX"]
    assert said(check_commands, {"name": "list"}) == ["LIST_TYPE_CONVERT"]
    assert said(check_commands, ["list"]) == ["0 DICT_TYPE_CONVERT"]
