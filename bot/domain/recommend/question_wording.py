"""How questions are put in one language: which words refuse, compare, join, or say nothing."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from bot.domain.recommend.phrases import Run
from bot.domain.recommend.tokens import AnyWord, fold, stem, words
from bot.domain.recommend.vocabulary import QuestionWords


class QuestionWording:
    """How questions are put in one language; phrases are folded words."""

    def __init__(self, known: QuestionWords) -> None:
        self.ignored = frozenset(fold(word) for word in known.ignored)
        self.refusals = _runs(known.refusals)
        self.harmless = _runs(known.harmless)
        self.denials = _runs(known.denials)
        self.persons = frozenset(fold(word) for word in known.persons)
        self.turns = _runs(known.turns)
        self.alternatives = _runs(known.alternatives)
        self.likenesses = _runs(known.likenesses)
        self.comparisons = _runs(known.comparisons)
        self.topics = _runs(known.topics)
        self.kinship = _runs(known.kinship)
        self.negations = _runs(known.negations)
        self.negating = frozenset(run[0] for run in self.negations)
        """The first words of negations."""
        self.wins = frozenset(fold(word) for word in known.wins)
        self.nominations = frozenset(fold(word) for word in known.nominations)
        self.losses = frozenset(fold(word) for word in known.losses)
        self.convictions = frozenset(stem(word) for word in known.convictions)
        self.turning = frozenset(run[0] for run in self.turns)


def function_words(known: QuestionWords) -> frozenset[str]:
    """The single words of a language by which it is known."""
    phrases = (*known.refusals, *known.harmless, *known.turns, *known.likenesses, *known.topics)
    runs = _runs(phrases)
    return frozenset(fold(word) for word in known.ignored) | {run[0] for run in runs if len(run) == 1}


def _runs(phrases: Iterable[str]) -> frozenset[Run]:
    return frozenset(tuple(token.folded for token in words(phrase)) for phrase in phrases)


def length_of(phrases: Container[Run], run: Sequence[AnyWord], place: int) -> int:
    """How many words the longest of the phrases has that begins at this place; 0 if none does."""
    longest = 0
    spelt: Run = ()
    for token in run[place : place + _LONGEST]:
        spelt = (*spelt, token.folded)
        if spelt in phrases:
            longest = len(spelt)
    return longest


def joins(wording: QuestionWording, run: Sequence[AnyWord], place: int) -> bool:
    """Whether an "and" or an "or" stands at this place."""
    return run[place].folded in _AND or bool(length_of(wording.alternatives, run, place))


_AND = frozenset({"and", "und", "et", "y", "i", "и", "та", "і", "й"})
"""Between two things of one enumeration, in all languages."""
_LONGEST = 6
"""Words of the longest phrase by which a question is put."""


def with_common(own: QuestionWords, common: QuestionWords) -> QuestionWords:
    """The words of a language and those that are read in every question, but for what either ignores."""
    names = (
        "refusals", "harmless", "denials", "persons", "turns", "alternatives", "likenesses", "comparisons", "topics",
        "kinship", "wins",
    )  # fmt: skip
    return replace(own, **{name: getattr(own, name) + getattr(common, name) for name in names})
