from __future__ import annotations

from typing import Any

import pytest

from bot.preview.typed import TypingError, parse

COMMANDS: list[dict[str, Any]] = [
    {
        "name": "film",
        "options": [
            {"name": "title", "type": 3, "required": True},
            {"name": "private", "type": 5},
            {"name": "minutes", "type": 4},
        ],
    },
    {"name": "about"},
]


@pytest.mark.parametrize(
    ("typed", "options"),
    [
        ("/film Come and See", {"title": "Come and See"}),
        ('/film "Come and See"', {"title": "Come and See"}),
        ("/film «Иди и смотри»", {"title": "Иди и смотри"}),
        ("film title:Come and See", {"title": "Come and See"}),
        ('/film title: "Come and See" private:True', {"title": "Come and See", "private": True}),
        (
            "/film private:no title:2001: A Space Odyssey",
            {"title": "2001: A Space Odyssey", "private": False},
        ),
        ("/film Stalker minutes:120", {"title": "Stalker", "minutes": 120}),
        ("/FILM  Stalker ", {"title": "Stalker"}),
        ('/film "', {"title": '"'}),
    ],
)
def test_all_ways_to_type_mean_the_same(typed: str, options: dict[str, Any]) -> None:
    assert parse(typed, COMMANDS) == ("film", options)


def test_a_command_without_options() -> None:
    assert parse("/about", COMMANDS) == ("about", {})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/nothing", "There are: /film, /about"),
        ("/film", "needs title"),
        ("/film private:True", "needs title"),
        ("/film X private:perhaps", "True or False"),
        ("/film X minutes:long", "a number"),
        ("/about me", "no words of its own"),
        ("", "There is no command"),
    ],
)
def test_mistakes_are_said(typed: str, said: str) -> None:
    with pytest.raises(TypingError, match=said):
        parse(typed, COMMANDS)
