"""A file of films that a member wants to take in: first rehearsed, then taken in as a whole, then perhaps undone.

Between these steps its films wait here (buttons cannot carry them, and Discord's link to the file soon ends), known
by the member and the time of the rehearsal. A new rehearsal takes the place of the one before.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, delete, exists, func, insert, select, update

from . import rows
from .engine import ReadSession, WriteSession
from .member_films import TABLES, seconds
from .models import import_rows
from .types import Dated, Mark, TakenIn

KEPT: Final = timedelta(hours=1)
"""How long a rehearsal can be confirmed, and what was taken in can be undone."""

_c = import_rows.c


async def rehearse(
    session: WriteSession,
    user_id: int,
    at: datetime,
    films: Mapping[Mark, Mapping[int, Dated]],
) -> None:
    """Keep these films, with the time each is to stand on its shelf with, in place of what waited before."""
    await session.change(delete(import_rows).where(_c.user_id == user_id))
    await rows.add(
        session,
        import_rows,
        (
            {
                "user_id": user_id,
                "shelf": shelf,
                "film_id": film_id,
                "at": seconds(dated.at),
                "rehearsed_at": seconds(at),
                "done": False,
                "day": int(dated.day),
                "before_at": None,
                "before_day": None,
            }
            for shelf, several in films.items()
            for film_id, dated in several.items()
        ),
    )


async def new_films(session: ReadSession, user_id: int) -> dict[Mark, int]:
    """How many of the waiting films are not on their shelf yet; shelves without any are left out."""
    found: dict[Mark, int] = {}
    for shelf in TABLES:
        statement = select(func.count()).where(_waiting(user_id, shelf), ~_standing(shelf))
        if number := (await session.execute(statement))[0][0]:
            found[shelf] = number
    return found


async def mended(session: ReadSession, user_id: int) -> dict[Mark, int]:
    """How many of the waiting films have a better day than an import gave them; shelves without any are left out."""
    found: dict[Mark, int] = {}
    for shelf in TABLES:
        statement = select(func.count()).where(_waiting(user_id, shelf), _standing_worse(shelf))
        if number := (await session.execute(statement))[0][0]:
            found[shelf] = number
    return found


async def waiting(session: ReadSession, user_id: int, at: datetime, *, done: bool) -> bool:
    """Whether a rehearsal of that time waits to be taken in, or with `done` to be undone."""
    known = select(_c.film_id).where(_c.user_id == user_id, _c.rehearsed_at == seconds(at), _c.done.is_(done))
    return bool(await session.execute(known.limit(1)))


async def take_in(session: WriteSession, user_id: int) -> TakenIn:
    """Put the waiting films on their shelves, and mend days that an import knew less well; how many films those were.

    Only these wait to be undone.
    """
    added: dict[Mark, int] = {}
    better: dict[Mark, int] = {}
    for shelf, table in TABLES.items():
        if number := await _mend(session, user_id, shelf):
            better[shelf] = number
        unmended = _c.before_at.is_(None)
        await session.change(delete(import_rows).where(_waiting(user_id, shelf), unmended, _standing(shelf)))
        films = select(_c.user_id, _c.film_id, _c.at, _c.day).where(_waiting(user_id, shelf), unmended)
        number = await session.change(insert(table).from_select(["user_id", "film_id", "at", "day"], films))
        if number:
            added[shelf] = number
    await session.change(update(import_rows).where(_c.user_id == user_id).values(done=True))
    return TakenIn(added, better)


async def _mend(session: WriteSession, user_id: int, shelf: Mark) -> int:
    """Give films that an import brought the better days that wait; what they had is kept for undoing."""
    there, table = TABLES[shelf].c, TABLES[shelf]
    same = and_(there.user_id == _c.user_id, there.film_id == _c.film_id)
    before = update(import_rows).where(_waiting(user_id, shelf), _standing_worse(shelf))
    number = await session.change(
        before.values(
            before_at=select(there.at).where(same).scalar_subquery(),
            before_day=select(there.day).where(same).scalar_subquery(),
        )
    )
    if number:
        waits = and_(same, _waiting(user_id, shelf), _c.before_at.is_not(None))
        after = update(table).where(there.user_id == user_id, exists(select(_c.film_id).where(waits)))
        await session.change(
            after.values(
                at=select(_c.at).where(waits).scalar_subquery(),
                day=select(_c.day).where(waits).scalar_subquery(),
            )
        )
    return number


async def undo(session: WriteSession, user_id: int) -> dict[Mark, int]:
    """Take off what was taken in and give back the days there were, but what the member has marked anew since.

    How many films were taken off, by shelf.
    """
    removed: dict[Mark, int] = {}
    for shelf, table in TABLES.items():
        there = table.c
        same = and_(
            _c.user_id == there.user_id,
            _c.film_id == there.film_id,
            _c.at == there.at,
            _c.shelf == shelf,
            _c.done.is_(True),
        )
        was = and_(same, _c.before_at.is_not(None))
        back = update(table).where(there.user_id == user_id, exists(select(_c.film_id).where(was)))
        await session.change(
            back.values(
                at=select(_c.before_at).where(was).scalar_subquery(),
                day=select(_c.before_day).where(was).scalar_subquery(),
            )
        )
        taken_in = exists(select(_c.film_id).where(same, _c.before_at.is_(None)))
        number = await session.change(delete(table).where(there.user_id == user_id, taken_in))
        if number:
            removed[shelf] = number
    await drop(session, user_id)
    return removed


async def drop(session: WriteSession, user_id: int) -> None:
    """Keep nothing of it any more."""
    await session.change(delete(import_rows).where(_c.user_id == user_id))


async def sweep(session: WriteSession, now: datetime) -> int:
    """Drop what has waited too long; how many rows."""
    return await session.change(delete(import_rows).where(_c.rehearsed_at < seconds(now - KEPT)))


def _waiting(user_id: int, shelf: Mark) -> ColumnElement[Any]:
    return and_(_c.user_id == user_id, _c.shelf == shelf, _c.done.is_(False))


def _standing(shelf: Mark) -> ColumnElement[bool]:
    there = TABLES[shelf].c
    return exists(select(there.film_id).where(there.user_id == _c.user_id, there.film_id == _c.film_id))


def _standing_worse(shelf: Mark) -> ColumnElement[bool]:
    """On the shelf by an import that knew its day less well; what the member marked here is never worse."""
    there = TABLES[shelf].c
    return exists(
        select(there.film_id).where(
            there.user_id == _c.user_id, there.film_id == _c.film_id, there.day < _c.day
        )
    )
