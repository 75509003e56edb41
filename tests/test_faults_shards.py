"""Several shards: as many as Discord recommends, in one process or in two, and bad days of one of them."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from bot.client import Kinoteka, OutgrownError
from bot.preview.standin import StandIn
from bot.preview.world import DM, SERVER, Place
from bot.runtime.deadlines import Deadlines
from bot.runtime.supervisor import LoginRefusedError, supervise
from bot.services.catalogue import Catalogue
from tests.waiting import until

SHARDS = 3


def places(shards: int = SHARDS) -> list[Place]:
    """A server of each shard."""
    return [replace(SERVER, guild_id=(1000 * shards + number) << 22) for number in range(shards)]


@pytest.fixture
def deadlines() -> Deadlines:
    return Deadlines(defer_after=20.0, first_response=28.0, later=28.0, registration=30.0, pace=0.0)


@asynccontextmanager
async def bots(
    catalogue: Catalogue, standin: StandIn, deadlines: Deadlines, *shares: Sequence[int]
) -> AsyncIterator[list[Kinoteka]]:
    """A client for each share of the shards; without a share one for all that Discord recommends."""
    given: list[dict[str, Any]] = [
        {"shard_count": sum(map(len, shares)), "shard_ids": share} for share in shares
    ] or [{}]
    clients = [
        Kinoteka(catalogue, random.Random(1), api_url=standin.api_url, deadlines=deadlines, **one)
        for one in given
    ]
    running = [asyncio.create_task(client.start("any.token")) for client in clients]
    try:
        await standin.ready(30)
        yield clients
    finally:
        for client in clients:
            await client.close()
        await asyncio.wait(running)


async def everywhere(standin: StandIn) -> set[str]:
    """What becomes of a question in a server of each shard and in a private conversation, all at once."""
    asked = [standin.slash("film", {"title": "Stalker"}, place=place) for place in [*places(), DM]]
    return {exchange.state for exchange in await asyncio.gather(*asked)}


async def test_as_many_as_discord_recommends(
    standin: StandIn, catalogue: Catalogue, deadlines: Deadlines
) -> None:
    standin.recommended_shards = SHARDS
    async with bots(catalogue, standin, deadlines) as (client,):
        assert await everywhere(standin) == {"answered"}
        assert standin.gateway.identifies == SHARDS
        await until(lambda: client.health() == (True, "3 of 3 shards connected"))
        asked_again = [one.path for one in standin.requests].count("/gateway/bot")
        assert asked_again == 1


async def test_one_that_is_away_is_told_and_comes_back_with_its_session(
    standin: StandIn, catalogue: Catalogue, deadlines: Deadlines
) -> None:
    """The others go on meanwhile; what was asked of it is answered when it is back."""
    standin.recommended_shards = SHARDS
    async with bots(catalogue, standin, replace(deadlines, lost=0.05)) as (client,):
        await until(lambda: client.health()[0])
        standin.faults.gateway_refused = True
        standin.drop_gateway(1)
        await until(lambda: client.health() == (False, "2 of 3 shards connected"))
        await until(lambda: standin.faults.turned_away > 0)
        waiting = asyncio.create_task(standin.slash("film", {"title": "Stalker"}, place=places()[1]))
        for place in (places()[0], places()[2], DM):
            assert (await standin.slash("film", {"title": "Stalker"}, place=place)).state == "answered"
        assert not waiting.done()
        standin.faults.gateway_refused = False
        assert (await waiting).state == "answered"
        assert standin.gateway.identifies == SHARDS, "no session was spent on it"
        assert standin.gateway.resumes == 1
        await until(lambda: client.health()[0])
        assert not client.lost.is_set()


async def test_all_drop_again_and_again(standin: StandIn, catalogue: Catalogue, deadlines: Deadlines) -> None:
    standin.recommended_shards = SHARDS
    async with bots(catalogue, standin, deadlines) as (client,):
        for lives in range(1, 3):
            standin.drop_gateway()
            asked = asyncio.create_task(everywhere(standin))
            await until(lambda lives=lives: standin.gateway.resumes == lives * SHARDS)  # type: ignore[misc]
            assert await asked == {"answered"}
        assert standin.gateway.identifies == SHARDS
        await until(lambda: client.health()[0])


async def test_two_processes_share_them(standin: StandIn, catalogue: Catalogue, deadlines: Deadlines) -> None:
    """Each answers for its own shards, once, through drops of either."""
    async with bots(catalogue, standin, deadlines, (0, 1), (2,)) as (first, second):
        await until(lambda: first.health() == (True, "2 of 2 shards connected"))
        await until(lambda: second.health() == (True, "1 of 1 shards connected"))
        for shard in (0, 2, None):
            standin.drop_gateway(shard)
            await standin.ready()
            assert await everywhere(standin) == {"answered"}
        assert len(standin.messages) == 3 * len([*places(), DM])
        assert standin.gateway.identifies == SHARDS
        assert not [one.refusals for one in standin.exchanges if one.refusals]


async def test_no_bucket_is_hurried(standin: StandIn, catalogue: Catalogue, deadlines: Deadlines) -> None:
    standin.recommended_shards, standin.gateway.pace = 4, 0.4
    standin.session_start_limit["max_concurrency"] = 2
    async with bots(catalogue, standin, replace(deadlines, pace=0.6)):
        assert standin.gateway.hurried == 0
        assert standin.gateway.identifies == 4


async def test_buckets_do_not_wait_for_each_other(
    standin: StandIn, catalogue: Catalogue, deadlines: Deadlines
) -> None:
    standin.recommended_shards = 4
    standin.session_start_limit["max_concurrency"] = 16
    async with bots(catalogue, standin, replace(deadlines, pace=3600.0)):
        assert standin.gateway.identifies == 4


async def test_processes_that_start_together_take_turns(standin: StandIn, catalogue: Catalogue) -> None:
    standin.gateway.pace = 0.7
    async with bots(catalogue, standin, Deadlines(pace=1.2, registration=30.0), (0, 1), (2, 3)):
        assert standin.gateway.hurried == 0
        assert standin.gateway.identifies == 4


async def test_a_refused_session_is_tried_again(
    standin: StandIn, catalogue: Catalogue, deadlines: Deadlines
) -> None:
    """Another process was quicker."""
    standin.gateway.pace = 0.5
    standin.recommended_shards = 2
    async with bots(catalogue, standin, replace(deadlines, pace=0.3)):
        assert standin.gateway.identifies == 2
        assert standin.gateway.hurried == 1


async def test_a_bot_that_has_outgrown_its_shards_gets_more(
    standin: StandIn, catalogue: Catalogue, deadlines: Deadlines
) -> None:
    """A new client asks how many it takes by now; a number that an operator has set is not for us to change."""
    standin.gateway.least_shards = 2
    client = Kinoteka(catalogue, random.Random(1), api_url=standin.api_url, deadlines=deadlines)
    with pytest.raises(OutgrownError):
        await client.start("any.token")

    def connect() -> Kinoteka:
        return Kinoteka(
            catalogue, random.Random(1), api_url=standin.api_url, deadlines=deadlines, shard_count=1
        )

    with pytest.raises(LoginRefusedError):
        await supervise(connect, "any.token", asyncio.Event(), random.Random(1), deadlines)
    standin.recommended_shards = 2
    async with bots(catalogue, standin, deadlines):
        assert standin.gateway.identifies == 2


async def test_a_shard_that_begins_too_many_sessions_waits_alone(
    standin: StandIn, catalogue: Catalogue, deadlines: Deadlines
) -> None:
    standin.recommended_shards = SHARDS
    async with bots(catalogue, standin, deadlines) as (client,):
        now = asyncio.get_running_loop().time()
        client.connections.sessions.extend([(1, now)] * 2)
        await standin.gateway.invalidate(resumable=False)
        await until(lambda: standin.gateway.identifies == 2 * SHARDS - 1)
        await until(lambda: client.connections.connected == SHARDS - 1)
        for place in (places()[0], places()[2], DM):
            assert (await standin.slash("film", {"title": "Stalker"}, place=place)).state == "answered"
        assert client.health() == (False, "2 of 3 shards connected")
        assert not client.is_closed()


async def test_one_that_came_back_outlives_what_it_cannot_read(
    standin: StandIn, catalogue: Catalogue, deadlines: Deadlines
) -> None:
    async with bots(catalogue, standin, deadlines):
        standin.drop_gateway()
        await standin.ready()
        await standin.gateway.dispatch("INTERACTION_CREATE", {"type": 2})
        assert (await standin.slash("about")).state == "answered"
        assert (standin.gateway.identifies, standin.gateway.resumes) == (1, 1)
