"""The film of the day as a server's managers set it up: which channel, when, from which list; pause, resume, stop."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bot.domain import daily as rules
from bot.domain.viewer import Viewer
from bot.services.catalogue import Catalogue
from db import daily
from db.daily_types import DailySubscription
from db.engine import ReadSession
from db.errors import ListNotFoundError

MOST: Final = 25
"""Channels of one server that are posted a film; as many as a select lists."""


class TooManyChannelsError(Exception):
    """The server has MOST channels with a film of the day already."""


class NoSuchChannelError(Exception):
    """No film of the day is set up there, or not any more."""


async def set_up(
    catalogue: Catalogue, wanted: DailySubscription, now: float
) -> tuple[DailySubscription, list[int]]:
    """Set up a channel, or anew; what was set up, and the next two moments, in seconds since 1970.

    A day on which a film was posted already is over. Raise TooManyChannelsError, ListNotFoundError.
    """
    if wanted.list_id:
        view = await catalogue.view(Viewer(0, wanted.server_id))
        view.snapshot.list_by_id(wanted.list_id)
    async with catalogue.database.write() as session:
        others = await daily.of_server(session, wanted.server_id)
        if len(others) >= MOST and wanted.channel_id not in {one.channel_id for one in others}:
            raise TooManyChannelsError
        set_up, moments = await _scheduled(session, wanted, now)
        await daily.put(session, set_up)
    return set_up, moments


async def of_server(catalogue: Catalogue, server_id: int) -> tuple[DailySubscription, ...]:
    """All channels of a server with a film of the day."""
    async with catalogue.database.read(snapshot=False) as session:
        return await daily.of_server(session, server_id)


async def list_title(catalogue: Catalogue, subscription: DailySubscription, language: str) -> str | None:
    """What the list that its films are from is called; None: they are from all of them, or the list is gone."""
    if not subscription.list_id:
        return None
    try:
        view = await catalogue.view(Viewer(0, subscription.server_id, language))
        return view.snapshot.list_by_id(subscription.list_id, language).title
    except ListNotFoundError:
        return None


async def moments(catalogue: Catalogue, subscription: DailySubscription, now: float) -> list[int]:
    """The next two moments at which a film is due, in seconds since 1970."""
    async with catalogue.database.read(snapshot=False) as session:
        return (await _scheduled(session, subscription, now))[1]


async def one(catalogue: Catalogue, server_id: int, channel_id: int) -> DailySubscription:
    """A channel's subscription. Raise NoSuchChannelError."""
    async with catalogue.database.read(snapshot=False) as session:
        return await _one(session, server_id, channel_id)


async def pause(catalogue: Catalogue, server_id: int, channel_id: int) -> None:
    """Post nothing there until it is resumed. Raise NoSuchChannelError."""
    async with catalogue.database.write() as session:
        await _one(session, server_id, channel_id)
        await daily.set_pause(session, channel_id, "manager")


async def resume(
    catalogue: Catalogue, server_id: int, channel_id: int, missing: Iterable[str] | None, now: float
) -> None:
    """Post there again, from the next time on; without these rights, None: as before. Raise NoSuchChannelError."""
    async with catalogue.database.write() as session:
        found = await _one(session, server_id, channel_id)
        lacking = found.missing if missing is None else frozenset(missing)
        again, _ = await _scheduled(session, replace(found, paused="", missing=lacking), now)
        await daily.put(session, again)


async def stop(catalogue: Catalogue, server_id: int, channel_id: int) -> None:
    """Post nothing there any more. Raise NoSuchChannelError."""
    async with catalogue.database.write() as session:
        await _one(session, server_id, channel_id)
        await daily.remove(session, channel_id)


async def _one(session: ReadSession, server_id: int, channel_id: int) -> DailySubscription:
    found = await daily.get(session, channel_id)
    if found is None or found.server_id != server_id:
        raise NoSuchChannelError
    return found


async def _scheduled(
    session: ReadSession, wanted: DailySubscription, now: float
) -> tuple[DailySubscription, list[int]]:
    posted = await daily.occasions(session, wanted.channel_id)
    found = [at for _, at in rules.upcoming(wanted, now, posted)]
    return replace(wanted, next_at=found[0]), found
