"""The life of the process on Discord: connecting, again and again if need be, and an orderly end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable
from time import monotonic

import discord

from bot.client import Kinoteka

log = logging.getLogger(__name__)


class LoginRefusedError(Exception):
    """Discord does not know the token, or does not let this bot in."""


_REFUSED = frozenset({4004, 4010, 4011, 4012, 4013, 4014})
"""Close codes after which trying again is of no use (topics/opcodes, gateway close event codes)."""
_LAST_ARRIVALS = 0.25
"""Seconds at the end in which what Discord has sent already still arrives."""
_DRAIN = 2.5
"""Seconds for answers under way at the end; Discord would not take them much later anyway."""
_CLOSE = 1.5
"""Seconds for a goodbye."""
_LONGEST_PAUSE = 300.0
"""Seconds between two lives that each began a session, at most; it doubles from one second."""
_LONGEST_KNOCK = 20.0
"""Seconds between two tries that did not get as far: they cost nothing, and Discord may be back any moment."""
_GOOD_LIFE = 600.0
"""Seconds after which an end is no longer part of a bad beginning."""


async def live(connect: Callable[[], Kinoteka], token: str, stop: asyncio.Event, dice: random.Random) -> None:
    """Keep the bot connected until `stop` is set, then deliver what is under way and close.

    discord.py reconnects by itself once it was connected. What ends it (the very first connection refused, which 2.7.1
    turns into an AttributeError; a server error at login; a gateway that is away for long; one session refused after
    the other) is met here with a new client after a pause that doubles, with jitter: Discord resets the token of
    whoever begins 1,000 sessions a day.
    Raise LoginRefusedError for a token that Discord does not take.
    """
    pause = 1.0
    while not stop.is_set():
        client, born = connect(), monotonic()
        running = asyncio.create_task(client.start(token))
        ends = [asyncio.create_task(stop.wait()), asyncio.create_task(client.lost.wait())]
        await asyncio.wait({running, *ends}, return_when=asyncio.FIRST_COMPLETED)
        for end in ends:
            end.cancel()
        if stop.is_set():
            await asyncio.sleep(_LAST_ARRIVALS)
            running.cancel()  # the gateway is read no more; answers under way go on
            await client.desk.drain(_DRAIN)
        await _finish(client, running)
        error = running.exception() if running.done() and not running.cancelled() else None
        if stop.is_set():
            return
        if isinstance(error, discord.LoginFailure | discord.PrivilegedIntentsRequired) or (
            isinstance(error, discord.ConnectionClosed) and error.code in _REFUSED
        ):
            raise LoginRefusedError(f"Discord does not let the bot in: {error}") from error
        longest = _LONGEST_PAUSE if client.sessions else _LONGEST_KNOCK
        pause = 1.0 if monotonic() - born > _GOOD_LIFE else min(pause * 2, longest)
        wait = pause * dice.uniform(0.75, 1.25)
        why = str(error) or type(error).__name__ if error else "the gateway was away for too long"
        log.warning("Not connected to Discord (%s); trying again in %.0f s", why, wait)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), wait)


async def _finish(client: Kinoteka, running: asyncio.Task[None]) -> None:
    """Close within seconds, whatever the other side does."""
    try:
        await asyncio.wait_for(client.close(), _CLOSE)
    except TimeoutError:
        log.warning("Discord did not say goodbye in time")
    running.cancel()
    await asyncio.wait({running}, timeout=_CLOSE)
