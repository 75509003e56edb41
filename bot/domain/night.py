"""A club's vote: approval voting, as many films as one likes, with a tie rule that is printed before the first vote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db.night_types import Stars, Tie

MOST_FILMS: Final = 8
"""Candidates of one night; with three components each they fit into one message."""
FEWEST_RATINGS: Final = 3
"""With fewer, a mean would tell who gave how many stars."""
OPEN_HOURS: Final = 24
"""How long a vote is open where nobody said when the evening begins."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a vote."""

    film_id: int
    """0: nobody voted."""
    tie: Tie


def outcome(films: Sequence[int], votes: Mapping[int, int], seen: Mapping[int, int]) -> Outcome:
    """The film with the most votes; of several, the one that the fewest have seen; of these, the first nominated.

    `films` stand in the order in which they were nominated; `votes` and `seen` are counts by film, 0 where one is
    missing. Nothing else decides: neither the order of the votes, nor chance.
    """
    most = max((votes.get(film, 0) for film in films), default=0)
    if not most:
        return Outcome(0, "none")
    level = [film for film in films if votes.get(film, 0) == most]
    if len(level) == 1:
        return Outcome(level[0], "none")
    fewest = min(seen.get(film, 0) for film in level)
    unseen = [film for film in level if seen.get(film, 0) == fewest]
    return Outcome(unseen[0], "seen" if len(unseen) == 1 else "order")


@dataclass(frozen=True, slots=True)
class Rating:
    """What a club thought of a film."""

    mean: float
    number: int
    stars: Stars


def rating(stars: Stars) -> Rating | None:
    """The mean, from as many ratings on as hide each of them; None where there are fewer."""
    number = sum(stars)
    if number < FEWEST_RATINGS:
        return None
    return Rating(sum(value * count for value, count in enumerate(stars, 1)) / number, number, stars)
