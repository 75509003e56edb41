"""/recommend, and what is pressed on a page of recommendations or to get more like a film."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo
from typing import Any

import discord
from discord import app_commands

from bot.domain.deck import Filter
from bot.domain.recommend.answer import Question
from bot.handlers import descriptions, lists
from bot.handlers import film as film_handlers
from bot.handlers.attachments import Attachments
from bot.handlers.autocomplete import chosen
from bot.handlers.random import conditions
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import is_own_message, is_private, turn, viewer_of
from bot.runtime.reply import Interaction, send
from bot.services import film as film_service
from bot.services import lists as list_service
from bot.services import member_films as member_film_service
from bot.services import random as random_service
from bot.services import recommend as recommend_service
from bot.services.catalogue import Catalogue
from bot.services.random import Asked
from bot.ui import list_page
from bot.ui.deal import minute_of
from bot.ui.film_card import film_card, nothing_found
from bot.ui.kit.button_state import CardState, QuestionState
from bot.ui.kit.custom_id import read_choice
from bot.ui.kit.message import Answer
from bot.ui.kit.text import one_line
from bot.ui.recommend_page import asked_again, recommend_page
from db.types import SeenFilter


class RecommendHandlers:
    """Films in one's own words, like one that is known, or simply good ones."""

    def __init__(self, catalogue: Catalogue, attachments: Attachments, zone: tzinfo) -> None:
        """Times of day are meant in `zone`."""
        self._catalogue = catalogue
        self._attachments = attachments
        self._zone = zone

    def commands(self) -> Iterable[Command]:
        @app_commands.command(name="recommend", description=descriptions.RECOMMEND)
        @app_commands.describe(
            words=descriptions.RECOMMEND_WORDS,
            like=descriptions.RECOMMEND_LIKE,
            list_=descriptions.RANDOM_LIST,
            minutes=descriptions.MINUTES,
            seen=descriptions.SEEN,
            private=descriptions.PRIVATE,
        )
        @app_commands.rename(list_="list")
        async def recommend(
            interaction: discord.Interaction[Any],
            words: app_commands.Range[str, 1, 200] | None = None,
            like: app_commands.Range[str, 1, 200] | None = None,
            list_: app_commands.Range[str, 1, 200] | None = None,
            minutes: app_commands.Range[str, 1, 60] | None = None,
            seen: SeenFilter | None = None,
            private: bool = False,
        ) -> None:
            list_id, like_id = 0, 0
            if list_ is not None:
                summary, nearest = list_service.named(self._catalogue, list_, chosen=chosen(list_))
                if summary is None:
                    await send(interaction, list_page.nothing_found(list_, nearest), private=True)
                    return
                list_id = summary.id
            if like is not None:
                found = await film_service.find(self._catalogue, like, chosen=chosen(like))
                if found.card is None or found.card.page is None:
                    await send(interaction, nothing_found(like, found.others), private=True)
                    return
                like_id = found.card.page.film.id
            only = await member_film_service.seen_filter(self._catalogue, viewer_of(interaction), seen)
            wanted = await random_service.filter_of(
                self._catalogue,
                Asked(list_id, minutes, seen=only),
                now=interaction.created_at,
                zone=self._zone,
            )
            question = Question(one_line(words or ""), like_id, wanted)
            await send(interaction, await self._page(interaction, question), private=private)

        recommend.autocomplete("like")(film_handlers.titles(self._catalogue))
        recommend.autocomplete("list_")(lists.names(self._catalogue))
        return [recommend]

    @press("recommend:next")
    async def show_next(self, press: Press[QuestionState]) -> None:
        """The films that follow."""
        question = asked_again(press.interaction.message, press.state)
        await turn(press.interaction, await self._page(press.interaction, question, press.state.offset))

    @press("recommend:open", answers="privately")
    async def open_film(self, press: Press[QuestionState]) -> None:
        """The card of the film that was chosen."""
        card = await film_service.card(self._catalogue, *read_choice(press.value))
        poster = await self._attachments.poster(press.interaction, card)
        await self._beside(press.interaction, film_card(card, poster=poster))

    @press("card:alike", answers="privately")
    async def more_like_this(self, press: Press[CardState]) -> None:
        """Films like the one on the card."""
        seen = await member_film_service.seen_filter(self._catalogue, press.viewer, None)
        question = Question(like=press.state.film, wanted=Filter(seen=seen))
        await self._beside(press.interaction, await self._page(press.interaction, question))

    async def _page(self, interaction: Interaction, question: Question, offset: int = 0) -> Answer:
        now = interaction.created_at
        seen = await member_film_service.seen_for(self._catalogue, question.wanted, viewer_of(interaction))
        found = await recommend_service.recommend(
            self._catalogue, question, now=minute_of(now), offset=offset, seen=seen
        )
        return recommend_page(found, now=now, said=conditions(self._catalogue, question.wanted))

    @staticmethod
    async def _beside(interaction: Interaction, answer: Answer) -> None:
        """A new message, seen by those who see the one that was pressed; another member's is for them alone."""
        await send(interaction, answer, private=is_private(interaction) or not is_own_message(interaction))
