"""Reads the judged questions and tells their two halves apart."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from db.types import stable_id

Half = Literal["tune", "held out"]

QUESTIONS = Path(__file__).parent / "questions.yaml"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as a member asks it."""

    ask: str
    accept: frozenset[str]
    """Slugs of the films that are a good answer."""

    @property
    def half(self) -> Half:
        """By a number made from the words: adding a question moves no other to the other half."""
        return "tune" if stable_id(f"judged: {self.ask}") % 2 else "held out"


def questions() -> tuple[Question, ...]:
    """All questions, in the order of the file."""
    read = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    return tuple(Question(one["ask"], frozenset(one["accept"])) for one in read)
