"""The films that may be recommended, indexed by their terms, and how well each fits a question.

How a term counts in a film is BM25F: Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted
fields" (2004); Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.6.
The counts of a term in the fields of a film are made comparable in length, weighted and added *before* they are
saturated, so a word in three fields is not three words. The weight of a rare term is the usual
ln(1 + (N - n + 0.5) / (n + 0.5)).

A word of the question can be met in several ways: by its stem, by a concept of the thesaurus, by one near to that, as
somebody's name. Only its best way counts, so a film gains nothing by saying the same in many words.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from bot.domain.recommend.document import Document, Field, Term
from bot.domain.recommend.thesaurus import Stems, Thesaurus
from bot.domain.recommend.tokens import skeleton, stem, tokenize
from bot.domain.recommend.wish import Clause

_K1: Final = 1.2
_FIELDS: Final[Mapping[Field, tuple[float, float]]] = {
    # weight, and how much its length matters (BM25F's b)
    "theme": (3.0, 0.3),
    "genre": (3.0, 0.2),
    "director": (4.0, 0.0),
    "person": (2.5, 0.0),
    "country": (3.0, 0.3),
    "book": (2.0, 0.2),
    "title": (1.6, 0.1),
    "synopsis": (2.0, 0.5),
    "description": (1.5, 0.6),
    "fact": (0.6, 0.6),
    "award": (0.9, 0.2),
    "list": (0.8, 0.5),
    "language": (0.6, 0.2),
    "character": (0.6, 0.2),
    "studio": (0.6, 0.2),
    "year": (1.5, 0.0),
}

_COMMONEST: Final = 0.4
"""What the commonest term still weighs: "Soviet" tells little apart here, but it was asked for."""
STEM: Final = 1.0
CONCEPT: Final = 0.9
NEAR: Final = 0.3
FOR_WANT: Final = 0.5
"""What a near concept is worth where no film has the one that was meant."""
IN_A_PHRASE: Final = 0.3
"""What a single word of a phrase is worth against the phrase …"""
TOGETHER: Final = 0.7
"""… and what all its words are worth that stand apart: a woman, and a war, for "women in war"."""
RARE_NAME: Final = 0.35
"""What a name is worth where the word has another meaning, too."""
_CLOSE_NAME: Final = 85.0
_CLOSE: Final = 84.0
"""How alike, of 100, two stems must be for one to be taken for a misspelling or kin of the other."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """One way in which a part of a question can be met, and what that is worth."""

    term: Term
    worth: float


@dataclass(frozen=True, slots=True)
class ExpandedClause:
    """A part of a question with every way to meet it."""

    part: Clause
    readings: tuple[Expansion, ...]
    weight: float
    """How much it tells films apart: the weight of its best known reading, or the highest there is if none is."""
    country: bool
    """It names a country that some film is from."""
    each: tuple[tuple[Term, ...], ...]
    """Of a phrase: for each of its words the terms that meet it."""


class FilmIndex:
    """Documents that never change; build a new one when the catalogue does."""

    def __init__(self, documents: Sequence[Document], thesaurus: Thesaurus) -> None:
        self.thesaurus = thesaurus
        lengths: Counter[Field] = Counter()
        holders: Counter[Field] = Counter()
        for one in documents:
            lengths.update(one.lengths)
            holders.update(one.lengths.keys())
        self._mean = {field: lengths[field] / holders[field] for field in lengths}
        counts = {one.film.id: self._weighted(one) for one in documents}
        found = Counter(term for one in counts.values() for term in one)
        size = len(documents)
        self._rarity = {
            term: max(math.log(1 + (size - n + 0.5) / (n + 0.5)), _COMMONEST) for term, n in found.items()
        }
        self._rarest = math.log(1 + (size + 0.5) / 0.5)
        self._stems = sorted({term.key for term in found if term.kind == "stem"} | set(thesaurus.keys))
        self._names = sorted({term.key for term in found if term.kind == "name"})
        self._countries = {
            term for one in documents for term in one.counts.get("country", {}) if term.kind == "concept"
        }
        self.titles: Mapping[Stems, int] = _titles(documents)
        self._vectors: dict[int, Mapping[Term, float]] = {}
        self._norms: dict[int, float] = {}
        for film_id, weighted in counts.items():
            self._vectors[film_id], self._norms[film_id] = self._vector(weighted)
        self.documents: Mapping[int, Document] = {one.film.id: one.abridged() for one in documents}

    def __contains__(self, term: Term) -> bool:
        return term in self._rarity

    def rarity(self, term: Term) -> float:
        """BM25's weight of a term; that of an unknown one is the highest."""
        return self._rarity.get(term, self._rarest)

    def common(self, field: Field, name: str) -> bool:
        """Whether more than a third of all films carry this name there: no reason worth giving."""
        key = (field, name)
        carriers = sum(any(key in places for places in one.named.values()) for one in self.documents.values())
        return 3 * carriers > len(self.documents)

    def score(self, film_id: int, term: Term) -> float:
        """BM25F of one term in one film; 0 where it does not stand."""
        return self._vectors[film_id].get(term, 0.0) * self._norms[film_id] * (_K1 + 1)

    def vector(self, document: Document) -> Mapping[Term, float]:
        """Every term of a film, which need not be one of the index's, with its BM25F; of length 1."""
        return self._vectors.get(document.film.id) or self._vector(self._weighted(document))[0]

    def _vector(self, counts: Mapping[Term, float]) -> tuple[Mapping[Term, float], float]:
        """Of length 1, and the length that it had."""
        values = {
            term: self._rarity[term] * count / (_K1 + count)
            for term, count in counts.items()
            if term in self._rarity
        }
        length = math.sqrt(sum(value * value for value in values.values())) or 1.0
        return {term: value / length for term, value in values.items()}, length

    def need(self, part: Clause) -> ExpandedClause:
        """Every way to meet a part of a question, each term once."""
        worth: dict[Term, float] = {}

        def read(term: Term, value: float) -> None:
            if term in self._rarity:
                worth[term] = max(worth.get(term, 0.0), value)

        several = len(part.words) > 1
        each: list[tuple[Term, ...]] = []
        known_as = [Term("stem", word.stem) in self._rarity for word in part.words]
        for meaning in part.meanings:
            if meaning.concept:
                self._read_concept(meaning.concept, read, said=not several and known_as[0])
        for word in part.words:
            if several and self.thesaurus.ignored(word):
                continue
            key = Term("stem", word.stem)
            if several:
                concepts = [Term("concept", name) for name in self.thesaurus.concepts_of(word.text)]
                each.append((key, *concepts))
                for concept in concepts:
                    read(concept, NEAR)
            read(key, IN_A_PHRASE if several else STEM)
            if not several and (name := skeleton(word.text)):
                other = part.meanings or key in self._rarity
                read(Term("name", name), RARE_NAME if other and not _capital(word.text) else STEM)
        if not worth and not several:
            self._read_like(part.words[0].text, read)
        known = [self.rarity(term) * value for term, value in worth.items()]
        readings = tuple(Expansion(*one) for one in worth.items())
        country = any(one.worth > NEAR and one.term in self._countries for one in readings)
        return ExpandedClause(part, readings, max(known, default=self._rarest), country, tuple(each))

    def _read_concept(self, concept: str, read: Callable[[Term, float], None], *, said: bool) -> None:
        """A concept and those near to it, which are worth more where neither it nor the word itself is `said`."""
        term = Term("concept", concept)
        read(term, CONCEPT)
        worth = NEAR if said or term in self._rarity else FOR_WANT
        for near in self.thesaurus.near(concept):
            read(Term("concept", near), worth)

    def _read_like(self, text: str, read: Callable[[Term, float], None]) -> None:
        """A word that is not known at all: misspelt, or kin of one that is."""
        key, name = stem(text), skeleton(text)
        if len(key) < 4:  # "cat" is no misspelt "cart"
            return
        kin = [one for one in self._stems if one[0] == key[0]]
        close = process.extract(key, kin, scorer=fuzz.ratio, limit=3, score_cutoff=_CLOSE)
        for found, likeness, _ in close:
            if likeness < close[0][1]:
                break
            read(Term("stem", found), 0.8)
            for meaning in self.thesaurus.meanings_of_stem(found):
                if meaning.concept:
                    self._read_concept(meaning.concept, read, said=False)
        people = process.extract(name, self._names, scorer=fuzz.ratio, limit=1, score_cutoff=_CLOSE_NAME)
        for found, _, _ in people:
            read(Term("name", found), 0.8)

    def _weighted(self, document: Document) -> dict[Term, float]:
        counts: dict[Term, float] = {}
        for field, terms in document.counts.items():
            weight, b = _FIELDS[field]
            mean = self._mean.get(field, 0.0)
            length = 1 - b + b * document.lengths.get(field, 0) / mean if mean else 1.0
            for term, count in terms.items():
                counts[term] = counts.get(term, 0.0) + weight * count / max(length, 0.2)
        return counts


def _capital(text: str) -> bool:
    return text[0].isupper()


_ARTICLES = frozenset({"the", "a", "an"})


def _titles(documents: Iterable[Document]) -> dict[Stems, int]:
    """Films by every name they have, as stems, with its article and without; the first of equal names stays."""
    titles: dict[Stems, int] = {}
    for one in documents:
        film = one.film
        names = [film.title, film.original_title, film.romanised_title]
        names += [title.text for title in film.alternative_titles]
        names += [entry.listed_title for entry in one.page.entries]
        for name in names:
            stems = tuple(word.stem for word in tokenize(name or ""))
            if stems:
                titles.setdefault(stems, film.id)
            if len(stems) > 1 and stems[0] in _ARTICLES:
                titles.setdefault(stems[1:], film.id)
    return titles
