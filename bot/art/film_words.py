"""What a film is about, for a draughtsman: which scene its record calls for, and a number worth drawing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.art.calls import calls
from bot.art.repertoire import Scene, repertoire
from db.types import Film

_NUMBERS = {
    "two": 2, "second": 2, "three": 3, "third": 3, "four": 4, "fourth": 4, "five": 5, "fifth": 5, "six": 6, "sixth": 6,
    "seven": 7, "seventh": 7, "eight": 8, "eighth": 8, "nine": 9, "ninth": 9,
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_TITLE, _THEME, _GENRE, _SYNOPSIS = 2.5, 2.0, 1.2, 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    scene: Scene
    number: int | None
    """The first small number in title or synopsis."""


def read(film: Film) -> Reading:
    """The scene whose words weigh most in the record; a record that says nothing gets a pure composition."""
    sources = [
        (_plain(" . ".join(filter(None, (film.title, film.original_title)))), _TITLE),
        (_plain(" . ".join(film.themes)), _THEME),
        (_plain(" . ".join(film.genres)), _GENRE),
        (_plain(film.synopsis or ""), _SYNOPSIS),
    ]
    scenes = repertoire()
    weights = [_weight(calls()[scene.key], sources) for scene in scenes]
    best = scenes[weights.index(max(weights))] if any(weights) else scenes[-1]
    return Reading(best, _number(sources[0][0]) or _number(sources[3][0]))


def _weight(words: Mapping[str, float], sources: list[tuple[str, float]]) -> float:
    """Every word counts once, where it stands most prominently."""
    total = 0.0
    for term, weight in words.items():
        sought = _plain(term.rstrip("*")).rstrip() + ("" if term.endswith("*") else " ")
        total += weight * max((place for text, place in sources if sought in text), default=0.0)
    return round(total, 3)


def _plain(text: str) -> str:
    """Lower case words between single spaces, with a space before and after."""
    return " " + " ".join(_WORD.findall(text.casefold())) + " "


def _number(text: str) -> int | None:
    return next((_NUMBERS[word] for word in text.split() if word in _NUMBERS), None)
