"""All that is kept of a member as one file, for them to read and to bring back.

The file is JSON: the tables by name, each row as it is stored, times in ISO 8601; and what the films are called, by id.
What comes back is read as a stranger's file: only films and times, each looked at.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, get_args

from bot.domain.film_rows import MAX_ROWS, FileRefusedError, FilmRow
from bot.domain.tables.text import decoded
from db.types import DayKnown, Mark

FORMAT: Final = 1
_MAX_ID: Final = 2**60


def write(
    kept: Mapping[str, Sequence[Mapping[str, Any]]], films: Mapping[int, Mapping[str, Any]], at: datetime
) -> bytes:
    """The rows by table; `films` says what to call a film, by id, and lacks those that are gone."""
    called = {str(film_id): about for film_id, about in films.items()}
    document = {"kinoteka": FORMAT, "exported_at": at, **kept, "films": called}
    return json.dumps(document, ensure_ascii=False, default=_plain).encode()


def read(content: bytes) -> dict[Mark, list[FilmRow]]:
    """The films of such a file by shelf; rows that name none are left out. Raise FileRefusedError."""
    try:
        document = json.loads(decoded(content).text)
    except (ValueError, RecursionError):
        raise FileRefusedError("not a table") from None
    if not isinstance(document, dict) or document.get("kinoteka") != FORMAT:
        raise FileRefusedError("no columns")
    called = _of(document, "films", dict) or {}
    found: dict[Mark, list[FilmRow]] = {}
    for shelf in get_args(Mark):
        rows = (_row(said, called) for said in _of(document, shelf, list) or ())
        found[shelf] = [row for row in rows if row]
    if sum(map(len, found.values())) > MAX_ROWS:
        raise FileRefusedError("too many rows")
    return found


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} in an export")


def _row(said: Any, called: Mapping[str, Any]) -> FilmRow | None:
    if not isinstance(said, dict):
        return None
    film_id = _id(_of(said, "film_id", int))
    film = _of(called, str(film_id), dict) or {}
    row = FilmRow(
        title=_of(film, "title", str) or "",
        year=_of(film, "year", int),
        imdb_id=_of(film, "imdb_id", str),
        at=_time(_of(said, "at", str)),
        day=_day(said),
        film_id=film_id,
    )
    return row if row.title or row.imdb_id or row.film_id is not None else None


def _of(said: Mapping[str, Any], key: str, kind: type[Any]) -> Any:
    value = said.get(key)
    return value if isinstance(value, kind) and not isinstance(value, bool) else None


def _day(said: Mapping[str, Any]) -> DayKnown:
    """How well the day is known; what the member marked here, they know best."""
    value = _of(said, "day", int)
    return DayKnown(value) if value in {int(one) for one in DayKnown} else DayKnown.WATCHED


def _id(value: int | None) -> int | None:
    return value if value is not None and 0 <= value < _MAX_ID else None


def _time(text: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
