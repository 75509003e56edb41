"""Least-recently-used caches of what was read, for the next who asks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Generic, TypeVar

from bot.domain.titles.fold import MAX_TEXT
from bot.domain.titles.index import TitleIndex
from bot.domain.titles.lists import ListIndex
from bot.domain.titles.match import IndexAnswer, ListMatch, Match

K = TypeVar("K")
V = TypeVar("V")

_ANSWERS = 500
"""Answers of the title index, of each kind; one with 25 films takes some 5 kB."""


class Cache(Generic[K, V]):
    """An LRU cache: the values that were asked for last, at most so many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[K, V] = OrderedDict()

    async def get(self, key: K, read: Callable[[], Awaitable[V]]) -> V:
        """The value kept under the key, else what `read` brings; what it raises is not kept."""
        value = self._values.get(key)
        if value is None:
            value = self._values.setdefault(key, await read())  # who asks meanwhile gets the same
            if len(self._values) > self._most:
                self._values.popitem(last=False)
        else:
            self._values.move_to_end(key)
        return value


class CachedTitles:
    """The title index behind LRU caches of its answers: members type the same few letters again and again."""

    def __init__(self, index: TitleIndex) -> None:
        self._index = index
        self._find = lru_cache(_ANSWERS)(index.find)
        self._complete = lru_cache(_ANSWERS)(index.complete)

    def find(self, text: str) -> IndexAnswer[Match]:
        """See TitleIndex.find."""
        return self._find(text) if len(text) <= MAX_TEXT else self._index.find(text)

    def complete(self, text: str, limit: int) -> list[Match]:
        """See TitleIndex.complete."""
        if len(text) > MAX_TEXT:
            return self._index.complete(text, limit)
        return self._complete(text, limit)

    def get(self, film_id: int) -> Match | None:
        """See TitleIndex.get."""
        return self._index.get(film_id)


class CachedLists:
    """The index of lists behind such caches: a club asks for the same few lists by the same names."""

    def __init__(self, index: ListIndex) -> None:
        self._index = index
        self._find = lru_cache(_ANSWERS)(index.find)
        self._complete = lru_cache(_ANSWERS)(index.complete)

    def find(self, text: str) -> IndexAnswer[ListMatch]:
        """See ListIndex.find."""
        return self._find(text) if len(text) <= MAX_TEXT else self._index.find(text)

    def complete(self, text: str, limit: int) -> list[ListMatch]:
        """See ListIndex.complete."""
        return self._complete(text, limit) if len(text) <= MAX_TEXT else self._index.complete(text, limit)
