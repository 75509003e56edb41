from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.private_match import FEWEST_FILMS, MOST, everybody, is_too_narrow

PEOPLE = st.integers(1, 2**63)


@given(PEOPLE, st.lists(PEOPLE, max_size=12))
def test_everybody_is_asked_once_the_asker_first(asker: int, others: list[int]) -> None:
    company = everybody(asker, others)
    assert company[0] == asker
    assert len(company) == len(set(company)) <= MOST
    assert set(company) <= {asker, *others}
    if len({asker, *others}) <= MOST:
        assert set(company) == {asker, *others}


def test_a_question_is_too_narrow_for_few_films_only() -> None:
    assert is_too_narrow(0)
    assert is_too_narrow(FEWEST_FILMS - 1)
    assert not is_too_narrow(FEWEST_FILMS)
