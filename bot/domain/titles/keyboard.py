"""The two keyboard layouts, key by key: `ghbdtn` is привет with English keys, `сщьу` is come with Russian ones.

The layouts are those of every system: US QWERTY (ANSI INCITS 154) and Russian ЙЦУКЕН. Half of what is typed in the
right layout would be words that nobody can pronounce in the other one; those are not looked for.
"""

from __future__ import annotations

_ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_SHIFTED = '~{}:"<>'
_SHIFTED_RUSSIAN = "ёхъжэбю"

_TO_RUSSIAN = str.maketrans(_ENGLISH + _SHIFTED, _RUSSIAN + _SHIFTED_RUSSIAN)
_TO_ENGLISH = str.maketrans(_RUSSIAN, _ENGLISH)
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")
_CYRILLIC = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
_VOWELS = frozenset("aeiouyаеёиоуыэюя")
_NEVER_FIRST = frozenset("ъьы")
"""With these letters no word begins in Russian; alone, ы may stand for itself."""
_PRONOUNCED = 3
"""Letters from which on a word has a vowel …"""
_PRONOUNCED_AT_LAST = 5
"""… and the last one, which may be unfinished ("взгл" of взгляд, "schw" of Schwarz)."""
_MANY = 4
"""One in so many words may be strange (Sgt. Stubby: An American Hero)."""


def other_layout(text: str) -> str | None:
    """The same keys in the other layout; None for a text of both alphabets, or that becomes signs or nobody's words."""
    lowered = text.lower()
    latin = not _LATIN.isdisjoint(lowered)
    if latin != _CYRILLIC.isdisjoint(lowered):
        return None
    other = lowered.translate(_TO_RUSSIAN if latin else _TO_ENGLISH)
    letters = sum(map(str.isalnum, other))
    if letters <= 1 or 4 * letters < 3 * len(other.replace(" ", "")):
        return None
    *words, last = other.split()
    strange = sum([_is_strange(word, _PRONOUNCED) for word in words]) + _is_strange(last, _PRONOUNCED_AT_LAST)
    return other if _MANY * strange <= len(words) + 1 else None


def _is_strange(word: str, pronounced: int) -> bool:
    """Whether nobody writes so: with so many letters not without a vowel."""
    if word[0] in _NEVER_FIRST and word != "ы":
        return True
    return _VOWELS.isdisjoint(word) and sum(map(str.isalpha, word)) >= pronounced
