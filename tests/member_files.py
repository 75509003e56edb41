"""Members' files as they are read: what the tests of them share."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.film_rows import FilmRow
from bot.domain.member_files.reading import MemberFile, read_member_file
from db.types import DayKnown

CASES = Path(__file__).parent / "cases" / "imports"
NOW = datetime(2026, 11, 16, 20, 30, tzinfo=UTC)
STALKER, COME, MIRROR = FilmRow("Stalker", 1979), FilmRow("Come and See", 1985), FilmRow("Mirror", 1975)
NOT, NAMED, WATCHED = DayKnown.NOT, DayKnown.NAMED, DayKnown.WATCHED


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


def row(
    title: str,
    year: int | None = None,
    imdb_id: str | None = None,
    *,
    by: str = "",
    on: datetime | None = None,
    **given: object,
) -> FilmRow:
    day = given.pop("day", WATCHED if on else NOT)
    return FilmRow(title, year, imdb_id, (by,) if by else (), on, day=day, **given)  # type: ignore[arg-type]


def read(content: bytes | str, name: str = "films.csv") -> MemberFile:
    return read_member_file(name, content.encode() if isinstance(content, str) else content, now=NOW)


def rows_of(content: bytes | str, name: str = "films.csv") -> list[FilmRow]:
    return [one for several in read(content, name).rows.values() for one in several]


def archive(files: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return buffer.getvalue()
