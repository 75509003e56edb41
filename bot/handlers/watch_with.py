"""/random with company: everybody who is named is asked first; then a film comes that none of them has seen."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import discord

from bot.domain.deck import Filter
from bot.domain.private_match import everybody, is_too_narrow
from bot.handlers.attachments import Attachments
from bot.handlers.conditions import conditions
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import is_shareable, view_for
from bot.runtime.reply import Interaction, reply_to, send
from bot.runtime.spoken import spoken
from bot.services import film as film_service
from bot.services import private_match
from bot.services.catalogue import Catalogue
from bot.ui import watch_with as pages
from bot.ui.deal import minute_of
from bot.ui.film_details import film_details
from bot.ui.kit.button_state import CardState, CompanyState, MatchState, State
from bot.ui.kit.custom_id import CustomIdError, state_of
from bot.ui.kit.filter_code import read_deal
from bot.ui.kit.message import custom_ids


class WatchWithHandlers:
    """Films for several people."""

    def __init__(self, catalogue: Catalogue, dice: random.Random, attachments: Attachments) -> None:
        self._catalogue = catalogue
        self._dice = dice
        self._attachments = attachments

    def commands(self) -> Iterable[Command]:
        """None of its own: company is an option of /random."""
        return []

    async def ask(
        self,
        interaction: Interaction,
        others: Sequence[discord.User | discord.Member],
        wanted: Filter,
        *,
        private: bool,
    ) -> None:
        """Ask everybody who is named whether they are in; who asks, is."""
        asker, known = interaction.user.id, spoken(interaction)
        members = everybody(asker, (user.id for user in others if not user.bot))
        if len(members) < 2:
            await send(interaction, pages.nobody_else(known.member), private=True)
        elif private or interaction.context.dm_channel:
            await send(interaction, pages.in_the_open(known.member), private=True)
        elif await self._is_too_narrow(interaction, wanted):
            await send(interaction, pages.too_narrow(known.member), private=True)
        else:
            company = CompanyState(members, (asker,))
            said = conditions(known.public, await view_for(interaction, self._catalogue), wanted)
            await send(interaction, pages.question(known.public, company, wanted, said))

    @press("together:in", answers="for all")
    async def join(self, press: Press[CompanyState]) -> None:
        """One more is in; the last one has the film dealt, for all in place of the question."""
        interaction, member = press.interaction, press.viewer.member
        if press.state != self._company(press):  # a forged press; so nobody says for others that they are in
            raise CustomIdError(press.form)
        if member not in press.state.members:
            await send(interaction, pages.not_asked(press.members_language, press.state), private=True)
            return
        company, wanted = press.state.joined_by(member), self._wanted(press)
        if company.is_complete:
            await self._deal(press, company, wanted)
        else:
            said = conditions(press.language, await self._catalogue.view(press.viewer), wanted)
            await reply_to(interaction).turn(pages.question(press.language, company, wanted, said))

    @press("together:again", answers="for all")
    async def ask_again(self, press: Press[CompanyState]) -> None:
        """The same question once more; whoever presses is in."""
        member = press.viewer.member
        if member not in press.state.members:
            await send(press.interaction, pages.not_asked(press.members_language, press.state), private=True)
            return
        wanted = self._wanted(press)
        company = CompanyState(press.state.members, (member,))
        said = conditions(press.language, await self._catalogue.view(press.viewer), wanted)
        await send(press.interaction, pages.question(press.language, company, wanted, said))

    @press("together:off", answers="for all")
    async def call_off(self, press: Press[MatchState]) -> None:
        """Nobody is asked any more, if one of those who are asked says so."""
        company, member = self._company(press), press.viewer.member
        if member in company.members:
            await reply_to(press.interaction).turn(pages.called_off(press.language, member))
        else:
            await send(press.interaction, pages.not_asked(press.members_language, company), private=True)

    @press("together:card", answers="privately")
    async def show_details(self, press: Press[MatchState]) -> None:
        """All that is known of the film, for whoever presses."""
        state = CardState(press.state.film, press.state.entry)
        card = await film_service.card(
            await self._catalogue.view(press.viewer), state.film, state.entry, press.viewer.language
        )
        shareable = is_shareable(press.interaction, private=True)
        await send(
            press.interaction, film_details(press.language, card, state, shareable=shareable), private=True
        )

    @press("card:group", answers="privately")
    async def explain(self, press: Press[CardState]) -> None:
        """A button of a version that dealt without asking everybody."""
        await send(press.interaction, pages.older_version(press.language), private=True)

    async def _deal(self, press: Press[Any], company: CompanyState, wanted: Filter) -> None:
        interaction, language = press.interaction, press.language
        now = interaction.created_at
        card = await private_match.deal(
            await self._catalogue.view(press.viewer),
            self._dice,
            company.members,
            wanted,
            now=minute_of(now),
            language=language.code,
        )
        if card is None:
            await reply_to(interaction).turn(pages.nothing_left(language, company))
            return
        poster = await self._attachments.poster(language, interaction, card)
        await reply_to(interaction).turn(pages.match(language, card, company, wanted, now, poster))

    async def _is_too_narrow(self, interaction: Interaction, wanted: Filter) -> bool:
        now = minute_of(interaction.created_at)
        return is_too_narrow(
            len(await private_match.fitting(await view_for(interaction, self._catalogue), wanted, now=now))
        )

    @staticmethod
    def _wanted(press: Press[CompanyState]) -> Filter:
        """What is asked for: it stands in the button beside the one that was pressed, which has no room for it."""
        for state in _states(press):
            if isinstance(state, MatchState):
                return read_deal(state.wanted)
        raise CustomIdError(press.form)

    @staticmethod
    def _company(press: Press[Any]) -> CompanyState:
        """Who is asked, and who of them is in, as it stands on the message that was pressed."""
        for state in _states(press):
            if isinstance(state, CompanyState):
                return state
        raise CustomIdError(press.form)


def _states(press: Press[Any]) -> Iterator[State | None]:
    return map(state_of, custom_ids(press.interaction.message))
