"""Watch with: a film that none of several people has seen."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain import deck
from bot.domain.card import Card
from bot.domain.deck import Filter
from bot.domain.private_match import offered
from bot.domain.viewer import Viewer
from bot.services import film as film_service
from bot.services.catalogue import Catalogue
from db import member_films, members, meta

_SECRET: Final = "together_secret"  # noqa: S105  # where it is kept
_SECRET_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Unasked:
    """Some have not allowed that films are picked with them."""

    members: tuple[int, ...]


async def deal(
    catalogue: Catalogue,
    dice: random.Random,
    viewer: Viewer,
    others: Sequence[int],
    wanted: Filter,
    *,
    now: int,
    not_film: int = 0,
) -> Card | Unasked | None:
    """A film that neither the asker nor any of the others has seen, whichever the dice choose; None if none is left.

    Dice and no deck: a deck that has come to its end would tell which films were never in it. `now` is in minutes
    since 1970, `not_film` the film that was dealt before. Raise ListNotFoundError if the list is gone.
    """
    company = [user_id for user_id in dict.fromkeys(others) if user_id != viewer.member]
    suggestions = await catalogue.suggestions()
    if wanted.list_id:
        catalogue.snapshot.list_by_id(wanted.list_id)
    async with catalogue.database.read() as session:
        settings = await members.settings_of(session, company)
        unasked = tuple(
            user_id for user_id in company if user_id not in settings or not settings[user_id].together
        )
        if unasked:
            return Unasked(unasked)
        seen = await member_films.seen_by_any(session, [viewer.member, *company])
        secret = await meta.get(session, _SECRET)
    if secret is None:
        secret = await _new_secret(catalogue, dice)
    fitting = {one.film_id: one for one in suggestions.dealable if deck.fits(one, wanted, now=now)}
    unseen = [film_id for film_id in fitting if film_id not in seen]
    left = offered(unseen, company, bytes.fromhex(secret))
    if not left:
        return None
    film_id = dice.choice([one for one in left if one != not_film] or left)
    return await film_service.card(catalogue, film_id, fitting[film_id].entries[wanted.list_id])


async def _new_secret(catalogue: Catalogue, dice: random.Random) -> str:
    """Made at the first need, the same for ever after."""
    async with catalogue.database.write() as session:
        secret = await meta.get(session, _SECRET)
        if secret is None:
            secret = dice.getrandbits(8 * _SECRET_BYTES).to_bytes(_SECRET_BYTES).hex()
            await meta.put(session, _SECRET, secret)
    return secret
