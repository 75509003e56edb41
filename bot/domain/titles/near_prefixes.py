"""A counting filter over the first letters of every name: which names begin nearly as typed, one letter apart.

A title of which some letters stand there already, one of them mistyped, shares too little with its name as a whole to
be found by pairs of letters, and its words may both be unknown, the one mistyped, the other unfinished. What it has is
the first letters, but for one: their masks (masks.py) are compared all at once. A name is kept without its article and
its gaps, and once more without its "and".
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.domain.titles import masks

_LETTERS = 7
"""Of 36,000 names some 80 have the same first seven letters but for one; with six 150, with eight 30."""
_ONE_EDIT = 2
"""Bits of a mask that one edit changes."""


class NearPrefixes:
    """The first letters of every name."""

    __slots__ = ("_masks", "_names")

    def __init__(self, keys: Sequence[bytes], names: NDArray[np.int32]) -> None:
        """`names`: which name each key belongs to."""
        self._masks = masks.of_all(masks.letters(keys, _LETTERS))
        self._names = names

    def near(self, key: bytes) -> NDArray[np.int32]:
        """The names that may begin so but for one letter, and few others; none where too little is typed."""
        if len(key) < _LETTERS:
            return self._names[:0]
        return self._names[masks.like(self._masks, masks.of(key[:_LETTERS]), _ONE_EDIT)]
