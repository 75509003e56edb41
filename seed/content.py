"""The content folders: lists, film records and editors' checks, read together.

A folder has `lists/*.txt`, `films/*.yaml` (one record or a list of them), `films/*.jsonl` (a record a line) and
`checks/*.yaml`; any of them may be missing. Folders are read in the order given, files in the order of their names.
What a later folder says wins: a list of the same file name, a film of the same slug, an editor's words on the same
entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final, Literal

from db.types import Film

from . import limits
from .parse import ParsedEntry, ParsedList, parse
from .problems import ContentError, Problem, UnreadableError
from .reading import decode
from .shelf import FilmShelf
from .slugs import slug_of
from .verdicts import EditedEntry, read_checks

SHIPPED: Final = Path(__file__).parent
"""The content that comes with Kinoteka."""

Kind = Literal["lists", "films", "checks"]
_ENDINGS: Final[dict[Kind, tuple[str, ...]]] = {
    "films": (".yaml", ".yml", ".jsonl"),
    "lists": (".txt",),
    "checks": (".yaml", ".yml"),
}


@dataclass(frozen=True, slots=True)
class ContentFile:
    kind: Kind
    folder: int
    """The how manieth folder it is from."""
    path: Path
    data: bytes

    @property
    def shown(self) -> str:
        """The path as a curator would write it."""
        here = Path.cwd()
        return str(self.path.relative_to(here) if self.path.is_relative_to(here) else self.path)

    @property
    def slug(self) -> str:
        """What the file's name makes of a list."""
        return slug_of(self.path.stem)


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
    problems: tuple[Problem, ...]
    hints: tuple[Problem, ...]
    """What is probably not meant so, but can be loaded."""


def collect(folders: Iterable[Path]) -> list[ContentFile]:
    """Every content file with its bytes, in the order in which they count. Raises UnreadableError."""
    files: list[ContentFile] = []
    for number, folder in enumerate(folders):
        if not folder.is_dir():
            raise UnreadableError([Problem(str(folder), 1, "no such folder")])
        try:
            found = [
                ContentFile(kind, number, path.absolute(), path.read_bytes()) for kind, path in _paths(folder)
            ]
        except OSError as error:
            raise UnreadableError([Problem(str(error.filename), 1, str(error.strerror))]) from error
        if not found:
            text = "no content in it: expected lists/*.txt, films/*.yaml, films/*.jsonl or checks/*.yaml"
            raise UnreadableError([Problem(str(folder), 1, text)])
        files += found
    return files


def _paths(folder: Path) -> Iterator[tuple[Kind, Path]]:
    for kind, endings in _ENDINGS.items():
        for path in sorted((folder / kind).glob("*")):
            if path.suffix in endings and not path.name.startswith(".") and path.is_file():
                yield kind, path


def digest(files: Sequence[ContentFile]) -> str:
    """Changes whenever loading could give something else: with any file, and with the code that reads them."""
    told = blake2b(digest_size=16)
    code = sorted([*SHIPPED.glob("*.py"), *(SHIPPED.parent / "bot" / "domain" / "titles").glob("*.py")])
    for path in code:
        told.update(path.read_bytes())
    for file in files:
        told.update(
            f"\n{file.folder}/{file.kind}/{file.path.name}/{len(file.data)}\n".encode(errors="replace")
        )
        told.update(file.data)
    return told.hexdigest()


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
                parsed = parse(
                    decode(file.data, file.shown, most=limits.LIST_BYTES),
                    file=file.shown,
                    this_year=this_year,
                )
                if file.slug in lists and lists[file.slug][0] == file.folder:
                    problems.append(Problem(file.shown, 1, f"another list is called {file.slug}, too"))
                lists[file.slug] = file.folder, parsed
                problems += parsed.problems
            else:
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
    return Content(tuple(films), tuple(curated), tuple(sorted(problems)), tuple(sorted(hints)))


def _check_edited(one: CuratedList, known: set[str], problems: list[Problem], hints: list[Problem]) -> None:
    listed: dict[str, ParsedEntry] = {entry.slug: entry for entry in one.parsed.entries}
    for slug, entry in one.edited.items():
        if slug not in listed:
            hints.append(
                Problem(entry.file, entry.line, f"{entry.heading} is not on the list {one.slug}, not used")
            )
        problems.extend(
            Problem(entry.file, entry.line, f"no film has the slug {film}")
            for film in (entry.film, entry.nearest)
            if film is not None and film not in known
        )
