"""How an answer travels: every HTTP request about an interaction, within the time Discord gives it.

discord.py 2.7.1 waits up to 300 seconds for an answer of Discord's, repeats a server error after the three seconds
have passed, and never repeats a connection reset on Linux. This sender takes the library's place for interactions
(the library keeps it in a context variable for that), so that whatever answers through discord.py comes through here.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Sequence
from contextvars import ContextVar
from time import monotonic
from typing import Any

import aiohttp
import discord
from discord.http import Route, json_or_text
from discord.webhook.async_ import AsyncWebhookAdapter

log = logging.getLogger(__name__)

ALREADY_ACKNOWLEDGED = 40060
FIRST_RESPONSE = 2.8
"""Seconds from an interaction's making until its first response must have left: Discord's three, less the way."""
LATER = 10.0
"""Seconds for an edit or a further message, which has fifteen minutes: longer, nobody is looking any more."""
_PATIENCE = 1.0
"""Seconds that Discord is given to answer before it is asked again, at the least."""
_LAST_CHANCE = 0.4
"""Seconds that even a late answer is given: only Discord knows how late it is."""

due: ContextVar[float] = ContextVar("due")
"""By `monotonic`: when the answer that is being sent is worth nothing any more."""


class Courier(AsyncWebhookAdapter):
    """Sends requests about interactions; counts what went wrong on the way.

    A request is tried again, while there is time, after a lost connection, no answer in half the time left, a server
    error (with growing pauses), or "slow down" (after as long as Discord asks for). A message that may have arrived
    is never sent twice: the first response and an edit can be repeated safely, a further message cannot.
    """

    def __init__(self, dice: random.Random, *, user_agent: str) -> None:
        """`user_agent` as Discord wants it: "DiscordBot (address, version)" (reference, user agent)."""
        super().__init__()  # type: ignore[no-untyped-call]  # discord.py's own
        self._dice = dice
        self._headers = {"User-Agent": user_agent}
        self._json_headers = self._headers | {"Content-Type": "application/json"}
        self.retries: Counter[str] = Counter()
        """By reason: connection, timeout, server_error, rate_limit, cloudflare."""

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
        """Discord's answer; raise discord.HTTPException, aiohttp.ClientError, TimeoutError or OSError."""
        if auth_token is not None or reason is not None:
            raise NotImplementedError("only requests about interactions, which need neither")
        first = route.path.startswith("/interactions/")
        until = max(due.get(monotonic() + LATER), monotonic() + _LAST_CHANCE)
        headers = self._headers if payload is None else self._json_headers
        body: Any = None if payload is None else discord.utils._to_json(payload)
        attempt = 0
        failure: Exception
        while True:
            for file in files or ():
                file.reset(seek=attempt)
            left = until - monotonic()
            half = max(left / 2, min(left, _PATIENCE))
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
                    failure, pause, why = _judge(response, data)
                    if first and getattr(failure, "code", 0) == ALREADY_ACKNOWLEDGED:
                        return _acknowledged(route)  # our own first try, or the same interaction twice
            except (aiohttp.ClientError, OSError) as error:  # TimeoutError is an OSError
                failure = error
                pause = 0.0 if attempt == 0 else 0.05
                why = "timeout" if isinstance(error, TimeoutError) else "connection"
                if (
                    not first
                    and route.method == "POST"
                    and not isinstance(error, aiohttp.ClientConnectorError)
                ):
                    raise
            if pause is None:
                raise failure
            pause += 0.1 * (2**attempt - 1) * self._dice.uniform(0.75, 1.25)
            if monotonic() + pause >= until:
                raise failure
            self.retries[why] += 1
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
