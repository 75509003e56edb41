"""One reading on its way through the names, from the cheapest look to the dearest.

`look` asks what needs no forgiveness: names that are or begin with what was typed (keys.py), read and by sound, and
names with the same or unfinished words (words.py), through postings, rare words first. Only where that finds too
little, `look_further` allows typos: words within a few edits, and names with the same pairs of letters
(signatures.py). A few dozen names of each look are scored (score.py). All work is bounded by constants but for the
scans over whole arrays (word masks, postings of common words, signatures), which run at memory speed.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from bot.domain.titles import score
from bot.domain.titles.letters import as_a_whole, as_typed
from bot.domain.titles.names import NameIndex, sound_keys, without_article, without_first_article
from bot.domain.titles.query import ARTICLES, Reading
from bot.domain.titles.words import HEARD, MOST_PREFIXES

_BY_KEY = 32
_BY_WORDS = 24
_BY_SIGNATURE = 32
"""Names of each look that are scored."""
_BY_CORRECTION = 6
_CORRECTIONS = 3
"""Names of each correction, and corrections of each strange word, that are tried."""
_POSTINGS = 4000
"""Postings of the rarest words that are read in any case; more common words then add nothing."""
_SHARE = 0.35
"""What a name must share of what the best one shares, to be compared at all."""
_SHORT = 3
"""An unfinished word shorter than this begins too many words to tell names apart."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A name that fits a reading."""

    score: float
    name: int
    """Its number in the index."""
    reading: Reading


class Search:
    """The names that fit one reading; `found` holds the best of each owner."""

    def __init__(self, index: NameIndex, reading: Reading) -> None:
        bare = without_first_article(reading.words)
        self.reading = reading
        self.found: dict[int, tuple[float, int]] = {}
        """By owner: the score, the name."""
        self.best = 0.0
        self._index = index
        self._words = reading.words
        self._spaced = " ".join([word.plain for word in reading.words])
        self._bare = " ".join([word.plain for word in bare])
        self._key = self._spaced.replace(" ", "")
        self._bare_key = self._bare.replace(" ", "")
        self._heard = sound_keys(bare)
        self._foreign = any(word.foreign for word in reading.words)
        self._read = index.vocabulary.plain
        self._weights = index.word_weights
        self._missed: list[float] = []
        self._many = False
        self._seen: dict[int, float] = {}
        self._exact: list[dict[int, float]] = []
        self._hits: list[dict[int, float]] = []

    def look(self) -> None:
        """Find what is spelled or sounds as typed, whole, begun or word by word."""
        vocabulary = self._index.vocabulary
        self._exact = [vocabulary.exact(word) for word in self._words]
        self._hits = [dict(hits) for hits in self._exact]
        longer = vocabulary.beginning(self._words[-1])
        self._many = len(longer) >= MOST_PREFIXES
        _merge(self._hits[-1], longer)
        self._missed = [
            max((self._weights[word] for word in hits), default=self._index.heaviest) for hits in self._exact
        ]
        for name in self._by_key():
            self._keep(name, self._same_letters(name) or self._word_score(name))
        for name in self._by_words():
            self._keep(name, max(self._word_score(name), self._part(name)))

    @property
    def is_at_home(self) -> bool:
        """Whether most words of the question stand in some name, as they are: then no key was mistaken for another."""
        known = [
            max(hits.values(), default=0.0) > HEARD
            for word, hits in zip(self._words, self._exact, strict=True)
            if len(word.plain) >= _SHORT and not word.plain.isdigit()
        ]
        return 2 * sum(known) > len(known)

    def look_further(self) -> None:
        """Find what is spelled with typos."""
        if len(self._key) < _SHORT:
            return
        vocabulary = self._index.vocabulary
        near: dict[int, dict[int, float]] = {}
        for place, word in enumerate(self._words):
            if max(self._exact[place].values(), default=0.0) < HEARD:
                near[place] = vocabulary.near(word, unfinished=place == len(self._words) - 1)
                _merge(self._hits[place], near[place])
        names = dict.fromkeys(name for name, value in self._seen.items() if value < score.ENOUGH)
        names.update(dict.fromkeys(self._corrected(near)))
        if any(near.values()):
            for name in self._by_words():
                names[name] = None
                self._keep(name, self._word_score(name))
        heard = self._heard[0].encode()
        names.update(dict.fromkeys(self._index.signatures.alike(heard, _BY_SIGNATURE).tolist()))
        for name, value in zip(names, self._near_letters(list(names)), strict=True):
            self._keep(name, value)

    def _by_key(self) -> dict[int, None]:
        """Names that are what was typed, or begin so; the literal ones first."""
        index = self._index
        looks = [(index.keys, self._key), (index.keys, self._bare_key)]
        looks += [(index.sound_keys, key) for key in self._heard]
        names: dict[int, None] = {}
        for keys, key in dict.fromkeys(looks):
            same, longer = keys.beginning(key.encode(), _BY_KEY)
            names.update(dict.fromkeys(same.tolist()))
            if len(names) < _BY_KEY:
                names.update(dict.fromkeys(longer.tolist()))
        return names

    def _corrected(self, near: dict[int, dict[int, float]]) -> list[int]:
        """Names that begin with the question once its strange words are those they are most like."""
        choices = []
        for place, word in enumerate(self._words):
            likest = heapq.nlargest(_CORRECTIONS, near.get(place, {}).items(), key=itemgetter(1))
            choices.append([self._read[other] for other, _ in likest] or [word.plain])
        names: list[int] = []
        for words in islice(product(*choices), _CORRECTIONS**2):
            key = "".join(words)
            if key != self._key:
                same, longer = self._index.keys.beginning(key.encode(), _BY_CORRECTION)
                names += same.tolist() + longer.tolist()
        return names

    def _by_words(self) -> list[int]:
        """The names with the heaviest shared words, by the share of question and name (Dice's coefficient)."""
        index = self._index
        sized = []
        for hits, exact, word in zip(self._hits, self._exact, self._words, strict=True):
            told = exact if len(word.plain) < _SHORT else hits
            ids = np.fromiter(told, dtype=np.int64, count=len(told))
            starts, ends = index.postings(ids)
            weights = np.fromiter(told.values(), dtype=np.float32, count=len(told)) * index.weights_of(ids)
            sized.append((int((ends - starts).sum()), starts, ends, weights))
        sized.sort(key=lambda one: one[0])
        cap = max(_POSTINGS, len(index) // 16)
        lists: list[NDArray[np.int32]] = []
        values: list[NDArray[np.float32]] = []
        spent = 0
        for size, starts, ends, weights in sized:
            if size and (not spent or spent + size <= cap):
                spent += size
                lists += map(index.named, starts.tolist(), ends.tolist())
                values.append(np.repeat(weights, ends - starts))
        if not lists:
            return []
        sums = np.bincount(np.concatenate(lists), weights=np.concatenate(values))
        heaviest = sums.max()
        places = np.flatnonzero(sums >= _SHARE * heaviest)
        shared = sums[places] / (index.name_weights[places] + heaviest)
        if len(places) > _BY_WORDS:
            places = places[np.argpartition(-shared, _BY_WORDS)[:_BY_WORDS]]
        best: list[int] = places.tolist()
        return best

    def _same_letters(self, name: int) -> float:
        """The name is, begins with or holds the question, letter by letter."""
        words = self._index.spelled(name)
        spaced = " ".join(words)
        foreign = self._index.is_foreign(name)
        if spaced == self._spaced:
            return 1.0 if foreign == self._foreign else score.OTHER_LETTERS
        if spaced.startswith(self._spaced):
            return score.begun(len(self._spaced), len(spaced))
        bare = " ".join(without_article(words))
        best = score.alike(self._bare, bare) - self._article_cost(words)
        if best < score.ENOUGH:
            best = max(best, score.alike(self._bare_key, bare.replace(" ", "")) - score.JOINED)
            cost = self._sound_cost(foreign)
            heard = "".join(without_article(self._index.heard(name)))
            for way, key in enumerate(self._heard):
                best = max(best, score.alike(key, heard) - cost - score.OTHER_WAY * way)
        return max(best, 0.0)

    def _article_cost(self, named: list[str]) -> float:
        """An article too many or too few is nothing much; another one is (`a star` begins A Star Is Born)."""
        typed = self._words[0].plain
        both = typed in ARTICLES and named[0] in ARTICLES
        return score.OTHER_ARTICLE if both and typed != named[0] else score.ARTICLE

    def _near_letters(self, names: Sequence[int]) -> list[float]:
        """Each name, as a whole or as far as it was typed, is the question but for some letters."""
        index = self._index
        spelled = [index.spelled(name) for name in names]
        values = as_typed(self._spaced, [" ".join(words) for words in spelled])
        bares = [without_article(words) for words in spelled]
        changed = self._bare != self._spaced
        places = [place for place, bare in enumerate(bares) if changed or bare is not spelled[place]]
        bare_values = as_typed(self._bare, [" ".join(bares[place]) for place in places])
        for place, value in zip(places, bare_values, strict=True):
            values[place] = max(values[place], value - score.ARTICLE)
        joined = as_a_whole(self._bare_key, ["".join(bare) for bare in bares])
        values = [max(value, other - score.JOINED) for value, other in zip(values, joined, strict=True)]
        places = [place for place, name in enumerate(names) if self._foreign or index.is_foreign(name)]
        heard = ["".join(without_article(index.heard(names[place]))) for place in places]
        for way, key in enumerate(self._heard):
            for place, value in zip(places, as_typed(key, heard), strict=True):
                cost = self._sound_cost(index.is_foreign(names[place])) + score.OTHER_WAY * way
                values[place] = max(values[place], value - cost)
        return values

    def _sound_cost(self, foreign: bool) -> float:
        """What it takes off that only the sound is the same: little where one side was not in Latin letters."""
        if foreign:
            return score.SAME_SOUND
        if self.reading.other_keys:
            return 1.0
        return score.SOUND_OF_LATIN if self._foreign else score.latin_sounds(len(self._heard[0]))

    def _part(self, name: int) -> float:
        """The question stands, letter by letter, in the middle of the name."""
        spaced = " ".join(self._index.spelled(name))
        return score.within(len(self._spaced), len(spaced)) if f" {self._spaced}" in spaced else 0.0

    def _keep(self, name: int, value: float) -> None:
        if value <= self._seen.get(name, 0.0):
            return
        self._seen[name] = value
        value -= self.reading.cost
        owner = self._index.owners[name]
        if owner not in self.found or self.found[owner][0] < value:
            self.found[owner] = value, name
            self.best = max(self.best, value)

    def _word_score(self, name: int) -> float:
        """Word by word: each word of the question takes the likest word of the name that is left."""
        row = self._index.row(name)
        taken: list[int] = []
        met = missed = likeness = 0.0
        for place, hits in enumerate(self._hits):
            best, at = 0.0, -1
            for position, word in enumerate(row):
                value = hits.get(word, 0.0)
                if value > best and position not in taken:
                    best, at = value, position
            if at < 0 and self._many and place == len(self._hits) - 1:
                best, at = self._unfinished(row, taken)
            if at < 0:
                missed += self._missed[place]
                continue
            weight = self._weights[row[at]]
            taken.append(at)
            met += weight
            likeness += weight * best
        if not met:
            return 0.0
        letters = sum([len(self._read[row[at]]) for at in taken])
        named = met / sum([self._weights[word] for word in row]) if letters > _SHORT else 0.0
        return score.by_words(met / (met + missed), named, likeness / met, taken == sorted(taken))

    def _unfinished(self, row: list[int], taken: list[int]) -> tuple[float, int]:
        """A word that begins like the last one but was not among the few that were looked up."""
        beginning = self._words[-1].plain
        for position, word in enumerate(row):
            if position not in taken and self._read[word].startswith(beginning):
                return score.UNFINISHED, position
        return 0.0, -1


def _merge(hits: dict[int, float], more: dict[int, float]) -> None:
    for word, value in more.items():
        if hits.get(word, 0.0) < value:
            hits[word] = value
