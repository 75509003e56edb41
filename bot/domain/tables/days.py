"""Days in a column: what order day and month have is decided by all of its cells together.

"02/05/2012" alone may be of May or of February; "20/07/2013" further down says which. Where nothing decides it, the
order in which the rows are sorted may; where that does not either, such a day is not known, and that is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Final, Literal

Order = Literal["day first", "month first"]

_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s].*|$)")
_CLOCK: Final = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?P<zone>\s*(?:Z|UTC|[+-]\d\d:?\d\d))?"
)
_NUMERIC: Final = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d\d)(?:\D.*)?")
_EAST_ASIAN: Final = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일].*")
_NUMBER: Final = re.compile(r"\d{5}(?:[.,]\d+)?|\d{10}(?:\.\d+)?|\d{13}")
_COMPACT: Final = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])")
_HOUR: Final = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_WORDS: Final = re.compile(r"\d+|[^\W\d_]+")
_MONTHS: Final = (
    "jan ene gen янв січ jän", "feb fév fev фев лют", "mar mär мар бер", "apr avr abr апр кві",
    "may mai mag май мая тра",
    "jun jui giu июн чер", "jul juil lug июл лип", "aug aoû aou ago авг сер", "sep set сен вер", "oct okt ott окт жов",
    "nov ноя лис", "dec dez déc dic дек гру",
)  # fmt: skip
"""How the months begin in English, Spanish, Italian, Russian, Ukrainian, German and French."""
_EXCEL_EPOCH: Final = date(1899, 12, 30)
"""Day nought of a spreadsheet's numbers (ECMA-376, part 1, 18.17.4.1, with the leap day of 1900 that never was)."""


@dataclass(frozen=True, slots=True)
class Days:
    """The moments of a column's cells."""

    moments: tuple[datetime | None, ...]
    """UTC; noon where a cell names a day only; None where it names none that is certain."""
    unclear: int
    """Cells whose day and month could be either way round."""


def days_of(cells: Sequence[str], *, now: datetime) -> Days:
    """What each cell of the column says; days after tomorrow are none."""
    orders = _orders(cells, now.date())
    moments: list[datetime | None] = []
    unclear = 0
    for cell in cells:
        numeric = _NUMERIC.fullmatch(cell.strip())
        if numeric and orders.get(numeric[2]) is None and _either(numeric):
            unclear += 1
            moments.append(None)
            continue
        at = moment_of(cell, orders.get(numeric[2]) if numeric else None)
        moments.append(at if at and at <= now + timedelta(days=1) else None)
    return Days(tuple(moments), unclear)


def moment_of(cell: str, order: Order | None = None) -> datetime | None:
    """The moment a single cell names, day and month in this order where they are numbers; None if it names none."""
    text = cell.strip()
    if not text or len(text) > 60:
        return None
    if clock := _CLOCK.match(text):
        return _with_clock(text[: clock.end()], zone=bool(clock["zone"]))
    day = _day(text, order)
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if day and day.year >= _FIRST else None


_FIRST: Final = 1890


def _with_clock(text: str, *, zone: bool) -> datetime | None:
    try:
        at = datetime.fromisoformat(text.replace("UTC", "+00:00").replace(",", ".").replace(" +", "+"))
        if at.year < _FIRST:
            return None
        return (
            at.astimezone(UTC).replace(microsecond=0)
            if zone
            else at.replace(hour=12, minute=0, second=0, microsecond=0, tzinfo=UTC)
        )
    except (ValueError, OverflowError):
        return None


def _day(text: str, order: Order | None) -> date | None:
    if found := _ISO.fullmatch(text) or _EAST_ASIAN.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(text):
        return _numeric(found, order)
    if _COMPACT.fullmatch(text):
        return _date(int(text[:4]), int(text[4:6]), int(text[6:]))
    if _NUMBER.fullmatch(text):
        return _counted(float(text.replace(",", ".")))
    return _spelled(text)


def _numeric(found: re.Match[str], order: Order | None) -> date | None:
    first, second, year = int(found[1]), int(found[3]), _full_year(found[4])
    if first > 12 or (second <= 12 and order == "day first"):
        return _date(year, second, first)
    if second > 12 or order == "month first" or first == second:
        return _date(year, first, second)
    return None


def _full_year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else (1900 if year > 60 else 2000) + year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _counted(number: float) -> date | None:
    """A spreadsheet's days, or the seconds or milliseconds since 1970 of a program."""
    try:
        if number < 100_000:
            return _EXCEL_EPOCH + timedelta(days=int(number))
        return datetime.fromtimestamp(number / 1000 if number >= 1e11 else number, UTC).date()
    except (OverflowError, ValueError, OSError):
        return None


def _spelled(text: str) -> date | None:
    """A day with its month in letters: "Mon Jan  7 20:33:05 2013", "5 мая 2012 г.", "May 5, 2012"."""
    words = _WORDS.findall(_HOUR.sub(" ", text.casefold()))
    numbers = [int(word) for word in words if word.isdecimal() and len(word) in {1, 2, 4}]
    months = [month for word in words if (month := _month(word))]
    if len(numbers) != 2 or len(months) != 1:
        return None
    year, day = max(numbers), min(numbers)
    if year < 100:  # "5-May-12"
        year, day = _full_year(f"{numbers[1]:02}"), numbers[0]
    return _date(year, months[0], day)


def _month(word: str) -> int | None:
    """1 to 12. "juillet" begins as "juin" does with its first three letters, so longer beginnings go first."""
    if len(word) < 3 or word.isdecimal():
        return None
    begun = [
        (len(s), number)
        for number, starts in enumerate(_MONTHS, 1)
        for s in starts.split()
        if word.startswith(s)
    ]
    return max(begun)[1] if begun else None


def _orders(cells: Sequence[str], today: date) -> dict[str, Order | None]:
    """For each separator of numeric days the order that its cells agree on. With dots the day always goes first."""
    orders: dict[str, Order | None] = {".": "day first"}
    for separator in "/-":
        found = [m for cell in cells if (m := _NUMERIC.fullmatch(cell.strip())) and m[2] == separator]
        orders[separator] = _decided(found, today) if found else None
    return orders


def _decided(found: Sequence[re.Match[str]], today: date) -> Order | None:
    day_first = any(int(m[1]) > 12 for m in found)
    month_first = any(int(m[3]) > 12 for m in found)
    if day_first != month_first:
        return "day first" if day_first else "month first"
    if day_first:
        return None
    possible: list[Order] = []
    for order in ("day first", "month first"):
        days = [day for m in found if (day := _numeric(m, order))]
        if len(days) == len(found) and max(days) <= today + timedelta(days=1):
            possible.append(order)
    if len(possible) == 1:
        return possible[0]
    sorted_ = [order for order in possible if _is_sorted([d for m in found if (d := _numeric(m, order))])]
    return sorted_[0] if len(sorted_) == 1 else None


def _is_sorted(days: Iterable[date]) -> bool:
    several = list(days)
    steps = [one <= other for one, other in pairwise(several) if one != other]
    return len(steps) >= 3 and len(set(steps)) == 1


def _either(found: re.Match[str]) -> bool:
    first, second = int(found[1]), int(found[3])
    return 1 <= first <= 12 and 1 <= second <= 12 and first != second
