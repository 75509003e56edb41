"""The message of a night whose vote ended by itself, drawn anew by the bot."""

from __future__ import annotations

import logging

import discord

from bot.domain.viewer import Viewer
from bot.runtime.channel_messages import ChannelMessages, NotPostedError, UnknownOutcomeError
from bot.services import night as service
from bot.services.catalogue import Catalogue
from bot.ui.kit.language import language as language_of
from bot.ui.night_evening import evening
from db.night_types import Night

log = logging.getLogger(__name__)


class NightMessages:
    """Messages of nights in channels."""

    def __init__(self, catalogue: Catalogue, messages: ChannelMessages) -> None:
        self._catalogue = catalogue
        self._messages = messages

    async def draw(self, night: Night) -> None:
        """Draw it anew where that is allowed. Its poster comes back with the next press: nobody says here what files
        the message has.
        """
        viewer = Viewer(night.host, night.server_id, night.language)
        films = await service.films(self._catalogue, viewer, [night.winner], night.language)
        answer = evening(language_of(night.language), night, films)
        try:
            await self._messages.edit(night.channel_id, night.message_id, answer)
        except (NotPostedError, UnknownOutcomeError, discord.NotFound) as error:
            log.info("The message of a vote that is over could not be drawn anew: %s", error)
