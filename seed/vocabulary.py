"""The words of recommendations: `thesaurus/*.yaml` of the content folders -> bot.domain.recommend.vocabulary.

`reading.yaml` says how to read a question; every other file holds concepts. A concept that stands in several files,
or in an operator's folder too, has the words of all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from bot.domain.recommend.vocabulary import Concept, Span, Vocabulary

from .content import ContentFile
from .problems import ContentError, Problem
from .reading import read_yaml

READING: Final = "reading.yaml"
_LISTS: Final = ("ignored", "refusals", "turns", "likenesses")


def read_vocabulary(files: Iterable[ContentFile], problems: list[Problem]) -> Vocabulary:
    """All that the thesaurus files among these say; what is wrong with one is added to `problems`."""
    found = _Found()
    for file in files:
        if file.kind == "thesaurus":
            try:
                found.add(file)
            except ContentError as error:
                problems += error.problems
    return found.vocabulary()


class _Found:
    """What was read so far."""

    def __init__(self) -> None:
        self._concepts: dict[str, tuple[list[str], list[str]]] = {}
        self._lists: dict[str, list[str]] = {name: [] for name in _LISTS}
        self._spans: dict[str, list[Span]] = {"years": [], "minutes": []}

    def add(self, file: ContentFile) -> None:
        shown = file.shown
        said = _mapping(read_yaml(file.data, shown), shown)
        if file.path.name == READING:
            for name in _LISTS:
                self._lists[name] += _strings(said.get(name), shown)
            for name, spans in self._spans.items():
                spans += [_span(one, shown) for one in said.get(name) or ()]
            return
        for name, one in said.items():
            concept = _mapping(one, shown)
            words, near = self._concepts.setdefault(name, ([], []))
            words += _strings(concept.get("words"), shown)
            near += _strings(concept.get("near"), shown)

    def vocabulary(self) -> Vocabulary:
        return Vocabulary(
            concepts=tuple(
                Concept(name, tuple(said), tuple(near)) for name, (said, near) in self._concepts.items()
            ),
            years=tuple(self._spans["years"]),
            minutes=tuple(self._spans["minutes"]),
            **{name: tuple(found) for name, found in self._lists.items()},
        )


def _mapping(value: Any, file: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _wrong(file, "names and what they mean are expected")
    return value


def _strings(value: Any, file: str) -> Sequence[str]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _wrong(file, "a list of words is expected")
    return value


def _span(value: Any, file: str) -> Span:
    one = _mapping(value, file)
    try:
        least, most = (int(one[name]) if name in one else None for name in ("least", "most"))
    except ValueError:
        raise _wrong(file, "least and most are numbers") from None
    return Span(tuple(_strings(one.get("words"), file)), least, most)


def _wrong(file: str, what: str) -> ContentError:
    return ContentError([Problem(file, 1, what)])
