"""The list text format. Pure: text in, a list and every problem in it out.

    Title: Survival                       (optional, else made from the file's name)
    Also: выживание; survivors            (optional: other names to find the list by)

    An introduction of one or more paragraphs.

    The Ascent (1977)
    Description: one paragraph.
    Fact: one paragraph.                  (optional)

Entries stand in rank order, with a year in brackets after the title. Blank lines may stand anywhere; a paragraph may
be wrapped over several lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from bot.domain.characters import forbidden
from bot.domain.slugs import dated_slug

from . import limits
from .problems import Problem

_HEADING: Final = re.compile(r"(?P<title>\S.*?)\s*\((?P<year>\d{4})\)")
_YEAR_AT_END: Final = re.compile(r"(?P<title>\S.*?)[\s,]*[\[{]?(?P<year>(?:18|19|20)\d\d)[\]}]?")
_LABEL: Final = re.compile(r"(?P<label>title|also|description|fact)\s*:\s*(?P<text>.*)", re.IGNORECASE)
_FIELDS: Final = {"description": limits.DESCRIPTION, "fact": limits.FACT}


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """An entry as its curator wrote it; in a list without problems the description is never empty."""

    rank: int
    title: str
    year: int
    description: str
    fact: str | None
    line: int
    """Of its heading."""

    @property
    def heading(self) -> str:
        return f"{self.title} ({self.year})"

    @property
    def slug(self) -> str:
        """Unique on its list, whatever its rank."""
        return dated_slug(self.title, self.year)


@dataclass(frozen=True, slots=True)
class ParsedList:
    """All that could be read; to be used for more than a rehearsal only if there are no problems."""

    file: str
    title: str | None
    aliases: tuple[str, ...]
    introduction: str
    """Paragraphs, separated by an empty line."""
    entries: tuple[ParsedEntry, ...]
    problems: tuple[Problem, ...]


def parse(text: str, *, file: str, this_year: int) -> ParsedList:
    """Read a list. Never raises: what is wrong is in `problems`, in the order of the lines.

    `file` is what problems name; a film may be listed a year before it comes out, hence `this_year`.
    """
    reader = _Reader(file, this_year)
    raw = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    for number, line in enumerate(raw, 1):
        if character := forbidden(line):
            reader.complain(number, f"a character that cannot be shown ({character})")
    lines = [line.strip() for line in raw]
    following = ""
    ahead = [following := line or following for line in reversed(lines)][::-1]
    for number, line in enumerate(lines, 1):
        reader.read(number, line, ahead[number] if number < len(ahead) else "")
    return reader.finish()


def heading_parts(line: str) -> tuple[str, int] | None:
    """Title and year of a line like "The Ascent (1977)", None of any other."""
    found = _HEADING.fullmatch(line)
    return (" ".join(found["title"].split()), int(found["year"])) if found else None


@dataclass
class _Draft:
    """An entry that is being read."""

    title: str
    year: int | None
    line: int
    texts: dict[str, list[str]] = field(default_factory=dict)
    """The lines of each field."""
    lines: dict[str, int] = field(default_factory=dict)
    """Where each field starts."""


class _Reader:
    """Takes one line after the other; knows only what it has read and the line that follows."""

    def __init__(self, file: str, this_year: int) -> None:
        self.file = file
        self.last_year = this_year + 1
        self.problems: list[Problem] = []
        self.head: dict[str, str] = {}
        self.introduction: list[list[str]] = []
        self.introduction_line = 1
        self.drafts: list[_Draft] = []
        self.paragraph: list[str] | None = None
        """Where a further line of the same paragraph goes; None after an empty line."""

    def complain(self, line: int, text: str) -> None:
        self.problems.append(Problem(self.file, line, text))

    def read(self, number: int, line: str, following: str) -> None:
        """Take a line; `following` is the next one that is not empty."""
        if not line:
            self.paragraph = None
        elif label := _LABEL.fullmatch(line):
            self._read_label(number, label["label"].lower(), label["text"], line)
        elif (heading := heading_parts(line)) and (self.paragraph is None or _starts_field(following)):
            self._read_heading(number, *heading)
        elif self._wants_heading(following):
            self.complain(number, f"no year after the title: expected a line like “{_with_year(line)}”")
            self._start(_Draft(line, None, number))
        else:
            self._read_text(number, line)

    def _read_label(self, number: int, label: str, text: str, line: str) -> None:
        if label in _FIELDS:
            self._read_field(number, label, text)
        elif self.introduction or self.drafts:
            self._read_text(number, line)  # "Title: …" further down is just a sentence
        elif label in self.head:
            self.complain(number, f"a second “{label.capitalize()}:”")
        else:
            self.head[label] = text
            self._check_head(number, label, text)

    def _check_head(self, number: int, label: str, text: str) -> None:
        for name in text.split(";") if label == "also" else [text]:
            self._check_length(number, f"“{label.capitalize()}”", name, limits.LISTED_TITLE)

    def _read_field(self, number: int, label: str, text: str) -> None:
        self.paragraph = [text]
        if not self.drafts:
            self.complain(number, f"a {label} before the first film: a line with title and year is missing")
        elif label in self.drafts[-1].texts:
            self.complain(
                number, f"a second {label} for “{_short(self.drafts[-1].title)}”, or a title is missing"
            )
        else:
            self.drafts[-1].texts[label] = self.paragraph
            self.drafts[-1].lines[label] = number

    def _read_heading(self, number: int, title: str, year: int) -> None:
        self._check_length(number, "the title", title, limits.LISTED_TITLE)
        if not limits.FIRST_YEAR <= year <= self.last_year:
            self.complain(number, f"the year {year} is not between {limits.FIRST_YEAR} and {self.last_year}")
        self._start(_Draft(title, year, number))

    def _read_text(self, number: int, line: str) -> None:
        if self.paragraph is not None:
            self.paragraph.append(line)
            return
        self.paragraph = [line]
        if not self.drafts:
            if not self.introduction:
                self.introduction_line = number
            self.introduction.append(self.paragraph)
        else:
            self.complain(
                number,
                "text that belongs to nothing: a title needs its year in brackets, "
                "a description and a fact are one paragraph each",
            )

    def _start(self, draft: _Draft) -> None:
        self.drafts.append(draft)
        self.paragraph = None

    def _wants_heading(self, following: str) -> bool:
        """Whether a line that is no heading stands where only a heading makes sense: above a new description."""
        if not _starts_field(following):
            return False
        if self.paragraph is not None:
            return bool(self.drafts) and "fact" in self.drafts[-1].texts
        return not self.drafts or bool(self.drafts[-1].texts)

    def _check_length(self, line: int, what: str, text: str, longest: int) -> None:
        if len(text) > longest:
            self.complain(line, f"{what} has {len(text)} characters, {longest} fit on a card")

    def finish(self) -> ParsedList:
        """All that was read, once there are no more lines."""
        introduction = "\n\n".join(" ".join(" ".join(lines).split()) for lines in self.introduction)
        self._check_length(self.introduction_line, "the introduction", introduction, limits.INTRODUCTION)
        if not self.drafts:
            empty = not introduction and not self.head
            self.complain(
                1,
                "the file is empty" if empty else "no film in it: expected lines like “The Ascent (1977)”",
            )
        entries = tuple(
            entry for rank, draft in enumerate(self.drafts, 1) if (entry := self._finish_entry(rank, draft))
        )
        self._check_twice(entries)
        return ParsedList(
            file=self.file,
            title=" ".join(self.head.get("title", "").split()) or None,
            aliases=tuple(dict.fromkeys(_names(self.head.get("also", "")))),
            introduction=introduction,
            entries=entries,
            problems=tuple(sorted(self.problems)),
        )

    def _finish_entry(self, rank: int, draft: _Draft) -> ParsedEntry | None:
        texts = {label: " ".join(" ".join(lines).split()) for label, lines in draft.texts.items()}
        for label, longest in _FIELDS.items():
            self._check_length(
                draft.lines.get(label, draft.line), f"the {label}", texts.get(label, ""), longest
            )
        if not texts.get("description"):
            self.complain(draft.line, f"no description for “{_short(draft.title)}”")
        if draft.year is None:
            return None
        return ParsedEntry(
            rank=rank,
            title=draft.title,
            year=draft.year,
            description=texts.get("description", ""),
            fact=texts.get("fact") or None,
            line=draft.line,
        )

    def _check_twice(self, entries: tuple[ParsedEntry, ...]) -> None:
        first: dict[str, ParsedEntry] = {}
        for entry in entries:
            before = first.setdefault(entry.slug, entry)
            if before is not entry:
                self.complain(entry.line, f"{entry.heading} is on the list already, in line {before.line}")


def _starts_field(line: str) -> bool:
    label = _LABEL.fullmatch(line)
    return label is not None and label["label"].lower() in _FIELDS


def _names(text: str) -> list[str]:
    return [name for part in text.split(";") if (name := " ".join(part.split()))]


def _with_year(line: str) -> str:
    """The line as it should have been: with the year it ends on, if there is one, or with any."""
    if year := _YEAR_AT_END.fullmatch(line):
        return f"{_short(year['title'])} ({year['year']})"
    return f"{_short(line)} (1977)"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
