"""What Discord was last told of our commands, so that they are sent again only when they changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from db import meta, program
from db.engine import Database
from db.errors import StoreError


class CommandsNotKeptError(Exception):
    """The database cannot be asked what Discord was told, or told it."""


@dataclass(frozen=True, slots=True)
class Registered:
    """The commands as Discord knows them."""

    digest: str
    """Of everything that was sent."""
    ids: Mapping[str, int]
    """By name: what makes a command clickable in a text."""
    by_newer: bool = False
    """Whether a newer program sent them, whose they stay."""


async def registered(database: Database, application_id: int) -> Registered | None:
    """What this application last sent; None if nothing, or nothing readable. Raise CommandsNotKeptError."""
    try:
        async with database.read() as session:
            stored = await meta.get(session, _key(application_id))
    except StoreError as error:
        raise CommandsNotKeptError(str(error)) from error
    try:
        known = json.loads(stored or "")
        ids = {str(name): int(id_) for name, id_ in known["ids"].items()}
        return Registered(str(known["digest"]), ids, program.is_newer(known.get("program")))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


async def remember(database: Database, application_id: int, commands: Registered) -> None:
    """Keep what was just sent. Raise CommandsNotKeptError."""
    text = json.dumps({"digest": commands.digest, "ids": dict(commands.ids), "program": program.version()})
    try:
        async with database.write() as session:
            await meta.put(session, _key(application_id), text)
    except StoreError as error:
        raise CommandsNotKeptError(str(error)) from error


async def forget(database: Database, application_id: int) -> None:
    """For a server that begins empty each time, like the stand-in: tell it everything at the next start."""
    async with database.write() as session:
        await meta.put(session, _key(application_id), None)


def _key(application_id: int) -> str:
    return f"commands:{application_id}"
