"""A bot and a Discord with a time that stands still unless it is set."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.client import Kinoteka
from bot.preview.rest import Request
from bot.preview.standin import StandIn
from bot.runtime.deadlines import Deadlines
from bot.services.catalogue import Catalogue
from tests.daily.posting import Clock, started


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def standin(judged: list[Request], patience: float, clock: Clock) -> AsyncIterator[StandIn]:
    """Discord has the same time: of messages and nonces, and of the ids by which the bot tells an interaction's age."""
    async with StandIn(patience=patience, clock=clock.time) as standin:
        standin.observers.append(judged.append)
        yield standin


@pytest_asyncio.fixture
async def bot(
    catalogue: Catalogue, standin: StandIn, deadlines: Deadlines, clock: Clock
) -> AsyncIterator[Kinoteka]:
    """One that looks at what is due when it is told to."""
    async with started(catalogue, standin, deadlines, clock) as client:
        yield client
