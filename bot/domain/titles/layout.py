"""The wrong keyboard layout: `ghbdtn` is привет typed with English keys, `сщьу` is come typed with Russian ones.

The layouts are those of every system: US QWERTY (ANSI INCITS 154) and Russian ЙЦУКЕН, compared key by key.
"""

from __future__ import annotations

_ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_SHIFTED = '~{}:"<>'
_SHIFTED_RUSSIAN = "ёхъжэбю"

_TO_RUSSIAN = str.maketrans(_ENGLISH + _SHIFTED, _RUSSIAN + _SHIFTED_RUSSIAN)
_TO_ENGLISH = str.maketrans(_RUSSIAN, _ENGLISH)


def other_layout(text: str) -> str | None:
    """The same keys in the other layout; None for a text of both alphabets, or that becomes signs."""
    lowered = text.lower()
    latin = any("a" <= character <= "z" for character in lowered)
    cyrillic = any("а" <= character <= "я" or character == "ё" for character in lowered)
    if latin == cyrillic:
        return None
    other = lowered.translate(_TO_RUSSIAN if latin else _TO_ENGLISH)
    letters = sum(character.isalnum() for character in other)
    return other if 4 * letters >= 3 * len(other.replace(" ", "")) and letters > 1 else None
