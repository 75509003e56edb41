"""Everything that is kept of a member, found by the schema: whatever a table keeps, these functions know of it.

A table is a member's when one of its columns is marked `info={"member": …}` (see models.py). Nothing here names a
table, so a new one is told, exported and forgotten from its first day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Select, bindparam, delete, select

from .engine import ReadSession, WriteSession
from .models import member_settings, member_tables
from .statement import insert, prepared
from .types import MemberSettings, SeenFilter


def tables() -> tuple[str, ...]:
    """The names of all tables that keep something of members."""
    return tuple(table.name for table, _ in member_tables())


async def kept(session: ReadSession, user_id: int) -> dict[str, list[dict[str, Any]]]:
    """Every row of a member by table, each as its columns without their id; tables without any are left out.

    Times are datetimes in UTC.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for table, whose in member_tables():
        columns = [column for column in table.c if column is not whose]
        rows = sorted(await session.execute(select(*columns).where(whose == user_id)), key=_key(columns))
        if rows:
            found[table.name] = [
                {column.name: _shown(column, value) for column, value in zip(columns, row, strict=True)}
                for row in rows
            ]
    return found


async def forget(session: WriteSession, user_id: int) -> dict[str, int]:
    """Delete every row of a member; how many there were, by table, without those that had none.

    The commit puts them on the list of erasures, so that no backup brings them back, and empties the write-ahead log.
    """
    erased = {
        table.name: await session.change(delete(table).where(whose == user_id))
        for table, whose in member_tables()
    }
    session.erased.append(user_id)
    return {name: rows for name, rows in erased.items() if rows}


async def settings(session: ReadSession, user_id: int) -> MemberSettings:
    """What a member asked to be remembered."""
    found = await session.fetch(_settings(), user_id=user_id)
    return _settings_from(*found[0]) if found else MemberSettings()


async def settings_of(session: ReadSession, user_ids: list[int]) -> dict[int, MemberSettings]:
    """The same of several, without those who asked for nothing."""
    c = member_settings.c
    rows = await session.execute(
        select(c.user_id, c.seen_filter, c.together, c.language).where(c.user_id.in_(user_ids))
    )
    return {user_id: _settings_from(*asked) for user_id, *asked in rows}


async def remember(
    session: WriteSession,
    user_id: int,
    *,
    seen_filter: SeenFilter | None = None,
    together: bool | None = None,
    language: str | None = None,
) -> MemberSettings:
    """Change what is given, keep the rest; a member who wants nothing remembered any more has no row."""
    given: dict[str, Any] = {"seen_filter": seen_filter, "together": together, "language": language}
    given = {name: value for name, value in given.items() if value is not None}
    if not given:
        return await settings(session, user_id)
    c, nothing = member_settings.c, MemberSettings()
    new = {
        "seen_filter": nothing.seen_filter,
        "together": nothing.together,
        "language": nothing.language,
        **given,
    }
    statement = insert(member_settings).values(user_id=user_id, **new)
    upsert = statement.on_conflict_do_update(index_elements=["user_id"], set_=given)
    ((kept_filter, kept_together, kept_language),) = await session.execute(
        upsert.returning(c.seen_filter, c.together, c.language)
    )
    wanted = _settings_from(kept_filter, kept_together, kept_language)
    if wanted == nothing:
        default = (
            c.seen_filter == nothing.seen_filter,
            c.together.is_(nothing.together),
            c.language == nothing.language,
        )
        await session.change(delete(member_settings).where(c.user_id == user_id, *default))
    return wanted


@prepared
def _settings() -> Select[Any]:
    c = member_settings.c
    return select(c.seen_filter, c.together, c.language).where(c.user_id == bindparam("user_id"))


def _settings_from(seen_filter: SeenFilter, together: int, language: str) -> MemberSettings:
    return MemberSettings(seen_filter, bool(together), language)


def _key(columns: list[Column[Any]]) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """A row's primary key, to sort by: databases do not agree on the order of letters."""
    places = [place for place, column in enumerate(columns) if column.primary_key]
    return lambda row: tuple(row[place] for place in places)


def _shown(column: Column[Any], value: Any) -> Any:
    if column.info.get("moment"):
        return datetime.fromtimestamp(value, UTC)
    return bool(value) if isinstance(column.type, Boolean) else value
