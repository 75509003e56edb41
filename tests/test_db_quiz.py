"""Rounds of the quiz, with many writers at once."""

from __future__ import annotations

import asyncio

import pytest

from db import members, quiz, server_lists
from db.engine import Database
from db.errors import QuizRoundNotFoundError
from db.types import QuizResult, QuizRound, Said
from tests.conftest import on_both
from tests.members import rows

pytestmark = on_both

ROUND, SERVER, ENTRY = 1290000000000000900, 1290000000000000001, 77
FIRST = 1290000000000000101
SAID: tuple[Said, ...] = ("confirmed", "misleading", "wrong")


async def begin(database: Database, round_id: int = ROUND, server_id: int = SERVER) -> None:
    async with database.write() as session:
        await quiz.begin(session, round_id, server_id, ENTRY, "a")


async def answer(database: Database, member: int, said: Said, round_id: int = ROUND) -> bool:
    """Whether it was taken."""
    async with database.write() as session:
        return (await quiz.answer(session, round_id, member, said)).result is None


async def reveal(database: Database, round_id: int = ROUND) -> QuizResult:
    async with database.write() as session:
        found = await quiz.reveal(session, round_id, "misleading")
    assert found.result is not None
    return found.result


async def test_the_last_answer_of_each_counts(database: Database) -> None:
    await begin(database)
    await begin(database)
    async with database.read() as session:
        assert await quiz.get(session, ROUND) == QuizRound(ROUND, ENTRY, "a", None)
    for said in SAID:
        assert await answer(database, FIRST, said)
    for said in ("confirmed", "misleading", "misleading"):
        assert await answer(database, FIRST + 1, said)
    assert await reveal(database) == QuizResult(answered=2, right=1)
    assert await rows(database, "quiz_answers") == [], "what each said goes with the reveal"
    assert not await answer(database, FIRST, "misleading")
    assert await reveal(database) == QuizResult(answered=2, right=1), "once and for all"
    assert await rows(database, "quiz_answers") == []


async def test_nobody_has_to_answer(database: Database) -> None:
    await begin(database)
    assert await reveal(database) == QuizResult(0, 0)


@pytest.mark.parametrize("before", [0, 25, 50, 100])
async def test_at_once_every_answer_that_was_taken_is_counted_and_no_other(
    database: Database, empty_url: str, before: int
) -> None:
    """Two processes; the reveal comes after so many of a hundred answers have set out."""
    other = Database(empty_url)
    await begin(database)
    everybody = [FIRST + number for number in range(100)]
    ways = [answer((database, other)[one % 2], one, SAID[one % 3]) for one in everybody]
    reveals = [reveal(database), reveal(other)]
    answers = [asyncio.create_task(way) for way in ways[:before]]
    ends = [asyncio.create_task(way) for way in reveals]
    answers += [asyncio.create_task(way) for way in ways[before:]]
    taken = [one for one, was in zip(everybody, await asyncio.gather(*answers), strict=True) if was]
    right = [one for one in taken if SAID[one % 3] == "misleading"]
    for result in await asyncio.gather(*ends):
        assert result == QuizResult(len(taken), len(right))
    assert await rows(database, "quiz_answers") == []
    await other.close()


async def test_a_member_who_presses_at_once_answers_once(database: Database) -> None:
    await begin(database)
    await asyncio.gather(*(answer(database, FIRST, said) for said in SAID * 10))
    assert len(await rows(database, "quiz_answers")) == 1
    assert (await reveal(database)).answered == 1


async def test_whoever_is_forgotten_is_not_counted(database: Database) -> None:
    await begin(database)
    for member in (FIRST, FIRST + 1):
        await answer(database, member, "misleading")
    async with database.write() as session:
        assert await members.kept(session, FIRST) == {
            "quiz_answers": [{"round_id": ROUND, "said": "misleading"}]
        }
        assert await members.forget(session, FIRST) == {"quiz_answers": 1}
    assert await reveal(database) == QuizResult(1, 1)


async def test_a_server_takes_its_rounds_and_their_answers_with_it(database: Database) -> None:
    await begin(database)
    await begin(database, ROUND + 1, SERVER + 1)
    for round_id in (ROUND, ROUND + 1):
        await answer(database, FIRST, "wrong", round_id)
    async with database.write() as session:
        await server_lists.forget(session, SERVER)
    assert [row[0] for row in await rows(database, "quiz_rounds")] == [ROUND + 1]
    assert len(await rows(database, "quiz_answers")) == 1
    with pytest.raises(QuizRoundNotFoundError):
        await answer(database, FIRST, "wrong")
    with pytest.raises(QuizRoundNotFoundError):
        await reveal(database)
