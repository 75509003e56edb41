"""Reads the judged questions and wishes and tells their two halves apart."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from db.types import stable_id

Half = Literal["tune", "held out"]

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question as a member asks it, and what somebody who knows the films says to it."""

    ask: str
    accept: frozenset[str]
    """Slugs of the films that are a good answer; none: the honest answer is that nothing fits."""
    refuse: frozenset[str] = frozenset()
    """Slugs of the films that its words rule out."""
    seems: frozenset[str] = frozenset()
    """Slugs of films whose texts hold the words, and of which what was asked is not true."""
    seen: bool = False
    """It was of the held-out half until its answer was looked at, and something was mended for it."""

    @property
    def half(self) -> Half:
        """By a number made from the words: adding a question moves no other to the other half."""
        return "tune" if self.seen or stable_id(f"judged: {self.ask}") % 2 else "held out"


def questions() -> tuple[JudgedQuestion, ...]:
    """What members ask for in a few words, in the order of the file."""
    return _read("questions.yaml")


def wishes() -> tuple[JudgedQuestion, ...]:
    """What they ask for in sentences: with refusals, in seven languages, for what is not there."""
    return _read("wishes.yaml")


def _read(name: str) -> tuple[JudgedQuestion, ...]:
    read = yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))
    return tuple(
        JudgedQuestion(
            one["ask"],
            frozenset(one["accept"]),
            frozenset(one.get("refuse", ())),
            frozenset(one.get("seems", ())),
            one.get("seen", False),
        )
        for one in read
    )
