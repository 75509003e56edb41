"""Which characters may stand in a text that is shown to members."""

from __future__ import annotations

import unicodedata
from typing import Final

_DIRECTIONS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They turn the direction of writing and would do so for the rest of a card."""


def forbidden(text: str) -> str | None:
    """The first character that must not be stored, as "U+0000"; None if all is well.

    Control characters (but a tab and the ends of lines), halves of a surrogate pair, and directions.
    """
    if text.isprintable():
        return None if _DIRECTIONS.isdisjoint(text) else _named(next(c for c in text if c in _DIRECTIONS))
    for character in text:
        if character in "\t\n\r":
            continue
        if unicodedata.category(character) in {"Cc", "Cs"} or character in _DIRECTIONS:
            return _named(character)
    return None


def _named(character: str) -> str:
    return f"U+{ord(character):04X}"
