"""From entries as they were gathered to a draft: titles without their numbers, ranks, lengths, films named twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from bot.domain.tables.values import names_in

from . import limits
from .draft import Became, DraftEntry, DraftList, Outcome, Remark, What
from .film_line import dashed, is_name

Field = Literal["description", "fact"]
LONGEST: Final[dict[Field, int]] = {"description": limits.DESCRIPTION, "fact": limits.FACT}
SHOWN: Final = 60
"""Characters of a line that are shown in a remark."""


@dataclass
class Gathered:
    """An entry that is being read."""

    line: int
    title: str
    year: int | None = None
    directors: tuple[str, ...] = ()
    imdb_id: str | None = None
    tmdb_id: int | None = None
    also: tuple[str, ...] = ()
    texts: dict[Field, list[list[str]]] = field(default_factory=dict)
    """The paragraphs of each field, each as its lines."""
    lines: dict[Field, int] = field(default_factory=dict)
    """Where each field starts."""
    labelled: set[Field] = field(default_factory=set)
    """The fields that have their label."""
    named: str = ""
    """Words behind the year that are a director or a note: the whole list decides."""
    number: int | None = None
    numbered_title: str = ""
    """The title with the number before it, of which it may be a part."""
    bracketed: bool = False
    doubtful: bool = False

    def add(self, name: Field, line: int, text: str, *, new: bool) -> None:
        """A line more of a field, in a paragraph of its own if `new`."""
        paragraphs = self.texts.setdefault(name, [])
        self.lines.setdefault(name, line)
        if new or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(text)

    def text(self, name: Field) -> str:
        """The paragraphs of a field, separated by an empty line."""
        return joined(self.texts.get(name, ()))


@dataclass
class Gathering:
    """A list that is being read."""

    this_year: int
    title: str | None = None
    title_line: int = 1
    became_title: bool = False
    """Whether a label has said the title."""
    also: str = ""
    also_line: int = 1
    introduction: list[list[str]] = field(default_factory=list)
    introduction_line: int = 1
    entries: list[Gathered] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    became: dict[int, tuple[Became, int | None]] = field(default_factory=dict)
    """What became of a line, and the place of the entry that it went to."""

    def remark(
        self, line: int, what: What, text: str = "", form: str = "", number: int = 0, most: int = 0
    ) -> None:
        self.remarks.append(Remark(line, what, short(text), form, number, most))

    def take(self, line: int, became: Became, *, of_entry: bool = False) -> None:
        """Note what became of a line; of the last entry, where it went to that."""
        self.became[line] = became, len(self.entries) - 1 if of_entry and self.entries else None

    def draft(self) -> DraftList:
        """All that was gathered."""
        _settle_titles(self.entries)
        ordered, counted_down = _in_order(self.entries)
        if counted_down and ordered:
            self.remark(ordered[-1].line, "order")
        places = {id(one): rank for rank, one in enumerate(ordered, 1)}
        entries = tuple(self._entry(rank, one) for rank, one in enumerate(ordered, 1))
        introduction = joined(self.introduction)
        self._check_length(self.introduction_line, "introduction", introduction, limits.INTRODUCTION)
        self._check_length(self.title_line, "title of the list", self.title or "", limits.LISTED_TITLE)
        aliases = [name for part in self.also.split(";") if (name := " ".join(part.split()))]
        for name in aliases:
            self._check_length(self.also_line, "other name", name, limits.LISTED_TITLE)
        self._check_twice(entries)
        if len(entries) > limits.ENTRIES:
            self.remark(entries[limits.ENTRIES].line, "too many", number=len(entries), most=limits.ENTRIES)
        ranks = [places[id(one)] for one in self.entries]
        outcomes = tuple(
            Outcome(line, became, ranks[place] if place is not None else None)
            for line, (became, place) in sorted(self.became.items())
        )
        return DraftList(
            title=" ".join((self.title or "").split()) or None,
            aliases=tuple(dict.fromkeys(aliases)),
            introduction=introduction,
            entries=entries,
            remarks=tuple(sorted(dict.fromkeys(self.remarks))),
            outcomes=outcomes,
        )

    def _entry(self, rank: int, one: Gathered) -> DraftEntry:
        for name, longest in LONGEST.items():
            self._check_length(one.lines.get(name, one.line), name, one.text(name), longest)
        self._check_length(one.line, "title", one.title, limits.LISTED_TITLE)
        if one.year is not None and not limits.FIRST_YEAR <= one.year <= self.this_year + 1:
            self.remark(one.line, "year out of range", one.title, number=one.year, most=self.this_year + 1)
        return DraftEntry(
            rank=rank,
            title=one.title,
            year=one.year,
            description=one.text("description"),
            fact=one.text("fact") or None,
            line=one.line,
            directors=tuple(dict.fromkeys(one.directors)),
            imdb_id=one.imdb_id,
            tmdb_id=one.tmdb_id,
            also=tuple(name for name in dict.fromkeys(one.also) if name != one.title),
            position=one.number,
            doubtful=one.doubtful,
        )

    def _check_length(self, line: int, what: str, text: str, longest: int) -> None:
        if len(text) > longest:
            self.remark(line, "too long", text, form=what, number=len(text), most=longest)

    def _check_twice(self, entries: Iterable[DraftEntry]) -> None:
        first: dict[str, DraftEntry] = {}
        for entry in entries:
            before = first.setdefault(entry.slug, entry)
            if before is not entry:
                self.remark(
                    max(entry.line, before.line),
                    "listed twice",
                    entry.heading,
                    number=min(entry.line, before.line),
                )


def joined(paragraphs: Iterable[Sequence[str]]) -> str:
    """Paragraphs as one text, each on one line."""
    lines = (" ".join(" ".join(paragraph).split()) for paragraph in paragraphs)
    return "\n\n".join(line for line in lines if line)


def short(text: str) -> str:
    """A line as a remark shows it."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _settle_titles(entries: Sequence[Gathered]) -> None:
    """What only the whole list can tell: whether brackets, numbers and dashes are part of the titles."""
    _settle_numbers(entries)
    bracketed = [one for one in entries if one.bracketed]
    if len(bracketed) > 1 and len(bracketed) >= 0.6 * len(entries):
        for one in bracketed:
            one.title = one.title[1:-1].strip() or one.title
    _settle_names(entries)
    halves = {id(one): pair for one in entries if not one.directors and (pair := dashed(one.title))}
    right = [one for one in entries if id(one) in halves and is_name(halves[id(one)][1])]
    left = [one for one in entries if id(one) in halves and is_name(halves[id(one)][0])]
    most = max(2, 0.6 * len(entries))
    for one in entries:
        if id(one) not in halves:
            continue
        before, behind = halves[id(one)]
        if len(right) >= most and one in right:
            one.title, one.directors = before, names_in(behind)
        elif len(left) >= most and len(right) < most and one in left:
            one.title, one.directors = behind, names_in(before)
        else:
            one.also = (*one.also, before, behind)


def _settle_numbers(entries: Sequence[Gathered]) -> None:
    numbered = [one for one in entries if one.number is not None]
    if 2 * len(numbered) >= len(entries) and len(entries) > 1:
        return
    for place, one in enumerate(entries, 1):
        if one.number is not None and one.number != place and one.numbered_title:
            one.also = (*one.also, one.title)
            one.title, one.number = one.numbered_title, None


def _settle_names(entries: Sequence[Gathered]) -> None:
    """Whether names behind the years are of directors: where nearly all are names, or a description follows."""
    behind = [one for one in entries if one.named]
    noted = [one for one in entries if "description" in one.texts and not one.named]
    directors = len(behind) > 1 and len(behind) > 2 * len(noted)
    for one in behind:
        if directors or "description" in one.labelled:
            one.directors = (*one.directors, *names_in(one.named))
        else:
            one.texts["description"] = [[one.named], *one.texts.get("description", [])]
            one.lines["description"] = one.line
        one.named = ""


def _in_order(entries: Sequence[Gathered]) -> tuple[list[Gathered], bool]:
    """The entries by their numbers, where every one has its own; and whether that changed the order."""
    numbers = [one.number for one in entries]
    known = [number for number in numbers if number is not None]
    if len(known) < len(entries) or len(set(known)) < len(known) or known == sorted(known):
        return list(entries), False
    return sorted(entries, key=lambda one: one.number or 0), True
