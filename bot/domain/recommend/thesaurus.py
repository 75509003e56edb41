"""What words mean: concepts, the words that stand for each, and reading a text with them.

A concept has a name ("winter"), words and phrases of any language that mean it, concepts near to it that will do if
nothing better is found, and concepts that it is a kind of. A phrase is read before its words: "civil war" is not a
war, and "New Year" is not new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from bot.domain.recommend.phrases import EXACTLY, Phrase, Sense, SpeltPhrases, StemmedPhrases
from bot.domain.recommend.question_wording import QuestionWording, function_words, with_common
from bot.domain.recommend.tokens import AnyWord, words
from bot.domain.recommend.vocabulary import QuestionWords, Vocabulary

ANY_LANGUAGE: Final = ""
"""English and Russian, whose words are read in every question."""


class Thesaurus:
    """Reads texts; never changed once built."""

    def __init__(self, known: Vocabulary) -> None:
        self._stemmed = StemmedPhrases()
        self._spelt: dict[str, SpeltPhrases] = {}
        of_language = dict(known.languages)
        idioms: set[str] = set()
        for concept in known.concepts:
            sense = Sense(concept=concept.name)
            named = () if EXACTLY + concept.name in concept.words else (concept.name,)
            self._stemmed.add((*named, *concept.words, *concept.idioms), sense)
            idioms |= {_stems(words(phrase)) for phrase in concept.idioms}
            for language, phrases in concept.translations:
                self._spelt.setdefault(language, SpeltPhrases()).add(phrases, sense)
        for language, one in known.languages:
            phrases_of = (
                self._stemmed
                if language == ANY_LANGUAGE
                else self._spelt.setdefault(language, SpeltPhrases())
            )
            for span in one.years:
                phrases_of.add(span.words, Sense(years=span))
            for span in one.minutes:
                phrases_of.add(span.words, Sense(minutes=span))
        self._idioms = frozenset(idioms)
        self._near: Mapping[str, tuple[str, ...]] = {c.name: c.near for c in known.concepts}
        self._narrower = _narrower({c.name: c.broader for c in known.concepts})
        common = of_language.get(ANY_LANGUAGE, QuestionWords())
        self._function_words = {
            language: function_words(of_language.get(language, QuestionWords()))
            for language in (ANY_LANGUAGE, *self._spelt, *of_language)
        }
        self._wordings = {ANY_LANGUAGE: QuestionWording(common)}
        for language in (*self._spelt, *of_language):
            if language != ANY_LANGUAGE:
                self._wordings[language] = QuestionWording(
                    with_common(of_language.get(language, QuestionWords()), common)
                )
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

    def wording(self, language: str = ANY_LANGUAGE) -> QuestionWording:
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

    def is_idiom(self, text: Sequence[AnyWord], phrase: Phrase) -> bool:
        """Whether the words of a phrase say nothing by themselves."""
        return _stems(text[phrase.first : phrase.first + phrase.length]) in self._idioms

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


def _stems(text: Iterable[AnyWord]) -> str:
    return " ".join(token.stem for token in text)


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
