from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text as sql

from bot.domain.deal import Dealt
from bot.domain.deck import DeckPlace, Filter
from bot.services.catalogue import Catalogue
from bot.services.random import Dealer, NotATimeError, TypedFilter, UnknownDecadeError, decades, filter_of
from db import decks, members
from db.engine import Database
from tests.conftest import on_both
from tests.shipped import SURVIVAL, films_on

pytestmark = on_both

PLACE = DeckPlace(channel_id=1)
NOW = datetime(2026, 11, 22, 19, 15, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


async def deal(dealer: Dealer, place: DeckPlace = PLACE, wanted: Filter | None = None) -> Dealt:
    dealt = await dealer.deal(place, wanted or Filter(), now=0)
    assert isinstance(dealt, Dealt)
    return dealt


async def kept(catalogue: Catalogue, wanted: Filter | None = None) -> decks.StoredDeck:
    async with catalogue.database.read() as session:
        return await decks.get(session, decks.DeckKey(0, 1, (wanted or Filter()).key))


async def test_a_card_that_is_taken_back_comes_again_in_the_same_round(catalogue: Catalogue) -> None:
    dealer = Dealer(catalogue, random.Random(1))
    wanted = Filter(SURVIVAL)
    films = films_on(catalogue, SURVIVAL)
    lost = await deal(dealer, wanted=wanted)
    await dealer.take_back(lost)
    dealt = [await deal(dealer, wanted=wanted) for _ in films]
    assert [one.draw.position for one in dealt] == list(range(1, len(films) + 1))
    assert sorted(one.draw.film_id for one in dealt) == sorted(films)


async def test_a_film_put_aside_stays_so_when_its_second_card_is_taken_back(catalogue: Catalogue) -> None:
    dealer = Dealer(catalogue, random.Random(1))
    wanted = Filter(SURVIVAL)
    first = await deal(dealer, wanted=wanted)
    for _ in films_on(catalogue, SURVIVAL)[1:]:
        await dealer.deal(PLACE, wanted, now=0, aside=first.draw.film_id)
    once_more = await deal(dealer, wanted=wanted)
    assert (once_more.draw.film_id, once_more.draw.standing) == (first.draw.film_id, "again")
    await dealer.take_back(once_more)
    assert (await kept(catalogue, wanted)).cards[first.draw.film_id] == "aside"
    assert (await deal(dealer, wanted=wanted)).draw == once_more.draw


async def test_a_card_under_way_at_the_end_of_a_program_counts_as_dealt(catalogue: Catalogue) -> None:
    under_way = await deal(Dealer(catalogue, random.Random(1)))
    after = await deal(Dealer(catalogue, random.Random(1)))
    assert after.draw.position == 2
    assert after.draw.film_id != under_way.draw.film_id


async def test_several_programs_deal_from_one_deck(catalogue: Catalogue, database_url: str) -> None:
    """Every film comes once in a round whoever deals it, and what one takes back another deals."""
    others = [Database(database_url, timeout=30) for _ in range(3)]
    catalogues = [Catalogue(one, patience=30) for one in others]
    for one in catalogues:
        await one.open()
    dealers = [Dealer(one, random.Random(number)) for number, one in enumerate(catalogues)]
    films = films_on(catalogue, SURVIVAL)
    first = await deal(dealers[0], wanted=Filter(SURVIVAL))

    async def deal_some(dealer: Dealer, times: int) -> list[Dealt]:
        return [await deal(dealer, wanted=Filter(SURVIVAL)) for _ in range(times)]

    share = len(films) // len(dealers)
    taking_back = asyncio.create_task(dealers[0].take_back(first))
    dealt = await asyncio.gather(*(deal_some(dealer, share) for dealer in dealers))
    await taking_back
    came = [one.draw.film_id for some in dealt for one in some]
    came += [one.draw.film_id for one in await deal_some(dealers[0], len(films) - len(came))]
    assert sorted(came) == sorted(films)
    for one in catalogues:
        await one.close()
        await one.database.close()


async def test_what_an_older_program_left_in_a_deck(catalogue: Catalogue) -> None:
    """It kept cards that it did not know to have arrived, also those of the round before."""
    films = films_on(catalogue, SURVIVAL)
    await deal(Dealer(catalogue, random.Random(1)), wanted=Filter(SURVIVAL))
    (dealt,) = (await kept(catalogue, Filter(SURVIVAL))).cards
    others = [film for film in films if film != dealt]
    async with catalogue.database.write() as session:
        for film, standing in ((others[0], "dealt"), (others[1], "before")):
            values = f"0, 1, '{Filter(SURVIVAL).key}', {film}, '{standing}', 7"
            await session.execute(sql(f"INSERT INTO deck_cards VALUES ({values})"))  # noqa: S608
    dealer = Dealer(catalogue, random.Random(1))
    came = [(await deal(dealer, wanted=Filter(SURVIVAL))).draw.film_id for _ in films[2:]]
    assert sorted(came) == sorted(film for film in films if film not in {dealt, others[0]})
    assert (await deal(dealer, wanted=Filter(SURVIVAL))).draw.shuffled


async def test_a_persons_decks_are_forgotten_with_him(catalogue: Catalogue) -> None:
    dealer = Dealer(catalogue, random.Random(1))
    await deal(dealer, DeckPlace(user_id=42))
    await deal(dealer)
    async with catalogue.database.write() as session:
        assert await members.forget(session, 42) == {"decks": 1, "deck_cards": 1}
    assert (await deal(dealer, DeckPlace(user_id=42))).draw.position == 1
    assert (await deal(dealer)).draw.position == 2


async def test_what_a_deck_keeps(catalogue: Catalogue) -> None:
    film = (await deal(Dealer(catalogue, random.Random(1)))).draw.film_id
    assert await kept(catalogue) == decks.StoredDeck(film, {film: "dealt"})


async def test_what_a_member_asks_for(catalogue: Catalogue) -> None:
    async def read(**asked: str) -> Filter:
        return await filter_of(catalogue, TypedFilter(**asked), now=NOW, zone=BERLIN)  # type: ignore[arg-type]  # texts

    assert await read(minutes="2h") == Filter(minutes=120)
    assert (await read(minutes="until 23:00")).minutes_left(int(NOW.timestamp()) // 60) == 165
    for text in ("1970", "1970s", "70s", "'70s", "70-е", "the 1970s"):
        assert (await read(decade=text)).decade == 1970
    assert (await read(decade="10s")).decade == 2010
    with pytest.raises(NotATimeError):
        await read(minutes="later")
    with pytest.raises(UnknownDecadeError):
        await read(decade="1975")
    years = [one.film.year for one in (await catalogue.suggestions()).index.pages.values()]
    earliest = min(years) // 10 * 10
    assert decades(catalogue)[0] == (earliest, sum(year // 10 * 10 == earliest for year in years))
