"""An inverted index of directors: `tarkovsky` gives their films, `mirror tarkovsky` the one that is meant.

Directors are names like titles, so they stand in an index of the same kind. Ours are mostly Russian names in somebody's
romanisation, so an equal sound counts as if it were a Cyrillic name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from bot.domain.titles import score
from bot.domain.titles.lexicon import LookUpCache
from bot.domain.titles.name_index import NameIndex
from bot.domain.titles.name_search import NameSearch
from bot.domain.titles.query import ARTICLES, SMALL_WORDS, Interpretation, QueryWord
from bot.domain.titles.romanise import sound, sounds

_SHORTEST = 3
"""Letters of a question, or of a word beside a title, beyond which it may be a person."""
_BEGUN = 2
"""Letters by which is told whether any of their names has a word that begins so."""
_POSSESSIVE = (("ogo", "iy"), ("ego", "iy"), ("a", ""), ("oy", "a"))
"""Endings of the Russian genitive, as romanised, and of the nominative."""
_POSSESSIVE_LATIN = (("s", ""), ("iego", "i"))
"""The same in English and Polish."""
_MOST_WORDS = 4
"""Words of a question that may be a person's whole name."""


@dataclass(frozen=True, slots=True)
class Director:
    """A director who was named, with the places of their films."""

    score: float
    """As a title of the same likeness would have."""
    surname: bool
    """Whether the person was named in full or by surname, and not only begun or by first name."""
    films: frozenset[int]


class Directors:
    """All directors by all words of their names."""

    def __init__(self, directors: Iterable[tuple[int, str]]) -> None:
        films: defaultdict[str, list[int]] = defaultdict(list)
        for film, person in directors:
            films[person].append(film)
        self._films = [frozenset(places) for places in films.values()]
        self._names = NameIndex(enumerate(films), np.zeros(len(films), np.float32), romanised=True)
        self._bearers: defaultdict[str, set[int]] = defaultdict(set)
        for name in range(len(self._names)):
            spelled = map(sound, self._names.spelled(name))  # ś is typed s as often as it is heard
            for heard in {*self._names.heard(name), *spelled}:
                self._bearers[heard] |= self._films[self._names.source(name)]
        words = self._names.lexicon
        self._beginnings = {word[:_BEGUN] for word in chain(words.plain, words.sound)}

    def __len__(self) -> int:
        return len(self._films)

    def look_ups(self) -> LookUpCache:
        """For `search`: what the words of one question will be found to be."""
        return LookUpCache(self._names.lexicon)

    def search(self, interpretation: Interpretation, known: LookUpCache) -> NameSearch | None:
        """A search for those whom the whole interpretation may name; None where it names nobody."""
        words = [word.plain for word in interpretation.words]
        if len(words) > _MOST_WORDS or sum(map(len, words)) < _SHORTEST or any(map(str.isdigit, words)):
            return None
        return NameSearch(self._names, interpretation, known, score.LITTLE)

    def knows(self, interpretation: Interpretation, known: LookUpCache) -> bool:
        """Whether its first word may be one of some name, or begin one; if not, `NameSearch.look` would find nobody."""
        first = interpretation.words[0]
        if len(first.plain) < _SHORTEST or first.plain in ARTICLES:
            return True
        for spelled in (first.plain, *first.sounds):
            if spelled[:_BEGUN] in self._beginnings or spelled[0] in self._beginnings:  # an initial
                return True
        return bool(known.exact(first))

    def nearly_knows(self, interpretation: Interpretation, known: LookUpCache) -> bool:
        """Whether its first word may be one mistyped; if not, `NameSearch.look_further` would find nobody either."""
        return bool(known.near(interpretation.words[0], unfinished=len(interpretation.words) == 1))

    def named(self, search: NameSearch) -> Iterator[Director]:
        """Those whom a search has found."""
        words = search.interpretation.words
        for person, (value, name) in search.found.items():
            if value >= score.LITTLE:
                surname = len(words) == 1 and self._names.heard(name)[-1] in words[0].sounds
                full = value >= score.SAME_NAME
                best = score.PERSON if surname or full else min(value, score.FIRST_NAME)
                yield Director(best - search.interpretation.cost, surname or full, self._films[person])

    @staticmethod
    def _may_be_heard(word: QueryWord, shortest: int) -> Iterator[str]:
        """The sounds of a word that may be a name, also in the possessive (tarkovsky's, Тарковского, Климова)."""
        if len(word.plain) < shortest:
            return
        yield from word.sounds
        for ending, nominative in _POSSESSIVE if word.foreign else _POSSESSIVE_LATIN:
            if word.plain.endswith(ending) and len(word.plain) - len(ending) > _SHORTEST:
                yield from sounds(word.plain.removesuffix(ending) + nominative)

    def beside(self, interpretation: Interpretation) -> tuple[Interpretation, frozenset[int]] | None:
        """The interpretation without the name in it, and the films of those who bear it; None where there is none."""
        rest: list[QueryWord] = []
        films: set[int] = set()
        for word in interpretation.words:
            shortest = _SHORTEST if films else _SHORTEST + 1  # Lee, behind Spike
            bearers = [key for key in self._may_be_heard(word, shortest) if key in self._bearers]
            if bearers:
                films.update(*(self._bearers[key] for key in bearers))
                if len(rest) > 1 and len(rest[-1].plain) == 1:  # an initial
                    rest.pop()
            else:
                rest.append(word)
        while len(rest) > 1 and rest[-1].plain in SMALL_WORDS:
            rest.pop()
        while len(rest) > 1 and rest[0].plain in SMALL_WORDS - ARTICLES:
            rest.pop(0)
        if not films or not rest:
            return None
        return interpretation._replace(words=tuple(rest)), frozenset(films)
