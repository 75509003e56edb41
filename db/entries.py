"""Questions about entries: a film's places on lists, with the lists' words and the editors' checks."""

from __future__ import annotations

import json
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Table, bindparam, func, select

from .engine import ReadSession
from .errors import EntryNotFoundError
from .jsons import inner, nested, one_array
from .models import check_sources, checks, entries, film_credits, films, lists, people, sources
from .statement import prepared
from .types import GLOBAL, Check, Entry, FilmRef, Source


async def get(session: ReadSession, entry_id: int, owner: int = GLOBAL) -> Entry:
    """An entry of the global lists or of the owner's; raise EntryNotFoundError if there is none."""
    rows = await session.fetch(_entry(), entry_id=entry_id, owner=owner)
    found = entries_of(rows[0][0])
    if not found:
        raise EntryNotFoundError(entry_id)
    return found[0]


async def identified(session: ReadSession, owner: int = GLOBAL) -> list[tuple[int, int, int]]:
    """Every entry of the owner's lists whose film is known: list id, film id, entry id; list by list in rank order."""
    return [(row[0], row[1], row[2]) for row in await session.fetch(_identified(), owner=owner)]


async def unidentified(session: ReadSession, owner: int = GLOBAL) -> list[tuple[int, int, str, int | None]]:
    """Every entry of the owner's lists whose film nobody knows: list id, entry id, listed title, listed year."""
    return [(row[0], row[1], row[2], row[3]) for row in await session.fetch(_unidentified(), owner=owner)]


@prepared
def _identified() -> Select[Any]:
    c = entries.c
    identified = select(c.list_id, c.film_id, c.id).join_from(entries, lists)
    mine = (lists.c.owner == bindparam("owner"), c.film_id.is_not(None))
    return identified.where(*mine).order_by(c.list_id, c.rank)


@prepared
def _unidentified() -> Select[Any]:
    c = entries.c
    unknown = select(c.list_id, c.id, c.listed_title, c.listed_year).join_from(entries, lists)
    mine = (lists.c.owner == bindparam("owner"), c.film_id.is_(None))
    return unknown.where(*mine).order_by(c.list_id, c.rank)


@prepared
def _entry() -> Select[Any]:
    return nested_entries().where(entries.c.id == bindparam("entry_id"), seen_by(entries))


def owner_of(table: Table) -> ColumnElement[int]:
    """The owner in a condition that no index is to be looked up for: nearly all films have the same one, and to read
    them in the order of that index takes longer than to read the table.
    """
    return table.c.owner + 0


def seen_by(table: Table) -> ColumnElement[bool]:
    """Films, lists or entries that the server in the parameter `owner` may see: the global ones and its own."""
    whose = owner_of(table) if table is films else table.c.owner
    return whose.in_([GLOBAL, bindparam("owner")])


def nested_entries() -> Select[Any]:
    """Entries as a JSON array for `entries_of`; the caller adds the condition."""
    c = entries.c
    nearest = films.alias("nearest")
    neighbour = entries.alias("neighbour")
    on_list = select(neighbour.c.id).where(neighbour.c.list_id == c.list_id).limit(1)
    before = on_list.where(neighbour.c.rank < c.rank).order_by(neighbour.c.rank.desc())
    after = on_list.where(neighbour.c.rank > c.rank).order_by(neighbour.c.rank)
    size = select(func.count()).select_from(neighbour).where(neighbour.c.list_id == c.list_id)
    return nested(
        c.id, c.list_id, lists.c.slug, lists.c.title, size.scalar_subquery(),
        c.rank, c.listed_title, c.listed_year, c.description, c.fact, c.film_id,
        inner(film_ref(nearest).where(nearest.c.id == c.nearest_film_id)),
        c.note, inner(_nested_checks()),
        before.scalar_subquery(), after.scalar_subquery(), lists.c.colour,
    ).select_from(entries.join(lists))  # fmt: skip


def _nested_checks() -> Select[Any]:
    c, s = checks.c, check_sources.c
    cited = nested(s.position, sources.c.name, sources.c.url).select_from(check_sources.join(sources))
    cited = cited.where(s.entry_id == c.entry_id, s.key == c.key)
    columns = (c.position, c.key, c.part, c.claim, c.verdict, c.note, c.says, c.spoils, inner(cited))
    return nested(*columns).where(c.entry_id == entries.c.id)


def film_ref(film: FromClause) -> Select[Any]:
    """Just enough of `film` (films or an alias of it) for `film_ref_of`; the caller adds the condition."""
    c = film.c
    directors = nested(film_credits.c.position, people.c.name).select_from(film_credits.join(people))
    directors = directors.where(film_credits.c.film_id == c.id, film_credits.c.job == "director")
    return select(one_array(c.id, c.slug, c.title, c.year, c.runtime_minutes, inner(directors))).select_from(
        film
    )


def film_ref_of(values: list[Any] | None) -> FilmRef | None:
    """What `film_ref` selected."""
    if values is None:
        return None
    id_, slug, title, year, runtime_minutes, directors = values
    names = tuple(name for _, name in sorted(directors))
    return FilmRef(id_, slug, title, year, directors=names, runtime_minutes=runtime_minutes)


def entries_of(text: str) -> list[Entry]:
    """What `nested_entries` selected, in no order."""
    return [_entry_of(*values) for values in json.loads(text)]


def _entry_of(
    id_: int,
    list_id: int,
    list_slug: str,
    list_title: str,
    list_size: int,
    rank: int,
    listed_title: str,
    listed_year: int | None,
    description: str,
    fact: str | None,
    film_id: int | None,
    nearest: list[Any] | None,
    note: str | None,
    checked: list[list[Any]],
    previous_id: int | None,
    next_id: int | None,
    list_colour: int | None,
) -> Entry:
    return Entry(
        id=id_,
        list_id=list_id,
        list_slug=list_slug,
        list_title=list_title,
        list_size=list_size,
        rank=rank,
        listed_title=listed_title,
        listed_year=listed_year,
        description=description,
        fact=fact,
        film_id=film_id,
        nearest=film_ref_of(nearest),
        note=note,
        checks=tuple(_check_of(*values) for values in sorted(checked, key=itemgetter(0))),
        previous_id=previous_id,
        next_id=next_id,
        list_colour=list_colour,
    )


def _check_of(
    _position: int,
    key: str,
    part: Any,
    claim: str,
    verdict: Any,
    note: str | None,
    says: str | None,
    spoils: bool | None,
    cited: list[list[Any]],
) -> Check:
    named = tuple(Source(name, url) for _, name, url in sorted(cited))
    return Check(
        key=key,
        part=part,
        claim=claim,
        verdict=verdict,
        note=note,
        sources=named,
        says=tuple(says.split("\n")) if says else (),
        spoils=bool(spoils),
    )
