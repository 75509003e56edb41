"""What Discord knows that the bot has acknowledged, held against what is in the database."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

Key = tuple[str, int, int]
"""A table, a member, a film; 0 where it is not about a film."""
Value = bool | str

_FACTS = {
    "seen": "SELECT user_id, film_id, 1 FROM seen",
    "watchlist": "SELECT user_id, film_id, 1 FROM watchlist",
    "together": "SELECT user_id, 0, together FROM member_settings",
    "seen_filter": "SELECT user_id, 0, seen_filter FROM member_settings",
    # From the deck of all films, which has no filter.
    "dealt": "SELECT user_id, film_id, 1 FROM deck_cards WHERE filter = '' AND standing != 'before' AND user_id",
}
DEFAULTS: dict[str, Value] = {"seen_filter": "any"}
"""What is so where nothing is stored; False for all else."""


@dataclass
class Ledger:
    """Acknowledged writes; the last word on each fact counts."""

    known: dict[Key, Value] = field(default_factory=dict)
    unsure: set[Key] = field(default_factory=set)
    """Facts of which a write was begun and not acknowledged: either way is right."""
    unsure_decks: set[int] = field(default_factory=set)
    """Members to whom a card was being dealt: a new round may have begun."""
    acknowledged: Counter[str] = field(default_factory=Counter)
    """Writes by kind."""

    def begin(self, *keys: Key) -> None:
        self.unsure.update(keys)

    def confirm(self, kind: str, facts: dict[Key, Value]) -> None:
        """Discord has taken the answer that says so."""
        self.acknowledged[kind] += 1
        self.known |= facts
        self.unsure.difference_update(facts)

    def begin_deal(self, member: int) -> bool:
        """A card is about to be dealt; whether the deck was as it is known until now."""
        sure = member not in self.unsure_decks
        self.unsure_decks.add(member)
        return sure

    def deal(self, member: int, film: int, *, first: bool, sure: bool) -> None:
        """A card reached Discord, the `first` of a round or not."""
        if first:
            for key in self.of("dealt", member):
                del self.known[key]
        if first or sure:
            self.unsure_decks.discard(member)
        self.confirm("a card dealt", {("dealt", member, film): True})

    def of(self, table: str, member: int) -> list[Key]:
        """What is known of a member in a table."""
        return [key for key in self.known if key[:2] == (table, member)]

    def missing(self, database: Path) -> list[str]:
        """What was acknowledged and is not there; and what SQLite finds wrong with the file."""
        with closing(sqlite3.connect(database)) as connection:
            (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
            stored = facts_of(connection)
        wrong = [] if verdict == "ok" else [verdict]
        for key, value in self.known.items():
            table, member, _ = key
            unsure = key in self.unsure or (table == "dealt" and member in self.unsure_decks)
            is_there = stored.get(key, DEFAULTS.get(table, False))
            if is_there != value and not unsure:
                wrong.append(f"{key} is {is_there}, not {value}")
        return wrong

    def learn(self, database: Path) -> None:
        """After a crash: what was unsure is as the database has it."""
        with closing(sqlite3.connect(database)) as connection:
            stored = facts_of(connection)
        for key in [*self.known, *self.unsure]:
            self.known[key] = stored.get(key, DEFAULTS.get(key[0], False))
        for member in self.unsure_decks:
            self._learn_deck(member, (key for key in stored if key[:2] == ("dealt", member)))
        self.unsure.clear()
        self.unsure_decks.clear()

    def _learn_deck(self, member: int, stored: Iterable[Key]) -> None:
        for key in self.of("dealt", member):
            del self.known[key]
        self.known |= dict.fromkeys(stored, True)


def facts_of(connection: sqlite3.Connection) -> dict[Key, Value]:
    """Everything the ledger speaks of, as it is stored."""
    stored: dict[Key, Value] = {}
    for table, statement in _FACTS.items():
        for member, film, value in connection.execute(statement):
            stored[table, member, film] = value if isinstance(value, str) else bool(value)
    return stored
