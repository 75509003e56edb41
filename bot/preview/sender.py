"""Interactions by HTTP, as Discord sends them: signed, and on a bad day not as they should be.

Docs: interactions/overview (setting up an endpoint), interactions/receiving-and-responding.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import count
from typing import Literal
from urllib.parse import urlsplit

import aiohttp
from nacl.signing import SigningKey

from bot.preview.channel import Impossible
from bot.preview.world import Json

SendingFault = Literal["wrong_signature", "no_signature", "other_body", "slow_body", "cut"]
"""What befalls a request: signed by somebody else; not at all; another body than was signed; half a body, and the rest
never; half a body, and the connection cut."""

_PATIENCE = 3.0
"""Seconds for a bot to answer."""
_PING = {"type": 1}


class Sender:
    """Posts interactions to a bot: to any number of equal processes, as a load balancer does."""

    def __init__(self, urls: Sequence[str], *, clock: Callable[[], float] = time.time) -> None:
        """`urls`: where the processes take interactions. One that cannot be reached is passed over."""
        self.urls = [*urls]
        self._clock = clock
        self._key = SigningKey.generate()
        self._stranger = SigningKey.generate()
        self._turn = count()
        self._session: aiohttp.ClientSession | None = None
        self.statuses: Counter[int] = Counter()
        """What was answered, how often; 0: nothing."""
        self.taken: dict[str, tuple[str, float]] = {}
        """By an interaction's id, which URL has taken it, and when by the event loop's clock."""

        self.broken: set[str] = set()
        """Ids of interactions whose connection broke after they were sent: nobody knows whether they were taken."""

    @property
    def verify_key(self) -> str:
        """With which the signatures are checked, in hexadecimal digits."""
        return self._key.verify_key.encode().hex()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def dispatch(self, _event: str, payload: Json) -> None:
        """Send an interaction to one process that can be reached; to none if there is none."""
        first = next(self._turn)
        for number in range(first, first + len(self.urls)):
            url = self.urls[number % len(self.urls)]
            try:
                status = await self.send(payload, url)
            except aiohttp.ClientConnectorError:
                continue  # nothing was sent: the next one
            except (aiohttp.ClientError, OSError):
                self.statuses[0] += 1
                self.broken.add(payload["id"])
                return
            if status == 503:
                continue  # it says itself that it has not taken it
            if status == 202:
                self.taken[payload["id"]] = url, asyncio.get_running_loop().time()
            return

    async def send(self, payload: Json, url: str, fault: SendingFault | None = None) -> int:
        """The status of the answer, 0 if the connection was cut by us. Raise aiohttp.ClientError or OSError."""
        body = json.dumps(payload).encode()
        timestamp = str(int(self._clock()))
        key = self._stranger if fault == "wrong_signature" else self._key
        headers = {
            "Content-Type": "application/json",
            "X-Signature-Ed25519": key.sign(timestamp.encode() + body).signature.hex(),
            "X-Signature-Timestamp": timestamp,
        }
        if fault == "no_signature":
            del headers["X-Signature-Ed25519"]
        if fault == "other_body":
            body = body.replace(b'"', b' "', 1)
        if fault in {"slow_body", "cut"}:
            return await self._send_half(url, headers, body, cut=fault == "cut")
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_PATIENCE))
        async with self._session.post(url, data=body, headers=headers) as answer:
            self.statuses[answer.status] += 1
            self.answer = await answer.read()
            return answer.status

    async def _send_half(self, url: str, headers: dict[str, str], body: bytes, *, cut: bool) -> int:
        where = urlsplit(url)
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head = (
            f"POST {where.path} HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Length: {len(body)}\r\n{head}\r\n"
        )
        writer.write(head.encode() + body[: len(body) // 2])
        await writer.drain()
        if cut:
            writer.transport.abort()
            return 0
        try:
            line = await asyncio.wait_for(reader.readline(), _PATIENCE * 4)
            return int(line.split()[1])
        finally:
            writer.close()

    async def introduce(self) -> None:
        """What Discord does before it takes an address: a PING, and one with a wrong signature. Raise Impossible."""
        for url in self.urls:
            status = await self.send(_PING, url)
            if status != 200 or json.loads(self.answer) != _PING:
                raise Impossible(f"{url} answers a PING with {status}")
            if (status := await self.send(_PING, url, "wrong_signature")) != 401:
                raise Impossible(f"{url} answers a wrong signature with {status}")
