"""A wish: what a member asks for, taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.domain.recommend.bounds import Bounds
from bot.domain.recommend.phrases import Sense
from bot.domain.recommend.tokens import Token


@dataclass(frozen=True, slots=True)
class Clause:
    """A word or phrase of the question and what it means."""

    text: str
    """As it was typed."""
    tokens: tuple[Token, ...]
    senses: tuple[Sense, ...] = ()
    topic: bool = False
    """It follows "about", "with", "by": what the film must have, whether the word is known or not."""
    person: bool = False
    """First name and surname, or what looks like them."""
    won: Literal["it", "there"] | None = None
    """The wish says that this is a prize the film has won, or where it has won one."""
    alternative: bool = False
    """An "or" stands before it: this will do in place of the clause before."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A question taken apart."""

    clauses: tuple[Clause, ...] = ()
    refused: tuple[Clause, ...] = ()
    years: tuple[Bounds, ...] = ()
    minutes: tuple[Bounds, ...] = ()
    likes: tuple[int, ...] = ()
    """The films that were named to be like."""
    unlike: tuple[int, ...] = ()
    """The films that were named not to be like."""
    excluded: frozenset[int] = frozenset()
    """Films that are named in any of these ways: none of them is an answer."""

    @property
    def empty(self) -> bool:
        """Whether nothing at all was asked for, or understood as asked for."""
        return self == Wish()
