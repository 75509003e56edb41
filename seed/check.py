"""The rehearsal of list texts: what would become of them, in words for a curator. Writes nothing.

Pure but for `open_text`: texts and known films in, a rehearsal out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final, Literal, get_args

from bot.domain import stamps
from bot.domain.list_formats import limits
from bot.domain.list_formats.writing import own_form
from bot.domain.slugs import slug_of
from db.types import Film

from .checked import gone, parts
from .identify import YEARS_OFF, How, Identification, KnownFilms
from .parse import ParsedEntry, ParsedList, parse, parse_lists
from .problems import ContentError, Problem, UnreadableError
from .verdicts import EditedEntry

_BY: Final[Mapping[How, str]] = {"id": "by IMDb id", "title": "by title", "alias": "by alias"}

Bucket = Literal["certain", "doubtful", "unknown"]
_BUCKETS: Final[Mapping[Bucket, str]] = {
    "certain": "Certain:",
    "doubtful": "Doubtful, please look at these:",
    "unknown": "Unknown, shown as not identified:",
}


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

    @property
    def bucket(self) -> Bucket:
        """How sure it is what film is meant. Doubtful is also what resembles a film of the same year."""
        if self.edited is not None and self.edited.decided:
            return "certain" if self.film else "unknown"
        if self.film:
            return "doubtful" if self.entry.doubtful else "certain"
        near = [
            film
            for film in self.found.nearest
            if abs(film.year - (self.entry.year or film.year)) <= YEARS_OFF
        ]
        return "doubtful" if near or self.found.how != "no known film" else "unknown"


@dataclass(frozen=True, slots=True)
class RehearsedList:
    parsed: ParsedList
    entries: tuple[RehearsedEntry, ...]
    name: str = ""
    """What the list's file is called, without its ending."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    lists: tuple[RehearsedList, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...] = ()
    """Files of archives that hold no list."""


def open_text(path: Path) -> bytes:
    """The bytes of a file with a list. Raises UnreadableError."""
    try:
        with path.open("rb") as file:
            return file.read(limits.FILE_BYTES + 1)
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
    ignored: list[str] = []
    for file, data in texts:
        try:
            read, left = parse_lists(data, file=file, this_year=this_year)
        except ContentError as error:
            problems += error.problems
            continue
        ignored += [f"{file}/{name}" for name in left]
        for name, parsed in read:
            decided = edited.get(slug_of(name), {})
            entries = tuple(_rehearse(entry, known, decided.get(entry.slug)) for entry in parsed.entries)
            lists.append(RehearsedList(parsed, entries, name))
            problems += parsed.problems
    return Rehearsal(tuple(lists), tuple(problems), tuple(ignored))


def _rehearse(entry: ParsedEntry, known: KnownFilms, edited: EditedEntry | None) -> RehearsedEntry:
    found = known.meant_by(entry)
    if edited is None or not edited.decided:
        return RehearsedEntry(entry, found, edited, found.film)
    if edited.film is None:
        nearest = known.by_slug(edited.nearest) if edited.nearest else None
        unknown = Identification("no known film", None, None, (nearest,) if nearest else found.nearest)
        return RehearsedEntry(entry, unknown, edited, None)
    return RehearsedEntry(entry, found, edited, known.by_slug(edited.film))


def lines(rehearsal: Rehearsal) -> Iterator[str]:
    """What became of every line that is not empty."""
    for one in rehearsal.lists:
        for outcome in one.parsed.draft.outcomes:
            of_entry = f" of no. {outcome.rank}" if outcome.rank else ""
            yield f"{one.parsed.file}:{outcome.line}: {outcome.became}{of_entry}"


def rewritten(one: RehearsedList, *, this_year: int) -> tuple[str, bool]:
    """The list in our own form, and whether it says the same when it is read again."""
    text = own_form(one.parsed.draft)
    again = parse(text, file="", this_year=this_year)
    return text, _said(again) == _said(one.parsed)


def _said(parsed: ParsedList) -> tuple[object, ...]:
    entries = [
        (
            entry.title,
            entry.year,
            entry.directors,
            entry.imdb_id,
            entry.tmdb_id,
            entry.description,
            entry.fact,
        )
        for entry in parsed.entries
    ]
    return parsed.title, parsed.aliases, parsed.introduction, entries


def report(rehearsal: Rehearsal) -> Iterator[str]:
    """The rehearsal, line by line."""
    for one in rehearsal.lists:
        titled = f" “{one.parsed.title}”," if one.parsed.title else ""
        yield f"{one.parsed.file}:{titled} {_count(len(one.entries), 'entry', 'entries')}"
        for bucket, heading in _BUCKETS.items():
            inside = [rehearsed for rehearsed in one.entries if rehearsed.bucket == bucket]
            if inside:
                yield f"  {heading}"
            for rehearsed in inside:
                yield f"{rehearsed.entry.rank:6}. {rehearsed.entry.heading}: {_matched(rehearsed)}"
        yield ""
    for heading, films in _same_films(rehearsal.lists):
        if films:
            yield heading
            yield from films
            yield ""
    for heading, lines in (
        ("Sentences without a check:", [line for one in rehearsal.lists for line in _unchecked(one)]),
        ("Checks whose sentence is gone:", [line for one in rehearsal.lists for line in _gone(one)]),
    ):
        if lines:
            yield heading
            yield from lines
            yield ""
    notes = [note for one in rehearsal.lists for note in one.parsed.notes]
    if notes or rehearsal.ignored:
        yield "To look at:"
        yield from (f"  {note}" for note in notes)
        yield from (f"  {name}: not read, no list" for name in rehearsal.ignored)
        yield ""
    if rehearsal.problems:
        yield "Problems:"
        yield from (f"  {problem}" for problem in rehearsal.problems)
        yield ""
    yield _summary(rehearsal)


def _unchecked(one: RehearsedList) -> Iterator[str]:
    """Sentences that no check is about; nothing for a list that no editor has checked."""
    if any(rehearsed.edited and rehearsed.edited.checks for rehearsed in one.entries):
        for rehearsed in one.entries:
            entry = rehearsed.entry
            for part, text, checks in parts(entry, rehearsed.edited):
                for sentence in stamps.unchecked(text, checks):
                    yield f"  {one.parsed.file}:{entry.line}: {entry.heading}, {part}: “{sentence}”"


def _gone(one: RehearsedList) -> Iterator[str]:
    for rehearsed in one.entries:
        if edited := rehearsed.edited:
            for problem in gone(rehearsed.entry, edited):
                yield f"  {problem}"


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


def _year_note(entry: ParsedEntry, film: Film) -> str:
    return (
        "" if entry.year in {None, film.year, film.release_year} else f", listed a year off as {entry.year}"
    )


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
