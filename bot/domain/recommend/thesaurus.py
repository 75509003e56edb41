"""What words mean: concepts, the words that stand for each, and reading a text with them.

A concept has a name ("winter"), words and phrases of any language that mean it, concepts near to it that will do if
nothing better is found, and concepts that it is a kind of. A phrase is read before its words: "civil war" is not a
war, and "New Year" is not new.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, NamedTuple

from bot.domain.recommend.tokens import AnyWord, fold, words
from bot.domain.recommend.vocabulary import QuestionWords, Span, Vocabulary


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
ANY_LANGUAGE: Final = ""


class _PhraseSense(NamedTuple):
    """One sense of a phrase, and how it is spelt there: folded words with spaces between them."""

    spelling: str
    only: bool
    """It means this in no other spelling."""
    sense: Sense


@dataclass(slots=True)
class _StemmedPhrases:
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
class _SpeltPhrases:
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


class Wording:
    """How questions are put in one language; phrases are folded words."""

    def __init__(self, known: QuestionWords) -> None:
        self.ignored = frozenset(fold(word) for word in known.ignored)
        self.refusals = _runs(known.refusals)
        self.harmless = _runs(known.harmless)
        self.turns = _runs(known.turns)
        self.alternatives = _runs(known.alternatives)
        self.likenesses = _runs(known.likenesses)
        self.comparisons = _runs(known.comparisons)
        self.topics = _runs(known.topics)
        self.negations = _runs(known.negations)
        self.negating = frozenset(run[0] for run in self.negations)
        """The first words of negations."""
        self.turning = frozenset(run[0] for run in self.turns)


def _function_words(known: QuestionWords) -> frozenset[str]:
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


_LONGEST = 6
"""Words of the longest phrase by which a question is put."""


class Thesaurus:
    """Reads texts; never changed once built."""

    def __init__(self, known: Vocabulary) -> None:
        self._stemmed = _StemmedPhrases()
        self._spelt: dict[str, _SpeltPhrases] = {}
        of_language = dict(known.languages)
        for concept in known.concepts:
            sense = Sense(concept=concept.name)
            named = () if EXACTLY + concept.name in concept.words else (concept.name,)
            self._stemmed.add((*named, *concept.words), sense)
            for language, phrases in concept.translations:
                self._spelt.setdefault(language, _SpeltPhrases()).add(phrases, sense)
        for language, one in known.languages:
            phrases_of = (
                self._stemmed
                if language == ANY_LANGUAGE
                else self._spelt.setdefault(language, _SpeltPhrases())
            )
            for span in one.years:
                phrases_of.add(span.words, Sense(years=span))
            for span in one.minutes:
                phrases_of.add(span.words, Sense(minutes=span))
        self._near: Mapping[str, tuple[str, ...]] = {c.name: c.near for c in known.concepts}
        self._narrower = _narrower({c.name: c.broader for c in known.concepts})
        common = of_language.get(ANY_LANGUAGE, QuestionWords())
        self._function_words = {
            language: _function_words(of_language.get(language, QuestionWords()))
            for language in (ANY_LANGUAGE, *self._spelt, *of_language)
        }
        self._wordings = {ANY_LANGUAGE: Wording(common)}
        for language in (*self._spelt, *of_language):
            if language != ANY_LANGUAGE:
                self._wordings[language] = Wording(_both(of_language.get(language, QuestionWords()), common))
        self.concepts_of = lru_cache(20_000)(self._concepts_of)
        """The names of all concepts that a text speaks of; labels are read again and again."""

    @property
    def keys(self) -> Iterable[str]:
        """The stems of all single words that are known."""
        return (stems for stems in self._stemmed.entries if " " not in stems)

    @property
    def concepts(self) -> Iterable[str]:
        """The names of all concepts."""
        return self._near.keys()

    def near(self, concept: str) -> tuple[str, ...]:
        """Concepts that will do for this one if need be."""
        return self._near.get(concept, ())

    def narrower(self, concept: str) -> tuple[str, ...]:
        """The concepts that are kinds of this one, and kinds of those; itself not among them."""
        return self._narrower.get(concept, ())

    def language_of(self, text: Sequence[AnyWord]) -> str:
        """The language of a question, by the words of each that stand in it; "" for English and Russian.

        Of two languages that know as many of the words, the earlier one in `reading.yaml`; "" before all.
        """
        best, most = ANY_LANGUAGE, sum(self._known(token, ANY_LANGUAGE) for token in text)
        for language in self._spelt:
            count = sum(
                self._known(token, language) or self._spelt[language].at(text, place)[0] > 0
                for place, token in enumerate(text)
            )
            if count > most:
                best, most = language, count
        return best

    def _known(self, token: AnyWord, language: str) -> bool:
        if token.folded in self._function_words[language]:
            return True
        return language == ANY_LANGUAGE and token.stem in self._stemmed.entries

    def wording(self, language: str = ANY_LANGUAGE) -> Wording:
        """How questions are put in a language."""
        return self._wordings[language]

    def ignored(self, token: AnyWord, language: str = ANY_LANGUAGE) -> bool:
        """Whether the word says nothing about a film."""
        return token.folded in self._wordings[language].ignored or (
            language != ANY_LANGUAGE and token.folded in self._wordings[ANY_LANGUAGE].ignored
        )

    def read(self, text: Sequence[AnyWord]) -> list[Phrase]:
        """Every phrase of the text that means something, the longest first where two begin together; none overlap."""
        phrases: list[Phrase] = []
        at, ignored = self._stemmed.at, self._wordings[ANY_LANGUAGE].ignored
        entries, longest = self._stemmed.entries, self._stemmed.longest
        place = 0
        while place < len(text):
            stem = text[place].stem
            if stem not in entries and stem not in longest:
                place += 1
                continue
            length, senses = at(text, place)
            if length > 1 or (length and text[place].folded not in ignored):
                phrases.append(Phrase(place, length, senses))
                place += length
            else:
                place += 1
        return phrases

    def phrase_at(self, text: Sequence[AnyWord], place: int, language: str = ANY_LANGUAGE) -> Phrase | None:
        """The longest phrase that begins at this word; in the question's own language rather than in another."""
        length, senses = self._spelt[language].at(text, place) if language in self._spelt else (0, ())
        if (
            length == 0
            and language != ANY_LANGUAGE
            and text[place].folded in self._wordings[language].ignored
        ):
            return None
        other, meant = self._stemmed.at(text, place)
        if other > max(length, 1) or (other and not length):
            length, senses = other, meant
        if not length or (length == 1 and self.ignored(text[place], language)):
            return None
        return Phrase(place, length, senses)

    def _concepts_of(self, text: str) -> frozenset[str]:
        return frozenset(
            sense.concept for phrase in self.read(words(text)) for sense in phrase.senses if sense.concept
        )

    def senses_of_stem(self, key: str) -> tuple[Sense, ...]:
        """What a single word with this stem means, however it is spelt."""
        found = self._stemmed.entries.get(key, ())
        return tuple(dict.fromkeys(one.sense for one in found if not one.only))


def _both(own: QuestionWords, common: QuestionWords) -> QuestionWords:
    """The words of a language and those that are read in every question, but for what either ignores."""
    names = ("refusals", "harmless", "turns", "alternatives", "likenesses", "comparisons", "topics")
    return replace(own, **{name: getattr(own, name) + getattr(common, name) for name in names})


def _narrower(broader: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The transitive closure of the relation, turned round."""
    found: dict[str, dict[str, None]] = {}
    for name in broader:
        waiting, above = list(broader[name]), {name}
        while waiting:
            one = waiting.pop()
            if one not in above:
                above.add(one)
                waiting += broader.get(one, ())
                found.setdefault(one, {})[name] = None
    return {name: tuple(names) for name, names in found.items()}
