"""A year of films of the day in eight zones, with summer time, in processes that end at any point.

Discord is the stand-in's channel with its memory for nonces, the database a real one, the time made up. A process ends
by standing still at a point, before or after any write or request, and being cancelled there.
"""

from __future__ import annotations

import asyncio
import random
from bisect import bisect
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.domain.daily import EVERY_DAY, WINDOW
from bot.preview.conversation import Conversation
from bot.preview.own_messages import OwnMessages
from bot.preview.world import ANNA, SERVER
from bot.services import daily as daily_service
from bot.services.catalogue import Catalogue
from bot.services.daily_posts import LEFT_BEHIND, Content, DailyPosts, RefusedError, UncertainError
from bot.services.random import Dealer
from db import daily
from db.daily_types import DailyPost, DailySubscription
from db.engine import Database, ReadSession, WriteSession

ZONES = {
    "Europe/Berlin": "02:30",  # skipped once, comes twice once
    "America/New_York": "01:30",
    "Australia/Lord_Howe": "02:15",  # the clocks go by half an hour
    "America/Santiago": "00:00",  # a day that begins at one
    "Africa/Cairo": "00:00",
    "Pacific/Chatham": "03:00",
    "Asia/Kolkata": "21:00",
    "Pacific/Kiritimati": "23:59",
}
START = datetime(2027, 1, 1, tzinfo=UTC).timestamp()
YEAR = 365 * 24 * 3600
BLIND = {1, 5}
"""Channels whose history the bot may not read."""
DELAYS = (0, 30, LEFT_BEHIND + 1, 3600, 5 * 3600, 9 * 3600, 40 * 3600)
"""Seconds until there is a process again."""


class Fate:
    """Decides at which points a process ends, and says so."""

    def __init__(self, dice: random.Random, chance: float) -> None:
        self._dice = dice
        self._chance = chance
        self.at: int | None = None
        """At the so manieth point from now; None: by chance."""
        self.passed = 0
        self.ended = asyncio.Event()

    async def point(self) -> None:
        self.passed += 1
        ends = self._dice.random() < self._chance if self.at is None else self.passed == self.at
        if ends or self.ended.is_set():
            self.ended.set()
            await asyncio.Event().wait()


class MortalDatabase(Database):
    """A database whose process may end before a transaction, before its commit, and after it."""

    fate: Fate | None = None

    @asynccontextmanager
    async def write(self) -> AsyncIterator[WriteSession]:
        await self._point()
        async with super().write() as session:
            yield session
            await self._point()
        await self._point()

    @asynccontextmanager
    async def read(self, *, snapshot: bool = True) -> AsyncIterator[ReadSession]:
        async with super().read(snapshot=snapshot) as session:
            yield session
        await self._point()

    async def _point(self) -> None:
        if self.fate is not None:
            await self.fate.point()


@dataclass
class World:
    """Discord, the time, and what was posted."""

    catalogue: Catalogue
    database: MortalDatabase
    dice: random.Random
    now: float = START
    rooms: list[OwnMessages] = field(default_factory=list)
    talks: list[Conversation] = field(default_factory=list)
    posted: Counter[tuple[int, str]] = field(default_factory=Counter)
    unheard: float = 0.0
    """The chance that Discord takes a message and its answer is lost."""
    fate: Fate | None = None

    def __post_init__(self) -> None:
        for _ in ZONES:
            talk = Conversation(clock=self.time, patience=3, files_url=lambda: "http://127.0.0.1")
            talk.write("Good evening", ANNA, SERVER)
            self.talks.append(talk)
            self.rooms.append(OwnMessages(talk, clock=self.time))

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds

    # Channels

    async def post(self, content: Content, *, nonce: str, pictured: bool) -> int:  # noqa: ARG002  # there are none
        await self._point()
        post, room = content.post, self.rooms[content.post.channel_id]
        before = len(self.talks[post.channel_id].messages)
        said = room.create(
            SERVER.channel_id,
            {"content": f"{post.film_id}", "nonce": nonce, "enforce_nonce": True},
            (),
        )
        self.posted[post.channel_id, post.occasion] += len(self.talks[post.channel_id].messages) - before
        await self._point()
        if self.dice.random() < self.unheard:
            raise UncertainError("lost")
        return int(said["id"])

    async def find(self, post: DailyPost) -> int | None:
        await self._point()
        if post.channel_id in BLIND:
            raise RefusedError(None)
        since = datetime.fromtimestamp(post.due_at, UTC)
        for one in self.rooms[post.channel_id].after(SERVER.channel_id, {"limit": "100"}):
            if one["content"] == str(post.film_id) and datetime.fromisoformat(one["timestamp"]) >= since:
                return int(one["id"])
        return None

    async def open_thread(self, content: Content, message_id: int) -> None:  # noqa: ARG002  # see below
        raise AssertionError("none was wanted")

    async def _point(self) -> None:
        if self.fate is not None:
            await self.fate.point()

    # Processes

    async def live(self, processes: int, fate: Fate) -> bool:
        """One look of so many processes at once; False if they came to their end."""
        self.fate = self.database.fate = fate
        others = asyncio.all_tasks()
        ticks = [
            asyncio.create_task(
                DailyPosts(
                    self.catalogue,
                    Dealer(self.catalogue, self.dice),
                    self,
                    clock=self.time,
                    sleep=self.sleep,
                ).tick()
            )
            for _ in range(processes)
        ]
        ending = asyncio.create_task(fate.ended.wait())
        everything = asyncio.gather(*ticks)
        either: set[asyncio.Future[Any]] = {everything, ending}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        self.fate = self.database.fate = None
        if not fate.ended.is_set():
            await everything
        left = asyncio.all_tasks() - others
        for task in left:
            task.cancel()
        await asyncio.gather(everything, *left, return_exceptions=True)
        return not fate.ended.is_set()


@pytest_asyncio.fixture
async def world(database_url: str, build_suggestions: Any) -> AsyncIterator[World]:
    database = MortalDatabase(database_url)
    own = Catalogue(database, build_suggestions=build_suggestions)
    await own.open()
    await own.suggestions(patience=30)
    yield World(own, database, random.Random(1957))
    await own.close()
    await database.close()


async def subscribe(world: World, channels: Iterable[int] = range(8)) -> None:
    for channel, (zone, time) in enumerate(ZONES.items()):
        if channel not in channels:
            continue
        hour, minute = map(int, time.split(":"))
        wanted = DailySubscription(channel, 7, zone, hour * 60 + minute, EVERY_DAY, 0, 0, False, "en")
        await daily_service.set_up(world.catalogue, wanted, world.now)


async def next_due(world: World) -> int:
    return min(one.next_at for one in await daily_service.of_server(world.catalogue, 7))


def local_dates(zone: str, since: float, until: float) -> Iterator[date]:
    day = datetime.fromtimestamp(since, UTC).astimezone(ZoneInfo(zone)).date()
    while day < datetime.fromtimestamp(until, UTC).astimezone(ZoneInfo(zone)).date():
        yield day
        day += timedelta(days=1)


def due_on(zone: str, time: str, day: date) -> float:
    """By another way than the program's: minute by minute, the first that is that time or later on that day."""
    hour, minute = map(int, time.split(":"))
    place = ZoneInfo(zone)
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=15)
    while True:
        local = at.astimezone(place)
        if local.date() == day and (local.hour, local.minute) >= (hour, minute):
            return at.timestamp()
        at += timedelta(minutes=1)


@pytest.mark.parametrize("channels", [(0, 1), (2, 3), (4, 5), (6, 7)])
async def test_a_year_with_an_end_at_every_turn(world: World, channels: tuple[int, ...]) -> None:
    await subscribe(world, channels)
    world.unheard = 0.05
    looks: list[float] = []
    ends: list[float] = [0.0]
    ready = 0.0
    while world.now < START + YEAR:
        if await world.live(world.dice.choice((1, 2)), Fate(world.dice, 0.012)):
            looks.append(world.now)
        else:
            ends.append(world.now)
            world.now += world.dice.choice(DELAYS)
            ready = world.now
            continue
        if world.now - ready <= 2 * LEFT_BEHIND:
            world.now += LEFT_BEHIND / 2  # what was left behind is somebody's until then
        else:
            world.now = max(world.now + 20, await next_due(world) + world.dice.uniform(0, 20))
    assert len(ends) > 80, "hardly a process has ended"
    assert max(world.posted.values()) == 1, [one for one, times in world.posted.items() if times > 1]
    # A look that came through, and none came to its end shortly before: what is due, or left behind, is posted by then.
    calm = [at for at in looks if at - ends[bisect(ends, at) - 1] > LEFT_BEHIND + 1]
    dates = missed = 0
    for channel in channels:
        zone, time = list(ZONES.items())[channel]
        for day in local_dates(zone, START + 2 * 86400, world.now - 2 * 86400):
            dates += 1
            if not world.posted[channel, day.isoformat()]:
                missed += 1
                due = due_on(zone, time, day)
                seen = [at for at in calm if due < at < due + WINDOW]
                known = {one for one in ends if due <= one <= due + WINDOW}
                assert not seen or (channel in BLIND and known), (zone, day, due, seen)
    assert dates > 700
    assert missed < dates / 2, (
        "how many are missed is up to how the processes take turns; that most are posted is not"
    )


async def test_an_end_at_every_single_point_of_a_post(world: World) -> None:
    """The same post again and again, ended at its first point, at its second, …, until it comes through."""
    await subscribe(world)
    came_through = False
    point = 0
    while not came_through:
        point += 1
        world.now = await next_due(world) + 1
        due = [one for one in await daily_service.of_server(world.catalogue, 7) if one.next_at <= world.now]
        days = {
            one.channel_id: datetime.fromtimestamp(world.now, UTC).astimezone(ZoneInfo(one.zone)).date()
            for one in due
        }
        fate = Fate(world.dice, 0)
        fate.at = point
        came_through = await world.live(1, fate)
        for _ in range(3):
            world.now += LEFT_BEHIND + 1
            assert await world.live(1, Fate(world.dice, 0))
        for channel, day in days.items():
            posted = world.posted[channel, day.isoformat()]
            assert posted == 1 or (channel in BLIND and not posted), (point, channel)
    assert point > 10, "there are hardly any points"
    async with world.database.read() as session:
        assert not await daily.left_behind(session, 2**40, 9)


@pytest.mark.parametrize(("hours", "comes"), [(5.9, True), (6.1, False), (30.1, False)])
async def test_late_is_within_six_hours_and_never_two_at_once(
    world: World, *, hours: float, comes: bool
) -> None:
    wanted = DailySubscription(6, 7, "Asia/Kolkata", 21 * 60, EVERY_DAY, 0, 0, False, "en")
    kept, _ = await daily_service.set_up(world.catalogue, wanted, world.now)
    world.now = kept.next_at + hours * 3600
    for _ in range(3):
        assert await world.live(2, Fate(world.dice, 0))
    assert world.posted.total() == comes


async def test_after_days_away_only_the_last_one_comes(world: World) -> None:
    wanted = DailySubscription(6, 7, "Asia/Kolkata", 21 * 60, EVERY_DAY, 0, 0, False, "en")
    kept, _ = await daily_service.set_up(world.catalogue, wanted, world.now)
    world.now = kept.next_at + (5 * 24 + 1) * 3600
    for _ in range(3):
        assert await world.live(2, Fate(world.dice, 0))
    assert list(world.posted.values()) == [1]
