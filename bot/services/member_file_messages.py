"""What the bot and the process that reads a member's file say to each other: a pickle each.

Both ends are ours and talk through pipes nobody else can reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.film_rows import Reason
from bot.domain.list_formats.reading import ReadFile
from bot.domain.member_files.reading import MemberFile


@dataclass(frozen=True, slots=True)
class ReadingRequest:
    """A file, as `read_member_file` takes it, or with `lists` as the reader of curated lists does."""

    name: str
    content: bytes
    now: datetime
    lists: bool = False


@dataclass(frozen=True, slots=True)
class ReadingFailure:
    """Something that should not happen, and where. Not the error's own words, which may be the member's."""

    where: str


ReadingReply = MemberFile | ReadFile | Reason | ReadingFailure
