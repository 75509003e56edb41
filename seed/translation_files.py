"""The files of a translation, `films/*.yaml` and `checks/*.yaml`: what each says of a film, and of an entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.list_formats.limits import LISTED_TITLE
from bot.domain.slugs import dated_slug, slug_of

from . import limits
from .parse import heading_parts
from .problems import Problem
from .reading import Block, Items
from .records import RecordReader

_FILM: Final = frozenset({"slug", "title", "synopsis", "based_on", "runtime_note", "notable_awards"})
_ENTRY: Final = frozenset({"entry", "note", "checks"})
_CHECK: Final = frozenset({"key", "claim", "note"})


@dataclass(frozen=True, slots=True)
class FilmText:
    """What is said of one film, without the words it shares with others."""

    file: str
    line: int
    title: str
    synopsis: str | None
    based_on: str | None
    runtime_note: str | None
    awards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryText:
    """What is said of an entry's identification and of its checks."""

    file: str
    line: int
    heading: str
    note: str | None
    checks: Mapping[str, tuple[str, str | None]]
    """Claim and note, by key."""


def film_texts(content: Any, file: str, problems: list[Problem]) -> dict[str, FilmText]:
    """By slug, of a file with one record or a list of them; what is wrong is added to `problems`."""
    found: dict[str, FilmText] = {}
    for block in content if isinstance(content, Items) else [content]:
        if not isinstance(block, Block):
            problems.append(Problem(file, 1, "expected a film's slug and what is said of it"))
            continue
        reader = _reader(block, file, _FILM, problems)
        slug, title = reader.text("slug"), reader.text("title")
        text = FilmText(
            file,
            block.line,
            title or "",
            reader.text("synopsis", limits.PROSE),
            reader.text("based_on", limits.PROSE),
            reader.text("runtime_note", limits.NOTE),
            reader.lines("notable_awards"),
        )
        if slug and title and reader.healthy:
            found[slug] = text
        elif reader.healthy:
            problems.append(Problem(file, block.line, "slug or title is missing"))
    return found


def entry_texts(content: Any, file: str, problems: list[Problem]) -> dict[str, EntryText]:
    """By the slug that an entry has by its heading in this language; what is wrong is added to `problems`."""
    if not isinstance(content, Block) or not isinstance(content.get("entries"), Items):
        problems.append(Problem(file, 1, "expected “entries:” and a list of them"))
        return {}
    found: dict[str, EntryText] = {}
    for line, block in zip(content["entries"].lines, content["entries"], strict=True):
        text = _entry_text(block, file, line, problems)
        if text:
            title, year = heading_parts(text.heading) or (text.heading, None)
            found[dated_slug(title, year) if year else slug_of(title)] = text
    return found


def _entry_text(block: Any, file: str, line: int, problems: list[Problem]) -> EntryText | None:
    if not isinstance(block, Block):
        problems.append(Problem(file, line, "expected “entry: Title (Year)” and its checks"))
        return None
    reader = _reader(block, file, _ENTRY, problems)
    heading = reader.text("entry", LISTED_TITLE + 10)
    checks: dict[str, tuple[str, str | None]] = {}
    for item in block.get("checks") or ():
        if not isinstance(item, Block):
            problems.append(Problem(file, line, "expected a check with key and claim"))
            continue
        check = _reader(item, file, _CHECK, problems)
        key, claim, note = (
            check.text("key"),
            check.text("claim", limits.CLAIM),
            check.text("note", limits.NOTE),
        )
        if key and claim:
            checks[key] = claim, note
        elif check.healthy:
            problems.append(Problem(file, item.line, "key or claim is missing"))
    if heading is None or heading_parts(heading) is None:
        problems.append(Problem(file, line, "entry: expected title and year as on the translated list"))
        return None
    return EntryText(file, line, heading, reader.text("note", limits.NOTE), checks)


def _reader(block: Block, file: str, known: frozenset[str], problems: list[Problem]) -> RecordReader:
    def complain(name: str, text: str) -> None:
        problems.append(Problem(file, block.line_of(name), text))

    reader = RecordReader(block, complain, this_year=0)
    for name in block.keys() - known:
        reader.wrong(name, f"unknown field “{name[:60]}”; known are {', '.join(sorted(known))}")
    return reader
