"""What a loader hands to `catalogue.fill`, and what it gets back. Films are handed over as `types.Film`."""

from __future__ import annotations

from dataclasses import dataclass

from .types import Check


@dataclass(frozen=True, slots=True)
class EntryContent:
    """An entry as it is to be stored; `checks` in the order in which they are shown."""

    id: int
    rank: int
    listed_title: str
    listed_year: int | None
    description: str
    fact: str | None
    film_id: int | None
    nearest_film_id: int | None
    note: str | None
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class ListContent:
    """A list as it is to be stored; entries have ranks above zero, no two the same."""

    id: int
    slug: str
    title: str
    introduction: str
    aliases: tuple[str, ...]
    entries: tuple[EntryContent, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of one kind of thing, by name: a slug, "slug: Title (Year)", or that and a check's key."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int

    def __str__(self) -> str:
        added, changed, removed = len(self.added), len(self.changed), len(self.removed)
        return f"{added:,} added, {changed:,} changed, {self.unchanged:,} unchanged, {removed:,} removed"

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Report:
    """What loading did. False when the catalogue already said exactly this."""

    films: Changes
    lists: Changes
    entries: Changes
    checks: Changes

    def __str__(self) -> str:
        kinds = {"films": self.films, "lists": self.lists, "entries": self.entries, "checks": self.checks}
        return "; ".join(f"{kind} {changes}" for kind, changes in kinds.items())

    def __bool__(self) -> bool:
        return any((self.films, self.lists, self.entries, self.checks))
