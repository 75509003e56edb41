"""The quiz "True or false?": for one member alone, of which nothing is kept, or a round for a channel."""

from __future__ import annotations

import random

from bot.domain import quiz as rules
from bot.domain.quiz import Claim, Question
from bot.services.view import View
from db import quiz
from db.types import LANGUAGE, QuizRound, Said, stable_id


class ClaimGoneError(Exception):
    """The claim is no longer one that can be asked about."""


async def draw(
    catalogue: View,
    dice: random.Random,
    *,
    list_id: int = 0,
    spoilers: bool = False,
    after: tuple[int, int] | None = None,
) -> Claim | None:
    """The next claim, None if there is none; see `domain.quiz.draw`. Raise CatalogueNotReadyError."""
    known = (await catalogue.suggestions()).claims
    return rules.draw(known, dice, list_id=list_id, spoilers=spoilers, after=after)


async def question(catalogue: View, entry_id: int, check_id: int, language: str = LANGUAGE) -> Question:
    """The claim that a check of an entry judges, in a language.

    Raise ClaimGoneError, EntryNotFoundError or FilmNotFoundError where it is no longer there.
    """
    entry = await catalogue.entry(entry_id, language)
    check = next((one for one in entry.checks if rules.check_id(one) == check_id), None)
    verdict = rules.verdict_of(check) if check else None
    if check is None or verdict is None or entry.film_id is None:
        raise ClaimGoneError
    page = await catalogue.page(entry.film_id, language)
    return Question(
        film=page.film,
        list_id=entry.list_id,
        list_title=entry.list_title,
        list_slug=entry.list_slug,
        entry=entry.id,
        check=check,
        verdict=verdict,
    )


async def begin(catalogue: View, asked: Question, *, round_id: int, server_id: int) -> None:
    """A channel is asked from now on. `round_id` is the interaction's: one that comes twice begins one round."""
    async with catalogue.database.write() as session:
        await quiz.begin(session, round_id, server_id, asked.entry, asked.check.key)


async def answer(catalogue: View, round_id: int, member: int, said: Said) -> QuizRound:
    """Put down what a member says, unless the round is revealed. Raise QuizRoundNotFoundError."""
    async with catalogue.database.write() as session:
        return await quiz.answer(session, round_id, member, said)


async def reveal(catalogue: View, round_id: int, language: str = LANGUAGE) -> tuple[QuizRound, Question]:
    """End a round: its result, and what was asked. A second time it is the same.

    Raise QuizRoundNotFoundError, and what `question` raises.
    """
    async with catalogue.database.read(snapshot=False) as session:
        round_ = await quiz.get(session, round_id)
    asked = await asked_in(catalogue, round_, language)
    async with catalogue.database.write() as session:
        return await quiz.reveal(session, round_id, asked.verdict), asked


async def asked_in(catalogue: View, round_: QuizRound, language: str = LANGUAGE) -> Question:
    """What a round asks; raise what `question` raises."""
    return await question(catalogue, round_.entry_id, stable_id(round_.key), language)
