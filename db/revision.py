"""Which version a database file is of, without the weight of Alembic."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from .address import sqlite_path
from .models import metadata


def newest() -> str:
    """The revision this program wants; files in migrations/versions begin with theirs."""
    return max(
        path.name.split("_")[0] for path in (Path(__file__).parent / "migrations" / "versions").glob("[0-9]*")
    )


def is_current(url: str) -> bool:
    """Whether the database is there and of the revision this program wants; if unsure, False."""
    return revision(url) == newest()


def revision(url: str) -> str | None:
    """The database's revision; None if it has none, or cannot be asked."""
    try:
        with closing(_open(url)) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None


def lacking(url: str) -> list[str]:
    """What `missing` finds in the database at an address; raises sqlite3.Error if it cannot be asked."""
    with closing(_open(url)) as connection:
        return missing(connection)


def _open(url: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(sqlite_path(url)))}?mode=ro", uri=True)


def missing(connection: sqlite3.Connection) -> list[str]:
    """The tables and columns ("films.year") that this version needs and a database lacks; sorted."""
    rows = connection.execute(
        "SELECT t.name, c.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table'"
    )
    there: dict[str, set[str]] = {}
    for table, column in rows:
        there.setdefault(table, set()).add(column)
    lacking = []
    for name, table in metadata.tables.items():
        if name not in there:
            lacking.append(name)
        else:
            lacking += [f"{name}.{column.name}" for column in table.c if column.name not in there[name]]
    return sorted(lacking)
