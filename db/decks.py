"""The decks that /random deals from: what came from each, by place and filter.

A card is kept with the run of the program that dealt it until it is known to have reached Discord. So after a crash
one can tell which cards may have been lost on the way, and say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from . import meta
from .engine import ReadSession, WriteSession
from .models import deck_cards, decks
from .question import question
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
class StoredDeck:
    """What has come from a deck in this round."""

    last_film_id: int
    """0: nothing was ever dealt."""
    cards: Mapping[int, Standing]
    """By film: what became of it."""
    lost: tuple[int, ...]
    """Films that were dealt and may not have arrived."""


async def begin_run(session: WriteSession) -> int:
    """A number for this run of the program that no run had before."""
    run = int(await meta.get(session, RUN) or LOST) + 1
    await meta.put(session, RUN, str(run))
    return run


async def get(session: ReadSession, key: DeckKey, *, run: int) -> StoredDeck:
    """A deck as it lies there, a new one if there is none. Cards still under way in this `run` are not lost."""
    found = await session.fetch(_deck(), **_values(key))
    rows = await session.fetch(_cards(), **_values(key))
    return StoredDeck(
        last_film_id=found[0][0] if found else 0,
        cards={film_id: standing for film_id, standing, _ in rows},
        lost=tuple(film_id for film_id, _, dealt_by in rows if dealt_by not in {None, run}),
    )


async def deal(session: WriteSession, key: DeckKey, film_id: int, standing: Standing, *, run: int) -> None:
    """Write down that a film was dealt."""
    card = insert(deck_cards).values(**_values(key), film_id=film_id, standing=standing, run=run)
    columns = ["user_id", "channel_id", "filter", "film_id"]
    await session.change(card.on_conflict_do_update(columns, set_={"standing": standing, "run": run}))
    deck = insert(decks).values(**_values(key), last_film_id=film_id)
    await session.change(deck.on_conflict_do_update(columns[:3], set_={"last_film_id": film_id}))


async def put_aside(session: WriteSession, key: DeckKey, film_id: int) -> None:
    """A film that came in this round comes once more at its end; one that has already does not."""
    card = _of(key).where(deck_cards.c.film_id == film_id, deck_cards.c.standing == "dealt")
    await session.change(card.values(standing="aside"))


async def shuffle(session: WriteSession, key: DeckKey) -> None:
    """A new round: nothing has come yet. The last film is remembered."""
    c = deck_cards.c
    await session.change(
        delete(deck_cards).where(
            c.user_id == key.user_id, c.channel_id == key.channel_id, c.filter == key.filter
        )
    )


async def told(session: WriteSession, key: DeckKey, film_ids: Iterable[int]) -> None:
    """These films are lost no more: it was said that they may have been, or they arrived."""
    ids = list(film_ids)
    if ids:
        await session.change(_of(key).where(deck_cards.c.film_id.in_(ids)).values(run=None))


async def lose(session: WriteSession, key: DeckKey, film_id: int) -> None:
    """A film did not arrive: the next card says so."""
    await session.change(_of(key).where(deck_cards.c.film_id == film_id).values(run=LOST))


def _of(key: DeckKey) -> Any:
    c = deck_cards.c
    return update(deck_cards).where(
        c.user_id == key.user_id, c.channel_id == key.channel_id, c.filter == key.filter
    )


def _values(key: DeckKey) -> dict[str, Any]:
    return {"user_id": key.user_id, "channel_id": key.channel_id, "filter": key.filter}


@question
def _deck() -> Select[Any]:
    c = decks.c
    return select(c.last_film_id).where(*_named(c))


@question
def _cards() -> Select[Any]:
    c = deck_cards.c
    return select(c.film_id, c.standing, c.run).where(*_named(c))


def _named(c: Any) -> tuple[Any, ...]:
    return (
        c.user_id == bindparam("user_id"),
        c.channel_id == bindparam("channel_id"),
        c.filter == bindparam("filter"),
    )
