"""Words and phrases with what they mean, looked up in a text: by their stems, or as they are spelt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from bot.domain.recommend.tokens import AnyWord, fold, words
from bot.domain.recommend.vocabulary import Span


class Sense(NamedTuple):
    """What a phrase stands for; `concept` is a name, the spans are None but for one."""

    concept: str | None = None
    years: Span | None = None
    minutes: Span | None = None


class Phrase(NamedTuple):
    """A run of words in a text that means something together."""

    first: int
    """The place of its first word."""
    length: int
    senses: tuple[Sense, ...]


Run = tuple[str, ...]
"""Words beside each other, in one of their forms."""

EXACTLY: Final = "="
"""Before a word that only counts when spelt so: "=moving" makes one cry, "moves" does not."""
ANY_ENDING: Final = "*"
"""After a word that may go on: German "krieg*" is Krieges and Kriegsfilm. For the languages that are not stemmed."""
_SHORTEST_BEGINNING: Final = 3


class _PhraseSense(NamedTuple):
    """One sense of a phrase, and how it is spelt there: folded words with spaces between them."""

    spelling: str
    only: bool
    """It means this in no other spelling."""
    sense: Sense


@dataclass(slots=True)
class StemmedPhrases:
    """Phrases by their stems with spaces between them: thousands, so they are kept as small as they can be."""

    entries: dict[str, tuple[_PhraseSense, ...]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    """Words of the longest phrase that begins with this stem, where any has more than one."""
    _single: dict[str, tuple[Sense, ...]] = field(default_factory=dict)
    """The senses of single words that were read, by how they are spelt."""

    def add(self, phrases: Iterable[str], sense: Sense) -> None:
        for phrase in phrases:
            parts = words(phrase)
            if not parts:
                continue
            stems = " ".join(part.stem for part in parts)
            spelling = " ".join(part.folded for part in parts)
            one = _PhraseSense(stems if spelling == stems else spelling, phrase.startswith(EXACTLY), sense)
            self.entries[stems] = (*self.entries.get(stems, ()), one)
            if len(parts) > 1:
                first = parts[0].stem
                self.longest[first] = max(self.longest.get(first, 1), len(parts))

    def at(self, run: Sequence[AnyWord], place: int) -> tuple[int, tuple[Sense, ...]]:
        """Words and senses of the longest phrase that begins there, (0, ()) if none does."""
        token = run[place]
        longest = self.longest.get(token.stem)
        if longest:
            for length in range(min(longest, len(run) - place), 1, -1):
                tokens = run[place : place + length]
                found = self.entries.get(" ".join([token.stem for token in tokens]))
                if found:
                    senses = _spelt_so(found, " ".join([token.folded for token in tokens]))
                    if senses:
                        return length, senses
        if token.stem not in self.entries:
            return 0, ()
        known = self._single.get(token.folded)
        if known is None:
            known = self._single[token.folded] = _spelt_so(self.entries[token.stem], token.folded)
        return (1, known) if known else (0, ())


def _spelt_so(found: Sequence[_PhraseSense], spelling: str) -> tuple[Sense, ...]:
    """The senses of a run of words; where some are spelt exactly so, only theirs ("longing" is not long)."""
    exact = [one.sense for one in found if one.spelling == spelling]
    return tuple(dict.fromkeys(exact or [one.sense for one in found if not one.only]))


@dataclass(slots=True)
class SpeltPhrases:
    """Phrases of a language that is not stemmed, as they are spelt or by how they begin."""

    entries: dict[str, tuple[Sense, ...]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)

    def add(self, phrases: Iterable[str], sense: Sense) -> None:
        for phrase in phrases:
            parts = [fold(part) for part in phrase.replace(ANY_ENDING, "").split()]
            key = " ".join(parts) + (ANY_ENDING if phrase.endswith(ANY_ENDING) else "")
            self.entries[key] = (*self.entries.get(key, ()), sense)
            self.longest[parts[0]] = max(self.longest.get(parts[0], 1), len(parts))

    def at(self, run: Sequence[AnyWord], place: int) -> tuple[int, tuple[Sense, ...]]:
        """As of phrases that are stemmed."""
        for length in range(min(self.longest.get(run[place].folded, 1), len(run) - place), 0, -1):
            spelt = " ".join([token.folded for token in run[place : place + length]])
            senses = self.entries.get(spelt) or self._begun(spelt)
            if senses:
                return length, tuple(dict.fromkeys(senses))
        return 0, ()

    def _begun(self, spelt: str) -> tuple[Sense, ...]:
        shortest = spelt.rfind(" ") + 1 + _SHORTEST_BEGINNING
        for end in range(len(spelt), shortest - 1, -1):
            senses = self.entries.get(spelt[:end] + ANY_ENDING)
            if senses:
                return senses
        return ()
