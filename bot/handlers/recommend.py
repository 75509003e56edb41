"""/recommend, and what is pressed on a page of recommendations or to get more like a film."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo
from typing import Any

import discord
from discord import app_commands

from bot.domain.deck import Filter
from bot.domain.recommend.answer import Question, Recommendation
from bot.domain.viewer import Viewer
from bot.handlers import descriptions, lists
from bot.handlers import film as film_handlers
from bot.handlers.attachments import Attachments
from bot.handlers.autocomplete import chosen
from bot.handlers.conditions import conditions
from bot.handlers.random import lengths
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import is_shareable, turn, view_for, viewer_of, will_be_shareable
from bot.runtime.reply import Interaction, send
from bot.runtime.spoken import spoken
from bot.services import film as film_service
from bot.services import lists as list_service
from bot.services import member_films as member_film_service
from bot.services import random as random_service
from bot.services import recommend as recommend_service
from bot.services.catalogue import Catalogue
from bot.services.random import TypedFilter
from bot.ui import list_page
from bot.ui.deal import minute_of
from bot.ui.film_card import film_card, nothing_found
from bot.ui.kit.button_state import CardState, QuestionState
from bot.ui.kit.custom_id import read_choice_with
from bot.ui.kit.filter_code import read_deal
from bot.ui.kit.language import language as language_of
from bot.ui.kit.message import Answer
from bot.ui.kit.text import one_line
from bot.ui.recommend_page import asked_again, forgotten, recommend_page
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
            list_id, like_id, view = 0, 0, await view_for(interaction, self._catalogue)
            if list_ is not None:
                summary, nearest = list_service.named(
                    view, list_, chosen=chosen(list_), language=spoken(interaction).member.code
                )
                if summary is None:
                    await send(
                        interaction,
                        list_page.nothing_found(spoken(interaction).member, list_, nearest),
                        private=True,
                    )
                    return
                list_id = summary.id
            if like is not None:
                meant = await film_service.find(
                    view, like, chosen=chosen(like), language=spoken(interaction).member.code
                )
                if meant.card is None or meant.card.page is None:
                    await send(
                        interaction, nothing_found(spoken(interaction).member, like, meant), private=True
                    )
                    return
                like_id = meant.card.page.film.id
            viewer = viewer_of(interaction, private=private)
            only = await member_film_service.seen_filter(self._catalogue, viewer, seen)
            wanted = await random_service.filter_of(
                view,
                TypedFilter(list_id, minutes, seen=only),
                now=interaction.created_at,
                zone=self._zone,
            )
            question = Question(one_line(words or ""), like_id, wanted)
            found = await self._found(interaction, viewer, question)
            if not found.understood and not private:  # which a channel need not read
                private, viewer = True, viewer_of(interaction, private=True)
                found = await self._found(interaction, viewer, question)
            shareable = is_shareable(interaction, private=private) and found.understood
            page = await self._laid_out(interaction, viewer, found, shareable=shareable)
            await send(interaction, page, private=private)

        recommend.autocomplete("like")(film_handlers.titles(self._catalogue))
        recommend.autocomplete("minutes")(lengths(self._catalogue))
        recommend.autocomplete("list_")(lists.names(self._catalogue))
        return [recommend]

    @press("recommend:more", "recommend:back")
    async def show_more(self, press: Press[QuestionState]) -> None:
        """The films that follow, or those before."""
        question = asked_again(press.interaction.message, press.state)
        shareable = will_be_shareable(press.interaction)
        page = await self._page(press, question, press.state.offset, shareable=shareable)
        await turn(press.interaction, page)

    @press("recommend:theme")
    async def pick_theme(self, press: Press[QuestionState]) -> None:
        """The films of the theme that was picked, where the words were not understood."""
        question = Question(one_line(press.value), press.state.like, read_deal(press.state.wanted))
        shareable = will_be_shareable(press.interaction)
        await turn(press.interaction, await self._page(press, question, shareable=shareable))

    @press("recommend:next")
    async def show_next(self, press: Press[QuestionState]) -> None:
        """The films that follow, on a message of an older version: what they should be like is known, no words are."""
        if not press.state.like:
            await send(press.interaction, forgotten(press.members_language), private=True)
            return
        question = Question(like=press.state.like, wanted=read_deal(press.state.wanted))
        await turn(press.interaction, await self._page(press, question, press.state.offset))

    @press("recommend:share", answers="publicly")
    async def share(self, press: Press[QuestionState]) -> None:
        """The page once more, for everybody."""
        question = asked_again(press.interaction.message, press.state)
        await send(press.interaction, await self._page(press, question, press.state.offset))

    @press("recommend:open", answers="privately")
    async def open_film(self, press: Press[QuestionState]) -> None:
        """The card of the film that was chosen, for the member alone."""
        film_id, entry_id, _ = read_choice_with(press.value)
        card = await film_service.card(
            await self._catalogue.view(press.viewer), film_id, entry_id, press.viewer.language
        )
        poster = await self._attachments.poster(press.language, press.interaction, card)
        shareable = is_shareable(press.interaction, private=True)
        answer = film_card(press.language, card, poster=poster, shareable=shareable)
        await send(press.interaction, answer, private=True)

    @press("card:alike", answers="privately")
    async def more_like_this(self, press: Press[CardState]) -> None:
        """Films like the one on the card, for the member alone."""
        seen = await member_film_service.seen_filter(self._catalogue, press.viewer, None)
        question = Question(like=press.state.film, wanted=Filter(seen=seen))
        shareable = is_shareable(press.interaction, private=True)
        page = await self._page(press, question, shareable=shareable)
        await send(press.interaction, page, private=True)

    async def _page(
        self, press: Press[Any], question: Question, offset: int = 0, *, shareable: bool = False
    ) -> Answer:
        found = await self._found(press.interaction, press.viewer, question, offset)
        return await self._laid_out(press.interaction, press.viewer, found, shareable=shareable)

    async def _found(
        self, interaction: Interaction, viewer: Viewer, question: Question, offset: int = 0
    ) -> Recommendation:
        now = minute_of(interaction.created_at)
        seen = await member_film_service.seen_for(self._catalogue, question.wanted, viewer)
        return await recommend_service.recommend(
            await self._catalogue.view(viewer),
            question,
            now=now,
            offset=offset,
            seen=seen,
            language=viewer.language,
        )

    async def _laid_out(
        self, interaction: Interaction, viewer: Viewer, found: Recommendation, *, shareable: bool
    ) -> Answer:
        language = language_of(viewer.language)
        films = [one.film for one in found.suggestions]
        return recommend_page(
            language,
            found,
            now=interaction.created_at,
            said=conditions(language, await self._catalogue.view(viewer), found.question.wanted),
            posters=await self._attachments.posters(language, interaction, films),
            shareable=shareable,
        )
