"""Interactions by HTTP: the address of the bot's own to which Discord posts them, behind a reverse proxy.

Docs: interactions/overview (setting up an endpoint), interactions/receiving-and-responding. Each request is signed;
Discord now and then sends one with a wrong signature, and takes the address away from a bot that does not refuse it.
A request is answered with 202 at once, and the interaction as always, by its callback.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Final, Protocol

from aiohttp import web
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from bot.runtime.deadlines import Deadlines
from bot.runtime.metrics import Metrics

PATH: Final = "/interactions"
HEALTH: Final = "/healthz"
_LARGEST: Final = 1 << 20
"""Bytes of an interaction; with a message of 40 components and everything it speaks of they are some 50,000."""
_PING: Final = 1
_PONG: Final = {"type": 1}
"""The type of Discord's question whether anybody is there, and the answer to it."""


class Receiver(Protocol):
    """Who takes interactions."""

    @property
    def verify_key(self) -> str | None:
        """With which Discord signs them, 32 bytes in hexadecimal digits; None as long as none are taken."""

    def receive(self, payload: dict[str, Any]) -> bool:
        """Take an interaction; whether it could be read."""


class Endpoint:
    """Judges requests, and hands interactions to the receiver there is at that moment."""

    def __init__(
        self,
        receiver: Callable[[], Receiver | None],
        health: Callable[[], tuple[bool, str]],
        metrics: Metrics,
        deadlines: Deadlines,
    ) -> None:
        """`health` as in `Kinoteka.health`."""
        self._receiver = receiver
        self._health = health
        self._metrics = metrics
        self._deadlines = deadlines
        self._ends = self._has_ended = False

    async def interact(self, request: web.Request) -> web.Response:
        """One request of Discord's, or of somebody who pretends to be Discord."""
        receiver = None if self._has_ended else self._receiver()
        key = receiver.verify_key if receiver is not None else None
        if receiver is None or key is None:
            return self._refused(503, "not_ready")
        signature = request.headers.get("X-Signature-Ed25519")
        timestamp = request.headers.get("X-Signature-Timestamp")
        if signature is None or timestamp is None:
            return self._refused(401, "signature")
        try:
            async with asyncio.timeout(self._deadlines.body):
                body = await request.read()
        except TimeoutError:
            return self._refused(408, "slow")
        except web.HTTPRequestEntityTooLarge:
            return self._refused(413, "too_large")
        if not is_signed(key, signature, timestamp, body):
            return self._refused(401, "signature")
        try:
            payload = json.loads(body)
            kind = payload["type"]
        except (ValueError, TypeError, KeyError):
            return self._refused(400, "unreadable")
        if kind == _PING:
            return web.json_response(_PONG)
        if not receiver.receive(payload):
            return self._refused(400, "unreadable")
        return web.Response(status=202)

    async def tell_health(self, _request: web.Request) -> web.Response:
        """200 while a balancer may send interactions here, else 503; and why."""
        is_well, said = self._health()
        if self._ends:
            is_well, said = False, "ending"
        return web.Response(status=200 if is_well else 503, text=f"{said}\n")

    async def close_connections(self, _request: web.Request, response: web.StreamResponse) -> None:
        """At the end, have the balancer use none of its connections again."""
        if self._ends:
            response.force_close()

    async def end(self, stop: asyncio.Event, stop_listening: Callable[[], Any]) -> None:
        """When `stop` is set: take no new connections, and soon no further interactions."""
        await stop.wait()
        self._ends = True
        await stop_listening()
        await asyncio.sleep(self._deadlines.last_arrivals)
        self._has_ended = True

    def _refused(self, status: int, reason: str) -> web.Response:
        self._metrics.refused_requests.labels(reason).inc()
        return web.Response(status=status)


def is_signed(key: str, signature: str, timestamp: str, body: bytes) -> bool:
    """Whether Discord has signed this body at that time, with the key in hexadecimal digits.

    Source: interactions/overview (validating security request headers).
    """
    try:
        VerifyKey(bytes.fromhex(key)).verify(timestamp.encode() + body, bytes.fromhex(signature))
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True


@asynccontextmanager
async def listening(endpoint: Endpoint, host: str, port: int, stop: asyncio.Event) -> AsyncIterator[None]:
    """For the block, listen, until `stop` is set. Raises OSError for an address that cannot be had."""
    app = web.Application(client_max_size=_LARGEST)
    app.router.add_post(PATH, endpoint.interact)
    app.router.add_get(HEALTH, endpoint.tell_health)
    app.on_response_prepare.append(endpoint.close_connections)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    ending: asyncio.Task[None] | None = None
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        ending = asyncio.create_task(endpoint.end(stop, site.stop))
        yield
    finally:
        if ending is not None:
            ending.cancel()
        await runner.cleanup()
