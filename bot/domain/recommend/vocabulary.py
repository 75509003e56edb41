"""The words of recommendations as they are stored, before anything is made of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning with the words for it. `near` and `broader` are the thesaurus relations of ISO 25964."""

    name: str
    words: tuple[str, ...]
    near: tuple[str, ...] = ()
    """Related concepts, which will do if nothing better is found."""
    broader: tuple[str, ...] = ()
    """Concepts that this is a kind of: what is refused with "war" is refused with "siege", too."""
    translations: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """By language ("de"): words that are read in questions of that language only."""
    idioms: tuple[str, ...] = ()
    """Phrases for it whose words say nothing by themselves: nobody is lonely in a "lonely house"."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a word stands for that is not in any text: a span of years, or of minutes."""

    words: tuple[str, ...]
    least: int | None
    most: int | None
    relative: bool = False
    """Beside a film that was named it means less, or more, than that film's."""


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """The words of one language that say how a question is meant rather than what it is about."""

    ignored: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    """Words that refuse what follows: "not", "without", "hates"."""
    harmless: tuple[str, ...] = ()
    """Phrases that hold such a word and refuse nothing: "not only", "no matter"."""
    denials: tuple[str, ...] = ()
    """Verbs that deny what somebody does: "does not". Of somebody in a story they refuse nothing."""
    persons: tuple[str, ...] = ()
    """Words for somebody in a story that are no words of it: "you", "they", "people"."""
    turns: tuple[str, ...] = ()
    """Words that end a refusal: "but", "а"."""
    alternatives: tuple[str, ...] = ()
    """Words between the things of one enumeration: "or", "nor"."""
    likenesses: tuple[str, ...] = ()
    """Phrases that a title follows: "similar to", "похоже на"."""
    comparisons: tuple[str, ...] = ()
    """Words that the film follows which something is compared with: "than"."""
    topics: tuple[str, ...] = ()
    """Words before what a film must have: "about", "with"."""
    losses: tuple[str, ...] = ()
    """Words after which a text names what somebody has no more: "lost"."""
    convictions: tuple[str, ...] = ()
    """What is denied of somebody who has lost it: "faith". A lost son is spoken of all the same."""
    negations: tuple[str, ...] = ()
    """Words after which a *text* names what is not there: "no", "without"; "he hates the war" does speak of it."""
    kinship: tuple[str, ...] = ()
    """Words that belong to a surname beside them: "the Strugatsky brothers"."""
    wins: tuple[str, ...] = ()
    """Words that ask for a prize that was won: "won", "winner"."""
    nominations: tuple[str, ...] = ()
    """Words in the name of a prize that was not won: "nomination"."""
    years: tuple[Span, ...] = ()
    minutes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that is known of words; made from files, see seed.vocabulary."""

    concepts: tuple[Concept, ...] = ()
    languages: tuple[tuple[str, QuestionWords], ...] = ()
    """By language; those of "" are read in every question (English and Russian, which differ by their letters)."""

    def to_json(self) -> str:
        """As it is stored."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Vocabulary:
        """What `to_json` made; of what an older version stored, the concepts."""
        stored = json.loads(text)
        return cls(
            tuple(_concept(one) for one in stored["concepts"]),
            tuple((language, _question_words(one)) for language, one in stored.get("languages", ())),
        )


_WORDS: Final = frozenset(one.name for one in fields(QuestionWords)) - {"years", "minutes"}
"""What a newer program may have stored besides is left alone."""


def _concept(stored: Mapping[str, Any]) -> Concept:
    return Concept(
        stored["name"],
        tuple(stored["words"]),
        tuple(stored["near"]),
        tuple(stored.get("broader", ())),
        tuple((language, tuple(words)) for language, words in stored.get("translations", ())),
        tuple(stored.get("idioms", ())),
    )


def _question_words(stored: Mapping[str, Any]) -> QuestionWords:
    spans = {
        name: tuple(
            Span(tuple(one["words"]), one["least"], one["most"], one["relative"]) for one in stored[name]
        )
        for name in ("years", "minutes")
    }
    return QuestionWords(
        **{name: tuple(words) for name, words in stored.items() if name in _WORDS},
        years=spans["years"],
        minutes=spans["minutes"],
    )
