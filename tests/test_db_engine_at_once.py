"""Every write twice at once: whatever the order of their statements, it is as if one had come after the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text

from db import catalogue, imports, member_films, members, meta
from db.engine import Database, Store, WriteSession, store_of
from db.pool import Connection, Row, Step
from db.statement import Statement
from db.types import Dated, DayKnown, Mark
from tests import make
from tests.conftest import on_both

pytestmark = on_both

ANNA = 1001
T0 = datetime(2026, 11, 2, 12, tzinfo=UTC)
T1, T2 = T0 + timedelta(hours=1), T0 + timedelta(hours=2)
A, B, C = (make.film(slug) for slug in ("the-ascent", "the-red-tent", "the-edge"))
BLOCKED = 0.01
"""Seconds after which a statement is taken to wait for the other transaction. It only decides which order is tried."""

Act = Callable[[WriteSession], Awaitable[Any]]


class Turns:
    """Lets two transactions take turns, statement by statement, in a given order."""

    def __init__(self) -> None:
        self.anew()

    def anew(self) -> None:
        self._waiting: list[asyncio.Event | None] = [None, None]
        self._came = asyncio.Event()

    async def turn(self, who: int) -> None:
        mine = self._waiting[who] = asyncio.Event()
        self._came.set()
        await mine.wait()

    async def lead(self, works: Sequence[asyncio.Task[Any]], order: Sequence[int]) -> None:
        for who in [*order, *(number for _ in range(40) for number in (0, 1))]:
            if all(work.done() for work in works):
                return
            await self._until_settled(works, who)
            if (gate := self._waiting[who]) is not None:
                self._waiting[who] = None
                gate.set()
                await self._until_settled(works, who)
        await asyncio.wait(works)

    async def _until_settled(self, works: Sequence[asyncio.Task[Any]], who: int) -> None:
        """Until this one is at its next statement, or through, or waits for the other."""
        try:
            async with asyncio.timeout(BLOCKED):
                while self._waiting[who] is None and not works[who].done():
                    self._came.clear()
                    came = asyncio.ensure_future(self._came.wait())
                    await asyncio.wait({came, works[who]}, return_when=asyncio.FIRST_COMPLETED)
                    came.cancel()
        except TimeoutError:
            pass


class Gated:
    """A connection that waits for its turn before each statement."""

    def __init__(self, inner: Connection, turns: Turns, who: int) -> None:
        self._inner, self._turns, self._who = inner, turns, who
        self.plain = getattr(inner, "plain", None)

    async def fetch(self, statement: Statement, parameters: Mapping[str, Any]) -> list[Row]:
        await self._turns.turn(self._who)
        return await self._inner.fetch(statement, parameters)

    async def together(self, steps: Sequence[Step]) -> list[list[Row]]:
        return [await self.fetch(statement, values) for statement, values in steps]

    async def stream(
        self, statement: Statement, parameters: Mapping[str, Any], at_once: int
    ) -> AsyncIterator[list[Row]]:
        async for rows in self._inner.stream(statement, parameters, at_once):
            yield rows

    async def change(self, statement: Statement, parameters: Mapping[str, Any]) -> int:
        await self._turns.turn(self._who)
        return await self._inner.change(statement, parameters)

    async def change_all(self, statement: Statement, sets: Sequence[Mapping[str, Any]]) -> None:
        await self._turns.turn(self._who)
        await self._inner.change_all(statement, sets)

    async def begin(self, *, writing: bool, patience: float) -> None:
        await self._turns.turn(self._who)
        await self._inner.begin(writing=writing, patience=patience)

    async def commit(self) -> None:
        await self._turns.turn(self._who)
        await self._inner.commit()

    async def roll_back(self) -> bool:
        return await self._inner.roll_back()

    async def close(self) -> None:
        await self._inner.close()

    @property
    def is_closed(self) -> bool:
        return self._inner.is_closed


class GatedStore:
    """A driver whose connections wait for their turns."""

    def __init__(self, inner: Store, turns: Turns, who: int) -> None:
        self._inner, self._turns, self._who = inner, turns, who
        self.readers = self.writers = 1
        self.identity, self.note_erased = inner.identity, inner.note_erased
        self.committed, self.translated = inner.committed, inner.translated

    async def connect(self, *, reading: bool, patience: float) -> Connection:
        inner = await self._inner.connect(reading=reading, patience=patience)
        return Gated(inner, self._turns, self._who)


class Pair:
    """Two programs on one database."""

    def __init__(self, url: str) -> None:
        self._turns = Turns()
        self._databases = [
            Database(url, timeout=20, store=GatedStore(store_of(url), self._turns, who)) for who in range(2)
        ]

    async def at_once(self, acts: Sequence[Act], order: Sequence[int]) -> list[Any]:
        """A transaction of each, their statements in this order; what each answered."""
        self._turns.anew()

        async def work(database: Database, act: Act) -> Any:
            async with database.write() as session:
                return await act(session)

        works = [asyncio.create_task(work(*one)) for one in zip(self._databases, acts, strict=True)]
        await self._turns.lead(works, order)
        return [work.result() for work in works]

    async def close(self) -> None:
        for database in self._databases:
            await database.close()


@pytest_asyncio.fixture
async def pair(database: Database) -> AsyncIterator[Pair]:
    pair = Pair(database.url)
    yield pair
    await pair.close()


async def one_after_the_other(database: Database, acts: Sequence[Act]) -> list[Any]:
    answers = []
    for act in acts:
        async with database.write() as session:
            answers.append(await act(session))
    return answers


async def state(database: Database) -> Any:
    async with database.read() as session:
        return await members.kept(session, ANNA)


async def begin_anew(database: Database, before: Sequence[Act]) -> None:
    async with database.write() as session:
        await members.forget(session, ANNA)
        session.erased.clear()
    await one_after_the_other(database, before)


def mark(at: datetime) -> Act:
    return lambda session: member_films.mark_seen(session, ANNA, A.id, at)


def want(at: datetime) -> Act:
    return lambda session: member_films.want(session, ANNA, A.id, at)


def take(shelf: Any) -> Act:
    return lambda session: member_films.take(session, shelf, ANNA, A.id)


def remember(**given: Any) -> Act:
    return lambda session: members.remember(session, ANNA, **given)


def rehearse(at: datetime, *films: int) -> Act:
    known: dict[Mark, dict[int, Dated]] = {"seen": dict.fromkeys(films, Dated(at, DayKnown.NAMED))}
    return lambda session: imports.rehearse(session, ANNA, at, known)


def claimed(act: Callable[[WriteSession, int, datetime], Awaitable[Any]], at: datetime, *, done: bool) -> Act:
    async def press(session: WriteSession) -> Any:
        return await act(session, ANNA, at) if await imports.claim(session, ANNA, at, done=done) else None

    return press


TAKE_IN = claimed(imports.take_in, T0, done=False)
UNDO = claimed(imports.undo, T0, done=True)
DROP = claimed(imports.drop, T0, done=False)
REHEARSED = rehearse(T0, A.id, B.id)

CASES: dict[str, tuple[Sequence[Act], Sequence[Act]]] = {
    # What was there before, and what is done at once, each with each and with itself.
    "seen": ([], [mark(T1), mark(T2), take("seen")]),
    "seen already": ([mark(T0)], [mark(T1), take("seen")]),
    "seen from the watchlist": ([want(T0)], [mark(T1), mark(T2), take("watchlist")]),
    "watchlist": ([], [want(T1), want(T2), take("watchlist")]),
    "settings": (
        [],
        [remember(seen_filter="unseen"), remember(together=True), remember(together=False)],
    ),
    "settings already": (
        [remember(seen_filter="unseen")],
        [remember(seen_filter="any"), remember(together=True), remember(seen_filter="seen")],
    ),
    "import": ([], [REHEARSED, rehearse(T1, B.id, C.id)]),
    "import that waits": ([REHEARSED], [TAKE_IN, DROP, UNDO, rehearse(T1, B.id, C.id), mark(T2)]),
    "import taken in": ([REHEARSED, TAKE_IN], [UNDO, TAKE_IN, rehearse(T1, B.id, C.id), take("seen")]),
}

ORDERS = [(0,) * first + (1,) * second + (0,) * 12 for first in range(1, 8) for second in (1, 2, 3, 12)]
"""The second begins after so many statements of the first, and gets so far before the first goes on."""
SHARE = 5
"""Each pair is tried in every fifth order, the next pair in those that follow."""


def orders(database: Database, number: int) -> Sequence[tuple[int, ...]]:
    """On SQLite a transaction that begins waits for the one before, whatever its statements."""
    return [ORDERS[number % len(ORDERS)]] if database.one_writer else ORDERS[number % SHARE :: SHARE]


@pytest.mark.parametrize("case", CASES)
async def test_two_at_once_are_as_one_after_the_other(database: Database, pair: Pair, case: str) -> None:
    async with database.write() as session:
        await catalogue.fill(session, [A, B, C], [])
    before, acts = CASES[case]
    for number, two in enumerate(product(acts, acts)):
        possible = []
        for serial in ((0, 1), (1, 0)):
            await begin_anew(database, before)
            answers = await one_after_the_other(database, [two[who] for who in serial])
            possible.append(([answers[serial.index(who)] for who in (0, 1)], await state(database)))
        for order in orders(database, number):
            await begin_anew(database, before)
            answers = await pair.at_once(two, order)
            assert (answers, await state(database)) in possible, order


async def test_of_two_loads_at_once_one_comes_after_the_other(database: Database, pair: Pair) -> None:
    survival, other = make.film_list("survival", make.entry("survival", 1, A)), make.film_list("other")

    def load(*lists: Any) -> Act:
        return lambda session: catalogue.fill(session, [A, B], lists)

    for order in orders(database, 0):
        await one_after_the_other(database, [load()])
        async with database.read() as session:
            version = await meta.catalogue_version(session)
        await pair.at_once([load(survival), load(other)], order)
        async with database.read() as session:
            assert await meta.catalogue_version(session) == version + 2


async def test_counting_in_one_row(database: Database) -> None:
    """What decides by what it has read locks it first; then no count is lost."""
    others = [Database(database.url, timeout=30) for _ in range(3)]

    async def count(at: Database) -> None:
        async with at.write() as session:
            version = await meta.lock_catalogue(session)
            await meta.put(session, meta.CATALOGUE_VERSION, str(version + 1))

    patient = [Database(database.url, timeout=30), *others]
    await asyncio.gather(*(count(at) for at in patient for _ in range(10)))
    async with database.read() as session:
        assert await meta.catalogue_version(session) == 40
    for one in patient:
        await one.close()


async def test_what_is_erased_at_once_is_all_on_the_list(database: Database) -> None:
    async def forget(user_id: int) -> None:
        async with database.write() as session:
            await members.forget(session, user_id)

    patient = Database(database.url, timeout=30)
    await asyncio.gather(*(forget(user_id) for user_id in range(1, 9)))
    await patient.close()
    if not database.one_writer:
        async with database.read() as session:
            lines = await session.execute(text("SELECT number FROM erasures ORDER BY number"))
        assert [number for (number,) in lines] == list(range(9))
