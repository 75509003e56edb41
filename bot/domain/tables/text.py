"""From the bytes of a file to its text, in whatever encoding it is.

UTF-8 and the forms with a byte order mark are certain. Anything else is decided by chardet (the maintained detector of
that name, which knows the languages behind an encoding): a file from a spreadsheet of twenty years ago is as likely
Windows-1251 as Shift JIS. Letters that a program has read in the wrong encoding and saved again ("AmÃ©lie") are
repaired by ftfy where that is certain.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any, Final

from bot.domain.film_rows import FileRefusedError

_WIDE: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16's, which it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE: Final = 64_000
"""Bytes that are looked at to find the encoding."""
_WESTERN: Final = ("windows-125", "iso-8859-", "maclatin", "macroman", "mac-", "ascii", "cp125", "iso8859")
_NOT_LATIN: Final = (
    "1251",
    "1253",
    "1254",
    "8859-9",
    "1255",
    "1256",
    "8859-5",
    "8859-6",
    "8859-7",
    "8859-8",
    "874",
    "8859-11",
)
_BROKEN_WORD: Final = re.compile(
    r"[a-zA-Z][\u00a1-\u00bf\u00d7\u00f7\u2018-\u2030]+[a-zA-Z]|[a-zA-Z][¹³²¼½¾º¿¡]"
)
"""What Central European letters look like in the Western encoding: "Poci¹g"."""
_TWO_ALPHABETS: Final = re.compile(r"[A-Za-z][А-яЁё]|[А-яЁё][A-Za-z]")
"""No word is written in two alphabets, but é of one of Windows's tables is й in another."""
_SUSPECT: Final = re.compile(
    r"[ÃÂÐÑâåäãæçèéîïŒ][\u0080-\u00bf\u0152-\u2122€‚ƒ„…†‡ˆ‰Š‹]|\u0420[\u0080-\u00bf\u0400-\u045f]"
)
_LONGEST_REPAIR: Final = 4000
REPLACED: Final = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file."""

    text: str
    encoding: str | None
    """None where it is UTF-8, or says itself what it is; else what was detected, for people: "Windows-1251"."""


def decoded(content: bytes) -> Decoded:
    """The text without its byte order mark. Raises FileRefusedError: "empty", "archive" or "not text"."""
    if not content.strip():
        raise FileRefusedError("empty")
    if content.startswith((b"PK\x03\x04", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")):
        raise FileRefusedError("archive")
    for mark, encoding in _WIDE:
        if content.startswith(mark):
            return Decoded(_strict(content, encoding), None)
    if b"\0" in content:
        return Decoded(_strict(content, _wide_without_mark(content)), None)
    try:
        return Decoded(content.decode("utf-8-sig"), None)
    except UnicodeDecodeError as error:
        if _nearly_utf8(content):
            return Decoded(content.decode("utf-8-sig", "replace"), None)
        return _detected(content, error.start)


def repaired(text: str) -> str:
    """The text with letters put right that were read in a wrong encoding on their way; mostly the text itself."""
    if text.isascii() or len(text) > _LONGEST_REPAIR or not _SUSPECT.search(text):
        return text
    mended: str = _ftfy().fix_encoding(text)
    return mended


def is_damaged(text: str) -> bool:
    """Whether letters of it are lost: replacement characters, or question marks inside a word."""
    return REPLACED in text or _LOST.search(text) is not None


_LOST: Final = re.compile(r"\w\?\w|\?{3,}")


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise FileRefusedError("not text") from None


def _wide_without_mark(content: bytes) -> str:
    """UTF-16 as some programs write it, without a mark: every other byte of its ASCII is nought."""
    sample = content[:2000]
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if len(content) % 2 == 0 and max(odd, even) > 0.03 * len(sample) and min(odd, even) == 0:
        encoding = "utf-16-le" if odd else "utf-16-be"
        shown = sample.decode(encoding, "replace")
        if all(character.isprintable() or character.isspace() for character in shown):
            return encoding
    raise FileRefusedError("not text")


def _nearly_utf8(content: bytes) -> bool:
    """Whether nearly all that is not ASCII is sound UTF-8, as in a file that was cut or damaged in one place."""
    text = content.decode("utf-8", "replace")
    sound = sum(c > "\x7f" and c != REPLACED for c in text[:_SAMPLE])
    return sound >= 4 * text.count(REPLACED, 0, _SAMPLE)


def _detected(content: bytes, start: int) -> Decoded:
    sample = content[max(0, start - 1000) : start + _SAMPLE]
    said = _chardet().detect(sample)
    name = (said["encoding"] or "").casefold()
    candidates = [name] if name else []
    if name.startswith("mac"):
        candidates.insert(0, "mac_roman")
    elif name.startswith(_WESTERN) and not any(other in name for other in _NOT_LATIN):
        candidates.insert(0, "cp1252")
    if not name:
        candidates = ["cp1252"]
    for encoding in [*candidates, "cp1252", "cp1251", "latin-1"]:
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if any("\x7f" <= c <= "\x9f" for c in text[:_SAMPLE]) or "\x00" in text:
            continue
        if encoding == "cp1252" and len(candidates) > 1 and _BROKEN_WORD.search(text[:_SAMPLE]):
            continue
        if "1251" in encoding and _TWO_ALPHABETS.search(text[:_SAMPLE]):
            continue
        return Decoded(text, _shown(encoding))
    raise FileRefusedError("not text")


def _shown(encoding: str) -> str:
    name = codecs.lookup(encoding).name
    return name.replace("cp125", "Windows-125") if name.startswith("cp125") else name.upper()


# Both are dear to load, and most files need neither.


@lru_cache(1)
def _chardet() -> Any:
    return import_module("chardet")


@lru_cache(1)
def _ftfy() -> Any:
    return import_module("ftfy")
