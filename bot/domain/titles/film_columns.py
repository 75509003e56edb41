"""A column store of the films: what a row says of each, some 150 bytes a film, most of them the title itself."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from heapq import nsmallest

import numpy as np
from numpy.typing import NDArray

from bot.domain.titles.match import Match, Why
from bot.domain.titles.query import imdb_number
from db.types import TitleRecord

_FIRST = 100
"""Films that are at hand for a question of nothing."""
_NO_MINUTES = 0


class FilmColumns:
    """The films of a catalogue by their place in it, from 0."""

    def __init__(self) -> None:
        self._ids = array("q")
        self._years = array("h")
        self._release_years = array("h")
        self._minutes = array("i")
        self._lists = array("i")
        self._titles: list[str] = []
        self._directors: list[tuple[str, ...]] = []
        self._imdb: dict[int, str] = {}
        self._by_imdb: dict[int, int] = {}
        self._other_names: list[str | None] = []
        self.first: list[int] = []
        """The films for a question of nothing: those on most lists, then by title."""

    def read(self, records: Iterable[TitleRecord]) -> Iterator[tuple[int, str]]:
        """Keep what is needed of each record and pass on all its names with its place."""
        for place, record in enumerate(records):
            self._ids.append(record.id)
            self._years.append(record.year)
            self._release_years.append(record.release_year)
            self._minutes.append(record.runtime_minutes or _NO_MINUTES)
            self._lists.append(record.list_count)
            self._titles.append(record.title)
            self._directors.append(record.directors)
            number = imdb_number(record.imdb_id) if record.imdb_id else None
            if record.imdb_id and number is not None:
                self._imdb[place] = record.imdb_id
                self._by_imdb[number] = place
            self._other_names.append(None)
            yield place, record.title
            for name in dict.fromkeys(record.names):
                if name != record.title:
                    self._other_names.append(name)
                    yield place, name
        self.first = nsmallest(
            _FIRST,
            range(len(self)),
            key=lambda film: (-self._lists[film], self._titles[film], self._years[film]),
        )

    def __len__(self) -> int:
        return len(self._ids)

    def place(self, film_id: int) -> int | None:
        """Where a film of this id is, by binary search: the records come in the order of their ids."""
        place = bisect_left(self._ids, film_id)
        return place if place < len(self._ids) and self._ids[place] == film_id else None

    def of_imdb(self, number: int) -> int | None:
        """The film with this number at IMDb."""
        return self._by_imdb.get(number)

    def years(self, place: int) -> tuple[int, int]:
        """The year after the title, and that of the first release."""
        return self._years[place], self._release_years[place]

    def list_count(self, place: int) -> int:
        return self._lists[place]

    def rank(self, place: int) -> tuple[int, int, str]:
        """Who comes first among equals: more lists, then the later year, then the title."""
        return -self._lists[place], -self._years[place], self._titles[place]

    def directors(self) -> Iterator[tuple[int, str]]:
        """Every film's place with every one of its directors."""
        for place, people in enumerate(self._directors):
            for person in people:
                yield place, person

    def static_rank(self) -> NDArray[np.float32]:
        """`rank` as one number a film, the higher the earlier, for arrays."""
        ranks = (lists + year / 32768 for lists, year in zip(self._lists, self._years, strict=True))
        return np.fromiter(ranks, dtype=np.float32, count=len(self))

    def match(self, place: int, score: float, why: Why, name: int | None = None) -> Match:
        """The answer that is this film, found by its name number so-and-so of those passed on."""
        return Match(
            id=self._ids[place],
            title=self._titles[place],
            year=self._years[place],
            matched=None if name is None else self._other_names[name],
            score=round(min(max(score, 0.0), 1.0), 4),
            why=why,
            directors=self._directors[place],
            runtime_minutes=self._minutes[place] or None,
            list_count=self._lists[place],
            imdb_id=self._imdb.get(place),
        )
