"""The tie rule is all that decides beside the votes; few ratings stay hidden."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.night import MOST_FILMS, Outcome, outcome, rating

FILMS = tuple(range(1, MOST_FILMS + 1))
presses = st.lists(st.tuples(st.integers(1, 6), st.sampled_from(FILMS)), max_size=40)
"""Members press the buttons of films: once for a vote, once more to take it away."""


def standing(pressed: list[tuple[int, int]]) -> dict[int, int]:
    """Votes by film once all presses are done."""
    votes: set[tuple[int, int]] = set()
    for one in pressed:
        votes ^= {one}
    return {film: sum(film == voted for _, voted in votes) for film in FILMS}


@given(presses, st.dictionaries(st.sampled_from(FILMS), st.integers(0, 3)), st.randoms(use_true_random=False))
def test_the_order_of_presses_decides_nothing(pressed, seen, dice) -> None:  # type: ignore[no-untyped-def]
    shuffled = [*pressed]
    dice.shuffle(shuffled)
    assert outcome(FILMS, standing(pressed), seen) == outcome(FILMS, standing(shuffled), seen)


@given(presses, st.dictionaries(st.sampled_from(FILMS), st.integers(0, 3)))
def test_the_winner_is_the_rules(pressed, seen) -> None:  # type: ignore[no-untyped-def]
    votes = standing(pressed)
    found = outcome(FILMS, votes, seen)
    if not any(votes.values()):
        assert found == Outcome(0, "none")
        return
    best = min(FILMS, key=lambda film: (-votes[film], seen.get(film, 0), film))
    assert found.film_id == best
    level = [film for film in FILMS if votes[film] == votes[best]]
    assert (found.tie == "none") == (len(level) == 1)


def test_what_decided_is_told() -> None:
    assert outcome((5, 4, 3), {5: 1, 4: 1}, {5: 1}) == Outcome(4, "seen")
    assert outcome((5, 4, 3), {5: 1, 4: 1}, {}) == Outcome(5, "order")
    assert outcome((), {}, {}) == Outcome(0, "none")


def test_a_mean_is_told_from_three_on() -> None:
    assert rating((1, 0, 0, 0, 1)) is None
    found = rating((1, 0, 0, 0, 2))
    assert found is not None
    assert (found.number, round(found.mean, 2)) == (3, 3.67)
