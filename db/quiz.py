"""Rounds of the quiz: a claim that a channel is asked, and what each member says until it is revealed.

An answer holds its round (FOR SHARE), the reveal holds it against them (FOR UPDATE): so every answer that was taken is
counted, and none is taken afterwards. Once the result is written, the answers are deleted.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, select, update
from sqlalchemy.sql.dml import UpdateBase

from .channel_tables import quiz_answers, quiz_rounds
from .engine import ReadSession, WriteSession
from .errors import QuizRoundNotFoundError
from .statement import Statement, insert, key_of, prepared
from .types import QuizResult, QuizRound, Said, Verdict


async def begin(session: WriteSession, round_id: int, server_id: int, entry_id: int, key: str) -> None:
    """A new round on this check; nothing happens if it was begun already. `server_id`: 0 for none."""
    await session.change(_begin(), {"id": round_id, "server_id": server_id, "entry_id": entry_id, "key": key})


async def get(session: ReadSession, round_id: int) -> QuizRound:
    """Raises QuizRoundNotFoundError."""
    return await _read(session, _round(), round_id)


async def answer(session: WriteSession, round_id: int, user_id: int, said: Said) -> QuizRound:
    """Put down what a member says instead of what they said before, unless the round is revealed.

    Return the round. Raises QuizRoundNotFoundError.
    """
    found = await _read(session, _round_shared(), round_id)
    if found.result is None:
        await session.change(_answer(), {"user_id": user_id, "round_id": round_id, "said": said})
    return found


async def reveal(session: WriteSession, round_id: int, verdict: Verdict) -> QuizRound:
    """Count who is right, and delete what each said; a round that is revealed stays as it is.

    Return the round with its result. Raises QuizRoundNotFoundError.
    """
    found = await _read(session, _round_held(), round_id)
    if found.result is not None:
        return found
    said = Counter(dict(map(tuple, await session.fetch(_counted(), round_id=round_id))))
    result = QuizResult(answered=said.total(), right=said[verdict])
    await session.change(
        _reveal(), {"revealed_id": round_id, "answered": result.answered, "right_ones": result.right}
    )
    await session.change(_delete_answers(), {"round_id": round_id})
    return QuizRound(found.id, found.entry_id, found.key, result)


async def _read(session: ReadSession, question: Statement, round_id: int) -> QuizRound:
    rows = await session.fetch(question, round_id=round_id)
    if not rows:
        raise QuizRoundNotFoundError(round_id)
    entry_id, key, answered, right = rows[0]
    result = None if answered is None else QuizResult(answered, right)
    return QuizRound(round_id, entry_id, key, result)


@prepared
def _begin() -> Any:
    return insert(quiz_rounds).on_conflict_do_nothing()


def _select() -> Select[Any]:
    c = quiz_rounds.c
    return select(c.entry_id, c.key, c.answered, c.right_ones).where(c.id == bindparam("round_id"))


@prepared
def _round() -> Select[Any]:
    return _select()


@prepared
def _round_shared() -> Select[Any]:
    return _select().with_for_update(read=True)


@prepared
def _round_held() -> Select[Any]:
    return _select().with_for_update()


@prepared
def _answer() -> Any:
    new = insert(quiz_answers)
    return new.on_conflict_do_update(index_elements=key_of(quiz_answers), set_={"said": new.excluded.said})


@prepared
def _counted() -> Select[Any]:
    c = quiz_answers.c
    return select(c.said, func.count()).where(c.round_id == bindparam("round_id")).group_by(c.said)


@prepared
def _reveal() -> UpdateBase:
    return (
        update(quiz_rounds)
        .where(quiz_rounds.c.id == bindparam("revealed_id"))
        .values(answered=bindparam("answered"), right_ones=bindparam("right_ones"))
    )


@prepared
def _delete_answers() -> UpdateBase:
    return delete(quiz_answers).where(quiz_answers.c.round_id == bindparam("round_id"))
