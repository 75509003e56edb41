"""The stand-in's gateway: HELLO, IDENTIFY, READY, heartbeats, RESUME and what was missed meanwhile.

Docs: events/gateway (life cycle, sharding), topics/opcodes-and-status-codes (opcodes and close codes).
"""

from __future__ import annotations

import asyncio
import json
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from secrets import token_hex
from time import monotonic

from aiohttp import WSMessage, web

from bot.preview import readable
from bot.preview.world import APPLICATION_ID, Json, bot_user_json

HEARTBEAT_INTERVAL = 41_250
"""Milliseconds between the bot's heartbeats, Discord's own figure."""

_REPLAYED_EVENTS = 1_000
_LONGEST_PAYLOAD = 4096
"""Bytes of what the bot may send (docs: events/gateway, sending events)."""
_PRIVILEGED_INTENTS = (1 << 1) | (1 << 8) | (1 << 15)  # members, presences, message content


class _Op(IntEnum):
    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE_UPDATE = 3
    VOICE_STATE_UPDATE = 4
    RESUME = 6
    RECONNECT = 7
    REQUEST_GUILD_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


_IGNORED = {_Op.PRESENCE_UPDATE, _Op.VOICE_STATE_UPDATE, _Op.REQUEST_GUILD_MEMBERS}


class _Kicked(Exception):  # noqa: N818  (control flow: the close code is the message)
    """Close this connection with one of Discord's close codes."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


class _Link:
    """One WebSocket of the bot. With compress=zlib-stream all frames share one deflate context.

    To compress=zstd-stream we answer in text, which clients accept in every mode: Python 3.11 brings no zstd.
    """

    def __init__(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        self._transport = request.transport
        self._socket = socket
        self._deflate = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None
        self._in_turn = asyncio.Lock()
        self.hung_up_by_us = False

    async def send(self, payload: Json) -> None:
        """Raise ConnectionError if the socket is gone."""
        text = json.dumps(payload)
        async with self._in_turn:
            if self._deflate is None:
                await self._socket.send_str(text)
            else:
                frame = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                await self._socket.send_bytes(frame)

    async def close(self, code: int, reason: str = "") -> None:
        self.hung_up_by_us = True
        await self._socket.close(code=code, message=reason.encode())

    def abort(self) -> None:
        """Cut the wire, as a network does."""
        if self._transport is not None:
            self._transport.abort()


@dataclass(slots=True)
class _Session:
    """A bot that has identified. It outlives its connection, so that RESUME can catch up."""

    shard: int
    shards: int
    id: str = field(default_factory=lambda: token_hex(16))
    link: _Link | None = None
    sequence: int = 0
    sent: deque[Json] = field(default_factory=lambda: deque(maxlen=_REPLAYED_EVENTS))

    async def dispatch(self, event: str, data: Json) -> None:
        self.sequence += 1
        payload = {"op": _Op.DISPATCH, "t": event, "s": self.sequence, "d": data}
        self.sent.append(payload)
        if self.link is None:
            return  # kept in `sent` until the bot resumes
        try:
            await self.link.send(payload)
        except ConnectionError:
            self.link = None

    async def resume(self, link: _Link, after: int) -> None:
        while missed := [payload for payload in self.sent if payload["s"] > after]:
            for payload in missed:
                await link.send(payload)
            after = missed[-1]["s"]
        self.link = link  # at once: nothing can be dispatched between the last look and here


class Gateway:
    """All sessions; interactions go to the shard of their server, to the session that identified last for it."""

    def __init__(
        self, *, accepts: Callable[[str], bool], max_concurrency: Callable[[], int] = lambda: 1
    ) -> None:
        """`max_concurrency`: how many buckets of shards there are, of which each may identify once in `pace`."""
        self._accepts = accepts
        self._max_concurrency = max_concurrency
        self._sessions: dict[str, _Session] = {}
        self._current: dict[int, _Session] = {}
        """By shard."""
        self._shards = 1
        """How many there are, as the bot has said last."""
        self._identified: dict[int, float] = {}
        """By bucket, when it was last made use of."""
        self._links: set[_Link] = set()
        self.connected = asyncio.Event()
        """Set while every shard is identified and its connection stands."""
        self.identifies = 0
        self.resumes = 0
        self.hurried = 0
        """How often a shard was refused because its bucket had been made use of."""
        self.pace = 0.0
        """Seconds for which a bucket is closed after an IDENTIFY; Discord's are five."""
        self.least_shards = 1
        """With fewer the bot is told that it has too many servers for them."""

    async def dispatch(self, event: str, data: Json) -> None:
        """Send an event to the bot. Without a connection it is kept for RESUME, without a bot it is lost."""
        session = self._current.get(self.shard_of(data))
        if session is not None:
            await session.dispatch(event, data)

    def shard_of(self, data: Json) -> int:
        """Which shard hears of an event (docs: events/gateway, sharding formula); private messages go to the first."""
        guild_id = str(data.get("guild_id")) if isinstance(data, dict) else ""
        return (int(guild_id) >> 22) % self._shards if guild_id.isdecimal() else 0

    def drop(self, shard: int | None = None) -> None:
        """Cut every connection without a goodbye, or those of one shard."""
        for session in self._sessions.values():
            if session.link is not None and shard in {None, session.shard}:
                session.link.abort()
                session.link = None
        if shard is None:  # those that have not identified, too
            for link in self._links:
                link.abort()
        self._look()

    def _look(self) -> None:
        """Whether all shards are connected now."""
        up = {number for number, session in self._current.items() if session.link is not None}
        if up >= set(range(self._shards)):
            self.connected.set()
        else:
            self.connected.clear()

    async def ask_to_reconnect(self) -> None:
        """What Discord does before it restarts a gateway (opcode 7)."""
        for link in list(self._links):
            await link.send({"op": _Op.RECONNECT})

    async def invalidate(self, *, resumable: bool) -> None:
        """Declare every session invalid (opcode 9); one that is not resumable is forgotten."""
        if not resumable:
            self._sessions.clear()
            self._current.clear()
            self._look()
        for link in list(self._links):
            await link.send({"op": _Op.INVALID_SESSION, "d": resumable})

    async def kick(self, code: int) -> None:
        """Close every connection with one of Discord's close codes."""
        for link in list(self._links):
            await link.close(code)

    async def close(self) -> None:
        """Say goodbye to every bot."""
        await asyncio.gather(*(link.close(1001, "The stand-in closes.") for link in self._links))

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Talk to one connection of the bot until it ends."""
        socket = web.WebSocketResponse(timeout=1, max_msg_size=_LONGEST_PAYLOAD)
        await socket.prepare(request)
        link = _Link(request, socket)
        self._links.add(link)
        session: _Session | None = None
        try:
            await link.send({"op": _Op.HELLO, "d": {"heartbeat_interval": HEARTBEAT_INTERVAL}})
            async for message in socket:
                session = await self._hear(link, session, message, f"ws://{request.host}/gateway")
        except _Kicked as kicked:
            await link.close(kicked.code, kicked.reason)
        except ConnectionError:
            pass  # the bot hung up while we were talking
        finally:
            self._links.discard(link)
            self._hung_up(link, session, socket.close_code)
        return socket

    def _hung_up(self, link: _Link, session: _Session | None, code: int | None) -> None:
        if session is None or session.link not in (link, None):
            return  # it never identified, or has resumed elsewhere
        session.link = None
        if code in (1000, 1001) and not link.hung_up_by_us:  # the bot meant it: Discord forgets the session
            self._sessions.pop(session.id, None)
            if session is self._current.get(session.shard):
                del self._current[session.shard]
        self._look()

    async def _hear(
        self, link: _Link, session: _Session | None, message: WSMessage, url: str
    ) -> _Session | None:
        try:
            payload = readable.loads(message.data)
            op, data = int(payload["op"]), payload.get("d")
        except (ValueError, TypeError, KeyError, AttributeError):
            raise _Kicked(4002, "Error while decoding payload.") from None
        if op == _Op.HEARTBEAT:
            await link.send({"op": _Op.HEARTBEAT_ACK})
        elif op in (_Op.IDENTIFY, _Op.RESUME):
            if session is not None:
                raise _Kicked(4005, "Already authenticated.")
            if not isinstance(data, dict) or not self._accepts(str(data.get("token", ""))):
                raise _Kicked(4004, "Authentication failed.")
            return await (self._identify(link, data, url) if op == _Op.IDENTIFY else self._resume(link, data))
        elif session is None:
            raise _Kicked(4003, "Not authenticated.")
        elif op not in _IGNORED:
            raise _Kicked(4001, "Unknown opcode.")
        return session

    async def _identify(self, link: _Link, data: Json, url: str) -> _Session | None:
        intents = data.get("intents")
        if not isinstance(intents, int):
            raise _Kicked(4013, "Invalid intent(s).")
        if intents & _PRIVILEGED_INTENTS:
            raise _Kicked(4014, "Disallowed intent(s).")
        shard, shards = _shard_of(data)
        if shards < self.least_shards:
            raise _Kicked(4011, "Sharding required.")
        bucket, now = shard % self._max_concurrency(), monotonic()
        if now - self._identified.get(bucket, -self.pace) < self.pace:
            self.hurried += 1
            await link.send({"op": _Op.INVALID_SESSION, "d": False})
            return None
        self._identified[bucket] = now
        session = _Session(shard, shards, link=link)
        self._sessions[session.id] = session
        if shards != self._shards:
            self._shards = shards
            self._current.clear()
        self._current[shard] = session
        self.identifies += 1
        await session.dispatch(
            "READY",
            {
                "v": 10,
                "user": bot_user_json(),
                "guilds": [],  # as without the guilds intent
                "session_id": session.id,
                "session_type": "normal",
                "resume_gateway_url": url,
                "shard": [shard, shards],
                "application": {"id": str(APPLICATION_ID), "flags": 0},
                "private_channels": [],
                "relationships": [],
                "user_settings": {},
            },
        )
        self._look()
        return session

    async def _resume(self, link: _Link, data: Json) -> _Session | None:
        session = self._sessions.get(str(data.get("session_id", "")))
        seen = data.get("seq", 0)
        if not isinstance(seen, int):
            raise _Kicked(4007, "Invalid seq.")
        if session is None:
            await link.send({"op": _Op.INVALID_SESSION, "d": False})
            return None
        if seen > session.sequence:
            raise _Kicked(4007, "Invalid seq.")
        self.resumes += 1
        await session.resume(link, seen)
        await session.dispatch("RESUMED", {})
        self._look()
        return session


def _shard_of(data: Json) -> tuple[int, int]:
    """Which of how many, as an IDENTIFY says; the only one if it says nothing."""
    match data.get("shard", [0, 1]):
        case [int(shard), int(shards)] if 0 <= shard < shards:
            return shard, shards
    raise _Kicked(4010, "Invalid shard.")
