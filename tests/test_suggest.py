"""Decks and recommendations, from the gateway's payload to the HTTP request."""

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
from bot.preview.channel import Exchange, Message
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM
from bot.services.catalogue import Catalogue
from db.engine import Database
from tests.conftest import url_of
from tests.judged.judged import questions
from tests.waiting import until

TITLE = re.compile(r"^# (.+) \\\((\d{4})\\\)", re.MULTILINE)
NUMBER = re.compile(r"\*\*(\d+) of (\d+)\*\*")
LOST = re.compile(r"lost on the way: (.+) \\\((\d{4})\\\)$", re.MULTILINE)


def message_of(exchange: Exchange) -> Message:
    assert exchange.message is not None, (exchange.state, exchange.refusals)
    return exchange.message


def text_of(exchange: Exchange) -> str:
    return "\n".join(message_of(exchange).texts())


def film_of(exchange: Exchange) -> str:
    found = TITLE.search(text_of(exchange))
    assert found, text_of(exchange)
    return f"{found[1]} ({found[2]})"


def number_of(exchange: Exchange) -> tuple[int, int]:
    found = NUMBER.search(text_of(exchange))
    assert found, text_of(exchange)
    return int(found[1]), int(found[2])


def button(message: Message, label: str) -> str:
    found = [b["custom_id"] for b in message.buttons() if label in b["label"]]
    assert found, f"no button {label!r} among {[b['label'] for b in message.buttons()]}"
    return str(found[0])


async def press(standin: StandIn, message: Message, label: str, **who: Any) -> Exchange:
    return await standin.press(message, button(message, label), **who)


@asynccontextmanager
async def another_life(database_file: Path, standin: StandIn) -> AsyncIterator[Kinoteka]:
    """The bot started once more on the same database."""
    database = Database(url_of(database_file))
    catalogue = Catalogue(database)
    await catalogue.open()
    await catalogue.titles(patience=30)
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


# The deck


@pytest.mark.usefixtures("bot")
async def test_a_list_is_dealt_through_and_shuffled_anew(standin: StandIn) -> None:
    exchange = await standin.slash("random", {"list": "survival"})
    assert number_of(exchange) == (1, 9)
    films = [film_of(exchange)]
    for number in range(2, 10):
        exchange = await press(standin, message_of(exchange), "Another one")
        assert exchange.state == "updated"
        assert number_of(exchange) == (number, 9)
        films.append(film_of(exchange))
    assert len(set(films)) == 9
    assert not any("The Edge" in film for film in films)
    exchange = await press(standin, message_of(exchange), "Another one")
    assert number_of(exchange) == (1, 9)
    assert "shuffled anew" in text_of(exchange)
    assert film_of(exchange) != films[-1]


@pytest.mark.usefixtures("bot")
async def test_not_tonight_puts_a_film_at_the_end_of_the_round(standin: StandIn) -> None:
    exchange = await standin.slash("random", {"list": "survival"})
    first = film_of(exchange)
    exchange = await press(standin, message_of(exchange), "Not tonight")
    assert exchange.state == "updated"
    assert number_of(exchange) == (2, 9)
    for _ in range(7):
        exchange = await press(standin, message_of(exchange), "Another one")
        assert film_of(exchange) != first
    exchange = await press(standin, message_of(exchange), "Another one")
    assert film_of(exchange) == first
    assert "put this one aside" in text_of(exchange)
    exchange = await press(standin, message_of(exchange), "Not tonight")
    assert number_of(exchange) == (1, 9)


@pytest.mark.usefixtures("bot")
async def test_every_place_and_filter_has_its_own_deck(standin: StandIn) -> None:
    assert number_of(await standin.slash("random")) == (1, 28)
    assert number_of(await standin.slash("random")) == (2, 28)
    assert number_of(await standin.slash("random", {"list": "survival"})) == (1, 9)
    assert number_of(await standin.slash("random", {"private": True})) == (1, 28)
    assert number_of(await standin.slash("random", place=DM)) == (2, 28)
    assert number_of(await standin.slash("random", {"private": True}, member=BORIS)) == (1, 28)
    assert number_of(await standin.slash("random")) == (3, 28)


@pytest.mark.usefixtures("bot")
async def test_two_members_at_the_same_instant_get_two_films(standin: StandIn) -> None:
    message = message_of(await standin.slash("random"))
    anna, boris = await asyncio.gather(
        press(standin, message, "Another one", member=ANNA),
        press(standin, message, "Another one", member=BORIS),
    )
    assert film_of(anna) != film_of(boris)
    assert message_of(boris).ephemeral


@pytest.mark.parametrize("lock_patience", [30.0])  # how many fit into two seconds depends on the machine
async def test_two_hundred_at_once_deal_every_film_once_a_round(standin: StandIn, bot: Kinoteka) -> None:
    message = message_of(await standin.slash("random", {"list": "survival"}))
    custom_id = button(message, "Another one")
    exchanges = await asyncio.gather(
        *(standin.press(message, custom_id, member=(ANNA, BORIS)[n % 2], forged=True) for n in range(200))
    )
    assert all(exchange.message for exchange in exchanges)
    accepted = [request for request in standin.requests if request.status < 300]  # a hurried bot asks twice
    sent = [str(request.json) for request in accepted if "Another one" in str(request.json)]
    assert len(sent) == 201
    titles = Counter(re.findall(r"# (.+?) \\\\\((\d{4})", text)[0] for text in sent)
    numbers = Counter(int(NUMBER.findall(text)[0][0]) for text in sent)
    assert len(titles) == 9
    assert sorted(titles.values()) == [22] * 6 + [23] * 3
    assert [numbers[number] for number in range(1, 10)] == [23] * 3 + [22] * 6
    assert not bot.is_closed()


async def test_a_deck_survives_a_restart(standin: StandIn, bot: Kinoteka, database_file: Path) -> None:
    exchange = await standin.slash("random", {"list": "survival"})
    films = [film_of(exchange)]
    for _ in range(3):
        exchange = await press(standin, message_of(exchange), "Another one")
        films.append(film_of(exchange))
    await bot.desk.drain(1)
    await bot.close()
    async with another_life(database_file, standin):
        for number in range(5, 10):
            exchange = await press(standin, message_of(exchange), "Another one")
            assert number_of(exchange) == (number, 9)
            assert "lost on the way" not in text_of(exchange)
            films.append(film_of(exchange))
    assert len(set(films)) == 9


async def test_a_card_lost_on_its_way_is_named_by_the_next(standin: StandIn, bot: Kinoteka) -> None:
    """Discord asks for more patience than any member has."""
    standin.faults.retry_after = 60
    standin.faults.next("rate_limit")
    in_vain = asyncio.create_task(standin.slash("random", {"list": "survival"}))
    await until(lambda: bool(standin.faults.happened) and bot.desk.at_work == 0)
    in_vain.cancel()
    exchange = await standin.slash("random", {"list": "survival"})
    assert number_of(exchange) == (2, 9)
    lost = LOST.search(text_of(exchange))
    assert lost, text_of(exchange)
    films = {film_of(exchange)}
    for _ in range(7):
        exchange = await press(standin, message_of(exchange), "Another one")
        assert not LOST.search(text_of(exchange)), "it is said once"
        films.add(film_of(exchange))
    assert number_of(exchange) == (9, 9)
    assert len(films | {f"{lost[1]} ({lost[2]})"}) == 9


@pytest.mark.usefixtures("bot")
async def test_what_fits_before_eleven(standin: StandIn) -> None:
    text = text_of(await standin.slash("random", {"minutes": "1:30"}))
    assert re.search(r"Would end at <t:\d+:t>", text)
    until = text_of(await standin.slash("random", {"minutes": "до 23:00 UTC+1", "decade": "1970s"}))
    assert "Would end at" in until or "over by <t:" in until


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"minutes": "soonish"}, "cannot read that as a time"),
        ({"decade": "long ago"}, "cannot read that as a decade"),
        ({"theme": "xyzzyplugh"}, "No film on any list has such a theme"),
        ({"list": "xyzzy plugh"}, "no list called"),
    ],
)
async def test_what_cannot_be_read_is_said_privately(standin: StandIn, options: Any, said: str) -> None:
    exchange = await standin.slash("random", options)
    assert message_of(exchange).ephemeral
    assert said in text_of(exchange)


@pytest.mark.usefixtures("bot")
async def test_an_impossible_filter_says_what_rules_everything_out(standin: StandIn) -> None:
    exchange = await standin.slash("random", {"list": "survival", "minutes": "60", "decade": "1970s"})
    text = text_of(exchange)
    assert "No film is all of this" in text
    assert "Without “at most 1\u00a0h”: 5 films" in text
    assert "Without “from the 1970s”" not in text
    assert "The shortest that is all the rest: The Seventh Bullet" in text
    dealt = await press(standin, message_of(exchange), "Without the time limit")
    assert number_of(dealt) == (1, 5)


@pytest.mark.usefixtures("bot")
async def test_themes_and_decades(standin: StandIn) -> None:
    rows = await standin.autocomplete("random", "theme", "win")
    assert rows[0] == {"name": "winter · 2 films", "value": "winter"} or rows[0]["value"] == "winter"
    assert (await standin.autocomplete("random", "decade", ""))[0]["name"] == "1950s · 3 films"
    dealt = await standin.slash("random", {"theme": rows[0]["value"]})
    assert number_of(dealt)[1] >= 2
    assert number_of(await standin.slash("random", {"theme": "снег"}))[1] == number_of(dealt)[1]


# Recommendations


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("options", "first", "reason"),
    [
        ({"words": "bleak winter, hard choices"}, "The Ascent", "moral choice"),
        ({"words": "a comedy for New Year's Eve"}, "The Irony of Fate", "New Year"),
        ({"words": "ядерная война", "list": "loneliness"}, "", ""),
        ({"like": "Stalker"}, "", "Both science fiction"),
        ({"like": "Stalker", "words": "war"}, "", "war"),
        ({"words": "soviet comedy"}, "The Irony of Fate", "From the Soviet Union"),
        ({"words": "love", "minutes": "90"}, "", "would end at"),
        ({}, "The Ascent", "Films to begin with"),
    ],
)
async def test_recommendations(standin: StandIn, options: Any, first: str, reason: str) -> None:
    exchange = await standin.slash("recommend", options)
    text = text_of(exchange)
    assert not message_of(exchange).ephemeral
    assert f"**1. {first}" in text
    assert "**6. " not in text
    assert text.count("> “") == len(re.findall(r"^\*\*\d\. ", text, re.MULTILINE))
    assert reason in text
    assert text_of(await standin.slash("recommend", options)) == text or "minutes" in options


@pytest.mark.usefixtures("bot")
async def test_every_sentence_stands_in_a_list_or_a_synopsis(standin: StandIn, catalogue: Catalogue) -> None:
    index = (await catalogue.suggestions()).index
    texts = "\n".join(
        text
        for page in index.pages.values()
        for text in (
            page.film.synopsis or "",
            *(f"{entry.description}\n{entry.fact}" for entry in page.entries),
        )
    )
    for question in questions()[::7]:
        text = text_of(await standin.slash("recommend", {"words": question.ask}))
        quotes = re.findall(r"^> “(.*)” — ", text, re.MULTILINE)
        assert quotes
        for quote in quotes:
            assert re.sub(r"\\([^\w\s])", r"\1", quote) in texts


@pytest.mark.usefixtures("bot")
async def test_more_goes_on_with_the_words_of_the_page(standin: StandIn) -> None:
    words = "war* or _love_ or “winter” \\ <@1> 1. #"
    exchange = await standin.slash("recommend", {"words": words})
    seen: list[str] = []
    for _ in range(3):
        text = text_of(exchange)
        titles = re.findall(r"^\*\*\d+\. (.+?)\*\*", text, re.MULTILINE)
        assert titles
        assert not set(titles) & set(seen)
        seen += titles
        exchange = await press(standin, message_of(exchange), "More")
        assert exchange.state == "updated"
        assert text_of(exchange).split("\n")[0] == text.split("\n")[0]
    numbers = re.findall(r"^\*\*(\d+)\. ", text_of(exchange), re.MULTILINE)
    assert int(numbers[0]) == len(seen) + 1


@pytest.mark.usefixtures("bot")
async def test_another_members_more_is_a_private_copy(standin: StandIn) -> None:
    exchange = await standin.slash("recommend", {"words": "war"})
    before = text_of(exchange)
    other = await press(standin, message_of(exchange), "More", member=BORIS)
    assert message_of(other).ephemeral
    assert "### For “war”" in text_of(other)
    assert text_of(exchange) == before


@pytest.mark.usefixtures("bot")
async def test_more_like_this_on_every_card(standin: StandIn) -> None:
    card = message_of(await standin.slash("film", {"title": "Come and See"}))
    exchange = await press(standin, card, "More like this")
    assert "### Films like *Come and See" in text_of(exchange)
    assert "Both about" in text_of(exchange)
    assert "**1. Come and See" not in text_of(exchange)
    select = message_of(exchange).selects()[0]
    opened = await standin.select(message_of(exchange), select["custom_id"], [select["options"][0]["value"]])
    assert TITLE.search(text_of(opened))


@pytest.mark.usefixtures("bot")
async def test_nothing_fits_and_what_is_nearest_lacks(standin: StandIn) -> None:
    text = text_of(await standin.slash("recommend", {"words": "zombies in Texas"}))
    assert "Nothing fits all of that" in text
    assert "Lacks: " in text
    assert "“Texas”" in text
    nonsense = text_of(await standin.slash("recommend", {"words": "xyzzy plugh"}))
    assert "This says nothing to me: “xyzzy”, “plugh”" in nonsense
    assert "**1. " not in nonsense
    assert "war" in nonsense, "a theme to ask for"
    refused = text_of(await standin.slash("recommend", {"words": "love, no xyzzy"}))
    assert "nothing was left out for it: “xyzzy”" in refused


@pytest.mark.usefixtures("bot")
async def test_options_that_leave_nothing(standin: StandIn) -> None:
    text = text_of(await standin.slash("recommend", {"words": "love", "minutes": "45"}))
    assert "No film on any list is all of that" in text
    assert "28 films" in text


@pytest.mark.usefixtures("bot")
async def test_like_an_unknown_film(standin: StandIn) -> None:
    exchange = await standin.slash("recommend", {"like": "qqqq zzzz xkcd"})
    assert message_of(exchange).ephemeral
    assert "I know no film called" in text_of(exchange)


@pytest.mark.usefixtures("bot")
async def test_within_the_limits_of_one_message(standin: StandIn) -> None:
    longest = "*_~`|<>[]()#@:" * 14
    for words in (
        longest,
        "war " * 49,
        "ё" * 200,
        "a" * 200,
        " ".join(["love", "war", "winter", "home", "faith"] * 7),
    ):
        message = message_of(await standin.slash("recommend", {"words": words[:200], "minutes": "6h"}))
        assert sum(map(len, message.texts())) <= 4000


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "words", ["```", "\n\n\n", "\u200b", "🎬", "не", "not not not", "like like like", "0" * 200]
)
async def test_any_words_are_answered(standin: StandIn, words: str) -> None:
    assert text_of(await standin.slash("recommend", {"words": words}))
