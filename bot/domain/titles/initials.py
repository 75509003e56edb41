"""A hash index of initials: `esotsm`, `gbu` and `bttf2` are titles by the first letters of their words.

Each name is kept under the initials of all its words, without its article, and without its little words; numbers stand
whole. Of each key only 32 bits are kept (CRC-32), beside the name's number: 8 bytes a key. Of 60,000 keys one in
70,000 questions meets a wrong one.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from zlib import crc32

import numpy as np

from bot.domain.titles.query import ARTICLES, LITTLE_WORDS
from bot.domain.titles.romanise import plain

SHORTEST = 3
"""Initials that are looked up at least; with a number among them one less."""
LONGEST = 16


class Initials:
    """Names by the initials of their words."""

    __slots__ = ("_hashes", "_names")

    def __init__(self, hashes: array[int], names: array[int]) -> None:
        """Hash i belongs to name i; both of equal length."""
        all_hashes = np.frombuffer(hashes, dtype=np.uint32)
        order = all_hashes.argsort(kind="stable")
        self._hashes = all_hashes[order]
        self._names = np.frombuffer(names, dtype=np.int32)[order]

    def named(self, letters: str) -> list[int]:
        """The names with these initials."""
        key = np.uint32(hash_of(letters))
        low, high = self._hashes.searchsorted(key), self._hashes.searchsorted(key, side="right")
        names: list[int] = self._names[low:high].tolist()
        return names


def hash_of(letters: str) -> int:
    """What is kept of initials: CRC-32."""
    return crc32(letters.encode())


def is_short_form(letters: str) -> bool:
    """Whether these may be initials: three letters or more, or a letter and a number."""
    if not SHORTEST <= len(letters) <= LONGEST:
        return len(letters) == SHORTEST - 1 and letters[0].isalpha() and letters[1].isdigit()
    return not letters.isdigit()


def short_forms(words: Sequence[str]) -> set[str]:
    """The initials of a name's words: of all, without the article, without the little ones. None of a single word."""
    if len(words) < SHORTEST and not any(map(str.isdigit, words[1:])):
        return set()
    initials = [_initial(word) for word in words]
    found = {"".join(initials)}
    if words[0] in ARTICLES:
        found.add("".join(initials[1:]))
    if not LITTLE_WORDS.isdisjoint(words):
        telling = zip(initials, words, strict=True)
        found.add("".join([initial for initial, word in telling if word not in LITTLE_WORDS]))
    return {letters for letters in found if is_short_form(letters)}


def _initial(word: str) -> str:
    if word.isascii():
        return word if word.isdigit() else word[0]
    return plain(word[0])
