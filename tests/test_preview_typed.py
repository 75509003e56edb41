from __future__ import annotations

from typing import Any

import pytest

from bot.preview.typed import TypingError, parse
from bot.preview.world import BORIS

COMMANDS: list[dict[str, Any]] = [
    {
        "name": "film",
        "options": [
            {"name": "title", "type": 3, "required": True, "max_length": 200},
            {"name": "private", "type": 5},
            {"name": "minutes", "type": 4},
            {"name": "seen", "type": 3, "choices": [{"name": "Not seen yet", "value": "unseen"}]},
        ],
    },
    {"name": "about"},
    {
        "name": "me",
        "options": [
            {"name": "films", "type": 1, "options": []},
            {
                "name": "import",
                "type": 1,
                "options": [{"name": "file", "type": 11}, {"name": "to", "type": 3}],
            },
        ],
    },
    {"name": "random", "options": [{"name": "with", "type": 6}]},
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
        ("/film Mission: Impossible", {"title": "Mission: Impossible"}),
        ("/film Alien:Covenant", {"title": "Alien:Covenant"}),
        ('/film "privat:True"', {"title": "privat:True"}),
        ('/film title:"private: a life" private:yes', {"title": "private: a life", "private": True}),
        ("/film «жизнь:судьба»", {"title": "жизнь:судьба"}),
        ("/film https://example.org/stalker", {"title": "https://example.org/stalker"}),
        ("/film Stalker seen:Unseen", {"title": "Stalker", "seen": "unseen"}),
        ("/film Stalker seen:not seen yet", {"title": "Stalker", "seen": "unseen"}),
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
        ('/film ""', "needs title"),
        ("/film title:", "needs title"),
        (f"/film {'a' * 201}", "title takes at most 200 characters"),
        ("/film X seen:perhaps", "one of Not seen yet"),
        ("/film X private:perhaps", "True or False"),
        ("/film X minutes:long", "a number"),
        ("/about me", "no words of its own"),
        (
            "/film Stalker privat:True",
            "/film has no option “privat”. There are: title, private, minutes, seen.",
        ),
        ("/film Stalker year:1979", "/film has no option “year”. There are: title,"),
        ("/film Stalker minuts: 90", "/film has no option “minuts”"),
        ("/film год:1979", "/film has no option “год”"),
        ("/about private:True", "/about has no option “private”. It takes none."),
        ("/me films page:2", "/me films has no option “page”. It takes none."),
        ("", "There is no command"),
    ],
)
def test_mistakes_are_said(typed: str, said: str) -> None:
    with pytest.raises(TypingError, match=said):
        parse(typed, COMMANDS)


def test_subcommands_are_a_second_word() -> None:
    assert parse("/me films", COMMANDS) == ("me films", {})
    assert parse("/ME Import to:watchlist", COMMANDS) == ("me import", {"to": "watchlist"})
    for typed in ("/me", "/me other"):
        with pytest.raises(TypingError, match="/me films, /me import"):
            parse(typed, COMMANDS)


def test_members_are_named_and_files_are_not_for_the_terminal() -> None:
    assert parse("/random with:@Boris", COMMANDS) == ("random", {"with": BORIS})
    assert parse("/random with:@vera", COMMANDS) == parse("/random with:Вера", COMMANDS)
    with pytest.raises(TypingError, match="one of Anna, Boris, Вера, Clara, not “Nobody”"):
        parse("/random with:Nobody", COMMANDS)
    with pytest.raises(TypingError, match="a file"):
        parse("/me import file:watched.csv", COMMANDS)
