"""What was acknowledged is there, whatever happens to the process. Of the whole bot: tests/soak/kills."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.viewer import Viewer
from bot.services import member_films as shelf
from bot.services.catalogue import Catalogue
from db.engine import Database
from tests.lives import Life, Say

ROUNDS = 5


async def marking(url: str, first_user: int, say: Say) -> None:
    catalogue = Catalogue(Database(url))
    await catalogue.open()
    films = [film_id for film_id, _ in catalogue.snapshot.deals[0]]
    user = first_user
    while True:
        for film_id in films:
            at = datetime.now(UTC)
            await shelf.want(catalogue, Viewer(user), film_id, at=at)
            await shelf.mark_seen(catalogue, Viewer(user), film_id, at=at)
            say((user, film_id))
        user += 1


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_what_was_acknowledged_survives_kill_9(database_file: Path, round_: int) -> None:
    first_user = 1_000_000 * (round_ + 1)
    life = Life(marking, f"sqlite:///{database_file}", first_user)
    marked = {life.hear() for _ in range(random.Random(round_).randint(1, 60))}
    marked.update(life.kill())
    with closing(sqlite3.connect(database_file)) as connection:
        stored = set(connection.execute("SELECT user_id, film_id FROM seen WHERE user_id >= ?", [first_user]))
        still_wanted = set(connection.execute("SELECT user_id, film_id FROM watchlist"))
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert marked <= stored
    assert len(stored - marked) <= 1, "at most the one under way"
    assert not stored & still_wanted, "seen and off the watchlist: both or neither"
