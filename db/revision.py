"""Which version a database is of, without the weight of Alembic."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import text

from . import errors
from .address import is_sqlite, sqlite_path
from .engine import Database
from .models import metadata
from .statement import Statement


def newest() -> str:
    """The revision this program wants; files in migrations/versions begin with theirs."""
    return max(
        path.name.split("_")[0] for path in (Path(__file__).parent / "migrations" / "versions").glob("[0-9]*")
    )


def is_current(url: str) -> bool:
    """Whether the database is there and of the revision this program wants; if unsure, False."""
    return revision(url) == newest()


def revision(url: str) -> str | None:
    """The database's revision; None if it has none, or cannot be asked. Not where an event loop runs."""
    if not is_sqlite(url):
        try:
            return asyncio.run(server_revision(url))
        except errors.DatabaseError:
            return None
    try:
        with closing(_open(url)) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None


async def server_revision(url: str) -> str | None:
    """The revision of a PostgreSQL database; None if it has none. Raises DatabaseError if it cannot be asked."""
    question = Statement(text("SELECT to_regclass('alembic_version') IS NOT NULL"))
    asking = Statement(text("SELECT version_num FROM alembic_version"))
    database = Database(url)
    try:
        async with database.read() as session:
            if not (await session.fetch(question))[0][0]:
                return None
            rows = await session.fetch(asking)
    finally:
        await database.close()
    return str(rows[0][0]) if rows else None


def lacking(url: str) -> list[str]:
    """What `missing` finds in the database at an address; raises sqlite3.Error and DatabaseError if it cannot be asked.

    Not where an event loop runs.
    """
    if not is_sqlite(url):
        return asyncio.run(_lacking_on_server(url))
    with closing(_open(url)) as connection:
        return missing(connection)


async def _lacking_on_server(url: str) -> list[str]:
    columns = (
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
    )
    database = Database(url)
    try:
        async with database.read() as session:
            return _not_among(await session.execute(text(columns)))
    finally:
        await database.close()


def _open(url: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(sqlite_path(url)))}?mode=ro", uri=True)


def missing(connection: sqlite3.Connection) -> list[str]:
    """The tables and columns ("films.year") that this version needs and a database lacks; sorted."""
    rows = connection.execute(
        "SELECT t.name, c.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table'"
    )
    return _not_among(rows)


def _not_among(rows: Iterable[tuple[Any, ...]]) -> list[str]:
    """What our tables have and these pairs of table and column do not."""
    there: dict[str, set[str]] = {}
    for name, column in rows:
        there.setdefault(name, set()).add(column)
    lacking = []
    for name, table in metadata.tables.items():
        if name not in there:
            lacking.append(name)
        else:
            lacking += [f"{name}.{column.name}" for column in table.c if column.name not in there[name]]
    return sorted(lacking)
