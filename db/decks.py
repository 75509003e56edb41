"""The decks that /random deals from: what came from each, by place and filter.

A card is kept with the run of the program that dealt it until it is known to have reached Discord. So after a crash
one can tell which cards may have been lost on the way, and say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Select, bindparam, select
from sqlalchemy.dialects.sqlite import Insert, insert

from . import meta, rows
from .engine import ReadSession, WriteSession
from .models import deck_cards, decks
from .statement import prepared
from .types import Standing

RUN: Final = "deck_run"
LOST: Final = 0
"""Instead of a run: the card is known not to have arrived."""


@dataclass(frozen=True, slots=True)
class DeckKey:
    """Which deck: of a channel or of a person (the other is 0), and which films it holds."""

    user_id: int
    channel_id: int
    filter: str


@dataclass(frozen=True, slots=True)
class DeckCard:
    """A film that came from a deck."""

    standing: Standing
    run: int | None
    """The run that dealt it, LOST, or None once it is known to have arrived."""


@dataclass(frozen=True, slots=True)
class StoredDeck:
    """What has come from a deck."""

    last_film_id: int = 0
    """0: nothing was ever dealt."""
    cards: Mapping[int, DeckCard] = field(default_factory=dict)
    """By film."""


async def begin_run(session: WriteSession) -> int:
    """A number for this run of the program that no run had before."""
    run = int(await meta.get(session, RUN) or LOST) + 1
    await meta.put(session, RUN, str(run))
    return run


async def get(session: ReadSession, key: DeckKey) -> StoredDeck:
    """A deck as it lies there, a new one if there is none."""
    found = await session.fetch(_deck(), **_values(key))
    found_cards = await session.fetch(_cards(), **_values(key))
    return StoredDeck(
        last_film_id=found[0][0] if found else 0,
        cards={film_id: DeckCard(standing, run) for film_id, standing, run in found_cards},
    )


async def last_elsewhere(session: ReadSession, key: DeckKey) -> frozenset[int]:
    """The films that were dealt last from the other decks of the same place."""
    return frozenset(film for (film,) in await session.fetch(_elsewhere(), **_values(key)) if film)


async def save(session: WriteSession, key: DeckKey, before: StoredDeck, after: StoredDeck) -> None:
    """Write down what changed."""
    named = _values(key)
    changed = [
        {**named, "film_id": film_id, "standing": card.standing, "run": card.run}
        for film_id, card in after.cards.items()
        if before.cards.get(film_id) != card
    ]
    gone = [{"film_id": film_id} for film_id in before.cards.keys() - after.cards.keys()]
    await rows.remove(session, deck_cards, ({**named, **one} for one in gone))
    await session.change(_put_cards(), changed)
    if before.last_film_id != after.last_film_id:
        await session.change(_put_deck(), {**named, "last_film_id": after.last_film_id})


def _values(key: DeckKey) -> dict[str, Any]:
    return {"user_id": key.user_id, "channel_id": key.channel_id, "filter": key.filter}


@prepared
def _deck() -> Select[Any]:
    c = decks.c
    return select(c.last_film_id).where(*_named(c))


@prepared
def _elsewhere() -> Select[Any]:
    c = decks.c
    *place, own = _named(c)
    return select(c.last_film_id).where(*place, ~own)


@prepared
def _cards() -> Select[Any]:
    c = deck_cards.c
    return select(c.film_id, c.standing, c.run).where(*_named(c))


@prepared
def _put_cards() -> Insert:
    card = insert(deck_cards)
    new = {"standing": card.excluded.standing, "run": card.excluded.run}
    return card.on_conflict_do_update(deck_cards.primary_key, set_=new)


@prepared
def _put_deck() -> Insert:
    deck = insert(decks)
    return deck.on_conflict_do_update(decks.primary_key, set_={"last_film_id": deck.excluded.last_film_id})


def _named(c: Any) -> tuple[Any, ...]:
    return (
        c.user_id == bindparam("user_id"),
        c.channel_id == bindparam("channel_id"),
        c.filter == bindparam("filter"),
    )
