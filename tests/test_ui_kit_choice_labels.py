"""The rows of an autocomplete keep title and year, and never exceed what Discord takes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.titles.match import Match
from bot.ui.kit.choice_labels import MAX_ROW, film_label
from bot.ui.kit.language import language

EN = language("en")
COME_AND_SEE = Match(1, "Come and See", 1985, None, 1.0, "title", ("Elem Klimov",), 142, 2, None)
LENGTH = "2\u00a0h\u00a022\u00a0min"


def test_a_row_says_what_tells_films_apart() -> None:
    assert film_label(EN, COME_AND_SEE) == f"Come and See (1985) · Elem Klimov · {LENGTH} · 2 lists"
    assert film_label(EN, replace(COME_AND_SEE, list_count=1)).endswith("· 1 list")
    bare = replace(COME_AND_SEE, directors=(), runtime_minutes=None, list_count=0)
    assert film_label(EN, bare) == "Come and See (1985)"


def test_a_row_shows_the_name_that_matched() -> None:
    matched = film_label(EN, replace(COME_AND_SEE, matched="Иди и смотри"))
    assert matched == f"Иди и смотри → Come and See (1985) · Elem Klimov · {LENGTH} · 2 lists"


def test_directors_go_first_then_the_name_and_the_title_last() -> None:
    two = replace(COME_AND_SEE, title="T" * 60, directors=("Alexander Alov", "Vladimir Naumov"))
    assert film_label(EN, two) == "T" * 60 + f" (1985) · {LENGTH} · 2 lists"
    assert (
        film_label(EN, replace(two, title="T" * 50))
        == "T" * 50 + f" (1985) · Alexander Alov · {LENGTH} · 2 lists"
    )
    named = film_label(EN, replace(COME_AND_SEE, title="T" * 60, matched="М" * 60))
    assert len(named) == MAX_ROW
    assert "… → " + "T" * 60 + f" (1985) · {LENGTH} · 2 lists" in named
    long = film_label(EN, replace(COME_AND_SEE, title="T" * 200))
    assert long == "T" * 92 + "… (1985)"


@given(
    title=st.text(min_size=1, max_size=300),
    matched=st.none() | st.text(min_size=1, max_size=300),
    directors=st.lists(st.text(min_size=1, max_size=120), max_size=4),
    year=st.integers(1888, 2100),
)
def test_no_row_is_too_long(title: str, matched: str | None, directors: list[str], year: int) -> None:
    shown = film_label(
        EN, replace(COME_AND_SEE, title=title, matched=matched, directors=tuple(directors), year=year)
    )
    assert 0 < len(shown) <= MAX_ROW
    assert f"({year})" in shown
    if len(title) <= 80:
        assert title in shown
