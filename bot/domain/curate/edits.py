"""What a curator changes on a list: each change is one function from a list to a list.

They name entries by their slugs, never by their places, and are applied to the list as it is at that moment. So of any
number of curators at once, nobody's change undoes another's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.domain.curate.document import (
    MOST_ALIASES,
    MOST_ENTRIES,
    CuratedEntry,
    CuratedList,
    Words,
    free_slug,
    with_own_film,
)
from bot.domain.curate.text import paragraphs, single_line
from bot.domain.list_formats import limits

Edit = Callable[[CuratedList], CuratedList]


class EntryGoneError(Exception):
    """The entry is not on the list any more."""


class ListFullError(Exception):
    """The list has as many films as one may have."""


def about(*, title: str, introduction: str, aliases: str, colour: int | None, adult: bool) -> Edit:
    """The list's own words and looks; `aliases` separated by semicolons."""
    names = tuple(
        dict.fromkeys(
            single_line(one, limits.LISTED_TITLE)
            for one in aliases.replace("\n", ";").split(";")
            if one.strip()
        )
    )

    def edit(one: CuratedList) -> CuratedList:
        return replace(
            one,
            title=single_line(title, limits.LISTED_TITLE) or one.title,
            introduction=paragraphs(introduction, limits.INTRODUCTION),
            aliases=names[:MOST_ALIASES],
            colour=colour,
            adult=adult,
        )

    return edit


def reword(slug: str, *, title: str, year: int | None, description: str, fact: str) -> Edit:
    """An entry's words. Applied, it raises EntryGoneError."""
    words = Words(
        single_line(title, limits.LISTED_TITLE),
        year,
        paragraphs(description, limits.DESCRIPTION),
        paragraphs(fact, limits.FACT),
    )

    def edit(entry: CuratedEntry) -> CuratedEntry:
        return with_own_film(replace(entry, words=replace(words, title=words.title or entry.words.title)))

    return _one(slug, edit)


def as_in_the_file(slug: str) -> Edit:
    """An entry's words as the last file has them. Applied, it raises EntryGoneError."""
    return _one(slug, lambda entry: replace(entry, words=entry.source or entry.words))


def mean(slug: str, film: int) -> Edit:
    """The film that an entry means; 0: none of the catalogue's. Applied, it raises EntryGoneError."""
    return _one(
        slug,
        lambda entry: with_own_film(replace(entry, film=film, by="curator", own="" if film else entry.own)),
    )


def remove(slug: str) -> Edit:
    """An entry off the list; a new edition does not bring it back. Applied, it raises EntryGoneError."""

    def edit(one: CuratedList) -> CuratedList:
        entry = _found(one, slug)
        return replace(
            one,
            entries=tuple(other for other in one.entries if other.slug != slug),
            removed=(*one.removed, entry.source) if entry.source else one.removed,
        )

    return edit


def move(slug: str, rank: int) -> Edit:
    """An entry to a rank, counted from 1; beyond the end is the end. Applied, it raises EntryGoneError."""

    def edit(one: CuratedList) -> CuratedList:
        entry = _found(one, slug)
        others = [other for other in one.entries if other.slug != slug]
        others.insert(max(rank, 1) - 1, entry)
        return replace(one, entries=tuple(others))

    return edit


def add(words: Words, film: int) -> Edit:
    """A film at the end; `film` 0: none of the catalogue's. Applied, it raises ListFullError."""
    clean = Words(
        single_line(words.title, limits.LISTED_TITLE),
        words.year,
        paragraphs(words.description, limits.DESCRIPTION),
        paragraphs(words.fact, limits.FACT),
    )

    def edit(one: CuratedList) -> CuratedList:
        if len(one.entries) >= MOST_ENTRIES:
            raise ListFullError
        slug = free_slug(clean.title, clean.year, [other.slug for other in one.entries])
        return replace(
            one,
            entries=(*one.entries, with_own_film(CuratedEntry(slug, clean, film=film, by="curator"))),
        )

    return edit


def _one(slug: str, change: Callable[[CuratedEntry], CuratedEntry]) -> Edit:
    def edit(one: CuratedList) -> CuratedList:
        _found(one, slug)
        return replace(
            one, entries=tuple(change(other) if other.slug == slug else other for other in one.entries)
        )

    return edit


def _found(one: CuratedList, slug: str) -> CuratedEntry:
    entry = one.entry(slug)
    if entry is None:
        raise EntryGoneError(slug)
    return entry
