from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.quiz import Claim, claims, draw
from db.types import Entry, FilmPage, Said
from tests import make

LISTS = (1, 2)
VERDICTS: tuple[Said, ...] = ("confirmed", "misleading", "wrong")


def claim(number: int, **given: Any) -> Claim:
    one = Claim(
        entry=number,
        check=number + 1000,
        list_id=1,
        film=number % 5,
        text=f"Claim {number}",
        verdict="confirmed",
        spoils=False,
    )
    return replace(one, **given)


def of_each(counts: tuple[int, int, int]) -> list[Claim]:
    """So many claims of each verdict."""
    verdicts = [verdict for verdict, count in zip(VERDICTS, counts, strict=True) for _ in range(count)]
    return [claim(number, verdict=verdict) for number, verdict in enumerate(verdicts)]


@st.composite
def known(drawn: st.DrawFn) -> list[Claim]:
    kinds = drawn(
        st.lists(
            st.tuples(st.sampled_from(LISTS), st.sampled_from(VERDICTS), st.booleans(), st.integers(0, 9)),
            max_size=12,
        )
    )
    return [
        claim(number, list_id=list_id, verdict=verdict, spoils=spoils, text=f"Claim {text}")
        for number, (list_id, verdict, spoils, text) in enumerate(kinds)
    ]


@given(known(), st.sampled_from((0, *LISTS)), st.booleans(), st.randoms(use_true_random=False))
def test_only_what_is_wanted_comes_and_no_claim_twice_running(
    asked: list[Claim], list_id: int, spoilers: bool, dice: random.Random
) -> None:
    fitting = [one for one in asked if list_id in {0, one.list_id} and (spoilers or not one.spoils)]
    different = {(one.film, one.text) for one in fitting}
    before: Claim | None = None
    for _ in range(6):
        after = (before.entry, before.check) if before else None
        found = draw(asked, dice, list_id=list_id, spoilers=spoilers, after=after)
        assert (found is None) == (not fitting)
        if found is None:
            return
        assert found in fitting
        assert len(different) == 1 or found != before
        before = found


@given(st.tuples(st.integers(1, 60), st.integers(0, 9), st.integers(0, 9)), st.integers(0, 2**32))
def test_true_and_untrue_come_equally_often_however_many_there_are(
    counts: tuple[int, int, int], seed: int
) -> None:
    """1,000 draws: 8 standard deviations are 0.126."""
    asked, dice = of_each(counts), random.Random(seed)
    drawn = [draw(asked, dice) for _ in range(1000)]
    came = Counter(one.verdict for one in drawn if one)
    _, misleading, wrong = counts
    untrue = came["misleading"] + came["wrong"]
    if not misleading + wrong:
        assert came["confirmed"] == 1000
        return
    assert abs(came["confirmed"] - untrue) < 260
    if misleading and wrong:
        assert abs(came["misleading"] - came["wrong"]) < 260
    else:
        assert untrue == came["misleading" if misleading else "wrong"]


def test_what_two_lists_claim_of_a_film_comes_as_often_as_another_claim() -> None:
    asked = [claim(0), *(claim(number, film=9, text="Said by many") for number in range(1, 9))]
    came = Counter(found.text for _ in range(1000) if (found := draw(asked, random.Random(_))))
    assert 400 < came["Said by many"] < 600


def voice(**given: Any) -> Entry:
    checks = (
        make.check("a", verdict="wrong", spoils=True),
        make.check("a key: with@anything", verdict="misleading"),
        make.check("c", verdict="unverifiable"),
    )
    one = Entry(
        id=5, list_id=1, list_slug="survival", list_title="Survival", list_size=1, rank=1, listed_title="Any",
        listed_year=1977, description="", fact=None, film_id=1, nearest=None, note=None, checks=checks,
        previous_id=None, next_id=None,
    )  # fmt: skip
    return replace(one, **given)


def test_what_nobody_can_know_and_what_is_about_which_film_is_meant_is_not_asked() -> None:
    film = make.film(year=1977)
    asked = list(
        claims(FilmPage(film, (voice(), voice(id=6, listed_year=None), voice(id=7, listed_year=1976))))
    )
    assert {(one.entry, one.verdict, one.spoils) for one in asked} == {
        (entry, *said) for entry in (5, 6) for said in (("wrong", True), ("misleading", False))
    }
    assert {one.film for one in asked} == {film.id}
    assert len({one.check for one in asked}) == 2
