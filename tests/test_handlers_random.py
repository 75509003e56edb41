"""/random: the deck through the wire."""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.client import Kinoteka
from bot.domain.deck import Filter
from bot.preview.channel import Exchange
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM
from bot.services.catalogue import Catalogue
from bot.ui.kit.filter_code import write_deal
from db.engine import Database
from tests import pages
from tests.conftest import url_of
from tests.members import rows
from tests.pages import film_of, list_of, message_of, press, text_of
from tests.shipped import SURVIVAL, films_on
from tests.waiting import until

NUMBER = re.compile(r"\*\*(\d+) of (\d+)\*\*")
FROM_SURVIVAL = {"list": "survival"}


def number_of(exchange: Exchange) -> tuple[int, int]:
    """Which card of how many, as it is said on the card."""
    found = NUMBER.search(text_of(exchange))
    assert found, text_of(exchange)
    return int(found[1]), int(found[2])


async def decks_of(catalogue: Catalogue) -> Counter[tuple[int, bool, str]]:
    """How many films have come: by member (0: a channel's deck), whether in a channel, filter."""
    cards = await rows(catalogue.database, "deck_cards")
    return Counter((user_id, bool(channel_id), wanted) for user_id, channel_id, wanted, *_ in cards)


async def dealt_on(standin: StandIn, exchange: Exchange, times: int) -> list[int]:
    """The films of so many presses on "card:deal", one after the other."""
    films = []
    for _ in range(times):
        exchange = await press(standin, exchange, "card:deal")
        assert exchange.state == "updated"
        films.append(film_of(exchange))
    return films


@asynccontextmanager
async def another_life(database_file: Path, standin: StandIn) -> AsyncIterator[Kinoteka]:
    """The bot started once more on the same database."""
    database = Database(url_of(database_file))
    catalogue = Catalogue(database)
    await catalogue.open()
    await catalogue.titles(patience=30)
    await catalogue.suggestions(patience=30)
    client = Kinoteka(catalogue, random.Random(7), api_url=standin.api_url)
    running = asyncio.create_task(client.start("stand-in"))
    await standin.ready()
    try:
        yield client
    finally:
        await client.close()
        await asyncio.wait({running})
        await catalogue.close()
        await database.close()


@pytest.mark.usefixtures("bot")
async def test_a_list_is_dealt_through_and_shuffled_anew(standin: StandIn, catalogue: Catalogue) -> None:
    films = films_on(catalogue, SURVIVAL)
    exchange = await standin.slash("random", FROM_SURVIVAL)
    dealt = [film_of(exchange), *await dealt_on(standin, exchange, len(films) - 1)]
    assert sorted(dealt) == sorted(films)
    (first_again,) = await dealt_on(standin, exchange, 1)
    assert first_again != dealt[-1]
    second_round = [first_again, *await dealt_on(standin, exchange, len(films) - 1)]
    assert sorted(second_round) == sorted(films)


@pytest.mark.usefixtures("bot")
async def test_which_card_of_how_many_is_said(standin: StandIn, catalogue: Catalogue) -> None:
    films = len(films_on(catalogue, SURVIVAL))
    exchange = await standin.slash("random", FROM_SURVIVAL)
    assert number_of(exchange) == (1, films)
    for number in range(2, films + 1):
        exchange = await press(standin, exchange, "card:deal")
        assert number_of(exchange) == (number, films)
    assert "shuffled again" not in text_of(exchange)
    exchange = await press(standin, exchange, "card:deal")
    assert number_of(exchange) == (1, films)
    assert "shuffled again" in text_of(exchange)


@pytest.mark.usefixtures("bot")
async def test_a_deck_from_a_list_speaks_with_its_words(standin: StandIn, catalogue: Catalogue) -> None:
    exchange = await standin.slash("random", {"list": "loneliness"})
    wanted = list_of(exchange)
    for _ in films_on(catalogue, wanted):
        exchange = await press(standin, exchange, "card:deal")
        assert list_of(exchange) == wanted


@pytest.mark.usefixtures("bot")
async def test_not_tonight_puts_a_film_at_the_end_of_the_round(
    standin: StandIn, catalogue: Catalogue
) -> None:
    films = films_on(catalogue, SURVIVAL)
    exchange = await standin.slash("random", FROM_SURVIVAL)
    first = film_of(exchange)
    exchange = await press(standin, exchange, "card:aside")
    assert exchange.state == "updated"
    dealt = [film_of(exchange), *await dealt_on(standin, exchange, len(films) - 2)]
    assert sorted([*dealt, first]) == sorted(films)
    exchange = await press(standin, exchange, "card:deal")
    assert film_of(exchange) == first
    assert "put aside earlier" in text_of(exchange)
    exchange = await press(standin, exchange, "card:aside")
    assert number_of(exchange) == (1, len(films)), "once more would be once too often"


@pytest.mark.usefixtures("bot")
async def test_every_place_and_filter_has_its_own_deck(standin: StandIn, catalogue: Catalogue) -> None:
    every, survival = Filter().key, Filter(SURVIVAL).key
    await standin.slash("random")
    await standin.slash("random")
    await standin.slash("random", FROM_SURVIVAL)
    await standin.slash("random", {"private": True})
    await standin.slash("random", place=DM)
    await standin.slash("random", {"private": True}, member=BORIS)
    await standin.slash("random")
    assert await decks_of(catalogue) == {
        (0, True, every): 3,
        (0, True, survival): 1,
        (ANNA.id, False, every): 2,
        (BORIS.id, False, every): 1,
    }


@pytest.mark.usefixtures("bot")
async def test_a_private_answer_is_private(standin: StandIn) -> None:
    assert message_of(await standin.slash("random", {"private": True})).ephemeral


@pytest.mark.usefixtures("bot")
async def test_a_public_deal_belongs_to_the_channel(standin: StandIn, catalogue: Catalogue) -> None:
    """Whoever presses turns it; two at the same instant have two films come."""
    first = await standin.slash("random")
    both = await asyncio.gather(
        press(standin, first, "card:deal", member=ANNA), press(standin, first, "card:deal", member=BORIS)
    )
    assert {exchange.state for exchange in both} == {"updated"}
    assert {message_of(exchange).id for exchange in both} == {message_of(first).id}
    assert await decks_of(catalogue) == {(0, True, Filter().key): 3}


@pytest.mark.usefixtures("bot")
async def test_the_film_before_is_behind_the_details(standin: StandIn) -> None:
    exchange = await standin.slash("random")
    before = film_of(exchange)
    details = await press(standin, await press(standin, exchange, "card:deal"), "card:more")
    assert film_of(await press(standin, details, "card:prev")) == before


@pytest.mark.parametrize("lock_patience", [30.0])  # how many fit into two seconds depends on the machine
async def test_forty_at_once_deal_every_film_once_a_round(
    standin: StandIn, bot: Kinoteka, catalogue: Catalogue
) -> None:
    films = len(films_on(catalogue, SURVIVAL))
    first = await standin.slash("random", FROM_SURVIVAL)
    message, custom_id = message_of(first), f"card:deal:0:0:{write_deal(Filter(SURVIVAL))}"
    for _ in range(5):  # forty at once: how many more fit into Discord's three seconds depends on the machine
        exchanges = await asyncio.gather(
            *(standin.press(message, custom_id, member=(ANNA, BORIS)[n % 2], forged=True) for n in range(40))
        )
        assert all(exchange.message for exchange in exchanges)
    accepted = [request for request in standin.requests if request.status < 300]  # a hurried bot asks twice
    dealt = re.findall(r"'seen:mark:([0-9a-z]+):", str([request.json for request in accepted]))
    assert len(dealt) == 201
    came = Counter(int(film, 36) for film in dealt)
    rounds, over = divmod(201, films)
    assert len(came) == films
    assert sorted(came.values()) == [rounds] * (films - over) + [rounds + 1] * over
    assert not bot.is_closed()


async def test_a_deck_survives_a_restart(
    standin: StandIn, bot: Kinoteka, catalogue: Catalogue, database_file: Path
) -> None:
    films = films_on(catalogue, SURVIVAL)
    exchange = await standin.slash("random", FROM_SURVIVAL)
    dealt = [film_of(exchange), *await dealt_on(standin, exchange, 3)]
    await bot.close()
    async with another_life(database_file, standin):
        dealt += await dealt_on(standin, exchange, len(films) - 4)
    assert sorted(dealt) == sorted(films)


async def test_a_card_that_discord_does_not_take_comes_again(
    standin: StandIn, bot: Kinoteka, catalogue: Catalogue
) -> None:
    """Discord asks for more patience than any member has."""
    films = films_on(catalogue, SURVIVAL)
    standin.faults.retry_after = 60
    standin.faults.next("rate_limit")
    in_vain = asyncio.create_task(standin.slash("random", FROM_SURVIVAL))
    await until(lambda: bool(standin.faults.happened) and bot.dispatcher.at_work == 0)
    in_vain.cancel()
    assert not await decks_of(catalogue)
    exchange = await standin.slash("random", FROM_SURVIVAL)
    dealt = [film_of(exchange), *await dealt_on(standin, exchange, len(films) - 1)]
    assert sorted(dealt) == sorted(films)


# What is asked for


@pytest.mark.usefixtures("bot")
async def test_what_fits_into_an_evening_says_when_it_ends(standin: StandIn, catalogue: Catalogue) -> None:
    exchange = await standin.slash("random", {"minutes": "1:30"})
    film = (await catalogue.page(film_of(exchange))).film
    assert film.runtime_minutes is not None
    assert film.runtime_minutes <= 90
    assert re.search(r"<t:\d+:t>", text_of(exchange))
    assert "<t:" in text_of(await standin.slash("random", {"minutes": "до 23:00 UTC+1", "decade": "1970s"}))


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"minutes": "soonish"}, "cannot read that as a time"),
        ({"decade": "long ago"}, "cannot read that as a decade"),
        ({"theme": "xyzzyplugh"}, "No film on any list has that theme"),
        ({"list": "xyzzy plugh"}, "no list called"),
    ],
)
async def test_what_cannot_be_read_is_said_privately(
    standin: StandIn, catalogue: Catalogue, options: Any, said: str
) -> None:
    exchange = await standin.slash("random", options)
    assert message_of(exchange).ephemeral
    assert said in text_of(exchange)
    assert not await decks_of(catalogue)


@pytest.mark.usefixtures("bot")
async def test_an_impossible_filter_says_what_rules_everything_out(
    standin: StandIn, catalogue: Catalogue
) -> None:
    exchange = await standin.slash("random", {"list": "survival", "minutes": "60", "decade": "1970s"})
    index = (await catalogue.suggestions()).index
    on_list = [index.pages[film_id].film for film_id in films_on(catalogue, SURVIVAL)]
    seventies = [film for film in on_list if film.year // 10 == 197]
    shortest = min(seventies, key=lambda film: film.runtime_minutes or 999)
    text = text_of(exchange)
    assert message_of(exchange).ephemeral
    assert "No film fits all of this" in text
    assert f"Without “at most 1\u00a0h”: {len(seventies)} films" in text
    assert "Without “from the 1970s”" not in text
    assert f"The shortest film that fits everything else: {shortest.title}" in text
    ways = [pages.fields(one["custom_id"])[-1] for one in pages.buttons(exchange, "card:deal")]
    assert ways == [write_deal(Filter(SURVIVAL, decade=1970))]
    dealt = await press(standin, exchange, "card:deal")
    assert film_of(dealt) in {film.id for film in seventies}


@pytest.mark.usefixtures("bot")
async def test_themes_and_decades(standin: StandIn, catalogue: Catalogue) -> None:
    documents = (await catalogue.suggestions()).index.pages.values()
    (winter,) = (
        one for one in await standin.autocomplete("random", "theme", "winter") if one["value"] == "winter"
    )
    assert winter["name"].startswith("winter")
    earliest = min(document.film.year for document in documents) // 10 * 10
    assert (await standin.autocomplete("random", "decade", ""))[0]["value"] == str(earliest)
    in_winter = set()
    exchange = await standin.slash("random", {"theme": winter["value"]})
    for _ in range(number_of(exchange)[1]):
        in_winter.add(film_of(exchange))
        exchange = await press(standin, exchange, "card:deal")
    assert len(in_winter) == number_of(exchange)[1] > 1
    assert film_of(await standin.slash("random", {"theme": "снег"})) in in_winter
