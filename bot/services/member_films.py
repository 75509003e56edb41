"""A member's own films: what he has seen, what he wants to see, how far he is on each list.

Every change is committed, and so on the disk, before its function returns. Each says what is to be, not what is to
change ("this film is seen"), so a press that arrives twice does nothing the second time.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime

from bot.services import film as film_service
from bot.services.catalogue import Catalogue
from bot.services.film import Card
from db import member_films as shelf
from db import members
from db.engine import ReadSession
from db.errors import FilmNotFoundError, ListNotFoundError
from db.types import FilmRef, ListSummary, MemberSettings, SeenFilter, ShelfName, ShelvedFilm


@dataclass(frozen=True, slots=True)
class Progress:
    """How many films of a list a member has seen."""

    summary: ListSummary
    seen: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of "Seen it", or of taking it back."""

    film: FilmRef | None
    """None: no longer in the catalogue; then it can only have been taken back."""
    changed: bool
    """False: it was so already."""
    since: datetime | None
    """When he saw it; what he took back: when he had."""
    off_watchlist: datetime | None
    """Since when it had stood on his watchlist, if this took it off."""
    progress: Progress | None
    """On the list it was shown with."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What became of "Watchlist", or of taking it back."""

    film: FilmRef | None
    changed: bool
    since: datetime | None
    seen: bool
    """He has seen it (and may want to again)."""


@dataclass(frozen=True, slots=True)
class MyFilms:
    """What the pages of one's own films show."""

    seen: int
    wanted: int
    progress: tuple[Progress, ...]
    """Every list with films, in the order of their titles."""
    settings: MemberSettings


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """A page of one of his shelves."""

    mine: MyFilms
    films: tuple[ShelvedFilm, ...]
    page: int
    """Counted from 0."""


async def mark_seen(
    catalogue: Catalogue, user_id: int, film_id: int, *, at: datetime, list_id: int = 0
) -> Seen:
    """He has seen this film: it leaves his watchlist. Raise FilmNotFoundError if there is no such film."""
    async with catalogue.database.write() as session:
        film = await shelf.film(session, film_id)
        changed = await shelf.put(session, "seen", user_id, film_id, at)
        off = await shelf.take(session, "watchlist", user_id, film_id)
        since = at if changed else await shelf.standing(session, "seen", user_id, film_id)
        progress = await _progress_on(catalogue, session, user_id, list_id)
    return Seen(film, changed, since, off, progress)


async def unmark_seen(
    catalogue: Catalogue,
    user_id: int,
    film_id: int,
    *,
    list_id: int = 0,
    watchlist_at: datetime | None = None,
) -> Seen:
    """He has not seen it after all; with `watchlist_at` it returns to his watchlist."""
    async with catalogue.database.write() as session:
        film = await _film(session, film_id)
        since = await shelf.take(session, "seen", user_id, film_id)
        if watchlist_at is not None and since is not None and film is not None:
            await shelf.put(session, "watchlist", user_id, film_id, watchlist_at)
        progress = await _progress_on(catalogue, session, user_id, list_id)
    return Seen(film, since is not None, since, None, progress)


async def want(catalogue: Catalogue, user_id: int, film_id: int, *, at: datetime) -> Wanted:
    """He wants to see this film. Raise FilmNotFoundError if there is no such film."""
    async with catalogue.database.write() as session:
        film = await shelf.film(session, film_id)
        changed = await shelf.put(session, "watchlist", user_id, film_id, at)
        since = at if changed else await shelf.standing(session, "watchlist", user_id, film_id)
        seen = await shelf.standing(session, "seen", user_id, film_id) is not None
    return Wanted(film, changed, since, seen)


async def unwant(catalogue: Catalogue, user_id: int, film_id: int) -> Wanted:
    """It is no longer on his watchlist."""
    async with catalogue.database.write() as session:
        film = await _film(session, film_id)
        since = await shelf.take(session, "watchlist", user_id, film_id)
        seen = await shelf.standing(session, "seen", user_id, film_id) is not None
    return Wanted(film, since is not None, since, seen)


async def my_films(catalogue: Catalogue, user_id: int) -> MyFilms:
    """How far he is, and what he asked to be remembered."""
    async with catalogue.database.read() as session:
        return await _my_films(catalogue, session, user_id)


async def shelf_page(
    catalogue: Catalogue, name: ShelfName, user_id: int, *, page: int, size: int
) -> ShelfPage:
    """A page of so many films of a shelf, newest first; the last one if it has fewer pages."""
    async with catalogue.database.read() as session:
        mine = await _my_films(catalogue, session, user_id)
        total = mine.seen if name == "seen" else mine.wanted
        page = min(page, max(total - 1, 0) // size)
        films = await shelf.page(session, name, user_id, first=page * size, limit=size)
    return ShelfPage(mine, tuple(films), page)


async def from_watchlist(catalogue: Catalogue, dice: random.Random, user_id: int) -> Card | None:
    """The card of a film on his watchlist, whichever the dice choose; None if it has none of the catalogue's."""
    async with catalogue.database.read() as session:
        wanted = [one.film.id for one in await shelf.page(session, "watchlist", user_id) if one.film]
    return await film_service.card(catalogue, dice.choice(wanted)) if wanted else None


async def seen_ids(catalogue: Catalogue, user_id: int) -> frozenset[int]:
    """The films he has seen."""
    async with catalogue.database.read(snapshot=False) as session:
        return await shelf.film_ids(session, "seen", user_id)


async def remember(
    catalogue: Catalogue, user_id: int, *, seen_filter: SeenFilter | None = None, together: bool | None = None
) -> MemberSettings:
    """Change what is given of what he asked to be remembered."""
    async with catalogue.database.write() as session:
        return await members.remember(session, user_id, seen_filter=seen_filter, together=together)


async def seen_filter(catalogue: Catalogue, user_id: int, asked: SeenFilter | None) -> SeenFilter:
    """What he asked for now, else what he asked to be remembered."""
    if asked is not None:
        return asked
    async with catalogue.database.read(snapshot=False) as session:
        return (await members.settings(session, user_id)).seen_filter


async def _my_films(catalogue: Catalogue, session: ReadSession, user_id: int) -> MyFilms:
    by_list = await shelf.progress(session, user_id)
    return MyFilms(
        seen=await shelf.count(session, "seen", user_id),
        wanted=await shelf.count(session, "watchlist", user_id),
        progress=tuple(
            Progress(summary, by_list.get(summary.id, 0))
            for summary in catalogue.shelf.lists
            if summary.film_count
        ),
        settings=await members.settings(session, user_id),
    )


async def _film(session: ReadSession, film_id: int) -> FilmRef | None:
    try:
        return await shelf.film(session, film_id)
    except FilmNotFoundError:
        return None


async def _progress_on(
    catalogue: Catalogue, session: ReadSession, user_id: int, list_id: int
) -> Progress | None:
    try:
        summary = catalogue.shelf.list_by_id(list_id)
    except ListNotFoundError:
        return None
    return Progress(summary, await shelf.progress_on(session, user_id, list_id))
