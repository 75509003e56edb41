"""A deck under kill -9: no film comes twice in a round, none is missing without a word."""

from __future__ import annotations

import random
from pathlib import Path

from bot.domain.deal import Dealt
from bot.domain.deck import Filter, Place
from bot.services.catalogue import Catalogue
from bot.services.random import Dealer
from db.engine import Database
from tests.lives import Life, Say

LIVES = 3


async def dealing(url: str, seed: int, say: Say) -> None:
    catalogue = Catalogue(Database(url))
    await catalogue.open()
    dealer = Dealer(catalogue, random.Random(seed))
    await catalogue.suggestions(30)
    while True:
        dealt = await dealer.deal(Place(channel_id=1), Filter(), now=0)
        assert isinstance(dealt, Dealt)
        for film in dealt.lost:
            say(("lost", film.id, False))
        say(("film", dealt.draw.film_id, dealt.draw.shuffled))
        dealer.arrived(dealt)


def one_life(database_file: Path, seed: int) -> list[tuple[str, int, bool]]:
    """Deal until killed; what members read."""
    life = Life(dealing, f"sqlite:///{database_file}", seed)
    read = [life.hear() for _ in range(random.Random(seed).randint(10, 30))]
    return read + life.kill()


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
