"""What one is shown: only unseen, only seen; and films for several, without telling who has seen what."""

from __future__ import annotations

import random

import pytest

from bot.domain.card import Card
from bot.domain.deck import Filter
from bot.domain.private_match import held_back
from bot.domain.viewer import Viewer
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, Member
from bot.services import private_match
from bot.services.catalogue import Catalogue
from db import meta
from tests import pages
from tests.members import keep
from tests.pages import choose, film_of, message_of, press, text_of
from tests.shipped import SURVIVAL, films_on

pytestmark = pytest.mark.usefixtures("bot")

UNSEEN = {"list": "survival", "seen": "unseen"}


async def allow(standin: StandIn, member: Member) -> None:
    page = await standin.slash("me settings", member=member)
    await press(standin, page, "mine:allow", member=member)


async def hold_nothing_back(catalogue: Catalogue, member: Member) -> None:
    """A secret under which none of the films on lists is held back for the member."""
    films = films_on(catalogue)
    number = next(
        n for n in range(1_000_000) if not any(held_back(f, member.id, n.to_bytes(16)) for f in films)
    )
    async with catalogue.database.write() as session:
        await meta.put(session, "together_secret", number.to_bytes(16).hex())


# Unseen and seen


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


async def test_another_member_gets_what_they_have_not_seen(standin: StandIn, catalogue: Catalogue) -> None:
    films = films_on(catalogue, SURVIVAL)
    await keep(catalogue, "seen", *films[:-1])
    await keep(catalogue, "seen", *films[1:], member=BORIS)
    exchange = await standin.slash("random", UNSEEN)
    assert film_of(exchange) == films[-1]
    copy = await press(standin, exchange, "card:deal", member=BORIS)
    assert message_of(copy).visible_to == BORIS.id
    assert film_of(copy) == films[0]


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


# Watch with


async def test_without_their_leave_nobody_is_looked_at(standin: StandIn, catalogue: Catalogue) -> None:
    await keep(catalogue, "seen", *films_on(catalogue, SURVIVAL), member=BORIS)
    exchange = await standin.slash("random", {"with": BORIS, "list": "survival"})
    assert message_of(exchange).ephemeral
    assert pages.forms(exchange) == []
    assert f"<@{BORIS.id}>" in text_of(exchange)
    assert "/me settings" in text_of(exchange)
    assert standin.requests[-1].json["data"]["allowed_mentions"] == {"parse": []}


async def test_only_what_neither_has_seen(standin: StandIn, catalogue: Catalogue) -> None:
    films = films_on(catalogue, SURVIVAL)
    await keep(catalogue, "seen", *films[:4])
    await keep(catalogue, "seen", *films[3:7], member=BORIS)
    await allow(standin, BORIS)
    await hold_nothing_back(catalogue, BORIS)
    exchange = await standin.slash("random", {"with": BORIS, "list": "survival"})
    assert not message_of(exchange).ephemeral
    dealt = {film_of(exchange)}
    for _ in range(12):
        assert f"<@{ANNA.id}>, <@{BORIS.id}>" in text_of(exchange)
        exchange = await press(standin, exchange, "card:group")
        assert exchange.state == "updated"
        dealt.add(film_of(exchange))
    assert dealt == set(films[7:])


async def test_nothing_left_for_all_is_told_to_the_asker_alone(
    standin: StandIn, catalogue: Catalogue
) -> None:
    await keep(catalogue, "seen", *films_on(catalogue, SURVIVAL), member=BORIS)
    await allow(standin, BORIS)
    exchange = await standin.slash("random", {"with": BORIS, "list": "survival"})
    assert message_of(exchange).ephemeral
    assert pages.forms(exchange) == []
    assert str(BORIS.id) not in text_of(exchange)


async def test_a_film_that_never_comes_proves_nothing(standin: StandIn, catalogue: Catalogue) -> None:
    """Boris has seen nothing; some films are missing all the same, and the same ones whoever asks."""
    await allow(standin, BORIS)
    secret = (7).to_bytes(16)
    async with catalogue.database.write() as session:
        await meta.put(session, "together_secret", secret.hex())
    films = films_on(catalogue)
    missing = {film for film in films if held_back(film, BORIS.id, secret)}
    assert 0 < len(missing) < len(films) // 2
    dice, dealt = random.Random(1957), set()
    for _ in range(300):
        card = await private_match.deal(catalogue, dice, Viewer(ANNA.id), [BORIS.id], Filter(), now=0)
        assert isinstance(card, Card)
        assert card.page is not None
        dealt.add(card.page.film.id)
    assert dealt == set(films) - missing


async def test_a_member_of_the_company_may_ask_on_if_the_asker_allows_it(standin: StandIn) -> None:
    await allow(standin, BORIS)
    exchange = await standin.slash("random", {"with": BORIS})
    refused = await press(standin, exchange, "card:group", member=BORIS)
    assert pages.forms(refused) == []
    assert f"<@{ANNA.id}>" in text_of(refused)
    await allow(standin, ANNA)
    copy = await press(standin, exchange, "card:group", member=BORIS)
    assert message_of(copy).visible_to == BORIS.id
    assert f"<@{BORIS.id}>, <@{ANNA.id}>" in text_of(copy)


async def test_asking_with_oneself_is_asking_alone(standin: StandIn, catalogue: Catalogue) -> None:
    films = films_on(catalogue, SURVIVAL)
    await keep(catalogue, "seen", *films[:-1])
    exchange = await standin.slash("random", {"with": ANNA, "list": "survival"})
    assert film_of(exchange) == films[-1]


async def test_a_forged_press_on_a_card_that_names_nobody(standin: StandIn) -> None:
    card = message_of(await standin.slash("film", {"title": "Stalker"}))
    exchange = await standin.press(card, "card:group:1:0:0", forged=True)
    assert message_of(exchange).ephemeral
    assert message_of(exchange).id != card.id
