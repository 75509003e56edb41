"""What is known of a club's nights: frozen, as `types`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

NightState = Literal["draft", "open", "closed", "watched"]
Tie = Literal["none", "seen", "order"]
"""What decided a vote: the votes alone, who has seen the films, or the order in which they were nominated."""
Stars = tuple[int, int, int, int, int]
"""How many gave one star, two … five."""


@dataclass(frozen=True, slots=True)
class Night:
    """A club's vote on what to watch, and the evening that follows."""

    id: int
    server_id: int
    list_id: int
    """0: from all lists."""
    minutes: int
    """At most so long; 0: any length."""
    starts_at: datetime | None
    closes_at: datetime | None
    """When the vote ends; None: it has not begun, and will be open for a day."""
    watched_at: datetime | None
    state: NightState
    version: int
    """Greater with every change."""
    winner: int
    """A film; 0: none."""
    tie: Tie
    films: tuple[int, ...]
    """In the order they were nominated."""
    votes: Mapping[int, int]
    """By film; those without any are missing."""
    host: int
    """A user; 0: not known any more, since they had themselves forgotten."""
    picker: int
    """The user who chooses alone; 0: all vote."""
    coming: tuple[int, ...]
    """Users."""
    ratings: Stars
    reactions: tuple[str, ...]
    """Sentences, newest first; not all."""
    language: str
    """Of its message."""
    channel_id: int
    """Where its message stands; 0: not known yet."""
    message_id: int
    has_event: bool
    """An event of Discord's was made of it."""


@dataclass(frozen=True, slots=True)
class OwnNight:
    """What one member said on a night."""

    films: frozenset[int]
    """Those they voted for."""
    coming: bool | None
    counts: bool
    """What they have seen may decide a tie."""
    stars: int
    """0: not rated."""


@dataclass(frozen=True, slots=True)
class WatchedNight:
    """An evening in a club's log."""

    id: int
    film_id: int
    at: datetime
    ratings: Stars
