"""What is told to be unsaid is nowhere in the texts."""

from __future__ import annotations

import pytest

from bot.domain.recommend.unsaid import unsaid
from db.types import FilmPage
from tests.judged.answers import shipped_index


@pytest.fixture(scope="module")
def pages() -> dict[str, FilmPage]:
    return {page.film.slug: page for page in shipped_index().pages.values()}


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("the-overcoat-1959", "coat"),
        ("the-irony-of-fate", "a wrong plane"),
        ("come-and-see", "villages"),
        ("dead-mans-letters", "sons"),
        ("the-red-tent", "tents"),
    ],
)
def test_a_word_in_another_form_or_within_a_longer_one_is_said(
    pages: dict[str, FilmPage], slug: str, said: str
) -> None:
    assert unsaid([said, "zeppelinist", f"{said} zeppelinist"], [pages[slug]]) == (
        "zeppelinist",
        f"{said} zeppelinist",
    )


def test_short_words_are_not_looked_for_within_longer_ones(pages: dict[str, FilmPage]) -> None:
    assert unsaid(["vil", "ov"], [pages["come-and-see"], pages["the-overcoat-1959"]]) == ("vil", "ov")
