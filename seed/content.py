"""The content folders and their files; what is in them is for `curated`.

A folder has `lists/*.txt`, `films/*.yaml` (one record or a list of them), `films/*.jsonl` (a record a line),
`checks/*.yaml` and `thesaurus/*.yaml`; any of them may be missing. Folders are read in the order given, files in the
order of their names. What a later folder says wins: a list of the same file name, a film of the same slug, an editor's
words on the same entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final, Literal

from bot.domain.slugs import slug_of

from .problems import Problem, UnreadableError

SHIPPED: Final = Path(__file__).parent
"""The content that comes with Kinoteka."""

Kind = Literal["lists", "films", "checks", "thesaurus"]
_ENDINGS: Final[dict[Kind, tuple[str, ...]]] = {
    "films": (".yaml", ".yml", ".jsonl"),
    "lists": (".txt",),
    "checks": (".yaml", ".yml"),
    "thesaurus": (".yaml", ".yml"),
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
            text = "no content in it: expected lists/*.txt, films/*.yaml, films/*.jsonl, checks/*.yaml …"
            raise UnreadableError([Problem(str(folder), 1, text)])
        files += found
    return files


def _paths(folder: Path) -> Iterator[tuple[Kind, Path]]:
    for kind, endings in _ENDINGS.items():
        for path in sorted((folder / kind).glob("*")):
            if path.suffix in endings and not path.name.startswith(".") and path.is_file():
                yield kind, path


def ignored(folders: Iterable[Path]) -> list[Problem]:
    """What lies in the folders and is not read, with what would be; hidden files and the shipped content aside."""
    found: list[Problem] = []
    for folder in folders:
        try:
            found += [Problem(str(path), 1, text) for path, text in _ignored(folder)]
        except OSError:
            continue  # `collect` says what is wrong with it
    return found


def _ignored(folder: Path) -> Iterator[tuple[Path, str]]:
    own = folder.resolve() != SHIPPED
    for path in sorted(folder.iterdir()) if own else ():
        if path.name.startswith(".") or path.name in _ENDINGS:
            continue
        kinds = ", ".join(f"{kind}/" for kind in _ENDINGS)
        yield path, f"not read: content lies in the folders {kinds}"
    for kind, endings in _ENDINGS.items():
        for path in sorted((folder / kind).glob("*")):
            if path.name.startswith(".") or (path.suffix in endings and path.is_file()):
                continue
            known = ", ".join(f"*{ending}" for ending in endings)
            how = (
                f"; python -m seed check {path.name} --write NEW.txt makes a list of it"
                if kind == "lists"
                else ""
            )
            yield path, f"not read: {kind}/ is for {known}{how if path.is_file() else ''}"


def digest(files: Sequence[ContentFile]) -> str:
    """Changes whenever loading could give something else: with any file, and with the code that reads them."""
    told = blake2b(digest_size=16)
    domain = SHIPPED.parent / "bot" / "domain"
    code = sorted(
        [
            *SHIPPED.glob("*.py"),
            *(path for room in ("titles", "list_formats", "tables") for path in domain.glob(f"{room}/*.py")),
            domain / "recommend" / "vocabulary.py",
        ]
    )
    for path in code:
        told.update(path.read_bytes())
    for file in files:
        told.update(
            f"\n{file.folder}/{file.kind}/{file.path.name}/{len(file.data)}\n".encode(errors="replace")
        )
        told.update(file.data)
    return told.hexdigest()
