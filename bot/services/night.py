"""A club's nights: the films that are put to the vote, the vote, and the evening."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from bot.domain import night as rules
from bot.domain.viewer import Viewer
from bot.services import member_films
from bot.services.catalogue import Catalogue
from bot.services.view import View
from db import night_log, nights
from db.errors import FilmNotFoundError, NightNotFoundError
from db.night_types import Night, OwnNight, WatchedNight
from db.types import Film

LOG_PAGE = 10
"""Evenings on one page of a club's log."""


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
) -> Night | None:
    """A night with so many films: those nominated first, then others at random; None if no film fits.

    Raises CatalogueNotReadyError.
    """
    view = await catalogue.view(viewer)
    known = {one.film_id: one for one in (await view.suggestions()).dealable}
    async with catalogue.database.read() as session:
        nominated = await night_log.nominated(session, viewer.server)
    fitting = set(await _fitting(view, viewer.server, list_id, minutes))
    first = [
        film
        for film in nominated
        if film in known and (not minutes or 0 < (known[film].minutes or 0) <= minutes)
    ]
    films = first[:number]
    rest = sorted(fitting - set(films))
    films += dice.sample(rest, min(len(rest), number - len(films)))
    if not films:
        return None
    async with catalogue.database.write() as session:
        await nights.draft(
            session, night_id, viewer.server, viewer.member, films,
            list_id=list_id, minutes=minutes, starts_at=starts_at,
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


async def add(catalogue: Catalogue, viewer: Viewer, night_id: int, film: int) -> Night | None:
    """The sheet with a film more, up to eight. None if it has begun."""
    return await _put(
        catalogue, viewer, night_id, lambda films: list(dict.fromkeys([*films, film]))[: rules.MOST_FILMS]
    )


async def begin(catalogue: Catalogue, viewer: Viewer, night_id: int, now: datetime) -> Night | None:
    """Let the vote begin, until the evening begins, else for a day. None if it had begun."""
    night = await _own_draft(catalogue, viewer, night_id)
    if night is None:
        return None
    starts = night.starts_at
    closes = starts if starts and starts > now else now + timedelta(hours=rules.OPEN_HOURS)
    async with catalogue.database.write() as session:
        if not await nights.begin(session, night_id, closes):
            return None
        return await nights.get(session, night_id)


async def take_back(catalogue: Catalogue, night_id: int) -> None:
    """It has not begun: its message did not arrive."""
    async with catalogue.database.write() as session:
        await nights.take_back(session, night_id)


async def get(catalogue: Catalogue, viewer: Viewer, night_id: int) -> Night:
    """A night of the viewer's server. Raises NightNotFoundError."""
    async with catalogue.database.read() as session:
        night = await nights.get(session, night_id)
    if night.server_id != viewer.server:
        raise NightNotFoundError(night_id)
    return night


async def own(catalogue: Catalogue, viewer: Viewer, night_id: int) -> OwnNight:
    """What the viewer said on a night."""
    async with catalogue.database.read() as session:
        return await nights.own(session, night_id, viewer.member)


async def vote(catalogue: Catalogue, viewer: Viewer, night_id: int, film: int, at: datetime) -> bool:
    """Vote for a film, or no longer; False if the vote is over. Raises NightNotFoundError."""
    await get(catalogue, viewer, night_id)
    async with catalogue.database.write() as session:
        return await nights.vote(session, night_id, viewer.member, film, at) is not None


async def say_coming(catalogue: Catalogue, viewer: Viewer, night_id: int, *, coming: bool) -> bool:
    """Whether they come; False if the evening is over. Raises NightNotFoundError."""
    await get(catalogue, viewer, night_id)
    async with catalogue.database.write() as session:
        return await nights.say_coming(session, night_id, viewer.member, coming=coming)


async def let_count(catalogue: Catalogue, viewer: Viewer, night_id: int, *, counts: bool) -> bool:
    """Whether what they have seen may decide a tie; False if the vote is over. Raises NightNotFoundError."""
    await get(catalogue, viewer, night_id)
    async with catalogue.database.write() as session:
        return await nights.let_count(session, night_id, viewer.member, counts=counts)


async def close(catalogue: Catalogue, night_id: int, *, due_at: datetime | None = None) -> bool:
    """End a vote; False if it was over, or is not due by `due_at`."""
    async with catalogue.database.write() as session:
        night = await nights.take_open(session, night_id)
        if night is None or (due_at and night.closes_at and night.closes_at > due_at):
            return False
        ended = rules.outcome(night.films, night.votes, await nights.seen_by(session, night))
        await nights.close(session, night_id, ended.film_id, ended.tie)
        return True


async def watched(catalogue: Catalogue, night_id: int, at: datetime) -> bool:
    """The club has watched the film; False if that was known."""
    async with catalogue.database.write() as session:
        return await nights.watched(session, night_id, at)


async def rate(catalogue: Catalogue, viewer: Viewer, night: Night, stars: int, at: datetime) -> bool:
    """They have seen the film, and give it stars; False if it was not watched."""
    async with catalogue.database.write() as session:
        if not await nights.rate(session, night.id, viewer.member, stars, at):
            return False
    await member_films.mark_seen(await catalogue.view(viewer), viewer, night.winner, at=at)
    return True


async def nominate(catalogue: Catalogue, viewer: Viewer, film: int, at: datetime) -> bool:
    """Nominate a film for the server's next night; False if they had."""
    async with catalogue.database.write() as session:
        return await night_log.nominate(session, viewer.server, viewer.member, film, at)


async def history(catalogue: Catalogue, viewer: Viewer, first: int) -> tuple[list[WatchedNight], int]:
    """A page of what the club watched, newest first, and how many evenings there are."""
    async with catalogue.database.read() as session:
        return await night_log.history(session, viewer.server, first=first, limit=LOG_PAGE)


async def films(
    catalogue: Catalogue, viewer: Viewer, wanted: Collection[int], language: str
) -> dict[int, Film]:
    """These films in a language, by id; those that are gone are missing."""
    view = await catalogue.view(viewer)
    found: dict[int, Film] = {}
    for film in wanted:
        try:
            found[film] = (await view.page(film, language)).film
        except FilmNotFoundError:
            continue
    return found


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
