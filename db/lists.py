"""Questions about lists."""

from __future__ import annotations

import json
from operator import attrgetter
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from .engine import ReadSession
from .entries import film_ref, film_ref_of, seen_by
from .errors import ListNotFoundError
from .jsons import inner, nested, one_array
from .models import entries, films, list_aliases, lists
from .statement import prepared
from .types import GLOBAL, EntryLine, FilmList, ListSummary


async def summaries(session: ReadSession) -> list[ListSummary]:
    """Every global list, by title."""
    found = [_summary_of(*row) for row in await session.fetch(_summaries(), owner=GLOBAL)]
    return sorted(
        found, key=attrgetter("title", "slug")
    )  # here: databases do not agree on the order of letters


async def summaries_of(session: ReadSession, owner: int) -> list[ListSummary]:
    """Every list of a server in its order, the hidden ones, too."""
    return [_summary_of(*row) for row in await session.fetch(_summaries(), owner=owner)]


async def page(session: ReadSession, list_id: int, owner: int = GLOBAL) -> FilmList:
    """A global list or one of the owner's with a line per entry, in one trip. Raises ListNotFoundError."""
    rows = await session.fetch(_page(), list_id=list_id, owner=owner)
    if not rows:
        raise ListNotFoundError(list_id)
    *summary, lines = rows[0]
    in_order = sorted((_line_of(*values) for values in json.loads(lines)), key=attrgetter("rank"))
    return FilmList(summary=_summary_of(*summary), entries=tuple(in_order))


def _summary_select() -> Select[Any]:
    c = lists.c
    names = nested(list_aliases.c.position, list_aliases.c.name).where(list_aliases.c.list_id == c.id)
    of_list = entries.c.list_id == c.id
    size = select(func.count()).select_from(entries).where(of_list)
    identified = select(func.count(entries.c.film_id.distinct())).where(of_list)
    years = select(one_array(func.min(films.c.year), func.max(films.c.year)))
    years = years.select_from(entries.join(films, films.c.id == entries.c.film_id)).where(of_list)
    return select(
        c.id, c.slug, c.title, c.introduction,
        names.scalar_subquery(), size.scalar_subquery(), identified.scalar_subquery(),
        years.scalar_subquery(), c.owner, c.colour, c.adult, c.hidden,
    )  # fmt: skip


@prepared
def _summaries() -> Select[Any]:
    c = lists.c
    return _summary_select().where(c.owner == bindparam("owner")).order_by(c.position, c.slug)


@prepared
def _page() -> Select[Any]:
    c = entries.c
    film = inner(film_ref(films).where(films.c.id == c.film_id))
    lines = nested(c.id, c.rank, c.listed_title, c.listed_year, film).where(c.list_id == lists.c.id)
    found = (lists.c.id == bindparam("list_id"), seen_by(lists))
    return _summary_select().add_columns(lines.scalar_subquery()).where(*found)


def _summary_of(
    id_: int,
    slug: str,
    title: str,
    introduction: str,
    names: str,
    size: int,
    identified: int,
    years: str,
    owner: int,
    colour: int | None,
    adult: bool,
    hidden: bool,
) -> ListSummary:
    first_year, last_year = json.loads(years)
    return ListSummary(
        id=id_,
        slug=slug,
        title=title,
        introduction=introduction,
        aliases=tuple(name for _, name in sorted(json.loads(names))),
        entry_count=size,
        film_count=identified,
        first_year=first_year,
        last_year=last_year,
        owner=owner,
        colour=colour,
        adult=bool(adult),
        hidden=bool(hidden),
    )


def _line_of(
    id_: int, rank: int, listed_title: str, listed_year: int | None, film: list[Any] | None
) -> EntryLine:
    return EntryLine(id_, rank, listed_title, listed_year, film_ref_of(film))
