"""A club's night from its vote to its evening."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.domain import night as rules
from bot.domain.viewer import Viewer
from bot.services.catalogue import Catalogue
from db import member_films, nights
from db.errors import FilmNotFoundError, NightNotFoundError
from db.night_types import Night, OwnNight
from db.types import Film

MOST_CLOSED = 50
"""Votes that are ended in one go."""


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


async def is_at(catalogue: Catalogue, viewer: Viewer, night_id: int, channel: int, message: int) -> None:
    """Where its message stands, known from a press on it. Raises NightNotFoundError."""
    night = await get(catalogue, viewer, night_id)
    if night.message_id:
        return
    async with catalogue.database.write() as session:
        await nights.place(session, night_id, channel, message)


async def vote(
    catalogue: Catalogue, viewer: Viewer, night_id: int, film: int, press_id: int, at: datetime
) -> bool:
    """Vote for a film, or no longer, once for a press; False if the vote is over. Raises NightNotFoundError."""
    await get(catalogue, viewer, night_id)
    async with catalogue.database.write() as session:
        return await nights.vote(session, night_id, viewer.member, film, press_id, at) is not None


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


async def pick(
    catalogue: Catalogue, viewer: Viewer, night_id: int, film: int, press_id: int, at: datetime
) -> bool:
    """The film that the one who chooses alone has chosen, and so the end of the night's vote; False if it was over.

    Raises NightNotFoundError.
    """
    await get(catalogue, viewer, night_id)
    async with catalogue.database.write() as session:
        if not await nights.vote(session, night_id, viewer.member, film, press_id, at):
            return False
        await nights.close(session, night_id, film, "none")
        return True


async def close(catalogue: Catalogue, night_id: int, *, due_at: datetime | None = None) -> bool:
    """End a vote; False if it was over, or is not due by `due_at`."""
    async with catalogue.database.write() as session:
        night = await nights.take_open(session, night_id, due_at)
        if night is None:
            return False
        ended = rules.outcome(night.films, night.votes, await nights.seen_by(session, night))
        await nights.close(session, night_id, ended.film_id, ended.tie)
        return True


async def close_due(catalogue: Catalogue, now: datetime) -> list[Night]:
    """End the votes whose time is over and whose messages are known; those that were ended here."""
    async with catalogue.database.read(snapshot=False) as session:
        due = await nights.due(session, now, MOST_CLOSED)
    ended = [night for night in due if await close(catalogue, night, due_at=now)]
    async with catalogue.database.read() as session:
        return [await nights.get(session, night) for night in ended]


async def watched(catalogue: Catalogue, night_id: int, at: datetime) -> bool:
    """The club has watched the film; False if that was known."""
    async with catalogue.database.write() as session:
        return await nights.watched(session, night_id, at)


async def rate(catalogue: Catalogue, viewer: Viewer, night: Night, stars: int, at: datetime) -> bool:
    """They have seen the film, and give it stars; False if it was not watched. Raises FilmNotFoundError."""
    async with catalogue.database.write() as session:
        if not await nights.rate(session, night.id, viewer.member, stars, at):
            return False
        await member_films.mark_seen(session, viewer.member, night.winner, at, viewer.server)
        return True


async def react(catalogue: Catalogue, viewer: Viewer, night_id: int, text: str, at: datetime) -> bool:
    """What they thought of the film, in one sentence; False if it was not watched."""
    async with catalogue.database.write() as session:
        return await nights.react(session, night_id, viewer.member, text, at)


async def put_event(catalogue: Catalogue, night_id: int, *, has_event: bool) -> bool:
    """That an event of Discord's is made of it, or is not; False if that was so."""
    async with catalogue.database.write() as session:
        return await nights.put_event(session, night_id, has_event=has_event)


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
