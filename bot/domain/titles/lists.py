"""A search index of lists: finds a list by its title, slug or another name, by the same means as a film.

Lists are few and their names are common words, so anything that comes near is named, and a single one that holds what
was typed is the answer: `surv`, `war`, `lonely`, `одиночество`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

import numpy as np

from bot.domain.titles import score
from bot.domain.titles.certainty import is_certain
from bot.domain.titles.keyboard import other_layout
from bot.domain.titles.lexicon import LookUpCache
from bot.domain.titles.match import IndexAnswer, ListMatch
from bot.domain.titles.name_index import NameIndex
from bot.domain.titles.name_search import Hit, NameSearch
from bot.domain.titles.query import interpretations
from db.types import ListSummary

MOST = 25
"""Answers to one question: Discord shows no more rows."""
_NEAREST = 3
_NEAR = score.NEAR - 0.1
_ONE = 0.72
"""Lists are few, so even a distant one is worth naming, and one that nothing else comes near is the one."""


class ListIndex:
    """All lists by all their names, never changed once built; any thread may ask."""

    def __init__(self, lists: Iterable[ListSummary]) -> None:
        self._lists = tuple(lists)
        self._texts: list[str | None] = []
        names: list[tuple[int, str]] = []
        for place, one in enumerate(self._lists):
            for name in dict.fromkeys((one.title, one.slug.replace("-", " "), *one.aliases)):
                names.append((place, name))
                self._texts.append(name if name in one.aliases else None)
        self._names = NameIndex(names, np.array([one.film_count for one in self._lists], dtype=np.float32))

    @classmethod
    def build(cls, lists: Iterable[ListSummary]) -> Self:
        """Read the lists once."""
        return cls(lists)

    def complete(self, text: str, limit: int = MOST) -> list[ListMatch]:
        """Best first, at most 25; the last word may be unfinished; never raises. Nothing typed: all by title."""
        if not text.strip():
            ordered = sorted(range(len(self._lists)), key=lambda place: self._lists[place].title)
            return [self._match(place, None) for place in ordered[:limit]]
        return [self._match(place, hit) for place, hit in self._search(text)[: min(limit, MOST)]]

    def find(self, text: str) -> IndexAnswer[ListMatch]:
        """What /list answers to a question that was sent off; never raises."""
        ranked = self._search(text) if text.strip() else []
        if not ranked:
            return IndexAnswer("none", ())
        close = [one for one in ranked[1:] if one[1].score > ranked[0][1].score - score.CLOSE]
        matches = [self._match(place, hit) for place, hit in ranked[:_NEAREST]]
        if not close and (ranked[0][1].score >= _ONE or is_certain(self._names, ranked[0][1])):
            return IndexAnswer("one", (matches[0],))
        return IndexAnswer("near", tuple(matches))

    def _search(self, text: str) -> list[tuple[int, Hit]]:
        found = self._look_up(text, other_keys=False)
        other = other_layout(text)
        if other and max((hit.score for hit in found.values()), default=0.0) < score.LITTLE:
            for place, hit in self._look_up(other, other_keys=True).items():
                if place not in found or found[place].score < hit.score:
                    found[place] = hit
        return sorted(found.items(), key=lambda one: (-round(one[1].score, 3), self._lists[one[0]].title))

    def _look_up(self, text: str, *, other_keys: bool) -> dict[int, Hit]:
        found: dict[int, Hit] = {}
        known = LookUpCache(self._names.lexicon)
        for interpretation in interpretations(text, other_keys=other_keys):
            search = NameSearch(self._names, interpretation, known, _NEAR)
            search.look()
            if search.best < score.ENOUGH:
                search.look_further()
            for place, (value, name) in search.found.items():
                if value >= _NEAR and (place not in found or found[place].score < value):
                    found[place] = Hit(value, name, interpretation)
        return found

    def _match(self, place: int, hit: Hit | None) -> ListMatch:
        one = self._lists[place]
        matched = self._texts[self._names.source(hit.name)] if hit else None
        value = round(min(max(hit.score, 0.0), 1.0), 4) if hit else 0.0
        return ListMatch(one.id, one.slug, one.title, matched, value, one.entry_count, one.film_count)
