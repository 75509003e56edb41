"""A deck under kill -9: no film comes twice in a round, none is missing without a word."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIVES = 3

DEALING = """
import asyncio, random, sys
from bot.domain.deck import Filter, Place
from bot.services.catalogue import Catalogue
from bot.services.random import Dealer
from db.engine import Database

async def main(url, seed):
    catalogue = Catalogue(Database(url))
    await catalogue.open()
    dealer = Dealer(catalogue, random.Random(seed))
    await catalogue.suggestions(30)
    while True:
        dealt = await dealer.deal(Place(channel_id=1), Filter(), now=0)
        for film in dealt.lost:
            print("lost", film.id, flush=True)
        print("film", dealt.draw.film_id, int(dealt.draw.shuffled), flush=True)
        dealer.arrived(dealt)

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


def one_life(database_file: Path, seed: int) -> list[tuple[str, int, bool]]:
    """Deal until killed; what members read, whole lines only."""
    process = subprocess.Popen(
        [sys.executable, "-c", DEALING, f"sqlite:///{database_file}", str(seed)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    read = [process.stdout.readline() for _ in range(random.Random(seed).randint(10, 30))]
    os.kill(process.pid, signal.SIGKILL)
    read += process.stdout.readlines()
    lines = [line.split() for line in read if line.endswith("\n")]
    process.wait()
    process.stdout.close()
    return [(line[0], int(line[1]), line[2:] == ["1"]) for line in lines]


def test_no_film_twice_and_none_silently_missing(database_file: Path) -> None:
    rounds: list[list[int]] = [[]]
    lost: list[set[int]] = [set()]
    for life in range(LIVES):
        for what, film_id, shuffled in one_life(database_file, life):
            if shuffled:
                rounds.append([])
                lost.append(set())
            if what == "lost":
                lost[-1].add(film_id)
            else:
                rounds[-1].append(film_id)
    assert sum(map(len, rounds)) >= 2 * LIVES, "killed before anything was dealt"
    assert len(rounds) > 1, "not one round was dealt to its end"
    everything = set().union(*rounds)
    for dealt in rounds:
        assert len(dealt) == len(set(dealt)), "a film came twice in one round"
    for dealt, told in list(zip(rounds, lost, strict=True))[:-1]:
        assert everything - set(dealt) <= told, "a film was skipped and nobody heard of it"
