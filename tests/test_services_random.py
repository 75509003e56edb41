from __future__ import annotations

import random
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.deal import Dealt
from bot.domain.deck import Filter, Place
from bot.services.catalogue import Catalogue
from bot.services.random import Asked, Dealer, NotATimeError, UnknownDecadeError, decades, filter_of
from db import decks, members
from tests.shipped import SURVIVAL, films_on

PLACE = Place(channel_id=1)
NOW = datetime(2026, 11, 22, 19, 15, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


async def deal(dealer: Dealer, place: Place = PLACE, wanted: Filter | None = None) -> Dealt:
    dealt = await dealer.deal(place, wanted or Filter(), now=0)
    assert isinstance(dealt, Dealt)
    return dealt


async def test_a_card_that_may_not_have_arrived_is_named_once(catalogue: Catalogue) -> None:
    first = Dealer(catalogue, random.Random(1))
    arrived, under_way = await deal(first), await deal(first)
    first.arrived(arrived)
    await first.close()
    second = Dealer(catalogue, random.Random(1))
    told = await deal(second)
    assert [film.id for film in told.lost] == [under_way.draw.film_id]
    assert told.draw.position == 3
    assert (await deal(second)).lost == ()


async def test_a_card_under_way_is_not_lost(catalogue: Catalogue) -> None:
    dealer = Dealer(catalogue, random.Random(1))
    await deal(dealer)
    assert (await deal(dealer)).lost == ()


async def test_a_card_gone_astray_is_named_by_the_next(catalogue: Catalogue) -> None:
    dealer = Dealer(catalogue, random.Random(1))
    astray = await deal(dealer)
    dealer.went_astray(astray)
    await dealer.close()
    assert [film.id for film in (await deal(dealer)).lost] == [astray.draw.film_id]


async def test_a_persons_decks_are_forgotten_with_him(catalogue: Catalogue) -> None:
    dealer = Dealer(catalogue, random.Random(1))
    await deal(dealer, Place(user_id=42))
    await deal(dealer)
    async with catalogue.database.write() as session:
        assert await members.forget(session, 42) == {"decks": 1, "deck_cards": 1}
    assert (await deal(dealer, Place(user_id=42))).draw.position == 1
    assert (await deal(dealer)).draw.position == 2


async def test_what_a_deck_keeps(catalogue: Catalogue) -> None:
    dealer = Dealer(catalogue, random.Random(1))
    dealt = await deal(dealer, wanted=Filter(SURVIVAL))
    key = decks.DeckKey(0, 1, Filter(SURVIVAL).key)
    async with catalogue.database.read() as session:
        stored = await decks.get(session, key)
    assert stored == decks.StoredDeck(dealt.draw.film_id, {dealt.draw.film_id: decks.DeckCard("dealt", 1)})
    dealer.arrived(dealt)
    await dealer.close()
    async with catalogue.database.read() as session:
        stored = await decks.get(session, key)
    assert stored.cards == {dealt.draw.film_id: decks.DeckCard("dealt", None)}


async def test_a_card_lost_at_the_end_of_a_round_is_named_in_the_next(catalogue: Catalogue) -> None:
    first = Dealer(catalogue, random.Random(1))
    wanted = Filter(SURVIVAL)
    for _ in films_on(catalogue, SURVIVAL)[1:]:
        first.arrived(await deal(first, wanted=wanted))
    lost, shuffled = await deal(first, wanted=wanted), await deal(first, wanted=wanted)
    assert shuffled.draw.shuffled
    first.arrived(shuffled)
    await first.close()
    told = await deal(Dealer(catalogue, random.Random(1)), wanted=wanted)
    assert [film.id for film in told.lost] == [lost.draw.film_id]
    assert told.draw.position == 2


async def test_what_a_member_asks_for(catalogue: Catalogue) -> None:
    async def read(**asked: str) -> Filter:
        return await filter_of(catalogue, Asked(**asked), now=NOW, zone=BERLIN)  # type: ignore[arg-type]  # texts

    assert await read(minutes="2h") == Filter(minutes=120)
    assert (await read(minutes="until 23:00")).minutes_left(int(NOW.timestamp()) // 60) == 165
    for text in ("1970", "1970s", "70s", "'70s", "70-е", "the 1970s"):
        assert (await read(decade=text)).decade == 1970
    assert (await read(decade="10s")).decade == 2010
    with pytest.raises(NotATimeError):
        await read(minutes="later")
    with pytest.raises(UnknownDecadeError):
        await read(decade="1975")
    years = [one.film.year for one in (await catalogue.suggestions()).library.documents.values()]
    earliest = min(years) // 10 * 10
    assert decades(catalogue)[0] == (earliest, sum(year // 10 * 10 == earliest for year in years))
