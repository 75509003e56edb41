"""A film that none of several people has seen."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from bot.domain import deck
from bot.domain.card import Card
from bot.domain.deck import Dealable, Filter
from bot.services import film as film_service
from bot.services.view import View
from db import member_films
from db.types import LANGUAGE


async def fitting(catalogue: View, wanted: Filter, *, now: int) -> list[Dealable]:
    """The films that fit, whoever has seen them. `now` is in minutes since 1970. Raise ListNotFoundError."""
    suggestions = await catalogue.suggestions()
    if wanted.list_id:
        catalogue.snapshot.list_by_id(wanted.list_id)
    wanted = replace(wanted, seen="any")  # unseen by all of them is the whole point
    return [one for one in suggestions.dealable if deck.fits(one, wanted, now=now)]


async def deal(
    catalogue: View,
    dice: random.Random,
    members: Sequence[int],
    wanted: Filter,
    *,
    now: int,
    language: str = LANGUAGE,
) -> Card | None:
    """A film that none of these members has seen, whichever the dice choose; None if none is left.

    To be called once each of them has said that they are in. Raise ListNotFoundError if the list is gone.
    """
    films = await fitting(catalogue, wanted, now=now)
    async with catalogue.database.read(snapshot=False) as session:
        seen = await member_films.seen_by_any(session, members)
    unseen = [one for one in films if one.film_id not in seen]
    if not unseen:
        return None
    chosen = dice.choice(unseen)
    return await film_service.card(catalogue, chosen.film_id, chosen.entries[wanted.list_id], language)
