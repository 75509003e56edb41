"""The lexicon: the distinct words of all names, and which of them a typed word may be.

Exact words and beginnings are found by bisection, words with typos among their neighbours (neighbours.py), and all
the same once more by their sound.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np

from bot.domain.titles.neighbours import Neighbours
from bot.domain.titles.query import QueryWord

Likeness = dict[int, float]
"""By word: how surely it is the one that was typed."""
Pairs = Iterable[tuple[int, float]]

SAME = 0.96
"""What another word for the same is worth ("and" for "&" or "и", "Doctor" for "Dr.")."""
HEARD = 0.97
"""What the same sound is worth where one of the two was not in plain Latin letters …"""
ALIKE = 0.86
"""… and where both were, and could have been spelled alike."""
MOST_PREFIXES = 400
"""Words with the same beginning that are looked at."""

_ALIKE = (("and", "i", "und", "et", "y", "e", "en"), ("doctor", "dr"), ("mister", "mr"), ("missus", "mrs"),
          ("saint", "st"), ("versus", "vs", "v"), ("volume", "vol"), ("part", "pt"), ("color", "colour"))  # fmt: skip
_FIRST = {word: group[0] for group in _ALIKE for word in group}
_SAME = {word: tuple(other for other in group if other != word) for group in _ALIKE for word in group}


def same_word(word: str) -> str:
    """One word for all that say the same: "and" for "и" and "und", "doctor" for "dr"; any other word itself."""
    return _FIRST.get(word, word)


class SortedWords:
    """A sorted word list: looked up exactly and by beginning."""

    __slots__ = ("_ids", "_lengths", "_sorted")

    def __init__(self, spellings: Sequence[str]) -> None:
        order = sorted(range(len(spellings)), key=spellings.__getitem__)
        self._sorted = [spellings[place] for place in order]
        self._ids = np.array(order, dtype=np.int32)
        self._lengths = np.fromiter((min(len(word), 255) for word in self._sorted), np.uint8, len(order))

    def __len__(self) -> int:
        return len(self._sorted)

    def exact(self, word: str) -> list[int]:
        """The ids of the words spelled so."""
        low = high = bisect_left(self._sorted, word)
        while high < len(self._sorted) and self._sorted[high] == word:
            high += 1
        return self._ids[low:high].tolist() if high > low else []

    def beginning(self, word: str) -> Pairs:
        """The words that go on after this beginning, at most MOST_PREFIXES, and what share of each it is."""
        low = bisect_left(self._sorted, word)
        if low == len(self._sorted) or not self._sorted[low].startswith(word):
            return ()
        high = bisect_left(self._sorted, word + "\U0010ffff", low)
        ids, lengths = self._ids[low:high], self._lengths[low:high]
        if len(ids) > MOST_PREFIXES:
            best = lengths.argpartition(MOST_PREFIXES)[:MOST_PREFIXES]
            ids, lengths = ids[best], lengths[best]
        return zip(ids.tolist(), (len(word) / lengths).tolist(), strict=True)


class Lexicon:
    """Every word of the names, spelled to be read and by its sound."""

    __slots__ = (
        "_is_foreign", "_near_foreign", "_near_plain", "_near_sound", "_plain", "_sound", "foreign", "plain", "sound",
    )  # fmt: skip

    def __init__(self, plain: list[str], sound: list[str], foreign: list[bool]) -> None:
        """Word i is spelled plain[i] and sounds sound[i]; foreign[i] where the name has it in other letters."""
        self.plain = plain
        self.sound = sound
        self._plain = SortedWords(plain)
        self._sound = SortedWords(sound)
        self.foreign = array("i", [word for word, other in enumerate(foreign) if other])
        """The words in other letters."""
        self._is_foreign = bytes(foreign)
        self._near_plain = Neighbours(plain)
        self._near_sound = Neighbours(sound)
        self._near_foreign = Neighbours([sound[word] for word in self.foreign])

    def is_known(self, spelled: str) -> bool:
        """Whether some name has a word spelled so."""
        return len(self._plain.exact(spelled)) > 0

    def exact(self, word: QueryWord) -> Likeness:
        """The words that are the typed one in one spelling or another, and how surely (0 to 1)."""
        hits: Likeness = {}
        for other in _SAME.get(word.plain, ()):
            hits.update(dict.fromkeys(self._plain.exact(other), SAME))
        for sound in word.sounds:
            for one in self._sound.exact(sound):
                hits[one] = max(hits.get(one, 0.0), self._heard(word, one))
        for one in self._plain.exact(word.plain):
            hits[one] = 1.0
        return hits

    def beginning(self, word: QueryWord) -> Likeness:
        """The words the typed one may become."""
        hits = {one: 0.82 + 0.16 * share for one, share in self._plain.beginning(word.plain)}
        for sound in word.sounds:
            if word.foreign or len(sound) > 2:
                for one, share in self._sound.beginning(sound):
                    hits[one] = max(hits.get(one, 0.0), self._heard(word, one) * (0.82 + 0.16 * share))
        return hits

    def near(self, word: QueryWord, *, unfinished: bool) -> Likeness:
        """The words the typed one may be with some typos, or become where it is unfinished.

        Two Latin words are compared as they are written; by sound only where one of them is foreign.
        """
        hits: Likeness = {}
        for one, alike in self._near_plain.near(word.plain, unfinished=unfinished):
            hits[one] = max(hits.get(one, 0.0), alike)
        for sound in word.sounds:
            if word.foreign:
                near = self._near_sound.near(sound, unfinished=unfinished)
            else:
                places = self._near_foreign.near(sound, unfinished=unfinished)
                near = ((self.foreign[place], alike) for place, alike in places)
            for one, alike in near:
                hits[one] = max(hits.get(one, 0.0), alike * HEARD)
        return hits

    def _heard(self, word: QueryWord, known: int) -> float:
        """How much an equal sound says: of two Latin words, that could have been spelled alike, not so much."""
        return HEARD if word.foreign or self._is_foreign[known] else ALIKE


class LookUpCache:
    """A cache of look-ups for one question: its interpretations share most of their words."""

    __slots__ = ("_begun", "_exact", "_near", "_vocabulary")

    def __init__(self, lexicon: Lexicon) -> None:
        self._vocabulary = lexicon
        self._exact: dict[QueryWord, Likeness] = {}
        self._begun: dict[QueryWord, Likeness] = {}
        self._near: dict[tuple[QueryWord, bool], Likeness] = {}

    def exact(self, word: QueryWord) -> Likeness:
        """As `Lexicon.exact`."""
        if word not in self._exact:
            self._exact[word] = self._vocabulary.exact(word)
        return self._exact[word]

    def beginning(self, word: QueryWord) -> Likeness:
        """As `Lexicon.beginning`."""
        if word not in self._begun:
            self._begun[word] = self._vocabulary.beginning(word)
        return self._begun[word]

    def near(self, word: QueryWord, *, unfinished: bool) -> Likeness:
        """As `Lexicon.near`."""
        if (word, unfinished) not in self._near:
            self._near[word, unfinished] = self._vocabulary.near(word, unfinished=unfinished)
        return self._near[word, unfinished]
