"""Which film of the catalogue a row of a foreign table means: the same one for certain, or none.

A wrong film among a member's own is worse than a missing one, so nothing is guessed: an IMDb id decides; else name
and year must agree, in any of the film's names, but for case, accents and punctuation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.letterboxd import FilmRow
from bot.domain.titles.fold import unaccented, words_of
from bot.domain.titles.query import imdb_number
from db.types import TitleRecord


@dataclass(frozen=True, slots=True)
class Meant:
    """What a row means."""

    film_id: int | None = None
    ambiguous: bool = False
    """Several films fit, or one does and the row does not say of which year it is."""


def identify(rows: Sequence[FilmRow], records: Iterable[TitleRecord]) -> list[Meant]:
    """What each row means; the records are read once, and only what a row may mean is kept of them."""
    by_name: dict[str, list[int]] = defaultdict(list)
    by_imdb: dict[int, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        by_name[_key(row.title)].append(place)
        number = imdb_number(row.imdb_id or "")
        if number is not None:
            by_imdb[number].append(place)
    by_name.pop("", None)
    certain: list[dict[int, None]] = [{} for _ in rows]
    named: list[dict[int, TitleRecord]] = [{} for _ in rows]
    for record in records:
        number = imdb_number(record.imdb_id or "")
        for place in by_imdb.get(number, ()) if number is not None else ():
            certain[place][record.id] = None
        for key in {_key(name) for name in (record.title, *record.names)}:
            for place in by_name.get(key, ()):
                if _may_be(rows[place], record, number):
                    named[place][record.id] = record
    return [
        _settled(tuple(sure)) if sure else _settled(_by_director(row, alike), dated=row.year is not None)
        for row, sure, alike in zip(rows, certain, named, strict=True)
    ]


def _settled(film_ids: tuple[int, ...], *, dated: bool = True) -> Meant:
    if not film_ids:
        return Meant()
    return Meant(film_ids[0]) if len(film_ids) == 1 and dated else Meant(ambiguous=True)


def _may_be(row: FilmRow, record: TitleRecord, number: int | None) -> bool:
    """Whether nothing but the name and the year can speak against it."""
    if row.year is not None and row.year not in {record.year, record.release_year}:
        return False
    given = imdb_number(row.imdb_id or "")
    return given is None or number is None or given == number


def _by_director(row: FilmRow, alike: dict[int, TitleRecord]) -> tuple[int, ...]:
    """Of films with one name and year, those by the directors that the row names, if it names any."""
    if len(alike) < 2 or not row.directors:
        return tuple(alike)
    wanted = {_key(name) for name in row.directors}
    same = tuple(id_ for id_, record in alike.items() if {_key(name) for name in record.directors} & wanted)
    return same or tuple(alike)


def _key(name: str) -> str:
    return " ".join(map(unaccented, words_of(name)))
