"""Which film of the catalogue a row of a foreign table means: the same one for certain, or none.

A wrong film among a member's own is worse than a missing one, so nothing is guessed: an id of ours or of IMDb decides;
else name and year must agree, in any of the film's names, but for case, accents and punctuation. Where an address or a
Markdown link stands for the title, what it says of both counts (titles/pasted.py). Where only one film has that name,
its year may be one off (films are finished in one year and shown in the next) or missing; and only if no film has the
name as it is written does a leading article count as nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.domain.film_rows import FilmRow
from bot.domain.titles.fold import unaccented, words_of
from bot.domain.titles.pasted import Pasted, read_pasted, titled_year
from bot.domain.titles.query import ARTICLES, imdb_number
from db.types import TitleRecord


@dataclass(frozen=True, slots=True)
class Meant:
    """What a row means."""

    film_id: int | None = None
    ambiguous: bool = False
    """Several films fit."""
    says_nothing: bool = False
    """Instead of a title the row has an address that holds none, only a number."""


def identify(rows: Sequence[FilmRow], records: Iterable[TitleRecord]) -> list[Meant]:
    """What each row means; the records are read once, and only what a row may mean is kept of them."""
    by_id, by_imdb, by_name, by_bare_name = _Places(), _Places(), _Places(), _Places()
    pasted = {place: read for place, row in enumerate(rows) if (read := read_pasted(row.title)).is_address}
    rows = [_unpasted(row, pasted.get(place)) for place, row in enumerate(rows)]
    for place, row in enumerate(rows):
        by_id.add(row.film_id, place)
        by_imdb.add(imdb_number(row.imdb_id or ""), place)
        for key, bare_key in {_keys(name) for name in (*_titles(row, pasted.get(place)), *row.also)}:
            by_name.add(key or None, place)
            by_bare_name.add(bare_key or None, place)
    ours: list[set[int]] = [set() for _ in rows]
    on_imdb: list[set[int]] = [set() for _ in rows]
    named: list[dict[int, TitleRecord]] = [{} for _ in rows]
    bare: list[dict[int, TitleRecord]] = [{} for _ in rows]
    for record in records:
        number = imdb_number(record.imdb_id or "")
        for place in by_id.of(record.id):
            ours[place].add(record.id)
        for place in by_imdb.of(number):
            on_imdb[place].add(record.id)
        for key, bare_key in {_keys(name) for name in (record.title, *record.names)}:
            for places, found in ((by_name.of(key), named), (by_bare_name.of(bare_key), bare)):
                for place in places:
                    if _may_be(rows[place], number):
                        found[place][record.id] = record
    meant = [
        _settled(certain)
        if certain
        else _by_name(row, alike)
        if alike
        else _by_bare_name(row, alike_but_article)
        for row, certain, alike, alike_but_article in zip(
            rows, (a or b for a, b in zip(ours, on_imdb, strict=True)), named, bare, strict=True
        )
    ]
    for place, read in pasted.items():
        if meant[place] == Meant() and not read.texts:
            meant[place] = Meant(says_nothing=True)
    return meant


def _titles(row: FilmRow, pasted: Pasted | None) -> Sequence[str]:
    """What the row may call its film: its title, or all that its address may say."""
    return [titled_year(text)[0] for text in pasted.texts] if pasted else (row.title,)


def _unpasted(row: FilmRow, pasted: Pasted | None) -> FilmRow:
    """The row with the title, year and IMDb id that its address says, where it has one and does not know better."""
    if pasted is None:
        return row
    title = next(iter(_titles(row, pasted)), "")
    year = next((year for text in pasted.texts if (year := titled_year(text)[1])), None)
    number = imdb_number(row.title)
    imdb_id = row.imdb_id or (f"tt{number:07}" if number is not None else None)
    return replace(row, title=title, year=row.year or year, imdb_id=imdb_id)


class _Places:
    """The rows, by something that they say of their film."""

    def __init__(self) -> None:
        self._places: defaultdict[int | str, list[int]] = defaultdict(list)

    def add(self, said: int | str | None, place: int) -> None:
        if said is not None:
            self._places[said].append(place)

    def of(self, said: int | str | None) -> Sequence[int]:
        return self._places.get(said, ()) if said is not None else ()


def _settled(film_ids: set[int]) -> Meant:
    if not film_ids:
        return Meant()
    return Meant(min(film_ids)) if len(film_ids) == 1 else Meant(ambiguous=True)


def _may_be(row: FilmRow, number: int | None) -> bool:
    """Whether no id speaks against it."""
    given = imdb_number(row.imdb_id or "")
    return given is None or number is None or given == number


def _by_name(row: FilmRow, alike: dict[int, TitleRecord]) -> Meant:
    """The film among those of a name that a row means by its year and its directors."""
    if row.year is None:
        return _settled(_by_director(row, alike))
    for off in range(2):
        near = {id_: record for id_, record in alike.items() if _years_off(record, row.year) == off}
        if near and (off == 0 or len(alike) == 1):
            return _settled(_by_director(row, near))
    return Meant()


def _by_bare_name(row: FilmRow, alike: dict[int, TitleRecord]) -> Meant:
    """The same where names agree but for an article: only with exactly the year."""
    same = {
        id_: record
        for id_, record in alike.items()
        if row.year is not None and _years_off(record, row.year) == 0
    }
    return _settled(_by_director(row, same))


def _years_off(record: TitleRecord, year: int) -> int:
    return min(abs(record.year - year), abs(record.release_year - year))


def _by_director(row: FilmRow, alike: dict[int, TitleRecord]) -> set[int]:
    """Of films with one name and year, those by the directors that the row names, if it names any."""
    if len(alike) < 2 or not row.directors:
        return set(alike)
    wanted = {_key(name) for name in row.directors}
    same = {id_ for id_, record in alike.items() if {_key(name) for name in record.directors} & wanted}
    return same or set(alike)


def _key(name: str) -> str:
    return _keys(name)[0]


def _keys(name: str) -> tuple[str, str]:
    """The name as it is compared; and without its leading article, in the languages of cinema."""
    words = [unaccented(word) for word in words_of(name)]
    bare = words[1:] if len(words) > 1 and words[0] in ARTICLES else words
    return " ".join(words), " ".join(bare)
