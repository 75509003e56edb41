"""/quiz: a claim for one member alone, or a round for a channel."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

import discord
from discord import app_commands

from bot.domain.viewer import NOWHERE
from bot.handlers import descriptions, lists
from bot.handlers.autocomplete import chosen
from bot.handlers.marks import in_place
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import is_own_message, is_private, is_shareable, view_for
from bot.runtime.reply import Interaction, reply_to, send
from bot.runtime.spoken import spoken
from bot.services import lists as list_service
from bot.services import quiz as service
from bot.services.catalogue import Catalogue
from bot.ui import list_page
from bot.ui import quiz as pages
from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer
from bot.ui.kit.quiz_state import QuizState, RoundState
from db.types import Said

_SAID: Final[Mapping[str, Said]] = {"true": "confirmed", "partly": "misleading", "false": "wrong"}
"""By the verb of a form."""


class QuizHandlers:
    """True or false?"""

    def __init__(self, catalogue: Catalogue, dice: random.Random) -> None:
        self._catalogue = catalogue
        self._dice = dice

    def commands(self) -> Iterable[Command]:
        @app_commands.command(
            name="quiz", description=descriptions.QUIZ, extras=descriptions.ANSWERS_PRIVATELY
        )
        @app_commands.describe(list_=descriptions.QUIZ_LIST, spoilers=descriptions.QUIZ_SPOILERS)
        @app_commands.rename(list_="list")
        async def quiz(
            interaction: discord.Interaction[Any],
            list_: app_commands.Range[str, 1, 200] | None = None,
            spoilers: bool = False,
        ) -> None:
            language = spoken(interaction).member
            asked = QuizState(0, 0, 0, spoilers)
            if list_ is not None:
                summary, nearest = list_service.named(
                    await view_for(interaction, self._catalogue),
                    list_,
                    chosen=chosen(list_),
                    language=language.code,
                )
                if summary is None:
                    await send(interaction, list_page.nothing_found(language, list_, nearest), private=True)
                    return
                asked = replace(asked, list_id=summary.id)
            await send(interaction, await self._next(interaction, asked, language), private=True)

        quiz.autocomplete("list_")(lists.names(self._catalogue))
        return [quiz]

    @press("quiz:another")
    async def ask_another(self, press: Press[QuizState]) -> None:
        """The next claim, for whoever presses alone."""
        interaction = press.interaction
        language = press.language if is_private(interaction) else press.members_language
        await in_place(interaction, await self._next(interaction, press.state, language))

    @press("quiz:true", "quiz:partly", "quiz:false")
    async def answer(self, press: Press[QuizState]) -> None:
        """Whether they are right."""
        interaction, language = press.interaction, press.language
        asked = await service.question(
            await view_for(press.interaction, self._catalogue),
            press.state.entry,
            press.state.check,
            language.code,
        )
        shareable = is_shareable(interaction, private=True)
        await in_place(
            interaction, pages.answered(language, asked, press.state, _said(press.form), shareable=shareable)
        )

    @press("quiz:ask", answers="publicly")
    async def ask_channel(self, press: Press[QuizState]) -> None:
        """The same claim for everybody."""
        interaction, language = press.interaction, press.language
        asked = await service.question(
            await view_for(press.interaction, self._catalogue),
            press.state.entry,
            press.state.check,
            language.code,
        )
        begun = RoundState(interaction.id)
        await service.begin(
            await view_for(interaction, self._catalogue),
            asked,
            round_id=begun.round_id,
            server_id=interaction.guild_id or NOWHERE,
        )
        await send(interaction, pages.round_question(language, asked, begun, interaction.user.id))

    @press("round:true", "round:partly", "round:false", answers="privately")
    async def answer_round(self, press: Press[RoundState]) -> None:
        """What they say is put down; after the reveal they are shown how it went."""
        language, said = press.language, _said(press.form)
        found = await service.answer(
            await view_for(press.interaction, self._catalogue),
            press.state.round_id,
            press.viewer.member,
            said,
        )
        answer = pages.taken(language, said)
        if found.result is not None:
            asked = await service.asked_in(
                await view_for(press.interaction, self._catalogue), found, language.code
            )
            answer = pages.revealed(language, asked, found.result, late=True)
        await send(press.interaction, answer, private=True)

    @press("round:reveal", answers="for all")
    async def reveal(self, press: Press[RoundState]) -> None:
        """How many were right, in place of the question, if it is the asker who presses."""
        interaction = press.interaction
        if not is_own_message(interaction):
            await send(interaction, pages.not_the_asker(press.members_language), private=True)
            return
        language = press.language
        found, asked = await service.reveal(
            await view_for(press.interaction, self._catalogue), press.state.round_id, language.code
        )
        if found.result is None:
            raise ValueError("a round that was revealed has a result")
        await reply_to(interaction).turn(pages.revealed(language, asked, found.result))

    async def _next(self, interaction: Interaction, asked: QuizState, language: Language) -> Answer:
        """The next claim: `asked` holds the one before."""
        view = await view_for(interaction, self._catalogue)
        claim = await service.draw(
            view,
            self._dice,
            list_id=asked.list_id,
            spoilers=asked.spoilers,
            after=(asked.entry, asked.check),
        )
        if claim is None:
            return pages.nothing_to_ask(language, of_a_list=bool(asked.list_id))
        question = await service.question(view, claim.entry, claim.check, language.code)
        state = replace(asked, entry=claim.entry, check=claim.check)
        return pages.question(language, question, state, shareable=is_shareable(interaction, private=True))


def _said(form: str) -> Said:
    return _SAID[form.partition(":")[2]]
