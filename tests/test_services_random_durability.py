"""A deck under kill -9: no film comes twice in a round, and none is missing but a card that was under way."""

from __future__ import annotations

import random
from pathlib import Path

from bot.domain.deal import Dealt
from bot.domain.deck import DeckPlace, Filter
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
        dealt = await dealer.deal(DeckPlace(channel_id=1), Filter(), now=0)
        assert isinstance(dealt, Dealt)
        say((dealt.draw.film_id, dealt.draw.position))


def one_life(database_file: Path, seed: int) -> list[tuple[int, int]]:
    """Deal until killed; what members read."""
    life = Life(dealing, f"sqlite:///{database_file}", seed)
    read = [life.hear() for _ in range(random.Random(seed).randint(10, 30))]
    return read + life.kill()


def test_no_film_twice_and_at_most_one_missing_for_each_end(database_file: Path) -> None:
    rounds: list[list[int]] = [[]]
    before = 0
    for life in range(LIVES):
        for film_id, position in one_life(database_file, life):
            if position <= before:
                rounds.append([])
            rounds[-1].append(film_id)
            before = position
    assert sum(map(len, rounds)) >= 2 * LIVES, "killed before anything was dealt"
    assert len(rounds) > 1, "not one round was dealt to its end"
    everything = set().union(*rounds)
    for dealt in rounds:
        assert len(dealt) == len(set(dealt)), "a film came twice in one round"
    missing = sum(len(everything - set(dealt)) for dealt in rounds[:-1])
    assert missing <= LIVES, "more cards are missing than can have been under way"
