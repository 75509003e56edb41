"""Tables of films for Letterboxd, kept safe for whoever opens one in a spreadsheet.

Letterboxd takes a table with a header of Title, Year, Directors, imdbID and WatchedDate among others
(letterboxd.com/about/importing-data).

A spreadsheet takes a cell that begins with one of a few characters for a formula (OWASP, CSV Injection). Ours begin
with an apostrophe then, and reading takes exactly that apostrophe off again (tables.records.unguarded).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from bot.domain.film_rows import FilmRow

_FORMULA = re.compile(r"'*[=+\-@\t\r\n\0＝＋－＠]")


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


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
