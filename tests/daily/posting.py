"""What the tests of /daily share: the time, a bot that has it, and what stands in the channel."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from bot.client import Kinoteka
from bot.preview.channel import Exchange, Message
from bot.preview.standin import StandIn
from bot.preview.world import (
    BORIS,
    SERVER,
)
from bot.runtime.deadlines import Deadlines
from bot.services.catalogue import Catalogue
from db import daily
from db.daily_types import DailyPause, DailySubscription

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC).timestamp()
HOUR = 3600.0
CHANNEL = SERVER.channel_id


class Clock:
    """The time, for the bot's posts; it stands still unless it is set, and whoever sleeps is let go by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        if seconds >= 20:  # the pause between two looks
            await asyncio.Event().wait()
        self.now += seconds


@asynccontextmanager
async def started(
    catalogue: Catalogue, standin: StandIn, deadlines: Deadlines, clock: Clock, **more: Any
) -> AsyncIterator[Kinoteka]:
    client = Kinoteka(
        catalogue,
        random.Random(1957),
        api_url=standin.api_url,
        deadlines=deadlines,
        clock=clock.time,
        sleep=clock.sleep,
        **more,
    )
    running = asyncio.create_task(client.start("stand-in"))
    await standin.ready()
    try:
        yield client
    finally:
        await client.close()
    await asyncio.wait({running})


async def set_up(standin: StandIn, time: str = "14:00", zone: str = "UTC", **more: Any) -> Exchange:
    options = {"time": time, "zone": zone, **more}
    return await standin.slash("daily set", options, member=BORIS)


def posts(standin: StandIn) -> list[Message]:
    """What stands in the channel and answers nobody."""
    return [one for one in standin.messages if "interaction_metadata" not in one.data and one.author is None]


async def subscription(catalogue: Catalogue) -> DailySubscription | None:
    async with catalogue.database.read() as session:
        return await daily.get(session, CHANNEL)


async def paused(catalogue: Catalogue) -> DailyPause:
    found = await subscription(catalogue)
    assert found is not None
    return found.paused
