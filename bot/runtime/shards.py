"""The shards of one process: which of them are connected to the gateway, and when each may begin a session.

Discord divides the servers of a bot among shards, each with a connection and a session of its own (events/gateway,
sharding). It takes 1,000 sessions a day from all of them together and resets the token of whoever begins more; and of
each bucket, which is the shard's number modulo `max_concurrency`, one session in five seconds.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from math import ceil
from time import monotonic

from bot.runtime.metrics import Metrics

_SESSIONS, _WINDOW = 2, 600.0
"""Sessions that a shard may begin within so many seconds without a pause."""
_PAUSE = 120.0
"""Seconds between two sessions of a shard that has begun more: some 700 a day."""
_PUNCTUAL = 0.25
"""Seconds after the beginning of its turn in which a process may still make use of it."""


class TooManySessionsError(Exception):
    """The gateway makes us begin one session after the other."""


class Shards:
    """Those of this process; `plan` says which."""

    def __init__(
        self, metrics: Metrics, *, lost_after: float, pace: float, clock: Callable[[], float] = time.time
    ) -> None:
        """`pace`: seconds between two sessions of a bucket. `clock` gives seconds since 1970.

        To be made inside a running event loop.
        """
        self.lost = asyncio.Event()
        """Set once every shard has been away for `lost_after` seconds: then a new client finds Discord sooner."""
        self.sessions: deque[tuple[int, float]] = deque()
        """Which shard has lately begun a session, and when by `monotonic`."""
        self.ids: Sequence[int] = ()
        """The shards of this process."""
        self._metrics = metrics
        self._lost_after = lost_after
        self._pace = pace
        self._clock = clock
        self._up: set[int] = set()
        self._losing: asyncio.TimerHandle | None = None
        self._buckets = 1
        self._processes = self._turn = 0
        self._in_turn: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._latest: dict[int, float] = {}

    def plan(self, ids: Sequence[int], *, of: int, max_concurrency: int) -> None:
        """`ids`: the shards of this process, `of` so many in all; sessions are begun in so many buckets."""
        self.ids = ids
        self._buckets = max_concurrency
        self._processes = ceil(of / len(ids))
        self._turn = min(ids) * self._processes // of
        self._metrics.gateway_shards.set(len(ids))

    # Which are connected

    @property
    def connected(self) -> int:
        """How many are connected."""
        return len(self._up)

    @property
    def are_connected(self) -> bool:
        """Whether all are."""
        return bool(self.ids) and len(self._up) == len(self.ids)

    def came_up(self, shard_id: int) -> None:
        """The shard is connected."""
        if shard_id not in self.ids:
            return
        self._up.add(shard_id)
        self._metrics.gateway_connected.set(len(self._up))
        if self._losing is not None:
            self._losing.cancel()
            self._losing = None

    def went_down(self, shard_id: int) -> None:
        """The shard is not connected; known already or not."""
        self._up.discard(shard_id)
        self._metrics.gateway_connected.set(len(self._up))
        if not self._up and self._losing is None:
            self._losing = asyncio.get_running_loop().call_later(self._lost_after, self.lost.set)

    # When each may begin a session

    def begun(self, shard_id: int) -> None:
        """The shard begins a session."""
        self.sessions.append((shard_id, monotonic()))

    async def turn(self, shard_id: int) -> None:
        """Wait until the shard may begin a session.

        A shard that has begun too many waits by itself, so that the others go on. Raises TooManySessionsError if there
        are no others.
        """
        while (over := self._over_budget(shard_id)) > 0:
            if len(self.ids) == 1:
                raise TooManySessionsError(f"{_SESSIONS} sessions within {_WINDOW / 60:.0f} minutes")
            await asyncio.sleep(over)
        bucket = shard_id % self._buckets
        async with self._in_turn[bucket]:
            await asyncio.sleep(self._latest.get(bucket, -self._pace) + self._pace - monotonic())
            if self._processes > 1 and self._pace:
                await asyncio.sleep(self._until_our_turn())
            self._latest[bucket] = monotonic()

    def _over_budget(self, shard_id: int) -> float:
        """Seconds for which the shard must wait because of the sessions that it has begun."""
        now = monotonic()
        while self.sessions and now - self.sessions[0][1] > _WINDOW:
            self.sessions.popleft()
        own = [when for which, when in self.sessions if which == shard_id]
        return own[-1] + _PAUSE - now if len(own) >= _SESSIONS else 0.0

    def _until_our_turn(self) -> float:
        """Seconds until the processes that share the shards have come round to this one.

        They do not know of each other, but of the time: without turns, two that start together would have every other
        session refused.
        """
        period = self._pace * self._processes
        passed = (self._clock() - self._turn * self._pace) % period
        return 0.0 if passed < _PUNCTUAL * self._pace else period - passed
