"""The title index: finds a film by whatever a member typed.

`TitleIndex.build(records)` is for a worker thread, then `complete("come and s")` gives the rows of an autocomplete and
`find("ghbdtn")` what /film shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Self

import numpy as np

from bot.domain.titles import score
from bot.domain.titles.layout import other_layout
from bot.domain.titles.match import Answer, Match, Why
from bot.domain.titles.names import Hit, NameIndex
from bot.domain.titles.query import imdb_number, readings
from db.types import TitleRecord


class TitleIndex:
    """All films by all their names, in memory, never changed once built."""

    def __init__(self, records: Iterable[TitleRecord]) -> None:
        self._ids: list[int] = []
        self._titles: list[str] = []
        self._years: list[int] = []
        self._release_years: list[int] = []
        self._minutes: list[int | None] = []
        self._lists: list[int] = []
        self._directors: list[tuple[str, ...]] = []
        self._imdb: dict[int, int] = {}
        self._texts: list[str | None] = []
        self._text_films: list[int] = []
        self._people = None
        names = list(self._read(records))
        self._place = {film: place for place, film in enumerate(self._ids)}
        standing = np.array(self._lists, dtype=np.float32) + np.array(self._years, dtype=np.float32) / 4096
        self._names = NameIndex(names, standing)

    def _read(self, records: Iterable[TitleRecord]) -> Iterator[tuple[int, str]]:
        for place, record in enumerate(records):
            self._ids.append(record.id)
            self._titles.append(record.title)
            self._years.append(record.year)
            self._release_years.append(record.release_year)
            self._minutes.append(record.runtime_minutes)
            self._lists.append(record.list_count)
            self._directors.append(record.directors)
            number = imdb_number(record.imdb_id) if record.imdb_id else None
            if number is not None:
                self._imdb[number] = place
            self._texts.append(None)
            yield place, record.title
            for name in record.names:
                if name != record.title:
                    self._texts.append(name)
                    yield place, name

    @classmethod
    def build(cls, records: Iterable[TitleRecord]) -> Self:
        """Read the records once and keep what is needed of them."""
        return cls(records)

    def __len__(self) -> int:
        return len(self._ids)

    def get(self, film_id: int) -> Match | None:
        """What a row says of this film, or None where the catalogue no longer has it."""
        place = self._place.get(film_id)
        return None if place is None else self._match(place, 1.0, None, "all")

    def complete(self, text: str, limit: int = 25) -> list[Match]:
        """Best first, the last word may be unfinished; never raises. Nothing typed: films on most lists first."""
        if not text.strip():
            return self._first(limit)
        return self._search(text)[:limit]

    def find(self, text: str) -> Answer[Match]:
        """What /film answers to a question that was sent off."""
        matches = self._search(text) if text.strip() else []
        if not matches:
            return Answer("none", ())
        best = matches[0]
        close = [match for match in matches[1:] if match.score > best.score - 0.05]
        if not best.certain and not (best.list_count and best.holds and not close):
            return Answer("near", tuple(matches[:3]))
        others = [match for match in close if match.certain]
        return Answer("several", (best, *others)) if others else Answer("one", (best,))

    def _search(self, text: str) -> list[Match]:
        number = imdb_number(text)
        if number is not None:
            place = self._imdb.get(number)
            return [] if place is None else [self._match(place, 1.0, None, "imdb", certain=True)]
        found = self._look_up(text, other_keys=False)
        if max((hit.score for hit in found.values()), default=0.0) < score.LITTLE:
            other = other_layout(text)
            if other:
                for owner, hit in self._look_up(other, other_keys=True).items():
                    if hit.score >= score.LITTLE and (owner not in found or found[owner].score < hit.score):
                        found[owner] = hit
        kept = [(owner, hit) for owner, hit in found.items() if hit.score >= score.NEAR]
        kept.sort(key=lambda one: (-round(one[1].score, 3), -self._lists[one[0]], -self._years[one[0]]))
        return [self._answer(owner, hit) for owner, hit in kept[:25]]

    def _answer(self, owner: int, hit: Hit) -> Match:
        right_year = self._off_by(owner, hit.reading.year) < score.WRONG_YEAR
        return self._match(
            owner,
            hit.score,
            self._texts[self._names.source(hit.name)],
            "title",
            certain=right_year and hit.score > score.SURE and self._names.certain(hit),
            holds=right_year and self._names.holds(hit),
        )

    def _look_up(self, text: str, *, other_keys: bool) -> dict[int, Hit]:
        best: dict[int, Hit] = {}
        for reading in readings(text, other_keys=other_keys):
            found: dict[int, Hit] = {}
            self._names.search(reading, found)
            for owner, hit in found.items():
                value = hit.score - self._off_by(owner, reading.year)
                if owner not in best or best[owner].score < value:
                    best[owner] = replace(hit, score=value)
        return best

    def _off_by(self, place: int, year: int | None) -> float:
        return score.off_by(year, (self._years[place], self._release_years[place])) if year else 0.0

    def _first(self, limit: int) -> list[Match]:
        order = sorted(
            range(len(self._ids)), key=lambda p: (-self._lists[p], self._titles[p], self._years[p])
        )
        return [self._match(place, 0.0, None, "all") for place in order[:limit]]

    def _match(self, place: int, value: float, matched: str | None, why: Why, *, certain: bool = False, holds: bool = False) -> Match:
        return Match(
            id=self._ids[place],
            title=self._titles[place],
            year=self._years[place],
            matched=matched,
            score=round(min(max(value, 0.0), 1.0), 4),
            certain=certain,
            holds=holds,
            why=why,
            directors=self._directors[place],
            runtime_minutes=self._minutes[place],
            list_count=self._lists[place],
            imdb_id=None,
        )
