"""Films as a file from elsewhere names them, before anyone knows which of the catalogue's they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

MAX_ROWS = 20_000
"""Films of one file that are read; whoever sees one every day needs fifty years for them."""

_MIXED = re.compile(r"[A-Za-z][А-яЁё]|[А-яЁё][A-Za-z]")

Reason = Literal["empty", "archive", "not text", "not a table", "no columns", "too many rows", "too large"]


class FileRefusedError(Exception):
    """A file that cannot be read as films."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class FilmRow:
    """A film as a file names it."""

    title: str
    year: int | None = None
    imdb_id: str | None = None
    directors: tuple[str, ...] = ()
    at: datetime | None = None
    """When it was seen, or put on the list."""
    film_id: int | None = None
    """Its id here, where the file is one of ours."""


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, in UTF-16 with its mark, or as Windows writes Russian or Western European.

    Raise FileRefusedError.
    """
    if not content.strip():
        raise FileRefusedError("empty")
    if content.startswith(b"PK\x03\x04"):
        raise FileRefusedError("archive")
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in content and not wide:
        raise FileRefusedError("not text")
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        if wide:
            raise FileRefusedError("not text") from None
    try:
        russian = content.decode("cp1251")
        # "Amйlie": no word is written in two alphabets, but é in one of Windows's tables is й in the other.
        return content.decode("cp1252") if _MIXED.search(russian) else russian
    except UnicodeDecodeError:
        raise FileRefusedError("not text") from None
