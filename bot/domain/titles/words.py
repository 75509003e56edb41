"""The words of all names, and which of them a typed word may be.

Exact words and beginnings are found by bisection. Words within a few edits are found without a trie or a deletion
dictionary: every word has a mask of 64 bits, for each letter whether it occurs and whether it occurs twice. One edit
changes at most two of these bits, so `popcount(mask xor mask) <= 2 * edits` lets all true neighbours through and few
others (the counting filter of Jokinen, Tarhio and Ukkonen, 1996, in the form of one machine word); rapidfuzz measures
those that remain (Hyyrö's bit-parallel optimal string alignment: a swap of neighbours is one edit). 25,000 words
take a tenth of a millisecond and 100 bytes each. The masks of the first 4 to 8 letters do the same for a word that
is still being typed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.titles.query import Word

_PREFIXES = (4, 5, 6, 7, 8)
_MASKED = 24
"""Letters of a word that its mask is made of."""
SAME = 0.96
"""What another word for the same is worth ("and" for "&" or "и", "Doctor" for "Dr.")."""
HEARD = 0.97
"""What the same sound is worth where one of the two was not in plain Latin letters …"""
ALIKE = 0.86
"""… and where both were, and could have been spelled alike."""
MOST_PREFIXES = 400
"""Words with the same beginning that are looked at."""
MOST_NEAR = 600
"""Words that pass the mask and are measured."""

_SYMBOL = np.full(256, 31, dtype=np.uint64)
_SYMBOL[ord("a") : ord("z") + 1] = np.arange(26)
_SYMBOL[ord("0") : ord("9") + 1] = 26 + np.arange(10) % 5

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
        matrix = _letters(self._sorted)
        self._masks = np.stack([_masks(matrix[:, :width]) for width in (*_PREFIXES, _MASKED)])

    def exact(self, word: str) -> NDArray[np.int32]:
        """The ids of the words spelled so."""
        low = bisect_left(self._sorted, word)
        high = low
        while high < len(self._sorted) and self._sorted[high] == word:
            high += 1
        return self._ids[low:high]

    def beginning(self, word: str) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """The ids and lengths of the words that go on after this beginning, at most MOST_PREFIXES."""
        low = bisect_left(self._sorted, word)
        high = bisect_left(self._sorted, word + "\U0010ffff", low)
        ids, lengths = self._ids[low:high], self._lengths[low:high]
        if len(ids) > MOST_PREFIXES:
            best = np.argpartition(lengths, MOST_PREFIXES)[:MOST_PREFIXES]
            ids, lengths = ids[best], lengths[best]
        return ids, lengths

    def near(self, word: str, edits: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The ids of the words within so many edits, and how alike each is (1 - edits / letters)."""
        length = len(word)
        lengths = self._lengths
        places = np.flatnonzero(
            (lengths >= max(length - edits, 1))
            & (lengths <= length + edits)
            & (np.bitwise_count(self._masks[-1] ^ _mask(word)) <= 2 * edits)
        )
        distances, places = self._distances(word, places, edits, None)
        longer = np.maximum(lengths[places], length).astype(np.float32)
        return self._ids[places], np.float32(1) - distances / longer

    def near_beginning(self, word: str, edits: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The ids of the longer words whose beginning is within so many edits, and how alike that is."""
        length = len(word)
        width = min(length, _PREFIXES[-1])
        masks = self._masks[width - _PREFIXES[0]]
        slack = 2 * edits + (2 if length > width else 0)
        places = np.flatnonzero(
            (self._lengths > length) & (np.bitwise_count(masks ^ _mask(word[:width])) <= slack)
        )
        distances, places = self._distances(word, places, edits, length)
        return self._ids[places], np.float32(1) - distances / np.float32(length)

    def _distances(
        self, word: str, places: NDArray[np.intp], edits: int, cut: int | None
    ) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
        places = places[:MOST_NEAR]
        texts = [self._sorted[place][:cut] for place in places.tolist()]
        if not texts:
            return np.zeros(0, np.float32), places
        found = process.cdist([word], texts, scorer=OSA.distance, score_cutoff=edits, dtype=np.uint8)[0]
        kept = found <= edits
        return found[kept].astype(np.float32), places[kept]


class Vocabulary:
    """Every word of the names, spelled to be read and by its sound."""

    __slots__ = ("_foreign", "_foreign_sounds", "_plain", "_sound", "_worth", "plain", "sound")

    def __init__(self, plain: list[str], sound: list[str], foreign: list[bool]) -> None:
        """Word i is spelled plain[i] and sounds sound[i]; foreign[i] where the name has it in other letters."""
        self.plain = plain
        self.sound = sound
        self._worth = np.where(np.array(foreign, dtype=bool), np.float32(HEARD), np.float32(ALIKE))
        self._plain = Spellings(plain)
        self._sound = Spellings(sound)
        self._foreign = np.flatnonzero(foreign).astype(np.int32)
        self._foreign_sounds = Spellings([sound[word] for word in self._foreign])

    def is_known(self, spelled: str) -> bool:
        """Whether some name has a word spelled so."""
        return len(self._plain.exact(spelled)) > 0

    def exact(self, word: Word) -> dict[int, float]:
        """The words that are the typed one in one spelling or another, and how surely (0 to 1)."""
        hits: dict[int, float] = {}
        for other in _SAME.get(word.plain, ()):
            hits.update(dict.fromkeys(self._plain.exact(other).tolist(), SAME))
        for sound in word.sounds:
            ids = self._sound.exact(sound)
            _add(hits, ids, self._heard(word, ids))
        hits.update(dict.fromkeys(self._plain.exact(word.plain).tolist(), 1.0))
        return hits

    def beginning(self, word: Word) -> dict[int, float]:
        """The words the typed one may become."""
        hits: dict[int, float] = {}
        ids, lengths = self._plain.beginning(word.plain)
        _add(hits, ids, 0.82 + 0.16 * len(word.plain) / lengths)
        for sound in word.sounds:
            if word.foreign or len(sound) > 2:
                ids, lengths = self._sound.beginning(sound)
                _add(hits, ids, self._heard(word, ids) * (0.82 + 0.16 * len(sound) / lengths))
        return hits

    def near(self, word: Word, *, unfinished: bool) -> dict[int, float]:
        """The words the typed one may be with some typos, or become where it is unfinished.

        Two Latin words are compared as they are written; by sound only where one of them is foreign.
        """
        hits: dict[int, float] = {}
        for ids, alike in _near(self._plain, word.plain, unfinished):
            _add(hits, ids, alike)
        for sound in word.sounds:
            for ids, alike in _near(self._sound if word.foreign else self._foreign_sounds, sound, unfinished):
                found = ids if word.foreign else self._foreign[ids]
                _add(hits, found, alike * self._heard(word, found))
        return hits

    def _heard(self, word: Word, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """How much an equal sound says: of two Latin words, that could have been spelled alike, not so much."""
        return np.full(len(ids), HEARD, dtype=np.float32) if word.foreign else self._worth[ids]


def _near(
    spellings: Spellings, typed: str, unfinished: bool
) -> Iterator[tuple[NDArray[np.int32], NDArray[np.float32]]]:
    edits = allowed_edits(len(typed))
    if edits:
        yield spellings.near(typed, edits)
        if unfinished and len(typed) >= _PREFIXES[0]:
            ids, alike = spellings.near_beginning(typed, min(edits, 2))
            yield ids, alike * np.float32(0.93)


def _add(hits: dict[int, float], ids: NDArray[np.int32], sure: NDArray[np.floating]) -> None:
    for one, value in zip(ids.tolist(), sure.tolist(), strict=True):
        if hits.get(one, 0.0) < value:
            hits[one] = value


def _letters(words: Sequence[str]) -> NDArray[np.uint8]:
    """One row of bytes a word, padded with zeros."""
    padded = np.array([word.encode()[:_MASKED] for word in words] or [b""], dtype=f"S{_MASKED}")
    return padded.view(np.uint8).reshape(-1, _MASKED)[: len(words)]


def _masks(matrix: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """For each row 32 bits for the letters that occur, and 32 for those that occur twice."""
    once = np.zeros(len(matrix), dtype=np.uint64)
    twice = np.zeros(len(matrix), dtype=np.uint64)
    for column in range(matrix.shape[1]):
        letters = matrix[:, column]
        bits = np.where(letters != 0, np.uint64(1) << _SYMBOL[letters], np.uint64(0))
        twice |= once & bits
        once |= bits
    return once | (twice << np.uint64(32))


def _mask(word: str) -> np.uint64:
    once = twice = 0
    for byte in word.encode()[:_MASKED]:
        bit = 1 << int(_SYMBOL[byte])
        twice |= once & bit
        once |= bit
    return np.uint64(once | twice << 32)
