"""Bloom filters of letter pairs, one a name: names that share many pairs with the question, wherever they stand.

What bisection and words miss has typos across joined or split words. Every name keeps a signature of 128 bits, one
for each pair of neighbouring letters, hashed (a Bloom filter of bigrams, one hash: Bloom 1970; used so for names by
Schnell, Bachteler and Reiher, 2009). All signatures are compared at once by `and` and popcount: 36,000 names take some
0.2 ms, a million 10 ms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

_BITS = 128
_HALF = 2**64 - 1
_WORD = 2**32 - 1
_FIRST, _SECOND = 0x9E3779B1, 0x85EBCA6B
"""Odd multipliers that spread neighbouring letters (the golden ratio of 2**32; MurmurHash3's finaliser)."""
_CHOICE = 64
"""Names that are compared for each one that is asked for."""
_SHORT = 8
"""Pairs of a key of which a single typo spoils many."""
_CHUNK = 1 << 8
"""Names hashed at a time: bounds the memory of building."""


class Signatures:
    """The pairs of letters of every name."""

    __slots__ = ("_counts", "_high", "_low")

    def __init__(self, keys: Sequence[bytes]) -> None:
        parts = [_signatures(keys[start : start + _CHUNK]) for start in range(0, len(keys), _CHUNK)]
        both = np.concatenate(parts) if parts else np.zeros((0, 2), dtype=np.uint64)
        self._low = np.ascontiguousarray(both[:, 0])
        self._high = np.ascontiguousarray(both[:, 1])
        self._counts = np.bitwise_count(self._low) + np.bitwise_count(self._high)

    def alike(self, key: bytes, names: Iterable[int], begun: NDArray[np.int32], most: int) -> list[int]:
        """Those of `names`, the `most` that share most with this one as a whole (Dice), half as many that hold it.

        None that shares too little to be that name with some typos: half of the pairs, two in five of a short key; of
        `names`, which have other merits, a fifth. And of those that have `begun` alike the `most` that share most.
        """
        bits = _signature(key)
        count = bits.bit_count()
        if not count:
            return sorted(names)
        shared = np.bitwise_count(self._low & np.uint64(bits & _HALF))
        shared += np.bitwise_count(self._high & np.uint64(bits >> 64))
        fewest = max(1, 2 * count // 5) if count < _SHORT else count // 2
        places = _above(shared, count, fewest, _CHOICE * most)
        if len(places) > most:
            common = shared[places].astype(np.float32)
            whole = 2 * common / (self._counts[places] + np.float32(count))
            best = [*_best(places, whole, most), *_best(places, common / count + whole / 8, most // 2)]
        else:
            best = places.tolist()
        best += _best(begun, shared[begun].astype(np.float32), most) if len(begun) > most else begun.tolist()
        return sorted({*best, *(name for name in names if 5 * int(shared[name]) >= count)})


def _above(shared: NDArray[np.uint8], count: int, fewest: int, choice: int) -> NDArray[np.intp]:
    """Those that share most of the pairs: as many as it takes to have a choice. Of few names all that share enough."""
    if len(shared) > 8 * choice:
        for enough in (4 * count // 5, 3 * count // 5):
            places = (shared >= max(enough, fewest)).nonzero()[0]
            if len(places) >= choice:
                return places
    return (shared >= fewest).nonzero()[0]


def _best(places: NDArray[np.integer], values: NDArray[np.float32], most: int) -> list[int]:
    best: list[int] = places[(-values).argpartition(most)[:most]].tolist()
    return best


def _signature(key: bytes) -> int:
    """128 bits for one key: what `_signatures` says of many at a time."""
    bits = 0
    for first, second in pairwise(key):
        bits |= 1 << ((((first * _FIRST) ^ (second * _SECOND)) & _WORD) >> 9) % _BITS
    return bits


def _signatures(keys: Sequence[bytes]) -> NDArray[np.uint64]:
    """Two numbers of 64 bits a key."""
    text = np.frombuffer(b"".join(b" " + key for key in keys), dtype=np.uint8).astype(np.uint32)
    lengths = np.fromiter((len(key) + 1 for key in keys), dtype=np.int64, count=len(keys))
    starts = np.cumsum(lengths) - lengths
    following = np.append(text[1:], np.uint32(32))
    hashed = ((text * np.uint32(_FIRST)) ^ (following * np.uint32(_SECOND))) >> np.uint32(9)
    place = (hashed % np.uint32(_BITS)).astype(np.uint64)
    bit = np.uint64(1) << (place & np.uint64(63))
    bit[(text == 32) | (following == 32)] = 0  # no pairs over the edges
    low = np.where(place < 64, bit, np.uint64(0))
    high = np.where(place < 64, np.uint64(0), bit)
    return np.stack([np.bitwise_or.reduceat(low, starts), np.bitwise_or.reduceat(high, starts)], axis=1)
