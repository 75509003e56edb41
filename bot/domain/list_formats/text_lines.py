"""The lines of a list's text, each with all that can be said of it alone; and what all of them together say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .film_line import FilmLine, film_line
from .labels import FIELDS, Label, labelled
from .marks import Marked, is_rule, marked, plain

_SETTING: Final = re.compile(r"(?P<name>[\w-]{1,40})\s*:\s*(?P<value>.*)")
_LONGEST_TITLE: Final = 120
_SENTENCE_END: Final = (".", "!", "?", "…", ":", "”", "»", '"', ")")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text and what it could be."""

    number: int
    text: str
    """Without what surrounds it."""
    marks: Marked
    label: tuple[Label, str] | None
    film: FilmLine | None

    @property
    def is_field(self) -> bool:
        """Whether it is a label that stands below a title, with what belongs to it."""
        return self.label is not None and self.label[0] in FIELDS

    @property
    def begins_small(self) -> bool:
        """Whether it begins as only the middle of a sentence does."""
        return bool(self.text) and self.text[0].islower()

    @property
    def ends_sentence(self) -> bool:
        return self.text.endswith(_SENTENCE_END)

    @property
    def could_be_title(self) -> bool:
        """Whether it is short enough to be nothing but a title, and no sentence."""
        text = self.marks.body
        words = len(text.split())
        if not 0 < len(text) <= _LONGEST_TITLE or not any(map(str.isalnum, text)) or is_rule(text):
            return False
        return not (text.endswith((".", "!", "?", ":", ";", ",")) and words > 4) and words <= 15


@dataclass(frozen=True, slots=True)
class Survey:
    """What the lines have in common."""

    dated: int
    """Lines that are films by themselves."""
    weak: bool
    """Whether years without brackets are enough, because no line has them in brackets."""
    item_indent: int | None
    """How far films are indented that are marked as items; None if none is."""
    numbered: bool
    """Whether these are numbered."""
    untold: bool
    """Whether no line has a year that could be a film's."""
    plain_titles: bool
    """Whether nearly all lines are bare titles without years."""
    records: bool
    """Whether each film is a block of labels, with its title behind "Title:"."""


def line_of(number: int, raw: str, *, last_year: int) -> Line:
    """What a line could be."""
    text = raw.strip()
    marks = marked(raw)
    label = labelled(text) or (labelled(marks.body) if marks.bullet or marks.heading else None)
    film = None
    if text and not (label and label[0] in FIELDS):
        decorated = marks.is_item or bool(marks.heading) or marks.bold
        film = film_line(marks.body, item=decorated, last_year=last_year)
    return Line(number, text, marks, label, film)


def survey(lines: Sequence[Line]) -> Survey:
    """What all the lines together say."""
    films = [line for line in lines if line.film]
    sure = [line for line in films if line.film and line.film.strength != "weak"]
    weak = [line for line in films if line.film and line.film.strength == "weak" and not line.ends_sentence]
    items = [line for line in sure or weak if line.marks.is_item]
    titles = [place for place, line in enumerate(lines) if line.label and line.label[0] == "title"]
    records = sum(_next_is_field(lines, place) for place in titles) > 1
    untold = not films and not records
    filled = [
        line
        for line in lines
        if line.text and not line.label and not line.marks.heading and not is_rule(line.text)
    ]
    bare = [
        line for line in filled if line.could_be_title and not line.ends_sentence and not line.begins_small
    ]
    any_items = any(line.marks.is_item for line in filled)
    any_fields = any(line.is_field for line in lines)
    if untold and any_items:
        items = [line for line in filled if line.marks.is_item]
    return Survey(
        dated=len(sure),
        weak=not sure and len(weak) > 1,
        item_indent=min((line.marks.indent for line in items), default=None),
        numbered=2 * sum(line.marks.number is not None for line in items) > len(items),
        untold=untold,
        plain_titles=untold and not any_items and not any_fields and len(bare) >= max(3, 0.8 * len(filled)),
        records=records,
    )


def _next_is_field(lines: Sequence[Line], place: int) -> bool:
    return place + 1 < len(lines) and lines[place + 1].is_field


def front_matter(lines: Sequence[tuple[int, str]]) -> tuple[dict[str, str], int]:
    """The settings between two lines of "---" at the top, and how many lines they are; none where there are none."""
    if not lines or lines[0][1].strip() != "---":
        return {}, 0
    for place, (_, line) in enumerate(lines[1:200], 1):
        if line.strip() in {"---", "..."}:
            settings: dict[str, str] = {}
            for _, inner in lines[1:place]:
                if found := _SETTING.fullmatch(inner.rstrip()):
                    settings.setdefault(found["name"].casefold(), found["value"].strip().strip("\"'"))
            return (settings, place + 1) if settings else ({}, 0)
    return {}, 0


def words(line: Line) -> str:
    """The words of a line without its marks."""
    return plain(line.marks.body)
