"""The rehearsal of list texts: what would become of them, in words for a curator. Writes nothing.

Pure but for `open_text`: texts and known films in, a rehearsal out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final, get_args

from bot.domain.slugs import slug_of
from db.types import Film

from . import limits
from .identify import How, Identification, KnownFilms
from .parse import ParsedEntry, ParsedList, parse
from .problems import ContentError, Problem, UnreadableError
from .reading import decode
from .verdicts import EditedEntry

_NUMBERED: Final = re.compile(r"#?\d{1,3}[.)]\s*(\D.*)")
_BY: Final[Mapping[How, str]] = {"title": "by title", "alias": "by alias"}


@dataclass(frozen=True, slots=True)
class RehearsedEntry:
    """An entry and the film it would stand for."""

    entry: ParsedEntry
    found: Identification
    """By title and year alone, but for an editor's word that nobody knows the film."""
    edited: EditedEntry | None
    """What an editor has decided about it already."""
    film: Film | None
    """After all: the editor's word, else by title and year."""


@dataclass(frozen=True, slots=True)
class RehearsedList:
    parsed: ParsedList
    entries: tuple[RehearsedEntry, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    lists: tuple[RehearsedList, ...]
    problems: tuple[Problem, ...]


def open_text(path: Path) -> bytes:
    """The bytes of a list text. Raises UnreadableError."""
    try:
        with path.open("rb") as file:
            return file.read(limits.LIST_BYTES + 1)
    except OSError as error:
        raise UnreadableError([Problem(str(path), 1, error.strerror or "cannot be read")]) from error


def rehearse(
    texts: Iterable[tuple[str, bytes]],
    known: KnownFilms,
    edited: Mapping[str, Mapping[str, EditedEntry]],
    *,
    this_year: int,
) -> Rehearsal:
    """Read the texts, given with their files' names, and find their films.

    `edited` holds what editors have said, by the slug of the list and that of the entry.
    """
    lists: list[RehearsedList] = []
    problems: list[Problem] = []
    for file, data in texts:
        try:
            text = decode(data, file, most=limits.LIST_BYTES)
        except ContentError as error:
            problems += error.problems
            continue
        parsed = parse(text, file=file, this_year=this_year)
        decided = edited.get(slug_of(Path(file).stem), {})
        entries = tuple(_rehearse(entry, known, decided.get(entry.slug)) for entry in parsed.entries)
        lists.append(RehearsedList(parsed, entries))
        problems += parsed.problems
    return Rehearsal(tuple(lists), tuple(problems))


def _rehearse(entry: ParsedEntry, known: KnownFilms, edited: EditedEntry | None) -> RehearsedEntry:
    found = known.identify(entry.title, entry.year)
    if edited is None or not edited.decided:
        return RehearsedEntry(entry, found, edited, found.film)
    if edited.film is None:
        nearest = known.by_slug(edited.nearest) if edited.nearest else None
        unknown = Identification("no known film", None, None, (nearest,) if nearest else found.nearest)
        return RehearsedEntry(entry, unknown, edited, None)
    return RehearsedEntry(entry, found, edited, known.by_slug(edited.film))


def report(rehearsal: Rehearsal) -> Iterator[str]:
    """The rehearsal, line by line."""
    for one in rehearsal.lists:
        yield f"{one.parsed.file}: {_count(len(one.entries), 'entry', 'entries')}"
        for rehearsed in one.entries:
            yield f"{rehearsed.entry.rank:4}. {rehearsed.entry.heading}: {_matched(rehearsed)}"
        yield from _number_note(one.parsed.entries)
        yield ""
    for heading, films in _same_films(rehearsal.lists):
        if films:
            yield heading
            yield from films
            yield ""
    if rehearsal.problems:
        yield "Problems:"
        yield from (f"  {problem}" for problem in rehearsal.problems)
        yield ""
    yield _summary(rehearsal)


def _matched(rehearsed: RehearsedEntry) -> str:
    found, edited = rehearsed.found, rehearsed.edited
    if found.film:
        alias = f" “{found.name}”" if found.name else ""
        words = (
            f"matched {_BY[found.how]}{alias}: {_named(found.film)}{_year_note(rehearsed.entry, found.film)}"
        )
    elif found.how == "no known film":
        near = f"; nearest: {_several(found.nearest)}" if found.nearest else ""
        words = f"no known film{near}"
    elif found.how == "year differs":
        words = f"year differs: known is {_several(found.nearest)}"
    else:
        words = f"several candidates: {_several(found.nearest)}"
    if rehearsed.film and rehearsed.film != found.film:
        return f"{words}; an editor says it is {_named(rehearsed.film)}"
    return f"{words} (an editor has looked)" if edited and edited.decided and not rehearsed.film else words


def _number_note(entries: Sequence[ParsedEntry]) -> Iterator[str]:
    """What to do about titles that most of a list writes with their numbers before them."""
    numbered = [(found[1], entry) for entry in entries if (found := _NUMBERED.fullmatch(entry.title))]
    if 2 * len(numbered) > len(entries):
        title, entry = numbered[0]
        yield (
            f"note: titles begin with numbers, which are taken for part of them: write “{title} ({entry.year})”, "
            f"not “{entry.heading}”; the order alone makes the rank"
        )


def _year_note(entry: ParsedEntry, film: Film) -> str:
    return "" if entry.year in {film.year, film.release_year} else f", listed a year off as {entry.year}"


def _same_films(lists: Sequence[RehearsedList]) -> Iterator[tuple[str, list[str]]]:
    films: dict[str, Film] = {}
    places: dict[str, list[tuple[str, ParsedEntry]]] = {}
    for one in lists:
        for rehearsed in one.entries:
            if rehearsed.film:
                films[rehearsed.film.slug] = rehearsed.film
                places.setdefault(rehearsed.film.slug, []).append((one.parsed.file, rehearsed.entry))
    twice: list[str] = []
    several: list[str] = []
    for slug, where in places.items():
        files = {file for file, _ in where}
        shown = ", ".join(f"{file}:{entry.line} {entry.heading}" for file, entry in where)
        if len(where) > len(files):
            twice.append(f"  {_named(films[slug])}: {shown}")
        elif len(files) > 1:
            several.append(f"  {_named(films[slug])}: {shown}")
    yield "One film, two entries on a list:", twice
    yield "One film on several lists:", several


def _summary(rehearsal: Rehearsal) -> str:
    entries = list(chain.from_iterable(one.entries for one in rehearsal.lists))
    counts = {how: sum(one.found.how == how for one in entries) for how in get_args(How)}
    shown = ", ".join(f"{count} {_BY.get(how, how)}" for how, count in counts.items() if count)
    total = f"{_count(len(entries), 'entry', 'entries')} in {_count(len(rehearsal.lists), 'list', 'lists')}"
    found = _count(len(rehearsal.problems), "problem", "problems") if rehearsal.problems else "no problems"
    return f"{total}{': ' if shown else ''}{shown}; {found}."


def _several(films: Iterable[Film]) -> str:
    return ", ".join(_named(film) for film in films)


def _named(film: Film) -> str:
    return f"{film.title} ({film.year})"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
