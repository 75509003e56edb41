"""A member's file from elsewhere: the films they have seen and those they want to see, and what was left out and why.

Every form is read by the readers of tables and of lists; here is only what a row says of a member.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final, Literal

from bot.domain.film_rows import MAX_ROWS, FileRefusedError, FilmRow
from bot.domain.list_formats.text_list import text_list
from bot.domain.tables.archive import is_archive, is_workbook, members
from bot.domain.tables.columns import plain
from bot.domain.tables.records import Record, Records, records_of
from bot.domain.tables.rows import Table, csv_table, headless_table, json_table
from bot.domain.tables.text import decoded
from bot.domain.tables.workbook import workbook_table
from db.types import DayKnown, Mark

from . import export_format

Why = Literal["no film", "no title", "not finished", "not marked", "other file"]
"""Why something was left out: it is surely no film; it names none; it was begun, paused or given up; it is marked as
neither seen nor wanted; a file of an archive that is about something else."""


def _words(text: str) -> frozenset[str]:
    """What a status is called, as `columns.plain` leaves it."""
    return frozenset(map(plain, text.split()))


_SEEN: Final = _words(
    """
    completed complete watched seen finished rewatched rewatching done viewed history rated ratings diary watchedmovies
    просмотрено просмотрен смотрел смотрела видел видела gesehen vu vus visto vista visti obejrzany obejrzane
    """
)
_WANTED: Final = _words(
    """
    plantowatch planning planned watchlist wanttowatch wanttosee towatch want wishlist queued queue backlog notstarted
    todo будусмотреть хочупосмотреть запланировано впланах посмотреть merkliste geplant avoir porver pendiente davedere
    """
)
_NOT_FINISHED: Final = _words(
    """
    inprogress watching currentlywatching dropped paused onhold abandoned started stopped
    смотрю брошено отложено abgebrochen abandonado abandonne interrotto
    """
)

_ENDINGS: Final = (".csv", ".json", ".xlsx", ".tsv", ".txt")
_NEVER: Final = frozenset({"deleted", "orphaned"})
_SEEN_FILES: Final = ("watched", "diary", "ratings", "reviews", "history", "rated", "films", "seen")
_WANTED_FILES: Final = ("watchlist", "wishlist", "to-watch", "want")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of the file that was not taken."""

    why: Why
    shown: str
    """A title, a row or the name of a file, shortened."""


@dataclass
class MemberFile:
    """All of a file."""

    rows: dict[Mark | None, list[FilmRow]] = field(default_factory=dict)
    """By shelf; None where the file does not say which."""
    left: list[LeftOut] = field(default_factory=list)
    names_days: bool = False
    """Whether the file names days at all."""
    unclear_days: int = 0
    """Days of which nothing says what is the day and what the month; they count as not named."""
    damaged: int = 0
    """Titles of which letters were lost on the way."""
    rows_read: int = 0
    """Rows and lines of any kind, empty ones too, in all files of an archive together."""

    def count(self, rows: int) -> None:
        """So many rows more. Raises FileRefusedError: "too many rows"."""
        self.rows_read += rows
        if self.rows_read > MAX_ROWS:
            raise FileRefusedError("too many rows")

    def add(self, shelf: Mark | None, row: FilmRow) -> None:
        """A film more. Raises FileRefusedError: "too many rows"."""
        self.rows.setdefault(shelf, []).append(row)
        if sum(map(len, self.rows.values())) > MAX_ROWS:
            raise FileRefusedError("too many rows")


def read_member_file(name: str, content: bytes, *, now: datetime) -> MemberFile:
    """The films of a member's file. `name` may say what it is of; `now` is what no day can lie after.

    Raises FileRefusedError where there is no film to be found, or more than is read.
    """
    found = MemberFile()
    if is_archive(content) and not is_workbook(content):
        _read_archive(content, found, now)
    else:
        _read_one(name, content, found, now)
    return found


def _read_one(name: str, content: bytes, to: MemberFile, now: datetime) -> None:
    if is_archive(content):
        _take_table(name, workbook_table(content), to, now)
        return
    text = decoded(content).text
    if text.lstrip()[:1] == "{" and '"kinoteka"' in text[:200]:
        for shelf, rows in export_format.read(content).items():
            for row in rows:
                to.add(shelf, row)
        to.names_days = True
        return
    table = json_table(text) if text.lstrip()[:1] in {"{", "["} else csv_table(text) or headless_table(text)
    if table is not None:
        _take_table(name, table, to, now)
    else:
        _take_list(name, text, to, now)


def _read_archive(content: bytes, to: MemberFile, now: datetime) -> None:
    """Letterboxd's and Trakt's archives as they are: of their many files those that are about seen and wanted films."""
    found = [member for member in members(content, _ENDINGS) if not _is_removed(member.name)]
    own = [
        member for member in found if _file_shelf(member.name) is not None and not _is_of_lists(member.name)
    ]
    taken = own or found[:1] if len(found) == 1 else own
    if not taken:
        raise FileRefusedError("no columns")
    to.left += [LeftOut("other file", member.name) for member in found if member not in taken]
    refused: FileRefusedError | None = None
    for member in taken:
        try:
            _read_one(member.name, member.content, to, now)
        except FileRefusedError as error:
            if error.reason == "too many rows":
                raise
            refused = error
            to.left.append(LeftOut("other file", member.name))
    if not any(to.rows.values()) and refused:
        raise refused


def _is_removed(name: str) -> bool:
    return bool(_NEVER.intersection(part.casefold() for part in PurePosixPath(name).parts))


def _is_of_lists(name: str) -> bool:
    path = PurePosixPath(name)
    folders = {part.casefold() for part in path.parts[:-1]}
    if "watchlist" in path.stem.casefold():
        return False
    return bool({"lists", "likes"} & folders) or path.name.startswith(("lists-list-", "comments", "profile"))


def _file_shelf(name: str) -> Mark | None:
    stem = PurePosixPath(name.replace("\\", "/")).stem.casefold()
    if any(word in stem for word in _WANTED_FILES):
        return "watchlist"
    return "seen" if any(word in stem for word in _SEEN_FILES) else None


def _take_table(name: str, table: Table, to: MemberFile, now: datetime) -> None:
    to.count(len(table.rows))
    records = records_of(table, now=now)
    _take_days(records, to)
    to.left += [LeftOut(one.why, one.shown) for one in records.left]
    named = _named_shelf(name, table)
    for record in records.films:
        if why := _not_taken(record):
            to.left.append(LeftOut(why, _shown(record)))
        else:
            to.damaged += record.damaged
            to.add(_shelf(record) or named, _row(record))


def _named_shelf(name: str, table: Table) -> Mark | None:
    """What the file as a whole says: by its name, or as a list that things were put on."""
    if _file_shelf(name) == "watchlist":
        return "watchlist"
    return "watchlist" if "listed" in table.columns and "watched" not in table.columns else None


def _take_days(records: Records, to: MemberFile) -> None:
    to.names_days = to.names_days or records.names_days
    to.unclear_days += records.unclear_days


def _not_taken(record: Record) -> Why | None:
    """Why a film of the table is neither seen nor wanted; None if it may be either."""
    status = plain(record.status)
    if status in _NOT_FINISHED:
        return "not finished"
    marked = record.is_seen or record.is_wanted or status in _SEEN or status in _WANTED or record.watched_at
    unmarked = record.is_seen is False or record.is_wanted is False
    return "not marked" if unmarked and not marked else None


def _shelf(record: Record) -> Mark | None:
    """What the row itself says."""
    status = plain(record.status)
    if record.is_seen or status in _SEEN:
        return "seen"
    if record.is_wanted or status in _WANTED:
        return "watchlist"
    return "seen" if record.watched_at else None


def _row(record: Record) -> FilmRow:
    at = record.watched_at or record.logged_at
    day = DayKnown.WATCHED if record.watched_at else DayKnown.NAMED if at else DayKnown.NOT
    return FilmRow(
        title=record.title,
        year=record.year,
        imdb_id=record.imdb_id,
        directors=record.directors,
        at=at,
        also=record.also,
        day=day,
    )


def _take_list(name: str, text: str, to: MemberFile, now: datetime) -> None:
    """A text with a title a line is read as a curator's list would be."""
    to.count(text.count("\n") + 1)
    draft = text_list(text, this_year=now.year)
    dated = sum(entry.year is not None or entry.imdb_id is not None for entry in draft.entries)
    if not draft.entries or 2 * dated < len(draft.entries):
        raise FileRefusedError("no columns")
    shelf: Mark | None = "watchlist" if _file_shelf(name) == "watchlist" else None
    for entry in draft.entries:
        to.add(shelf, FilmRow(entry.title, entry.year, entry.imdb_id, entry.directors, also=entry.also))
    to.left += [
        LeftOut("no title", one.text) for one in draft.remarks if one.what in {"year not taken", "left out"}
    ]


def _shown(record: Record) -> str:
    text = record.title or record.imdb_id or ""
    return text if len(text) <= 60 else text[:59] + "…"
