"""What an editor's checks let a card say: one quiet word under the fact, and never more than was checked.

A check vouches for the sentences of the current text that it names (`says`); what the first edition of a list got wrong
and the text already puts right is history, told under Details.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.ui.kit.text import count
from db.types import Check, Entry, Part, Source

Stamp = Literal["checked", "partly", "none"]


def stamp(entry: Entry, part: Part) -> Stamp:
    """How much of a part of the entry's text is vouched for: every sentence, some of it, or nothing."""
    text = (entry.fact if part == "fact" else entry.description) or ""
    firm = [check for check in vouching(entry, part) if check.verdict == "confirmed"]
    rest = text
    for sentence in sorted({sentence for check in firm for sentence in check.says}, key=len, reverse=True):
        rest = rest.replace(sentence, " ")
    doubted = any(check.verdict != "confirmed" for check in vouching(entry, part))
    if rest == text:
        return "none"
    return "partly" if doubted or any(c.isalnum() for c in rest) else "checked"


def vouching(entry: Entry, part: Part) -> list[Check]:
    """The checks of what the part says now."""
    return [check for check in entry.checks if check.part == part and check.says]


def on_fact(entry: Entry) -> str:
    """The quiet words for an entry's fact; empty where nothing of it was checked."""
    found = stamp(entry, "fact")
    if found == "none":
        return ""
    sources = of_checks([check for check in vouching(entry, "fact") if check.verdict == "confirmed"])
    said = "✓ Checked" if found == "checked" else "✓ Partly checked"
    return f"{said}, {count(len(sources), 'source')}" if sources else said


def of_checks(checks: Sequence[Check]) -> tuple[Source, ...]:
    """All sources of several checks, each once."""
    return tuple(dict.fromkeys(source for check in checks for source in check.sources))


def doubts(entry: Entry) -> list[Check]:
    """What the text says and an editor could not confirm."""
    return [check for check in entry.checks if check.says and check.verdict != "confirmed"]


def history(entry: Entry) -> list[Check]:
    """What the first edition got wrong and the text puts right."""
    return [check for check in entry.checks if check.history]
