"""From the bytes of a file to plain data that remembers its lines. Trusts nothing: the files come from people.

YAML is read for its structure only: every scalar stays the text it is (so a film called 1984, 007 or No keeps its
name), tags, anchors and aliases are refused (a few lines of aliases can stand for gigabytes), nesting is limited.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any, Final

import yaml

from . import limits
from .problems import ContentError, Problem

Loader: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast

_DEEPEST: Final = 8
_NULLS: Final = frozenset(["", "~", "null", "Null", "NULL"])
"""What means nothing where it is not quoted (YAML 1.1, language-independent types, null)."""
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Block(dict[str, Any]):
    """A mapping and the lines of its keys."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        """The line of the key, or where it would stand."""
        return self.lines.get(key, self.line)


class Items(list[Any]):
    """A sequence and the lines of its items."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


def decode(data: bytes, file: str, *, most: int) -> str:
    """The text of a file, without a byte order mark. Raises ContentError."""
    if len(data) > most:
        raise ContentError(
            [Problem(file, 1, f"the file has {len(data):,} bytes, more than {most:,} are not read")]
        )
    if data.startswith(_UTF16):
        raise ContentError([Problem(file, 1, "the file is UTF-16; save it as UTF-8")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        shown = f"0x{data[error.start]:02X}"
        raise ContentError(
            [Problem(file, line, f"not UTF-8 (byte {shown}); save the file as UTF-8")]
        ) from None


def read_yaml(data: bytes, file: str) -> Any:
    """Block, Items, text or None. Raises ContentError."""
    text = decode(data, file, most=limits.YAML_BYTES)
    problems: list[Problem] = []
    try:
        plain = _document(_events(text, file), file, problems)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
        raise ContentError([Problem(file, mark.line + 1 if mark else 1, f"not YAML: {what}")]) from None
    if problems:
        raise ContentError(problems)
    return plain


def json_lines(data: bytes, file: str, problems: list[Problem]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each record with its line; lines that hold none go to `problems`."""
    for number, line in enumerate(data.removeprefix(codecs.BOM_UTF8).split(b"\n"), 1):
        if not line.strip():
            continue
        if len(line) > limits.LINE_BYTES:
            problems.append(Problem(file, number, f"a record of {len(line):,} bytes"))
            continue
        try:
            record = json.loads(line.decode())
        except UnicodeDecodeError:
            problems.append(Problem(file, number, "not UTF-8; save the file as UTF-8"))
        except (ValueError, RecursionError) as error:
            problems.append(Problem(file, number, f"not JSON: {error}"))
        else:
            if isinstance(record, dict):
                yield number, record
            else:
                problems.append(Problem(file, number, "not a record: expected {…}"))


def _events(text: str, file: str) -> Iterator[Any]:
    """The parser's events. Refuse, before anything is built of it, what could make building it dear."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=Loader):
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1:
            raise ContentError(
                [Problem(file, _line(event), "a second document (---) begins; a file has one")]
            )
        if getattr(event, "anchor", None):  # an alias has one, too
            what = "anchors and aliases (& and *) are not used here; quote the text"
            raise ContentError([Problem(file, _line(event), what)])
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                raise ContentError([Problem(file, _line(event), "nested too deeply")])
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if getattr(event, "tag", None):
            raise ContentError([Problem(file, _line(event), "tags (!) are not used here; quote the text")])
        yield event


def _document(events: Iterator[Any], file: str, problems: list[Problem]) -> Any:
    """The document, None if there is none."""
    plain = None
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            plain = _plain(event, events, file, problems)
    return plain


def _plain(event: Any, events: Iterator[Any], file: str, problems: list[Problem]) -> Any:
    """What begins with this event."""
    if isinstance(event, yaml.ScalarEvent):
        is_bare = event.implicit[0]
        return None if is_bare and event.value in _NULLS else event.value
    if isinstance(event, yaml.SequenceStartEvent):
        items = Items(_line(event))
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            items.append(_plain(item, events, file, problems))
            items.lines.append(_line(item))
        return items
    block = Block(_line(event))
    while not isinstance(key := next(events), yaml.MappingEndEvent):
        if not isinstance(key, yaml.ScalarEvent):
            problems.append(Problem(file, _line(key), "a name is expected before the colon"))
            _plain(key, events, file, [])
        elif key.value in block:
            problems.append(Problem(file, _line(key), f"“{key.value[:60]}” stands here twice"))
        else:
            block[key.value] = _plain(next(events), events, file, problems)
            block.lines[key.value] = _line(key)
            continue
        _plain(next(events), events, file, [])  # its value is nobody's
    return block


def _line(event: Any) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
