"""/recommend: films with reasons, through the wire."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.preview.channel import Exchange
from bot.preview.standin import StandIn
from bot.preview.world import BORIS
from bot.services.catalogue import Catalogue
from db.types import stable_id
from tests import pages
from tests.judged.judged import questions
from tests.members import keep
from tests.pages import film_of, message_of, offered_films, press, text_of
from tests.shipped import ASCENT, COME_AND_SEE, films_on

pytestmark = pytest.mark.usefixtures("bot")

QUOTE = re.compile(r"^> (.+?)(?: — \*[^*]+\*)?$", re.MULTILINE)


def recommended(exchange: Exchange) -> list[int]:
    """The ids of the films on the page, best first."""
    return offered_films(exchange, "recommend:open")


@pytest.mark.parametrize(
    ("options", "first", "reason"),
    [
        ({"words": "bleak winter, hard choices"}, "the-ascent", "moral choice"),
        ({"words": "a comedy for New Year's Eve"}, "the-irony-of-fate", "New Year"),
        ({"words": "ядерная война", "list": "loneliness"}, "", ""),
        ({"like": "Stalker"}, "", "science fiction"),
        ({"like": "Stalker", "words": "war"}, "", "war"),
        ({"words": "soviet comedy"}, "the-irony-of-fate", "Soviet Union"),
        ({"words": "love", "minutes": "90"}, "", "<t:"),
        ({}, "the-ascent", ""),
    ],
)
async def test_recommendations(standin: StandIn, options: Any, first: str, reason: str) -> None:
    exchange = await standin.slash("recommend", options)
    films = recommended(exchange)
    assert not message_of(exchange).ephemeral
    assert 1 <= len(films) == len(set(films)) <= 5
    if first:
        assert films[0] == stable_id(first)
    assert reason in text_of(exchange)
    assert len(QUOTE.findall(text_of(exchange))) == len(films)
    assert recommended(await standin.slash("recommend", options)) == films


async def test_every_quotation_stands_in_a_list_or_a_synopsis(standin: StandIn, catalogue: Catalogue) -> None:
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
        quotes = QUOTE.findall(text_of(await standin.slash("recommend", {"words": question.ask})))
        assert quotes
        for quote in quotes:
            assert re.sub(r"\\([^\w\s])", r"\1", quote) in texts


async def test_more_goes_on_with_the_words_of_the_page(standin: StandIn) -> None:
    words = "war* or _love_ or “winter” \\ <@1> 1. #"
    exchange = await standin.slash("recommend", {"words": words})
    heading = pages.headings(exchange)[0]
    assert words in heading[1]
    seen: list[int] = []
    for _ in range(3):
        assert not set(recommended(exchange)) & set(seen)
        seen += recommended(exchange)
        exchange = await press(standin, exchange, "recommend:more")
        assert exchange.state == "updated"
        assert pages.headings(exchange)[0] == heading
    assert f"\n{len(seen) + 1}\\. " in f"\n{text_of(exchange)}", "the numbers go on"


async def test_another_members_more_is_a_private_copy(standin: StandIn) -> None:
    exchange = await standin.slash("recommend", {"words": "war"})
    before = text_of(exchange)
    other = await press(standin, exchange, "recommend:more", member=BORIS)
    assert message_of(other).ephemeral
    assert message_of(other).visible_to == BORIS.id
    assert "war" in pages.headings(other)[0][1]
    assert text_of(exchange) == before


async def test_more_like_this_on_every_card(standin: StandIn) -> None:
    card = await standin.slash("film", {"title": "Come and See"})
    exchange = await press(standin, await press(standin, card, "card:more"), "card:alike")
    assert message_of(exchange).ephemeral
    assert "Come and See" in pages.headings(exchange)[0][1]
    assert COME_AND_SEE not in recommended(exchange)
    wanted = recommended(exchange)[0]
    opened = await pages.open_film(standin, exchange, "recommend:open", wanted)
    assert film_of(opened) == wanted


async def test_nothing_fits_and_what_is_nearest_lacks(standin: StandIn) -> None:
    exchange = await standin.slash("recommend", {"words": "zombies in Texas"})
    assert "Nothing fits all of that" in text_of(exchange)
    assert "Nothing said of: " in text_of(exchange)
    assert "“Texas”" in text_of(exchange)
    assert recommended(exchange)


async def test_what_is_not_understood_is_said_privately_with_themes_to_pick(standin: StandIn) -> None:
    exchange = await standin.slash("recommend", {"words": "xyzzy plugh"})
    assert message_of(exchange).ephemeral
    themes = pages.offered(exchange, "recommend:theme")
    assert len(themes) > 10
    picked = await pages.choose(standin, exchange, "recommend:theme", themes[0])
    assert picked.state == "updated"
    assert themes[0] in pages.headings(picked)[0][1]
    assert recommended(picked)


async def test_options_that_leave_nothing(standin: StandIn, catalogue: Catalogue) -> None:
    exchange = await standin.slash("recommend", {"words": "love", "minutes": "45"})
    assert "recommend:open" not in pages.forms(exchange)
    assert "No film on our lists fits all of that" in text_of(exchange)
    assert f"{len(films_on(catalogue))} films" in text_of(exchange)


async def test_like_an_unknown_film(standin: StandIn) -> None:
    exchange = await standin.slash("recommend", {"like": "qqqq zzzz xkcd"})
    assert message_of(exchange).ephemeral
    assert "qqqq zzzz xkcd" in text_of(exchange)
    assert "recommend:open" not in pages.forms(exchange)


async def test_only_seen_or_unseen(standin: StandIn, catalogue: Catalogue) -> None:
    await keep(catalogue, "seen", ASCENT, COME_AND_SEE)
    seen = await standin.slash("recommend", {"words": "war", "seen": "seen"})
    assert set(recommended(seen)) == {ASCENT, COME_AND_SEE}
    unseen = await standin.slash("recommend", {"words": "war", "seen": "unseen"})
    assert not {ASCENT, COME_AND_SEE} & set(recommended(unseen))


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


@pytest.mark.parametrize(
    "words", ["```", "\n\n\n", "\u200b", "🎬", "не", "not not not", "like like like", "0" * 200]
)
async def test_any_words_are_answered(standin: StandIn, words: str) -> None:
    assert text_of(await standin.slash("recommend", {"words": words}))
