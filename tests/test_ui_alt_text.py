from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.art.orders import CoverOrder, PosterOrder
from bot.art.picture import DrawnPicture
from bot.art.repertoire import repertoire
from bot.art.workshop import fill
from bot.ui.alt_text import MAX_ALT_TEXT, SCENES, colour_words, of_cover, of_poster
from db.types import EntryLine, Film, FilmList, FilmRef, ListSummary

CRANES = Film(
    1,
    "the-cranes-are-flying",
    "The Cranes Are Flying",
    1957,
    1957,
    original_title="Летят журавли",
    themes=("waiting",),
)


def listed(title: str, films: list[str]) -> FilmList:
    lines = tuple(
        EntryLine(i, i, name, 1960, FilmRef(i, f"f{i}", name, 1960, (), None)) for i, name in enumerate(films)
    )
    return FilmList(ListSummary(1, "a-list", title, "", (), len(films), len(films), 1957, 2013), lines)


def test_every_scene_has_a_phrase_and_every_phrase_a_scene() -> None:
    assert set(SCENES) == {scene.key for scene in repertoire()}
    assert all(phrase[0].islower() and phrase[-1] != "." for phrase in SCENES.values())


def test_a_poster_is_described_by_what_is_on_it() -> None:
    text = of_poster(CRANES, fill(PosterOrder(CRANES, "tall")))
    assert "a wedge of cranes flying over a flight of steps" in text
    assert "The Cranes Are Flying (1957)" in text
    assert "ЛЕТЯТ ЖУРАВЛИ" in text


def test_a_cover_names_its_films() -> None:
    order = CoverOrder(listed("War", ["Come and See", "The Star"]), (CRANES,), 0xC8322B)
    text = of_cover(order.film_list, fill(order))
    assert "Come and See and The Star" in text
    assert "on red" in text


@pytest.fixture(scope="module")
def picture() -> DrawnPicture:
    return fill(PosterOrder(CRANES, "tall"))


@settings(max_examples=25)
@given(
    title=st.text(min_size=1, max_size=3000), films=st.lists(st.text(min_size=1, max_size=200), max_size=40)
)
def test_no_description_is_too_long(picture: DrawnPicture, title: str, films: list[str]) -> None:
    assert 0 < len(of_poster(replace(CRANES, title=title), picture)) <= MAX_ALT_TEXT
    assert 0 < len(of_cover(listed(title, films), picture)) <= MAX_ALT_TEXT


def test_colours_have_plain_names() -> None:
    assert colour_words(["#d5331d", "#eedfc0", "#1e2d4a", "#d4331e"]) == ["red", "cream", "dark blue"]
