"""Copies of a whole database, made while it is in use, and put back while it is in use.

A copy is SQLite's own online backup: of one moment, complete with what lies in the write-ahead log, one plain file. It
is checked before it gets its name, so a file that is there is a good one. Its header says that it is written with a
write-ahead log, so it is so, too, where somebody puts it back by hand.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import quote

from . import erasures, errors, migrate, moving
from .address import is_sqlite, sqlite_path
from .engine import BUSY_TIMEOUT
from .files import BESIDE, create_private, put_in_place, remove, unfinished, unused
from .meta import CATALOGUE_VERSION
from .revision import missing
from .sqlite import environment_error
from .upkeep import kept_copy

_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class BackupError(errors.StoreError):
    """The copy cannot be made or put back; the message is one line for the operator. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where what was there before lies."""

    films: int
    lists: int
    erased: int
    """Members who had been erased since the copy was made, and were erased from it again."""
    before: Path | None
    """A copy of the replaced database, or the damaged file itself; None where there was none."""


def back_up(url: str, target: Path, *, patience: float = BUSY_TIMEOUT) -> int:
    """Copy the database to a new file that only its owner may read; return its size in bytes.

    Not to be called where an event loop runs. Raises BackupError if the file exists already, or the copy is not sound;
    errors.DatabaseError as for any read.
    """
    target = target.expanduser().absolute()
    if target.exists():
        raise BackupError(f"{target} exists already; choose another name")
    with _translated(patience):
        if is_sqlite(url):
            path = sqlite_path(url)
            _copy(path, target, patience, list_of=path)
        else:
            asyncio.run(_take_out(url, target, patience))
    return target.stat().st_size


async def restore(url: str, backup: Path, *, patience: float = BUSY_TIMEOUT) -> Restored:
    """Put a copy back, brought up to this version; in one transaction, so a running bot just goes on with it.

    What was there before is kept beside it, with every write that was acknowledged. Who was erased since the copy was
    made is erased again. Raises BackupError if the file is no sound database of ours, and errors.DatabaseError: then
    everything is as it was.
    """
    if not is_sqlite(url):
        return await _restore_server(url, await asyncio.to_thread(_whole, backup), patience)
    path = sqlite_path(url)
    fresh = unfinished(path)
    try:
        await asyncio.to_thread(_fetch, backup, fresh, path, patience)
        await migrate.upgrade(f"sqlite:///{fresh}")
        return await asyncio.to_thread(_put, fresh, path, patience)
    finally:
        remove(fresh)


async def _take_out(url: str, target: Path, patience: float) -> None:
    """A sound copy of a PostgreSQL database under a new name, or none at all."""
    await _written(target, lambda path: moving.take_out(url, path, patience=patience))


async def _written(target: Path, write: Callable[[Path], Awaitable[None]]) -> None:
    unchecked = unfinished(target)
    try:
        await migrate.upgrade(f"sqlite:///{unchecked}")
        await write(unchecked)
        await asyncio.to_thread(_check, unchecked)
        await asyncio.to_thread(put_in_place, unchecked, target)
    except moving.OtherVersionError as error:
        raise BackupError(str(error)) from None
    finally:
        remove(unchecked)


async def _restore_server(url: str, backup: Path, patience: float) -> Restored:
    """Put a copy into a PostgreSQL database; what was there before is kept beside the copy."""
    fresh = unfinished(backup.with_name("restoring.sqlite3"))
    before: list[Path] = []

    async def keep(plain: Any) -> None:
        path = unused(kept_copy(backup.with_name("kinoteka.sqlite3"), datetime.now(UTC)))
        await _written(path, lambda unchecked: moving.copy_out(plain, unchecked))
        before.append(path)

    try:
        await asyncio.to_thread(_fetch, backup, fresh, None, patience)
        await migrate.upgrade(f"sqlite:///{fresh}")
        await migrate.upgrade(url, patience=patience)
        with closing(_open(fresh, "rw")) as connection:
            if lacking := missing(connection):
                raise BackupError(f"the copy lacks {', '.join(lacking)}")
        films, lists = await asyncio.to_thread(_check, fresh)
        erased = await moving.put_in(url, fresh, keep, patience=patience)
    except moving.OtherVersionError as error:
        raise BackupError(str(error)) from None
    finally:
        remove(fresh)
    return Restored(films, lists, erased, before[0] if before else None)


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


def _whole(path: Path) -> Path:
    return path.expanduser().absolute()


def _fetch(backup: Path, fresh: Path, path: Path | None, patience: float) -> None:
    """A checked copy of the backup, beside the database of this file if it has one."""
    backup = backup.expanduser().absolute()
    if not backup.is_file():
        raise BackupError(f"there is no file {backup}")
    with _translated(patience):
        if path is not None:
            if path.exists() and path.samefile(backup):
                raise BackupError(f"{backup} is the database itself")
            path.parent.mkdir(parents=True, exist_ok=True)
        # One that nobody has open need not be opened for writing, and may lie where nothing can be written.
        closed = not backup.with_name(f"{backup.name}-wal").exists()
        _copy(backup, fresh, patience, "ro&immutable=1" if closed else "ro")


def _put(fresh: Path, path: Path, patience: float) -> Restored:
    """Put a checked file where the database is."""
    with _translated(patience):
        with closing(_open(fresh, "rw")) as connection:
            if lacking := missing(connection):
                raise BackupError(f"the copy lacks {', '.join(lacking)}")
            erased = _erase_again(connection, path)
        _compact(fresh)
        films, lists = _check(fresh)
        if not path.exists():
            remove(path)  # a log that lost its database would be taken for the new one's
            put_in_place(fresh, path)
            return Restored(films, lists, erased, None)
        before = kept_copy(path, datetime.now(UTC))
        try:
            before = _overwrite(path, fresh, before, patience)
        except BackupError:
            before = unused(before)
            _set_aside(path, before)
            put_in_place(fresh, path)
        return Restored(films, lists, erased, before)


def _erase_again(connection: sqlite3.Connection, path: Path) -> int:
    """Erase what the list beside `path` says, in one transaction; how many members that were.

    Where there is none, a list that the copy brought along becomes it.
    """
    connection.execute("BEGIN IMMEDIATE")
    if erasures.read(path) is None and (brought := erasures.from_backup(connection)):
        erasures.begin(path, brought)
    erased = erasures.redo(connection, path)
    erasures.into_backup(connection, None)  # beside a file, the list is a file
    connection.execute("COMMIT")
    return erased


def _set_aside(path: Path, before: Path) -> None:
    """Move a damaged database out of the way: nothing can be written into it. A running bot notices the new file."""
    for end in BESIDE:
        if (there := path.with_name(path.name + end)).exists():
            there.rename(before.with_name(before.name + end))


def _overwrite(path: Path, fresh: Path, before: Path, patience: float) -> Path:
    """Everything in one transaction, in which what was there is copied first; return where that copy lies.

    SQLite takes the write lock for the first page of a backup and holds it to the last. So nothing can be written
    between the copy and the replacement: it is either in the copy or comes after. In the same way nobody can be erased
    without being erased from what is put back. Raises BackupError if what is there is damaged.
    """
    kept: list[Path] = []
    patient = _until(patience)

    def progress(status: int, remaining: int, total: int) -> None:
        patient(status, remaining, total)
        if not kept and status == sqlite3.SQLITE_OK:
            kept.append(unused(before))
            _copy(path, kept[0], patience)
            _erase_again(source, path)  # whoever was erased a moment ago
            with closing(
                _open(kept[0], "rw")
            ) as replaced:  # the target itself must be left alone until the end
                version = str(max(_version(source), _version(replaced)) + 1)
            # A running bot looks at the version. SQLite copies again what changes in the source meanwhile.
            source.execute(
                "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
                (CATALOGUE_VERSION, version),
            )

    with (
        closing(_open(fresh, "rw", patience)) as source,
        closing(_open(path, "rw", patience)) as target,
        _damage_told(path),
    ):
        target.execute("PRAGMA journal_mode = WAL")  # without it, readers and the copy would have to wait
        source.backup(target, pages=1, progress=progress)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return kept[0]


def _copy(
    source: Path, target: Path, patience: float, mode: str = "ro", *, list_of: Path | None = None
) -> None:
    """A sound copy of a database under a new name, or none at all. Raises BackupError if the original is damaged.

    With `list_of`, it brings along the list of erasures of the database there.
    """
    unchecked = unfinished(target)
    try:
        create_private(unchecked)
        with (
            _damage_told(source),
            closing(_open(source, mode, patience)) as reading,
            closing(_open(unchecked, "rw")) as writing,
        ):
            reading.backup(writing, progress=_until(patience))
            writing.execute("PRAGMA journal_mode = WAL")
            if list_of is not None and erasures.has_table(writing):
                writing.execute("BEGIN")
                erasures.into_backup(writing, erasures.read(list_of))
                writing.execute("COMMIT")
        _check(unchecked)
        _compact(unchecked)
        put_in_place(unchecked, target)
    finally:
        remove(unchecked)


def _compact(path: Path) -> None:
    """Write a file anew without the unused parts of its pages, in which rows may stand that were deleted long ago."""
    with closing(_open(path, "rw")) as connection:
        connection.execute("VACUUM")


def _check(path: Path) -> tuple[int, int]:
    """How many films and lists it holds. Raises BackupError if it is damaged or none of ours."""
    with _damage_told(path), closing(_open(path, "rw")) as connection:
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
    connection = sqlite3.connect(
        f"file:{quote(str(path))}?mode={mode}", uri=True, isolation_level=None, timeout=patience
    )
    connection.execute("PRAGMA secure_delete = ON")
    return connection


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
