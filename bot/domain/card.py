"""What a card is made of: a film with the voice it speaks with, and the answer to a title."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.titles.match import Match
from db.types import Entry, FilmPage


@dataclass(frozen=True, slots=True)
class Card:
    """A film with the voice it speaks with; or an entry whose film nobody can identify."""

    page: FilmPage | None
    voice: Entry | None

    def __post_init__(self) -> None:
        if self.page is None and self.voice is None:
            raise ValueError("a card needs a film or an entry")


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a title: a card, the others it could have been, or only what is near."""

    card: Card | None
    others: tuple[Match, ...]
    """With a card: what else was meant, perhaps. Without: the nearest, at most three."""
    people: tuple[Match, ...] = ()
    """Where not a title was named but who made them: their films, best first."""
    says_nothing: bool = False
    """An address was pasted that holds no title, only a number: nothing could be looked for."""
