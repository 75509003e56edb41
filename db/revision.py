"""Which version a database file is of, without the weight of Alembic."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from .engine import sqlite_path


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
    address = f"file:{quote(str(sqlite_path(url)))}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None
