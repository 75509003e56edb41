"""What members have seen and what they want to see. A shelf is one of the two, "seen" or "watchlist".

A row is a user's id, a film's id and a time. The film may have left the catalogue since: the row stays, and where
films are named it comes without one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Select, Table, bindparam, delete, exists, func, select, union

from .engine import ReadSession, WriteSession
from .entries import film_ref, film_ref_of, seen_by
from .errors import FilmNotFoundError
from .models import entries, films, seen, watchlist
from .statement import insert, prepared
from .types import GLOBAL, FilmRef, Mark, MarkedFilm

_ALL: Final = 2**31 - 1
"""More films than anybody has marked; neither database has a word for "all" that the other knows."""

TABLES: Mapping[Mark, Table] = {"seen": seen, "watchlist": watchlist}


async def film(session: ReadSession, film_id: int, owner: int = GLOBAL) -> FilmRef:
    """What a film is called, one of all or of this server. Raises FilmNotFoundError."""
    return _named(await session.fetch(_film(), film_id=film_id, owner=owner), film_id)


async def put(session: WriteSession, shelf: Mark, user_id: int, film_id: int, at: datetime) -> bool:
    """Put a film on the shelf; False if it stood there already, and then its time stays as it was."""
    row = {"user_id": user_id, "film_id": film_id, "at": seconds(at)}
    return bool(await session.fetch(_STATEMENTS[shelf].put(), **row))


async def take(session: WriteSession, shelf: Mark, user_id: int, film_id: int) -> datetime | None:
    """Take a film off; since when it had stood there, None if it did not."""
    rows = await session.fetch(_STATEMENTS[shelf].take(), user_id=user_id, film_id=film_id)
    return moment(rows[0][0]) if rows else None


@dataclass(frozen=True, slots=True)
class Moved:
    """What putting a film on one shelf and taking it off the other did."""

    film: FilmRef
    new: bool
    """Whether it did not stand there before."""
    since: datetime
    """Since when it stands there."""
    other: datetime | None
    """Since when it stood on the other shelf: of what was seen it is gone now, of the watchlist it stays."""
    by_list: Mapping[int, int]
    """How many different films of each list the member has seen, as `progress` says it."""


async def mark_seen(
    session: WriteSession, user_id: int, film_id: int, at: datetime, owner: int = GLOBAL
) -> Moved:
    """Put a film among those seen and take it off the watchlist, in one trip. Raises FilmNotFoundError."""
    this = {"user_id": user_id, "film_id": film_id}
    named, before, put_, taken, by_list = await session.together(
        (_film(), {"film_id": film_id, "owner": owner}),
        (_STATEMENTS["seen"].hold(), this),
        (_STATEMENTS["seen"].put(), {**this, "at": seconds(at)}),
        (_STATEMENTS["watchlist"].take(), this),
        (_progress(), {"user_id": user_id, "owner": owner}),
    )
    film_ = _named(named, film_id)
    since = await _since(session, "seen", this, at, new=bool(put_), before=before)
    other = moment(taken[0][0]) if taken else None
    return Moved(film_, bool(put_), since, other, dict(map(tuple, by_list)))


async def want(session: WriteSession, user_id: int, film_id: int, at: datetime, owner: int = GLOBAL) -> Moved:
    """Put a film on the watchlist, in one trip; one that was seen stays so. Raises FilmNotFoundError."""
    this = {"user_id": user_id, "film_id": film_id}
    named, before, put_, seen_at = await session.together(
        (_film(), {"film_id": film_id, "owner": owner}),
        (_STATEMENTS["watchlist"].hold(), this),
        (_STATEMENTS["watchlist"].put(), {**this, "at": seconds(at)}),
        (_STATEMENTS["seen"].since(), this),
    )
    film_ = _named(named, film_id)
    since = await _since(session, "watchlist", this, at, new=bool(put_), before=before)
    other = moment(seen_at[0][0]) if seen_at else None
    return Moved(film_, bool(put_), since, other, {})


async def _since(
    session: WriteSession, shelf: Mark, this: Mapping[str, int], at: datetime, *, new: bool, before: list[Any]
) -> datetime:
    """Since when a film stands there that was put there `at`, or stood there `before`."""
    if before:
        return moment(before[0][0])
    if new:
        return at
    # Somebody else has put it there just now, between two statements; and perhaps taken it off again.
    return await standing(session, shelf, this["user_id"], this["film_id"]) or at


async def standing(session: ReadSession, shelf: Mark, user_id: int, film_id: int) -> datetime | None:
    """Since when a film stands on the shelf, None if it does not."""
    rows = await session.fetch(_STATEMENTS[shelf].since(), user_id=user_id, film_id=film_id)
    return moment(rows[0][0]) if rows else None


async def page(
    session: ReadSession,
    shelf: Mark,
    user_id: int,
    *,
    first: int = 0,
    limit: int = _ALL,
    owner: int | None = None,
) -> list[MarkedFilm]:
    """What stands there, newest first: `limit` films from the `first` on (counted from 0), by default all.

    With an owner, what may be named in their server: films that belong to another are left out.
    """
    statements, parameters = _STATEMENTS[shelf], {"user_id": user_id, "first": first, "limit": limit}
    if owner is None:
        found = await session.fetch(statements.page(), **parameters)
    else:
        found = await session.fetch(statements.page_here(), owner=owner, **parameters)
    return [
        MarkedFilm(film_id, moment(at), film_ref_of(json.loads(ref)) if ref else None)
        for film_id, at, ref in found
    ]


async def count(session: ReadSession, shelf: Mark, user_id: int, owner: int = GLOBAL) -> int:
    """How many films stand there that may be named in this server."""
    return int((await session.fetch(_STATEMENTS[shelf].count(), user_id=user_id, owner=owner))[0][0])


async def film_ids(session: ReadSession, shelf: Mark, user_id: int) -> frozenset[int]:
    """The films that stand there."""
    return frozenset(row[0] for row in await session.fetch(_STATEMENTS[shelf].ids(), user_id=user_id))


async def imdb_ids(session: ReadSession, user_id: int) -> dict[int, str]:
    """The IMDb ids, by film, of what stands on either shelf, where they are known."""
    return dict(map(tuple, await session.fetch(_imdb_ids(), user_id=user_id)))


async def seen_by_any(session: ReadSession, user_ids: Iterable[int]) -> frozenset[int]:
    """The films that at least one of these members has seen."""
    statement = select(seen.c.film_id).where(seen.c.user_id.in_(list(user_ids))).distinct()
    return frozenset(row[0] for row in await session.execute(statement))


async def progress(session: ReadSession, user_id: int, owner: int = GLOBAL) -> dict[int, int]:
    """How many different films of each list a member has seen, by list id; lists without any are left out.

    Of the global lists and those of this server.
    """
    return dict(map(tuple, await session.fetch(_progress(), user_id=user_id, owner=owner)))


async def progress_on(session: ReadSession, user_id: int, list_id: int, owner: int = GLOBAL) -> int:
    """The same of one list."""
    found = await session.fetch(_progress_on(), user_id=user_id, list_id=list_id, owner=owner)
    return int(found[0][0])


def _named(rows: list[Any], film_id: int) -> FilmRef:
    found = film_ref_of(json.loads(rows[0][0])) if rows else None
    if found is None:
        raise FilmNotFoundError(film_id)
    return found


def seconds(at: datetime) -> int:
    """A time as it is stored."""
    return int(at.timestamp())


def moment(at: int) -> datetime:
    """What `seconds` made, to the second."""
    return datetime.fromtimestamp(at, UTC)


# The statements


class _Statements:
    """What is asked of one of the two tables, and done to it."""

    def __init__(self, table: Table) -> None:
        c = table.c

        def mine(*columns: Any) -> Select[Any]:
            return select(*columns).select_from(table).where(c.user_id == bindparam("user_id"))

        # A film that is gone was not necessarily another server's: it stays.
        elsewhere = exists(select(films.c.id).where(films.c.id == c.film_id, ~seen_by(films)))

        def page() -> Select[Any]:
            named = film_ref(films).where(films.c.id == c.film_id).scalar_subquery()
            newest = mine(c.film_id, c.at, named).order_by(c.at.desc(), c.film_id)
            return newest.limit(bindparam("limit")).offset(bindparam("first"))

        # It stays there until the transaction ends.
        self.hold = prepared(lambda: mine(c.at).where(c.film_id == bindparam("film_id")).with_for_update())
        self.since = prepared(lambda: mine(c.at).where(c.film_id == bindparam("film_id")))
        self.page = prepared(page)
        self.page_here = prepared(lambda: page().where(~elsewhere))
        self.count = prepared(lambda: mine(func.count()).where(~elsewhere))
        self.ids = prepared(lambda: mine(c.film_id))
        self.put = prepared(lambda: insert(table).on_conflict_do_nothing().returning(c.film_id))
        this = (c.user_id == bindparam("user_id"), c.film_id == bindparam("film_id"))
        self.take = prepared(lambda: delete(table).where(*this).returning(c.at))


_STATEMENTS: Mapping[Mark, _Statements] = {name: _Statements(table) for name, table in TABLES.items()}


@prepared
def _film() -> Select[Any]:
    return film_ref(films).where(films.c.id == bindparam("film_id"), seen_by(films))


@prepared
def _imdb_ids() -> Select[Any]:
    mine = [select(t.c.film_id).where(t.c.user_id == bindparam("user_id")) for t in TABLES.values()]
    return select(films.c.id, films.c.imdb_id).where(
        films.c.imdb_id.is_not(None), films.c.id.in_(union(*mine))
    )


def _seen_films() -> Select[Any]:
    met = seen.join(entries, entries.c.film_id == seen.c.film_id)
    mine = (seen.c.user_id == bindparam("user_id"), seen_by(entries))
    return select(func.count(entries.c.film_id.distinct())).select_from(met).where(*mine)


@prepared
def _progress() -> Select[Any]:
    return (
        _seen_films()
        .with_only_columns(entries.c.list_id, func.count(entries.c.film_id.distinct()))
        .group_by(entries.c.list_id)
    )


@prepared
def _progress_on() -> Select[Any]:
    return _seen_films().where(entries.c.list_id == bindparam("list_id"))
