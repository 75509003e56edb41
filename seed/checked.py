"""Whether editors' checks still fit the texts they are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain import stamps
from db.types import Check, Part

from .parse import ParsedEntry
from .problems import Problem
from .verdicts import EditedEntry


def parts(entry: ParsedEntry, edited: EditedEntry | None) -> Iterator[tuple[Part, str, Sequence[Check]]]:
    """Description and fact of an entry, each with the checks of it."""
    checks = edited.checks if edited else ()
    texts: tuple[tuple[Part, str], ...] = (("description", entry.description), ("fact", entry.fact or ""))
    for part, text in texts:
        yield part, text, [check for check in checks if check.part == part]


def gone(entry: ParsedEntry, edited: EditedEntry) -> Iterator[Problem]:
    """Every check that vouches for a sentence which the text does not have."""
    for part, text, checks in parts(entry, edited):
        for check, said in stamps.gone(text, checks):
            what = f"{edited.heading}, check {check.key}: not a sentence of the {part}: “{said}”"
            yield Problem(edited.file, edited.line, what)
