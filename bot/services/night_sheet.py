"""The sheet of a club's night: the films that will be put to the vote, chosen by its host."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from bot.domain import night as rules
from bot.domain.viewer import Viewer
from bot.services.catalogue import Catalogue
from bot.services.night import get
from bot.services.view import View
from db import night_log, nights
from db.errors import NightNotFoundError
from db.night_types import Night


async def zone(catalogue: Catalogue, server: int) -> str:
    """The server's time zone, its IANA name; empty if nobody has said it."""
    async with catalogue.database.read(snapshot=False) as session:
        return await night_log.zone(session, server)


async def set_zone(catalogue: Catalogue, server: int, name: str) -> None:
    """Keep the server's time zone."""
    async with catalogue.database.write() as session:
        await night_log.set_zone(session, server, name)


async def draft(
    catalogue: Catalogue,
    viewer: Viewer,
    dice: random.Random,
    night_id: int,
    *,
    list_id: int,
    minutes: int,
    starts_at: datetime | None,
    number: int,
    picker: int = 0,
) -> Night | None:
    """A night with so many films: those nominated first, then others at random; None if no film fits.

    What is nominated need not stand on the list. `picker`: the user who chooses alone. Raises CatalogueNotReadyError.
    """
    view = await catalogue.view(viewer)
    async with catalogue.database.read() as session:
        nominated = await night_log.nominated(session, viewer.server)
    fitting = set(await _fitting(view, viewer.server, 0, minutes))
    films = [film for film in nominated if film in fitting][:number]
    drawn = sorted(set(await _fitting(view, viewer.server, list_id, minutes)) - set(films))
    films += dice.sample(drawn, min(len(drawn), number - len(films)))
    if not films:
        return None
    async with catalogue.database.write() as session:
        await nights.draft(
            session, night_id, viewer.server, viewer.member, films,
            list_id=list_id, minutes=minutes, picker=picker, starts_at=starts_at,
        )  # fmt: skip
        return await nights.get(session, night_id)


async def swap(
    catalogue: Catalogue, viewer: Viewer, dice: random.Random, night_id: int, film: int
) -> Night | None:
    """Another film in the place of one; the same sheet if there is no other. None if it has begun."""
    night = await _own_draft(catalogue, viewer, night_id)
    if night is None:
        return None
    view = await catalogue.view(viewer)
    fitting = await _fitting(view, viewer.server, night.list_id, night.minutes)
    others = sorted(set(fitting) - set(night.films))
    other = dice.choice(others) if others else film
    return await _put(
        catalogue, viewer, night_id, lambda films: [other if one == film else one for one in films]
    )


async def remove(catalogue: Catalogue, viewer: Viewer, night_id: int, film: int) -> Night | None:
    """The sheet without a film, unless it is the only one. None if it has begun."""
    return await _put(
        catalogue, viewer, night_id, lambda films: [one for one in films if one != film] or list(films)
    )


async def add(catalogue: Catalogue, viewer: Viewer, night_id: int, films: Iterable[int]) -> Night | None:
    """The sheet with more films, up to eight. None if it has begun."""
    more = list(films)
    return await _put(
        catalogue, viewer, night_id, lambda films: list(dict.fromkeys([*films, *more]))[: rules.MOST_FILMS]
    )


async def lost(catalogue: Catalogue, viewer: Viewer) -> list[int]:
    """The films that lost the server's last vote and may stand on a sheet again, those with more votes first."""
    known = {one.film_id for one in (await (await catalogue.view(viewer)).suggestions()).dealable}
    async with catalogue.database.read() as session:
        return [film for film in await night_log.lost(session, viewer.server) if film in known]


async def begin(
    catalogue: Catalogue, viewer: Viewer, night_id: int, now: datetime, language: str
) -> Night | None:
    """Let the vote begin, until the evening begins, else for a day. None if it had begun.

    `language`: of its message.
    """
    night = await _own_draft(catalogue, viewer, night_id)
    if night is None:
        return None
    starts = night.starts_at
    closes = starts if starts and starts > now else now + timedelta(hours=rules.OPEN_HOURS)
    async with catalogue.database.write() as session:
        if not await nights.begin(session, night_id, closes, language):
            return None
        return await nights.get(session, night_id)


async def has_begun(catalogue: Catalogue, night_id: int) -> None:
    """Its message is there: its films are nominated no more."""
    async with catalogue.database.write() as session:
        await nights.drop_nominated(session, night_id)


async def take_back(catalogue: Catalogue, night_id: int) -> None:
    """It has not begun: its message did not arrive."""
    async with catalogue.database.write() as session:
        await nights.take_back(session, night_id)


async def nominate(catalogue: Catalogue, viewer: Viewer, film: int, at: datetime) -> bool:
    """Nominate a film for the server's next night; False if they had."""
    async with catalogue.database.write() as session:
        return await night_log.nominate(session, viewer.server, viewer.member, film, at)


async def _own_draft(catalogue: Catalogue, viewer: Viewer, night_id: int) -> Night | None:
    """A draft of the viewer's; None if it is no draft any more. Raises NightNotFoundError."""
    night = await get(catalogue, viewer, night_id)
    if night.host != viewer.member:
        raise NightNotFoundError(night_id)
    return night if night.state == "draft" else None


async def _put(
    catalogue: Catalogue, viewer: Viewer, night_id: int, change: Callable[[Sequence[int]], list[int]]
) -> Night | None:
    if await _own_draft(catalogue, viewer, night_id) is None:
        return None
    async with catalogue.database.write() as session:
        night = await nights.take_draft(session, night_id)
        if night is None:
            return None
        await nights.put_films(session, night_id, change(night.films))
        return await nights.get(session, night_id)


async def _fitting(view: View, server: int, list_id: int, minutes: int) -> list[int]:
    """The films that may be drawn: not watched by the club, nor seen by all who came last and let it be counted."""
    async with view.database.read() as session:
        gone = await night_log.watched_films(session, server)
        last = await night_log.last(session, server)
        if last is not None:
            gone |= await night_log.seen_by_all(session, last)
    return [
        one.film_id
        for one in (await view.suggestions()).dealable
        if one.film_id not in gone
        and (not list_id or list_id in one.entries)
        and (not minutes or 0 < (one.minutes or 0) <= minutes)
    ]
