"""What each row of a table says of its film."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from .days import Days, days_of
from .rows import Row, Table
from .text import is_damaged, repaired
from .values import (
    article_before,
    imdb_id_of,
    is_no_film,
    is_yes,
    minutes_of,
    names_in,
    tmdb_id_of,
    year_of,
)  # fmt: skip

Unfit = Literal["no title", "no film"]
"""Why a row is none of a film's: it names none, or something that is surely no film, as a series."""

_YEAR_BEHIND: Final = re.compile(
    r"(?P<title>.*\S)\s*[(\[（［【]\s*(?P<year>\d{4})(?:\s*[-–/]\s*\d{0,4})?\s*[)\]）］】]"
)
_BRACKETS_BEHIND: Final = re.compile(r"(?P<title>.*\S)\s*\((?P<also>[^()]{2,})\)")
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n\0＝＋－＠]")


@dataclass(frozen=True, slots=True)
class Record:
    """A film as a row of a table names it."""

    line: int
    title: str
    year: int | None = None
    also: tuple[str, ...] = ()
    """Other names that the row gives the film, or may mean by its title."""
    imdb_id: str | None = None
    tmdb_id: int | None = None
    directors: tuple[str, ...] = ()
    minutes: int | None = None
    note: str = ""
    """Paragraphs, separated by an empty line."""
    fact: str = ""
    position: int | None = None
    kind: str = ""
    """What the row says the thing is, in its own words."""
    status: str = ""
    watched_at: datetime | None = None
    """When it was seen."""
    logged_at: datetime | None = None
    """The day that the row names without saying of what: of an entry, a rating, an addition."""
    is_listed: bool = False
    """Whether the table is of what was put on a list, as Trakt's are."""
    is_seen: bool | None = None
    is_wanted: bool | None = None
    """What a column that answers yes or no says; None without one."""
    damaged: bool = False
    """Whether letters of the title were lost on the way."""


@dataclass(frozen=True, slots=True)
class Left:
    """A row that was not taken."""

    line: int
    shown: str
    """What it says, shortened; "" if it is empty."""
    why: Unfit


@dataclass(frozen=True, slots=True)
class Records:
    """All of a table."""

    films: tuple[Record, ...]
    left: tuple[Left, ...]
    names_days: bool
    """Whether any column holds days."""
    unclear_days: int
    """Days whose day and month could be either way round."""


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from taking it for a formula (OWASP, CSV Injection)."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def records_of(table: Table, *, now: datetime) -> Records:
    """Every row as a film, or why not; empty rows are neither. `now` is what no day can lie after."""
    rows = [row for row in table.rows if any(map(str.strip, row.cells))]
    watched = _days(table, rows, "watched", now)
    logged = _days(table, rows, "logged", now)
    listed = _days(table, rows, "listed", now)
    films: list[Record] = []
    left: list[Left] = []
    for number, row in enumerate(rows):
        read = _record(table, row)
        if isinstance(read, Left):
            left.append(read)
            continue
        films.append(
            _dated(
                read,
                watched.moments[number],
                logged.moments[number] or listed.moments[number],
                table.cell(row, "watched"),
                listed="listed" in table.columns,
            )
        )
    named = any(at for days in (watched, logged, listed) for at in days.moments)
    unclear = watched.unclear + logged.unclear + listed.unclear
    return Records(tuple(films), tuple(left), named or bool(unclear), unclear)


def _days(
    table: Table, rows: list[Row], column: Literal["watched", "logged", "listed"], now: datetime
) -> Days:
    if column not in table.columns:
        return Days((None,) * len(rows), 0)
    return days_of([table.cell(row, column) for row in rows], now=now)


def _record(table: Table, row: Row) -> Record | Left:
    def cell(column: Literal["original", "year", "released", "note", "fact", "status"]) -> str:
        return repaired(unguarded(table.cell(row, column)))

    kind = table.cell(row, "kind")
    given = " ".join(repaired(unguarded(table.cell(row, "title"))).split())
    imdb_id = imdb_id_of(table.cell(row, "imdb")) or imdb_id_of(table.cell(row, "link")) or imdb_id_of(given)
    if is_no_film(kind) or (table.cell(row, "series") and "series" in table.columns):
        return Left(row.line, _shown(given, row), "no film")
    if given and imdb_id and given.casefold() == imdb_id:
        given = ""
    if not given and not imdb_id:
        return Left(row.line, _shown(given, row), "no title")
    year = year_of(cell("year")) or year_of(cell("released"))
    title, year, also = _title_of(given, year)
    original = " ".join(cell("original").split())
    position = table.cell(row, "position").removesuffix(".0").rstrip(".")
    return Record(
        line=row.line,
        title=title,
        year=year,
        also=tuple(dict.fromkeys(name for name in (original, *also) if name and name != title)),
        imdb_id=imdb_id,
        tmdb_id=tmdb_id_of(table.cell(row, "tmdb")),
        directors=names_in(repaired(table.cell(row, "directors"))),
        minutes=minutes_of(table.cell(row, "minutes")),
        note=cell("note"),
        fact=cell("fact"),
        position=int(position) if position.isascii() and position.isdigit() and len(position) < 7 else None,
        kind=kind,
        status=cell("status"),
        is_seen=_answer(table, row, "is_seen"),
        is_wanted=_answer(table, row, "is_wanted"),
        damaged=is_damaged(title),
    )


def _answer(table: Table, row: Row, column: Literal["is_seen", "is_wanted"]) -> bool | None:
    return is_yes(table.cell(row, column)) if column in table.columns else None


def _dated(
    record: Record, watched: datetime | None, logged: datetime | None, said: str, *, listed: bool
) -> Record:
    seen = record.is_seen
    if said and watched is None and seen is None and not any(map(str.isdigit, said)):
        seen = is_yes(said)  # a column called "Watched" of "yes" and "no"
    return replace(record, watched_at=watched, logged_at=logged, is_seen=seen, is_listed=listed)


def _title_of(given: str, year: int | None) -> tuple[str, int | None, tuple[str, ...]]:
    """Title, year and other names in a cell like "Come and See (Idi i smotri) (1985)" or "Thing, The"."""
    title = given
    if found := _YEAR_BEHIND.fullmatch(given):
        inside = year_of(found["year"])
        if inside and (year is None or abs(year - inside) <= 1):
            title, year = found["title"].strip(), year or inside
    also: list[str] = []
    turned = article_before(title)
    if turned != title:
        also.append(title)
        title = turned
    if found := _BRACKETS_BEHIND.fullmatch(title):
        also += [
            article_before(found["title"]),
            article_before(found["also"].removeprefix("a.k.a. ").strip()),
        ]
    elif " / " in title:
        also += title.split(" / ")
    return title, year, tuple(also)


def _shown(title: str, row: Row) -> str:
    text = title or " ".join(", ".join(cell for cell in row.cells if cell).split())
    return text if len(text) <= 60 else text[:59] + "…"
