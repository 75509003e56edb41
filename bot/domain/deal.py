"""What dealing from a deck comes to: a film with its number in the round, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.card import Card
from bot.domain.deck import DeckPlace, Draw, Filter, Remaining
from db.types import Film


@dataclass(frozen=True, slots=True)
class Dealt:
    """A film from the deck, with its number in the round."""

    card: Card
    draw: Draw
    place: DeckPlace
    """Whose deck it came from."""
    wanted: Filter


@dataclass(frozen=True, slots=True)
class NothingFits:
    """No film is all that was asked for."""

    wanted: Filter
    remaining: tuple[Remaining, ...]
    """What would be left without each condition."""
    shortest: Film | None
    """Of those that only run too long, where that is what rules everything out."""
