"""Parts of a text that may be titles of films: quoted, in italics, a whole line, with a year, or with capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_MOST: Final = 60
"""Candidates of one text: each costs a question to the title index."""
_WORDS: Final = 8
"""Words of a candidate by its capitals, at most."""
_LONGEST: Final = 200
"""Characters of a candidate, at most. Patterns look no further: else a text of brackets or spaces takes seconds."""
_MARKED: Final = re.compile(
    r"“([^”]{1,200})”|«([^»]{1,200})»|\"([^\"]{1,200})\"|„([^“”]{1,200})[“”]|"
    r"\*{1,3}([^*]{1,200})\*{1,3}|_([^_]{1,200})_|\[([^\]]{1,200})\]\("
)
_SPACES: Final = re.compile(r"[^\S\n]+")
_DATED: Final = re.compile(r"([^\n,;:•|]{2,80}?)\s*[(\[](1[89]\d\d|20\d\d)[)\]]")
_BULLET: Final = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)]|#{1,6})\s*")
_SMALL: Final = "of|the|and|a|an|in|on|with|и|в|на|с"
_CAPITALS: Final = re.compile(rf"\b[^\W\d_a-zа-яёіїє][\w’'-]*(?:\s+(?:[^\W_a-zа-яёіїє][\w’'-]*|{_SMALL}))*")
_LAST_SMALL: Final = re.compile(rf"(?:\s+(?:{_SMALL}))+$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A part of a text that may be a title."""

    text: str
    marked: bool
    """It was set apart as a title is; else only its capitals speak for it, and it must be a name to the letter."""


def candidates(text: str) -> list[Mention]:
    """The parts of a text that may be titles, each once, those set apart first; at most sixty."""
    found: dict[str, Mention] = {}
    for said, marked in _all(_SPACES.sub(" ", text)):
        shown = " ".join(said.split())
        if 2 <= len(shown) <= _LONGEST and len(found) < _MOST:
            found.setdefault(shown.casefold(), Mention(shown, marked))
    return list(found.values())


def _all(text: str) -> Iterator[tuple[str, bool]]:
    for match in _MARKED.finditer(text):
        yield next(group for group in match.groups() if group), True
    for line in text.splitlines():
        bare = _BULLET.sub("", line)
        for match in _DATED.finditer(bare):
            for beginning in _beginnings(match[1].strip()):
                yield f"{beginning} ({match[2]})", True
        if bare != line:
            yield re.split(r"\s[-–—:]\s", bare, maxsplit=1)[0], True
    if len(text.split()) <= _WORDS:
        yield text, True
    for match in _CAPITALS.finditer(text):
        for beginning in _beginnings(_LAST_SMALL.sub("", match[0])):
            yield beginning, False


def _beginnings(text: str) -> Iterator[str]:
    """The text, and what is left of it from each later capital on: a title may begin after a sentence does."""
    words = text.split()
    for start, word in enumerate(words):
        if len(words) - start <= _WORDS and (start == 0 or not word[0].islower()):
            yield " ".join(words[start:])
