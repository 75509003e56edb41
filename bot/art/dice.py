"""Chance that is the same on every machine: a stream of numbers made from a film's slug."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Throws that depend on the seed and their own order, on nothing else.

    Python promises no more than `random()` to stay the same between its versions; a hash stays for ever.
    """

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._throws = 0

    def throw(self) -> float:
        """The next number in [0, 1)."""
        self._throws += 1
        digest = blake2b(f"{self._seed}#{self._throws}".encode(), digest_size=6).digest()
        return int.from_bytes(digest) / 2**48

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.throw()

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self.throw() * (high - low + 1))

    def chance(self, probability: float) -> bool:
        return self.throw() < probability

    def pick(self, choices: Sequence[T]) -> T:
        return choices[int(self.throw() * len(choices))]
