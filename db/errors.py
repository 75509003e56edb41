"""What can go wrong with the database: classes with data. What a member reads of it is decided elsewhere.

Only what the environment did (locked, full, gone …) becomes one of these; a mistake in a statement stays the
driver's own error, because it is a bug and wants its traceback.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class StoreError(Exception):
    """Anything the database could not do. Never raised itself."""


class DatabaseError(StoreError):
    """The database as a whole is not usable at the moment, or at all."""

    remedy = "See what the message says; `python -m bot doctor` looks at the whole installation."
    """What an operator can do, in a sentence or two. Nothing was half written; it goes on by itself afterwards."""
    lasting = False
    """Whether trying again is of no use before an operator has done something."""


class UnsupportedDatabaseError(DatabaseError):
    """The address names no database we can work with."""

    lasting = True
    remedy = "Set DATABASE_URL to an SQLite file (sqlite:///path/to/kinoteka.sqlite3) or to PostgreSQL (postgresql://user@host/name)."

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason


class DatabaseBusyError(DatabaseError):
    """Somebody else held the lock for longer than we wait. Trying again is right."""

    remedy = "Another program holds the file locked: end it (a copy, a check, an SQL shell), or wait for it."
    _said = "the database is locked by someone else, waited {seconds:.1f} s"

    def __init__(self, seconds: float) -> None:
        super().__init__(self._said.format(seconds=seconds))
        self.seconds = seconds


class DatabaseOverloadedError(DatabaseBusyError):
    """More of us wanted a connection than could have one in time. Trying again is right."""

    remedy = "More was asked at once than could be done: if that is often so, look for a slow disk or a busy machine."
    _said = "the database is busy with our own work, waited {seconds:.1f} s"


class DatabaseReadOnlyError(DatabaseError):
    """The file or its folder may not be written to."""

    lasting = True
    remedy = "Let the user who runs the bot write to the file and to its folder. Reading goes on."


class DatabaseFullError(DatabaseError):
    """No room left on the disk."""

    remedy = "Free some space on the disk. Reading goes on, and nothing was half written."


class DatabaseCorruptError(DatabaseError):
    """The file is damaged, or no SQLite database at all."""

    lasting = True
    remedy = (
        "Put a backup in its place: `python -m bot restore FILE`. Without one, move the file away and start again: "
        "lists and films are loaded anew, what members kept is lost."
    )


class DatabaseUnreachableError(DatabaseError):
    """The file is not there, or may not be opened, or the disk does not answer."""

    remedy = (
        "See that the file is there and readable, and its disk is mounted; `python -m bot restore FILE` puts back a "
        "backup. The bot goes on as soon as it is there."
    )


class DatabaseNewerError(DatabaseError):
    """The database was written by a newer version of this program, which has to be installed again."""

    lasting = True
    remedy = "Install the newer version of this program again, or restore a backup made by this one."

    def __init__(self, revision: str) -> None:
        super().__init__(f"the database is of a newer version (revision {revision})")
        self.revision = revision


class DatabaseOlderError(DatabaseError):
    """The database is of an older version, and it is not a starting bot's to change it."""

    lasting = True
    remedy = "Run `python -m bot migrate` once, before the bots of the new version start; those of the old one go on."

    def __init__(self, revision: str) -> None:
        super().__init__(f"the database is of an older version (revision {revision})")
        self.revision = revision


class DatabaseInUseError(DatabaseError):
    """Another bot runs on this file."""

    remedy = "End the other bot first, or use PostgreSQL, on which several may run."

    def __init__(self, path: Path) -> None:
        super().__init__(f"another bot runs on {path}")
        self.path = path


class ForeignDatabaseError(DatabaseError):
    """A database, but of another program: nothing of ours may be written into it."""

    lasting = True
    remedy = (
        "Set DATABASE_URL to a database of Kinoteka's own: a new file, or an empty database of PostgreSQL."
    )

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is a database of another program")


class DatabaseIncompleteError(DatabaseError):
    """Of this version by its number, but without some of its tables or columns."""

    lasting = True
    remedy = "Put a backup in its place: `python -m bot restore FILE`."

    def __init__(self, path: Path, missing: Sequence[str]) -> None:
        super().__init__(f"{path} lacks {', '.join(missing)}")
        self.path = path
        self.missing = tuple(missing)


class ErasureListError(DatabaseError):
    """The list of erasures beside the database cannot be read."""

    lasting = True
    remedy = (
        "Put back a copy of this file. Without one, move it away and a new one begins; restoring a backup then brings "
        "back members who were erased after it was made."
    )

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is no list of erasures, or damaged")
        self.path = path


class BrokenReferencesError(DatabaseError):
    """A migration left rows that point nowhere; it was rolled back."""

    lasting = True
    remedy = "Restore a backup, or tell the authors; the database is as it was before."

    def __init__(self, tables: tuple[str, ...]) -> None:
        super().__init__(f"the migration would break references in {', '.join(tables)}")
        self.tables = tables


class WriteRefusedError(StoreError):
    """A change was tried through the reading door: a bug, but nothing happened."""


class NotFoundError(StoreError):
    """There is no such thing (any more). Never raised itself."""


class FilmNotFoundError(NotFoundError):
    def __init__(self, film_id: int) -> None:
        super().__init__(f"no film with id {film_id}")
        self.film_id = film_id


class EntryNotFoundError(NotFoundError):
    def __init__(self, entry_id: int) -> None:
        super().__init__(f"no entry with id {entry_id}")
        self.entry_id = entry_id


class QuizRoundNotFoundError(NotFoundError):
    def __init__(self, round_id: int) -> None:
        super().__init__(f"no round of the quiz with id {round_id}")
        self.round_id = round_id


class ListNotFoundError(NotFoundError):
    def __init__(self, list_id: int) -> None:
        super().__init__(f"no list with id {list_id}")
        self.list_id = list_id


class NightNotFoundError(NotFoundError):
    def __init__(self, night_id: int) -> None:
        super().__init__(f"no night with id {night_id}")
        self.night_id = night_id
