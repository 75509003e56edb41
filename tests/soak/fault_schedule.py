"""A bad day of Discord's, of the network and of the disk: one fault after the other, switched on and off."""

from __future__ import annotations

import asyncio
import math
import os
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.preview.faults import ANSWER_FAULTS, ARRIVAL_FAULTS, Fault
from bot.preview.standin import StandIn

_LOCKED = 1.0
"""Seconds for which somebody else holds the database."""
_GENTLE, _ROUGH = 0.01, 0.08
"""The chance that a fault befalls a request, at least and at most."""
_SAMPLE = 0.25
_BREAKS: frozenset[Fault] = frozenset({"drop_before", "drop_after"})
"""Each of these costs every other interaction of that second, too: they are ordered, never made likely."""


@dataclass
class Weather:
    """Makes faults; remembers when the gateway was away, which no bot can help."""

    standin: StandIn
    database: Path
    dice: random.Random
    outages: list[tuple[float, float]] = field(default_factory=list)
    """From and until, in seconds since 1970, of every loss of the gateway."""
    new_sessions: list[tuple[float, float]] = field(default_factory=list)
    """Those after which a new session was begun: what was sent meanwhile never arrives."""
    happened: Counter[str] = field(default_factory=Counter)
    held: list[float] = field(default_factory=list)
    """Seconds for which the database was really locked; on a busy machine longer than meant."""
    queued: list[tuple[float, float]] = field(default_factory=list)
    """At a time, the seconds that bot and stand-in have waited for the processor until then, which others had."""
    _session_lost: bool = False

    def queued_between(self, begun: float, ended: float) -> float:
        """Seconds of waiting for the processor within a span of time."""
        within = [waited for at, waited in self.queued if begun - _SAMPLE <= at <= ended + _SAMPLE]
        return within[-1] - within[0] if within else 0.0

    async def wait_beside(self, bot: int) -> None:
        """Note how long the bot (its process id) and we ourselves wait for the processor, until cancelled."""
        while True:
            waited = sum(queued_of(process) for process in (bot, os.getpid()))
            self.queued.append((time.time(), waited))
            await asyncio.sleep(_SAMPLE)

    async def rage(self) -> None:
        """One fault after the other, with calm between, until cancelled."""
        faults = self.standin.faults
        events: list[Callable[[], Awaitable[None]]] = [
            self._drop, self._refuse, self._ask, self._invalidate, self._lock, self._lock, self._lose_session,
        ]  # fmt: skip
        likely = [one for one in (*ANSWER_FAULTS, *ARRIVAL_FAULTS) if one not in _BREAKS]
        try:
            while True:
                await asyncio.sleep(self.dice.uniform(0.5, 3))
                if self.dice.random() < 0.35:
                    await self.dice.choice(events)()
                    continue
                for fault in self.dice.sample(likely, self.dice.randint(1, 3)):
                    faults.rates[fault] = self.dice.uniform(_GENTLE, _ROUGH)
                if self.dice.random() < 0.3:
                    faults.next(self.dice.choice(sorted(_BREAKS)))
                await asyncio.sleep(self.dice.uniform(1, 7))
                faults.calm()
        finally:
            faults.calm()

    async def watch(self) -> None:
        """Note every outage of the gateway, until cancelled."""
        gateway = self.standin.gateway
        while True:
            if not gateway.connected.is_set():
                begun, sessions = time.time(), gateway.identifies
                self.outages.append((begun, math.inf))  # what is lost meanwhile is counted before it ends
                await gateway.connected.wait()
                ended = time.time()
                if gateway.identifies > sessions:
                    self.new_sessions.append((begun, ended))
                self.outages[-1] = (begun, ended)
            await asyncio.sleep(0.02)

    async def _drop(self) -> None:
        self.happened["gateway dropped"] += 1
        self.standin.drop_gateway()

    async def _refuse(self) -> None:
        self.happened["gateway away for seconds"] += 1
        self.standin.faults.gateway_refused = True
        self.standin.drop_gateway()
        await asyncio.sleep(self.dice.uniform(1, 5))
        self.standin.faults.gateway_refused = False

    async def _ask(self) -> None:
        self.happened["asked to reconnect"] += 1
        await self.standin.gateway.ask_to_reconnect()

    async def _invalidate(self) -> None:
        self.happened["session invalid, to be resumed"] += 1
        await self.standin.gateway.invalidate(resumable=True)

    async def _lose_session(self) -> None:
        """Once only: a bot that begins sessions in a hurry would lose its token."""
        if not self._session_lost:
            self._session_lost = True
            self.happened["session lost"] += 1
            await self.standin.gateway.invalidate(resumable=False)

    async def _lock(self) -> None:
        self.happened["database locked by others"] += 1
        self.held.append(await asyncio.to_thread(hold, self.database, _LOCKED))


def hold(database: Path, seconds: float) -> float:
    """Keep everybody else from writing, as a backup program does that knows no better; for how long that was."""
    begun = time.monotonic()
    with (
        closing(sqlite3.connect(database, timeout=5, isolation_level=None)) as other,
        suppress(sqlite3.OperationalError),  # somebody else was faster
    ):
        other.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        time.sleep(seconds)
        other.execute("ROLLBACK")
    return time.monotonic() - begun


def queued_of(process: int) -> float:
    """Seconds that a process' main thread, which answers, was ready to run and had no processor (schedstat)."""
    return int(Path(f"/proc/{process}/task/{process}/schedstat").read_text().split()[1]) / 1e9
