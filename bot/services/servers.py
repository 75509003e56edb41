"""Servers that the bot has left: what they had is kept for a while, in case it comes back, and then forgotten."""

from __future__ import annotations

import logging
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from bot.services.catalogue import Catalogue
from db import server_lists
from db.errors import StoreError

log = logging.getLogger(__name__)

FORGOTTEN_AFTER: Final = timedelta(days=30)
"""How long the bot must have been absent, and nobody have asked it anything from there."""


async def looked(catalogue: Catalogue, present: Collection[int], *, at: datetime) -> None:
    """All the servers that the bot is in, as a complete look has found them.

    What cannot be written down now is written down after the next look.
    """
    try:
        await _note(catalogue, present, at)
    except StoreError as error:
        log.warning("It cannot be noted which servers the bot is in; trying again tomorrow: %s", error)


async def _note(catalogue: Catalogue, present: Collection[int], at: datetime) -> None:
    async with catalogue.database.read(snapshot=False) as session:
        known = await server_lists.states(session)
        having = await server_lists.having(session)
    for owner in sorted({*known, *having}):
        if owner in present:
            if owner in known and known[owner].absent_since is not None:
                await is_there(catalogue, owner)
            continue
        async with catalogue.database.write() as session:
            forgotten = await server_lists.is_absent(session, owner, at, forget_after=FORGOTTEN_AFTER)
        await catalogue.server_changed(owner)
        if forgotten:
            log.info("A server that the bot left long ago was forgotten, with all its lists")


def was_absent(catalogue: Catalogue, owner: int) -> bool:
    """Whether the bot was not found in this server when it last looked: whoever asks from there shows that it is."""
    known = catalogue.servers.get(owner)
    return known is not None and known.absent_since is not None


async def is_there(catalogue: Catalogue, owner: int) -> None:
    """A server is not absent, or no longer. Without a database the next time will tell."""
    with suppress(StoreError):
        async with catalogue.database.write() as session:
            await server_lists.is_there(session, owner)
        await catalogue.server_changed(owner)
