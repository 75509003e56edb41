"""From the files of the content folders to their content: lists, films, checks and words, read together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.recommend.vocabulary import Vocabulary
from db.types import Film

from .checked import gone
from .content import ContentFile
from .film_merge import FilmShelf
from .parse import ParsedEntry, ParsedList, parse_file
from .problems import ContentError, Problem
from .verdicts import EditedEntry, read_checks
from .vocabulary import read_vocabulary


@dataclass(frozen=True, slots=True)
class CuratedList:
    """A list with its editors' words, by the slug of the entry."""

    slug: str
    parsed: ParsedList
    edited: dict[str, EditedEntry]

    @property
    def title(self) -> str:
        """As the list says, or made from the file's name."""
        return self.parsed.title or " ".join(word.capitalize() for word in self.slug.split("-"))


@dataclass(frozen=True, slots=True)
class Content:
    """All folders together; to be stored only if there are no problems."""

    films: tuple[Film, ...]
    lists: tuple[CuratedList, ...]
    vocabulary: Vocabulary
    problems: tuple[Problem, ...]
    hints: tuple[Problem, ...]
    """What is probably not meant so, but can be loaded."""


def read(files: Sequence[ContentFile], *, this_year: int) -> Content:
    """Everything in the files, with every problem in them. Never raises."""
    problems: list[Problem] = []
    hints: list[Problem] = []
    shelf = FilmShelf(this_year, problems, hints)
    lists: dict[str, tuple[int, ParsedList]] = {}
    edited: dict[str, dict[str, EditedEntry]] = {}
    for file in files:
        try:
            if file.kind == "films":
                shelf.add_file(file.data, file.shown, file.folder, lines=file.path.suffix == ".jsonl")
            elif file.kind == "lists":
                parsed = parse_file(file.data, file=file.shown, this_year=this_year)
                if file.slug in lists and lists[file.slug][0] == file.folder:
                    problems.append(Problem(file.shown, 1, f"another list is called {file.slug}, too"))
                lists[file.slug] = file.folder, parsed
                problems += parsed.problems
                hints += parsed.hints
            elif file.kind == "checks":
                entries = edited.setdefault(file.slug, {})
                entries |= {entry.slug: entry for entry in read_checks(file.data, file.shown, problems)}
        except ContentError as error:
            problems += error.problems
    films = shelf.films()
    curated = [CuratedList(slug, parsed, edited.pop(slug, {})) for slug, (_, parsed) in sorted(lists.items())]
    known = {film.slug for film in films}
    for one in curated:
        _check_edited(one, known, problems, hints)
    for slug, entries in edited.items():
        files_of = {entry.file for entry in entries.values()}
        hints += [Problem(file, 1, f"there is no list {slug}, its checks are not used") for file in files_of]
    vocabulary = read_vocabulary(files, problems)
    return Content(tuple(films), tuple(curated), vocabulary, tuple(sorted(problems)), tuple(sorted(hints)))


def _check_edited(one: CuratedList, known: set[str], problems: list[Problem], hints: list[Problem]) -> None:
    listed: dict[str, ParsedEntry] = {entry.slug: entry for entry in one.parsed.entries}
    for slug, entry in one.edited.items():
        if slug in listed:
            hints += gone(listed[slug], entry)
        else:
            hints.append(
                Problem(entry.file, entry.line, f"{entry.heading} is not on the list {one.slug}, not used")
            )
        problems.extend(
            Problem(entry.file, entry.line, f"no film has the slug {film}")
            for film in (entry.film, entry.nearest)
            if film is not None and film not in known
        )
