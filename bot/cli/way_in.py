"""Whether Discord sends interactions to where this bot takes them: through the gateway or by HTTP, never both."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import aiohttp

from bot.cli.finding import Finding, Outcome
from bot.settings import Settings

_PATIENCE: Final = 10.0
"""Seconds for Discord, and for the bot's own address, to answer the doctor."""


async def of_interactions(settings: Settings) -> list[Finding]:
    """What Discord says of the application's interactions, and what answers at their address."""
    if settings.discord_token is None:
        return [_finding("note", "not looked at: that takes the token (DISCORD_TOKEN)")]
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_PATIENCE)) as session:
        try:
            application = await _application(session, settings)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            return [_finding("wrong", f"Discord does not say where it sends them ({_why(error)})")]
        url = application.get("interactions_endpoint_url")
        if not settings.interactions_port:
            if url is None:
                return [_finding("ok", "come through the gateway")]
            said = (
                f"Discord sends them to {url}, not through the gateway; clear Interactions Endpoint URL in the "
                "developer portal, or set INTERACTIONS_PORT"
            )
            return [_finding("wrong", said)]
        if url is None:
            said = (
                "INTERACTIONS_PORT is set, but Discord knows no address; while the bot runs, enter it as Interactions "
                "Endpoint URL in the developer portal"
            )
            return [_finding("wrong", said)]
        return [await _at(session, url)]


async def _application(session: aiohttp.ClientSession, settings: Settings) -> dict[str, Any]:
    """The bot's application (resources/application, get current application)."""
    headers = {"Authorization": f"Bot {settings.discord_token}"}
    async with session.get(f"{settings.discord_api_url}/applications/@me", headers=headers) as answer:
        answer.raise_for_status()
        application: dict[str, Any] = await answer.json(content_type=None)
        return application


async def _at(session: aiohttp.ClientSession, url: str) -> Finding:
    """What an unsigned request gets there: a bot that looks at signatures refuses it."""
    begun = datetime.now(UTC)
    try:
        async with session.post(url, data=b'{"type":1}', allow_redirects=False) as answer:
            status = answer.status
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        said = f"{url} does not answer ({_why(error)}); look at the reverse proxy and its certificate"
        return _finding("wrong", said)
    took = (datetime.now(UTC) - begun).total_seconds()
    if status == 401:
        return _finding("ok", f"{url} refuses what is not signed, in {took * 1000:.0f} ms")
    if status in {502, 503, 504}:
        said = f"{url} answers {status}: no bot is ready behind it; start one, or look at the reverse proxy"
        return _finding("wrong", said)
    said = (
        f"{url} answers {status} to what is not signed, not 401; it should lead to /interactions of the bot"
    )
    return _finding("wrong", said)


def _finding(outcome: Outcome, said: str) -> Finding:
    return Finding("way in", outcome, said)


def _why(error: Exception) -> str:
    if isinstance(error, aiohttp.ClientResponseError):
        return f"it answers {error.status}"
    return str(error) or type(error).__name__
