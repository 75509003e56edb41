"""The words of recommendations: `thesaurus/*.yaml` of the content folders -> bot.domain.recommend.vocabulary.

`reading.yaml` says how to read a question; every other file holds concepts. A concept that stands in several files,
or in an operator's folder too, has the words of all of them. A key of two letters is a language ("de"), whose words are
read in questions of that language only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bot.domain.recommend.vocabulary import Concept, QuestionWords, Span, Vocabulary

from .content import ContentFile
from .problems import ContentError, Problem
from .reading import read_yaml

READING: Final = "reading.yaml"
_LISTS: Final = (
    "ignored", "refusals", "harmless", "denials", "persons", "turns", "alternatives", "likenesses", "comparisons",
    "topics", "negations", "kinship", "wins", "nominations", "losses", "convictions",
)  # fmt: skip
_SPANS: Final = ("years", "minutes")
_LANGUAGE: Final = re.compile("[a-z]{2}")


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
        self._concepts: dict[str, _Words] = {}
        self._questions: dict[str, _Questions] = {"": _Questions()}

    def add(self, file: ContentFile) -> None:
        shown = file.shown
        said = _mapping(read_yaml(file.data, shown), shown)
        if file.path.name == READING:
            self._questions[""].add(said, shown)
            for language, one in _mapping(said.get("languages") or {}, shown).items():
                self._questions.setdefault(language, _Questions()).add(_mapping(one, shown), shown)
            return
        for name, one in said.items():
            self._concepts.setdefault(name, _Words()).add(_mapping(one, shown), shown)

    def vocabulary(self) -> Vocabulary:
        languages = {name: one.question_words() for name, one in self._questions.items()}
        known = tuple((name, one) for name, one in languages.items() if one != QuestionWords())
        return Vocabulary(tuple(one.concept(name) for name, one in self._concepts.items()), known)


@dataclass
class _Words:
    """One concept, as far as it was read."""

    words: list[str] = field(default_factory=list)
    near: list[str] = field(default_factory=list)
    broader: list[str] = field(default_factory=list)
    idioms: list[str] = field(default_factory=list)
    translations: dict[str, list[str]] = field(default_factory=dict)

    def add(self, said: Mapping[str, Any], file: str) -> None:
        self.words += _strings(said.get("words"), file)
        self.near += _strings(said.get("near"), file)
        self.broader += _strings(said.get("broader"), file)
        self.idioms += _strings(said.get("idioms"), file)
        for key, words in said.items():
            if _LANGUAGE.fullmatch(str(key)):
                self.translations.setdefault(key, []).extend(_strings(words, file))

    def concept(self, name: str) -> Concept:
        translations = tuple((language, tuple(words)) for language, words in self.translations.items())
        return Concept(
            name, tuple(self.words), tuple(self.near), tuple(self.broader), translations, tuple(self.idioms)
        )


@dataclass
class _Questions:
    """How questions are put in one language, as far as that was read."""

    lists: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in _LISTS})
    spans: dict[str, list[Span]] = field(default_factory=lambda: {name: [] for name in _SPANS})

    def add(self, said: Mapping[str, Any], file: str) -> None:
        for name in _LISTS:
            self.lists[name] += _strings(said.get(name), file)
        for name in _SPANS:
            self.spans[name] += [_span(one, file) for one in said.get(name) or ()]

    def question_words(self) -> QuestionWords:
        lists = {name: tuple(found) for name, found in self.lists.items()}
        spans = {name: tuple(found) for name, found in self.spans.items()}
        return QuestionWords(**lists, **spans)  # type: ignore[arg-type]  # each has the type of its field


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
    return Span(tuple(_strings(one.get("words"), file)), least, most, bool(one.get("relative")))


def _wrong(file: str, what: str) -> ContentError:
    return ContentError([Problem(file, 1, what)])
