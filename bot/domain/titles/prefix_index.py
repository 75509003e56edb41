"""A prefix index: sorted keys, in which all names with one beginning are found by bisection.

A key is a name without its gaps ("starwars"), so that joined and split words and hyphens make no difference. Its first
24 bytes are kept as three numbers of 64 bits: 24 bytes a name, sorted by numpy, without a Python object. Longer keys
that agree in 24 bytes are told apart by the score. Python's bisect reads the same memory: half a microsecond whatever
the size, where numpy's search takes four for two bounds and what has to be wrapped for it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

WIDTH = 24
"""Bytes of a key that count."""
_COLUMNS = WIDTH // 8
_OTHER_LETTERS = np.float32(10_000)
"""More than any rank."""
_MOST_SAME = 200
"""Names of one key that are looked at."""


class PrefixIndex:
    """Keys with the name each belongs to, and whose turn it is among equals."""

    __slots__ = ("_columns", "_foreign", "_lengths", "_names", "_ranks")

    def __init__(
        self,
        keys: Sequence[bytes],
        names: NDArray[np.int32],
        static_rank: NDArray[np.float32],
        foreign: NDArray[np.bool_],
    ) -> None:
        """Key i belongs to name names[i].

        `static_rank`: one number a name, the higher the earlier among those that begin alike; `foreign`: whether the
        name is in other letters than Latin ones.
        """
        padded = np.array(keys, dtype=f"S{WIDTH}") if len(keys) else np.zeros(0, dtype=f"S{WIDTH}")
        columns = padded.view(">u8").reshape(-1, _COLUMNS).astype(np.uint64)
        lengths = np.fromiter((min(len(key), 255) for key in keys), dtype=np.uint8, count=len(keys))
        order = np.lexsort(tuple(columns[:, c] for c in reversed(range(_COLUMNS))))
        self._columns = [array("Q", columns[order, column].tobytes()) for column in range(_COLUMNS)]
        self._lengths = lengths[order].tobytes()
        self._names = names[order]
        self._foreign = foreign
        self._ranks = static_rank[self._names] - lengths[order] / np.float32(256)

    def beginning(self, key: bytes, most: int, *, foreign: bool) -> tuple[list[int], list[int]]:
        """The names whose key is this one, and the best `most` of those that only begin so.

        `foreign`: whether the question is in other letters than Latin ones; names in such letters then come first.
        """
        low, high = self._range(key[:WIDTH])
        if low == high:
            return [], []
        exact = low
        while exact < high and self._lengths[exact] == len(key):
            exact += 1
        longer = self._names[exact:high]
        if len(longer) > most:
            order = (self._foreign[longer] != foreign) * _OTHER_LETTERS - self._ranks[exact:high]
            longer = longer[order.argpartition(most)[:most]]
        return self._names[low : min(exact, low + _MOST_SAME)].tolist(), longer.tolist()

    def _range(self, key: bytes) -> tuple[int, int]:
        low, high = 0, len(self._names)
        for place, column in zip(range(0, len(key), 8), self._columns, strict=False):
            part = key[place : place + 8]
            first = int.from_bytes(part.ljust(8, b"\x00"), "big")
            last = int.from_bytes(part.ljust(8, b"\xff"), "big")
            low = bisect_left(column, first, low, high)
            if low == high or column[low] > last:
                return low, low
            high = bisect_right(column, last, low, high)
        return low, high
