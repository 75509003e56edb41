"""Everything that is kept of a member, found by the schema: whatever a table keeps, these functions know of it.

A table is a member's when one of its columns is marked `info={"member": …}` (see models.py). Nothing here names a
table, so a new one is told, exported and forgotten from its first day.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, delete, select
from sqlalchemy.dialects.sqlite import insert

from .engine import ReadSession, WriteSession
from .models import member_settings, member_tables
from .types import MemberSettings, SeenFilter


def tables() -> tuple[str, ...]:
    """The names of all tables that keep something of members."""
    return tuple(table.name for table, _ in member_tables())


async def kept(session: ReadSession, user_id: int) -> dict[str, list[dict[str, Any]]]:
    """Every row of a member by table, each as its columns without his id; tables without any are left out.

    Times are datetimes in UTC.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for table, whose in member_tables():
        columns = [column for column in table.c if column is not whose]
        rows = await session.execute(select(*columns).where(whose == user_id).order_by(*table.primary_key))
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
    found = await settings_of(session, [user_id])
    return found.get(user_id, MemberSettings())


async def settings_of(session: ReadSession, user_ids: list[int]) -> dict[int, MemberSettings]:
    """The same of several, without those who asked for nothing."""
    c = member_settings.c
    rows = await session.execute(
        select(c.user_id, c.seen_filter, c.together, c.language).where(c.user_id.in_(user_ids))
    )
    return {
        user_id: MemberSettings(seen_filter, bool(together), language)
        for user_id, seen_filter, together, language in rows
    }


async def remember(
    session: WriteSession,
    user_id: int,
    *,
    seen_filter: SeenFilter | None = None,
    together: bool | None = None,
    language: str | None = None,
) -> MemberSettings:
    """Change what is given, keep the rest; a member who wants nothing remembered any more has no row."""
    known = await settings(session, user_id)
    wanted = MemberSettings(
        known.seen_filter if seen_filter is None else seen_filter,
        known.together if together is None else together,
        known.language if language is None else language,
    )
    if wanted == MemberSettings():
        await session.change(delete(member_settings).where(member_settings.c.user_id == user_id))
    else:
        values = asdict(wanted)
        statement = insert(member_settings).values(user_id=user_id, **values)
        await session.change(statement.on_conflict_do_update(index_elements=["user_id"], set_=values))
    return wanted


def _shown(column: Column[Any], value: Any) -> Any:
    return datetime.fromtimestamp(value, UTC) if column.info.get("moment") else value
