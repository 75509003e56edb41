"""Posters and covers in Discord: there where they may be, and every card complete without."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.art.gallery import Gallery
from bot.client import Kinoteka
from bot.handlers.attachments import Attachments
from bot.preview import world
from bot.preview.channel import Message, walk
from bot.preview.standin import StandIn
from bot.services.catalogue import Catalogue


@pytest_asyncio.fixture
async def gallery(drawn: Path) -> AsyncIterator[Gallery]:
    gallery = Gallery(drawn)
    await gallery.start()
    yield gallery
    await gallery.close()


@pytest_asyncio.fixture(autouse=True)
async def bot(catalogue: Catalogue, standin: StandIn, gallery: Gallery) -> AsyncIterator[Kinoteka]:
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
    message = await said(standin, "film", title="Come and See")
    (shown,) = pictures(message)
    assert shown["description"].startswith("Poster for Come and See (1985): a wide-open eye")
    assert len(shown["description"]) <= 1024
    (data,) = message.files.values()
    assert data.startswith(b"\x89PNG")
    before = set(message.files)
    turn = next(b for b in message.buttons() if "Next" in b["label"])
    exchange = await standin.press(message, turn["custom_id"])
    assert exchange.state == "updated"
    assert set(message.files) != before
    assert len(message.files) == 1


async def test_a_list_has_its_cover_and_all_lists_theirs(standin: StandIn) -> None:
    message = await said(standin, "list", name="survival")
    (shown,) = pictures(message)
    assert shown["description"].startswith("Cover of the list Survival")
    everything = await said(standin, "list")
    for _ in range(20):
        if len(everything.files) == 4:
            break
        everything = await said(standin, "list")
    assert [p["description"].split(":")[0] for p in pictures(everything)] == [
        f"Cover of the list {name}"
        for name in ("Great Patriotic War", "Loneliness", "Post-Apocalyptic", "Survival")
    ]


async def test_no_picture_that_discord_does_not_take(
    standin: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None larger than it takes; none where the bot may not attach files."""
    with monkeypatch.context() as small:
        small.setattr(world, "ATTACHMENT_SIZE_LIMIT", 5_000)
        for _ in range(3):
            exchange = await standin.slash("film", {"title": "Come and See"})
            assert exchange.message is not None
            assert not exchange.message.files
    attach_files = 1 << 15
    monkeypatch.setattr(world, "_EVERYONE", world._EVERYONE & ~attach_files)
    for name, options in (("film", {"title": "Come and See"}), ("list", {"name": "survival"}), ("list", {})):
        exchange = await standin.slash(name, options)
        assert exchange.state == "answered"
        assert exchange.message is not None
        assert not exchange.message.files
        assert not pictures(exchange.message)
        assert exchange.message.buttons() or exchange.message.selects()


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
    assert exchange.message is not None
    assert "# Stalker" in "\n".join(exchange.message.texts())
    assert not exchange.message.files


async def test_covers_of_what_has_just_gone_are_left_out(
    catalogue: Catalogue, gallery: Gallery, database_file: Path
) -> None:
    """The lists in memory are some seconds behind those in the database."""
    gone = next(one for one in catalogue.snapshot.lists if one.slug == "loneliness")

    def delete() -> None:  # in a thread: the bot may be writing, and goes on meanwhile
        with closing(sqlite3.connect(database_file)) as other, other:
            other.execute("PRAGMA foreign_keys = ON")
            other.execute("DELETE FROM lists WHERE id = ?", [gone.id])

    await asyncio.to_thread(delete)
    pictures = Attachments(gallery, catalogue, patience=30)
    await pictures.prepare()
    assert await pictures._cover(gone) is None
    kept = [one for one in catalogue.snapshot.lists if one != gone]
    assert all([await pictures._cover(one) for one in kept])
