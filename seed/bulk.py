"""`python -m seed films`: films of a downloaded catalogue as a set beside the content folders' own records.

Curated records come first: what they have already is left out of the set, and a record that comes later takes a set's
film over. Everything of a set is read and merged before the database is asked for its lock, which is then held for one
transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.domain.slugs import dated_slug
from db import bulk
from db.engine import Database
from db.types import Credit, Film, Title, TitleRecord, stable_id

from .identify import YEARS_OFF, key_of
from .wikidata import Harvest, WikidataFilm, harvest

SOURCE: Final = "Wikidata, CC0"


@dataclass(frozen=True, slots=True)
class BulkReport:
    """What loading did, or would do."""

    rows: int
    films: int
    """Of the set, after it was loaded."""
    before: int
    """Of the set, before."""
    merged: int
    """Rows that told of a film that had been told of."""
    known: int
    """Films that the content folders or another set have already."""
    refused: Mapping[str, int]
    """Rows that were not taken, by the reason."""
    examples: tuple[str, ...]


async def load_set(
    database: Database,
    paths: Iterable[Path],
    *,
    name: str,
    at: datetime,
    least_sitelinks: int = 0,
    dry_run: bool = False,
    progress: Callable[[float], None] = lambda _: None,
) -> BulkReport:
    """Make the set of this name what the files say. Raises UnreadableError; then nothing was written."""
    found = await asyncio.to_thread(
        harvest, paths, this_year=at.year, least_sitelinks=least_sitelinks, progress=progress
    )
    told, merged = len(found.films), found.rows - sum(found.refused.values()) - len(found.films)
    async with database.read() as session:
        await _leave_out_curated(bulk.curated(session), found)
        slugs, source_ids = await bulk.taken(session, name)
        before = {one.name: one.films for one in await bulk.sets(session)}.get(name, 0)
    for number in [number for number in found.films if f"Q{number}" in source_ids]:
        del found.films[number]
    films = _Films(found, slugs)
    if not dry_run:
        async with database.write() as session:
            source = f"{SOURCE}, {at.date().isoformat()}"
            await bulk.replace(session, name, films, films.source_ids(), source=source, at=at)
    return BulkReport(
        rows=found.rows,
        films=len(films),
        before=before,
        merged=merged,
        known=told - len(films),
        refused=dict(found.refused.most_common()),
        examples=tuple(f"{film.title} ({film.year})" for film in films.first(5)),
    )


async def _leave_out_curated(portions: AsyncIterator[list[TitleRecord]], found: Harvest) -> None:
    """Let go of films that a curated record is of: by IMDb's id, or by name and year unless other people made it."""
    by_imdb = {film.imdb_id: number for number, film in found.films.items() if film.imdb_id}
    by_name: dict[str, list[int]] = {}
    names: set[str] = set()
    records: list[TitleRecord] = []
    async for portion in portions:
        records += portion
        names.update(key_of(name) for record in portion for name in (record.title, *record.names))
    for number, film in found.films.items():
        for name in {key_of(name) for name in (film.title, film.original, film.russian) if name} & names:
            by_name.setdefault(name, []).append(number)
    for record in records:
        if record.imdb_id in by_imdb:
            found.films.pop(by_imdb[record.imdb_id], None)
        for name in {key_of(name) for name in (record.title, *record.names)}:
            for number in by_name.get(name, ()):
                if number in found.films and _is_one(record, found.films[number]):
                    del found.films[number]


def _is_one(record: TitleRecord, film: WikidataFilm) -> bool:
    if record.imdb_id and film.imdb_id and record.imdb_id != film.imdb_id:
        return False
    if min(abs(record.year - film.year), abs(record.release_year - film.year)) > YEARS_OFF:
        return False
    ours, theirs = set(map(key_of, record.directors)), set(map(key_of, film.directors.split("|"))) - {""}
    return not ours or not theirs or not ours.isdisjoint(theirs)


class _Films(Collection[Film]):
    """The films of a harvest, made anew each time they are gone through: kept, they would take half a gigabyte."""

    def __init__(self, found: Harvest, taken: frozenset[str]) -> None:
        self._found = found.films
        self._numbers: list[int] = []
        self._slugs: dict[int, str] = {}
        used = set(taken)
        for number in sorted(self._found):
            film = self._found[number]
            slug = dated_slug(film.title, film.year)
            if slug in used:
                slug = dated_slug(f"{film.title} q{number}", film.year)
            if slug in used:
                continue
            used.add(slug)
            self._slugs[number] = slug
        self._numbers = sorted(self._slugs, key=lambda number: stable_id(self._slugs[number]))

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, film: object) -> bool:
        return any(film is one for one in self)

    def __iter__(self) -> Iterator[Film]:
        """In the order of their ids, which is the order on the disk."""
        for number in self._numbers:
            yield _film(self._found[number], self._slugs[number])

    def first(self, number: int) -> Iterator[Film]:
        """The best known of them."""
        best = sorted(self._numbers, key=lambda one: -self._found[one].sitelinks)[:number]
        return (_film(self._found[one], self._slugs[one]) for one in best)

    def source_ids(self) -> Mapping[int, str]:
        """What Wikidata calls them, by their ids here."""
        return {stable_id(self._slugs[number]): f"Q{number}" for number in self._numbers}


def _film(said: WikidataFilm, slug: str) -> Film:
    return Film(
        id=stable_id(slug),
        slug=slug,
        title=said.title,
        year=said.year,
        release_year=said.year,
        original_title=said.original,
        alternative_titles=(Title(said.russian, "alternative", "Russian"),)
        if said.russian and said.russian != said.original
        else (),
        credits={"director": tuple(map(Credit, said.directors.split("|")))} if said.directors else {},
        countries=tuple(said.countries.split("|")) if said.countries else (),
        runtime_minutes=said.minutes,
        imdb_id=said.imdb_id,
    )
