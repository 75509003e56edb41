"""Dealing a film nobody has to look up."""

from __future__ import annotations

import random

from bot.services import film
from bot.services.catalogue import Catalogue
from bot.services.film import Card
from db.errors import ListNotFoundError


class NothingToDealError(Exception):
    """Not one identified film stands on the list (or on any)."""


async def deal(catalogue: Catalogue, dice: random.Random, *, list_id: int = 0, not_film: int = 0) -> Card:
    """A film of one list, or of any with list_id 0, but not `not_film` while there is another.

    Raise NothingToDealError where there is none, ListNotFoundError if the list is gone.
    """
    choices = catalogue.shelf.deals.get(list_id)
    if choices is None and list_id:
        raise ListNotFoundError(list_id)
    if not choices:
        raise NothingToDealError
    fresh = [choice for choice in choices if choice[0] != not_film] or list(choices)
    film_id, entry_id = dice.choice(fresh)
    return await film.card(catalogue, film_id, entry_id)
