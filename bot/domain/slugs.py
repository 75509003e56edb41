"""Slugs: names for addresses and ids. Ids are made from them, so what is written here must never change.

Cyrillic is romanised after BGN/PCGN 1947 without its apostrophes and with plain e for е and ё.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from typing import Final

from db.types import MAX_SLUG

_LETTERS: Final = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i",
        "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
        "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
        "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "w",
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i",
        "&": " and ", "'": "", "’": "", "‘": "", "ʼ": "",
    }
)  # fmt: skip
_GAPS: Final = re.compile(r"[^a-z0-9]+")


def slug_of(text: str) -> str:
    """Lower-case letters, digits and hyphens, at most MAX_SLUG; a short digest where nothing readable is left."""
    return _slug(text, MAX_SLUG)


def dated_slug(title: str, year: int) -> str:
    """The slug of a title and its year, "come-and-see-1985"; the title is cut if need be, never the year."""
    return f"{_slug(title, MAX_SLUG - len(str(year)) - 1)}-{year}"


def numbered_slug(slug: str, number: int) -> str:
    """The slug of the second, third … of that name: "hamlet-1948-2"."""
    ending = f"-{number}"
    return slug[: MAX_SLUG - len(ending)].rstrip("-") + ending


def is_slug(text: str) -> bool:
    """Whether the text may be used as a slug as it is."""
    return 0 < len(text) <= MAX_SLUG and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) is not None


def _slug(text: str, longest: int) -> str:
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    ascii_only = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    slug = _GAPS.sub("-", ascii_only).strip("-")[:longest].rstrip("-")
    return slug or "x" + blake2b(text.encode(errors="replace"), digest_size=5).hexdigest()
