"""The film of the day on its way into a channel: laid out for its server, sent by the bot itself."""

from __future__ import annotations

from typing import Final

from bot.handlers.attachments import Attachments
from bot.runtime.channel_messages import ChannelMessages, NotPostedError, UnknownOutcomeError
from bot.services import daily as daily_service
from bot.services.catalogue import Catalogue
from bot.services.daily_posts import Content, RefusedError, UncertainError
from bot.ui import daily as pages
from bot.ui.kit.button_state import MarkState
from bot.ui.kit.custom_id import state_of
from bot.ui.kit.language import language as language_of
from bot.ui.kit.text import short_heading
from db.daily_types import DailyPost

_THREAD_NAME: Final = 100
"""Characters (resources/channel, start thread from message)."""
_CLOCKS_DIFFER: Final = 60
"""Seconds that our clock may be ahead of Discord's."""


class DailyChannels:
    """Discord's channels, for `DailyPosts`."""

    def __init__(self, catalogue: Catalogue, attachments: Attachments, messages: ChannelMessages) -> None:
        self._catalogue = catalogue
        self._attachments = attachments
        self._messages = messages

    async def post(self, content: Content, *, nonce: str, pictured: bool) -> int:
        """As `Channels.post`."""
        language, subscription = language_of(content.language), content.subscription
        title = await daily_service.list_title(self._catalogue, subscription, language.code)
        poster = (
            await self._attachments.unasked_poster(language, content.card, content.subscription.server_id)
            if pictured
            else None
        )
        answer = pages.post(language, content.card, subscription, content.post, title, poster)
        try:
            return await self._messages.post(
                subscription.channel_id, answer, nonce=nonce, role_id=subscription.role_id
            )
        except NotPostedError as error:
            raise RefusedError(None if error.obstacle == "message" else error.obstacle) from error
        except UnknownOutcomeError as error:
            raise UncertainError(str(error)) from error

    async def find(self, post: DailyPost) -> int | None:
        """As `Channels.find`: a message of ours, since the post was due, with a button for its film."""
        try:
            own = await self._messages.own_since(post.channel_id, post.due_at - _CLOCKS_DIFFER)
        except NotPostedError as error:
            raise RefusedError(None) from error
        except UnknownOutcomeError as error:
            raise UncertainError(str(error)) from error
        if own is None:
            raise RefusedError(None)
        for message_id, custom_ids in own.items():
            for state in map(state_of, custom_ids):
                if isinstance(state, MarkState) and state.film == post.film_id:
                    return message_id
        return None

    async def open_thread(self, content: Content, message_id: int) -> None:
        """As `Channels.open_thread`; it is named after the film."""
        page = content.card.page
        name = short_heading(page.film.title, page.film.year, _THREAD_NAME) if page else "Kinoteka"
        try:
            await self._messages.open_thread(content.subscription.channel_id, message_id, name)
        except NotPostedError as error:
            raise RefusedError(None) from error
        except UnknownOutcomeError as error:
            raise UncertainError(str(error)) from error
