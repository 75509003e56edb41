"""A film as its index sees it: in each of its fields, which terms stand there; and its texts, sentence by sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from bot.domain.recommend.denied import denied
from bot.domain.recommend.phrases import Phrase
from bot.domain.recommend.terms import (
    JOBS,
    Field,
    Label,
    Term,
    Text,
    concept_term,
    decade_term,
    name_term,
    nominated_term,
    stem_term,
    won_term,
)
from bot.domain.recommend.thesaurus import Thesaurus
from bot.domain.recommend.tokens import AnyWord, forget_tokens, skeleton, words
from bot.domain.sentences import sentences
from bot.domain.stamps import doubted
from db.types import Entry, Film, FilmPage


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text a member can look up, to the letter."""

    text: str
    source: Text
    entry: Entry | None
    """Whose words these are; None for the synopsis."""
    terms: frozenset[Term]
    """What it speaks of and does not deny."""


@dataclass(frozen=True, slots=True)
class FilmDocument:
    """A film with its terms."""

    page: FilmPage
    counts: Mapping[Field, Mapping[Term, float]]
    """How often each term stands in each field."""
    lengths: Mapping[Field, int]
    """Words in each field."""


AWARDS: Final = "award"
ADAPTATIONS: Final = "literary adaptation"
"""The concepts whose kinds are read where prizes, or the book behind a film, are named: a Golden Bear is no animal."""
FORMAT: Final = "television film"
"""The concept whose genres say how a film was shown, not what it is like: such a genre makes no two films alike."""
_INSIDE_A_PHRASE: Final = 0.3
"""What a word counts that is part of a phrase meaning something else: the war of "nuclear war"."""
_PREVAILING: Final = 2
"""Tones that a film has through and through; the rest, weaker, are undertones."""
_FOREMOST: Final = 1.5
_PARTLY: Final = 0.4
_COLOURS: Final[Mapping[str, tuple[str, ...]]] = {
    "colour": ("in colour",),
    "black and white": ("black and white",),
    "both": ("in colour", "black and white"),
}


def document(page: FilmPage, thesaurus: Thesaurus) -> FilmDocument:
    """Read everything about a film once.

    A sentence that an editor has marked as wrong, misleading or unconfirmed is not read: nothing is recommended for it.
    """
    builder = _Builder(thesaurus)
    builder.add_names(page.film)
    builder.add_people(page.film)
    year = page.film.year
    builder.add("year", {decade_term(year): 1.0, stem_term(str(year)): 1.0}, 1)
    for title in dict.fromkeys(entry.list_title for entry in page.entries):
        tokens = words(title)
        builder.add("list", terms_of(tokens, thesaurus), len(tokens))
    for source, text, entry in texts_of(page):
        for sentence in sentences(text):
            if not (entry and doubted(sentence, entry.checks)):
                tokens = words(sentence)
                builder.add(source, _spoken_of(sentence, tokens, thesaurus), len(tokens))
    return builder.finish(page)


def labels_of(film: Film) -> Iterator[tuple[Label, tuple[str, ...]]]:
    """Every field of short names with the names as they are written."""
    yield "theme", film.themes
    yield "genre", film.genres
    yield "tone", film.tones[:_PREVAILING]
    yield "undertone", film.tones[_PREVAILING:]
    yield "colour", _COLOURS[film.colour] if film.colour else ()
    yield "country", film.countries
    yield "language", film.languages
    yield "studio", film.studios
    yield "award", film.awards


def _weight(film: Film, field: Label, place: int) -> float:
    """What a label counts: the strongest tone more, a colour that is not throughout less."""
    if field == "colour" and film.colour == "both":
        return _PARTLY
    return _FOREMOST if field == "tone" and place == 0 else 1.0


@lru_cache(20_000)
def label_terms(field: Label, name: str, thesaurus: Thesaurus) -> Mapping[Term, float]:
    """The terms of a name in such a field; films share most of them."""
    if field == "award":
        return _prize_terms(words(name), thesaurus)
    if field == "language":
        name = f"{name} language"
    return terms_of(words(name), thesaurus)


def is_format(genre: str, thesaurus: Thesaurus) -> bool:
    """Whether a genre says only how a film was shown."""
    return FORMAT in thesaurus.concepts_of(genre)


def format_terms(genres: Iterable[str], thesaurus: Thesaurus) -> frozenset[Term]:
    """Every term of those genres that are formats."""
    formats = [genre for genre in genres if is_format(genre, thesaurus)]
    return frozenset(term for one in formats for term in label_terms("genre", one, thesaurus))


def person_terms(person: str) -> Mapping[Term, float]:
    """The terms of somebody's name: each of its words, and each two beside each other."""
    return dict.fromkeys(_name_terms(words(person)), 1.0)


def full_names(person: str) -> list[Term]:
    """Of those only the pairs, which are nearly always one person's."""
    return [term for term in person_terms(person) if " " in term]


def book_terms(text: str, thesaurus: Thesaurus) -> Mapping[Term, float]:
    """The terms of the book, play or story behind a film: whose it is, and that there is one; not what it is called."""
    tokens = words(text)
    named = _name_terms([token for token in tokens if token.text[0].isupper()])
    return {**dict.fromkeys(named, 1.0), **_kinds(tokens, ADAPTATIONS, thesaurus)}


def quotable(page: FilmPage, thesaurus: Thesaurus) -> list[Sentence]:
    """Every sentence about a film that may be quoted, in the order of the synopsis and the lists."""
    return [
        Sentence(text, source, entry, frozenset(_spoken_of(text, words(text), thesaurus)))
        for source, whole, entry in texts_of(page)
        for text in sentences(whole)
        if not (entry and doubted(text, entry.checks))
    ]


def terms_of(
    tokens: Sequence[AnyWord], thesaurus: Thesaurus, unsaid: frozenset[int] = frozenset()
) -> dict[Term, float]:
    """Stems and concepts with how often each stands there, without the words at the places that are `unsaid`."""
    return _terms_of(tokens, thesaurus.read(tokens), thesaurus, unsaid)


def _terms_of(
    tokens: Sequence[AnyWord], phrases: Sequence[Phrase], thesaurus: Thesaurus, unsaid: frozenset[int]
) -> dict[Term, float]:
    found: dict[Term, float] = {}
    inside: set[int] = set()
    silent = set(unsaid)
    for phrase in phrases:
        if phrase.first in unsaid:
            continue
        for sense in phrase.senses:
            if sense.concept:
                term = concept_term(sense.concept)
                found[term] = found.get(term, 0.0) + 1
        if phrase.length > 1:
            places = range(phrase.first, phrase.first + phrase.length)
            (silent if thesaurus.is_idiom(tokens, phrase) else inside).update(places)
    for place, token in enumerate(tokens):
        if place not in silent and not thesaurus.ignored(token):
            term = stem_term(token.stem)
            found[term] = found.get(term, 0.0) + (_INSIDE_A_PHRASE if place in inside else 1)
    return found


def forget() -> None:
    """Remember no more forms: a question has ten words, the catalogue just read had thousands."""
    forget_tokens()
    label_terms.cache_clear()


def texts_of(page: FilmPage) -> Iterator[tuple[Text, str, Entry | None]]:
    """Synopsis, and the description and fact of each entry with it."""
    if page.film.synopsis:
        yield "synopsis", page.film.synopsis, None
    for entry in page.entries:
        yield "description", entry.description, entry
        if entry.fact:
            yield "fact", entry.fact, entry


def _spoken_of(text: str, tokens: Sequence[AnyWord], thesaurus: Thesaurus) -> dict[Term, float]:
    """The terms of a sentence; words with a capital are names, but for the first and those that mean something."""
    phrases = thesaurus.read(tokens)
    unsaid = denied(text, tokens, thesaurus)
    found = _terms_of(tokens, phrases, thesaurus, unsaid)
    meaning = {place for one in phrases for place in range(one.first, one.first + one.length)}
    for place, token in enumerate(tokens):
        if place and token.text[0].isupper() and place not in meaning and place not in unsaid:
            key = skeleton(token.text)
            if key:
                found[name_term(key)] = 1.0
    return found


def _prize_terms(tokens: Sequence[AnyWord], thesaurus: Thesaurus) -> dict[Term, float]:
    """The prizes that are named; beside one that was won, its whole name, so that "won in Riga" finds it."""
    kinds = _kinds(tokens, AWARDS, thesaurus)
    if not thesaurus.wording().nominations.isdisjoint([token.folded for token in tokens]):
        return {nominated_term(term): count for term, count in kinds.items()}
    return kinds | {won_term(term): 1.0 for term in terms_of(tokens, thesaurus)}


def _name_terms(tokens: Sequence[AnyWord]) -> list[Term]:
    keys = [key for token in tokens if (key := skeleton(token.text))]
    return [name_term(key) for key in keys] + [name_term(*pair) for pair in pairwise(keys)]


def _kinds(tokens: Sequence[AnyWord], concept: str, thesaurus: Thesaurus) -> dict[Term, float]:
    kinds = {concept, *thesaurus.narrower(concept)}
    found = {sense.concept for phrase in thesaurus.read(tokens) for sense in phrase.senses}
    return {concept_term(one): 1.0 for one in kinds if one in found}


class _Builder:
    def __init__(self, thesaurus: Thesaurus) -> None:
        self._thesaurus = thesaurus
        self._counts: dict[Field, dict[Term, float]] = {}
        self._lengths: Counter[Field] = Counter()

    def add(self, field: Field, found: Mapping[Term, float], length: int) -> None:
        self._lengths[field] += length
        counts = self._counts.get(field)
        if counts is None:
            self._counts[field] = dict(found)
            return
        for term, count in found.items():
            counts[term] = counts.get(term, 0.0) + count

    def add_names(self, film: Film) -> None:
        """The words of a title are words and mean nothing: "The Cold Summer of 1953" is no film about winter."""
        titles = [film.title, film.original_title, film.romanised_title]
        titles += [title.text for title in film.alternative_titles]
        for title in dict.fromkeys(title for title in titles if title):
            tokens = words(title)
            said = (token for token in tokens if not self._thesaurus.ignored(token))
            self.add("title", dict.fromkeys((stem_term(token.stem) for token in said), 1.0), len(tokens))
        for field, names in labels_of(film):
            for place, name in enumerate(names):
                found = label_terms(field, name, self._thesaurus)
                weight = _weight(film, field, place)
                if weight != 1:
                    found = {term: count * weight for term, count in found.items()}
                self.add(field, found, len(name.split()))

    def add_people(self, film: Film) -> None:
        for job in JOBS:
            for person in dict.fromkeys(film.people(job)):
                self.add(job, person_terms(person), len(person.split()))
        for credit in film.credits.get("cast", ()):
            if credit.character:
                tokens = words(credit.character)
                names = _name_terms([token for token in tokens if token.text[0].isupper()])
                found = {**terms_of(tokens, self._thesaurus), **dict.fromkeys(names, 1.0)}
                self.add("character", found, len(tokens))
        if film.based_on:
            self.add("book", book_terms(film.based_on, self._thesaurus), len(film.based_on.split()))

    def finish(self, page: FilmPage) -> FilmDocument:
        return FilmDocument(page, self._counts, self._lengths)
