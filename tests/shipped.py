"""What the shipped content holds, asked of the catalogue instead of written down in tests."""

from __future__ import annotations

from bot.services.catalogue import Catalogue
from db.types import EntryLine, ListSummary, stable_id

ASCENT, COME_AND_SEE, STALKER = map(stable_id, ("the-ascent", "come-and-see", "stalker"))
"""Films on the shipped lists."""
SURVIVAL, LONELINESS = map(stable_id, ("survival", "loneliness"))
"""Lists."""


def lists_of(catalogue: Catalogue) -> tuple[ListSummary, ...]:
    """All lists, by title."""
    return catalogue.snapshot.lists


def films_on(catalogue: Catalogue, list_id: int = 0) -> list[int]:
    """The ids of the known films on a list, or on all of them, each once."""
    return [film_id for film_id, _ in catalogue.snapshot.deals[list_id]]


async def entries_on(catalogue: Catalogue, list_id: int) -> tuple[EntryLine, ...]:
    """The entries of a list, by rank."""
    return (await catalogue.film_list(list_id)).entries


async def unidentified(catalogue: Catalogue) -> tuple[int, EntryLine]:
    """A list and an entry on it whose film nobody knows, the nearest known one named."""
    for one in lists_of(catalogue):
        for line in await entries_on(catalogue, one.id):
            if line.film is None and (await catalogue.entry(line.id)).nearest:
                return one.id, line
    raise AssertionError("every shipped entry is identified")
