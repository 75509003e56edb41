"""What a club watched, what it could watch next, and in which time zone it lives."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import func, select

from . import nights as nights_of
from .engine import ReadSession, WriteSession
from .member_films import moment, seconds
from .models import seen, server_settings
from .night_models import night_members, nights, nominations
from .night_types import Night, WatchedNight
from .statement import insert


async def history(
    session: ReadSession, server_id: int, *, first: int, limit: int
) -> tuple[list[WatchedNight], int]:
    """What a club watched, newest first: `limit` evenings from the `first` on, and how many there are."""
    c = nights.c
    which = (c.server_id == server_id, c.state == "watched")
    shown = select(c.id, c.winner_id, c.watched_at).where(*which).order_by(c.watched_at.desc(), c.id.desc())
    found = await session.execute(shown.limit(limit).offset(first))
    total = (await session.execute(select(func.count()).select_from(nights).where(*which)))[0][0]
    stars = await nights_of.ratings(session, [row[0] for row in found])
    log = [
        WatchedNight(night, film, moment(at), stars.get(night, (0, 0, 0, 0, 0))) for night, film, at in found
    ]
    return log, int(total)


async def nominate(session: WriteSession, server_id: int, user_id: int, film_id: int, at: datetime) -> bool:
    """Nominate a film for a server's next night; False if they had."""
    row = {"server_id": server_id, "user_id": user_id, "film_id": film_id, "at": seconds(at)}
    statement = insert(nominations).values(**row).on_conflict_do_nothing()
    return bool(await session.execute(cast("Any", statement.returning(nominations.c.film_id))))


async def nominated(session: ReadSession, server_id: int) -> list[int]:
    """The films nominated for a server's next night, first nominated first, each once."""
    c = nominations.c
    first = func.min(c.at)
    statement = select(c.film_id).where(c.server_id == server_id).group_by(c.film_id)
    return [row[0] for row in await session.execute(statement.order_by(first, c.film_id))]


async def watched_films(session: ReadSession, server_id: int) -> frozenset[int]:
    """The films that a club has watched."""
    c = nights.c
    statement = select(c.winner_id).where(c.server_id == server_id, c.state == "watched")
    return frozenset(row[0] for row in await session.execute(statement))


async def last(session: ReadSession, server_id: int) -> Night | None:
    """The night that was closed last in a server; None if there was none."""
    c = nights.c
    statement = select(c.id).where(c.server_id == server_id, c.state.in_(["closed", "watched"]))
    rows = await session.execute(statement.order_by(c.id.desc()).limit(1))
    return await nights_of.get(session, rows[0][0]) if rows else None


async def lost(session: ReadSession, server_id: int) -> list[int]:
    """The films that lost the server's last vote, those with more votes first; none that it watched since."""
    night = await last(session, server_id)
    if night is None:
        return []
    gone = await watched_films(session, server_id) | {night.winner}
    return sorted((one for one in night.films if one not in gone), key=lambda one: -night.votes.get(one, 0))


async def seen_by_all(session: ReadSession, night: Night) -> frozenset[int]:
    """The films that all who came to a night, and let it be counted, have seen; none if there were fewer than two."""
    who, c = night_members.c, seen.c
    counted = select(who.user_id).where(who.night_id == night.id, who.coming, who.counts)
    number = int((await session.execute(select(func.count()).select_from(counted.subquery())))[0][0])
    if number < 2:
        return frozenset()
    statement = select(c.film_id).where(c.user_id.in_(counted)).group_by(c.film_id)
    return frozenset(row[0] for row in await session.execute(statement.having(func.count() == number)))


async def zone(session: ReadSession, server_id: int) -> str:
    """The time zone of a server, its IANA name; empty if nobody has said it."""
    c = server_settings.c
    rows = await session.execute(select(c.zone).where(c.server_id == server_id))
    return str(rows[0][0]) if rows else ""


async def set_zone(session: WriteSession, server_id: int, name: str) -> None:
    """The time zone of a server, its IANA name."""
    statement = insert(server_settings).values(server_id=server_id, language="", zone=name)
    await session.change(statement.on_conflict_do_update(["server_id"], set_={"zone": name}))
