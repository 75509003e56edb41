"""A file that a curator has handed in, before anything of it is published: what it says, and which films are meant.

Three buckets: *certain*, where one film of the catalogue is meant; *doubtful*, where a few may be and the curator
chooses; *unknown*, where none is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.domain.curate.document import MOST_ALIASES, MOST_ENTRIES, CuratedList, SaidBy, Words
from bot.domain.curate.text import paragraphs, single_line
from bot.domain.list_formats import limits
from bot.domain.list_formats.draft import DraftList, What

MOST_CANDIDATES: Final = 5
_MENDED: Final[frozenset[What]] = frozenset({"character", "too long", "listed twice"})
"""Problems of a file that are put right here: characters are left out, texts cut, a film listed twice stands twice."""


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """A film as the file lists it."""

    words: Words
    directors: tuple[str, ...] = ()
    imdb_id: str | None = None
    also: tuple[str, ...] = ()
    """Other titles that its line may mean."""
    film: int = 0
    by: SaidBy = "us"
    candidates: tuple[int, ...] = ()
    """Films that may be meant, best first; empty where it is certain that one or none is."""

    @property
    def is_doubtful(self) -> bool:
        """Whether the curator should choose."""
        return bool(self.candidates) and self.by == "us"

    def meaning(self, film: int) -> ReadEntry:
        """The same with the film that the curator chose; 0: none of the candidates."""
        return replace(self, film=film, by="curator")


@dataclass(frozen=True, slots=True)
class Left:
    """Something of a file that is not on the list, or was changed."""

    line: int
    what: What
    text: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a file would be published as."""

    title: str
    """Of a new list; of a new edition the title that the file names, which is not taken."""
    introduction: str
    aliases: tuple[str, ...]
    entries: tuple[ReadEntry, ...]
    left: tuple[Left, ...] = ()
    """What a curator should look at, in the order of the lines."""
    target: str = ""
    """The slug of the list that this is a new edition of; empty: a new list."""
    keep: bool = True
    """Whether what was edited here outlives the new edition."""

    @property
    def certain(self) -> int:
        return sum(1 for one in self.entries if one.film and not one.is_doubtful)

    @property
    def doubtful(self) -> tuple[int, ...]:
        """The places of the doubtful ones, counted from 0."""
        return tuple(place for place, one in enumerate(self.entries) if one.is_doubtful)

    @property
    def unknown(self) -> int:
        return sum(1 for one in self.entries if not one.film and not one.is_doubtful)

    def with_entry(self, place: int, entry: ReadEntry) -> Rehearsal:
        return replace(self, entries=(*self.entries[:place], entry, *self.entries[place + 1 :]))

    def without_doubts(self) -> Rehearsal:
        """The same where none of the candidates is meant by what is doubtful still."""
        return replace(
            self, entries=tuple(one.meaning(0) if one.is_doubtful else one for one in self.entries)
        )


class TooManyFilmsError(Exception):
    """A file with more films than a list may have."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


class NameMissingError(Exception):
    """Neither the curator nor the file says what the list is called."""


class DraftRefusedError(Exception):
    """A file with problems that its curator must put right first."""

    def __init__(self, problems: Sequence[Left]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


def rehearsal_of(draft: DraftList, *, name: str, called: str) -> Rehearsal:
    """What a draft says, before anybody knows its films. `name`: what the curator types, `called`: the file's name;
    both may be empty.

    Raises DraftRefusedError, TooManyFilmsError and NameMissingError.
    """
    problems = [one for one in draft.problems if one.what not in _MENDED]
    if problems:
        raise DraftRefusedError([Left(one.line, one.what, one.text) for one in problems])
    if len(draft.entries) > MOST_ENTRIES:
        raise TooManyFilmsError(len(draft.entries))
    heading = single_line(draft.introduction, limits.INTRODUCTION)
    if len(heading) > limits.LISTED_TITLE or heading.endswith((".", "!", "?", "…")):
        heading = ""  # it is more than a name
    from_file = called.replace("-", " ").replace("_", " ")
    title = single_line(name or draft.title or from_file or heading, limits.LISTED_TITLE)
    if not title:
        raise NameMissingError
    introduction = paragraphs(draft.introduction, limits.INTRODUCTION)
    return Rehearsal(
        title=title,
        introduction="" if introduction.casefold() == title.casefold() else introduction,
        aliases=tuple(single_line(one, limits.LISTED_TITLE) for one in draft.aliases[:MOST_ALIASES]),
        entries=tuple(
            ReadEntry(
                Words(
                    single_line(one.title, limits.LISTED_TITLE),
                    one.year,
                    paragraphs(one.description, limits.DESCRIPTION),
                    paragraphs(one.fact or "", limits.FACT),
                ),
                tuple(single_line(director, limits.LISTED_TITLE) for director in one.directors),
                one.imdb_id,
                one.also,
            )
            for one in draft.entries
        ),
        left=tuple(Left(one.line, one.what, one.text) for one in draft.remarks),
    )


def to_json(one: Rehearsal) -> str:
    """The rehearsal as text."""
    return json.dumps(
        {
            "title": one.title,
            "introduction": one.introduction,
            "aliases": one.aliases,
            "target": one.target,
            "keep": one.keep,
            "left": [[left.line, left.what, left.text] for left in one.left],
            "entries": [
                [
                    [entry.words.title, entry.words.year, entry.words.description, entry.words.fact],
                    entry.directors,
                    entry.imdb_id,
                    entry.film,
                    entry.by,
                    entry.candidates,
                ]
                for entry in one.entries
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def from_json(text: str) -> Rehearsal:
    """The rehearsal that `to_json` wrote. Raises ValueError or KeyError for anything else."""
    read = json.loads(text)
    return Rehearsal(
        title=read["title"],
        introduction=read["introduction"],
        aliases=tuple(read["aliases"]),
        entries=tuple(map(_entry, read["entries"])),
        left=tuple(Left(*left) for left in read["left"]),
        target=read["target"],
        keep=read["keep"],
    )


def _entry(read: list[Any]) -> ReadEntry:
    words, directors, imdb_id, film, by, candidates = read
    return ReadEntry(Words(*words), tuple(directors), imdb_id, (), film, by, tuple(candidates))


def first_edition(one: Rehearsal, slug: str) -> CuratedList:
    """A list without entries, for `new_edition` to fill."""
    return CuratedList(slug, one.title, aliases=one.aliases)
