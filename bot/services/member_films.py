"""A member's own films: what they have seen, what they want to see, how far they are on each list.

Every change is committed, and so on the disk, before its function returns. Each says what is to be, not what is to
change ("this film is seen"), so a press that arrives twice does nothing the second time.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime

from bot.domain.card import Card
from bot.domain.deck import Filter
from bot.domain.member_films import MarkedPage, MyFilms, Progress, Seen, Wanted
from bot.domain.viewer import Viewer
from bot.services import film as film_service
from bot.services.catalogue import Catalogue
from bot.services.view import View
from db import member_films, members
from db.engine import ReadSession
from db.errors import FilmNotFoundError, ListNotFoundError
from db.types import FilmRef, Mark, MemberSettings, SeenFilter


async def mark_seen(catalogue: View, viewer: Viewer, film_id: int, *, at: datetime, list_id: int = 0) -> Seen:
    """They have seen this film: it leaves their watchlist. Raise FilmNotFoundError if there is no such film."""
    async with catalogue.database.write() as session:
        moved = await member_films.mark_seen(session, viewer.member, film_id, at, catalogue.owner)
    lists = [one for one in catalogue.snapshot.lists_in(viewer.language) if one.film_count]
    shown = next((Progress(one, moved.by_list.get(one.id, 0)) for one in lists if one.id == list_id), None)
    standing = catalogue.snapshot.lists_of(film_id) if moved.new else frozenset[int]()
    completed = [
        one for one in lists if one.id in standing and moved.by_list.get(one.id, 0) >= one.film_count
    ]
    film = catalogue.ref(moved.film, viewer.language)
    return Seen(film, moved.new, moved.since, moved.other, shown, tuple(completed))


async def unmark_seen(
    catalogue: View,
    viewer: Viewer,
    film_id: int,
    *,
    list_id: int = 0,
    watchlist_at: datetime | None = None,
) -> Seen:
    """They have not seen it after all; with `watchlist_at` it returns to their watchlist."""
    async with catalogue.database.write() as session:
        film = await _film(catalogue, session, viewer, film_id)
        since = await member_films.take(session, "seen", viewer.member, film_id)
        if watchlist_at is not None and since is not None and film is not None:
            await member_films.put(session, "watchlist", viewer.member, film_id, watchlist_at)
        progress = await _progress_on(catalogue, session, viewer, list_id)
    return Seen(film, since is not None, since, None, progress)


async def want(catalogue: View, viewer: Viewer, film_id: int, *, at: datetime) -> Wanted:
    """He wants to see this film. Raise FilmNotFoundError if there is no such film."""
    async with catalogue.database.write() as session:
        moved = await member_films.want(session, viewer.member, film_id, at, catalogue.owner)
    film = catalogue.ref(moved.film, viewer.language)
    return Wanted(film, moved.new, moved.since, moved.other is not None)


async def unwant(catalogue: View, viewer: Viewer, film_id: int) -> Wanted:
    """It is no longer on their watchlist."""
    async with catalogue.database.write() as session:
        film = await _film(catalogue, session, viewer, film_id)
        since = await member_films.take(session, "watchlist", viewer.member, film_id)
        seen = await member_films.standing(session, "seen", viewer.member, film_id) is not None
    return Wanted(film, since is not None, since, seen)


async def my_films(catalogue: View, viewer: Viewer) -> MyFilms:
    """How far they are, and what they asked to be remembered."""
    async with catalogue.database.read() as session:
        return await _my_films(catalogue, session, viewer)


async def marked_page(catalogue: View, mark: Mark, viewer: Viewer, *, page: int, size: int) -> MarkedPage:
    """A page of so many marked films, newest first; the last one if there are fewer pages."""
    async with catalogue.database.read() as session:
        mine = await _my_films(catalogue, session, viewer)
        total = mine.seen if mark == "seen" else mine.wanted
        page = min(page, max(total - 1, 0) // size)
        films = await member_films.page(
            session, mark, viewer.member, first=page * size, limit=size, owner=catalogue.owner
        )
    named = (
        replace(one, film=catalogue.ref(one.film, viewer.language)) if one.film else one for one in films
    )
    return MarkedPage(mine, tuple(named), page)


async def from_watchlist(catalogue: View, dice: random.Random, viewer: Viewer) -> Card | None:
    """The card of a film on their watchlist, whichever the dice choose; None if it has none of the catalogue's."""
    async with catalogue.database.read() as session:
        wanted = [
            one.film.id
            for one in await member_films.page(session, "watchlist", viewer.member, owner=catalogue.owner)
            if one.film
        ]
    return (
        await film_service.card(catalogue, dice.choice(wanted), language=viewer.language) if wanted else None
    )


async def seen_ids(catalogue: View, viewer: Viewer) -> frozenset[int]:
    """The films they have seen."""
    async with catalogue.database.read(snapshot=False) as session:
        return await member_films.film_ids(session, "seen", viewer.member)


async def seen_for(catalogue: View, wanted: Filter, viewer: Viewer) -> frozenset[int]:
    """The films they have seen, if a filter asks about them; else none, without a question to the database."""
    return frozenset() if wanted.seen == "any" else await seen_ids(catalogue, viewer)


async def remember(
    catalogue: Catalogue,
    viewer: Viewer,
    *,
    seen_filter: SeenFilter | None = None,
    language: str | None = None,
) -> MemberSettings:
    """Change what is given of what they asked to be remembered."""
    async with catalogue.database.write() as session:
        now = await members.remember(session, viewer.member, seen_filter=seen_filter, language=language)
    if language is not None:
        catalogue.language_chosen()
    return now


async def seen_filter(catalogue: View, viewer: Viewer, asked: SeenFilter | None) -> SeenFilter:
    """What they asked for now, else what they asked to be remembered."""
    if asked is not None:
        return asked
    async with catalogue.database.read(snapshot=False) as session:
        return (await members.settings(session, viewer.member)).seen_filter


async def _my_films(catalogue: View, session: ReadSession, viewer: Viewer) -> MyFilms:
    by_list = await member_films.progress(session, viewer.member, catalogue.owner)
    return MyFilms(
        seen=await member_films.count(session, "seen", viewer.member, catalogue.owner),
        wanted=await member_films.count(session, "watchlist", viewer.member, catalogue.owner),
        progress=tuple(
            Progress(summary, by_list.get(summary.id, 0))
            for summary in catalogue.snapshot.lists_in(viewer.language)
            if summary.film_count
        ),
        settings=await members.settings(session, viewer.member),
    )


async def _film(catalogue: View, session: ReadSession, viewer: Viewer, film_id: int) -> FilmRef | None:
    try:
        return catalogue.ref(await member_films.film(session, film_id, catalogue.owner), viewer.language)
    except FilmNotFoundError:
        return None


async def _progress_on(
    catalogue: View, session: ReadSession, viewer: Viewer, list_id: int
) -> Progress | None:
    try:
        summary = catalogue.snapshot.list_by_id(list_id, viewer.language)
    except ListNotFoundError:
        return None
    return Progress(summary, await member_films.progress_on(session, viewer.member, list_id, catalogue.owner))
