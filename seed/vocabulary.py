"""The words of recommendations: `thesaurus/*.yaml` of a content folder -> bot.domain.recommend.thesaurus.Vocabulary.

`reading.yaml` says how to read a question; every other file holds concepts. A concept that stands in several files,
or in an operator's folder too, has the words of all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bot.domain.recommend.thesaurus import Concept, Span, Vocabulary

from .problems import ContentError, Problem
from .reading import read_yaml

READING: Final = "reading.yaml"
_LISTS: Final = ("ignored", "refusals", "turns", "likenesses")


def read_vocabulary(folders: Iterable[Path]) -> Vocabulary:
    """Everything in the folders' thesaurus files, which may be missing. Raises ContentError."""
    concepts: dict[str, tuple[list[str], list[str]]] = {}
    lists: dict[str, list[str]] = {name: [] for name in _LISTS}
    spans: dict[str, list[Span]] = {"years": [], "minutes": []}
    for path in (path for folder in folders for path in sorted((folder / "thesaurus").glob("*.yaml"))):
        file = _mapping(read_yaml(path.read_bytes(), str(path)), path)
        if path.name != READING:
            for name, one in file.items():
                concept = _mapping(one, path)
                said, near = concepts.setdefault(name, ([], []))
                said += _strings(concept.get("words"), path)
                near += _strings(concept.get("near"), path)
            continue
        for name in _LISTS:
            lists[name] += _strings(file.get(name), path)
        for name, found in spans.items():
            found += [_span(one, path) for one in file.get(name) or ()]
    return Vocabulary(
        concepts=tuple(Concept(name, tuple(said), tuple(near)) for name, (said, near) in concepts.items()),
        years=tuple(spans["years"]),
        minutes=tuple(spans["minutes"]),
        **{name: tuple(found) for name, found in lists.items()},
    )


def _mapping(value: Any, path: Path) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _wrong(path, "names and what they mean are expected")
    return value


def _strings(value: Any, path: Path) -> Sequence[str]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _wrong(path, "a list of words is expected")
    return value


def _span(value: Any, path: Path) -> Span:
    one = _mapping(value, path)
    try:
        least, most = (int(one[name]) if name in one else None for name in ("least", "most"))
    except ValueError:
        raise _wrong(path, "least and most are numbers") from None
    return Span(tuple(_strings(one.get("words"), path)), least, most)


def _wrong(path: Path, what: str) -> ContentError:
    return ContentError([Problem(str(path), 1, what)])
