"""Dealing from a shuffled deck, and which films a deck holds.

A deck is kept as what has come from it. The next film is drawn at random from those that have not: that is a shuffled
order revealed card by card (a permutation drawn without replacement, as Fisher and Yates do it). A film that joins has
the same chance as all others still to come, one that leaves is not drawn any more, and neither shuffles anything anew.
"""

from __future__ import annotations

import random
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from db.types import SeenFilter, Standing

Condition = Literal["list", "minutes", "decade", "theme", "seen"]

DEALT: Final[Standing] = "dealt"
ASIDE: Final[Standing] = "aside"
AGAIN: Final[Standing] = "again"
_SEEN: Final[Mapping[SeenFilter, int]] = {"any": 0, "unseen": 1, "seen": 2}


@dataclass(frozen=True, slots=True)
class DeckPlace:
    """Where a deck lies: in a channel, or with a person who asks in private; the other of the two is 0.

    With both it is one person's in a channel: that of films which they have, or have not, seen.
    """

    channel_id: int = 0
    user_id: int = 0
    purpose: str = ""
    """Sets a deck apart from those of `/random` in the same place; a letter or two."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which films a deck holds; the fields that are 0 ask for nothing."""

    list_id: int = 0
    minutes: int = 0
    """At most so long."""
    until: int = 0
    """To end by then, in minutes since 1970 (UTC)."""
    decade: int = 0
    """1970 for the seventies."""
    theme: int = 0
    """The stable id of a theme's or genre's label."""
    seen: SeenFilter = "any"
    """By whoever asks."""

    @property
    def key(self) -> str:
        """What tells decks of one place apart. All questions for an evening "until …" share a deck."""
        parts = (
            ("l", self.list_id), ("m", self.minutes), ("u", int(self.until > 0)), ("d", self.decade), ("t", self.theme),
            ("s", _SEEN[self.seen]),
        )  # fmt: skip
        return "".join(f"{name}{value:x}" for name, value in parts if value)

    def minutes_left(self, now: int) -> int | None:
        """The longest running time it allows at this moment (minutes since 1970); None: any."""
        bounds = [self.minutes] if self.minutes else []
        bounds += [max(self.until - now, 0)] if self.until else []
        return min(bounds, default=None)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What is asked for, in the order of the command's options."""
        asked: dict[Condition, bool] = {
            "list": self.list_id > 0,
            "minutes": self.minutes > 0 or self.until > 0,
            "decade": self.decade > 0,
            "theme": self.theme > 0,
            "seen": self.seen != "any",
        }
        return tuple(name for name, is_asked in asked.items() if is_asked)

    def without(self, condition: Condition) -> Filter:
        """The same without one of its conditions."""
        changes: dict[Condition, dict[str, Any]] = {
            "list": {"list_id": 0},
            "minutes": {"minutes": 0, "until": 0},
            "decade": {"decade": 0},
            "theme": {"theme": 0},
            "seen": {"seen": "any"},
        }
        return replace(self, **changes[condition])


@dataclass(frozen=True, slots=True)
class Dealable:
    """A film that may be dealt, with what filters ask about."""

    film_id: int
    entries: Mapping[int, int]
    """By list: the entry it speaks with when dealt from there; 0 for all lists."""
    year: int
    minutes: int | None
    labels: frozenset[int]
    """Stable ids of its themes and genres, and of what they mean."""


@dataclass(frozen=True, slots=True)
class Remaining:
    """What a filter would leave if one of its conditions were dropped."""

    condition: Condition
    films: int


@dataclass(frozen=True, slots=True)
class Draw:
    """The next film of a deck."""

    film_id: int
    standing: Standing
    position: int
    """Its number in this round, from 1."""
    of: int
    shuffled: bool
    """A new round begins with it."""


def fits(film: Dealable, wanted: Filter, *, now: int, seen: Container[int] = ()) -> bool:
    """Whether a film may be dealt under a filter at this moment (minutes since 1970), to one who has `seen` these."""
    most = wanted.minutes_left(now)
    return (
        wanted.list_id in film.entries
        and (most is None or (film.minutes is not None and film.minutes <= most))
        and (not wanted.decade or wanted.decade <= film.year < wanted.decade + 10)
        and (not wanted.theme or wanted.theme in film.labels)
        and (wanted.seen == "any" or (wanted.seen == "seen") == (film.film_id in seen))
    )


def remaining(
    films: Iterable[Dealable], wanted: Filter, *, now: int, seen: Container[int] = ()
) -> list[Remaining]:
    """Without each of its conditions, how many films would be left: what to say when nothing is."""
    known = list(films)
    return [
        Remaining(condition, sum(fits(film, wanted.without(condition), now=now, seen=seen) for film in known))
        for condition in wanted.conditions
    ]


def draw(
    eligible: Sequence[int],
    met: Mapping[int, Standing],
    shown: Container[int],
    elsewhere: Container[int],
    dice: random.Random,
) -> Draw:
    """The next of the eligible films, of which there must be one.

    `met` is what became of films in this round. `shown` are films that do not come at once while there is another: the
    one dealt last, and the one whose place the next takes. Those dealt last `elsewhere`, from other decks of the same
    place, come when no others of their kind are left. Films put aside come once more when all others have come.
    """
    of = len(eligible)
    others = [film for film in eligible if film not in shown] or list(eligible)
    fresh = [film for film in others if film not in met]
    if fresh:
        position = sum(film in met for film in eligible) + 1
        return Draw(_other(fresh, elsewhere, dice), DEALT, position, of, shuffled=False)
    aside = [film for film in others if met[film] == ASIDE]
    if aside:
        return Draw(_other(aside, elsewhere, dice), AGAIN, of, of, shuffled=False)
    return Draw(_other(others, elsewhere, dice), DEALT, 1, of, shuffled=True)


def _other(films: Sequence[int], elsewhere: Container[int], dice: random.Random) -> int:
    return dice.choice([film for film in films if film not in elsewhere] or films)
