"""A server's list as files: in our own form, which has everything, and as Letterboxd takes it."""

from __future__ import annotations

import csv
import io

from bot.domain.curate.document import CuratedEntry, CuratedList
from bot.domain.list_formats.draft import DraftEntry, DraftList
from bot.domain.list_formats.writing import own_form
from bot.domain.member_files.letterboxd import harmless

_COLUMNS = ("Position", "Title", "Year", "Directors", "imdbID", "Review")
"""What Letterboxd takes in a list's import (letterboxd.com/about/importing-data)."""


def as_text(one: CuratedList) -> bytes:
    """Our own form in UTF-8; read again, it is the same list."""
    draft = DraftList(
        one.title,
        one.aliases,
        one.introduction,
        tuple(_drafted(rank, entry) for rank, entry in enumerate(one.entries, 1)),
        (),
        (),
    )
    return own_form(draft).encode()


def _drafted(rank: int, entry: CuratedEntry) -> DraftEntry:
    words = entry.words
    return DraftEntry(
        rank,
        words.title,
        words.year,
        words.description,
        words.fact or None,
        0,
        entry.directors,
        entry.imdb_id,
    )


def for_letterboxd(one: CuratedList) -> bytes:
    """A table in UTF-8. No cell can be taken for a formula by a spreadsheet."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    writer.writerow(_COLUMNS)
    for rank, entry in enumerate(one.entries, 1):
        words = entry.words
        said = "\n\n".join(part for part in (words.description, words.fact) if part)
        writer.writerow(
            [
                rank,
                harmless(words.title),
                words.year or "",
                harmless(", ".join(entry.directors)),
                entry.imdb_id or "",
                harmless(said),
            ]
        )
    return buffer.getvalue().encode()
