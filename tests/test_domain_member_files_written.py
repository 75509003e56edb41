"""Files that we write for members: what they say, that they are read back, that no cell is a formula."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.film_rows import FilmRow
from bot.domain.member_files.letterboxd import harmless, write
from bot.domain.tables.records import unguarded
from tests.member_files import (
    noon,
    rows_of,
)


def test_what_is_written_for_letterboxd() -> None:
    rows = [FilmRow("Come and See", 1985, "tt0091251", ("Elem Klimov",), noon(2024, 5, 1))]
    assert write(rows, watched=True).decode().splitlines() == [
        '"Title","Year","Directors","imdbID","WatchedDate"',
        '"Come and See","1985","Elem Klimov","tt0091251","2024-05-01"',
    ]
    assert b"2024" not in write(rows, watched=False)


MEANT = "()[]{}（）［］【】〔〕,/"
"""Signs within a title that say something about it: other names, an article behind a comma."""
DAMAGE = "ÃÂÐÑâРСÎÏèåäæçéãëïðŒ\ufeff"
"""With what letters begin that were read in a wrong encoding."""
titles = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=MEANT + DAMAGE), min_size=1, max_size=40
).filter(lambda t: t == " ".join(t.split()) and t and not t.casefold().startswith("tt"))  # fmt: skip
films = st.builds(
    FilmRow,
    titles,
    st.none() | st.integers(1890, 2100),
    st.none() | st.from_regex(r"tt[0-9]{7}", fullmatch=True),
    st.just(()),
    st.none() | st.dates(date(1895, 1, 1), date(2026, 11, 1)).map(lambda d: noon(d.year, d.month, d.day)),
)


@given(st.lists(films, max_size=20))
def test_what_is_written_is_read_back(given_rows: list[FilmRow]) -> None:
    found = [
        FilmRow(one.title, one.year, one.imdb_id, one.directors, one.at)
        for one in rows_of(write(given_rows, watched=True))
    ]
    assert sorted(found, key=repr) == sorted(given_rows, key=repr)


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
        for cells in csv.reader(io.StringIO(written), delimiter=separator):
            assert not any(cell.startswith(tuple("=+-@\t\r")) for cell in cells)
