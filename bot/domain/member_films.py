"""What a member has marked: films they have seen, films they want to see, and how far they are on each list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.types import FilmRef, ListSummary, MarkedFilm, MemberSettings


@dataclass(frozen=True, slots=True)
class Progress:
    """How many films of a list a member has seen."""

    summary: ListSummary
    seen: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of "Seen it", or of taking it back."""

    film: FilmRef | None
    """None: no longer in the catalogue; then it can only have been taken back."""
    changed: bool
    """False: it was so already."""
    since: datetime | None
    """When they saw it; what they took back: when they had."""
    off_watchlist: datetime | None
    """Since when it had stood on their watchlist, if this took it off."""
    progress: Progress | None
    """On the list it was shown with."""
    completed: tuple[ListSummary, ...] = ()
    """Lists of which this was the last film they had not seen."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What became of "Watchlist", or of taking it back."""

    film: FilmRef | None
    changed: bool
    since: datetime | None
    seen: bool
    """He has seen it (and may want to again)."""


@dataclass(frozen=True, slots=True)
class MyFilms:
    """What the pages of one's own films show."""

    seen: int
    wanted: int
    progress: tuple[Progress, ...]
    """Every list with films, in the order of their titles."""
    settings: MemberSettings


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page of one of their shelves."""

    mine: MyFilms
    films: tuple[MarkedFilm, ...]
    page: int
    """Counted from 0."""
