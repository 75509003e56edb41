"""The list index: finds a list by its title, slug or another name, by the same means as a film.

from bot.domain.titles.lists import ListIndex
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from rapidfuzz import fuzz

from bot.domain.titles.fold import words_of
from bot.domain.titles.match import Answer, ListMatch
from db.types import ListSummary


class ListIndex:
    """All lists by all their names, never changed once built."""

    def __init__(self, lists: tuple[ListSummary, ...]) -> None:
        self._lists = lists

    @classmethod
    def build(cls, lists: Iterable[ListSummary]) -> Self:
        """Read the lists once."""
        return cls(tuple(lists))

    def complete(self, text: str, limit: int = 25) -> list[ListMatch]:
        """Best first; nothing typed: all by title."""
        query = _fold(text)
        if not query:
            ordered = sorted(self._lists, key=lambda one: one.title)
            return [_match(one, None, 0.0) for one in ordered[:limit]]
        found = []
        for one in self._lists:
            name = max((one.title, one.slug, *one.aliases), key=lambda name: fuzz.WRatio(query, _fold(name)))
            score = fuzz.WRatio(query, _fold(name)) / 100
            if score >= 0.7:
                found.append(_match(one, name if name in one.aliases else None, score))
        return sorted(found, key=lambda match: (-match.score, match.title))[:limit]

    def find(self, text: str) -> Answer[ListMatch]:
        """What /list answers to a question that was sent off."""
        matches = self.complete(text) if text.strip() else []
        if not matches:
            return Answer("none", ())
        return Answer("one" if matches[0].score >= 0.85 else "near", tuple(matches[:3]))


def _match(one: ListSummary, matched: str | None, score: float) -> ListMatch:
    return ListMatch(one.id, one.slug, one.title, matched, score, one.entry_count, one.film_count)


def _fold(text: str) -> str:
    return " ".join(words_of(text))
