"""The list of erasures: whom `/me forget` erased, so that no backup brings them back.

A backup holds what members kept when it was made, and restoring it would bring back who was erased since. So each
erasure is noted in a file beside the database, which no restore replaces, and is done again in what is restored.

The file ends in `.erased`. Its first line is a random key, every further line is the HMAC-SHA256 of a member's id under
that key, in the order of the erasures. Nobody can read from it who was erased. Whoever has the file can still test
whether an id they know is on it: the key must lie beside the list, or it would be lost together with a database that a
restore is to replace. A database notes how far down the list it is: what was erased before a backup was made, and kept
anew since then, is left alone.

On PostgreSQL the list is a table of the same lines, because the bot may run on several machines. No restore replaces
it. A backup of either database brings its list along, for where it is put into a database that has none yet: so a move
from one to the other loses no erasure.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Select, bindparam, delete, func, select

from . import errors
from .files import PRIVATE
from .models import erasures as listed_erasures
from .models import member_tables
from .pool import Connection
from .statement import Statement, insert, prepared

SUFFIX: Final = ".erased"

MARK: Final = "erasures"
"""Key in the table meta of a database's mark: "<name of the list>:<how many lines of it are done>"."""
GET_MARK: Final = "SELECT value FROM meta WHERE key = 'erasures'"
SET_MARK: Final = (
    "INSERT INTO meta (key, value) VALUES ('erasures', ?1) ON CONFLICT (key) DO UPDATE SET value = ?1"
)
_LINE: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Erasures:
    """A list, as it is read."""

    key: bytes
    lines: tuple[str, ...]

    def mark(self, *, further: int = 0) -> str:
        """What a database notes that has done all lines, and so many that are about to be added."""
        return f"{hashlib.sha256(self.key).hexdigest()[:16]}:{len(self.lines) + further}"

    def undone(self, mark: str | None) -> frozenset[str]:
        """The lines that a database with this mark has not done; all of them if the mark is another list's."""
        name, _, done = (mark or "").partition(":")
        known = name == self.mark().partition(":")[0] and done.isdecimal()
        return frozenset(self.lines[int(done) :] if known else self.lines)


def list_of(path: Path) -> Path:
    """The file with the list of erasures of a database."""
    return path.with_name(path.name + SUFFIX)


def note(path: Path, user_ids: Sequence[int], mark: str | None) -> str:
    """Put members on the list of a database, durably; return its new mark, to be written with SET_MARK.

    A database that has lines still to do keeps its `mark`. To be called while the write lock is held, so that no two
    write at once. Raises ErasureListError and OSError.
    """
    file = list_of(path)
    found = _read(file)
    known = found or Erasures(secrets.token_bytes(32), ())
    lines = [_hash(known.key, one) for one in user_ids]
    text = "".join(f"{line}\n" for line in (lines if found else [known.key.hex(), *lines]))
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, PRIVATE)
    with os.fdopen(descriptor, "r+b", buffering=0) as listed:
        if listed.seek(0, os.SEEK_END):
            listed.seek(-1, os.SEEK_END)
            if listed.read(1) != b"\n":  # a crash cut the last line off
                text = f"\n{text}"
        listed.write(text.encode())
        os.fsync(descriptor)
    return (mark or "") if known.undone(mark) else known.mark(further=len(user_ids))


def lags(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the list beside `path` has erasures that this database has not done. Raises ErasureListError."""
    known = read(path)
    return known is not None and bool(known.undone(_mark(connection)))


def redo(connection: sqlite3.Connection, path: Path) -> int:
    """Erase again what the list beside `path` says and this database has not done; how many members that were.

    Within the caller's transaction. Raises ErasureListError and OSError.
    """
    return redo_list(connection, read(path))


def redo_list(connection: sqlite3.Connection, known: Erasures | None) -> int:
    """The same with a list that was read."""
    if known is None or not (undone := known.undone(_mark(connection))):
        return 0
    again: set[int] = set()
    for table, whose in member_tables():
        ids = [row[0] for row in connection.execute(Statement(select(whose).distinct()).on("sqlite").sql)]
        erased = [one for one in ids if _hash(known.key, one) in undone]
        statement = Statement(delete(table).where(whose == bindparam("id")))
        connection.executemany(statement.on("sqlite").sql, [(one,) for one in erased])
        again.update(erased)
    connection.execute(SET_MARK, (known.mark(),))
    return len(again)


def read(path: Path) -> Erasures | None:
    """The list of a database; None if nobody was erased yet. Raises ErasureListError and OSError."""
    return _read(list_of(path))


def _read(file: Path) -> Erasures | None:
    """A line that a crash cut off counts, and is nobody's."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise errors.ErasureListError(file) from None
    if not text:
        return None
    key, *lines = text.splitlines()
    if not _LINE.fullmatch(key):
        raise errors.ErasureListError(file)
    return Erasures(bytes.fromhex(key), tuple(lines))


# The list as a table: on PostgreSQL, and in backups of either database


async def note_in_table(connection: Connection, user_ids: Sequence[int]) -> None:
    """Put members on PostgreSQL's list, in the transaction that erases them."""
    fresh = {"number": 0, "line": secrets.token_bytes(32).hex()}
    ((text,),) = await connection.fetch(_lock_key(), fresh)  # who else is to be noted waits until this one is
    ((last,),) = await connection.fetch(_last(), {})
    key = bytes.fromhex(text)
    lines = enumerate((_hash(key, one) for one in user_ids), last + 1)
    await connection.change_all(_add_line(), [{"number": number, "line": line} for number, line in lines])


async def from_table(connection: Connection) -> Erasures | None:
    """PostgreSQL's list; None if nobody was erased yet."""
    return _of_rows(await connection.fetch(_all_lines(), {}))


def from_backup(connection: sqlite3.Connection) -> Erasures | None:
    """The list that a backup brought along, if any."""
    return _of_rows(connection.execute("SELECT line FROM erasures ORDER BY number").fetchall())


def has_table(connection: sqlite3.Connection) -> bool:
    """Whether a file has a place for a list: those of programs before this one have none."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'erasures'")
    return found.fetchone() is not None


def into_backup(connection: sqlite3.Connection, known: Erasures | None) -> None:
    """Have a backup bring a list along, all of which it has done; None clears it. In the caller's transaction."""
    connection.execute("DELETE FROM erasures")
    if known is not None:
        lines = enumerate([known.key.hex(), *known.lines])
        connection.executemany("INSERT INTO erasures (number, line) VALUES (?, ?)", lines)


def begin(path: Path, known: Erasures) -> None:
    """Make a list that a backup brought along that of the database put there; to be called where there is none.

    Raises OSError.
    """
    descriptor = os.open(list_of(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    with os.fdopen(descriptor, "wb", buffering=0) as listed:
        listed.write("".join(f"{line}\n" for line in (known.key.hex(), *known.lines)).encode())
        os.fsync(descriptor)


def _of_rows(rows: Sequence[tuple[Any, ...]]) -> Erasures | None:
    if not rows:
        return None
    (key,), *lines = rows
    return Erasures(bytes.fromhex(key), tuple(line for (line,) in lines))


@prepared
def _lock_key() -> Any:
    key = insert(listed_erasures)
    same = {"line": listed_erasures.c.line}
    upsert = key.on_conflict_do_update(index_elements=["number"], set_=same)
    return upsert.returning(listed_erasures.c.line)


@prepared
def _last() -> Select[Any]:
    return select(func.max(listed_erasures.c.number))


@prepared
def _add_line() -> Any:
    return insert(listed_erasures)


@prepared
def _all_lines() -> Select[Any]:
    return select(listed_erasures.c.line).order_by(listed_erasures.c.number)


def _hash(key: bytes, user_id: int) -> str:
    return hmac.new(key, str(user_id).encode(), hashlib.sha256).hexdigest()


def _mark(connection: sqlite3.Connection) -> str | None:
    row = connection.execute(GET_MARK).fetchone()
    return str(row[0]) if row else None
