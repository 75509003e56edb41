"""What pages for curators show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.curate.document import CuratedEntry, CuratedList
from bot.domain.titles.match import Match


@dataclass(frozen=True, slots=True)
class ListRow:
    """One of a server's lists, among all."""

    id: int
    title: str
    entries: int
    hidden: bool


@dataclass(frozen=True, slots=True)
class Managed:
    """A list in its curators' hands."""

    id: int
    number: int
    """Of the version."""
    document: CuratedList
    ids: tuple[int, ...]
    """Of its entries, in their order."""
    hidden: bool
    place: int
    """Among the server's lists, counted from 0."""
    of: int
    """How many lists the server has."""

    def entry(self, entry_id: int) -> tuple[int, CuratedEntry] | None:
        """Rank and entry; None if it is not there (any more)."""
        for rank, (known, entry) in enumerate(zip(self.ids, self.document.entries, strict=True), 1):
            if known == entry_id:
                return rank, entry
        return None


@dataclass(frozen=True, slots=True)
class ManagedEntry:
    """An entry in its curators' hands."""

    managed: Managed
    id: int
    rank: int
    entry: CuratedEntry
    film: Match | None
    """The catalogue's film that it means."""


@dataclass(frozen=True, slots=True)
class Change:
    """How a version came about."""

    kind: str
    """"import", "edition", "edit", "undo" or "restore"."""
    added: int = 0
    left: int = 0
    moved: int = 0
    reworded: int = 0
    matched: int = 0
    about: bool = False
    example: str = ""
    """The title of one film that is concerned."""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version among all that are kept."""

    number: int
    at: datetime
    change: Change
    made_by: int
    """0: nobody knows any more."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What a member wants curators to know."""

    id: int
    is_mistake: bool
    at: datetime
    text: str
    film: str
    """Title and year; empty if it is gone."""
    film_id: int
    list_title: str
    list_id: int
    """0: of none of the server's lists."""
    entry_id: int
