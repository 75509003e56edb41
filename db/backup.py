"""Copies of a whole database, made while it is in use, and put back while it is in use.

A copy is SQLite's own online backup: of one moment, complete with what lies in the write-ahead log, one plain file.
It is checked before it gets its name, so a file that is there is a good one.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from urllib.parse import quote

from . import errors, migrate
from .engine import BUSY_TIMEOUT, environment_error, sqlite_path
from .meta import CATALOGUE_VERSION

_BESIDE = ("", "-wal", "-shm")
"""What SQLite keeps beside a database, by the end of the name."""

_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class BackupError(errors.StoreError):
    """The copy cannot be made or put back; the message is one line for the operator. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where what was there before lies."""

    films: int
    lists: int
    before: Path | None
    """A copy of the replaced database, or the damaged file itself; None where there was none."""


def back_up(url: str, target: Path, *, patience: float = BUSY_TIMEOUT) -> int:
    """Copy the database to a new file; return its size in bytes.

    Raises BackupError if the file exists already, or the copy is not sound; errors.DatabaseError as for any read.
    """
    target = target.expanduser().absolute()
    if target.exists():
        raise BackupError(f"{target} exists already; choose another name")
    with _translated(patience):
        _copy(sqlite_path(url), target, patience)
    return target.stat().st_size


async def restore(url: str, backup: Path, *, patience: float = BUSY_TIMEOUT) -> Restored:
    """Put a copy back, brought up to this version; in one transaction, so a running bot just goes on with it.

    What was there before is kept beside it. Raises BackupError if the file is no sound database of ours, and
    errors.DatabaseError: then everything is as it was.
    """
    path = sqlite_path(url)
    fresh = path.with_name(f".{path.name}.restoring")
    try:
        await asyncio.to_thread(_fetch, backup, fresh, path, patience)
        await migrate.upgrade(f"sqlite:///{fresh}")
        return await asyncio.to_thread(_put, fresh, path, patience)
    finally:
        _remove(fresh)


def problem(path: Path) -> str | None:
    """What is wrong with a database file, in a line; None if it is sound. Reads all of it.

    Raises errors.DatabaseError if it cannot be read at all.
    """
    with _translated(BUSY_TIMEOUT):
        try:
            _check(path)
        except BackupError as error:
            return str(error)
    return None


def _fetch(backup: Path, fresh: Path, path: Path, patience: float) -> None:
    """A checked copy of the backup beside the database."""
    backup = backup.expanduser().absolute()
    if not backup.is_file():
        raise BackupError(f"there is no file {backup}")
    with _translated(patience):
        if path.exists() and path.samefile(backup):
            raise BackupError(f"{backup} is the database itself")
        path.parent.mkdir(parents=True, exist_ok=True)
        _copy(backup, fresh, patience)


def _put(fresh: Path, path: Path, patience: float) -> Restored:
    """Put a checked file where the database is."""
    with _translated(patience):
        films, lists = _check(fresh)
        if not path.exists():
            _remove(path)  # a log that lost its database would be taken for the new one's
            _name(fresh, path)
            return Restored(films, lists, None)
        now = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        before = path.with_name(f"{path.stem}-before-restore-{now}{path.suffix}")
        try:
            _copy(path, before, patience)
        except BackupError:
            _set_aside(path, before)
            _name(fresh, path)
        else:
            _overwrite(path, fresh, patience)
        return Restored(films, lists, before)


def _set_aside(path: Path, before: Path) -> None:
    """Move a damaged database out of the way: nothing can be written into it. A running bot notices the new file."""
    for end in _BESIDE:
        if (there := path.with_name(path.name + end)).exists():
            there.rename(before.with_name(before.name + end))


def _overwrite(path: Path, fresh: Path, patience: float) -> None:
    """Everything in one transaction; the version grows, because a running bot looks at it."""
    with closing(_open(fresh, "rw", patience)) as source, closing(_open(path, "rw", patience)) as target:
        version = str(max(_version(source), _version(target)) + 1)
        source.execute(
            "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
            (CATALOGUE_VERSION, version),
        )
        source.backup(target, progress=_until(patience))


def _copy(source: Path, target: Path, patience: float) -> None:
    """A sound copy of a database under a new name, or none at all. Raises BackupError if the original is damaged."""
    unchecked = target.with_name(f".{target.name}.part")
    try:
        _remove(unchecked)
        with (
            _damage_told(source),
            closing(_open(source, "ro", patience)) as reading,
            closing(_open(unchecked, "rwc")) as writing,
        ):
            reading.backup(writing, progress=_until(patience))
            writing.execute("PRAGMA journal_mode = DELETE")  # a single file, whole by itself
        _check(unchecked)
        _name(unchecked, target)
    finally:
        _remove(unchecked)


def _check(path: Path) -> tuple[int, int]:
    """How many films and lists it holds. Raises BackupError if it is damaged or none of ours."""
    with _damage_told(path), closing(_open(path, "ro")) as connection:
        said = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
        if said != ["ok"]:
            raise BackupError(f"{path} is damaged: {'; '.join(said)}")
        if broken := connection.execute("PRAGMA foreign_key_check").fetchall():
            raise BackupError(f"{path} is damaged: {len(broken)} rows refer to nothing")
        try:
            row = connection.execute("SELECT (SELECT count(*) FROM films), (SELECT count(*) FROM lists)")
        except sqlite3.OperationalError:
            raise BackupError(f"{path} is no database of Kinoteka's") from None
        films, lists = row.fetchone()
        return films, lists


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGE:
            raise
        raise BackupError(f"{path} is damaged: {error}") from error


def _until(patience: float) -> Callable[[int, int, int], None]:
    """Give up at last: Python's backup waits for a lock for ever."""
    last = monotonic() + patience

    def progress(status: int, _remaining: int, _total: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and monotonic() >= last:
            raise errors.DatabaseBusyError(patience)

    return progress


def _version(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (CATALOGUE_VERSION,)).fetchone()
    return int(row[0]) if row else 0


def _open(path: Path, mode: str, patience: float = BUSY_TIMEOUT) -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quote(str(path))}?mode={mode}", uri=True, isolation_level=None, timeout=patience
    )


def _name(unnamed: Path, path: Path) -> None:
    """Give a file that is on the disk its name, and have that on the disk too."""
    with unnamed.open("rb") as file:
        os.fsync(file.fileno())
    unnamed.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _remove(path: Path) -> None:
    for end in (*_BESIDE, "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)


@contextmanager
def _translated(patience: float) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        ours = environment_error(error, seconds=patience)
        if ours is None:
            raise
        raise ours from error
    except OSError as error:
        raise errors.DatabaseUnreachableError(str(error)) from error
