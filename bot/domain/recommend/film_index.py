"""The films that may be recommended, in an inverted index: for each term the films that have it, and how much it says.

How a term counts in a film is BM25F: Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted
fields" (2004); Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.6.
The counts of a term in the fields of a film are made comparable in length, weighted and added *before* they are
saturated, so a word in three fields is not three words. The weight of a rare term is the usual
ln(1 + (N - n + 0.5) / (n + 0.5)).

A question costs what the postings of its terms cost, not what the catalogue does. Everything is kept in flat arrays.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.domain.recommend.document import FilmDocument, format_terms
from bot.domain.recommend.phrases import Run
from bot.domain.recommend.terms import FIELDS, JOBS, Field, Term
from bot.domain.recommend.thesaurus import Thesaurus
from bot.domain.recommend.tokens import words
from db.types import FilmPage

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

K1: Final = 1.2
_OF_PEOPLE: Final = (2.5, 0.0)
WEIGHTS: Final[Mapping[Field, tuple[float, float]]] = {
    # weight, and how much its length matters (BM25F's b)
    "theme": (3.0, 0.3),
    "genre": (3.0, 0.2),
    "tone": (2.0, 0.2),
    "undertone": (1.0, 0.2),
    "colour": (2.0, 0.0),
    **dict.fromkeys(JOBS, _OF_PEOPLE),
    "director": (4.0, 0.0),
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
}  # fmt: skip
_COMMONEST: Final = 0.4
"""What the commonest term still weighs: "Soviet" tells little apart here, but it was asked for."""
BIT: Final[Mapping[Field, int]] = {field: 1 << place for place, field in enumerate(FIELDS)}


def bits(*fields: Field) -> int:
    """A set of fields as one number."""
    return sum(BIT[field] for field in fields)


_ALIKE: Final = bits("theme", "genre", "tone", "undertone", "year", *JOBS)
"""Fields by which films are alike. That they stand on one list, or won the same prize, makes no film like another."""
_ALIKE_IN_MEANING: Final = bits("synopsis", "description")
"""Fields by whose concepts they are."""


@dataclass(frozen=True, slots=True)
class Postings:
    """The films that have a term."""

    films: Ints
    """Numbers of films, each once."""
    scores: Floats
    """BM25F of the term in each."""
    fields: Ints
    """In which fields of each it stands, as `bits`."""


_NONE: Final = Postings(np.empty(0, np.int32), np.empty(0, np.float32), np.empty(0, np.int32))


class FilmIndex:
    """Never changed once built; build a new one when the catalogue changes. Films are numbered from 0."""

    def __init__(self, documents: Iterable[FilmDocument], thesaurus: Thesaurus) -> None:
        self.thesaurus = thesaurus
        rows = _Rows()
        self.titles: dict[Run, int] = {}
        """Films by every name they have, as stems, with its article and without; the first of equal names stays."""
        self.pages: dict[int, FilmPage] = {}
        """By film id, in the order of their numbers."""
        for document in documents:
            self.pages[document.page.film.id] = document.page
            rows.add(document)
            for run in _names(document.page):
                self.titles.setdefault(run, document.page.film.id)
        self.ids: tuple[int, ...] = tuple(self.pages)
        self.numbers: Mapping[int, int] = {film_id: number for number, film_id in enumerate(self.ids)}
        self._terms: Mapping[Term, int] = dict(rows.terms)
        self.people = frozenset(term for term in rows.terms if term.startswith("@"))
        """Words of names, and two of one name beside each other."""
        films = [page.film for page in self.pages.values()]
        self.genres = Counter(genre for film in films for genre in set(film.genres))
        self._formats = format_terms(self.genres, thesaurus)
        self._build(rows)
        self.years: Ints = np.array([film.year for film in films], np.int32)
        self.runtimes: Ints = np.array([film.runtime_minutes or 0 for film in films], np.int32)
        """0: not known."""
        self.standing: Floats = np.array([_standing(page) for page in self.pages.values()], np.float32)
        """How well known each film is here: what to begin with where nothing was asked for."""
        order = np.argsort(np.array([film.slug for film in films] or [""]), kind="stable")[: len(films)]
        self.by_slug: Ints = np.empty(len(films), np.int32)
        """Each film's place among all in the order of their slugs, which settles what nothing else does."""
        self.by_slug[order] = np.arange(len(films))

    def _build(self, rows: _Rows) -> None:
        size, terms = len(self.ids), len(self._terms)
        film, term, field = (np.frombuffer(a, np.int32) for a in (rows.film, rows.term, rows.field))
        lengths = rows.length_table()
        held = np.maximum((lengths > 0).sum(axis=0), 1)
        mean = np.maximum(lengths.sum(axis=0) / held, 1e-9)
        self._mean = mean
        weight = np.array([WEIGHTS[one][0] for one in FIELDS])
        b = np.array([WEIGHTS[one][1] for one in FIELDS])
        normal = np.maximum(1 - b + b * lengths / mean, 0.2) if size else lengths
        weighted = np.frombuffer(rows.count, np.float32) * weight[field] / normal[film, field]
        # One row a film and term, in the order of the terms.
        key = term.astype(np.int64) * max(size, 1) + film
        order = np.argsort(key, kind="stable")
        key, weighted, mask = key[order], weighted[order], (1 << field)[order]
        first = np.flatnonzero(np.diff(key, prepend=-1))
        total = np.add.reduceat(weighted, first) if len(first) else weighted
        self._fields: Ints = (np.bitwise_or.reduceat(mask, first) if len(first) else mask).astype(np.int32)
        key = key[first]
        self._films: Ints = (key % max(size, 1)).astype(np.int32)
        of_term = key // max(size, 1)
        self._starts = np.searchsorted(of_term, np.arange(terms + 1))
        df = np.diff(self._starts)
        self._rarity: Floats = np.maximum(np.log(1 + (size - df + 0.5) / (df + 0.5)), _COMMONEST).astype(
            np.float32
        )
        self.rarest = math.log(1 + (size + 0.5) / 0.5)
        """What a term would weigh that no film has."""
        self._scores: Floats = (self._rarity[of_term] * total * (K1 + 1) / (K1 + total)).astype(np.float32)
        self._build_vectors(of_term, rows)

    def _build_vectors(self, of_term: NDArray[np.int64], rows: _Rows) -> None:
        """Which terms make films alike, and each film's vector of them, of length 1."""
        concept = np.array([term.startswith("#") for term in rows.terms], bool)
        apart = np.array([_is_part_of_name(term) or term in self._formats for term in rows.terms], bool)
        if not len(self._films):
            concept = apart = np.empty(0, bool)
        alike = (self._fields & _ALIKE > 0) & ~apart[of_term]
        alike |= (self._fields & _ALIKE_IN_MEANING > 0) & concept[of_term]
        values = np.where(alike, self._scores, 0.0)
        norms = np.sqrt(np.bincount(self._films, values**2, len(self.ids)))
        norms[norms == 0] = 1.0
        self._alike: Floats = (values / norms[self._films]).astype(np.float32)
        chosen = np.flatnonzero(alike)
        order = chosen[np.argsort(self._films[chosen], kind="stable")]
        self._vector_terms: Ints = of_term[order].astype(np.int32)
        self._vector_values: Floats = self._alike[order]
        self._vector_starts = np.searchsorted(self._films[order], np.arange(len(self.ids) + 1))

    def __contains__(self, term: Term) -> bool:
        return term in self._terms

    def rarity(self, term: Term) -> float:
        """BM25's weight of a term; that of an unknown one is the highest."""
        number = self._terms.get(term)
        return self.rarest if number is None else float(self._rarity[number])

    def postings(self, term: Term) -> Postings:
        """The films that have a term; none where it is not known."""
        number = self._terms.get(term)
        if number is None:
            return _NONE
        there = slice(int(self._starts[number]), int(self._starts[number + 1]))
        return Postings(self._films[there], self._scores[there], self._fields[there])

    def likeness(self, film_id: int) -> Floats:
        """The cosine of every film's vector with that of one of them, 0 to 1."""
        found = np.zeros(len(self.ids), np.float32)
        number = self.numbers[film_id]
        there = slice(int(self._vector_starts[number]), int(self._vector_starts[number + 1]))
        for term, value in zip(self._vector_terms[there], self._vector_values[there], strict=True):
            postings = slice(int(self._starts[term]), int(self._starts[term + 1]))
            found[self._films[postings]] += value * self._alike[postings]
        return found

    def likeness_to(self, document: FilmDocument) -> Floats:
        """The same with a film that need not be one of these; its terms that no film here has do not count."""
        if document.page.film.id in self.numbers:
            return self.likeness(document.page.film.id)
        found = np.zeros(len(self.ids), np.float32)
        length = 0.0
        for term in _alike_terms(document) - self._formats:
            value = self.rarity(term)
            length += value * value
            number = self._terms.get(term)
            if number is not None:
                postings = slice(int(self._starts[number]), int(self._starts[number + 1]))
                found[self._films[postings]] += value * self._alike[postings]
        return found / (math.sqrt(length) or 1.0)

    def likenesses(self, numbers: Sequence[int]) -> Floats:
        """The cosine of each of some films' vectors with each other's."""
        spans = [slice(int(self._vector_starts[one]), int(self._vector_starts[one + 1])) for one in numbers]
        terms = np.concatenate([self._vector_terms[span] for span in spans])
        rows = np.repeat(np.arange(len(spans)), [span.stop - span.start for span in spans])
        known, columns = np.unique(terms, return_inverse=True)
        table = np.zeros((len(spans), len(known)), np.float32)
        table[rows, columns] = np.concatenate([self._vector_values[span] for span in spans])
        found: Floats = table @ table.T
        return found

    def common(self, genre: str) -> bool:
        """Whether more than a third of all films are of this genre: no reason worth giving."""
        return 3 * self.genres[genre] > len(self.ids)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Every stem that films or the thesaurus know, in order: what a misspelt word may be."""
        known = {term for term in self._terms if term[0] not in "#@%&~"}
        return tuple(sorted(known.union(self.thesaurus.keys)))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The skeleton of every name's words, in order."""
        return tuple(sorted(term[1:] for term in self._terms if term[0] == "@" and " " not in term))


class _Rows:
    """The counts of all films as one table that grows: film, term, field, count."""

    def __init__(self) -> None:
        self.terms: defaultdict[Term, int] = defaultdict(count().__next__)
        self.film, self.term, self.field = array("i"), array("i"), array("i")
        self.count = array("f")
        self._lengths: list[tuple[int, ...]] = []

    def add(self, document: FilmDocument) -> None:
        number = len(self._lengths)
        terms = self.terms
        for place, field in enumerate(FIELDS):
            counts = document.counts.get(field)
            if counts:
                self.term.extend([terms[term] for term in counts])
                self.count.extend(counts.values())
                self.film.extend([number] * len(counts))
                self.field.extend([place] * len(counts))
        self._lengths.append(tuple(document.lengths.get(field, 0) for field in FIELDS))

    def length_table(self) -> NDArray[np.float64]:
        return np.array(self._lengths, np.float64).reshape(-1, len(FIELDS))


def _alike_terms(document: FilmDocument) -> set[Term]:
    found: set[Term] = set()
    for field, counts in document.counts.items():
        if BIT[field] & _ALIKE:
            found |= {term for term in counts if not _is_part_of_name(term)}
        elif BIT[field] & _ALIKE_IN_MEANING:
            found |= {term for term in counts if term.startswith("#")}
    return found


def _is_part_of_name(term: Term) -> bool:
    return term.startswith("@") and " " not in term


def _standing(page: FilmPage) -> float:
    lists = {entry.list_id for entry in page.entries}
    return 1 + 0.2 * len(lists) + 0.02 * len(page.film.awards)


_ARTICLES: Final = frozenset({"the", "a", "an"})


def _names(page: FilmPage) -> Iterable[Run]:
    film = page.film
    names = [film.title, film.original_title, film.romanised_title]
    names += [title.text for title in film.alternative_titles]
    names += [entry.listed_title for entry in page.entries]
    for name in dict.fromkeys(name for name in names if name):
        run = tuple(token.stem for token in words(name))
        if run:
            yield run
        if len(run) > 1 and run[0] in _ARTICLES:
            yield run[1:]
