"""Which films a wish rules out: those it names, those that are what it refuses, those near to that.

A refusal is never weighed against anything. A film is what was refused by its labels, its people and its synopsis; it
is near to it by a kindred label, or because a list's description speaks of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from bot.domain.recommend.document import FilmDocument, full_names
from bot.domain.recommend.expansion import ORIGIN, ExpandedClause
from bot.domain.recommend.film_index import FilmIndex, Floats, bits
from bot.domain.recommend.matching import Flags
from bot.domain.recommend.terms import JOBS, Term, concept_term
from bot.domain.recommend.wish import Wish

_KINDRED: Final = bits("theme", "genre", "tone")


def ruled_out(
    index: FilmIndex, wish: Wish, refusals: Sequence[ExpandedClause], likes: Sequence[FilmDocument]
) -> Flags:
    """The films that are named in the wish, or are what it refuses."""
    found = np.zeros(len(index.ids), bool)
    for film_id in (*wish.excluded, *(like.page.film.id for like in likes)):
        if film_id in index.numbers:
            found[index.numbers[film_id]] = True
    for film_id in wish.unlike:
        for director in index.pages[film_id].film.people("director"):
            for term in full_names(director):
                postings = index.postings(term)
                found[postings.films[postings.fields & bits("director") > 0]] = True
    for refusal in refusals:
        for one in refusal.expansions:
            if one.meets:
                postings = index.postings(one.term)
                found[postings.films[postings.fields & _refused_in(refusal, one.term) > 0]] = True
    return found


_COUNTRY: Final = bits("country", "theme")
_LABELS: Final = bits("theme", "genre", "tone", "colour", "award", "book", "language")
_ANYWHERE: Final = bits("theme", "genre", "tone", "undertone", "synopsis", "description")


def _refused_in(refusal: ExpandedClause, term: Term) -> int:
    """The fields by which a film is what was refused: not by a word in passing, and not by what language it is in."""
    if refusal.fields == ORIGIN:
        return _COUNTRY
    if term.startswith("@"):
        return bits(*JOBS, "book", "character")
    if not refusal.clause.senses:
        return _LABELS | bits("synopsis", "character", "title", "studio", "country")
    itself = any(sense.concept and term == concept_term(sense.concept) for sense in refusal.clause.senses)
    return _LABELS | bits("synopsis", "character") if itself else _LABELS


def near_refused(
    index: FilmIndex, refusals: Sequence[ExpandedClause], clauses: Sequence[ExpandedClause]
) -> Flags:
    """The films of which a text speaks of what was refused, or that have an undertone of it."""
    found = np.zeros(len(index.ids), bool)
    for term, where in _near(refusals, clauses):
        postings = index.postings(term)
        found[postings.films[postings.fields & where > 0]] = True
    return found


def kindred(index: FilmIndex, refusals: Sequence[ExpandedClause], clauses: Sequence[ExpandedClause]) -> Flags:
    """The films that have a label which is near to what was refused: better than nothing, but not the first to show."""
    wanted = {one.term for clause in clauses for one in clause.expansions if one.meets}
    found = np.zeros(len(index.ids), bool)
    for refusal in refusals:
        for one in refusal.expansions:
            if not one.meets and one.term.startswith("#") and one.term not in wanted:
                postings = index.postings(one.term)
                found[postings.films[postings.fields & _KINDRED > 0]] = True
    return found


def _near(
    refusals: Sequence[ExpandedClause], clauses: Sequence[ExpandedClause]
) -> Iterator[tuple[Term, int]]:
    wanted = {one.term for clause in clauses for one in clause.expansions if one.meets}
    for refusal in refusals:
        if refusal.fields != ORIGIN:
            for one in refusal.expansions:
                if one.meets and not one.term.startswith("@") and one.term not in wanted:
                    yield one.term, bits("undertone") if one.kind else _ANYWHERE


def likely(index: FilmIndex, wish: Wish) -> Floats:
    """1 for every film, less for one that is like a film which was named not to be like."""
    left = np.ones(len(index.ids), np.float32)
    for film_id in wish.unlike:
        likeness = index.likeness(film_id)
        likeness[index.numbers[film_id]] = 0.0
        left *= 1 - likeness / (float(likeness.max(initial=0.0)) or 1.0)
    return left
