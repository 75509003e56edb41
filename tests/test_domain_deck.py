from __future__ import annotations

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deck import Dealable, Filter, draw, fits, remaining
from db.types import Standing


def deal_all(films: list[int], dice: random.Random, met: dict[int, Standing], last: int) -> list[int]:
    """Deal until a new round would begin."""
    dealt: list[int] = []
    while True:
        drawn = draw(films, met, {last}, (), dice)
        if drawn.shuffled:
            return dealt
        met[drawn.film_id] = drawn.standing
        last = drawn.film_id
        dealt.append(last)


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=40, unique=True), st.randoms())
def test_every_film_comes_once_in_a_round(films: list[int], dice: random.Random) -> None:
    assert sorted(deal_all(films, dice, {}, 0)) == sorted(films)


@given(st.integers(1, 40), st.integers(0, 40), st.randoms())
def test_numbers_count_up(size: int, already: int, dice: random.Random) -> None:
    films = list(range(1, size + 1))
    met: dict[int, Standing] = dict.fromkeys(films[: min(already, size - 1)], "dealt")
    drawn = draw(films, met, (), (), dice)
    assert (drawn.position, drawn.of, drawn.shuffled) == (len(met) + 1, size, False)


def test_a_new_round_does_not_begin_with_the_last_film() -> None:
    met: dict[int, Standing] = dict.fromkeys((1, 2, 3), "dealt")
    for seed in range(50):
        drawn = draw([1, 2, 3], met, {2}, (), random.Random(seed))
        assert drawn.shuffled
        assert drawn.position == 1
        assert drawn.film_id != 2
    assert draw([2], {2: "dealt"}, {2}, (), random.Random(1)).film_id == 2


def test_added_films_join_and_removed_ones_drop_out_without_a_shuffle() -> None:
    dice = random.Random(1)
    met: dict[int, Standing] = {1: "dealt", 2: "dealt"}
    dealt = deal_all([2, 3, 4, 5], dice, met, 2)
    assert sorted(dealt) == [3, 4, 5]


def test_an_added_film_has_the_chance_of_all_others() -> None:
    dice = random.Random(7)
    firsts = Counter(draw([1, 2, 3, 4, 5], {1: "dealt"}, {1}, (), dice).film_id for _ in range(4000))
    assert set(firsts) == {2, 3, 4, 5}
    assert all(900 < count < 1100 for count in firsts.values())


def test_what_was_put_aside_comes_once_more_at_the_end() -> None:
    dice = random.Random(3)
    met: dict[int, Standing] = {1: "aside", 2: "dealt"}
    dealt = deal_all([1, 2, 3], dice, met, 2)
    assert dealt == [3, 1]
    assert met[1] == "again"


STANDINGS = st.sampled_from(["dealt", "aside", "again"])
FEW = st.lists(st.integers(1, 9), unique=True)


@given(
    st.lists(st.integers(1, 9), min_size=1, unique=True),
    st.dictionaries(st.integers(1, 9), STANDINGS),
    FEW,
    FEW,
    st.randoms(),
)
def test_what_is_shown_does_not_come_at_once_and_what_was_dealt_elsewhere_comes_late(
    films: list[int], met: dict[int, Standing], shown: list[int], elsewhere: list[int], dice: random.Random
) -> None:
    drawn = draw(films, met, shown, elsewhere, dice)
    others = set(films) - set(shown)
    assert drawn.film_id in (others or films)
    fresh = (others or set(films)) - set(met)
    if fresh:
        assert drawn.film_id in (fresh - set(elsewhere) or fresh)
    assert drawn.shuffled is (not fresh and not any(met[film] == "aside" for film in others or films))
    assert 1 <= drawn.position <= drawn.of == len(films)


def film(film_id: int, year: int, minutes: int | None, *labels: int) -> Dealable:
    return Dealable(film_id, {0: 1, 7: 2}, year, minutes, frozenset(labels))


FILMS = [film(1, 1959, 88, 5), film(2, 1979, 161, 6), film(3, 2010, None, 5)]


def left(wanted: Filter, now: int = 0) -> list[int]:
    return [one.film_id for one in FILMS if fits(one, wanted, now=now)]


def test_filters() -> None:
    assert left(Filter()) == [1, 2, 3]
    assert left(Filter(list_id=7)) == [1, 2, 3]
    assert left(Filter(list_id=8)) == []
    assert left(Filter(minutes=88)) == [1]
    assert left(Filter(decade=1970)) == [2]
    assert left(Filter(theme=5)) == [1, 3]
    assert left(Filter(until=1000), now=900) == [1]
    assert left(Filter(until=1000), now=1001) == []


def test_what_would_remain() -> None:
    wanted = Filter(minutes=60, decade=1970)
    assert left(wanted) == []
    assert [(one.condition, one.films) for one in remaining(FILMS, wanted, now=0)] == [
        ("minutes", 1),
        ("decade", 0),
    ]


def test_decks_of_different_filters_are_different_and_an_evening_has_one() -> None:
    filters = [
        Filter(),
        Filter(7),
        Filter(7, 90),
        Filter(7, 90, 0, 1970),
        Filter(7, 0, 0, 1970, 3),
        Filter(0, 7),
    ]
    assert len({one.key for one in filters}) == len(filters)
    assert Filter(until=100).key == Filter(until=200).key != Filter(minutes=100).key
    assert len(Filter(2**60 - 1, 1440, 2**27, 2020, 2**60 - 1).key) <= 64
