"""Who is asked for a film that none of several people has seen, and what is too narrow to be asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.private_match import FEWEST_FILMS, MOST, everybody, is_too_narrow

PEOPLE = st.integers(1, 2**63)


@given(PEOPLE, st.lists(PEOPLE, max_size=8))
def test_everybody_is_asked_once_and_the_asker_stands_first(asker: int, others: list[int]) -> None:
    members = everybody(asker, [*others, asker])
    assert members[0] == asker
    assert len(members) == len(set(members)) <= MOST
    assert set(members) <= {asker, *others}
    assert len(members) == min(MOST, len({asker, *others}))


@pytest.mark.parametrize(
    ("fitting", "narrow"), [(0, True), (FEWEST_FILMS - 1, True), (FEWEST_FILMS, False), (100, False)]
)
def test_so_few_films_would_say_who_has_seen_one(fitting: int, narrow: bool) -> None:
    assert is_too_narrow(fitting) is narrow
