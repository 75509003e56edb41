"""/random, and what is pressed to be dealt another film. With company it is `watch_with` that deals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import tzinfo
from typing import Any

import discord
from discord import app_commands

from bot.domain.deal import NothingFits
from bot.domain.deck import DeckPlace, Filter
from bot.domain.viewer import Viewer
from bot.handlers import descriptions, lists
from bot.handlers.attachments import Attachments
from bot.handlers.autocomplete import Completion, chosen, completion
from bot.handlers.conditions import conditions
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import is_alone, is_own_message, is_private, is_shareable, view_for, viewer_of
from bot.handlers.watch_with import WatchWithHandlers
from bot.runtime.reply import Interaction, reply_to, send
from bot.runtime.spoken import spoken
from bot.services import lists as list_service
from bot.services import member_films as member_film_service
from bot.services import random as random_service
from bot.services.catalogue import Catalogue
from bot.services.random import Dealer, TypedFilter
from bot.services.view import View
from bot.ui import deal as pages
from bot.ui import list_page
from bot.ui.kit.button_state import CardState
from bot.ui.kit.choice_labels import decade_label, theme_label
from bot.ui.kit.filter_code import read_deal
from bot.ui.kit.language import Language
from bot.ui.kit.language import language as language_of
from bot.ui.kit.text import MAX_OPTIONS
from db.types import SeenFilter


class RandomHandlers:
    """Films dealt from decks."""

    def __init__(
        self,
        catalogue: Catalogue,
        dealer: Dealer,
        attachments: Attachments,
        watch_with: WatchWithHandlers,
        zone: tzinfo,
    ) -> None:
        """Times of day are meant in `zone`."""
        self._catalogue = catalogue
        self._dealer = dealer
        self._attachments = attachments
        self._watch_with = watch_with
        self._zone = zone

    def commands(self) -> Iterable[Command]:
        @app_commands.command(name="random", description=descriptions.RANDOM)
        @app_commands.describe(
            list_=descriptions.RANDOM_LIST,
            minutes=descriptions.MINUTES,
            decade=descriptions.DECADE,
            theme=descriptions.THEME,
            seen=descriptions.SEEN,
            with_=descriptions.WITH,
            with2=descriptions.WITH_MORE,
            with3=descriptions.WITH_MORE,
            with4=descriptions.WITH_MORE,
            private=descriptions.PRIVATE,
        )
        @app_commands.rename(list_="list", with_="with")
        async def random(
            interaction: discord.Interaction[Any],
            list_: app_commands.Range[str, 1, 200] | None = None,
            minutes: app_commands.Range[str, 1, 60] | None = None,
            decade: app_commands.Range[str, 1, 20] | None = None,
            theme: app_commands.Range[str, 1, 100] | None = None,
            seen: SeenFilter | None = None,
            with_: discord.User | None = None,
            with2: discord.User | None = None,
            with3: discord.User | None = None,
            with4: discord.User | None = None,
            private: bool = False,
        ) -> None:
            list_id, view = 0, await view_for(interaction, self._catalogue)
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
            viewer = viewer_of(interaction, private=private)
            only = await member_film_service.seen_filter(self._catalogue, viewer, seen)
            asked = TypedFilter(list_id, minutes, decade, theme, only)
            wanted = await random_service.filter_of(
                view,
                asked,
                now=interaction.created_at,
                zone=self._zone,
                language=viewer.language,
            )
            company = [user for user in (with_, with2, with3, with4) if user is not None]
            if company:
                await self._watch_with.ask(interaction, company, wanted, private=private)
            else:
                await self._deal(interaction, viewer, wanted, private=private)

        random.autocomplete("list_")(lists.names(self._catalogue))
        random.autocomplete("minutes")(lengths(self._catalogue))
        random.autocomplete("decade")(self._decades())
        random.autocomplete("theme")(self._themes())
        return [random]

    @press("card:deal", answers="for all")
    async def deal_another(self, press: Press[CardState]) -> None:
        """The next film of the deck, whoever presses: a public deal belongs to the channel."""
        await self._deal_again(press)

    @press("card:aside", answers="for all")
    async def put_aside(self, press: Press[CardState]) -> None:
        """The next film; the one that was shown comes once more at the end of the round."""
        await self._deal_again(press, aside=press.state.film)

    async def _deal_again(self, press: Press[CardState], *, aside: int = 0) -> None:
        wanted = read_deal(press.state.deal or "0")
        # What somebody has not seen is not shown to all because they pressed what another asked for.
        own = wanted.seen == "any" or is_own_message(press.interaction)
        await self._deal(
            press.interaction,
            press.viewer if own else viewer_of(press.interaction, private=True),
            wanted,
            private=not own,
            aside=aside if own else 0,
            before=press.state.film,
            pressed=own,
        )

    async def _deal(
        self,
        interaction: Interaction,
        viewer: Viewer,
        wanted: Filter,
        *,
        private: bool = False,
        aside: int = 0,
        before: int = 0,
        pressed: bool = False,
    ) -> None:
        """Deal and answer with the card: a command with a new message, a press in place."""
        now, language = interaction.created_at, language_of(viewer.language)
        private = private or is_private(interaction)
        for_one_alone = private or is_alone(interaction)
        place = place_of(interaction, private=private)
        if wanted.seen != "any":
            place = replace(place, user_id=viewer.member)
        view = await self._catalogue.view(viewer)
        seen = await member_film_service.seen_for(view, wanted, viewer)
        found = await self._dealer.deal(
            place,
            wanted,
            now=pages.minute_of(now),
            aside=aside,
            shown=before,
            seen=seen,
            language=viewer.language,
            view=view,
        )
        if isinstance(found, NothingFits):
            members = spoken(interaction).member
            answer = pages.impossible(members, found, conditions(members, view, wanted))
            await send(interaction, answer, private=True)
            return
        try:
            answer = pages.dealt_card(
                language,
                found,
                now=now,
                said=conditions(language, view, wanted),
                before=before,
                asked_by=viewer.member if pressed and not for_one_alone else 0,
                numbered=wanted.seen == "any" or for_one_alone,
                poster=await self._attachments.poster(language, interaction, found.card),
                shareable=is_shareable(interaction, private=private),
            )
            if pressed:
                await reply_to(interaction).turn(answer)
            else:
                await send(interaction, answer, private=private)
        finally:
            if not reply_to(interaction).may_have_arrived:
                await self._dealer.take_back(found)

    def _decades(self) -> Completion:
        @completion(self._catalogue)
        def rows(view: View, language: Language, current: str) -> list[tuple[str, str]]:
            typed = current.strip().rstrip("s")
            known = random_service.decades(view)
            return [(decade_label(language, *one), str(one[0])) for one in known if typed in str(one[0])]

        return rows

    def _themes(self) -> Completion:
        @completion(self._catalogue)
        def rows(view: View, language: Language, current: str) -> list[tuple[str, str]]:
            known = random_service.themes(view, current, MAX_OPTIONS, language.code)
            return [(theme_label(language, *one), one[0]) for one in known]

        return rows


def lengths(catalogue: Catalogue) -> Completion:
    """The autocomplete of a time limit, for every command that takes one: what was typed, and what is often meant."""

    @completion(catalogue)
    def rows(_: View, language: Language, current: str) -> list[tuple[str, str]]:
        typed = current.strip()
        presets = [one for one in descriptions.lengths(language) if typed.casefold() in one[0].casefold()]
        return [(typed, typed), *presets] if typed and not presets else presets

    return rows


def place_of(interaction: Interaction, *, private: bool) -> DeckPlace:
    """Whose deck an interaction deals from: the channel's, or the member's where only they see the answer."""
    alone = private or (interaction.guild_id is None and not interaction.context.private_channel)
    if alone or interaction.channel_id is None:
        return DeckPlace(user_id=interaction.user.id)
    return DeckPlace(channel_id=interaction.channel_id)
