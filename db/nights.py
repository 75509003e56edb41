"""A club's nights: the sheet that is drafted, the vote, the evening, and what the club thought of it.

Every change takes the night's row first, by counting its version up (`_take`): whoever votes, closes and draws what was
written does so one after the other on either database, and the state decides which changes are still possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Select, Update, bindparam, delete, func, select, update

from .engine import ReadSession, WriteSession
from .errors import NightNotFoundError
from .member_films import moment, seconds
from .models import seen
from .night_models import (
    night_films,
    night_members,
    night_ratings,
    night_reactions,
    night_votes,
    nights,
    nominations,
)
from .night_types import Night, NightState, OwnNight, Stars, Tie
from .statement import insert, key_of, prepared

MOST_REACTIONS: Final = 5
"""Sentences that are read with a night: the newest."""


# The sheet


async def draft(
    session: WriteSession,
    night_id: int,
    server_id: int,
    host: int,
    films: Sequence[int],
    *,
    list_id: int = 0,
    minutes: int = 0,
    picker: int = 0,
    starts_at: datetime | None = None,
) -> None:
    """Make a night that has not begun; the host's other drafts in this server go."""
    theirs = select(night_members.c.night_id).where(night_members.c.user_id == host, night_members.c.host)
    c = nights.c
    await session.change(delete(nights).where(c.server_id == server_id, c.state == "draft", c.id.in_(theirs)))
    at = seconds(starts_at) if starts_at else None
    await session.change(
        nights.insert(),
        {
            "id": night_id, "server_id": server_id, "list_id": list_id, "minutes": minutes, "starts_at": at,
            "closes_at": at or 0, "watched_at": None, "state": "draft", "version": 1, "winner_id": 0, "tie": "none",
            "language": "", "channel_id": 0, "message_id": 0, "has_event": False,
        },
    )  # fmt: skip
    await put_films(session, night_id, films)
    roles = {host: {"host": True, "picker": host == picker}}
    if picker and picker != host:
        roles[picker] = {"host": False, "picker": True}
    for user_id, role in roles.items():
        row = {"night_id": night_id, "user_id": user_id, **role, "coming": None, "counts": False}
        await session.change(night_members.insert(), row)


async def take_draft(session: WriteSession, night_id: int) -> Night | None:
    """A draft as it is, for nobody else to change until the transaction ends; None if it has begun, or is gone."""
    return await get(session, night_id) if await _take(session, night_id, "draft") else None


async def put_films(session: WriteSession, night_id: int, films: Sequence[int]) -> None:
    """These films instead of those that a draft has, in this order."""
    await session.change(delete(night_films).where(night_films.c.night_id == night_id))
    rows = [{"night_id": night_id, "film_id": film, "position": place} for place, film in enumerate(films, 1)]
    await session.change(night_films.insert(), rows)


async def begin(session: WriteSession, night_id: int, closes_at: datetime, language: str) -> bool:
    """Let the vote begin, in a language; False if it had, or is gone."""
    if not await _take(session, night_id, "draft"):
        return False
    changed = update(nights).where(nights.c.id == night_id)
    await session.change(changed.values(state="open", closes_at=seconds(closes_at), language=language))
    return True


async def drop_nominated(session: WriteSession, night_id: int) -> None:
    """The films of a night that has begun are nominated no more."""
    server = select(nights.c.server_id).where(nights.c.id == night_id).scalar_subquery()
    films = select(night_films.c.film_id).where(night_films.c.night_id == night_id)
    c = nominations.c
    await session.change(delete(nominations).where(c.server_id == server, c.film_id.in_(films)))


async def take_back(session: WriteSession, night_id: int) -> None:
    """It has not begun after all: its message did not arrive."""
    c = nights.c
    await session.change(update(nights).where(c.id == night_id, c.state == "open").values(state="draft"))


# The vote


async def vote(
    session: WriteSession, night_id: int, user_id: int, film_id: int, press_id: int, at: datetime
) -> bool | None:
    """Vote for a film, or no longer; whether they do now. None if the vote is over, or the night has no such film.

    `press_id`: the interaction's; one that arrives twice, at two processes even, counts once.
    """
    taken = await session.fetch(_take_open(), night=night_id, now=seconds(at))
    if not taken or not await session.fetch(_has_film(), night=night_id, film=film_id):
        return None
    this = {"night_id": night_id, "user_id": user_id, "film_id": film_id}
    changed = await session.fetch(_change_vote(), **this, voted=True, press_id=press_id, at=seconds(at))
    found = changed or await session.fetch(_voted(), **this)
    return bool(found[0][0])


async def say_coming(session: WriteSession, night_id: int, user_id: int, *, coming: bool) -> bool:
    """Whether they come; False if the evening is over."""
    if not await _take(session, night_id, "open", "closed"):
        return False
    await _put_member(session, night_id, user_id, coming=coming)
    return True


async def let_count(session: WriteSession, night_id: int, user_id: int, *, counts: bool) -> bool:
    """Whether what they have seen may decide a tie; False if the vote is over."""
    if not await _take(session, night_id, "open"):
        return False
    await _put_member(session, night_id, user_id, counts=counts)
    return True


async def place(session: WriteSession, night_id: int, channel_id: int, message_id: int) -> None:
    """Where its message stands, if that is not known yet: where to draw it when it is nobody's press that ends it."""
    c = nights.c
    unknown = update(nights).where(c.id == night_id, c.message_id == 0)
    await session.change(unknown.values(channel_id=channel_id, message_id=message_id))


async def due(session: ReadSession, at: datetime, limit: int) -> list[int]:
    """Nights whose vote is open after its time, where their messages are known."""
    c = nights.c
    statement = select(c.id).where(c.state == "open", c.closes_at <= seconds(at), c.message_id != 0)
    return [row[0] for row in await session.execute(statement.order_by(c.closes_at).limit(limit))]


async def take_open(session: WriteSession, night_id: int, due_at: datetime | None = None) -> Night | None:
    """A night whose vote is open, for nobody else to change until the transaction ends; None if it is not.

    With `due_at` only one whose time is over by then.
    """
    c = nights.c
    which = [c.id == night_id, c.state == "open"]
    if due_at is not None:
        which.append(c.closes_at <= seconds(due_at))
    taken = await session.change(update(nights).where(*which).values(version=c.version + 1))
    return await get(session, night_id) if taken else None


async def seen_by(session: ReadSession, night: Night) -> dict[int, int]:
    """How many of those who come, and let it be counted, have seen each of its films; those of none are missing."""
    who, c = night_members.c, seen.c
    counted = select(who.user_id).where(who.night_id == night.id, who.coming, who.counts)
    statement = select(c.film_id, func.count()).where(c.user_id.in_(counted), c.film_id.in_(night.films))
    return dict(map(tuple, await session.execute(statement.group_by(c.film_id))))


async def close(session: WriteSession, night_id: int, winner: int, tie: Tie) -> None:
    """Write the end of a vote whose night was taken; votes that were taken back are not kept."""
    await session.change(delete(night_votes).where(night_votes.c.night_id == night_id, ~night_votes.c.voted))
    changed = update(nights).where(nights.c.id == night_id)
    await session.change(changed.values(state="closed", winner_id=winner, tie=tie))


async def put_event(session: WriteSession, night_id: int, *, has_event: bool) -> bool:
    """That an event of Discord's is made of it, or is not; False if that was so."""
    c = nights.c
    which = (c.id == night_id, c.state == "closed", c.has_event != has_event)
    changed = update(nights).where(*which).values(has_event=has_event, version=c.version + 1)
    return bool(await session.change(changed))


# Afterwards


async def watched(session: WriteSession, night_id: int, at: datetime) -> bool:
    """The club has watched the film; False if that was known, or no film was chosen."""
    taken = await _take(session, night_id, "closed")
    if not taken:
        return False
    c = nights.c
    changed = update(nights).where(c.id == night_id, c.winner_id != 0)
    return bool(await session.change(changed.values(state="watched", watched_at=seconds(at))))


async def rate(session: WriteSession, night_id: int, user_id: int, stars: int, at: datetime) -> bool:
    """One to five stars; the last counts. False if the film was not watched."""
    return await _say(session, night_ratings, night_id, user_id, {"stars": stars, "at": seconds(at)})


async def react(session: WriteSession, night_id: int, user_id: int, text: str, at: datetime) -> bool:
    """One sentence; the last counts. False if the film was not watched."""
    return await _say(session, night_reactions, night_id, user_id, {"text": text, "at": seconds(at)})


# Reading


async def get(session: ReadSession, night_id: int) -> Night:
    """A night as it stands. Raises NightNotFoundError."""
    rows = await session.fetch(_night(), night=night_id)
    if not rows:
        raise NightNotFoundError(night_id)
    server, list_id, minutes, starts, closes, watched_, state, version, winner, tie, *shown = rows[0]
    language, channel, message, has_event = shown
    films = await session.fetch(_films(), night=night_id)
    votes = await session.fetch(_votes(), night=night_id)
    people = await session.fetch(_people(), night=night_id)
    reactions = await session.fetch(_reactions(), night=night_id) if state == "watched" else []
    stars = await ratings(session, [night_id]) if state == "watched" else {}
    return Night(
        night_id, server, list_id, minutes, _when(starts), _when(closes), _when(watched_), state, version, winner, tie,
        films=tuple(row[0] for row in films),
        votes=dict(map(tuple, votes)),
        host=next((user for user, host, _, _ in people if host), 0),
        picker=next((user for user, _, picker, _ in people if picker), 0),
        coming=tuple(user for user, _, _, coming in people if coming),
        ratings=stars.get(night_id, (0, 0, 0, 0, 0)),
        reactions=tuple(row[0] for row in reactions),
        language=language,
        channel_id=channel,
        message_id=message,
        has_event=bool(has_event),
    )  # fmt: skip


async def version(session: ReadSession, night_id: int) -> int:
    """The version of a night, 0 if it is gone."""
    rows = await session.fetch(_version(), night=night_id)
    return int(rows[0][0]) if rows else 0


async def own(session: ReadSession, night_id: int, user_id: int) -> OwnNight:
    """What a member said on a night."""
    this = {"night": night_id, "who": user_id}
    films = await session.fetch(_own_votes(), **this)
    said = await session.fetch(_own_row(), **this)
    stars = await session.fetch(_own_stars(), **this)
    coming, counts = said[0] if said else (None, False)
    return OwnNight(
        frozenset(row[0] for row in films),
        None if coming is None else bool(coming),
        bool(counts),
        int(stars[0][0]) if stars else 0,
    )


async def ratings(session: ReadSession, night_ids: Iterable[int]) -> dict[int, Stars]:
    """How many gave how many stars, by night; nights without ratings are missing."""
    c = night_ratings.c
    statement = select(c.night_id, c.stars, func.count()).where(c.night_id.in_(list(night_ids)))
    found: dict[int, list[int]] = {}
    for night, stars, count in await session.execute(statement.group_by(c.night_id, c.stars)):
        found.setdefault(night, [0] * 5)[stars - 1] = count
    return {night: cast("Stars", tuple(counts)) for night, counts in found.items()}


def _when(at: int | None) -> datetime | None:
    return moment(at) if at else None


async def _take(session: WriteSession, night_id: int, *states: NightState) -> bool:
    """Take the night's row until the transaction ends, if it is in one of these states."""
    c = nights.c
    statement = update(nights).where(c.id == night_id, c.state.in_(states)).values(version=c.version + 1)
    return bool(await session.change(statement))


async def _put_member(session: WriteSession, night_id: int, user_id: int, **said: bool) -> None:
    new = {"host": False, "picker": False, "coming": None, "counts": False, **said}
    statement = insert(night_members).values(night_id=night_id, user_id=user_id, **new)
    await session.change(statement.on_conflict_do_update(key_of(night_members), set_=said))


async def _say(session: WriteSession, table: Any, night_id: int, user_id: int, said: dict[str, Any]) -> bool:
    if not await _take(session, night_id, "watched"):
        return False
    statement = insert(table).values(night_id=night_id, user_id=user_id, **said)
    await session.change(statement.on_conflict_do_update(key_of(table), set_=said))
    return True


# The statements


@prepared
def _take_open() -> Update:
    c = nights.c
    which = (c.id == bindparam("night"), c.state == "open", c.closes_at > bindparam("now"))
    return update(nights).where(*which).values(version=c.version + 1).returning(c.id)


@prepared
def _has_film() -> Select[Any]:
    c = night_films.c
    return select(c.position).where(c.night_id == bindparam("night"), c.film_id == bindparam("film"))


@prepared
def _change_vote() -> Any:
    row, c = insert(night_votes), night_votes.c
    new = {"voted": ~c.voted, "press_id": row.excluded.press_id, "at": row.excluded.at}
    anew = c.press_id != row.excluded.press_id
    return row.on_conflict_do_update(key_of(night_votes), set_=new, where=anew).returning(c.voted)


@prepared
def _voted() -> Select[Any]:
    c = night_votes.c
    this = tuple(c[name] == bindparam(name) for name in ("night_id", "user_id", "film_id"))
    return select(c.voted).where(*this)


@prepared
def _night() -> Select[Any]:
    c = nights.c
    return select(
        c.server_id, c.list_id, c.minutes, c.starts_at, c.closes_at, c.watched_at, c.state, c.version, c.winner_id,
        c.tie, c.language, c.channel_id, c.message_id, c.has_event,
    ).where(c.id == bindparam("night"))  # fmt: skip


@prepared
def _version() -> Select[Any]:
    return select(nights.c.version).where(nights.c.id == bindparam("night"))


@prepared
def _films() -> Select[Any]:
    c = night_films.c
    return select(c.film_id).where(c.night_id == bindparam("night")).order_by(c.position, c.film_id)


@prepared
def _votes() -> Select[Any]:
    c = night_votes.c
    counted = select(c.film_id, func.count()).where(c.night_id == bindparam("night"), c.voted)
    return counted.group_by(c.film_id)


@prepared
def _people() -> Select[Any]:
    c = night_members.c
    people = select(c.user_id, c.host, c.picker, c.coming).where(c.night_id == bindparam("night"))
    return people.order_by(c.user_id)


@prepared
def _reactions() -> Select[Any]:
    c = night_reactions.c
    newest = select(c.text).where(c.night_id == bindparam("night")).order_by(c.at.desc(), c.user_id)
    return newest.limit(MOST_REACTIONS)


@prepared
def _own_votes() -> Select[Any]:
    c = night_votes.c
    return select(c.film_id).where(c.night_id == bindparam("night"), c.user_id == bindparam("who"), c.voted)


@prepared
def _own_row() -> Select[Any]:
    c = night_members.c
    return select(c.coming, c.counts).where(c.night_id == bindparam("night"), c.user_id == bindparam("who"))


@prepared
def _own_stars() -> Select[Any]:
    c = night_ratings.c
    return select(c.stars).where(c.night_id == bindparam("night"), c.user_id == bindparam("who"))
