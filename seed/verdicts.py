"""The editors' files, `checks/<list>.yaml`: which film an entry is, and what is true of what the list says of it.

They lie over the curator's words and name an entry by its heading, so they survive a new edition of the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, get_args
from urllib.parse import urlsplit

from bot.domain.list_formats.limits import DESCRIPTION, LISTED_TITLE
from bot.domain.slugs import dated_slug, slug_of
from db.types import Check, Part, Source, Verdict

from . import limits
from .parse import heading_parts
from .problems import Problem
from .reading import Block, Items, read_yaml
from .records import RecordReader

_ENTRY: Final = frozenset({"entry", "film", "nearest", "note", "checks"})
_CHECK: Final = frozenset({"key", "part", "claim", "verdict", "note", "says", "spoils", "sources"})
_SOURCE: Final = frozenset({"name", "url"})
MAX_KEY: Final = 16


@dataclass(frozen=True, slots=True)
class EditedEntry:
    """An editor's words on one entry."""

    heading: str
    file: str
    line: int
    decided: bool
    """Whether the editor says which film it is; else it is found by title and year."""
    film: str | None
    """A film's slug; None where decided: no film can be identified."""
    nearest: str | None
    note: str | None
    checks: tuple[Check, ...]

    @property
    def slug(self) -> str:
        """That of the entry on its list."""
        title, year = heading_parts(self.heading) or (self.heading, None)
        return dated_slug(title, year) if year else slug_of(title)


def read_checks(data: bytes, file: str, problems: list[Problem]) -> list[EditedEntry]:
    """Every entry of the file that is sound; the rest is in `problems`. Raises ContentError if it is no YAML."""
    content = read_yaml(data, file)
    if not isinstance(content, Block) or not isinstance(content.get("entries"), Items):
        problems.append(Problem(file, 1, "expected “entries:” and a list of them"))
        return []
    edited: dict[str, EditedEntry] = {}  # by slug
    for line, block in zip(content["entries"].lines, content["entries"], strict=True):
        if not isinstance(block, Block):
            problems.append(Problem(file, line, "expected “entry: Title (Year)” and its checks"))
            continue
        entry = _entry(block, file, problems)
        if entry is None:
            continue
        if entry.slug in edited:
            problems.append(Problem(file, line, f"{entry.heading} stands here twice"))
        edited[entry.slug] = entry
    return list(edited.values())


def _entry(block: Block, file: str, problems: list[Problem]) -> EditedEntry | None:
    reader = _reader(block, file, problems, _ENTRY)
    heading = _required(reader, "entry", LISTED_TITLE + 10)
    if heading is not None and heading_parts(heading) is None:
        reader.wrong("entry", "entry: expected title and year as on the list, “The Ascent (1977)”")
    checks: dict[str, Check] = {}
    for line, item in _items(reader, "checks"):
        check = _check(item, line, file, problems)
        if check is None:
            reader.healthy = False
        elif check.key in checks:
            problems.append(Problem(file, line, f"a second check with the key “{check.key}”"))
        else:
            checks[check.key] = check
    film, nearest = reader.text("film"), reader.text("nearest")
    note = reader.text("note", limits.NOTE)
    if heading is None or not reader.healthy:
        return None
    return EditedEntry(
        heading=heading,
        file=file,
        line=block.line,
        decided="film" in block,
        film=film,
        nearest=nearest,
        note=note,
        checks=tuple(checks.values()),
    )


def _check(block: Any, line: int, file: str, problems: list[Problem]) -> Check | None:
    if not isinstance(block, Block):
        problems.append(Problem(file, line, "expected a check with key, part, claim and verdict"))
        return None
    reader = _reader(block, file, problems, _CHECK)
    key = _required(reader, "key", MAX_KEY)
    part: Any = _required_word(reader, "part", get_args(Part))
    claim = _required(reader, "claim", limits.CLAIM)
    verdict: Any = _required_word(reader, "verdict", get_args(Verdict))
    says = reader.lines("says", DESCRIPTION)
    note = reader.text("note", limits.NOTE)
    spoils = reader.word("spoils", ("true", "false")) == "true"
    sources = [_source(item, where, file, problems) for where, item in _items(reader, "sources")]
    if not reader.healthy or key is None or claim is None or None in sources:
        return None
    found = tuple(dict.fromkeys(source for source in sources if source))
    return Check(key, part, claim, verdict, note, found, says, spoils)


def _source(block: Any, line: int, file: str, problems: list[Problem]) -> Source | None:
    if not isinstance(block, Block):
        problems.append(Problem(file, line, "expected a source with name and url"))
        return None
    reader = _reader(block, file, problems, _SOURCE)
    name = _required(reader, "name", LISTED_TITLE)
    url = _required(reader, "url", limits.URL)
    if url is not None and not _is_web_address(url):
        reader.wrong("url", "url: expected an http or https address")
    return Source(name, url) if reader.healthy and name and url else None


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in url


def _reader(block: Block, file: str, problems: list[Problem], known: frozenset[str]) -> RecordReader:
    def complain(field: str, text: str) -> None:
        problems.append(Problem(file, block.line_of(field), text))

    reader = RecordReader(block, complain, this_year=0)
    for name in block.keys() - known:
        reader.wrong(name, f"unknown field “{name[:60]}”; known are {', '.join(sorted(known))}")
    return reader


def _required(reader: RecordReader, field: str, longest: int) -> str | None:
    before = reader.healthy
    text = reader.text(field, longest)
    if text is None and reader.healthy == before:
        reader.wrong(field, f"{field} is missing")
    return text


def _required_word(reader: RecordReader, field: str, words: tuple[str, ...]) -> str | None:
    if reader.record.get(field) is None:
        reader.wrong(field, f"{field}: expected {', '.join(words)}")
    return reader.word(field, words)


def _items(reader: RecordReader, field: str) -> list[tuple[int, Any]]:
    value = reader.record.get(field)
    if value is None:
        return []
    if not isinstance(value, Items):
        reader.wrong(field, f"{field}: expected a list")
        return []
    return list(zip(value.lines, value, strict=True))
