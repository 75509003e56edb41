"""The rows of a spreadsheet in Excel's format, read by openpyxl.

openpyxl because it reads row by row: a cell that claims to stand in the last row and column of a sheet costs nothing
but itself, where readers that lay a sheet out in memory first would fill it. Formulas are never computed: the value
that the spreadsheet saved beside one is taken.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from importlib import import_module
from typing import Any, Final

from bot.domain.film_rows import MAX_ROWS, FileRefusedError

from .archive import check_bounds
from .rows import Row, Table, sheet_table

_MAX_COLUMNS: Final = 200
_MAX_SHEETS: Final = 50
_SPARE_ROWS: Final = 200


def workbook_table(content: bytes) -> Table:
    """The first sheet that is a table of films. Raises FileRefusedError."""
    check_bounds(content)
    openpyxl: Any = import_module("openpyxl")  # dear to load, and few files need it
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what of Excel's it does not know is none of ours
            workbook = openpyxl.load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
            for sheet in workbook.worksheets[:_MAX_SHEETS]:
                sheet.reset_dimensions()  # what the file claims is not trusted
                if table := sheet_table(_rows(sheet)):
                    return table
    except FileRefusedError:
        raise
    except Exception:  # noqa: BLE001  (openpyxl raises whatever a damaged file makes it raise)
        raise FileRefusedError("not a table") from None
    raise FileRefusedError("no columns")


def _rows(sheet: Any) -> Iterator[Row]:
    for number, cells in enumerate(sheet.iter_rows(max_col=_MAX_COLUMNS, values_only=True), 1):
        if number > MAX_ROWS + _SPARE_ROWS:
            raise FileRefusedError("too many rows")
        texts = [_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        yield Row(number, tuple(texts))


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return (
            cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="seconds")
        )
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
