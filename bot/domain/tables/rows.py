"""From a text to the rows of a table: CSV with whatever separates its cells, and JSON as a table of its keys."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Any, Final

from bot.domain.film_rows import MAX_ROWS, FileRefusedError

from .columns import Column, columns_of, is_header, plain
from .values import year_of

_DELIMITERS: Final = (",", ";", "\t", "|")
_PREAMBLE: Final = 200
"""Rows from the top among which the header is looked for."""
_DEEPEST: Final = 4
_BARE_ID: Final = re.compile(r"(?:(?:https?://)?[\w.]*imdb\.com/\S*?)?tt\d{6,10}(?:[/?]\S*)?", re.IGNORECASE)
_LETTERBOXD_LIST: Final = "letterboxd list export"
"""The first line of a list of Letterboxd's; the version behind it makes no difference so far."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the line that it begins in, from 1; of JSON, its number."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose columns are known."""

    columns: Mapping[Column, Sequence[int]]
    """Where in a row things stand, best first."""
    rows: tuple[Row, ...]
    header: tuple[str, ...] = ()
    """As the file names the columns; empty where it does not."""
    header_line: int = 0
    """0 where there is none."""
    preamble: tuple[Row, ...] = ()
    """What stands above the header."""
    title: str | None = None
    """Of the list that the table is, where the file says so."""
    description: str | None = None

    def cell(self, row: Row, column: Column) -> str:
        """What the row says in the column: the first of its places that is not empty; "" if there is none."""
        for place in self.columns.get(column, ()):
            if place < len(row.cells) and (text := row.cells[place].strip()):
                return text
        return ""


def csv_table(text: str) -> Table | None:
    """The table that a text is; None if no row names its columns. Raises FileRefusedError: "too many rows"."""
    found: tuple[int, str] | None = None
    lines = _without_separator_line(text)
    declared = lines.declared
    for delimiter in (declared,) if declared else _DELIMITERS:
        known = _header_size(lines.text, delimiter)
        if known and (found is None or known > found[0]):
            found = known, delimiter
    if found is None:
        return None
    return _with_header(csv_rows(lines.text, found[1], first=lines.first))


def headless_table(text: str) -> Table | None:
    """The table of a text without a header, whose columns are told by what stands in them; None if there is none."""
    lines = _without_separator_line(text)
    for delimiter in _DELIMITERS:
        rows = tuple(csv_rows(lines.text, delimiter, first=lines.first))
        if columns := _guessed([row for row in rows if any(row.cells)][:_PREAMBLE]):
            return Table(columns, tuple(rows))
    return None


def csv_rows(text: str, delimiter: str, *, first: int = 1) -> Iterator[Row]:
    """Every row, empty ones too. Raises FileRefusedError: "not a table", "too many rows"."""
    last = text.count("\n") + text.count("\r") - text.count("\r\n") + (not text.endswith(("\n", "\r")))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    before = 0
    try:
        for number, cells in enumerate(reader):
            if number > MAX_ROWS + _PREAMBLE:
                raise FileRefusedError("too many rows")
            if reader.line_num == last and last - before > 1 and (rest := _never_closed(text, last - before)):
                yield from _unquoted(rest, delimiter, first + before)
                return
            yield Row(first + before, tuple(cells))
            before = reader.line_num
    except csv.Error:
        raise FileRefusedError("not a table") from None


def json_table(text: str) -> Table:
    """The records of a JSON document, nested ones laid flat. Raises FileRefusedError: "not a table", "no columns"."""
    document = _parsed(text)
    records = _Records()
    records.collect(document)
    header = tuple(records.keys)
    columns = columns_of(header)
    if not records.rows or not ("title" in columns or "imdb" in columns):
        raise FileRefusedError("no columns")
    rows = tuple(
        Row(number, tuple(record.get(key, "") for key in header))
        for number, record in enumerate(records.rows, 1)
    )
    about = _scalars(document) if isinstance(document, dict) else {}
    return Table(
        columns,
        rows,
        header,
        title=about.get("name") or about.get("title"),
        description=about.get("description"),
    )


def sheet_table(rows: Iterable[Row]) -> Table | None:
    """The table that the rows of a spreadsheet are; None if none of them names the columns."""
    every = tuple(rows)
    table = _with_header(every)
    if table is None and (columns := _guessed([row for row in every if any(row.cells)][:_PREAMBLE])):
        return Table(columns, every)
    return table


@dataclass(frozen=True, slots=True)
class _Lines:
    text: str
    first: int
    declared: str | None


def _without_separator_line(text: str) -> _Lines:
    """Excel's first line "sep=;" says what separates the cells."""
    head, _, rest = text.partition("\n")
    bare = head.strip().strip('"').casefold()
    if bare.startswith("sep=") and len(bare) == len("sep=") + 1:
        return _Lines(rest, 2, bare[-1])
    return _Lines(text, 1, "\t" if bare in {"sep=", "sep=\\t"} else None)


def _header_size(text: str, delimiter: str) -> int:
    """How many columns of the header are known, with this between the cells; 0 if there is no header."""
    try:
        for row in islice(csv_rows(text, delimiter), _PREAMBLE):
            columns = columns_of(row.cells)
            if is_header(columns, row.cells):
                return len({place for places in columns.values() for place in places})
    except FileRefusedError:
        return 0
    return 0


def _with_header(rows: Iterable[Row]) -> Table | None:
    preamble: list[Row] = []
    several = iter(rows)
    letterboxd = False
    for row in islice(several, _PREAMBLE):
        letterboxd = letterboxd or (bool(row.cells) and row.cells[0].casefold().startswith(_LETTERBOXD_LIST))
        columns = columns_of(row.cells)
        if is_header(columns, row.cells) and not (letterboxd and "position" not in columns):
            title, description = _letterboxd_list(preamble) if letterboxd else (None, None)
            return Table(columns, tuple(several), row.cells, row.line, tuple(preamble), title, description)
        preamble.append(row)
    return None


def _letterboxd_list(preamble: Sequence[Row]) -> tuple[str | None, str | None]:
    """Name and description of a list: a header and a row of their own, above those of the films."""
    for header, row in pairwise(preamble):
        names = [plain(cell) for cell in header.cells]
        if "name" in names:
            said = dict(zip(names, row.cells, strict=False))
            return said.get("name") or None, said.get("description") or None
    return None, None


def _never_closed(text: str, number: int) -> list[str] | None:
    """The last lines of a text, if they are one row only because a quotation mark was never closed."""
    lines = text.removesuffix("\n").rsplit("\n", number)[-number:]
    return lines if sum(line.count('"') for line in lines) % 2 else None


def _unquoted(lines: Sequence[str], delimiter: str, first: int) -> Iterator[Row]:
    """The rows of lines in which quotation marks are but letters."""
    for number, line in enumerate(lines):
        if number > MAX_ROWS + _PREAMBLE:
            raise FileRefusedError("too many rows")
        yield Row(
            first + number, tuple(cell.strip().strip('"') for cell in line.rstrip("\r\n").split(delimiter))
        )


def _guessed(rows: Sequence[Row]) -> dict[Column, list[int]] | None:
    """The columns of rows without a header: ids or years in most cells of one, and titles beside the years."""
    if not rows:
        return None
    width = max(len(row.cells) for row in rows)
    cells = [
        [row.cells[place].strip() if place < len(row.cells) else "" for row in rows]
        for place in range(min(width, 60))
    ]
    most = 0.6 * len(rows)
    columns: dict[Column, list[int]] = {}
    for place, column in enumerate(cells):
        if sum(_BARE_ID.fullmatch(cell) is not None for cell in column) >= most:
            columns.setdefault("imdb", []).append(place)
        elif sum(len(cell) <= 12 and year_of(cell) is not None for cell in column) >= most:
            columns.setdefault("year", []).append(place)
        elif sum(any(map(str.isalpha, cell)) for cell in column) >= most:
            columns.setdefault("title", []).append(place)
    if "title" in columns:
        columns["title"] = columns["title"][:1]
    return columns if "imdb" in columns or ("title" in columns and "year" in columns) else None


# JSON


class _Digits(str):
    """A number of a JSON document, as it is written."""

    __slots__ = ()


def _parsed(text: str) -> Any:
    """Numbers stay text: one of ten thousand digits is none of ours."""
    options: dict[str, Any] = {"parse_int": _Digits, "parse_float": _Digits, "parse_constant": _Digits}
    try:
        return json.loads(text, **options)
    except (ValueError, RecursionError):
        try:
            lines = text.split("\n", MAX_ROWS + 1)[: MAX_ROWS + 1]
            return [json.loads(line, **options) for line in lines if line.strip()]
        except (ValueError, RecursionError):
            raise FileRefusedError("not a table") from None


@dataclass
class _Records:
    """The records found in a document, with all their keys in the order in which they come."""

    rows: list[dict[str, str]] = field(default_factory=list)
    keys: dict[str, None] = field(default_factory=dict)

    def collect(self, value: Any, section: str | None = None, depth: int = 0) -> None:
        """Every record in lists within the value; `section` is the name of the list."""
        if isinstance(value, dict) and depth < _DEEPEST:
            for key, inner in value.items():
                if isinstance(inner, list | dict):
                    self.collect(inner, key, depth + 1)
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, dict):
                    self.add(item, section)
                elif isinstance(item, str) and not isinstance(item, _Digits):
                    self.add({"title": item}, section)

    def add(self, item: Mapping[str, Any], section: str | None) -> None:
        record = _flat(item)
        if section and "status" not in record:
            record["status"] = section
        self.rows.append(record)
        self.keys.update(dict.fromkeys(record))
        if len(self.rows) > MAX_ROWS:
            raise FileRefusedError("too many rows")


def _flat(item: Mapping[str, Any]) -> dict[str, str]:
    """The record with what is nested in it: {"movie": {"title", "ids": {"imdb"}}} has a title and an imdb."""
    found = _scalars(item)
    nested = {key: value for key, value in item.items() if isinstance(value, dict)}
    if "type" not in found and not {"movie", "film"} & nested.keys():
        other = {"episode", "season", "show", "person", "game", "book"} & nested.keys()
        found |= {"type": min(other)} if other else {}
    pending = [(value, 1) for value in nested.values()]
    while pending:
        inner, depth = pending.pop(0)
        for key, value in _scalars(inner).items():
            found.setdefault(key, value)
        if depth < _DEEPEST:
            pending += [(value, depth + 1) for value in inner.values() if isinstance(value, dict)]
    return found


def _scalars(item: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in islice(item.items(), 200):
        if isinstance(value, str):
            found[key] = value
        elif isinstance(value, bool):
            found[key] = "yes" if value else "no"
        elif isinstance(value, list):
            names = [one.get("name") if isinstance(one, dict) else one for one in value[:50]]
            if text := ", ".join(name for name in names if isinstance(name, str)):
                found[key] = text
    return found
