"""Where the database is: an address says which kind it is and how to reach it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from . import errors

_NEITHER = "neither SQLite (sqlite:///file) nor PostgreSQL (postgresql://user@host/name)"


def default_url(name: str = "kinoteka") -> str:
    """The address used when nobody gave one: a file of this name beside the code."""
    return f"sqlite:///{Path(__file__).resolve().parent.parent / 'data' / f'{name}.sqlite3'}"


def is_sqlite(url: str) -> bool:
    """Whether it names an SQLite file; else it names a PostgreSQL database. Raises UnsupportedDatabaseError."""
    kind = _parsed(url).get_backend_name()
    if kind == "sqlite":
        return True
    if kind in {"postgresql", "postgres"}:
        return False
    raise errors.UnsupportedDatabaseError(shown(url), _NEITHER)


def check(url: str) -> None:
    """Raises UnsupportedDatabaseError for what names no database we can work with."""
    if is_sqlite(url):
        sqlite_path(url)
    else:
        postgres_url(url)


def shown(url: str) -> str:
    """The address as it may be told: without its password."""
    return _parsed(url).render_as_string(hide_password=True)


def sqlite_path(url: str) -> Path:
    """The file an address names. Raises UnsupportedDatabaseError."""
    if not is_sqlite(url):
        raise errors.UnsupportedDatabaseError(shown(url), "names no SQLite file")
    parsed = _parsed(url)
    if not parsed.database or parsed.database == ":memory:" or parsed.database.startswith("file:"):
        raise errors.UnsupportedDatabaseError(shown(url), "a plain file is needed (sqlite:///file)")
    if "\0" in parsed.database:
        raise errors.UnsupportedDatabaseError(shown(url), "no file can be called so")
    try:
        return Path(parsed.database).expanduser().absolute()
    except RuntimeError:  # ~ of a user who is none
        raise errors.UnsupportedDatabaseError(shown(url), "there is no such home folder") from None


def postgres_url(url: str) -> str:
    """The address as libpq knows it, password and all. Raises UnsupportedDatabaseError."""
    parsed = _parsed(url)
    if not parsed.database:
        raise errors.UnsupportedDatabaseError(
            shown(url), "the name of a database is needed (postgresql://user@host/name)"
        )
    return parsed.set(drivername="postgresql").render_as_string(hide_password=False)


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        raise errors.UnsupportedDatabaseError(url, "not a database address") from None
