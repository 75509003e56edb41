"""What a club watched, page by page and as a list."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.curate.document import CuratedEntry, CuratedList, Words, free_slug
from bot.domain.viewer import Viewer
from bot.services import night as night_service
from bot.services.catalogue import Catalogue
from db import night_log
from db.night_types import WatchedNight

PAGE = 10
"""Evenings on one page."""
MOST = 500
"""Evenings that are given out as a list: as many films as a list may have."""


async def history(catalogue: Catalogue, viewer: Viewer, first: int) -> tuple[list[WatchedNight], int]:
    """A page of what the club watched, newest first, and how many evenings there are."""
    async with catalogue.database.read() as session:
        return await night_log.history(session, viewer.server, first=first, limit=PAGE)


async def as_list(
    catalogue: Catalogue, viewer: Viewer, title: str, noted: Callable[[WatchedNight], str]
) -> CuratedList:
    """What the club watched, newest first, as a list that a server could publish; `noted` words each evening.

    Films that are no longer in the catalogue are left out, and a film watched twice stands there once.
    """
    async with catalogue.database.read() as session:
        log, _ = await night_log.history(session, viewer.server, first=0, limit=MOST)
    films = await night_service.films(catalogue, viewer, {one.film_id for one in log}, viewer.language)
    entries: list[CuratedEntry] = []
    listed: set[int] = set()
    for one in log:
        film = films.get(one.film_id)
        if film is None or film.id in listed:
            continue
        listed.add(film.id)
        entries.append(
            CuratedEntry(
                free_slug(film.title, film.year, (entry.slug for entry in entries)),
                Words(film.title, film.year, noted(one)),
                directors=film.people("director"),
                imdb_id=film.imdb_id,
                film=film.id,
            )
        )
    return CuratedList("watched", title, entries=tuple(entries))
