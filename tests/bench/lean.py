"""A Discord that costs next to nothing, so that what is measured is the bot: no rules, no memory, ready-made frames.

The gateway is the stand-in's own. The callback is answered as Discord answers it: with the message if asked for.
"""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from typing import Any, Self

import aiohttp
from aiohttp import web

from bot.preview.gateway import Gateway
from bot.preview.sender import Sender
from bot.preview.world import ANNA, APPLICATION_ID, SERVER, application_json, bot_user_json
from tests.waiting import until

PREFIX = "/api/v10"
PATH = "/interactions"
IN_TIME = 3.0
"""Seconds within which Discord takes a first response."""
_SILENCE = 20.0
"""Seconds after which an answer is counted as lost."""
_EPOCH = 1_420_070_400.0

Json = dict[str, Any]


class Lean:
    """One application's Discord: `ask` sends an interaction and says after how many seconds it was answered."""

    def __init__(self, port: int | None = None) -> None:
        """`port`: where the bot takes interactions by HTTP on loopback; None: through the gateway."""
        self._sender = None if port is None else Sender([f"http://127.0.0.1:{port}{PATH}"])
        self._gateway = Gateway(accepts=lambda _token: True)
        self._runner: web.AppRunner | None = None
        self._port = 0
        self._waiting: dict[str, asyncio.Future[float]] = {}
        self._last_id = 0
        self._frame = SERVER.interaction_json(ANNA) | {
            "application_id": str(APPLICATION_ID),
            "version": 1,
        }
        self.commands: dict[str, Json] = {}
        self.last: Json = {}
        """The body of the last answer."""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=30_000_000)
        app.router.add_get("/gateway", self._gateway.serve)
        app.router.add_post(PREFIX + "/interactions/{id}/{token}/callback", self._callback)
        app.router.add_route("*", PREFIX + "/{path:.*}", self._rest)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._gateway.close()
        if self._sender is not None:
            await self._sender.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self._port}{PREFIX}"

    async def ready(self) -> None:
        async with asyncio.timeout(60):
            if self._sender is None:
                await self._gateway.connected.wait()
            else:
                await until(self._takes_interactions, 60)

    async def _takes_interactions(self) -> bool:
        if self._sender is None:
            return False
        with suppress(aiohttp.ClientError):
            return await self._sender.send({"type": 1}, self._sender.urls[0]) == 200
        return False

    async def ask(self, kind: int, data: Json, message: Json | None = None) -> float | None:
        """Seconds from the frame's departure to the answer's arrival; None if none came."""
        self._last_id = max(int((time.time() - _EPOCH) * 1000) << 22, self._last_id + 1)
        number = str(self._last_id)
        payload = self._frame | {"id": number, "token": f"t{number}", "type": kind, "data": data}
        if message is not None:
            payload["message"] = message
        answered: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answered
        begun = time.perf_counter()
        send = self._gateway.dispatch if self._sender is None else self._sender.dispatch
        await send("INTERACTION_CREATE", payload)
        try:
            return await asyncio.wait_for(answered, _SILENCE) - begun
        except TimeoutError:
            return None
        finally:
            del self._waiting[number]

    async def _callback(self, request: web.Request) -> web.Response:
        body = await request.read()
        number = request.match_info["id"]
        answered = self._waiting.get(number)
        if answered is not None and not answered.done():
            answered.set_result(time.perf_counter())
        self.last = json.loads(body) if request.content_type == "application/json" else {}
        if request.query.get("with_response") != "1":
            return web.Response(status=204)
        return _json(_echo(number, self.last))

    async def _rest(self, request: web.Request) -> web.Response:
        path, body = request.match_info["path"], await request.read()
        if path == "gateway/bot":
            limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
            url = f"ws://127.0.0.1:{self._port}/gateway"
            return _json({"url": url, "shards": 1, "session_start_limit": limit})
        if path == "users/@me":
            return _json(bot_user_json())
        if path.endswith("/@me"):
            return _json(
                application_json()
                if self._sender is None
                else application_json(self._sender.verify_key, self._sender.urls[0])
            )
        if path.endswith("/commands"):
            about = {"application_id": str(APPLICATION_ID), "version": "1"}
            told = [
                {"description": ""} | one | about | {"id": str(7_000 + n)}
                for n, one in enumerate(json.loads(body))
            ]
            self.commands = {one["name"]: one for one in told}
            return _json(told)
        return _json(message_of({}))


def message_of(data: Json, number: str = "5000") -> Json:
    """A message of the bot as Discord sends it back."""
    return {
        "id": number,
        "type": 20,
        "channel_id": str(SERVER.channel_id),
        "author": bot_user_json(),
        "content": data.get("content") or "",
        "timestamp": "2026-01-01T00:00:00.000000+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "flags": data.get("flags") or 0,
        "components": _numbered(data.get("components") or []),
        "webhook_id": str(APPLICATION_ID),
        "application_id": str(APPLICATION_ID),
    }


def _numbered(components: list[Json]) -> list[Json]:
    """With the ids that Discord gives; nothing of null, as Discord leaves it out."""
    numbered = []
    for number, one in enumerate(components, 1):
        kept = {key: value for key, value in one.items() if value is not None} | {"id": number}
        if "components" in kept:
            kept["components"] = _numbered(kept["components"])
        numbered.append(kept)
    return numbered


def _echo(number: str, body: Json) -> Json:
    interaction = {"id": number, "type": 2, "response_message_id": "5000"}
    if body.get("type") not in {4, 7}:
        return {"interaction": interaction}
    resource = {"type": body["type"], "message": message_of(body.get("data") or {})}
    return {"interaction": interaction, "resource": resource}


def _json(body: Any) -> web.Response:
    return web.Response(body=json.dumps(body).encode(), headers={"Content-Type": "application/json"})
