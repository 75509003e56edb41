"""The files of an SQLite database: their names, who may read them, and how one takes another's place.

A database is a file, and while it is open two more beside it, the write-ahead log and its index. SQLite gives those two
the permissions of the file itself, so whoever may read the file may read all that members keep.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from itertools import count
from pathlib import Path

BESIDE = ("", "-wal", "-shm")
"""What SQLite keeps of a database, by the end of the name."""

PRIVATE = 0o600
"""Read and written by the user who runs the bot, and by nobody else."""


def create_private(path: Path) -> None:
    """Make an empty file that only its owner may read, unless there is one already. Raises OSError."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE))


def make_private(path: Path) -> bool:
    """Take reading and writing from everybody but the owner; whether anything changed.

    A file of another user's, or none at all, stays as it is.
    """
    try:
        status = path.stat()
        if not status.st_mode & 0o077 or os.name != "posix" or status.st_uid != os.geteuid():
            return False
        path.chmod(PRIVATE)
    except OSError:
        return False
    return True


def unfinished(path: Path) -> Path:
    """A new name beside a file for what will take its place; no two processes get the same one."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")


def unused(path: Path) -> Path:
    """The same name, or with "-2", "-3" … before the suffix if there is such a file already."""
    if not path.exists():
        return path
    numbered = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return next(one for one in numbered if not one.exists())


def put_in_place(finished: Path, path: Path) -> None:
    """Give a file that is on the disk its name, and have that on the disk too. Raises OSError."""
    with finished.open("rb") as file:
        os.fsync(file.fileno())
    finished.replace(path)
    if os.name != "posix":  # elsewhere a folder cannot be opened
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def remove(path: Path) -> None:
    """Delete a database with everything that SQLite keeps beside it. Raises OSError."""
    for end in (*BESIDE, "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)
