"""Messages of the bot's in a channel that it sends or changes by itself: posted once for a nonce.

Discord answers a request whose nonce it has taken lately with the message there is, and makes none (resources/message,
create message, enforce_nonce); so a request that may have been lost can be repeated.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Final, Literal

import aiohttp
import discord

from bot.runtime.discord_internals import channel_messages, start_thread, view_of
from bot.ui.kit.message import Answer

Obstacle = Literal["rights", "access", "channel", "message"]
"""Why nothing can be posted: a right is missing, the channel is not seen or gone, or the message is not taken."""

_OBSTACLES: Final[Mapping[int, Obstacle]] = {50013: "rights", 50001: "access", 10003: "channel"}
"""By error code: missing permissions, missing access, unknown channel (topics/opcodes, JSON error codes)."""
_UNKNOWN_MESSAGE: Final = 10008
_THREAD_EXISTS: Final = 160004
_PAGE: Final = 100
_PAGES: Final = 10
"""Messages that Discord lists at once, and how many times they are asked for."""


class NotPostedError(Exception):
    """Discord does not allow it."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle)
        self.obstacle = obstacle


class UnknownOutcomeError(Exception):
    """Nobody knows whether Discord has done it."""


class ChannelMessages:
    """Messages of a client that is logged in."""

    def __init__(self, client: discord.Client, patience: float) -> None:
        """`patience`: seconds for one request, with what discord.py does to get it through."""
        self._client = client
        self._patience = patience

    async def post(self, channel_id: int, answer: Answer, *, nonce: str, role_id: int) -> int:
        """Post a message and return its id; 0: it was posted with this nonce, and was deleted since.

        It pings the role of this id; with 0 nobody, and it makes no sound. Raise NotPostedError, UnknownOutcomeError.
        """
        roles = [discord.Object(role_id)] if role_id else False
        try:
            async with self._answered():
                sent = await self._client.get_partial_messageable(channel_id).send(
                    view=view_of(answer.components),
                    files=answer.files(),
                    nonce=nonce,
                    silent=not role_id,
                    allowed_mentions=discord.AllowedMentions(
                        everyone=False, users=False, roles=roles, replied_user=False
                    ),
                )
        except discord.NotFound as error:
            if error.code == _UNKNOWN_MESSAGE:
                return 0
            raise
        return sent.id

    async def edit(self, channel_id: int, message_id: int, answer: Answer) -> None:
        """Draw a message of the bot's anew; its files stay. Raise NotPostedError, UnknownOutcomeError, NotFound."""
        message = self._client.get_partial_messageable(channel_id).get_partial_message(message_id)
        async with self._answered():
            await message.edit(view=view_of(answer.components))

    async def own_since(self, channel_id: int, moment: float) -> dict[int, list[str]] | None:
        """The bot's own messages of a channel since that moment that answer no interaction: their custom ids, by id.

        None where it cannot be told: Discord shows no messages at all to a bot without Read Message History, or there
        are too many. `moment` in seconds since 1970. Raise NotPostedError, UnknownOutcomeError.
        """
        after = discord.utils.time_snowflake(datetime.fromtimestamp(moment, UTC))
        found: list[dict[str, Any]] = []
        for _ in range(_PAGES):
            page = await self._page(channel_id, after)
            found += page
            if len(page) < _PAGE:
                break
            after = max(int(one["id"]) for one in page)
        else:
            return None
        if not found and not await self._page(channel_id, None):
            return None
        me = self._client.application_id
        return {
            int(one["id"]): list(_custom_ids(one.get("components") or []))
            for one in found
            if int(one["author"]["id"]) == me and not one.get("interaction_metadata")
        }

    async def _page(self, channel_id: int, after: int | None) -> list[dict[str, Any]]:
        async with self._answered():
            return await channel_messages(self._client, channel_id, after)

    async def open_thread(self, channel_id: int, message_id: int, name: str) -> None:
        """Open a thread at a message, or leave the one there is. Raise NotPostedError, UnknownOutcomeError."""
        try:
            async with self._answered():
                await start_thread(self._client, channel_id, message_id, name)
        except NotPostedError as error:
            cause = error.__cause__
            if not (isinstance(cause, discord.HTTPException) and cause.code == _THREAD_EXISTS):
                raise

    @asynccontextmanager
    async def _answered(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._patience):
                yield
        except discord.HTTPException as error:
            if error.code == _UNKNOWN_MESSAGE:
                raise
            if error.status >= 500 or error.status in {401, 429}:
                raise UnknownOutcomeError(str(error)) from error
            raise NotPostedError(_OBSTACLES.get(error.code, "message")) from error
        except (discord.RateLimited, aiohttp.ClientError, OSError) as error:  # TimeoutError is an OSError
            raise UnknownOutcomeError(str(error) or type(error).__name__) from error


def _custom_ids(components: list[dict[str, Any]]) -> Iterator[str]:
    for one in components:
        if "custom_id" in one:
            yield str(one["custom_id"])
        accessory = one.get("accessory")
        yield from _custom_ids([*one.get("components", ()), *([accessory] if accessory else [])])
