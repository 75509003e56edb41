"""The rows of an autocomplete keep title and year, and never exceed what Discord takes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.titles.match import ListMatch, Match
from bot.ui.kit.choice_labels import MAX_ROW, list_row, row

COME_AND_SEE = Match(1, "Come and See", 1985, None, 1.0, "title", ("Elem Klimov",), 142, 2, None)


def test_a_row_says_what_tells_films_apart() -> None:
    assert row(COME_AND_SEE) == "Come and See (1985) · Elem Klimov · 142 min · 2 lists"
    assert row(replace(COME_AND_SEE, list_count=1)).endswith("· 1 list")
    bare = replace(COME_AND_SEE, directors=(), runtime_minutes=None, list_count=0)
    assert row(bare) == "Come and See (1985)"


def test_a_row_shows_the_name_that_matched() -> None:
    matched = row(replace(COME_AND_SEE, matched="Иди и смотри"))
    assert matched == "Иди и смотри → Come and See (1985) · Elem Klimov · 142 min · 2 lists"


def test_directors_go_first_then_the_name_and_the_title_last() -> None:
    two = replace(COME_AND_SEE, title="T" * 60, directors=("Alexander Alov", "Vladimir Naumov"))
    assert row(two) == "T" * 60 + " (1985) · 142 min · 2 lists"
    assert row(replace(two, title="T" * 50)) == "T" * 50 + " (1985) · Alexander Alov · 142 min · 2 lists"
    named = row(replace(COME_AND_SEE, title="T" * 60, matched="М" * 60))
    assert len(named) == MAX_ROW
    assert "… → " + "T" * 60 + " (1985) · 142 min · 2 lists" in named
    long = row(replace(COME_AND_SEE, title="T" * 200))
    assert long == "T" * 92 + "… (1985)"


def test_a_list_row() -> None:
    loneliness = ListMatch(1, "loneliness", "Loneliness", "одиночество", 1.0, 10, 9)
    assert list_row(loneliness) == "одиночество → Loneliness · 10 films"
    assert list_row(replace(loneliness, matched=None, entry_count=1)) == "Loneliness · 1 film"


@given(
    title=st.text(min_size=1, max_size=300),
    matched=st.none() | st.text(min_size=1, max_size=300),
    directors=st.lists(st.text(min_size=1, max_size=120), max_size=4),
    year=st.integers(1888, 2100),
)
def test_no_row_is_too_long(title: str, matched: str | None, directors: list[str], year: int) -> None:
    shown = row(replace(COME_AND_SEE, title=title, matched=matched, directors=tuple(directors), year=year))
    assert 0 < len(shown) <= MAX_ROW
    assert f"({year})" in shown
    if len(title) <= 80:
        assert title in shown
    one = ListMatch(1, "a", title, matched, 1.0, 10, 9)
    assert 0 < len(list_row(one)) <= MAX_ROW
