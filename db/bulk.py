"""Films that are loaded in bulk, as sets that go again as a whole. Curated records, those of the content folders, are
never touched: `catalogue.fill` does not see a set's films, and nothing here sees any others.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, func, insert, or_, select, update

from . import film_rows, meta, rows, server_lists
from .engine import ReadSession, WriteSession
from .entries import owner_of
from .films import title_record_select, title_records_of
from .models import entries, film_sets, films
from .types import GLOBAL, Film, TitleRecord


@dataclass(frozen=True, slots=True)
class FilmSet:
    """Films that were loaded together."""

    name: str
    source: str
    """Where they are from, their licence and when they were taken: "Wikidata, CC0, 2026-11-30"."""
    films: int


async def sets(session: ReadSession) -> list[FilmSet]:
    """Every set, by name."""
    size = select(func.count()).select_from(films).where(films.c.set_id == film_sets.c.id).scalar_subquery()
    statement = select(film_sets.c.name, film_sets.c.source, size)
    return [FilmSet(*row) for row in sorted(await session.execute(statement))]


async def curated(session: ReadSession) -> AsyncIterator[list[TitleRecord]]:
    """The films of the content folders, in portions."""
    async for portion in title_records_of(
        session, title_record_select().where(owner_of(films) == GLOBAL, films.c.set_id.is_(None))
    ):
        yield portion


async def in_sets(session: ReadSession) -> AsyncIterator[list[TitleRecord]]:
    """The films of all sets, in portions."""
    async for portion in title_records_of(session, title_record_select().where(films.c.set_id.is_not(None))):
        yield portion


async def taken(session: ReadSession, name: str) -> tuple[frozenset[str], frozenset[str]]:
    """What is taken already by others than the set of this name: slugs, and what sources call their films."""
    others = select(film_sets.c.id).where(film_sets.c.name != name)
    statement: Select[tuple[str, str | None]] = select(films.c.slug, films.c.source_id)
    others_films = or_(films.c.set_id.is_(None), films.c.set_id.in_(others))
    found = await session.execute(statement.where(owner_of(films) == GLOBAL, others_films))
    return frozenset(slug for slug, _ in found), frozenset(id_ for _, id_ in found if id_)


async def replace(
    session: WriteSession,
    name: str,
    content: Collection[Film],
    source_ids: Mapping[int, str],
    *,
    source: str,
    at: datetime,
) -> int:
    """Make this the set of that name, in place of what it was; how many films that were.

    `content` is gone through several times and so may make its films as it goes; `source_ids` has what the source calls
    each, by the film's id. Entries of lists that meant a film of the set mean none until the content is loaded anew.
    """
    await meta.lock_catalogue(session)
    before = await _forget(session, name)
    set_id = 1 + (await session.execute(select(func.coalesce(func.max(film_sets.c.id), 0))))[0][0]
    row = {"id": set_id, "name": name, "source": source, "loaded_at": int(at.timestamp())}
    await session.change(insert(film_sets), row)
    columns = (
        film_rows.columns_of(film, "", set_id=set_id, source_id=source_ids[film.id]) for film in content
    )
    await rows.add(session, films, columns)
    await film_rows.add_details(session, content)
    await server_lists.take_again(session)
    await _after(session)
    return before


async def remove(session: WriteSession, name: str) -> int:
    """Remove the set with all its films; how many there were. Nothing of it is left."""
    await meta.lock_catalogue(session)
    number = await _forget(session, name)
    await _after(session)
    return number


async def _forget(session: WriteSession, name: str) -> int:
    mine = select(film_sets.c.id).where(film_sets.c.name == name).scalar_subquery()
    of_set = select(films.c.id).where(films.c.set_id == mine)
    await session.change(update(entries).where(entries.c.film_id.in_(of_set)).values(film_id=None, digest=""))
    number = await session.change(delete(films).where(films.c.set_id == mine))
    await session.change(delete(film_sets).where(film_sets.c.name == name))
    return number


async def _after(session: WriteSession) -> None:
    """People and tags that nobody needs go; the content is to be read anew: its lists may mean other films now."""
    await film_rows.sweep(session)
    await meta.put(session, meta.CONTENT_DIGEST, None)
    version = await meta.catalogue_version(session) + 1
    await meta.put(session, meta.CATALOGUE_VERSION, str(version))
