"""What becomes of the lists of a server that the bot has left."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from bot.client import Kinoteka
from bot.handlers import presence
from bot.preview.standin import StandIn
from bot.preview.world import OTHER_SERVER, SERVER
from bot.runtime.deadlines import Deadlines
from bot.services.catalogue import Catalogue
from db import night_log, nights, server_lists
from tests import servers
from tests.conftest import on_both
from tests.members import rows
from tests.shipped import ASCENT
from tests.waiting import until

pytestmark = on_both

HERE, THERE = SERVER.guild_id or 0, OTHER_SERVER.guild_id or 0
DAY = 24 * 3600.0


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def leaving(
    catalogue: Catalogue, standin: StandIn, deadlines: Deadlines, clock: Clock
) -> AsyncIterator[Kinoteka]:
    """The bot, in two servers that have a list each."""
    for owner in (HERE, THERE):
        await servers.publish(
            catalogue, owner, servers.curated("night", "Night", [servers.film("Own"), ASCENT])
        )
    client = Kinoteka(
        catalogue,
        random.Random(1957),
        api_url=standin.api_url,
        deadlines=deadlines,
        clock=clock,
        posts=True,
    )
    running = asyncio.create_task(client.start("stand-in"))
    await standin.ready()
    await until(lambda: any(one.path == "/users/@me/guilds" and one.status for one in standin.requests))
    yield client
    await client.close()
    await asyncio.wait({running})


async def lists_of(catalogue: Catalogue, owner: int) -> int:
    async with catalogue.database.read() as session:
        return await server_lists.count(session, owner)


async def look_after(client: Kinoteka, catalogue: Catalogue, clock: Clock, days: float) -> None:
    clock.now += days * DAY
    await presence.look(client, catalogue, datetime.fromtimestamp(clock.now, UTC))


async def test_after_thirty_days_nothing_is_left_of_a_server(
    leaving: Kinoteka, standin: StandIn, catalogue: Catalogue, clock: Clock
) -> None:
    standin.guilds.discard(THERE)
    await look_after(leaving, catalogue, clock, 1)
    await look_after(leaving, catalogue, clock, 29.9)
    assert await lists_of(catalogue, THERE) == 1
    await look_after(leaving, catalogue, clock, 0.1)
    assert (await lists_of(catalogue, THERE), await lists_of(catalogue, HERE)) == (0, 1)
    async with catalogue.database.read() as session:
        assert (await server_lists.states(session)).keys() == {HERE}


async def test_a_server_without_lists_is_forgotten_like_the_others(
    leaving: Kinoteka, catalogue: Catalogue, clock: Clock
) -> None:
    elsewhere = THERE + 1
    async with catalogue.database.write() as session:
        await nights.draft(session, 1, elsewhere, 5, [11])
        await nights.draft(session, 2, HERE, 5, [11])
        await night_log.set_zone(session, elsewhere, "Europe/Berlin")
    await look_after(leaving, catalogue, clock, 1)
    await look_after(leaving, catalogue, clock, 29.9)
    assert len(await rows(catalogue.database, "nights")) == 2
    await look_after(leaving, catalogue, clock, 0.1)
    assert len(await rows(catalogue.database, "nights")) == 1
    assert not await rows(catalogue.database, "server_settings")


async def test_one_absence_seen_is_not_yet_thirty_days(
    leaving: Kinoteka, standin: StandIn, catalogue: Catalogue, clock: Clock
) -> None:
    """The bot itself may have been away for a month."""
    standin.guilds.discard(THERE)
    await look_after(leaving, catalogue, clock, 60)
    assert await lists_of(catalogue, THERE) == 1


async def test_who_comes_back_begins_anew(
    leaving: Kinoteka, standin: StandIn, catalogue: Catalogue, clock: Clock
) -> None:
    standin.guilds.discard(THERE)
    await look_after(leaving, catalogue, clock, 1)
    standin.guilds.add(THERE)
    await look_after(leaving, catalogue, clock, 20)
    standin.guilds.discard(THERE)
    await look_after(leaving, catalogue, clock, 20)
    await look_after(leaving, catalogue, clock, 20)
    assert await lists_of(catalogue, THERE) == 1


async def test_who_asks_is_not_absent(
    leaving: Kinoteka, standin: StandIn, catalogue: Catalogue, clock: Clock
) -> None:
    """A member may have the bot where the server has it not."""
    standin.guilds.discard(THERE)
    await look_after(leaving, catalogue, clock, 1)
    await standin.slash("list", place=OTHER_SERVER)
    await until(lambda: catalogue.servers[THERE].absent_since is None)
    await look_after(leaving, catalogue, clock, 31)
    await standin.slash("about", place=OTHER_SERVER)
    await until(lambda: catalogue.servers[THERE].absent_since is None)
    await look_after(leaving, catalogue, clock, 31)
    assert await lists_of(catalogue, THERE) == 1


@pytest.mark.parametrize("pages", [0, 1])
async def test_a_failed_look_is_no_absence(
    leaving: Kinoteka, standin: StandIn, catalogue: Catalogue, clock: Clock, pages: int
) -> None:
    """Nor is one that breaks off after the first two hundred servers."""
    standin.guilds.update(range(1, 251))
    standin.refuse_guilds(after_pages=pages)
    for _ in range(3):
        await look_after(leaving, catalogue, clock, 20)
    assert (await lists_of(catalogue, HERE), await lists_of(catalogue, THERE)) == (1, 1)
    assert {one.absent_since for one in catalogue.servers.values()} == {None}


async def test_all_pages_are_looked_at(
    leaving: Kinoteka, standin: StandIn, catalogue: Catalogue, clock: Clock
) -> None:
    standin.guilds.update(range(1, 451))  # ids before those of both
    await look_after(leaving, catalogue, clock, 1)
    assert {one.absent_since for one in catalogue.servers.values()} == {None}
    await look_after(leaving, catalogue, clock, 31)
    assert (await lists_of(catalogue, HERE), await lists_of(catalogue, THERE)) == (1, 1)
