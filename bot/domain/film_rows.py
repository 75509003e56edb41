"""Films as a file from elsewhere names them, before anyone knows which of the catalogue's they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from db.types import DayKnown

MAX_ROWS = 20_000
"""Films of one file that are read; whoever sees one every day needs fifty years for them."""

Reason = Literal[
    "empty", "archive", "not text", "not a table", "no columns", "too many rows", "too large", "too costly"
]
"""Why a file was refused; "too costly": reading it took more time or memory than a file is given."""


class FileRefusedError(Exception):
    """A file that cannot be read as films."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class FilmRow:
    """A film as a file names it."""

    title: str
    year: int | None = None
    imdb_id: str | None = None
    directors: tuple[str, ...] = ()
    at: datetime | None = None
    """When it was seen, or put on the list."""
    also: tuple[str, ...] = ()
    """Other names that the file gives it, or may mean by its title."""
    day: DayKnown = DayKnown.NOT
    """How `at` is known."""
    film_id: int | None = None
    """Its id here, where the file is one of ours."""
