"""The words of all names, and which of them a typed word may be.

Exact words and beginnings are found by bisection. Words within a few edits are found without a trie or a deletion
dictionary: of all masks of letters (masks.py) few are like the typed one's, and rapidfuzz measures those that remain
(Hyyrö's bit-parallel optimal string alignment: a swap of neighbours is one edit). 25,000 words take a tenth of a
millisecond and 100 bytes each. The masks of the first 4 to 8 letters do the same for a word that is still being
typed.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from bot.domain.titles import masks
from bot.domain.titles.query import Word

Likeness = dict[int, float]
"""By word: how surely it is the one that was typed."""
Pairs = Iterable[tuple[int, float]]

_PREFIXES = (4, 5, 6, 7, 8)
_MASKED = 24
"""Letters of a word that the mask of the whole is made of."""
SAME = 0.96
"""What another word for the same is worth ("and" for "&" or "и", "Doctor" for "Dr.")."""
HEARD = 0.97
"""What the same sound is worth where one of the two was not in plain Latin letters …"""
ALIKE = 0.86
"""… and where both were, and could have been spelled alike."""
BEGUN = 0.93
"""What a word is worth that has only begun, with a typo in it …"""
_MOST_BEGUN = 2
"""… of which there may be so many."""
MOST_PREFIXES = 400
"""Words with the same beginning that are looked at."""
MOST_NEAR = 600
"""Words that pass the mask and are measured."""

_ALIKE = (("and", "i", "und", "et", "y", "e", "en"), ("doctor", "dr"), ("mister", "mr"), ("missus", "mrs"),
          ("saint", "st"), ("versus", "vs"), ("volume", "vol"), ("part", "pt"), ("color", "colour"))  # fmt: skip
_SAME = {word: tuple(other for other in group if other != word) for group in _ALIKE for word in group}


def allowed_edits(length: int) -> int:
    """How many typos a word of this length may hold and still be recognised."""
    return 0 if length < 3 else 1 if length < 6 else 2 if length < 9 else 3


class Spellings:
    """One spelling of every word: to look up exactly, by beginning, and within some edits."""

    __slots__ = ("_ids", "_lengths", "_masks", "_sorted")

    def __init__(self, spellings: Sequence[str]) -> None:
        order = sorted(range(len(spellings)), key=spellings.__getitem__)
        self._sorted = [spellings[place] for place in order]
        self._ids = np.array(order, dtype=np.int32)
        self._lengths = np.fromiter((min(len(word), 255) for word in self._sorted), np.uint8, len(order))
        letters = masks.letters([word.encode() for word in self._sorted], _MASKED)
        self._masks = np.stack([masks.of_all(letters[:, :width]) for width in (*_PREFIXES, _MASKED)])

    def __len__(self) -> int:
        return len(self._sorted)

    def exact(self, word: str) -> list[int]:
        """The ids of the words spelled so."""
        low = bisect_left(self._sorted, word)
        high = low
        while high < len(self._sorted) and self._sorted[high] == word:
            high += 1
        return self._ids[low:high].tolist() if high > low else []

    def beginning(self, word: str) -> Pairs:
        """The words that go on after this beginning, at most MOST_PREFIXES, and what share of each it is."""
        low = bisect_left(self._sorted, word)
        high = bisect_left(self._sorted, word + "\U0010ffff", low)
        if low == high:
            return ()
        ids, lengths = self._ids[low:high], self._lengths[low:high]
        if len(ids) > MOST_PREFIXES:
            best = lengths.argpartition(MOST_PREFIXES)[:MOST_PREFIXES]
            ids, lengths = ids[best], lengths[best]
        return zip(ids.tolist(), (len(word) / lengths).tolist(), strict=True)

    def near(self, word: str, edits: int, *, unfinished: bool) -> Pairs:
        """The words within so many edits, or that begin so, and how alike each is (1 - edits / letters)."""
        size = len(word)
        mask = masks.of(word.encode()[:_MASKED])
        places = self._like(-1, mask, 2 * edits)
        lengths = self._lengths[places]
        whole = places[(lengths >= size - edits) & (lengths <= size + edits)][:MOST_NEAR].tolist()
        begun: list[int] = []
        if unfinished and size >= _PREFIXES[0]:
            width = min(size, _PREFIXES[-1])
            slack = 2 * min(edits, _MOST_BEGUN) + (2 if size > width else 0)
            places = self._like(
                width - _PREFIXES[0], mask if size == width else masks.of(word.encode()[:width]), slack
            )
            begun = places[self._lengths[places] > size][:MOST_NEAR].tolist()
        for place in whole:
            text = self._sorted[place]
            distance = OSA.distance(word, text, score_cutoff=edits)
            if distance <= edits:
                yield self._ids.item(place), 1 - distance / max(len(text), size)
        edits = min(edits, _MOST_BEGUN)
        for place in begun:
            distance = OSA.distance(word, self._sorted[place][:size], score_cutoff=edits)
            if distance <= edits:
                yield self._ids.item(place), (1 - distance / size) * BEGUN

    def _like(self, width: int, mask: np.uint64, most: int) -> NDArray[np.intp]:
        """The places of the words whose mask differs in at most so many bits."""
        return masks.like(self._masks[width], mask, most)


class Vocabulary:
    """Every word of the names, spelled to be read and by its sound."""

    __slots__ = ("_foreign_sounds", "_is_foreign", "_plain", "_sound", "foreign", "plain", "sound")

    def __init__(self, plain: list[str], sound: list[str], foreign: list[bool]) -> None:
        """Word i is spelled plain[i] and sounds sound[i]; foreign[i] where the name has it in other letters."""
        self.plain = plain
        self.sound = sound
        self._plain = Spellings(plain)
        self._sound = Spellings(sound)
        self.foreign = array("i", [word for word, other in enumerate(foreign) if other])
        """The words in other letters."""
        self._is_foreign = bytes(foreign)
        self._foreign_sounds = Spellings([sound[word] for word in self.foreign])

    def is_known(self, spelled: str) -> bool:
        """Whether some name has a word spelled so."""
        return len(self._plain.exact(spelled)) > 0

    def exact(self, word: Word) -> Likeness:
        """The words that are the typed one in one spelling or another, and how surely (0 to 1)."""
        hits: Likeness = {}
        for other in _SAME.get(word.plain, ()):
            hits.update(dict.fromkeys(self._plain.exact(other), SAME))
        for sound in word.sounds:
            _add(hits, ((one, self._heard(word, one)) for one in self._sound.exact(sound)))
        hits.update(dict.fromkeys(self._plain.exact(word.plain), 1.0))
        return hits

    def beginning(self, word: Word) -> Likeness:
        """The words the typed one may become."""
        hits = {one: 0.82 + 0.16 * share for one, share in self._plain.beginning(word.plain)}
        for sound in word.sounds:
            if word.foreign or len(sound) > 2:
                begun = self._sound.beginning(sound)
                _add(hits, ((one, self._heard(word, one) * (0.82 + 0.16 * share)) for one, share in begun))
        return hits

    def near(self, word: Word, *, unfinished: bool) -> Likeness:
        """The words the typed one may be with some typos, or become where it is unfinished.

        Two Latin words are compared as they are written; by sound only where one of them is foreign.
        """
        hits: Likeness = {}
        _add(hits, _near(self._plain, word.plain, unfinished))
        for sound in word.sounds:
            if word.foreign:
                near = _near(self._sound, sound, unfinished)
            else:
                places = _near(self._foreign_sounds, sound, unfinished)
                near = ((self.foreign[place], alike) for place, alike in places)
            _add(hits, ((one, alike * HEARD) for one, alike in near))
        return hits

    def _heard(self, word: Word, known: int) -> float:
        """How much an equal sound says: of two Latin words, that could have been spelled alike, not so much."""
        return HEARD if word.foreign or self._is_foreign[known] else ALIKE


class LookUps:
    """What the words of one question are in a vocabulary: its readings share most of them."""

    __slots__ = ("_begun", "_exact", "_near", "_vocabulary")

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._exact: dict[Word, Likeness] = {}
        self._begun: dict[Word, Likeness] = {}
        self._near: dict[tuple[Word, bool], Likeness] = {}

    def exact(self, word: Word) -> Likeness:
        """As `Vocabulary.exact`."""
        if word not in self._exact:
            self._exact[word] = self._vocabulary.exact(word)
        return self._exact[word]

    def beginning(self, word: Word) -> Likeness:
        """As `Vocabulary.beginning`."""
        if word not in self._begun:
            self._begun[word] = self._vocabulary.beginning(word)
        return self._begun[word]

    def near(self, word: Word, *, unfinished: bool) -> Likeness:
        """As `Vocabulary.near`."""
        if (word, unfinished) not in self._near:
            self._near[word, unfinished] = self._vocabulary.near(word, unfinished=unfinished)
        return self._near[word, unfinished]


def _near(spellings: Spellings, typed: str, unfinished: bool) -> Pairs:
    edits = allowed_edits(len(typed))
    return spellings.near(typed, edits, unfinished=unfinished) if edits and len(spellings) else ()


def _add(hits: Likeness, more: Pairs) -> None:
    for one, value in more:
        if hits.get(one, 0.0) < value:
            hits[one] = value
