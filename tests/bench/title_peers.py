"""What the title index is measured beside: the two means a bot would use without one."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils

from db.types import TitleRecord

MOST = 25


class WRatio:
    """rapidfuzz's WRatio over all names."""

    name = "rapidfuzz WRatio"

    def __init__(self, records: Sequence[TitleRecord]) -> None:
        self._owners = [record.id for record in records for _ in (record.title, *record.names)]
        self._names = [
            utils.default_process(name) for record in records for name in (record.title, *record.names)
        ]

    def complete(self, text: str) -> list[int]:
        found = process.extract(
            utils.default_process(text), self._names, scorer=fuzz.WRatio, limit=MOST, score_cutoff=60
        )
        return list(dict.fromkeys(self._owners[place] for _, _, place in found))


class Trigrams:
    """SQLite FTS5 with the trigram tokenizer: any three letters in common, ranked by BM25."""

    name = "SQLite FTS5 trigram"

    def __init__(self, records: Sequence[TitleRecord]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE names USING fts5(name, film UNINDEXED, tokenize='trigram')"
        )
        self._database.executemany(
            "INSERT INTO names VALUES (?, ?)",
            [(name, record.id) for record in records for name in (record.title, *record.names)],
        )

    def complete(self, text: str) -> list[int]:
        letters = re.sub(r"[^\w ]", "", text.lower())
        threes = dict.fromkeys(letters[place : place + 3] for place in range(len(letters) - 2))
        if not threes:
            return []
        asked = " OR ".join(f'"{three}"' for three in threes)
        found = self._database.execute(
            "SELECT film FROM names WHERE names MATCH ? ORDER BY rank, length(name) LIMIT 25", (asked,)
        )
        return list(dict.fromkeys(film for (film,) in found))
