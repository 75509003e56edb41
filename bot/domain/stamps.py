"""What the editors' checks vouch for in the text of an entry, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.domain.sentences import sentences
from db.types import Check, Entry, Part, Source


@dataclass(frozen=True, slots=True)
class Stamp:
    """What may be said under a text that was checked."""

    extent: Literal["checked", "partly checked"]
    """Of all sentences, or of some and not all of them."""
    sources: tuple[Source, ...]
    """Of the checks that vouch, each once; empty: general knowledge."""


def stamp(entry: Entry, part: Part) -> Stamp | None:
    """The stamp of an entry's description or fact; None where no sentence of it is vouched for."""
    checks = [check for check in entry.checks if check.part == part]
    text = sentences(_text(entry, part))
    firm = [sentence for sentence in text if vouched(sentence, checks)]
    if not firm:
        return None
    sources = (source for check in checks if set(check.says) & set(firm) for source in check.sources)
    extent: Literal["checked", "partly checked"] = "checked" if len(firm) == len(text) else "partly checked"
    return Stamp(extent, tuple(dict.fromkeys(sources)))


def history(entry: Entry) -> tuple[Check, ...]:
    """What the first edition of the entry got wrong and its text already puts right, in the order of the checks."""
    return tuple(check for check in entry.checks if check.history)


def vouched(sentence: str, checks: Iterable[Check]) -> bool:
    """Whether checks of its part confirm this sentence, and none of them doubts it."""
    verdicts = {check.verdict for check in checks if sentence in check.says}
    return verdicts == {"confirmed"}


def doubted(sentence: str, checks: Iterable[Check]) -> bool:
    """Whether a check of its part finds this sentence wrong, misleading or unverifiable."""
    return any(check.verdict != "confirmed" for check in checks if sentence in check.says)


def unchecked(text: str, checks: Sequence[Check]) -> tuple[str, ...]:
    """The sentences of a text that no check of it is about."""
    about = {said for check in checks for said in check.says}
    return tuple(sentence for sentence in sentences(text) if sentence not in about)


def gone(text: str, checks: Sequence[Check]) -> tuple[tuple[Check, str], ...]:
    """The checks of a text that are about a sentence it does not have, each with that sentence."""
    there = set(sentences(text))
    return tuple((check, said) for check in checks for said in check.says if said not in there)


def _text(entry: Entry, part: Part) -> str:
    return entry.description if part == "description" else entry.fact or ""
