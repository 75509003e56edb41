"""Tables of films as Letterboxd reads and writes them, kept safe for whoever opens one in a spreadsheet.

Letterboxd takes a table with a header of Title, Year, Directors, imdbID and WatchedDate among others
(letterboxd.com/about/importing-data); what it gives its own members has Name for Title and "Watched Date" or Date
for WatchedDate (watched.csv, watchlist.csv, diary.csv; a list has some lines of its own above the header).

A spreadsheet takes a cell that begins with one of a few characters for a formula (OWASP, CSV Injection). Ours begin
with an apostrophe then, and reading takes exactly that apostrophe off again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from bot.domain.film_rows import MAX_ROWS, FileRefusedError, FilmRow, decoded

_HEADER_WITHIN = 10
"""Rows from the top among which the header is looked for."""

_FORMULA = re.compile(r"'*[=+\-@\t\r\n\0＝＋－＠]")
_YEAR = re.compile(r"\d{4}")

_TITLE, _YEAR_COLUMNS, _IMDB = ("title", "name"), ("year",), ("imdbid", "const")
_DIRECTORS, _DATES = ("directors",), ("watcheddate", "date")


def write(rows: Iterable[FilmRow], *, watched: bool) -> bytes:
    """The rows as a file for Letterboxd; with the days on which films were seen only if they were `watched`.

    Every cell is quoted, so that a spreadsheet that splits at semicolons does not find a cell inside one.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text, quoting=csv.QUOTE_ALL)
    header = ["Title", "Year", "Directors", "imdbID"]
    table.writerow([*header, "WatchedDate"] if watched else header)
    for row in rows:
        cells = [row.title, str(row.year or ""), ", ".join(row.directors), row.imdb_id or ""]
        if watched:
            cells.append(row.at.date().isoformat() if row.at else "")
        table.writerow([harmless(cell) for cell in cells])
    return text.getvalue().encode()


def read(content: bytes) -> list[FilmRow]:
    """The films of a file from Letterboxd or of our own; rows that name none are left out. Raise FileRefusedError."""
    text = decoded(content)
    found: list[FilmRow] = []
    columns: _Columns | None = None
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            if columns is None:
                columns = _Columns.of(cells)
            elif film := columns.film(cells):
                found.append(film)
                if len(found) > MAX_ROWS:
                    raise FileRefusedError("too many rows")
    except csv.Error:
        raise FileRefusedError("not a table") from None
    return found


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """What `harmless` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where in a row things stand; -1 for what the table does not have."""

    title: int
    year: int
    imdb: int
    directors: int
    on: int

    @classmethod
    def of(cls, header: Sequence[str]) -> _Columns | None:
        """None if this is no header of a table of films."""
        names = [cell.replace(" ", "").replace("_", "").casefold() for cell in header]

        def place(several: tuple[str, ...]) -> int:
            return next((names.index(name) for name in several if name in names), -1)

        columns = cls(*map(place, (_TITLE, _YEAR_COLUMNS, _IMDB, _DIRECTORS, _DATES)))
        named = columns.title >= 0 and columns.year >= 0
        return columns if named or columns.imdb >= 0 else None

    def film(self, cells: Sequence[str]) -> FilmRow | None:
        def cell(place: int) -> str:
            return unguarded(cells[place]).strip() if 0 <= place < len(cells) else ""

        title, imdb_id = cell(self.title), cell(self.imdb)
        if not title and not imdb_id:
            return None
        year = cell(self.year)
        return FilmRow(
            title=title,
            year=int(year) if _YEAR.fullmatch(year) and year.isascii() else None,
            imdb_id=imdb_id or None,
            directors=tuple(name.strip() for name in cell(self.directors).split(",") if name.strip()),
            at=_noon(cell(self.on)),
        )


def _noon(day: str) -> datetime | None:
    """In UTC, so that the day is the same in most of the world."""
    try:
        return datetime.fromisoformat(day[:10]).replace(hour=12, tzinfo=UTC)
    except ValueError:
        return None


def _delimiter(text: str) -> str:
    """What separates the cells: a comma, or what some spreadsheets put in its place. Raise FileRefusedError."""
    for delimiter in ",;\t":
        top = islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _HEADER_WITHIN)
        if any(_Columns.of(cells) for cells in top):
            return delimiter
    raise FileRefusedError("no columns")
