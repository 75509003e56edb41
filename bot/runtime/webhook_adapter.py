"""How an answer travels: every HTTP request about an interaction, within the time Discord gives it.

discord.py 2.7.1 waits up to 300 seconds for an answer of Discord's, repeats a server error after the three seconds
have passed, and never repeats a connection reset on Linux. This adapter takes the place of the library's own for
interactions, so that whatever answers through discord.py comes through here.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from time import monotonic
from typing import Any

import aiohttp
import discord

from bot.runtime.deadlines import Deadlines
from bot.runtime.discord_internals import AsyncWebhookAdapter, Route, json_or_text, to_json

ALREADY_ACKNOWLEDGED = 40060
"""The error code for an interaction that has its first response already (topics/opcodes, JSON error codes)."""

due: ContextVar[float] = ContextVar("due")
"""By `monotonic`: when the answer that is being sent is worth nothing any more."""


class WebhookAdapter(AsyncWebhookAdapter):
    """Sends requests about interactions.

    A request is tried again, while there is time, after a lost connection, no answer in half the time left, a server
    error (with growing pauses), or "slow down" (after as long as Discord asks for). A message that may have arrived
    is never sent twice: the first response and an edit can be repeated safely, a further message cannot.
    """

    def __init__(
        self,
        dice: random.Random,
        deadlines: Deadlines,
        *,
        user_agent: str,
        on_retry: Callable[[str], None],
    ) -> None:
        """`on_retry` hears why a request is tried again: connection, timeout, server_error, rate_limit, cloudflare."""
        super().__init__()  # type: ignore[no-untyped-call]  # discord.py's own
        self._dice = dice
        self._deadlines = deadlines
        self._headers = {"User-Agent": user_agent}
        self._json_headers = self._headers | {"Content-Type": "application/json"}
        self._on_retry = on_retry

    async def request(
        self,
        route: Route,
        session: aiohttp.ClientSession,
        *,
        payload: dict[str, Any] | None = None,
        multipart: list[dict[str, Any]] | None = None,
        proxy: str | None = None,
        proxy_auth: aiohttp.BasicAuth | None = None,
        files: Sequence[discord.File] | None = None,
        reason: str | None = None,
        auth_token: str | None = None,
        params: dict[str, Any] | None = None,
    ) -> Any:
        """Discord's answer; raise discord.HTTPException, aiohttp.ClientError, TimeoutError or OSError.

        HTTPException with the code ALREADY_ACKNOWLEDGED says that the first response was not one of this request's.
        """
        if auth_token is not None or reason is not None:
            raise NotImplementedError("only requests about interactions, which need neither")
        first = route.path.startswith("/interactions/")
        deadlines, now = self._deadlines, monotonic()
        until = max(due.get(now + deadlines.later), now + deadlines.last_chance)
        headers = self._headers if payload is None else self._json_headers
        body: Any = None if payload is None else to_json(payload)
        attempt, may_have_arrived = 0, False
        failure: Exception
        while True:
            for file in files or ():
                file.reset(seek=attempt)
            left = until - monotonic()
            half = max(left / 2, min(left, deadlines.silence))
            try:
                async with session.request(
                    route.method,
                    route.url,
                    data=_form(multipart) if multipart else body,
                    headers=headers,
                    params=None if first else params,  # Discord need not send back what we said
                    proxy=proxy,
                    proxy_auth=proxy_auth,
                    timeout=aiohttp.ClientTimeout(total=left, sock_connect=half, sock_read=half),
                ) as response:
                    data = await json_or_text(response)
                    if response.status < 300:
                        return _acknowledged(route) if first else data
                    refusal, pause, why = _judge(response, data)
                    if first and may_have_arrived and refusal.code == ALREADY_ACKNOWLEDGED:
                        return _acknowledged(route)  # by an earlier try
                    failure = refusal
                    may_have_arrived |= response.status >= 500
            except (aiohttp.ClientError, OSError) as error:  # TimeoutError is an OSError
                failure = error
                pause = 0.0 if attempt == 0 else 0.05
                why = "timeout" if isinstance(error, TimeoutError) else "connection"
                was_sent = not isinstance(error, aiohttp.ClientConnectorError)
                may_have_arrived |= was_sent
                if was_sent and not first and route.method == "POST":
                    raise
            if pause is None:
                raise failure
            pause += 0.1 * (2**attempt - 1) * self._dice.uniform(0.75, 1.25)
            if monotonic() + pause >= until:
                raise failure
            self._on_retry(why)
            attempt += 1
            await asyncio.sleep(pause)


def _judge(response: aiohttp.ClientResponse, data: Any) -> tuple[discord.HTTPException, float | None, str]:
    """What a refusal is, and the seconds after which another try makes sense; None: never."""
    status = response.status
    if status == 429:
        asked = data.get("retry_after") if isinstance(data, dict) else response.headers.get("Retry-After")
        try:
            pause = None if asked is None else float(asked)
        except ValueError:
            pause = None
        # Without Via it is not Discord's API that speaks but the wall before it (topics/rate-limits).
        why = "rate_limit" if "Via" in response.headers else "cloudflare"
        return discord.HTTPException(response, data), pause, why
    if status >= 500:
        return discord.DiscordServerError(response, data), 0.05, "server_error"
    kinds = {403: discord.Forbidden, 404: discord.NotFound}
    return kinds.get(status, discord.HTTPException)(response, data), None, ""


def _form(parts: list[dict[str, Any]]) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    for part in parts:
        form.add_field(**part)
    return form


def _acknowledged(route: Route) -> dict[str, Any]:
    """As much of a callback's answer as discord.py looks at."""
    return {"interaction": {"id": route.webhook_id}}
