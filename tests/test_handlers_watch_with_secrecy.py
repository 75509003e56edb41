"""What others see of what a member has seen, before that member says that they are in: nothing.

Two worlds differ in what Boris has seen, and in nothing else. All that anybody else can see is the same in both, byte
for byte (noninterference, Goguen and Meseguer 1982).
"""

from __future__ import annotations

import asyncio
import json
import random
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.client import Kinoteka
from bot.domain.translation import Reader
from bot.preview.channel import Exchange
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM
from bot.services.catalogue import Catalogue
from bot.services.suggestions import Suggestions
from bot.ui.kit.button_state import CompanyState
from bot.ui.kit.custom_id import write
from db.engine import Database
from db.types import FilmPage
from tests import pages
from tests.company import FROM_SURVIVAL, VERA, asked
from tests.conftest import url_of
from tests.members import keep
from tests.odd_bot import UNHURRIED
from tests.pages import message_of, press
from tests.shipped import SURVIVAL, films_on

Build = Callable[[Iterable[FilmPage], str | None, Iterable[Reader]], Suggestions]
Attack = Callable[[StandIn], Awaitable[Sequence[Exchange]]]


async def ask_narrowly(standin: StandIn) -> list[Exchange]:
    """Every list, decade and length that could leave a single film."""
    questions: tuple[dict[str, str], ...] = (
        {},
        {"list": "loneliness"},
        {"list": "survival", "decade": "1970s"},
        {"decade": "1960s", "minutes": "100"},
        {"list": "survival", "minutes": "1:40"},
        {"theme": "winter"},
        {"list": "survival", "seen": "unseen"},
        {"list": "survival", "seen": "seen"},
    )
    return [await standin.slash("random", {**options, "with": BORIS}) for options in questions]


async def ask_in_other_places(standin: StandIn) -> list[Exchange]:
    """In a direct message, privately, and by another member."""
    return [
        await standin.slash("random", {**FROM_SURVIVAL, "with": BORIS}, place=DM),
        await asked(standin, BORIS, private=True),
        await asked(standin, BORIS, member=VERA),
        await asked(standin, BORIS, BORIS),
    ]


async def press_for_him(standin: StandIn) -> list[Exchange]:
    """The asker presses again, another member presses; then with custom ids that no message has: they are in."""
    question = await asked(standin, BORIS)
    found = [await press(standin, question, "together:in", member=member) for member in (ANNA, VERA, ANNA)]
    custom_id = pages.button(question, "together:in")["custom_id"].replace("together:in", "together:again")
    forged = [
        await standin.press(message_of(question), custom_id, member=m, forged=True) for m in (ANNA, VERA)
    ]
    return [*found, *forged]


async def say_that_he_is_in(standin: StandIn) -> list[Exchange]:
    """A forged press on a question, and on what is no question, in which Boris is said to be in."""
    question = message_of(await asked(standin, BORIS))
    card = message_of(await standin.slash("list", {"name": "survival"}))
    forged = write("together:in", CompanyState((ANNA.id, BORIS.id), (BORIS.id,)))
    return [await standin.press(message, forged, forged=True) for message in (question, card)]


async def collude(standin: StandIn) -> list[Exchange]:
    """Two are in and ask for the third; then one of them asks again."""
    question = await asked(standin, VERA, BORIS)
    found = [await press(standin, question, "together:in", member=VERA)]
    question = await asked(standin, BORIS, ANNA, member=VERA)
    found.append(await press(standin, question, "together:in", member=ANNA))
    return [question, *found]


async def look_at_other_pages(standin: StandIn) -> list[Exchange]:
    """A public list, a deal and recommendations show nobody else's films either."""
    return [
        await standin.slash("list", {"name": "survival", "seen": "unseen"}),
        await standin.slash("random", {**FROM_SURVIVAL, "seen": "unseen"}),
        await standin.slash("recommend", {"words": "war", "seen": "unseen"}),
        await standin.slash("me films", member=VERA),
    ]


def seen_by_others(standin: StandIn) -> list[str]:
    """All that others than Boris see of the bot, to the letter: each message's readers and what it is made of."""
    return [
        json.dumps([message.visible_to, message.edits, message.sent])
        for message in standin.messages
        if message.visible_to != BORIS.id
    ]


@asynccontextmanager
async def world(file: Path, build: Build) -> AsyncIterator[tuple[StandIn, Catalogue]]:
    """A Discord and a bot, the same each time: the shipped content, dice that fall alike."""
    database = Database(url_of(file))
    catalogue = Catalogue(database, build_suggestions=build)
    await catalogue.open()
    await catalogue.titles(patience=30)
    await catalogue.suggestions(patience=30)
    async with StandIn(patience=30.0) as standin:
        client = Kinoteka(catalogue, random.Random(1957), api_url=standin.api_url, deadlines=UNHURRIED)
        running = asyncio.create_task(client.start("stand-in"))
        await standin.ready()
        yield standin, catalogue
        await client.close()
        await asyncio.wait({running})
    await catalogue.close()
    await database.close()


async def both(
    tmp_path: Path, filled_file: Path, build: Build, attack: Attack
) -> list[tuple[list[str], list[str]]]:
    """What an attack comes to and what others see, where Boris has seen every film and where they have seen none."""
    found: list[tuple[list[str], list[str]]] = []
    for number, of_boris in enumerate((True, False)):
        file = Path(shutil.copy(filled_file, tmp_path / f"world{number}.sqlite3"))
        async with world(file, build) as (standin, catalogue):
            films = films_on(catalogue, SURVIVAL)
            await keep(catalogue, "seen", *films[:2])
            await keep(catalogue, "seen", *films[1:3], member=VERA)
            await keep(catalogue, "seen", *(films_on(catalogue) if of_boris else ()), member=BORIS)
            exchanges = await attack(standin)
            found.append(([one.state for one in exchanges], seen_by_others(standin)))
    return found


@pytest.mark.parametrize(
    "attack",
    [ask_narrowly, ask_in_other_places, press_for_him, say_that_he_is_in, collude, look_at_other_pages],
)
async def test_nobody_learns_what_another_has_seen_before_they_are_in(
    tmp_path: Path, filled_file: Path, build_suggestions: Build, attack: Attack
) -> None:
    seen_all, seen_none = await both(tmp_path, filled_file, build_suggestions, attack)
    assert seen_all == seen_none
    assert len(seen_all[1]) > 1, "the attack does see something"
    if attack is not look_at_other_pages:
        assert "seen:mark" not in str(seen_all[1]), "and no film came"


async def test_two_worlds_are_told_apart_once_he_is_in(
    tmp_path: Path, filled_file: Path, build_suggestions: Build
) -> None:
    """What the test above compares does differ where something is looked at."""

    async def he_is_in(standin: StandIn) -> list[Exchange]:
        return [await press(standin, await asked(standin, BORIS), "together:in", member=BORIS)]

    seen_all, seen_none = await both(tmp_path, filled_file, build_suggestions, he_is_in)
    assert seen_all != seen_none
