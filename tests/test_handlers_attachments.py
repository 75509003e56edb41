"""Posters and covers in Discord: there where they may be, and every card complete without."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.art.gallery import Gallery
from bot.client import Kinoteka
from bot.preview.channel import Message, walk
from bot.preview.standin import StandIn
from bot.preview.world import ATTACH_FILES, EVERYONE, SERVER, Place
from bot.services.catalogue import Catalogue
from tests.members import keep
from tests.pages import film_of, message_of, press
from tests.shipped import LONELINESS, STALKER, SURVIVAL, films_on, lists_of


@pytest_asyncio.fixture
async def gallery(drawn: Path) -> AsyncIterator[Gallery]:
    gallery = Gallery(drawn)
    await gallery.start()
    yield gallery
    await gallery.close()


@pytest_asyncio.fixture(autouse=True)
async def bot(catalogue: Catalogue, standin: StandIn, gallery: Gallery) -> AsyncIterator[Kinoteka]:
    async with started(catalogue, standin, gallery) as client:
        yield client


@asynccontextmanager
async def started(catalogue: Catalogue, standin: StandIn, gallery: Gallery) -> AsyncIterator[Kinoteka]:
    client = Kinoteka(catalogue, random.Random(1957), api_url=standin.api_url, gallery=gallery)
    running = asyncio.create_task(client.start("stand-in"))
    await standin.ready()
    yield client
    await client.close()
    await asyncio.wait({running})


async def said(standin: StandIn, command: str, /, **options: Any) -> Message:
    """The answer, asked for until its pictures were drawn in time."""
    for _ in range(10):
        exchange = await standin.slash(command, options)
        assert exchange.message is not None, exchange.refusals
        if exchange.message.files:
            return exchange.message
    raise AssertionError("no picture was drawn in time, ten times over")


async def all_lists(standin: StandIn, *, covers: int) -> Message:
    """The page of all lists, asked for until so many covers were drawn in time."""
    for _ in range(20):
        message = await said(standin, "list")
        if len(message.files) == covers:
            return message
    raise AssertionError(f"{covers} covers were not drawn in time, twenty times over")


def pictures(message: Message) -> list[dict[str, Any]]:
    """What is shown of pictures, in order, with their alt texts."""
    found = []
    for component in walk(message.data["components"]):
        if component["type"] == 12:
            found += component["items"]
        elif component["type"] == 11:
            found.append(component)
    return found


async def test_a_card_has_its_poster_with_an_alt_text_and_turns_with_it(standin: StandIn) -> None:
    message = await said(standin, "film", title="The Ascent")
    (shown,) = pictures(message)
    assert shown["description"].startswith("Poster for The Ascent (1977): ")
    assert len(shown["description"]) <= 1024
    (data,) = message.files.values()
    assert data.startswith(b"\x89PNG")
    message = await said(standin, "random")
    before = set(message.files)
    exchange = await press(standin, message, "card:deal")
    assert exchange.state == "updated"
    assert set(message.files) != before
    assert len(message.files) == 1


async def test_a_list_has_its_cover_and_all_lists_theirs(standin: StandIn, catalogue: Catalogue) -> None:
    message = await said(standin, "list", name="survival")
    (shown,) = pictures(message)
    assert shown["description"].startswith("Cover of the list Survival")
    titles = [one.title for one in lists_of(catalogue)]
    everything = await all_lists(standin, covers=len(titles))
    for shown, title in zip(pictures(everything), titles, strict=True):
        assert title in shown["description"]


@pytest.mark.parametrize(
    "place",
    [replace(SERVER, attachment_size_limit=5_000), replace(SERVER, bot_permissions=EVERYONE & ~ATTACH_FILES)],
    ids=["none larger than it takes", "none where the bot may not attach files"],
)
async def test_no_picture_that_discord_does_not_take(standin: StandIn, place: Place) -> None:
    await said(standin, "film", title="Come and See")
    for name, options in (("film", {"title": "Come and See"}), ("list", {"name": "survival"}), ("list", {})):
        exchange = await standin.slash(name, options, place=place)
        assert exchange.state == "answered"
        message = message_of(exchange)
        assert not message.files
        assert not pictures(message)
        assert message.buttons() or message.selects()


async def test_in_a_crowd_answers_are_short_and_all_arrive(standin: StandIn) -> None:
    await said(standin, "film", title="Come and See")
    crowd = await asyncio.gather(*(standin.slash("film", {"title": "Come and See"}) for _ in range(100)))
    messages = [exchange.message for exchange in crowd if exchange.message is not None]
    assert len(messages) == 100
    assert any(not message.files for message in messages)
    assert (await said(standin, "film", title="Come and See")).files, (
        "and when it is gone they have theirs again"
    )


async def test_a_gallery_that_is_gone_costs_no_answer(standin: StandIn, gallery: Gallery) -> None:
    await gallery.close()
    exchange = await standin.slash("film", {"title": "Stalker"})
    assert film_of(exchange) == STALKER
    assert not message_of(exchange).files


async def test_covers_of_what_has_just_gone_are_left_out(
    standin: StandIn, catalogue: Catalogue, gallery: Gallery, bot: Kinoteka, database_file: Path
) -> None:
    """The lists in memory are some seconds behind those in the database."""
    await bot.close()  # it may have the cover already

    def delete() -> None:  # in a thread: the bot may be writing, and goes on meanwhile
        with closing(sqlite3.connect(database_file)) as other, other:
            other.execute("PRAGMA foreign_keys = ON")
            other.execute("DELETE FROM lists WHERE id = ?", [LONELINESS])

    await asyncio.to_thread(delete)
    kept = [one.title for one in lists_of(catalogue) if one.id != LONELINESS]
    async with started(catalogue, standin, gallery):
        message = await all_lists(standin, covers=len(kept))
    for shown, title in zip(pictures(message), kept, strict=True):
        assert title in shown["description"]


async def test_a_list_that_is_complete_shows_its_cover(standin: StandIn, catalogue: Catalogue) -> None:
    await said(standin, "list", name="survival")  # drawn once, it is there in time
    films = films_on(catalogue, SURVIVAL)
    index = (await catalogue.suggestions()).index
    await keep(catalogue, "seen", *films[1:])
    title = index.pages[films[0]].film.title
    line = await press(standin, await standin.slash("film", {"title": title}), "seen:mark")
    assert message_of(line).ephemeral
    (shown,) = pictures(message_of(line))
    assert shown["description"].startswith("Cover of the list Survival")


async def test_a_night_shows_its_posters_and_uploads_them_once(standin: StandIn) -> None:
    sheet = await standin.slash("night start", {"films": 3})
    vote = message_of(await press(standin, sheet, "night:start"))
    squares = pictures(vote)
    assert len(squares) == len(vote.files) == 3
    before = len(standin.requests)
    await press(standin, vote, "night:vote")
    assert pictures(vote) == squares
    assert not any(one.uploads for one in standin.requests[before:])
    await press(standin, vote, "night:close")
    (wide,) = pictures(vote)
    assert wide not in squares
    before = len(standin.requests)
    await press(standin, vote, "night:watched")
    assert pictures(vote) == [wide]
    assert not any(one.uploads for one in standin.requests[before:])
