"""Whatever file a curator has: its lists as drafts.

What a file is, its content decides, never its name: a list of Letterboxd's that was saved as .txt is still a table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any, Final

from bot.domain.film_rows import FileRefusedError
from bot.domain.tables.archive import ArchiveFile, is_archive, is_workbook, members
from bot.domain.tables.rows import Table, csv_table, headless_table, json_table
from bot.domain.tables.text import decoded, repaired
from bot.domain.tables.workbook import workbook_table

from . import limits
from .assembly import Gathering
from .draft import DraftList, Remark
from .table_rows import take_file
from .text_list import text_list

_ENDINGS: Final = (".csv", ".json", ".txt", ".md", ".xlsx", ".tsv")
_REMOVED: Final = frozenset({"deleted", "orphaned"})
"""Folders of Letterboxd's archive with what the member has removed there: never read."""
_NO_LISTS: Final = frozenset(
    {"profile.csv", "comments.csv", "reviews.csv", "readme.txt", "readme.md", "license.txt"}
)
_TRAKT_LIST: Final = re.compile(r"lists-list-(?P<id>\d+)-.*\.json")
_MARKDOWN_TABLE: Final = re.compile(r"(?m)^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\|[ \t|:-]*\r?$")


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list of a file."""

    name: str
    """What the file, or the file within the archive, is called, without its ending."""
    draft: DraftList


@dataclass(frozen=True, slots=True)
class ReadFile:
    """All that a file holds."""

    lists: tuple[ReadList, ...]
    """One, but for archives."""
    ignored: tuple[str, ...] = ()
    """Files of an archive that hold no list, or one that the member has removed."""


def read_file(name: str, content: bytes, *, this_year: int) -> ReadFile:
    """The lists in a file. `name` is what it is called.

    Raises FileRefusedError where it can hold none: "empty", "archive" (damaged, or more than is unpacked), "not text",
    "not a table", "no columns", "too many rows", "too large".
    """
    if len(content) > limits.FILE_BYTES:
        raise FileRefusedError("too large")
    stem = PurePosixPath(name.replace("\\", "/")).stem
    if is_archive(content) and not is_workbook(content):
        return _archive(content, this_year)
    return ReadFile((ReadList(stem, _one(content, this_year)),))


def _one(content: bytes, this_year: int) -> DraftList:
    if is_archive(content):
        return _table(workbook_table(content), this_year)
    if len(content) > limits.LIST_BYTES:
        raise FileRefusedError("too large")
    try:
        read = decoded(content)
    except FileRefusedError as refused:
        if refused.reason == "empty":
            return text_list("", this_year=this_year)
        raise
    text = "\n".join(map(repaired, read.text.split("\n")))
    draft = _text(text, this_year)
    remarks = [Remark(1, "encoding", read.encoding)] if read.encoding else []
    remarks += [Remark(1, "repaired")] if text != read.text else []
    return replace(draft, remarks=tuple(sorted([*draft.remarks, *remarks])))


def _text(text: str, this_year: int) -> DraftList:
    if table := _as_table(text):
        return _table(table, this_year)
    return text_list(text, this_year=this_year)


def _as_table(text: str) -> Table | None:
    if text.lstrip()[:1] in {"{", "["}:
        try:
            return json_table(text)
        except FileRefusedError as refused:
            if refused.reason in {"no columns", "too many rows"}:
                raise
    if _MARKDOWN_TABLE.search(text):
        return None
    try:
        table = csv_table(text)
        if table is not None and (len(table.header) > 1 or not any(_filled(table))):
            return table
        headless = headless_table(text)
    except FileRefusedError as refused:
        if refused.reason == "too many rows":
            raise
        return None  # prose may look like a table that is broken
    lines = text.count("\n") + 1
    if headless and ("imdb" in headless.columns or text.count("\t") + text.count(";") >= lines):
        return headless
    return None


def _filled(table: Table) -> Iterator[bool]:
    """Whether each row above the header says anything: a single word below a text is no header."""
    return (any(map(str.strip, row.cells)) for row in table.preamble)


def _table(table: Table, this_year: int) -> DraftList:
    gathering = Gathering(this_year)
    take_file(gathering, table)
    return gathering.draft()


def _archive(content: bytes, this_year: int) -> ReadFile:
    kept: list[ArchiveFile] = []
    ignored: list[str] = []
    for member in members(content, _ENDINGS):
        path = PurePosixPath(member.name)
        if _REMOVED.intersection(part.casefold() for part in path.parts) or path.name.casefold() in _NO_LISTS:
            ignored.append(member.name)
        else:
            kept.append(member)
    lists = [one for one in kept if _is_list(one.name)]
    ignored += [one.name for one in kept if lists and one not in lists]
    about = _trakt_lists(kept)
    found: list[ReadList] = []
    for member in lists or kept:
        path = PurePosixPath(member.name)
        try:
            draft = _one(member.content, this_year)
        except FileRefusedError:
            ignored.append(member.name)
            continue
        if trakt := _TRAKT_LIST.fullmatch(path.name):
            said = about.get(trakt["id"], {})
            draft = replace(
                draft,
                title=_string(said.get("name")) or draft.title,
                introduction=_string(said.get("description")) or "",
            )
        found.append(ReadList(path.stem, draft))
    if not found:
        raise FileRefusedError("no columns")
    return ReadFile(tuple(found), tuple(ignored))


def _is_list(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        "lists" in {part.casefold() for part in path.parts[:-1]}
        or _TRAKT_LIST.fullmatch(path.name) is not None
    )


def _trakt_lists(several: list[ArchiveFile]) -> Mapping[str, Mapping[str, Any]]:
    """Names and descriptions of Trakt's lists, by the number in their files' names."""
    for member in several:
        if PurePosixPath(member.name).name == "lists-lists.json":
            try:
                said = json.loads(member.content)
                return {str(one["ids"]["trakt"]): one for one in said}
            except (ValueError, TypeError, KeyError, RecursionError):
                return {}
    return {}


def _string(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
