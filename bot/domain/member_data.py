"""What is stored of a member: given out as files, and what taking a file in would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.film_rows import Reason
from bot.domain.member_files.reading import Why
from db.types import Mark

MAX_FILE: Final = 8 * 1024 * 1024
"""Bytes of a file that are taken: an export of as many films as one import takes, and some to spare."""


@dataclass(frozen=True, slots=True)
class Export:
    """All that is kept of a member, as files."""

    files: tuple[tuple[str, bytes], ...]
    """Name and content."""
    seen: int
    wanted: int
    gone: int
    """Films among these that the catalogue no longer has; the tables for Letterboxd cannot name them."""


@dataclass(frozen=True, slots=True)
class ImportRehearsal:
    """What taking a file in would do."""

    rehearsed_at: datetime
    matched: Mapping[Mark, int]
    """Different films of the catalogue that the file names, for each mark."""
    new: Mapping[Mark, int]
    """Those that are not marked so yet; marks without any are left out."""
    mended: Mapping[Mark, int]
    """Those that an earlier import brought, and whose day this file knows better."""
    unknown: int
    """Different films that are not in the catalogue."""
    unknown_titles: tuple[str, ...]
    """The first ten of them."""
    not_found: bytes
    """All of them as a text in UTF-8, "Title (Year)" a line, long titles cut, if they are more than ten; else empty."""
    ambiguous: tuple[str, ...]
    """Titles that could be several films, at most five."""
    ambiguous_count: int
    left_out: Mapping[Why, tuple[str, ...]]
    """What was not taken as a film at all, by the reason: at most five of each."""
    left_out_count: Mapping[Why, int]
    names_days: bool
    """Whether the file says when films were seen; else they stand there as seen at the time of the import."""
    unclear_days: int
    """Days whose day and month could be either way round; they count as not named."""
    damaged: int
    """Titles of which letters were lost on the way."""


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that says nothing of films."""

    reason: Reason
