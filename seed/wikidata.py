"""A downloaded result of docs/wikidata.rq, as JSON or CSV, row by row; and its rows merged into films.

Wikidata's data is CC0. What it says is doubted: a film has several dates (the first counts), a length may be in seconds
(1 to 900 minutes are believed), a label may be missing.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final, cast

import ijson  # type: ignore[import-untyped]  # it has no types

from bot.domain.characters import forbidden
from bot.domain.list_formats.limits import FIRST_YEAR

from . import limits
from .problems import Problem, UnreadableError

_QID: Final = re.compile(r"(?:.*/)?(Q[1-9]\d{0,11})")
_IMDB: Final = re.compile(r"tt\d{7,10}")
_YEAR: Final = re.compile(r"-?\d{1,6}")
_BETWEEN: Final = re.compile(r"\s*\|\s*")
_TITLES: Final = ("title_en", "title_original", "title_ru")
_MINUTES: Final = range(1, 901)
_UNNAMED: Final = re.compile(r"Q\d+|https?://\S*|t\d{6,}|_:\S*")
"""What stands in the place of a name that Wikidata does not have."""


@dataclass(slots=True)
class WikidataFilm:
    """A film as its rows say."""

    title: str
    year: int
    original: str | None
    russian: str | None
    imdb_id: str | None
    directors: str
    """Joined by "|", as are the countries: a third of a million films are many, and tuples cost."""
    countries: str
    minutes: int | None
    sitelinks: int

    def merge(self, other: WikidataFilm) -> None:
        """Another row of the same film: the smallest year, and what was not known yet."""
        self.year = min(self.year, other.year)
        self.original = self.original or other.original
        self.russian = self.russian or other.russian
        self.imdb_id = self.imdb_id or other.imdb_id
        self.directors = self.directors or other.directors
        self.countries = self.countries or other.countries
        self.minutes = self.minutes or other.minutes
        self.sitelinks = max(self.sitelinks, other.sitelinks)


@dataclass
class Harvest:
    """All rows of all files."""

    films: dict[int, WikidataFilm] = field(default_factory=dict)
    """By the number of their item, Q…"""
    rows: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """Rows that were not taken, by the reason."""


def harvest(
    paths: Iterable[Path], *, this_year: int, least_sitelinks: int = 0, progress: Callable[[float], None]
) -> Harvest:
    """Every row of the files. `progress` is told how much of all of them was read, 0 to 1.

    Raises UnreadableError where a file cannot be read, or is no such result; the header is looked at first.
    """
    found = Harvest()
    files = list(paths)
    sizes = [_size(path) for path in files]
    done = 0
    for path, size in zip(files, sizes, strict=True):
        reader = _Rows(found, this_year, least_sitelinks)
        for number, (row, position) in enumerate(_rows(path)):
            if number == 0:
                _check_header(path, row)
            reader.take(row)
            if number % 5000 == 0:
                progress((done + min(position, size)) / max(1, sum(sizes)))
        done += size
    progress(1.0)
    return found


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise UnreadableError([Problem(str(path), 1, error.strerror or "cannot be read")]) from error


def _rows(path: Path) -> Iterator[tuple[Mapping[str, str], int]]:
    """Every row by the names of its columns, and how far into the file it stands. Raises UnreadableError."""
    try:
        with path.open("rb") as raw:
            start = raw.read(2)
            raw.seek(0)
            file = cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if start == b"\x1f\x8b" else raw
            head = file.read(4096)
            file.seek(0)
            begins = head.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
            for row in _json_rows(file, begins) if begins in {b"{", b"["} else _csv_rows(file):
                yield row, raw.tell()
    except (OSError, EOFError, UnicodeDecodeError, csv.Error, ijson.JSONError) as error:
        system = error.strerror if isinstance(error, OSError) else None
        text = system or "the file is cut off or damaged"
        raise UnreadableError([Problem(str(path), 1, text)]) from error


def _csv_rows(file: IO[bytes]) -> Iterator[Mapping[str, str]]:
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    for row in csv.DictReader(text):
        yield {key: value for key, value in row.items() if isinstance(key, str) and isinstance(value, str)}


def _json_rows(file: IO[bytes], begins: bytes) -> Iterator[Mapping[str, str]]:
    """The result as the endpoint gives it, or as the query service's page offers it for download."""
    inside = "results.bindings.item" if begins == b"{" else "item"
    for item in ijson.items(file, inside, use_float=True):
        if isinstance(item, dict):
            yield {key: _plain(value) for key, value in item.items() if isinstance(key, str)}


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("value")
    return str(value) if isinstance(value, str | int | float) else ""


def _check_header(path: Path, row: Mapping[str, str]) -> None:
    missing = [name for name in ("film", "year") if name not in row]
    if missing or not any(name in row for name in _TITLES):
        text = "no result of docs/wikidata.rq: expected columns film, year and title_en, title_original or title_ru"
        raise UnreadableError([Problem(str(path), 1, text)])


class _Rows:
    def __init__(self, to: Harvest, this_year: int, least_sitelinks: int) -> None:
        self._to = to
        self._last_year = this_year + 1
        self._least = least_sitelinks

    def take(self, row: Mapping[str, str]) -> None:
        to = self._to
        to.rows += 1
        item = _QID.fullmatch(row.get("film", "").strip())
        if item is None:
            to.refused["no item of Wikidata's"] += 1
            return
        sitelinks = _number(row.get("sitelinks", "")) or 0
        if sitelinks < self._least:
            to.refused[f"fewer than {self._least} Wikipedias have an article"] += 1
            return
        year = _number(row.get("year", "")[:5].removesuffix("-"))
        if year is None or not FIRST_YEAR <= year <= self._last_year:
            to.refused[f"no year between {FIRST_YEAR} and {self._last_year}"] += 1
            return
        english, original, russian = (_name(row.get(name, "")) for name in _TITLES)
        title = english or original or russian
        if title is None:
            to.refused["no title"] += 1
            return
        film = WikidataFilm(
            title=title,
            year=year,
            original=original if original != title else None,
            russian=russian if russian != title else None,
            imdb_id=_imdb(row.get("imdb_id", "")),
            directors=_names(row.get("directors", "")),
            countries=_names(row.get("countries", "")),
            minutes=_minutes(row.get("minutes", "")),
            sitelinks=sitelinks,
        )
        number = int(item[1][1:])
        known = to.films.get(number)
        if known is None:
            to.films[number] = film
        else:
            known.merge(film)


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if _YEAR.fullmatch(text) else None


def _minutes(text: str) -> int | None:
    try:
        minutes = round(float(text)) if text.strip() else 0
    except (ValueError, OverflowError):
        return None
    return minutes if minutes in _MINUTES else None


def _imdb(text: str) -> str | None:
    return text.strip() if _IMDB.fullmatch(text.strip()) else None


def _name(text: str) -> str | None:
    name = " ".join(text.split())
    good = name and len(name) <= limits.NAME and not forbidden(name) and not _UNNAMED.fullmatch(name)
    return name if good else None


def _names(text: str) -> str:
    names = (name for part in _BETWEEN.split(text) if (name := _name(part)))
    return sys.intern("|".join(list(dict.fromkeys(names))[: limits.NAMES]))
