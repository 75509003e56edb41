"""The title index: finds a film by whatever a member typed.

from bot.domain.titles.index import TitleIndex
index = TitleIndex.build(records)         # CPU-bound: in a worker thread
index.complete("come and s")              # rows of an autocomplete
index.find("ghbdtn")                      # what /film shows
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Self

from rapidfuzz import fuzz, process

from bot.domain.titles.match import Answer, Match
from db.types import TitleRecord


class TitleIndex:
    """All films by all their names, in memory, never changed once built."""

    def __init__(self, records: tuple[TitleRecord, ...]) -> None:
        self._records = {record.id: record for record in records}
        self._names = [
            (_fold(name), name, record) for record in records for name in (record.title, *record.names)
        ]
        self._keys = [key for key, _, _ in self._names]

    @classmethod
    def build(cls, records: Iterable[TitleRecord]) -> Self:
        """Read the records once and keep what is needed of them."""
        return cls(tuple(records))

    def __len__(self) -> int:
        return len(self._records)

    def get(self, film_id: int) -> Match | None:
        """What a row says of this film, or None where the catalogue no longer has it."""
        record = self._records.get(film_id)
        return _match(record, None, 1.0) if record else None

    def complete(self, text: str, limit: int = 25) -> list[Match]:
        """Best first, the last word may be unfinished; never raises. Nothing typed: films on most lists first."""
        query = _fold(text)
        if not query:
            ordered = sorted(self._records.values(), key=lambda r: (-r.list_count, r.title, r.year))
            return [_match(record, None, 0.0) for record in ordered[:limit]]
        found: dict[int, Match] = {}
        ranked = process.extract(query, self._keys, scorer=fuzz.WRatio, limit=4 * limit, score_cutoff=70)
        for key, score, place in ranked:
            _, name, record = self._names[place]
            exact = 1.0 if key == query else min(score / 100, 0.99) * (1 if key.startswith(query) else 0.95)
            if record.id not in found or found[record.id].score < exact:
                found[record.id] = _match(record, None if name == record.title else name, exact)
        return sorted(found.values(), key=lambda m: (-m.score, -m.list_count, -m.year))[:limit]

    def find(self, text: str) -> Answer[Match]:
        """What /film answers to a question that was sent off."""
        matches = self.complete(text) if text.strip() else []
        if not matches:
            return Answer("none", ())
        if matches[0].score < 0.85:
            return Answer("near", tuple(matches[:3]))
        if len(matches) == 1 or matches[1].score < matches[0].score - 0.05:
            return Answer("one", tuple(matches[:1]))
        return Answer("several", tuple(matches))


def _match(record: TitleRecord, matched: str | None, score: float) -> Match:
    return Match(
        id=record.id,
        title=record.title,
        year=record.year,
        matched=matched,
        score=score,
        why="title" if score else "all",
        directors=record.directors,
        runtime_minutes=record.runtime_minutes,
        list_count=record.list_count,
        imdb_id=record.imdb_id,
    )


def _fold(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain.casefold()).split())
