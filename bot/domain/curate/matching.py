"""Which films of the catalogue the entries of a file mean: for certain, perhaps, or none.

Certain is what the import of a member's films takes for certain (see `bot/domain/same_film.py`). Where that leaves it
open, the title is looked for as `/film` would, and what is found is offered if its year fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.domain.curate.rehearsal import MOST_CANDIDATES, ReadEntry
from bot.domain.film_rows import FilmRow
from bot.domain.same_film import identify
from bot.domain.titles.match import IndexAnswer, Match
from db.types import TitleRecord

YEARS_OFF: Final = 2
"""How far a candidate's year may be from the one that is listed."""


def certain(entries: Sequence[ReadEntry], records: Iterable[TitleRecord]) -> list[ReadEntry]:
    """The entries, each with its film where that is certain; what the curator chose stays."""
    rows = [
        FilmRow(one.words.title, one.words.year, one.imdb_id, one.directors, also=one.also) for one in entries
    ]
    meant = identify(rows, records)
    return [
        replace(one, film=found.film_id or 0) if one.by == "us" else one
        for one, found in zip(entries, meant, strict=True)
    ]


def candidates(entry: ReadEntry, find: Callable[[str], IndexAnswer[Match]]) -> tuple[int, ...]:
    """The films that may be meant by an entry without a certain one, best first."""
    found: dict[int, Match] = {}
    for title in (entry.words.title, *entry.also):
        answer = find(title)
        exact = answer.kind in {"one", "several"}
        for match in answer.matches:
            if match.why == "title" and (exact or entry.words.year) and _fits(match, entry.words.year):
                found.setdefault(match.id, match)
    return tuple(list(found)[:MOST_CANDIDATES])


def _fits(match: Match, year: int | None) -> bool:
    return year is None or abs(match.year - year) <= YEARS_OFF


def offered(entry: ReadEntry, known: Mapping[int, Match]) -> list[Match]:
    """The candidates that the catalogue still has."""
    return [known[film] for film in entry.candidates if film in known]
