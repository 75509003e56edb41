"""The decks that /random deals from: what came from each, by place and filter.

A card is on record before it is sent, so nothing that happens between can deal it twice; it is taken back where it is
known not to have arrived. After a crash it counts as dealt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Delete, Select, Update, bindparam, delete, select, update

from . import rows
from .engine import ReadSession, WriteSession
from .models import deck_cards, decks
from .pool import Step
from .statement import insert, key_of, prepared
from .types import Standing

_DEALT: Final[Standing] = "dealt"
_ASIDE: Final[Standing] = "aside"
_AGAIN: Final[Standing] = "again"


@dataclass(frozen=True, slots=True)
class DeckKey:
    """Which deck: of a channel or of a person (the other is 0), and which films it holds."""

    user_id: int
    channel_id: int
    filter: str


@dataclass(frozen=True, slots=True)
class StoredDeck:
    """What has come from a deck in the round under way."""

    last_film_id: int = 0
    """0: nothing was dealt, or what was dealt last was taken back."""
    cards: Mapping[int, Standing] = field(default_factory=dict)
    """By film."""


async def get(session: ReadSession, key: DeckKey) -> StoredDeck:
    """A deck as it lies there, an empty one if there is none."""
    found = await session.fetch(_deck(), **_values(key))
    return StoredDeck(found[0][0] if found else 0, await _cards_of(session, key))


async def lock(session: WriteSession, key: DeckKey) -> tuple[StoredDeck, frozenset[int]]:
    """A deck as it lies there, made where there was none; nobody else deals from it until the transaction ends.

    And the films that were dealt last from the other decks of the same place.
    """
    named = _values(key)
    locked, cards, elsewhere = await session.together(
        (_lock_deck(), {**named, "last_film_id": 0}), (_cards(), named), (_elsewhere(), named)
    )
    last = frozenset(film for (film,) in elsewhere if film)
    return StoredDeck(locked[0][0], {card[0]: card[1] for card in cards}), last


async def save(session: WriteSession, key: DeckKey, before: StoredDeck, after: StoredDeck) -> None:
    """Write down what changed in a deck that is locked."""
    named = _values(key)
    gone = before.cards.keys() - after.cards.keys()
    await rows.remove(session, deck_cards, [{**named, "film_id": film_id} for film_id in gone])
    changed: list[Step] = [
        (_put_card(), {**named, "film_id": film_id, "standing": standing, "run": None})
        for film_id, standing in after.cards.items()
        if before.cards.get(film_id) != standing
    ]
    if before.last_film_id != after.last_film_id:
        changed.append((_put_deck(), {**named, "last_film_id": after.last_film_id}))
    await session.together(*changed)


async def take_back(session: WriteSession, key: DeckKey, film_id: int, standing: Standing) -> None:
    """Undo that a film was dealt with this standing: "dealt" or "again"."""
    statement = _return_to_aside() if standing == _AGAIN else _return_to_deck()
    await session.fetch(_hold_deck(), **_values(key))  # whoever deals from it is done, or begins after this
    await session.change(statement, {**_values(key), "film_id": film_id})
    await session.change(_not_the_last(), {**_values(key), "film_id": film_id})


async def _cards_of(session: ReadSession, key: DeckKey) -> dict[int, Standing]:
    return {card[0]: card[1] for card in await session.fetch(_cards(), **_values(key))}


def _values(key: DeckKey) -> dict[str, Any]:
    return {"user_id": key.user_id, "channel_id": key.channel_id, "filter": key.filter}


@prepared
def _deck() -> Select[Any]:
    c = decks.c
    return select(c.last_film_id).where(*_named(c))


@prepared
def _hold_deck() -> Select[Any]:
    c = decks.c
    return select(c.last_film_id).where(*_named(c)).with_for_update()


@prepared
def _elsewhere() -> Select[Any]:
    c = decks.c
    *place, own = _named(c)
    return select(c.last_film_id).where(*place, ~own)


@prepared
def _cards() -> Select[Any]:
    c = deck_cards.c
    # Programs before this one kept a card of the round before as "before" until it was known to have arrived.
    return select(c.film_id, c.standing).where(*_named(c), c.standing != "before")


@prepared
def _put_card() -> Any:
    card = insert(deck_cards)
    new = {"standing": card.excluded.standing, "run": card.excluded.run}
    return card.on_conflict_do_update(key_of(deck_cards), set_=new)


@prepared
def _put_deck() -> Any:
    deck = insert(decks)
    return deck.on_conflict_do_update(key_of(decks), set_={"last_film_id": deck.excluded.last_film_id})


@prepared
def _lock_deck() -> Any:
    deck = insert(decks)
    same = {"last_film_id": decks.c.last_film_id}
    return deck.on_conflict_do_update(key_of(decks), set_=same).returning(decks.c.last_film_id)


@prepared
def _not_the_last() -> Update:
    c = decks.c
    deck = update(decks).where(*_named(c), c.last_film_id == bindparam("film_id"))
    return deck.values(last_film_id=0)


@prepared
def _return_to_deck() -> Delete:
    c = deck_cards.c
    return delete(deck_cards).where(*_named(c), c.film_id == bindparam("film_id"), c.standing == _DEALT)


@prepared
def _return_to_aside() -> Update:
    c = deck_cards.c
    card = update(deck_cards).where(*_named(c), c.film_id == bindparam("film_id"), c.standing == _AGAIN)
    return card.values(standing=_ASIDE)


def _named(c: Any) -> tuple[Any, ...]:
    return (
        c.user_id == bindparam("user_id"),
        c.channel_id == bindparam("channel_id"),
        c.filter == bindparam("filter"),
    )
