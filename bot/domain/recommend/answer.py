"""A question to `/recommend` and what answers it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain.deck import Filter, Remaining
from bot.domain.recommend.reasons import Reasons
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
    reasons: Reasons
    fits: bool
    """It is what was asked for."""
    unsaid: tuple[str, ...]
    """What was asked for and no text about it speaks of, as it was typed."""
    outside: tuple[str, ...]
    """The years and lengths that were asked for and are not its, as they were typed."""


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
    understood: bool
    """False: of the words not one says anything to the catalogue, and nothing else was asked for."""
    unknown: tuple[str, ...]
    """Words that say nothing to the catalogue."""
    unknown_refusals: tuple[str, ...]
    """The same of what was refused: nothing could be left out for them."""
    themes: tuple[str, ...]
    """Where nothing was understood: what may be asked for, commonest first."""
    offset: int
    """How many films came before these."""
    following: int
    """The offset of the next page; 0 if this is the last."""
    preceding: int
    """The offset of the page before."""
    remaining: tuple[Remaining, ...] = ()
    """Where the options leave no film at all: what each of them rules out."""
