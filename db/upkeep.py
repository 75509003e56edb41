"""What is done for the database file at every start, before anything is served from it.

Its files are for their owner alone, copies that restores have kept do not lie there for ever, and a copy put in its
place by hand brings back nobody who was erased.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from . import erasures, errors
from .address import is_sqlite, sqlite_path
from .engine import BUSY_TIMEOUT
from .files import BESIDE, create_private, make_private, remove
from .revision import missing
from .sqlite import environment_error

log = logging.getLogger(__name__)

KEPT_FOR: Final = timedelta(days=30)
"""How long a restore keeps what it replaced: long enough to notice a mistake, not for ever, because the copy has what
members erase later."""

_UNFINISHED_FOR: Final = timedelta(days=1)
"""After so long, a half made copy is that of a process that was killed."""
_COMPACTED: Final = "erasures_compacted"
"""Key in the table meta: up to which mark of the erasures the file was written anew."""
_TIME: Final = "%Y%m%d-%H%M%S"


def kept_copy(path: Path, now: datetime) -> Path:
    """The name under which a restore at this time keeps what was there."""
    return path.with_name(f"{path.stem}-before-restore-{now.strftime(_TIME)}{path.suffix}")


@contextmanager
def only_bot(url: str) -> Iterator[None]:
    """No other bot runs on the file within. Raises DatabaseInUseError.

    A file beside it is locked, by SQLite's own means, so that it is free again however this process ends. Two bots on
    one file would answer, but wait for one another by chance, for up to seconds. Nothing on PostgreSQL.
    """
    if not is_sqlite(url):
        yield
        return
    path = sqlite_path(url)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.lock")
        create_private(beside)
    except OSError as error:
        raise errors.DatabaseReadOnlyError(f"{path}: {error.strerror}") from error
    with closing(sqlite3.connect(beside, isolation_level=None, timeout=0)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise errors.DatabaseInUseError(path) from None
        yield


def check_writable(url: str) -> None:
    """Raises DatabaseReadOnlyError where the file or its folder may not be written to; UnsupportedDatabaseError where
    no file can be.

    SQLite would say so only at the first write, or only that the file cannot be opened. PostgreSQL says it by itself.
    """
    if not is_sqlite(url):
        return
    path = sqlite_path(url)
    try:
        if path.is_dir():
            raise errors.UnsupportedDatabaseError(url, "is a folder, not a file")
        folder = next(one for one in path.parents if one.exists())  # those below it will be made
        if not folder.is_dir():
            raise errors.UnsupportedDatabaseError(url, f"{folder} is no folder")
        for one in (folder, path):
            if one.exists() and not os.access(one, os.W_OK):
                raise errors.DatabaseReadOnlyError(f"{one} may not be written to")
    except OSError as error:
        if error.errno in {errno.ENAMETOOLONG, errno.ELOOP}:
            raise errors.UnsupportedDatabaseError(url, str(error.strerror)) from None
        raise errors.DatabaseUnreachableError(f"{path}: {error.strerror}") from error


def tidy(url: str, now: datetime) -> None:
    """Do all of it on a file of this version; on PostgreSQL there is nothing to do. Raises errors.DatabaseError."""
    if not is_sqlite(url):
        return
    path = sqlite_path(url)
    changed = [make_private(path.with_name(path.name + end)) for end in (*BESIDE, erasures.SUFFIX)]
    if any(changed):
        log.info("%s could be read by others; now only its owner can", path)
    if gone := _sweep(path, now):
        log.info("Deleted %d copies kept by restores longer than %d days ago", gone, KEPT_FOR.days)
    try:
        erased = _erase(path)
    except sqlite3.Error as error:
        if ours := environment_error(error, path=path, seconds=BUSY_TIMEOUT):
            raise ours from error
        raise
    if erased:
        log.warning("The database had %d members who were erased; they were erased again", erased)


def _sweep(path: Path, now: datetime) -> int:
    """Delete what restores kept, in its time, and what killed processes left half made; how many files that were.

    What cannot be deleted stays.
    """
    stem, suffix = re.escape(path.stem), re.escape(path.suffix)
    kept = re.compile(rf"{stem}-before-restore-(\d{{8}}-\d{{6}})(-\d+)?{suffix}")
    unfinished = re.compile(rf"\..*{suffix}\.[0-9a-f]{{8}}\.part")
    gone = 0
    for file in list(path.parent.iterdir()):
        try:
            if match := kept.fullmatch(file.name):
                old = now - datetime.strptime(match[1], _TIME).replace(tzinfo=UTC) > KEPT_FOR
            elif unfinished.fullmatch(file.name):
                old = now - datetime.fromtimestamp(file.stat().st_mtime, UTC) > _UNFINISHED_FOR
            else:
                continue
            if old:
                remove(file)
                gone += 1
        except (OSError, ValueError) as error:  # ValueError: a name that only looks like one of ours
            log.warning("%s was not deleted: %s", file, error)
    return gone


def _erase(path: Path) -> int:
    """Erase again who is on the list beside the database; how many members it had of them.

    After erasures the file is written anew: SQLite overwrites what is deleted, but not the copies that stay behind in
    unused parts of pages whenever it moves rows from one page to another.
    """
    with closing(sqlite3.connect(path, isolation_level=None, timeout=BUSY_TIMEOUT)) as connection:
        if lacking := missing(connection):
            raise errors.DatabaseIncompleteError(path, lacking)
        erased = 0
        if erasures.lags(connection, path):
            connection.execute("BEGIN IMMEDIATE")
            erased = erasures.redo(connection, path)
            connection.execute("COMMIT")
        mark = _value(connection, erasures.MARK)
        if mark != _value(connection, _COMPACTED):
            connection.execute("VACUUM")
            connection.execute(
                "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
                (_COMPACTED, mark),
            )
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return erased


def _value(connection: sqlite3.Connection, key: str) -> str | None:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None
