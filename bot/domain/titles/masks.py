"""Letter masks, a counting filter in one machine word: which spellings can be within a few edits of another.

A mask has 64 bits, for each letter whether it occurs and whether it occurs twice. One edit changes at most two of
these bits, so `popcount(mask xor mask) <= 2 * edits` lets all true neighbours through and few others, none of them
measured (Jokinen, Tarhio and Ukkonen, 1996). The same is true of the first letters of two spellings: an edit there
takes one letter out and lets another one in.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Masks = NDArray[np.uint64]

_BITS = [0, *[1 << 31] * 255]
"""What each byte adds to a mask: letters a bit of their own, two digits share one, all others do."""
for _place, _letter in enumerate(b"abcdefghijklmnopqrstuvwxyz"):
    _BITS[_letter] = 1 << _place
for _place, _digit in enumerate(b"0123456789"):
    _BITS[_digit] = 1 << 26 + _place % 5


def letters(spellings: Sequence[bytes], width: int) -> NDArray[np.uint8]:
    """One row of so many bytes a spelling, cut or padded with zeros."""
    rows = np.array([spelling[:width] for spelling in spellings] or [b""], dtype=f"S{width}")
    return rows.view(np.uint8).reshape(-1, width)[: len(spellings)]


def of_all(rows: NDArray[np.uint8]) -> Masks:
    """For each row of letters 32 bits for those that occur, and 32 for those that occur twice."""
    of_byte = np.array(_BITS, dtype=np.uint64)
    once = np.zeros(len(rows), dtype=np.uint64)
    twice = np.zeros(len(rows), dtype=np.uint64)
    for column in range(rows.shape[1]):
        bits = of_byte[rows[:, column]]
        twice |= once & bits
        once |= bits
    return once | twice * np.uint64(2**32)


def of(spelling: bytes) -> np.uint64:
    """What `of_all` says of one row."""
    once = twice = 0
    for byte in spelling:
        bit = _BITS[byte]
        twice |= once & bit
        once |= bit
    return np.uint64(once | twice << 32)


def like(all_masks: Masks, mask: np.uint64, most: int) -> NDArray[np.intp]:
    """The places of those that differ from this one in at most so many bits."""
    places: NDArray[np.intp] = (np.bitwise_count(all_masks ^ mask) <= most).nonzero()[0]
    return places
