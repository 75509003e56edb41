"""A file as the list that it holds, with every problem in it said to the person who wrote it.

What files and forms are read, bot/domain/list_formats knows; here its remarks become sentences with file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.film_rows import FileRefusedError, Reason
from bot.domain.list_formats import limits
from bot.domain.list_formats.draft import DraftEntry, DraftList, Remark, What
from bot.domain.list_formats.film_line import film_line
from bot.domain.list_formats.reading import ReadFile, read_file
from bot.domain.list_formats.text_list import text_list

from .problems import ContentError, Problem

ParsedEntry = DraftEntry


@dataclass(frozen=True, slots=True)
class ParsedList:
    """All that could be read; to be used for more than a rehearsal only if there are no problems."""

    file: str
    draft: DraftList

    @property
    def title(self) -> str | None:
        return self.draft.title

    @property
    def aliases(self) -> tuple[str, ...]:
        return self.draft.aliases

    @property
    def introduction(self) -> str:
        """Paragraphs, separated by an empty line."""
        return self.draft.introduction

    @property
    def entries(self) -> tuple[ParsedEntry, ...]:
        return self.draft.entries

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What must be put right first, in the order of the lines."""
        return tuple(_problem(self.file, one) for one in self.draft.remarks if one.is_problem)

    @property
    def hints(self) -> tuple[Problem, ...]:
        """Those of the notes that are probably not meant so."""
        return tuple(
            _problem(self.file, one)
            for one in self.draft.remarks
            if not one.is_problem
            and one.what not in {"year in text", "section", "encoding", "repaired", "order"}
        )

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What was read, but should be looked at, in the order of the lines."""
        return tuple(_problem(self.file, one) for one in self.draft.remarks if not one.is_problem)


def parse(text: str, *, file: str, this_year: int) -> ParsedList:
    """The list of a text. Never raises; `file` is what problems name."""
    return ParsedList(file, text_list(text, this_year=this_year))


def parse_file(content: bytes, *, file: str, this_year: int) -> ParsedList:
    """The one list of a file. Raises ContentError where there is none, or where there are several."""
    lists, _ = parse_lists(content, file=file, this_year=this_year)
    if len(lists) > 1:
        names = ", ".join(f"“{name}”" for name, _ in lists[:10])
        raise ContentError(
            [Problem(file, 1, f"the file holds {len(lists)} lists ({names} …), one is expected")]
        )
    return lists[0][1]


def parse_lists(
    content: bytes, *, file: str, this_year: int
) -> tuple[list[tuple[str, ParsedList]], tuple[str, ...]]:
    """Every list of a file with its name, and the files of an archive that hold none. Raises ContentError."""
    try:
        read: ReadFile = read_file(file, content, this_year=this_year)
    except FileRefusedError as refused:
        raise ContentError([Problem(file, 1, _REFUSED[refused.reason])]) from None
    several = len(read.lists) > 1
    named = [
        (one.name, ParsedList(f"{file}/{one.name}" if several else file, one.draft)) for one in read.lists
    ]
    return named, read.ignored


def heading_parts(line: str) -> tuple[str, int | None] | None:
    """Title and year of a line like "The Ascent (1977)" or "The Ascent (?)", None of any other."""
    found = film_line(line, item=False, last_year=9999)
    return (found.title, found.year) if found and found.strength == "strong" else None


def _problem(file: str, remark: Remark) -> Problem:
    return Problem(file, remark.line, _SENTENCES[remark.what](remark))


_REFUSED: Final[Mapping[Reason, str]] = {
    "empty": "the file is empty",
    "archive": "the archive is damaged, or unpacks to more than is read",
    "not text": "the file is no text, or in an encoding that is not known; save it as UTF-8",
    "not a table": "the file cannot be read: it is cut off or damaged",
    "no columns": "no film in it: no column is called “Title” or “Name”",
    "too many rows": f"the table has more rows than are read ({limits.LINES:,})",
    "too large": f"the file is larger than is read ({limits.LIST_BYTES:,} bytes of text)",
}

_Sentence = Callable[[Remark], str]


def _out_of_range(remark: Remark) -> str:
    return f"the year {remark.number} is not between {limits.FIRST_YEAR} and {remark.most}"


def _listed_twice(remark: Remark) -> str:
    return f"{remark.text} is on the list already, in line {remark.number}"


def _second_field(remark: Remark) -> str:
    return f"a second {remark.form} for “{remark.text}”, or a title is missing"


def _too_many(remark: Remark) -> str:
    return f"{remark.number:,} of them, at most {remark.most:,} are read; what follows is left out"


def _no_year(remark: Remark) -> str:
    return (
        f"“{remark.text}” is taken for a film without its year; write “{remark.form}” to name it for certain"
    )


def _year_not_taken(remark: Remark) -> str:
    return f"no film was read in “{remark.text}”; if one is meant, write “{remark.form}” on a line of its own"


def _year_in_text(remark: Remark) -> str:
    return f"taken for text, with a year in it: “{remark.text}”; a film would be “{remark.form}” on a line of its own"


_SENTENCES: Final[Mapping[What, _Sentence]] = {
    "empty file": lambda _: "the file is empty",
    "no film": lambda _: "no film in it: expected lines like “The Ascent (1977)”",
    "character": lambda remark: f"a character that cannot be shown ({remark.text})",
    "year out of range": _out_of_range,
    "too long": lambda remark: (
        f"the {remark.form} has {remark.number} characters, {remark.most} fit on a card"
    ),
    "listed twice": _listed_twice,
    "label twice": lambda remark: f"a second “{remark.text}:”",
    "field twice": _second_field,
    "field before film": (
        lambda remark: f"a {remark.form} before the first film: a line with title and year is missing"
    ),
    "too many": _too_many,
    "year not taken": _year_not_taken,
    "year in text": _year_in_text,
    "no year": _no_year,
    "left out": lambda remark: f"left out: “{remark.text}”",
    "no title": lambda remark: f"a row without title, left out: “{remark.text}”",
    "is no film": lambda remark: f"no film by the file's own word, left out: “{remark.text}”",
    "section": lambda remark: f"“{remark.text}” is a heading within the list, which is not kept",
    "encoding": lambda remark: f"the file is not UTF-8; it was read as {remark.text}",
    "repaired": lambda _: "letters that had been damaged on the way were repaired",
    "damaged": lambda remark: f"letters are lost in “{remark.text}”",
    "order": lambda _: (
        "the list does not begin with its number 1; the entries stand in the order of their numbers"
    ),
}
