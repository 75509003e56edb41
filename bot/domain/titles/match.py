"""The result types of the title and list indexes. Plain data; how a row reads is decided in bot/ui."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

AnswerKind = Literal["one", "several", "near", "none", "address"]
Why = Literal["title", "director", "imdb", "all"]


@dataclass(frozen=True, slots=True)
class Match:
    """A film that answers a question."""

    id: int
    title: str
    year: int
    matched: str | None
    """The name that was meant, where it is not the title ("Иди и смотри")."""
    score: float
    """How well it fits, 0 to 1; 1 is an exact name. Comparable between questions, see score.py."""
    why: Why
    """What the question named: a title, a director, an IMDb id, or nothing at all ("all")."""
    directors: tuple[str, ...]
    runtime_minutes: int | None
    list_count: int
    imdb_id: str | None


@dataclass(frozen=True, slots=True)
class ListMatch:
    """A list that answers a question."""

    id: int
    slug: str
    title: str
    matched: str | None
    """The other name that was meant, where it is not the title."""
    score: float
    entry_count: int
    film_count: int


MatchT = TypeVar("MatchT", Match, ListMatch)


@dataclass(frozen=True, slots=True)
class IndexAnswer(Generic[MatchT]):
    """What to do with a question that was sent off.

    one: show the first. several: show the first, the others one select away. near: nothing fits, but these (at most
    three) may have been meant. none: nothing comes near. address: an address was pasted that holds no title, only a
    number, so that nothing could be looked for.
    """

    kind: AnswerKind
    matches: tuple[MatchT, ...]
    """Best first; empty only for "none" and "address"."""

    @property
    def best(self) -> MatchT | None:
        """The match to show at once, or None where nothing is certain enough."""
        return self.matches[0] if self.kind in {"one", "several"} else None
