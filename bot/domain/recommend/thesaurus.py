"""What words mean: concepts, the words that stand for each, and reading a text with them.

A concept has a name ("winter"), words and phrases of any language that mean it, and concepts near to it that will do
if nothing better is found. A phrase is read before its words: "civil war" is not a war, and "New Year" is not new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from bot.domain.recommend.tokens import Token, fold, tokenize
from bot.domain.recommend.vocabulary import Span, Vocabulary


class Sense(NamedTuple):
    """What a phrase stands for; `concept` is a name, the spans are None but for one."""

    concept: str | None = None
    years: Span | None = None
    minutes: Span | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words in a text that means something together."""

    first: int
    """The place of its first word."""
    length: int
    meanings: tuple[Sense, ...]


Stems = tuple[str, ...]

EXACTLY: Final = "="
"""Before a word that only counts when spelt so: "=moving" makes one cry, "moves" does not."""


class _PhraseSense(NamedTuple):
    """One meaning of a phrase, and how it is spelt there: folded words with spaces between them."""

    spelling: str
    only: bool
    """It means this in no other spelling."""
    meaning: Sense


@dataclass(slots=True)
class _PhraseTable:
    """Phrases by their stems with spaces between them: thousands, so they are kept as small as they can be."""

    entries: dict[str, tuple[_PhraseSense, ...]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    """Words of the longest phrase that begins with this stem, where any has more than one."""

    def add(self, phrases: Iterable[str], meaning: Sense) -> None:
        for phrase in phrases:
            parts = tokenize(phrase)
            if not parts:
                continue
            stems = " ".join(part.stem for part in parts)
            spelling = " ".join(part.folded for part in parts)
            reading = _PhraseSense(
                stems if spelling == stems else spelling, phrase.startswith(EXACTLY), meaning
            )
            self.entries[stems] = (*self.entries.get(stems, ()), reading)
            if len(parts) > 1:
                first = parts[0].stem
                self.longest[first] = max(self.longest.get(first, 1), len(parts))

    def get(self, run: Sequence[Token]) -> tuple[Sense, ...]:
        """The meanings of a run of words; where some are spelt exactly so, only theirs ("longing" is not long)."""
        found = self.entries.get(" ".join([word.stem for word in run]), ())
        if not found:
            return ()
        spelt = " ".join([word.folded for word in run])
        exact = [one.meaning for one in found if one.spelling == spelt]
        return tuple(dict.fromkeys(exact or [one.meaning for one in found if not one.only]))


class Thesaurus:
    """Reads texts; never changed once built."""

    def __init__(self, known: Vocabulary) -> None:
        self._book = _PhraseTable()
        for concept in known.concepts:
            self._book.add((concept.name, *concept.words), Sense(concept=concept.name))
        for span in known.years:
            self._book.add(span.words, Sense(years=span))
        for span in known.minutes:
            self._book.add(span.words, Sense(minutes=span))
        self._near: Mapping[str, tuple[str, ...]] = {c.name: c.near for c in known.concepts}
        self._ignored = frozenset(fold(word) for word in known.ignored)
        self.refusals = frozenset(fold(word) for word in known.refusals)
        self.turns = frozenset(fold(word) for word in known.turns)
        self.likenesses = _phrases(known.likenesses)

    @property
    def keys(self) -> Iterable[str]:
        """The stems of all single words that are known."""
        return (stems for stems in self._book.entries if " " not in stems)

    @property
    def concepts(self) -> Iterable[str]:
        """The names of all concepts."""
        return self._near.keys()

    def near(self, concept: str) -> tuple[str, ...]:
        """Concepts that will do for this one if need be."""
        return self._near.get(concept, ())

    def ignored(self, word: Token) -> bool:
        """Whether the word says nothing about a film."""
        return word.folded in self._ignored

    def read(self, text: Sequence[Token]) -> list[Phrase]:
        """Every phrase of the text that means something, the longest first where two begin together; none overlap."""
        phrases: list[Phrase] = []
        place = 0
        while place < len(text):
            phrase = self.phrase_at(text, place)
            if phrase:
                phrases.append(phrase)
            place += phrase.length if phrase else 1
        return phrases

    def phrase_at(self, text: Sequence[Token], place: int) -> Phrase | None:
        """The longest phrase that begins at this word."""
        longest = self._book.longest.get(text[place].stem, 1)
        for length in range(min(longest, len(text) - place), 0, -1):
            meanings = self._book.get(text[place : place + length])
            if meanings and not (length == 1 and self.ignored(text[place])):
                return Phrase(place, length, meanings)
        return None

    def concepts_of(self, text: str) -> frozenset[str]:
        """The names of all concepts that a text speaks of."""
        return frozenset(
            meaning.concept
            for phrase in self.read(tokenize(text))
            for meaning in phrase.meanings
            if meaning.concept
        )

    def meanings_of_stem(self, key: str) -> tuple[Sense, ...]:
        """What a single word with this stem means, however it is spelt."""
        found = self._book.entries.get(key, ())
        return tuple(dict.fromkeys(one.meaning for one in found if not one.only))


def _phrases(texts: Iterable[str]) -> tuple[Stems, ...]:
    """Phrases as folded words, the longest first."""
    return tuple(sorted({tuple(w.folded for w in tokenize(text)) for text in texts}, key=len, reverse=True))
