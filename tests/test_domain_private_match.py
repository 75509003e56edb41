from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.private_match import held_back, offered

FILMS = range(1000)


@given(
    st.binary(min_size=16, max_size=32), st.lists(st.integers(1, 2**63), min_size=1, max_size=4, unique=True)
)
def test_about_one_in_five_is_held_back_for_each(secret: bytes, people: list[int]) -> None:
    left = len(offered(FILMS, people, secret)) / len(FILMS)
    assert abs(left - 0.8 ** len(people)) < 0.08


def test_other_company_holds_back_the_same_films() -> None:
    secret = b"secret"
    alone = set(FILMS) - set(offered(FILMS, [1], secret))
    assert alone
    for company in ([1, 2], [3, 1], [1, 2, 3, 4]):
        assert not alone & set(offered(FILMS, company, secret))


def test_another_secret_holds_back_others() -> None:
    held = [{film for film in FILMS if held_back(film, 1, secret)} for secret in (b"a", b"b")]
    assert held[0] != held[1]


def test_nothing_is_held_back_for_nobody() -> None:
    assert offered(FILMS, [], b"secret") == list(FILMS)
