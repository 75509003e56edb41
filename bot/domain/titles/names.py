"""The name index: which of many names is meant by a reading. Films, people and lists are found by the same means.

From the cheapest look to the dearest, each only where the ones before found too little:

1. names that are or begin with what was typed (keys.py), read and by sound;
2. names with the same words, unfinished words or words with typos (words.py), through postings, rare words first;
3. names with the same pairs of letters (signatures.py).

The best few dozen of these are scored (score.py). All work is bounded by constants except the three scans over arrays
(word masks, postings of common words, signatures), which numpy does at some gigabytes a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.titles import score
from bot.domain.titles.fold import words_of
from bot.domain.titles.keys import SortedKeys
from bot.domain.titles.numerals import in_digits
from bot.domain.titles.query import ARTICLES, Reading, Word
from bot.domain.titles.romanise import is_foreign, plain, sound
from bot.domain.titles.signatures import Signatures
from bot.domain.titles.words import HEARD, Vocabulary

_BY_KEY = 48
_BY_WORDS = 40
_BY_SIGNATURE = 48
"""Names of each look that are scored."""
_ENOUGH = 0.9
"""A score that makes a dearer look unnecessary."""
_LITTLE_WORDS = ARTICLES | frozenset("of and i und et y in to on for at is s de du des di von с в на и".split())
_LITTLE = 0.3
"""What a word without meaning of its own weighs, beside one of the same rarity."""


W = TypeVar("W", str, Word)


@dataclass(frozen=True, slots=True)
class Hit:
    """A name that fits."""

    score: float
    name: int
    """Its number, in the order of building."""
    reading: Reading
    """What the question was taken for."""


class NameIndex:
    """Names, each with the owner it belongs to; one owner may have many."""

    def __init__(self, names: Iterable[tuple[int, str]], standing: NDArray[np.float32]) -> None:
        """Pairs of owner and name; `standing` has a number for every owner: who comes first among equals."""
        ids: dict[str, int] = {}
        rows: list[int] = []
        ends: list[int] = [0]
        owners: list[int] = []
        sources: list[int] = []
        for source, (owner, name) in enumerate(names):
            spelled = words_of(name)
            for words in (spelled, in_digits(spelled)):
                if words:
                    rows.extend([ids.setdefault(word, len(ids)) for word in words])
                    ends.append(len(rows))
                    owners.append(owner)
                    sources.append(source)
        self._owner = np.array(owners, dtype=np.int32)
        self._source = np.array(sources, dtype=np.int32)
        self._ends = np.array(ends, dtype=np.int64)
        self._rows = np.array(rows, dtype=np.int32)
        self._index_words([*ids])
        self._index_keys(standing)

    def _index_words(self, words: list[str]) -> None:
        self._vocabulary = Vocabulary(
            [plain(word) for word in words],
            [sound(word) for word in words],
            foreign := [is_foreign(word) for word in words],
        )
        self._foreign = (
            np.logical_or.reduceat(np.array(foreign)[self._rows], self._ends[:-1])
            if len(self._owner)
            else np.zeros(0, dtype=bool)
        )
        counts = np.bincount(self._rows, minlength=len(words))
        self._postings_ends = np.concatenate([[0], np.cumsum(counts)])
        of_name = np.repeat(np.arange(len(self._owner), dtype=np.int32), np.diff(self._ends))
        self._postings = of_name[np.argsort(self._rows, kind="stable")]
        weights = np.log1p(len(self._owner) / np.maximum(counts, 1))
        weights *= [_LITTLE if word in _LITTLE_WORDS else 1.0 for word in words]
        self._weights = weights.astype(np.float32)
        self._unknown = float(np.log1p(max(len(self._owner), 1)))
        self._name_weight = (
            np.add.reduceat(self._weights[self._rows], self._ends[:-1])
            if len(self._owner)
            else np.zeros(0, np.float32)
        )

    def _index_keys(self, standing: NDArray[np.float32]) -> None:
        read, heard = self._vocabulary.plain, self._vocabulary.sound
        articles = {place for place, word in enumerate(read) if word in ARTICLES}
        keys: list[bytes] = []
        sound_keys: list[bytes] = []
        whole_sounds: list[bytes] = []
        names: list[int] = []
        rows, ends = self._rows.tolist(), self._ends.tolist()
        for name in range(len(self._owner)):
            words = rows[ends[name] : ends[name + 1]]
            keys.append("".join([read[word] for word in words]).encode())
            sound_keys.append("".join([heard[word] for word in words]).encode())
            whole_sounds.append(sound_keys[-1])
            names.append(name)
            if len(words) > 1 and (words[0] in articles or words[-1] in articles):
                bare = words[1:] if words[0] in articles else words[:-1]
                keys.append("".join([read[word] for word in bare]).encode())
                sound_keys.append("".join([heard[word] for word in bare]).encode())
                names.append(name)
        each = np.array(names, dtype=np.int32)
        of_name = standing[self._owner] if len(self._owner) else np.zeros(0, np.float32)
        self._keys = SortedKeys(keys, each, of_name)
        self._sound_keys = SortedKeys(sound_keys, each, of_name)
        self._signatures = Signatures(whole_sounds)

    def __len__(self) -> int:
        return len(self._owner)

    def source(self, name: int) -> int:
        """The place of this name among those the index was built from."""
        return int(self._source[name])

    def certain(self, hit: Hit) -> bool:
        """Whether this name was meant beyond doubt: spelled otherwise or mistyped, but all of it and nothing more."""
        row = self._rows[self._ends[hit.name] : self._ends[hit.name + 1]].tolist()
        read, heard = self._vocabulary.plain, self._vocabulary.sound
        named = _without_article([read[word] for word in row])
        asked = _without_article(hit.reading.words)
        typed = [word.plain for word in asked]
        if "".join(typed) == "".join(named) or sorted(typed) == sorted(named):
            return True
        if sorted(word.plain for word in hit.reading.words) == sorted(read[word] for word in row):
            return True
        if self._foreign[hit.name] or any(word.foreign for word in asked):
            if "".join(_without_article([heard[word] for word in row])) in _sound_keys(asked):
                return True
        return self._mistyped(asked, typed, named)

    def _mistyped(self, asked: Sequence[Word], typed: Sequence[str], named: Sequence[str]) -> bool:
        """Few edits, no other number, and no word that stands in other names: Blondie is no typo of Blondes."""
        length = max(len(" ".join(typed)), len(" ".join(named)))
        if OSA.distance(" ".join(typed), " ".join(named)) > length * score.TYPOS:
            return False
        if {word for word in typed if word.isdigit()} != {word for word in named if word.isdigit()}:
            return False
        strange = [word for word in asked if word.plain not in named]
        missing = [word for word in named if word not in typed]
        if any(self._vocabulary.is_known(word.plain) for word in strange):
            return False
        return len(typed) != len(named) or all(
            min(OSA.distance(word.plain, other) for other in missing) <= max(1, len(word.plain) // 2)
            for word in strange
        )

    def holds(self, hit: Hit) -> bool:
        """Whether the question, word by word, is a part of this name."""
        row = self._rows[self._ends[hit.name] : self._ends[hit.name + 1]].tolist()
        name = " ".join([self._vocabulary.plain[word] for word in row])
        typed = " ".join([word.plain for word in _without_article(hit.reading.words)])
        return len(typed) > 3 and f" {typed}" in f" {name}"

    def search(self, reading: Reading, found: dict[int, Hit]) -> None:
        """Add what fits to `found`, by owner, each with its best name."""
        if len(self._owner) and reading.words:
            _Search(self, reading, found).run()


class _Search:
    """One reading on its way through the index."""

    def __init__(self, index: NameIndex, reading: Reading, found: dict[int, Hit]) -> None:
        self._index = index
        self._words = reading.words
        self._cost = reading.cost
        self._found = found
        self._scored: set[int] = set()
        self._best = 0.0
        self._exact: list[dict[int, float]] = []
        self._hits: list[dict[int, float]] = []
        bare = _without_article(reading.words)
        self._reading = reading
        self._spaced = " ".join([word.plain for word in reading.words])
        self._bare = " ".join([word.plain for word in bare])
        self._key = self._spaced.replace(" ", "")
        self._bare_key = self._bare.replace(" ", "")
        self._heard = _sound_keys(reading.words)
        self._heard_bare = _sound_keys(bare)
        self._foreign = any(word.foreign for word in reading.words)

    def run(self) -> None:
        index = self._index
        vocabulary = index._vocabulary
        unfinished = self._words[-1]
        self._exact = [vocabulary.exact(word) for word in self._words]
        self._hits = [dict(hits) for hits in self._exact]
        for place, ids in vocabulary.beginning(unfinished).items():
            if self._hits[-1].get(place, 0.0) < ids:
                self._hits[-1][place] = ids
        exact, names = self._by_key()
        self._score(names)
        self._score(self._by_words())
        if exact or self._best >= _ENOUGH or len(self._key) < 3:
            return
        for place, word in enumerate(self._words):
            if max(self._exact[place].values(), default=0.0) < HEARD:
                for one, alike in vocabulary.near(word, unfinished=word is unfinished).items():
                    if self._hits[place].get(one, 0.0) < alike:
                        self._hits[place][one] = alike
        self._scored.clear()
        self._score(names)
        self._score(self._by_words())
        if self._best < _ENOUGH:
            self._score(index._signatures.alike(self._heard[0].encode(), _BY_SIGNATURE).tolist())

    def _by_key(self) -> tuple[bool, list[int]]:
        index = self._index
        names: dict[int, None] = {}
        exact = False
        looks = [(index._keys, self._key), (index._keys, self._bare_key)]
        looks += [(index._sound_keys, key) for key in (*self._heard, *self._heard_bare)]
        for keys, key in dict.fromkeys(looks):
            same, longer = keys.beginning(key.encode(), _BY_KEY)
            exact = exact or bool(len(same))
            names.update(dict.fromkeys(same.tolist()))
            if len(names) < _BY_KEY:
                names.update(dict.fromkeys(longer.tolist()))
        return exact, list(names)

    def _by_words(self) -> list[int]:
        """The names with the heaviest shared words, by the share of question and name (Dice)."""
        index = self._index
        cap = max(4000, len(index._owner) // 16)
        lists: list[NDArray[np.int32]] = []
        weights: list[NDArray[np.float32]] = []
        sized = []
        for hits, exact, word in zip(self._hits, self._exact, self._words, strict=True):
            if len(word.plain) < 3 and len(hits) > len(exact):
                hits = exact  # the beginning of too many words to tell one name from another
            ids = np.fromiter(hits, dtype=np.int64, count=len(hits))
            starts, ends = index._postings_ends[ids], index._postings_ends[ids + 1]
            sized.append((int((ends - starts).sum()), ids, starts, ends, hits))
        sized.sort(key=lambda one: one[0])
        spent = 0
        for size, ids, starts, ends, hits in sized:
            if not size or (spent and spent + size > cap):
                continue
            spent += size
            alike = np.fromiter(hits.values(), dtype=np.float32, count=len(hits)) * index._weights[ids]
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
                lists.append(index._postings[start:end])
            weights.append(np.repeat(alike, ends - starts))
        if not lists:
            return []
        names = np.concatenate(lists)
        sums = np.bincount(names, weights=np.concatenate(weights), minlength=1)
        places = np.flatnonzero(sums)
        values = sums[places] / (index._name_weight[places] + float(sums.max()))
        if len(places) > _BY_WORDS:
            best = np.argpartition(-values, _BY_WORDS)[:_BY_WORDS]
            places = places[best]
        return places.tolist()

    def _score(self, names: Sequence[int]) -> None:
        fresh = [name for name in names if name not in self._scored]
        if not fresh:
            return
        self._scored.update(fresh)
        index = self._index
        rows = [index._rows[index._ends[name] : index._ends[name + 1]].tolist() for name in fresh]
        values = self._letter_scores(rows, index._foreign[fresh])
        for name, row, letters in zip(fresh, rows, values, strict=True):
            value = max(letters, min(self._word_score(row), 0.985)) - self._cost
            self._best = max(self._best, value)
            owner = int(index._owner[name])
            before = self._found.get(owner)
            if before is None or before.score < value:
                self._found[owner] = Hit(value, name, self._reading)

    def _letter_scores(self, rows: list[list[int]], foreign: NDArray[np.bool_]) -> list[float]:
        """Each name as a whole and as far as it was typed, letter by letter, read and heard."""
        read, heard = self._index._vocabulary.plain, self._index._vocabulary.sound
        names = [[read[word] for word in row] for row in rows]
        spaced = [" ".join(words) for words in names]
        best = self._compare(self._spaced, spaced, 0.0)
        bares = [" ".join(_without_article(words)) for words in names]
        best = np.maximum(best, self._compare(self._bare, bares, 0.015))
        joined = [name.replace(" ", "") for name in bares]
        best = np.maximum(best, self._compare(self._bare_key, joined, 0.03))
        latin = 0.05 if self._foreign else 0.08 + 0.3 / len(self._bare_key)
        if self._reading.other_keys:
            latin = 1.0
        cost = np.where(foreign, np.float32(0.02), np.float32(latin))
        sounds = ["".join(_without_article([heard[word] for word in row])) for row in rows]
        for way, key in enumerate(self._heard_bare):
            best = np.maximum(best, self._compare(key, sounds, cost + np.float32(0.02 * way)))
        values = best.tolist()
        for place, name in enumerate(spaced):
            if name == self._spaced:
                values[place] = 1.0 if self._foreign == foreign[place] else 0.99
            elif name.startswith(self._spaced):
                values[place] = score.begun(len(self._spaced), len(name))
            elif f" {self._spaced}" in name:
                values[place] = max(values[place], score.within(len(self._spaced), len(name)))
        return values

    def _compare(self, typed: str, names: list[str], cost: float | NDArray[np.float32]) -> NDArray[np.float32]:
        """Score of each name as a whole or as the beginning that was typed."""
        length = np.fromiter((len(name) for name in names), dtype=np.float32, count=len(names))
        best = score.whole(_edits(typed, names), np.maximum(length, len(typed)))
        if length.max() > len(typed):
            edits = _edits(typed, [name[: len(typed)] for name in names])
            for cut in (len(typed) - 1, len(typed) + 1):
                edits = np.minimum(edits, _edits(typed, [name[:cut] for name in names]))
            begun = score.beginning(edits, len(typed), length)
            best = np.where(length > len(typed), np.maximum(best, begun), best)
        return best - cost

    def _word_score(self, row: list[int]) -> float:
        weights = self._index._weights
        read = self._index._vocabulary.plain
        last, unfinished = len(self._words) - 1, self._words[-1].plain
        used: dict[int, int] = {}
        met = missed = alike = 0.0
        order: list[int] = []
        for place, hits in enumerate(self._hits):
            best, at = 0.0, -1
            for position, word in enumerate(row):
                value = hits.get(word, 0.0)
                if not value and place == last and read[word].startswith(unfinished):
                    value = 0.83
                if value > best and position not in used:
                    best, at = value, position
            if at >= 0:
                used[at] = place
                order.append(at)
                weight = float(weights[row[at]])
                met += weight
                alike += weight * best
            else:
                exact = self._exact[place]
                missed += float(weights[next(iter(exact))]) if exact else self._index._unknown
        if not met:
            return 0.0
        total = sum(float(weights[word]) for word in row)
        letters = sum(len(read[row[at]]) for at in used)
        return score.by_words(
            met / (met + missed),
            met / total if letters > 3 else 0.0,
            alike / met,
            order == sorted(order),
        )


def _without_article(words: Sequence[W]) -> Sequence[W]:
    """Without an article in front or, as in an index ("Matrix, The"), behind."""
    if len(words) > 1 and _spelled(words[0]) in ARTICLES:
        return words[1:]
    if len(words) > 1 and _spelled(words[-1]) in ARTICLES and len(_spelled(words[-1])) > 2:
        return words[:-1]
    return words


def _spelled(word: str | Word) -> str:
    return word if isinstance(word, str) else word.plain


def _sound_keys(words: Sequence[Word]) -> list[str]:
    """All words heard the first way, all the second way …"""
    most = max((len(word.sounds) for word in words), default=0)
    keys = ("".join(word.sounds[min(way, len(word.sounds) - 1)] for word in words) for way in range(most))
    return list(dict.fromkeys(keys))


def _edits(typed: str, names: list[str]) -> NDArray[np.float32]:
    return process.cdist([typed], names, scorer=OSA.distance, dtype=np.float32)[0]
