"""What was acknowledged is there, whatever happens to the process. Of the whole bot: tests/soak/kills."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5

MARKING = """
import asyncio, sys
from datetime import UTC, datetime
from bot.services import shelf
from bot.services.catalogue import Catalogue
from db.engine import Database

async def main(url, first_user):
    catalogue = Catalogue(Database(url))
    await catalogue.open()
    films = [film_id for film_id, _ in catalogue.shelf.deals[0]]
    user = first_user
    while True:
        for film_id in films:
            at = datetime.now(UTC)
            await shelf.want(catalogue, user, film_id, at=at)
            await shelf.mark_seen(catalogue, user, film_id, at=at)
            print(user, film_id, flush=True)
        user += 1

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_what_was_acknowledged_survives_kill_9(database_file: Path, round_: int) -> None:
    first_user = 1_000_000 * (round_ + 1)
    process = subprocess.Popen(
        [sys.executable, "-c", MARKING, f"sqlite:///{database_file}", str(first_user)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    acknowledged = [process.stdout.readline()]
    time.sleep(random.Random(round_).uniform(0.02, 0.4))
    os.kill(process.pid, signal.SIGKILL)
    acknowledged += process.stdout.readlines()
    process.wait()
    whole = [line for line in acknowledged if line.endswith("\n")]
    marked = {tuple(map(int, line.split())) for line in whole}
    assert marked
    connection = sqlite3.connect(database_file)
    stored = set(connection.execute("SELECT user_id, film_id FROM seen WHERE user_id >= ?", [first_user]))
    still_wanted = set(connection.execute("SELECT user_id, film_id FROM watchlist"))
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert marked <= stored
    assert len(stored - marked) <= 1, "at most the one under way"
    assert not stored & still_wanted, "seen and off the watchlist: both or neither"
