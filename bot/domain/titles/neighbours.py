"""Approximate dictionary lookup: the words within a few edits of a typed one, or that begin so.

There is no trie and no deletion dictionary: of all masks of letters (masks.py) of words of such a length few are like
the typed one's, and rapidfuzz measures those that remain (Hyyrö's bit-parallel optimal string alignment: a swap of
neighbours is one edit). 25,000 words take a tenth of a millisecond. The masks of the first 4 to 8 letters do the same
for a word that is still being typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz.distance import OSA

from bot.domain.titles import masks

_PREFIXES = (4, 5, 6, 7, 8)
_MASKED = 24
"""Letters of a word that the mask of the whole is made of."""
_LONGEST = 255
"""Letters that are told apart by number."""
_MOST_BEGUN = 2
"""Edits in what is only a beginning."""
BEGUN = 0.93
"""What a word is worth that has only begun, with a typo in it."""
MOST_NEAR = 600
"""Words that pass the mask and are measured."""


def allowed_edits(length: int) -> int:
    """How many typos a word of this length may hold and still be recognised."""
    return 0 if length < 3 else 1 if length < 6 else 2 if length < 9 else 3


class Neighbours:
    """The spellings of words, in the order of their lengths, with their masks."""

    __slots__ = ("_begun", "_ids", "_spellings", "_starts", "_whole")

    def __init__(self, spellings: Sequence[str]) -> None:
        lengths = np.fromiter((min(len(word), _LONGEST) for word in spellings), np.uint8, len(spellings))
        self._spellings = spellings
        self._ids = lengths.argsort(kind="stable").astype(np.int32)
        self._starts = lengths[self._ids].searchsorted(np.arange(_LONGEST + 2)).tolist()
        letters = masks.letters([spellings[place].encode() for place in self._ids.tolist()], _MASKED)
        self._whole = masks.of_all(letters)
        self._begun = [masks.of_all(letters[:, :width]) for width in _PREFIXES]

    def near(self, word: str, *, unfinished: bool) -> Iterator[tuple[int, float]]:
        """The words within so many edits, or that begin so, and how alike each is (1 - edits / letters)."""
        size = len(word)
        edits = allowed_edits(size)
        if not edits or not self._spellings:
            return
        mask = masks.of(word.encode()[:_MASKED])
        low, high = self._start(size - edits), self._start(size + edits + 1)
        for one in self._like(self._whole, mask, 2 * edits, low, high):
            text = self._spellings[one]
            distance = OSA.distance(word, text, score_cutoff=edits)
            if distance <= edits:
                yield one, 1 - distance / max(len(text), size)
        if not unfinished or size < _PREFIXES[0]:
            return
        edits = min(edits, _MOST_BEGUN)
        width = min(size, _PREFIXES[-1])
        if size > width:
            mask = masks.of(word.encode()[:width])
        slack = 2 * edits + (2 if size > width else 0)
        begun = self._begun[width - _PREFIXES[0]]
        for one in self._like(begun, mask, slack, self._start(size + 1), len(self._ids)):
            distance = OSA.distance(word, self._spellings[one][:size], score_cutoff=edits)
            if distance <= edits:
                yield one, (1 - distance / size) * BEGUN

    def _start(self, length: int) -> int:
        """The place of the first word of so many letters, or more."""
        start: int = self._starts[min(length, _LONGEST + 1)]
        return start

    def _like(self, all_masks: masks.Masks, mask: np.uint64, most: int, low: int, high: int) -> list[int]:
        """The words between two places whose mask differs in at most so many bits; if they are many, the likest."""
        bits = np.bitwise_count(all_masks[low:high] ^ mask)
        places = (bits <= most).nonzero()[0]
        if len(places) > MOST_NEAR:
            places = places[bits[places].argpartition(MOST_NEAR)[:MOST_NEAR]]
        ids: list[int] = self._ids[low:high][places].tolist()
        return ids
