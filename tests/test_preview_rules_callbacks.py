"""Which answers the stand-in takes for an interaction: messages, deferrals, suggestions, modals."""

from __future__ import annotations

from typing import Any

import pytest

from bot.preview.channel import Kind
from tests.payloads import (
    V2,
    Json,
    button,
    existing,
    field,
    of_response,
    option,
    row,
    select,
    text,
    text_input,
)


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [("slash", {4, 5, 9}), ("component", {4, 5, 6, 7, 9}), ("modal", {4, 5, 6, 7}), ("autocomplete", {8})],
)
def test_each_interaction_takes_its_own_answers(kind: Kind, allowed: set[int]) -> None:
    data: dict[int, Json] = {
        4: {"content": "x"},
        5: {"flags": 64},
        6: {},
        7: {"content": "x"},
        8: {"choices": []},
        9: field(text_input()),
    }
    origin = existing() if kind in ("component", "modal") else None
    taken = {
        number
        for number in range(14)
        if not of_response({"type": number, "data": data.get(number, {})}, kind, origin)
    }
    assert taken == allowed
    assert of_response({"type": 7, "data": {"content": "x"}}, "modal") == ["type BASE_TYPE_CHOICES"]


def test_a_deferral_promises_nothing_but_privacy() -> None:
    assert of_response({"type": 5}) == []
    assert of_response({"type": 5, "data": {"flags": V2}}) == ["data.flags MESSAGE_FLAGS_INVALID"]
    assert of_response({"type": 5, "data": {"content": "x"}}) == ["data.content UNKNOWN_FIELD"]
    assert of_response({"typ": 5}) == ["typ UNKNOWN_FIELD", "type BASE_TYPE_REQUIRED"]
    needing: list[tuple[int, Kind]] = [(4, "slash"), (8, "autocomplete"), (9, "slash")]
    for number, kind in needing:
        assert of_response({"type": number}, kind) == ["data BASE_TYPE_REQUIRED"]


@pytest.mark.parametrize(
    ("choices", "problems"),
    [
        ([{"name": "a", "value": "b"}] * 25, []),
        ([{"name": "a", "value": 7}], []),
        ([{"name": "a", "value": "b"}] * 26, [" BASE_TYPE_MAX_LENGTH"]),
        ([{"name": "", "value": "b"}], [".0.name BASE_TYPE_REQUIRED"]),
        ([{"name": "a" * 101, "value": "b"}], [".0.name BASE_TYPE_BAD_LENGTH"]),
        ([{"name": "a", "value": "b" * 101}], [".0.value BASE_TYPE_BAD_LENGTH"]),
        ([{"name": "a"}], [".0.value BASE_TYPE_REQUIRED"]),
        ([{"name": "a", "value": ""}], [".0.value BASE_TYPE_REQUIRED"]),
        ("a", [" LIST_TYPE_CONVERT"]),
    ],
)
def test_suggestions(choices: Any, problems: list[str]) -> None:
    found = of_response({"type": 8, "data": {"choices": choices}}, "autocomplete")
    assert [one.removeprefix("data.choices") for one in found] == problems


@pytest.mark.parametrize(
    "modal",
    [
        field(text_input(min_length=1, max_length=4000, value="x", placeholder="x" * 100)),
        field(select(required=False, min_values=0)),
        field({"type": 8, "custom_id": "c", "channel_types": [0]}),
        field({"type": 19, "custom_id": "f", "max_values": 10}),
        field({"type": 21, "custom_id": "r", "options": [option("a"), option("b")]}),
        field({"type": 22, "custom_id": "g", "options": [option("a")]}),
        field({"type": 23, "custom_id": "k", "default": True}),
        {"custom_id": "m", "title": "t", "components": [text(), row(text_input(label="Old"))]},
    ],
)
def test_modals_discord_takes(modal: Json) -> None:
    assert of_response({"type": 9, "data": modal}) == []


@pytest.mark.parametrize(
    ("modal", "problems"),
    [
        (field(text_input()) | {"title": "x" * 46}, ["title BASE_TYPE_BAD_LENGTH"]),
        (field(text_input()) | {"custom_id": "x" * 101}, ["custom_id BASE_TYPE_BAD_LENGTH"]),
        (field(text_input()) | {"components": []}, ["components BASE_TYPE_BAD_LENGTH"]),
        (field(text_input()) | {"components": [text()] * 6}, ["components BASE_TYPE_BAD_LENGTH"]),
        (field(text_input(), label="x" * 46), ["components.0.label BASE_TYPE_BAD_LENGTH"]),
        (field(text_input(), description="x" * 101), ["components.0.description BASE_TYPE_MAX_LENGTH"]),
        (field(button()), ["components.0.component.type UNION_TYPE_CHOICES"]),
        (field(text_input(label="twice")), ["components.0.component.label UNKNOWN_FIELD"]),
        (field(text_input(style=3)), ["components.0.component.style BASE_TYPE_CHOICES"]),
        (field(text_input(max_length=4001)), ["components.0.component.max_length NUMBER_TYPE_MAX"]),
        (
            field(text_input(min_length=5, max_length=4)),
            ["components.0.component.min_length TEXT_INPUT_COMPONENT_MIN_LENGTH"],
        ),
        (field(text_input(max_length=2, value="xxx")), ["components.0.component.value BASE_TYPE_MAX_LENGTH"]),
        (
            field(text_input(placeholder="x" * 101)),
            ["components.0.component.placeholder BASE_TYPE_MAX_LENGTH"],
        ),
        (field(select(disabled=True)), ["components.0.component.disabled COMPONENT_DISABLED_IN_MODAL"]),
        (field(select(min_values=0)), ["components.0.component.min_values NUMBER_TYPE_MIN"]),
        (
            field({"type": 19, "custom_id": "f", "max_values": 11}),
            ["components.0.component.max_values NUMBER_TYPE_MAX"],
        ),
        (
            field({"type": 21, "custom_id": "r", "options": [option("a")]}),
            ["components.0.component.options BASE_TYPE_BAD_LENGTH"],
        ),
        (
            field({"type": 22, "custom_id": "g", "options": [option(str(n)) for n in range(11)]}),
            ["components.0.component.options BASE_TYPE_BAD_LENGTH"],
        ),
        (field({"type": 23, "default": True}), ["components.0.component.custom_id BASE_TYPE_REQUIRED"]),
        (
            {
                "custom_id": "m",
                "title": "t",
                "components": [row(text_input(label="a")), row(text_input(label="b"))],
            },
            ["components.1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"],
        ),
    ],
)
def test_modals_discord_refuses(modal: Json, problems: list[str]) -> None:
    found = of_response({"type": 9, "data": modal})
    assert [one.removeprefix("data.") for one in found] == problems
