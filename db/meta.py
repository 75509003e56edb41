"""Small facts about the database itself: which content it holds, which commands Discord was told."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, bindparam, delete, select

from .engine import ReadSession, WriteSession
from .models import meta
from .statement import insert, prepared

CONTENT_DIGEST: Final = "content_digest"
"""Of the content folders the catalogue was filled from."""
CONTENT_FOLDERS: Final = "content_folders"
"""JSON: folders that were added by hand and count at every start."""
CONTENT_PROGRAM: Final = "content_program"
"""The version of the program that filled the catalogue."""
CATALOGUE_VERSION: Final = "catalogue_version"
PEOPLE: Final = "people"
"""Locked by whoever adds or removes people without filling the catalogue; its value says nothing."""
VOCABULARY: Final = "vocabulary"
"""JSON: the words of recommendations, for bot.domain."""


@prepared
def _value() -> Select[Any]:
    return select(meta.c.value).where(meta.c.key == bindparam("key"))


@prepared
def _lock() -> Any:
    row = insert(meta)
    same = {"value": meta.c.value}
    return row.on_conflict_do_update(index_elements=["key"], set_=same).returning(meta.c.value)


@prepared
def _share() -> Select[Any]:
    return select(meta.c.value).where(meta.c.key == bindparam("key")).with_for_update(read=True)


@prepared
def _put() -> Any:
    row = insert(meta)
    return row.on_conflict_do_update(index_elements=["key"], set_={"value": row.excluded.value})


async def get(session: ReadSession, key: str) -> str | None:
    """What was put there, None if nothing was. Keys are up to 64 characters, "commands:<application id>"."""
    rows = await session.fetch(_value(), key=key)
    return rows[0][0] if rows else None


async def put(session: WriteSession, key: str, value: str | None) -> None:
    """None forgets the key."""
    if value is None:
        await session.change(delete(meta).where(meta.c.key == key))
        return
    await session.change(_put(), {"key": key, "value": value})


async def lock_catalogue(session: WriteSession) -> int:
    """The catalogue's version; nobody else fills the catalogue until the transaction ends.

    To be the first thing that a fill does.
    """
    return int((await session.fetch(_lock(), key=CATALOGUE_VERSION, value="0"))[0][0])


async def lock_people(session: WriteSession) -> None:
    """Nobody else who shares the catalogue adds or removes people until the transaction ends."""
    await session.fetch(_lock(), key=PEOPLE, value="0")


async def share_catalogue(session: WriteSession) -> None:
    """Nobody fills the catalogue until the transaction ends; others may share it. To be the first thing it does."""
    await session.fetch(_share(), key=CATALOGUE_VERSION)


async def catalogue_version(session: ReadSession) -> int:
    """Grows by one with every load that changed anything; 0 before the first. Cheap: for watching."""
    return int(await get(session, CATALOGUE_VERSION) or 0)
