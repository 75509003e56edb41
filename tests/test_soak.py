"""Short versions of the long runs in tests/soak."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.openapi import DiscordDescription
from tests.soak import anything, club, kills, load, several
from tests.soak.acts import KINDS


@pytest.fixture
def folder(database_file: Path, drawn: Path) -> Path:
    """What the bot has beside its program: a database, and pictures, which are drawn once for all tests."""
    (database_file.parent / "pictures").symlink_to(drawn)
    return database_file.parent


def test_whatever_is_sent_is_answered(description: DiscordDescription | None) -> None:
    """Each act is judged when it is answered; here it is seen that all were done."""
    stage = anything.run(160, random_seed=19)
    assert stage.done.total() == 160
    assert {what.split()[0] for what in stage.done} == set(KINDS)
    assert stage.reloads >= 3
    assert stage.gone
    assert not (description and anything.problems(stage.sample, description))


async def test_kill_9_loses_nothing_that_was_acknowledged(folder: Path) -> None:
    killing = await kills.kill(folder, rounds=2, random_seed=9, at_least=2)
    assert killing.ledger.acknowledged.total() >= 4


async def test_a_bad_busy_day_costs_no_answer_that_was_possible(folder: Path) -> None:
    day = await load.live_through(folder, seconds=8, rate=12, random_seed=5)
    assert not day.wrong
    assert day.tally.sent > 80
    assert day.tally.answered > 40
    assert day.ledger.acknowledged
    assert day.faults


async def test_by_http_a_killed_process_loses_nothing_that_was_acknowledged(folder: Path) -> None:
    done = await several.live_through(
        "http", folder, processes=1, seconds=12, rate=12, every=4.0, random_seed=3
    )
    assert not done.wrong
    assert done.kills
    assert done.tally.answered > 40
    assert done.ledger.acknowledged


async def test_shards_that_drop_lose_no_interaction(folder: Path) -> None:
    done = await several.live_through(
        "shards", folder, processes=1, seconds=8, rate=12, every=2.0, random_seed=3
    )
    assert not done.wrong
    assert done.drops
    assert done.standin.gateway.identifies == several.SHARDS, "every session was resumed"
    assert done.tally.answered > 40


async def test_a_club_votes_through_kills_and_faults(folder: Path) -> None:
    ballots, several_, wrong = await club.vote(folder, members=30, seconds=11, every=7.0, random_seed=7)
    assert not wrong
    assert several_.kills
    assert ballots.sure, "how many depends on the machine; that none is wrong does not"
