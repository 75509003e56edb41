"""Tables in a list: Markdown's within a text, and those that whole files are."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from bot.domain.tables.records import Left, Record, Records, records_of
from bot.domain.tables.rows import Row, Table, sheet_table

from .assembly import Gathered, Gathering
from .film_line import film_line
from .marks import marked, plain
from .text_lines import Line

_CELLS: Final = re.compile(r"(?<!\\)\|")
_DELIMITER: Final = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
"""Letterboxd's descriptions may hold HTML."""
_PARAGRAPHS: Final = re.compile(r"\r?\n[ \t\r]*\n\s*")
_NEVER: Final = datetime(2200, 1, 1, tzinfo=UTC)
"""Days of a list's table mean nothing to a list."""


def is_table_line(text: str) -> bool:
    """Whether a line could be a row of a Markdown table."""
    return (text.startswith("|") and text.count("|") >= 2) or text.count(" | ") >= 2


def take_table(to: Gathering, lines: Sequence[Line]) -> int:
    """Read the Markdown table that begins with the first of the lines; how many lines it has, 0 if it is none."""
    several: list[Line] = []
    for line in lines:
        if not is_table_line(line.text) and not _DELIMITER.fullmatch(line.text):
            break
        several.append(line)
    rows = [Row(line.number, _cells(line.text)) for line in several if not _DELIMITER.fullmatch(line.text)]
    table = sheet_table(rows)
    if table is None or len(rows) < 2:
        return 0
    for line in several:
        to.take(line.number, "header")
    take_records(to, records_of(table, now=_NEVER))
    return len(several)


def take_file(to: Gathering, table: Table) -> None:
    """Read a file that is a table: its films, and what it says of the list."""
    for row in table.preamble:
        if any(map(str.strip, row.cells)):
            to.take(row.line, "header")
    if table.header_line:
        to.take(table.header_line, "header")
    to.title = " ".join((table.title or "").split()) or None
    if table.description:
        about = html.unescape(_TAG.sub("", table.description))
        to.introduction += [
            paragraph.split("\n") for paragraph in _PARAGRAPHS.split(about) if paragraph.strip()
        ]
    take_records(to, records_of(table, now=_NEVER))
    if not to.entries:
        to.remark(1, "no film")


def take_records(to: Gathering, records: Records) -> None:
    """Add the rows of a table as entries, and say which were none."""
    found: list[Record | Left] = sorted([*records.films, *records.left], key=lambda one: one.line)
    for one in found:
        if isinstance(one, Left):
            to.take(one.line, "left out")
            to.remark(one.line, "is no film" if one.why == "no film" else "no title", one.shown)
        else:
            _take_record(to, one)


def _take_record(to: Gathering, record: Record) -> None:
    title, year, also, directors = (
        record.title or record.imdb_id or "",
        record.year,
        record.also,
        record.directors,
    )
    if year is None and (film := film_line(marked(title).body, item=True, last_year=to.this_year + 1)):
        also = (*also, *film.also, title)  # a column of whole lines: "Stalker — Andrei Tarkovsky, 1979"
        title, year, directors = film.title, film.year, directors or film.directors
    entry = Gathered(
        record.line, title, year, directors, record.imdb_id, record.tmdb_id, also, number=record.position
    )
    entry.doubtful = not record.title
    for name, text in (("description", record.note), ("fact", record.fact)):
        for paragraph in _PARAGRAPHS.split(html.unescape(_TAG.sub("", text))) if text.strip() else ():
            entry.add("fact" if name == "fact" else "description", record.line, plain(paragraph), new=True)
    to.entries.append(entry)
    to.take(record.line, "film", of_entry=True)
    if year is None and record.imdb_id is None:
        to.remark(record.line, "no year", title, form=f"{title} (1977)")
    if record.damaged:
        to.remark(record.line, "damaged", title)


def _cells(text: str) -> tuple[str, ...]:
    inner = text.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return tuple(plain(cell.strip().replace("\\|", "|")) for cell in _CELLS.split(inner))
