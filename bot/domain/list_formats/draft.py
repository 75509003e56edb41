"""A list as it was read: what it is taken to say, and what became of every line of it.

Remarks are data, not sentences: whoever shows them (the command line, a page in a member's language) words them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from bot.domain.slugs import dated_slug, slug_of

Became = Literal[
    "title", "other names", "introduction", "film", "description", "fact", "director", "id", "year",
    "section", "decoration", "header", "setting", "left out",
]  # fmt: skip
"""What became of a line. A section's heading, a rule, a table's header and a setting of front matter say nothing that
a list keeps."""

What = Literal[
    # What must be put right first:
    "empty file", "no film", "character", "year out of range", "too long", "listed twice", "label twice",
    "field twice", "field before film", "too many",
    # What was read, but a curator should look at:
    "year not taken", "year in text", "no year", "left out", "no title", "is no film", "section", "encoding",
    "repaired", "damaged", "order",
]  # fmt: skip

PROBLEMS: Final[frozenset[What]] = frozenset(
    {
        "empty file", "no film", "character", "year out of range", "too long", "listed twice", "label twice",
        "field twice", "field before film", "too many",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """One thing to say about one line."""

    line: int
    """From 1."""
    what: What
    text: str = ""
    """What it is about: the line, a title, a character, a label …"""
    form: str = ""
    """The form that would be read for certain; the kind of text that is too long."""
    number: int = 0
    """A year, a length, the line where the same film stands already."""
    most: int = 0

    @property
    def is_problem(self) -> bool:
        """Whether the list cannot be kept as it is."""
        return self.what in PROBLEMS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a line that is not empty."""

    line: int
    became: Became
    rank: int | None = None
    """Of the entry to which it went."""


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """An entry as its curator wrote it. Only the title is never empty."""

    rank: int
    title: str
    year: int | None
    description: str
    """Paragraphs, separated by an empty line."""
    fact: str | None
    line: int
    """Where it begins."""
    directors: tuple[str, ...] = ()
    imdb_id: str | None = None
    tmdb_id: int | None = None
    also: tuple[str, ...] = ()
    """Other titles that its line may mean: the original one, or another way to read it."""
    position: int | None = None
    """The number that the list gives it."""
    doubtful: bool = False
    """Whether it was taken for a film only because nothing better fits the line."""

    @property
    def heading(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title

    @property
    def slug(self) -> str:
        """Unique on its list, whatever its rank."""
        return dated_slug(self.title, self.year) if self.year else slug_of(self.title)


@dataclass(frozen=True, slots=True)
class DraftList:
    """All that could be read of a list; to be kept only if no remark is a problem."""

    title: str | None
    aliases: tuple[str, ...]
    introduction: str
    """Paragraphs, separated by an empty line."""
    entries: tuple[DraftEntry, ...]
    """In rank order."""
    remarks: tuple[Remark, ...]
    """In the order of the lines."""
    outcomes: tuple[Outcome, ...]
    """Every line that is not empty, in order."""

    @property
    def problems(self) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if remark.is_problem)
