"""The film of the day: which channels are posted one, when the next is due, and how far each post is.

A post is a row, keyed by channel and occasion, before any request is made for it. Who writes it, or takes it over from
a process that ended, does so with one statement that names what it found, so that of several processes one succeeds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Delete, Select, Table, Update, bindparam, delete, exists, or_, select, update

from .channel_tables import daily_posts, daily_subscriptions
from .daily_types import DailyPause, DailyPost, DailyState, DailySubscription
from .engine import ReadSession, WriteSession
from .pool import Row
from .statement import insert, key_of, prepared


async def put(session: WriteSession, subscription: DailySubscription) -> None:
    """Set up a channel, or anew; what was posted there stays known."""
    await session.change(_put(), _row(subscription))


async def get(session: ReadSession, channel_id: int) -> DailySubscription | None:
    """A channel's subscription."""
    found = await session.fetch(_get(), channel_id=channel_id)
    return _subscription(found[0]) if found else None


async def of_server(session: ReadSession, server_id: int) -> tuple[DailySubscription, ...]:
    """All subscriptions of a server, the oldest channel first."""
    return tuple(_subscription(row) for row in await session.fetch(_of_server(), server_id=server_id))


async def due(session: ReadSession, now: int, most: int) -> tuple[DailySubscription, ...]:
    """Subscriptions whose next post is due, at most so many, the longest due first."""
    found = await session.fetch(_due(), now=now, most=most)
    return tuple(_subscription(row) for row in found)


async def advance(session: WriteSession, subscription: DailySubscription, next_at: int) -> bool:
    """Say when its next post is due; False if somebody else did, or changed the subscription, since it was read."""
    named = {"channel": subscription.channel_id, "found": subscription.next_at, "at": next_at}
    return bool(await session.fetch(_advance(), **named))


async def set_pause(session: WriteSession, channel_id: int, paused: DailyPause) -> None:
    """Pause a channel, or not any more."""
    await session.change(_set_pause(), {"channel": channel_id, "why": paused})


async def set_missing(session: WriteSession, channel_id: int, missing: frozenset[str]) -> None:
    """Note which rights its posts do without."""
    await session.change(_set_missing(), {"channel": channel_id, "rights": " ".join(sorted(missing))})


async def remove(session: WriteSession, channel_id: int) -> None:
    """Drop a channel's subscription; what was posted there stays known."""
    await session.change(delete(daily_subscriptions).where(daily_subscriptions.c.channel_id == channel_id))


async def occasions(session: ReadSession, channel_id: int) -> frozenset[str]:
    """What was posted in a channel lately, or is being, by occasion."""
    return frozenset(row[0] for row in await session.fetch(_occasions(), channel_id=channel_id))


async def claim(session: WriteSession, post: DailyPost) -> bool:
    """Begin a post; False if there is one of this occasion."""
    return bool(
        await session.fetch(_claim(), **{column.name: getattr(post, column.name) for column in daily_posts.c})
    )


async def take_over(session: WriteSession, post: DailyPost, now: int) -> bool:
    """Go on with a post that stands where it was left; False if it has moved on since it was read."""
    named = {**_named(post), "found": post.claimed_at, "was": post.state, "at": now}
    return bool(await session.fetch(_take_over(), **named))


async def begin(session: WriteSession, post: DailyPost, now: int) -> bool:
    """A request may be begun from here on, for the film that the post names.

    False if the post was taken over since it was claimed, or its subscription is gone.
    """
    drawn = {"film": post.film_id, "entry": post.entry_id, "number": post.position, "size": post.of}
    named = {**_named(post), "found": post.claimed_at, "at": now}
    return bool(await session.fetch(_begin(), **named, **drawn))


async def end(session: WriteSession, post: DailyPost, state: DailyState, message_id: int = 0) -> None:
    """What became of a post that was under way."""
    await session.change(_end(), {**_named(post), "outcome": state, "message": message_id})


async def left_behind(session: ReadSession, before: int, most: int) -> tuple[DailyPost, ...]:
    """Posts that are under way, at most so many, and that nobody has touched since that moment."""
    found = await session.fetch(_left_behind(), before=before, most=most)
    return tuple(DailyPost(*row) for row in found)


async def sweep(session: WriteSession, before: int) -> None:
    """Let go of posts that were due before that moment."""
    await session.change(_sweep(), {"before": before})


def _named(post: DailyPost) -> dict[str, Any]:
    return {"channel": post.channel_id, "one": post.occasion}


def _row(subscription: DailySubscription) -> dict[str, Any]:
    row = {column.name: getattr(subscription, column.name) for column in daily_subscriptions.c}
    return row | {"missing": " ".join(sorted(subscription.missing))}


def _subscription(row: Row) -> DailySubscription:
    named = dict(zip(_names(DailySubscription), row, strict=True))
    return DailySubscription(
        **named | {"missing": frozenset(named["missing"].split()), "thread": bool(named["thread"])}
    )


def _names(kind: type[DailySubscription | DailyPost]) -> Sequence[str]:
    return [field.name for field in fields(kind)]


def _all_of(table: Table, kind: type[DailySubscription | DailyPost]) -> Select[Any]:
    """Its columns in the order of the fields."""
    return select(*(table.c[name] for name in _names(kind)))


@prepared
def _put() -> Any:
    given = insert(daily_subscriptions)
    new = {
        column.name: given.excluded[column.name] for column in daily_subscriptions.c if not column.primary_key
    }
    return given.on_conflict_do_update(key_of(daily_subscriptions), set_=new)


@prepared
def _get() -> Select[Any]:
    c = daily_subscriptions.c
    return _all_of(daily_subscriptions, DailySubscription).where(c.channel_id == bindparam("channel_id"))


@prepared
def _of_server() -> Select[Any]:
    c = daily_subscriptions.c
    found = _all_of(daily_subscriptions, DailySubscription).where(c.server_id == bindparam("server_id"))
    return found.order_by(c.channel_id)


@prepared
def _due() -> Select[Any]:
    c = daily_subscriptions.c
    found = _all_of(daily_subscriptions, DailySubscription).where(
        c.next_at <= bindparam("now"), c.paused == ""
    )
    return found.order_by(c.next_at, c.channel_id).limit(bindparam("most"))


@prepared
def _advance() -> Update:
    c = daily_subscriptions.c
    found = (c.channel_id == bindparam("channel"), c.next_at == bindparam("found"), c.paused == "")
    return update(daily_subscriptions).where(*found).values(next_at=bindparam("at")).returning(c.channel_id)


@prepared
def _set_pause() -> Update:
    c = daily_subscriptions.c
    return (
        update(daily_subscriptions)
        .where(c.channel_id == bindparam("channel"))
        .values(paused=bindparam("why"))
    )


@prepared
def _set_missing() -> Update:
    c = daily_subscriptions.c
    return (
        update(daily_subscriptions)
        .where(c.channel_id == bindparam("channel"))
        .values(missing=bindparam("rights"))
    )


@prepared
def _occasions() -> Select[Any]:
    return select(daily_posts.c.occasion).where(daily_posts.c.channel_id == bindparam("channel_id"))


@prepared
def _claim() -> Any:
    return insert(daily_posts).on_conflict_do_nothing(key_of(daily_posts)).returning(daily_posts.c.occasion)


@prepared
def _take_over() -> Update:
    c = daily_posts.c
    found = (*_this(), c.claimed_at == bindparam("found"), c.state == bindparam("was"))
    return update(daily_posts).where(*found).values(claimed_at=bindparam("at")).returning(c.occasion)


@prepared
def _begin() -> Update:
    c = daily_posts.c
    subscribed = exists().where(daily_subscriptions.c.channel_id == c.channel_id)
    found = (*_this(), c.claimed_at == bindparam("found"), c.state == "claimed", subscribed)
    begun = (
        update(daily_posts)
        .where(*found)
        .values(
            state="sending",
            claimed_at=bindparam("at"),
            film_id=bindparam("film"),
            entry_id=bindparam("entry"),
            position=bindparam("number"),
            of=bindparam("size"),
        )
    )
    return begun.returning(c.occasion)


@prepared
def _end() -> Update:
    found = (*_this(), _is_under_way())
    return (
        update(daily_posts).where(*found).values(state=bindparam("outcome"), message_id=bindparam("message"))
    )


@prepared
def _left_behind() -> Select[Any]:
    c = daily_posts.c
    found = _all_of(daily_posts, DailyPost).where(_is_under_way(), c.claimed_at < bindparam("before"))
    return found.order_by(c.claimed_at).limit(bindparam("most"))


@prepared
def _sweep() -> Delete:
    return delete(daily_posts).where(daily_posts.c.due_at < bindparam("before"))


def _is_under_way() -> Any:
    return or_(daily_posts.c.state == "claimed", daily_posts.c.state == "sending")


def _this() -> tuple[Any, ...]:
    c = daily_posts.c
    return c.channel_id == bindparam("channel"), c.occasion == bindparam("one")
