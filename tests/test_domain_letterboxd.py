from __future__ import annotations

import csv
import io
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from bot.domain.letterboxd import harmless, read, unguarded, write
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.film_rows import MAX_ROWS, FileRefusedError, FilmRow, decoded

WATCHED = b"""Date,Name,Year,Letterboxd URI
2012-05-02,Come and See,1985,https://boxd.it/29sU
2012-05-03,"I, the Unnamed",,https://boxd.it/x
"""
DIARY = b"""Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date
2024-07-20,Stalker,1979,https://boxd.it/x,5,,zone,2024-07-19
"""
A_LIST = b"""Letterboxd list export v7
Date,Name,Tags,URL,Description
2024-07-20,Winters,,https://boxd.it/x,

Position,Name,Year,URL,Description
1,The Ascent,1977,https://boxd.it/x,
"""


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


def test_what_letterboxd_gives_its_members() -> None:
    assert read(WATCHED) == [
        FilmRow("Come and See", 1985, at=noon(2012, 5, 2)),
        FilmRow("I, the Unnamed", None, at=noon(2012, 5, 3)),
    ]
    assert read(DIARY) == [FilmRow("Stalker", 1979, at=noon(2024, 7, 19))]
    assert read(A_LIST) == [FilmRow("The Ascent", 1977)]


def test_what_imdb_gives_its_members() -> None:
    table = b"""Const,Your Rating,Date Rated,Title,URL,Year,Directors
tt0091251,10,2020-01-01,Idi i smotri,u,1985,Elem Klimov
"""
    assert read(table) == [FilmRow("Idi i smotri", 1985, "tt0091251", ("Elem Klimov",))]


def test_what_is_written_for_letterboxd() -> None:
    rows = [FilmRow("Come and See", 1985, "tt0091251", ("Elem Klimov",), noon(2024, 5, 1))]
    assert write(rows, watched=True).decode().splitlines() == [
        '"Title","Year","Directors","imdbID","WatchedDate"',
        '"Come and See","1985","Elem Klimov","tt0091251","2024-05-01"',
    ]
    assert b"2024" not in write(rows, watched=False)


titles = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40
).filter(lambda t: t == t.strip() and t)
rows = st.builds(
    FilmRow,
    titles,
    st.none() | st.integers(1888, 2100),
    st.none() | st.from_regex(r"tt[0-9]{7}", fullmatch=True),
    st.just(()),
    st.none() | st.dates(date(1895, 1, 1), date(2100, 1, 1)).map(lambda d: noon(d.year, d.month, d.day)),
)


@given(st.lists(rows, max_size=20))
def test_what_is_written_is_read_back(given_rows: list[FilmRow]) -> None:
    assert read(write(given_rows, watched=True)) == given_rows


@given(st.text(max_size=20) | st.from_regex(r"'*[=+\-@\t\r\n]'*[A-Z(]*"))
def test_no_cell_can_start_a_formula_and_the_guard_comes_off_again(cell: str) -> None:
    assert harmless(cell)[:1] not in set("=+-@\t\r\n＝＋－＠")
    assert unguarded(harmless(cell)) == cell


@pytest.mark.parametrize(
    "title", ['=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(1)", "\t=1", "a;=1+1", '";=1+1;"']
)
def test_hostile_titles_stay_within_their_cell(title: str) -> None:
    written = write([FilmRow(title, 2000)], watched=False).decode()
    for separator in ",;\t":
        for row in csv.reader(io.StringIO(written), delimiter=separator):
            assert not any(cell.startswith(tuple("=+-@\t\r")) for cell in row)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_russian_in_any_encoding(encoding: str) -> None:
    content = "Name;Year\r\nИди и смотри;1985\r\n".encode(encoding)
    assert read(content) == [FilmRow("Иди и смотри", 1985)]


def test_western_european_as_windows_writes_it() -> None:
    assert read("Name,Year\nAmélie,2001\n".encode("cp1252")) == [FilmRow("Amélie", 2001)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"PK\x03\x04rest of an archive", "archive"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not text"),
        (b"\xff\xfea", "not text"),
        (b"just a sentence", "no columns"),
        (b"a,b,c\n1,2,3\n", "no columns"),
        (b"\n" * 50 + b"Name,Year\nStalker,1979\n", "no columns"),
        (b'Name,Year\n"' + b"x" * 200_000 + b'",1979\n', "not a table"),
        (b"Name,Year\n" + b"Stalker,1979\n" * 100_000, "too many rows"),
    ],
)
def test_other_files_are_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read(content)
    assert refused.value.reason == reason


def test_a_header_alone_is_a_table_without_films() -> None:
    assert read(b"Name,Year\n") == []
    assert len(read(b"Name,Year\n" + b"Stalker,1979\n" * MAX_ROWS)) == MAX_ROWS


@given(st.binary(max_size=300) | st.binary(max_size=100).map(lambda rest: b"Name,Year\n" + rest))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(FileRefusedError):
        assert all(isinstance(row, FilmRow) for row in read(content))


@given(st.binary(max_size=200))
def test_decoding_never_fails_otherwise(content: bytes) -> None:
    with suppress(FileRefusedError):
        assert isinstance(decoded(content), str)
