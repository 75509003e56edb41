"""A question to `/recommend` and what answers it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain.deck import Filter, Remaining
from bot.domain.recommend.reasons import Why
from db.types import Entry, Film


@dataclass(frozen=True, slots=True)
class Question:
    """What a member asks."""

    words: str = ""
    like: int = 0
    """A film's id; 0 for none."""
    wanted: Filter = field(default_factory=Filter)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A film with the reasons for it."""

    film: Film
    voice: Entry
    """The entry its card is to speak with."""
    why: Why
    missing: tuple[str, ...]
    """What was asked for and it does not have, as it was typed."""
    met: bool
    """False: it meets nothing of what was asked for, and only fills the page."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One page of an answer."""

    question: Question
    like: Film | None
    """The film to be like, from the option or from the words."""
    suggestions: tuple[Suggestion, ...]
    """Best first."""
    fits: bool
    """False: nothing is what was asked for, these are the nearest."""
    unknown: tuple[str, ...]
    """Words that say nothing to the catalogue."""
    offset: int
    """How many films came before these."""
    following: int
    """The offset of the next page; 0 if this is the last."""
    preceding: int
    """The offset of the page before."""
    remaining: tuple[Remaining, ...] = ()
    """Where the options leave no film at all: what each of them rules out."""
