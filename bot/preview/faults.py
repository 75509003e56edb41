"""Faults, switchable: what Discord and the network do to a bot on a bad day.

A fault is ordered once, for the next request or interaction it fits (`next`), or switched on with a chance (`rates`).
Both befall the bot only: the members of the stand-in see what they would see in Discord.
"""

from __future__ import annotations

import asyncio
import json
import random
import socket
import struct
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from typing import Literal, get_args

from aiohttp import web

from bot.preview.rest import PREFIX
from bot.preview.world import Json

AnswerFault = Literal[
    "rate_limit", "cloudflare", "server_error", "reset", "reset_after", "hang", "hang_after", "slow"
]
"""What befalls a request about an interaction. After "…_after" Discord has taken it, but the bot never hears so."""

ArrivalFault = Literal["duplicate", "late", "out_of_order", "drop_before", "drop_after"]
"""What befalls an interaction on its way to the bot; "drop_…": the gateway connection breaks around it."""

Fault = AnswerFault | ArrivalFault

ANSWER_FAULTS: tuple[AnswerFault, ...] = get_args(AnswerFault)
ARRIVAL_FAULTS: tuple[ArrivalFault, ...] = get_args(ArrivalFault)

ANSWERS = ("/interactions/", "/webhooks/")
"""Where answers to interactions go."""

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_Send = Callable[[str, Json], Awaitable[None]]

_HELD_BACK = 0.25
"""Seconds after which an interaction that was to be overtaken comes anyway."""


class Faults:
    """Off until something is ordered or switched on."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._ordered: deque[Fault] = deque()
        self._held: list[tuple[_Send, str, Json]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.rates: dict[Fault, float] = {}
        """The chance, from 0 to 1, that a fault befalls any one request or interaction."""
        self.retry_after = 0.3
        """Seconds that a rate limit asks for."""
        self.hang = 30.0
        """Seconds without an answer."""
        self.slow = 0.8
        """Seconds that an answer takes, or an interaction comes late."""
        self.reach: tuple[str, ...] = ANSWERS
        """Which requests are befallen, by the beginnings of their paths; at first those about interactions."""
        self.gateway_refused = False
        self.turned_away = 0
        """How often a connection to the gateway was refused."""
        """Let no connection to the gateway through."""
        self.happened: Counter[Fault] = Counter()
        self.observers: list[Callable[[Fault, str], None]] = []
        """Called with every fault and what it befalls: an interaction's id, or the path of a request."""

    def next(self, *faults: Fault) -> None:
        """Let each of these happen once, one after the other, to the next request or interaction it fits."""
        self._ordered.extend(faults)

    def calm(self) -> None:
        """No more faults."""
        self._ordered.clear()
        self.rates.clear()
        self.gateway_refused, self.reach = False, ANSWERS

    def close(self) -> None:
        for task in self._tasks:
            task.cancel()

    def ordered(self, fault: Fault) -> int:
        """How many times it will still happen because it was ordered."""
        return self._ordered.count(fault)

    def cancel(self, fault: Fault) -> None:
        """Let this one happen no more."""
        self._ordered = deque(one for one in self._ordered if one != fault)
        self.rates.pop(fault, None)

    def _draw(self, kinds: tuple[Fault, ...], befallen: str) -> Fault | None:
        chosen: Fault | None = None
        if ordered := next((one for one in self._ordered if one in kinds), None):
            chosen = ordered
            self._ordered.remove(ordered)
        elif self.rates:
            left = self._dice.random() * max(1.0, sum(self.rates.get(kind, 0.0) for kind in kinds))
            for kind in kinds:
                left -= self.rates.get(kind, 0.0)
                if left < 0:
                    chosen = kind
                    break
        if chosen is not None:
            self.happened[chosen] += 1
            for observer in self.observers:
                observer(chosen, befallen)
        return chosen

    # Requests of the bot

    @web.middleware
    async def around(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Stands between the bot and the stand-in's REST."""
        path = request.path
        if path == "/gateway":
            if self.gateway_refused:
                self.turned_away += 1
                return web.Response(status=503)
            return await handler(request)
        if not path.removeprefix(PREFIX).startswith(self.reach):
            return await handler(request)
        match self._draw(ANSWER_FAULTS, path.removeprefix(PREFIX)):
            case "rate_limit":
                await request.read()
                return self._slow_down()
            case "cloudflare":
                await request.read()
                headers = {"Retry-After": str(self.retry_after)}
                return web.Response(status=429, text="error code: 1015", headers=headers)
            case "server_error":
                await request.read()
                return web.Response(status=self._dice.choice((500, 502, 503, 504)), text="upstream error")
            case "reset":
                return _reset(request)
            case "reset_after":
                await handler(request)
                return _reset(request)
            case "hang":
                await asyncio.sleep(self.hang)
                return _reset(request)
            case "hang_after":
                await handler(request)
                await asyncio.sleep(self.hang)
                return _reset(request)
            case "slow":
                response = await handler(request)
                await asyncio.sleep(self.slow)
                return response
        return await handler(request)

    def _slow_down(self) -> web.Response:
        """As Discord's API says it (topics/rate-limits); the proxy before it leaves its mark in Via."""
        body = {"message": "You are being rate limited.", "retry_after": self.retry_after, "global": False}
        headers = {"Content-Type": "application/json", "Via": "1.1 google", "X-RateLimit-Scope": "shared"}
        return web.Response(status=429, body=json.dumps(body).encode(), headers=headers)

    # Interactions for the bot

    async def deliver(self, send: _Send, drop: Callable[[], None], event: str, payload: Json) -> None:
        """Send an event, or do to it what befalls it. Returns at once: nobody waits for what comes late."""
        fault = self._draw(ARRIVAL_FAULTS, str(payload.get("id", "")))
        if fault == "late":
            self._later(self.slow, send, event, payload)
            return
        if fault == "out_of_order":
            self._held.append((send, event, payload))
            self._later(_HELD_BACK, self._release)
            return
        if fault == "drop_before":
            drop()
        await send(event, payload)
        if fault == "drop_after":
            drop()
        if fault == "duplicate":
            await send(event, payload)
        await self._release()

    async def _release(self) -> None:
        held, self._held = self._held, []
        for send, event, payload in held:
            await send(event, payload)

    def _later(self, seconds: float, call: Callable[..., Awaitable[None]], *given: object) -> None:
        async def wait() -> None:
            await asyncio.sleep(seconds)
            await call(*given)

        task = asyncio.create_task(wait())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _reset(request: web.Request) -> web.Response:
    """Cut the connection with a TCP reset. What is returned reaches nobody."""
    transport = request.transport
    if transport is not None:
        plug = transport.get_extra_info("socket")
        if plug is not None:
            plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response(status=500)
