"""From the files to what the database is filled with: every entry with the film that it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.recommend.vocabulary import Vocabulary
from db.content import EntryContent, ListContent
from db.types import Check, Film, stable_id

from .content import ContentFile
from .curated import Content, CuratedList, read
from .identify import KnownFilms
from .parse import ParsedEntry
from .problems import ContentError, Problem
from .verdicts import EditedEntry


@dataclass(frozen=True, slots=True)
class Filling:
    """All that the catalogue is to hold."""

    films: tuple[Film, ...]
    lists: tuple[ListContent, ...]
    vocabulary: Vocabulary
    hints: tuple[Problem, ...]
    """What an editor should look at."""


def filling(files: Sequence[ContentFile], *, this_year: int) -> Filling:
    """Everything in the files. Raises ContentError with every problem in them."""
    content = read(files, this_year=this_year)
    if content.problems:
        raise ContentError(content.problems)
    lists, hints = _identified(content)
    return Filling(content.films, tuple(lists), content.vocabulary, tuple(sorted([*content.hints, *hints])))


def _identified(read: Content) -> tuple[list[ListContent], list[Problem]]:
    """The lists with a film for every entry that has one, and a word on each that nobody decided about."""
    known = KnownFilms(read.films)
    hints: list[Problem] = []
    lists = [
        ListContent(
            id=stable_id(one.slug),
            slug=one.slug,
            title=one.title,
            introduction=one.parsed.introduction,
            aliases=one.parsed.aliases,
            entries=tuple(_entry(one, entry, known, hints) for entry in one.parsed.entries),
        )
        for one in read.lists
    ]
    return lists, hints


def _entry(one: CuratedList, entry: ParsedEntry, known: KnownFilms, hints: list[Problem]) -> EntryContent:
    edited = one.edited.get(entry.slug)
    film, nearest = _film(one, entry, edited, known, hints)
    checks: tuple[Check, ...] = edited.checks if edited else ()
    return EntryContent(
        id=stable_id(f"{one.slug}/{entry.slug}"),
        rank=entry.rank,
        listed_title=entry.title,
        listed_year=entry.year,
        description=entry.description,
        fact=entry.fact,
        film_id=film.id if film else None,
        nearest_film_id=nearest.id if nearest else None,
        note=edited.note if edited else None,
        checks=checks,
    )


def _film(
    one: CuratedList, entry: ParsedEntry, edited: EditedEntry | None, known: KnownFilms, hints: list[Problem]
) -> tuple[Film | None, Film | None]:
    """The entry's film, else the nearest one. An editor's word goes before title and year."""
    nearest = known.by_slug(edited.nearest) if edited and edited.nearest else None
    if edited and edited.decided:
        film = known.by_slug(edited.film) if edited.film else None
        return film, None if film else nearest
    found = known.meant_by(entry)
    if found.film:
        return found.film, None
    hints.append(
        Problem(one.parsed.file, entry.line, f"{entry.heading}: {found.how}, shown as not identified")
    )
    return None, nearest or (found.nearest[0] if found.nearest else None)
