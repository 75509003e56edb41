"""/random with `seen`: only films one has not seen, or only such as one has."""

from __future__ import annotations

import pytest

from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, Member
from bot.services.catalogue import Catalogue
from tests import pages
from tests.members import keep
from tests.pages import choose, film_of, message_of, press, text_of
from tests.shipped import SURVIVAL, films_on

pytestmark = pytest.mark.usefixtures("bot")

UNSEEN = {"list": "survival", "seen": "unseen"}


async def test_random_deals_only_unseen_films(standin: StandIn, catalogue: Catalogue) -> None:
    films = films_on(catalogue, SURVIVAL)
    await keep(catalogue, "seen", *films[:6])
    left = set(films[6:])
    exchange = await standin.slash("random", UNSEEN)
    dealt = [film_of(exchange)]
    for _ in range(2 * len(left) - 1):
        exchange = await press(standin, exchange, "card:deal")
        dealt.append(film_of(exchange))
    assert set(dealt[: len(left)]) == set(dealt[len(left) :]) == left, "and none twice in a round"


async def test_how_many_one_has_seen_is_nobody_elses_business(standin: StandIn, catalogue: Catalogue) -> None:
    films = films_on(catalogue, SURVIVAL)
    await keep(catalogue, "seen", *films[:6])
    number = f"of {len(films) - 6}**"
    exchange = await standin.slash("random", UNSEEN)
    assert number not in text_of(exchange)
    assert number not in text_of(await press(standin, exchange, "card:deal"))
    assert number in text_of(await standin.slash("random", {**UNSEEN, "private": True}))


async def test_whoever_presses_is_dealt_what_they_have_not_seen_and_alone_sees_it(
    standin: StandIn, catalogue: Catalogue
) -> None:
    films = films_on(catalogue, SURVIVAL)
    await keep(catalogue, "seen", *films[:-1])
    await keep(catalogue, "seen", *films[1:], member=BORIS)
    exchange = await standin.slash("random", UNSEEN)
    assert film_of(exchange) == films[-1]
    dealt = await press(standin, exchange, "card:deal", member=BORIS)
    assert film_of(dealt) == films[0]
    assert message_of(dealt).ephemeral, "what Boris has not seen is not shown to all"
    assert film_of(await press(standin, exchange, "card:aside", member=BORIS)) == films[0]
    assert message_of(await press(standin, exchange, "card:deal")).id == message_of(exchange).id


async def test_everything_seen_says_so_and_what_would_be_left(standin: StandIn, catalogue: Catalogue) -> None:
    films = films_on(catalogue, SURVIVAL)
    await keep(catalogue, "seen", *films)
    exchange = await standin.slash("random", UNSEEN)
    assert message_of(exchange).ephemeral
    assert f"{len(films)} films" in text_of(exchange)
    for_all = [
        one["custom_id"] for one in pages.buttons(exchange, "card:deal") if ".s" not in one["custom_id"]
    ]
    dealt = await standin.press(message_of(exchange), for_all[0])
    assert film_of(dealt) in films


async def test_the_remembered_choice_holds_where_none_is_made(standin: StandIn, catalogue: Catalogue) -> None:
    films = films_on(catalogue, SURVIVAL)
    await keep(catalogue, "seen", *films[:-1])
    await choose(standin, await standin.slash("me settings"), "mine:filter", "unseen")

    async def four(member: Member = ANNA, **options: str) -> set[int]:
        asked = {"list": "survival", **options}
        return {film_of(await standin.slash("random", asked, member=member)) for _ in range(4)}

    assert await four() == {films[-1]}
    assert len(await four(seen="any")) == 4
    assert len(await four(BORIS)) > 1
