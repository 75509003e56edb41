"""A server's list as its curators have it: what the last file said, what was edited here, which films are meant.

What is published is made from it (see `bot/services/curate.py`); every version of it is kept as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from bot.domain.slugs import dated_slug, numbered_slug, slug_of

MOST_LISTS: Final = 25
"""Lists of a server: as many as one select shows (components/reference, string select)."""
MOST_ENTRIES: Final = 500
"""Films of one list."""
MOST_ALIASES: Final = 10

SaidBy = Literal["us", "curator"]


@dataclass(frozen=True, slots=True)
class Words:
    """What a list says of a film."""

    title: str
    year: int | None = None
    description: str = ""
    """Paragraphs, separated by an empty line."""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class CuratedEntry:
    """A film's place on a list."""

    slug: str
    """Unique on its list and never changed, so that buttons find the entry whatever became of its title."""
    words: Words
    """As it is shown."""
    source: Words | None = None
    """As the last file has it: where it differs from `words`, that was edited here. None: added by hand."""
    place: int = 0
    """Where the last file has it, from 1; 0: nowhere."""
    directors: tuple[str, ...] = ()
    imdb_id: str | None = None
    film: int = 0
    """The id of the catalogue's film that is meant; 0: none of the catalogue's."""
    by: SaidBy = "us"
    """Who said so."""
    own: str = ""
    """The slug of the server's own film, where the catalogue has none; empty while no year is known."""

    @property
    def is_unknown(self) -> bool:
        """Whether nobody knows which film this is: no member finds it, or is ever shown it."""
        return not self.film and not self.own


@dataclass(frozen=True, slots=True)
class CuratedList:
    """A list of a server."""

    slug: str
    title: str
    introduction: str = ""
    aliases: tuple[str, ...] = ()
    colour: int | None = None
    """0xRRGGBB; None: made from the slug."""
    adult: bool = False
    """Shown in age-restricted channels only."""
    entries: tuple[CuratedEntry, ...] = ()
    """In rank order."""
    source_introduction: str = ""
    """As the last file has it."""
    removed: tuple[Words, ...] = ()
    """What the last file has and a curator took off."""

    def entry(self, slug: str) -> CuratedEntry | None:
        return next((one for one in self.entries if one.slug == slug), None)


def free_slug(title: str, year: int | None, taken: Iterable[str]) -> str:
    """A slug for a new entry or list that is not taken yet."""
    slug, others = (dated_slug(title, year) if year else slug_of(title)), set(taken)
    made, number = slug, 2
    while made in others:
        made, number = numbered_slug(slug, number), number + 1
    return made


def with_own_film(entry: CuratedEntry) -> CuratedEntry:
    """The entry with a film of the server's own where the catalogue has none and the year is known."""
    if entry.film or entry.own or not entry.words.year:
        return entry
    return replace(entry, own=dated_slug(entry.words.title, entry.words.year))


def to_json(one: CuratedList) -> str:
    """The list as text; equal lists are equal texts."""
    written = {
        "slug": one.slug,
        "title": one.title,
        "introduction": one.introduction,
        "source": one.source_introduction,
        "aliases": one.aliases,
        "colour": one.colour,
        "adult": one.adult,
        "removed": [_written(words) for words in one.removed],
        "entries": [
            {
                "slug": entry.slug,
                "words": _written(entry.words),
                "place": entry.place,
                "directors": entry.directors,
                "imdb": entry.imdb_id,
                "film": entry.film,
                "by": entry.by,
                "own": entry.own,
            }
            # Mostly a file is shown as it is; then its words are not kept twice.
            | ({} if entry.source == entry.words else {"source": _written(entry.source)})
            for entry in one.entries
        ],
    }
    return json.dumps(written, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> CuratedList:
    """The list that `to_json` wrote. Raises ValueError or KeyError for anything else."""
    read = json.loads(text)
    return CuratedList(
        slug=read["slug"],
        title=read["title"],
        introduction=read["introduction"],
        aliases=tuple(read["aliases"]),
        colour=read["colour"],
        adult=read["adult"],
        entries=tuple(_entry(one) for one in read["entries"]),
        source_introduction=read["source"],
        removed=tuple(_words(one) for one in read["removed"]),
    )


def _written(words: Words | None) -> list[Any] | None:
    return [words.title, words.year, words.description, words.fact] if words else None


def _words(read: list[Any]) -> Words:
    return Words(*read)


def _entry(read: dict[str, Any]) -> CuratedEntry:
    words = _words(read["words"])
    said = read.get("source", read["words"])
    return CuratedEntry(
        slug=read["slug"],
        words=words,
        source=_words(said) if said else None,
        place=read["place"],
        directors=tuple(read["directors"]),
        imdb_id=read["imdb"],
        film=read["film"],
        by=read["by"],
        own=read["own"],
    )
