"""The title index asked for titles half remembered: both halves of the questions, each with the same bars."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.domain.titles.index import TitleIndex
from tests.title_questions.films import FIRST_ONLY, Asked, Remembered, remembered, remembered_films

FIRST = 0.97
CARD = 0.93
WRONG = 1 / 70
KIND = 0.80
"""The share of first rows in each kind."""


@pytest.fixture(scope="module")
def index() -> TitleIndex:
    return TitleIndex.build(remembered_films())


@pytest.fixture(scope="module", params=["tuning", "unseen"])
def questions(request: pytest.FixtureRequest) -> Remembered:
    return remembered(request.param)


def test_each_half_is_large_enough(questions: Remembered) -> None:
    assert len(questions.asked) >= 280
    assert len(questions.near_misses) >= 70
    assert len({one.text for one in questions.asked}) == len(questions.asked)
    assert len({one.kind for one in questions.asked}) == 16


def test_every_film_that_is_meant_is_there(questions: Remembered) -> None:
    films = {f"{record.title} ({record.year})" for record in remembered_films()}
    assert {one.film for one in questions.asked} <= films


def test_the_first_row_is_the_film(index: TitleIndex, questions: Remembered) -> None:
    missed = [one for one in questions.asked if _first(index, one.text) != one.film]
    assert len(missed) <= (1 - FIRST) * len(questions.asked), missed
    asked = Counter(one.kind for one in questions.asked)
    for kind, count in Counter(one.kind for one in missed).items():
        assert count <= (1 - KIND) * asked[kind], missed


def test_the_card_is_shown_at_once(index: TitleIndex, questions: Remembered) -> None:
    asked = [one for one in questions.asked if one.kind not in FIRST_ONLY]
    missed = [one for one in asked if _card(index, one) != one.film]
    assert len(missed) <= (1 - CARD) * len(asked), missed


def test_a_film_that_is_not_here_is_not_another_one(index: TitleIndex, questions: Remembered) -> None:
    shown = {text: match.title for text in questions.near_misses if (match := index.find(text).best)}
    assert len(shown) <= WRONG * len(questions.near_misses), shown


def test_an_address_with_nothing_but_a_number_is_told_apart(index: TitleIndex) -> None:
    for address in (
        "https://www.kinopoisk.ru/film/301/",
        "https://boxd.it/2aHi",
        "<https://mubi.com/films/10428>",
    ):
        assert index.find(address).kind == "address", address
        assert index.complete(address) == []
    assert index.find("https://letterboxd.com/film/nobody-knows-this-one/").kind == "none"
    assert index.find("301").kind == "none"


def _first(index: TitleIndex, text: str) -> str | None:
    return next((f"{match.title} ({match.year})" for match in index.complete(text, 1)), None)


def _card(index: TitleIndex, asked: Asked) -> str | None:
    match = index.find(asked.text).best
    return f"{match.title} ({match.year})" if match else None
