"""The process on Discord: connecting, again and again if need be, and an orderly end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable, Sized
from time import monotonic
from typing import Protocol

import discord

from bot.runtime.deadlines import Deadlines

log = logging.getLogger(__name__)


class LoginRefusedError(Exception):
    """Discord does not know the token, or does not let this bot in."""


class Supervised(Protocol):
    """A client that can be kept connected: one is good for one connection and what discord.py makes of it."""

    @property
    def lost(self) -> asyncio.Event:
        """Set once the gateway has been away for so long that a new client finds Discord sooner."""

    @property
    def sessions(self) -> Sized:
        """The sessions that it has begun lately."""

    async def start(self, token: str) -> None:
        """Connect, and go on until closed."""

    async def drain(self) -> None:
        """Wait for the answers under way, within the time for that."""

    async def close(self) -> None:
        """End the connection."""


_REFUSED = frozenset({4004, 4010, 4011, 4012, 4013, 4014})
"""Close codes after which trying again is of no use (topics/opcodes, gateway close event codes)."""
_LONGEST_PAUSE = 300.0
"""Seconds between two clients that each began a session, at most; it doubles from one second."""
_LONGEST_WITHOUT_SESSION = 20.0
"""Seconds between two tries that did not get as far: they cost nothing, and Discord may be back any moment."""
_STEADY = 600.0
"""Seconds after which an end is no longer part of a bad beginning, and pauses are short again."""


async def supervise(
    connect: Callable[[], Supervised],
    token: str,
    stop: asyncio.Event,
    dice: random.Random,
    deadlines: Deadlines,
) -> None:
    """Keep the bot connected until `stop` is set, then deliver what is under way and close.

    discord.py reconnects by itself once it was connected. What ends it (the very first connection refused, which 2.7.1
    turns into an AttributeError; a server error at login; a gateway that is away for long; one session refused after
    the other) is met here with a new client after a pause that doubles, with jitter: Discord resets the token of
    whoever begins 1,000 sessions a day.
    Raises LoginRefusedError for a token that Discord does not take.
    """
    pause = 1.0
    while not stop.is_set():
        client, begun = connect(), monotonic()
        running = asyncio.create_task(client.start(token))
        ends = [asyncio.create_task(stop.wait()), asyncio.create_task(client.lost.wait())]
        await asyncio.wait({running, *ends}, return_when=asyncio.FIRST_COMPLETED)
        for end in ends:
            end.cancel()
        if stop.is_set():
            await asyncio.sleep(deadlines.last_arrivals)
            running.cancel()  # the gateway is read no more; answers under way go on
            await client.drain()
        await _finish(client, running, deadlines.close)
        error = running.exception() if running.done() and not running.cancelled() else None
        if stop.is_set():
            return
        if isinstance(error, discord.LoginFailure | discord.PrivilegedIntentsRequired) or (
            isinstance(error, discord.ConnectionClosed) and error.code in _REFUSED
        ):
            raise LoginRefusedError(f"Discord does not let the bot in: {error}") from error
        longest = _LONGEST_PAUSE if client.sessions else _LONGEST_WITHOUT_SESSION
        pause = 1.0 if monotonic() - begun > _STEADY else min(pause * 2, longest)
        wait = pause * dice.uniform(0.75, 1.25)
        why = str(error) or type(error).__name__ if error else "the gateway was away for too long"
        log.warning("Not connected to Discord (%s); trying again in %.0f s", why, wait)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), wait)


async def _finish(client: Supervised, running: asyncio.Task[None], patience: float) -> None:
    """Close within twice so many seconds, whatever the other side does."""
    try:
        await asyncio.wait_for(client.close(), patience)
    except TimeoutError:
        log.warning("Discord did not say goodbye in time")
    running.cancel()
    await asyncio.wait({running}, timeout=patience)
