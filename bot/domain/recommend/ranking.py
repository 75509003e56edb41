"""The order in which films are recommended: best first, and not three of a kind.

Relevance is the sum over the clauses of the wish of BM25F (see film_index), more where a film meets more of them, and
the likeness to films that were named. What was refused is never shown. Bounds (years, running time) are kept by every
film that fits; only where no film fits are those shown that miss them.

Variety is maximal marginal relevance: Carbonell and Goldstein, "The Use of MMR, Diversity-Based Reranking for
Reordering Documents and Producing Summaries" (SIGIR 1998). Films are taken one by one, each time the one with the
highest  LAMBDA · relevance - (1 - LAMBDA) · greatest likeness to those already taken.

Nothing here is random and nothing is remembered: the same question to the same films gives the same answer.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.domain.recommend.bounds import Bounds, Measure, compared
from bot.domain.recommend.document import JOBS, Document, Term, concept_term, full_names
from bot.domain.recommend.expansion import ORIGIN, TOGETHER, ExpandedClause, expand
from bot.domain.recommend.film_index import FilmIndex, Floats, Postings, bits
from bot.domain.recommend.wish import Wish
from db.types import Film, FilmPage

Flags = NDArray[np.bool_]

_LAMBDA: Final = 0.85
_MISSES_BOUNDS: Final = 0.1
"""What is left of a film's relevance where it is not of the years or the length asked for."""
_IN_PASSING: Final = 0.4
"""What evidence counts that stands where it proves nothing: a country that a film is not from but speaks of."""
_OTHER_JOB: Final = 0.6
"""What a name is worth in a job that is hardly ever this person's."""
_LIKENESS: Final = 0.8
"""What being the same film would add, against meeting the whole question."""
_PARTLY: Final = 0.4
"""What a film keeps of its score that meets no clause plainly; with each clause it keeps more."""
_STRICT: Final = 3
"""Up to so many clauses a film that fits meets all of them."""
_ENOUGH: Final = 0.65
"""Of more, so much of their weight."""
_UNKNOWN: Final = 0.5
"""If so many words of a question are unknown, it is not understood well enough to say that a film fits."""
_AT_LEAST: Final = 0.5
"""So much of the weight of a wish a film must meet to be shown after films that fit."""
_VARIED: Final = 30
"""So many films are told apart; nobody turns further pages."""
_WORTH_SHOWING: Final = 0.3
"""Of the best film's relevance."""

_NEAR_REFUSED: Final = bits("theme", "genre", "tone")


@dataclass(frozen=True, slots=True)
class RankedFilm:
    """A film in its place."""

    page: FilmPage
    relevance: float
    """Against the best film's, which has 1."""
    fits: bool
    """It is what was asked for."""
    met: tuple[ExpandedClause, ...]
    """What it has of what was asked for, and what is near to it."""
    missing: tuple[str, ...]
    """What was asked for and is not met, as it was typed."""
    likeness: float
    """To the film that was named, 0 to 1."""

    @property
    def film(self) -> Film:
        return self.page.film


@dataclass(frozen=True, slots=True)
class Ranking:
    """All films worth showing, best first."""

    films: tuple[RankedFilm, ...]
    fits: bool
    """False: nothing really fits, these are the nearest."""
    understood: bool = True
    """False: of all that was asked not a word is known."""
    unknown: tuple[str, ...] = ()
    """Words that no film and no concept is known by."""
    unknown_refusals: tuple[str, ...] = ()
    """The same of what was refused: nothing could be left out for it."""


@dataclass(slots=True)
class _Tally:
    """What is known of all films at once, by their numbers."""

    size: int
    score: Floats = field(init=False)
    reached: Floats = field(init=False)
    """Weight of the clauses that are met."""
    count: Floats = field(init=False)
    """How many are."""
    fails: Flags = field(init=False)
    """A clause that no film may lack is not met."""

    def __post_init__(self) -> None:
        self.score, self.reached, self.count = (np.zeros(self.size, np.float32) for _ in range(3))
        self.fails = np.zeros(self.size, bool)


@dataclass(frozen=True, slots=True)
class _Met:
    """How well every film meets one clause."""

    clause: ExpandedClause
    value: Floats
    plainly: Flags
    """Met, not merely nearly."""


def rank(
    index: FilmIndex,
    wish: Wish,
    *,
    among: Container[int] | None = None,
    likes: Sequence[Document] = (),
    wanted: int = _VARIED,
) -> Ranking:
    """Order the films of the index, or those whose ids are `among` them, by how well they fit.

    `likes` are the films they should be like; neither they nor any that the wish names is an answer. With nothing to
    go by, films on the most lists come first. The first `wanted` films are told apart from each other.
    """
    clauses = [expand(index, clause) for clause in wish.clauses]
    refusals = [expand(index, clause) for clause in wish.refused]
    unknown = tuple(one.clause.text for one in clauses if not one.known)
    unknown_refusals = tuple(one.clause.text for one in refusals if not one.known)
    known = [one for one in clauses if one.known]
    wish = resolved(index, wish, likes)
    others = bool(
        wish.years or wish.minutes or likes or wish.excluded or len(unknown_refusals) < len(refusals)
    )
    if clauses and not known and not others:
        return Ranking((), fits=False, understood=False, unknown=unknown, unknown_refusals=unknown_refusals)
    allowed = _allowed(index, wish, refusals, likes)
    met = _either([_meet(index, one) for one in known])
    tally = _tally(index, met)
    relevance, likeness = _relevance(index, met, tally, likes)
    relevance *= _unlike(index, wish)
    touched = _touched(index, refusals, known)
    kept = _keeps(index.years, wish.years) & _keeps(index.runtimes, wish.minutes)
    relevance = np.where(allowed, relevance * np.where(kept, 1.0, _MISSES_BOUNDS), 0.0)
    fits = _fits(met, tally, kept) & allowed & (relevance > 0)
    if (fits & ~touched).any():  # what is near to what was refused is shown for want of anything else only
        allowed &= ~touched
        relevance, fits = np.where(allowed, relevance, 0.0), fits & allowed
    if _misunderstood(clauses):
        fits &= False
    ordered = _ordered(index, relevance, fits, _shown(met, tally, kept, likeness), among, wanted)
    best = max((relevance[number] for number in ordered), default=1.0)
    films = tuple(
        RankedFilm(
            index.pages[index.ids[number]],
            float(relevance[number] / best),
            bool(fits[number]),
            tuple(one.clause for one in met if one.value[number] > 0),
            (
                *(one.clause.clause.text for one in met if not one.plainly[number]),
                *unknown,
                *_missed(wish.years, int(index.years[number])),
                *_missed(wish.minutes, int(index.runtimes[number])),
            ),
            float(likeness[number]),
        )
        for number in ordered
    )
    return Ranking(films, any(one.fits for one in films), True, unknown, unknown_refusals)


def _either(met: list[_Met]) -> list[_Met]:
    """With "or" between two clauses, either is met where the other is."""
    for place in range(1, len(met)):
        before, after = met[place - 1], met[place]
        if after.clause.clause.alternative:
            plainly = before.plainly | after.plainly
            met[place - 1], met[place] = replace(before, plainly=plainly), replace(after, plainly=plainly)
    return met


def _meet(index: FilmIndex, clause: ExpandedClause) -> _Met:
    value = np.zeros(len(index.ids), np.float32)
    plainly = np.zeros(len(index.ids), bool)
    for one in clause.expansions:
        postings = index.postings(one.term)
        proves = postings.fields & clause.proves(one) > 0
        worth = postings.scores * np.where(proves, one.worth, one.worth * _IN_PASSING)
        if one.term.startswith("@"):
            worth *= _job_share(postings)
        value[postings.films] = np.maximum(value[postings.films], worth)
        if one.meets:
            plainly[postings.films] |= proves
    if len(clause.each) > 1:  # one word is no phrase
        value = np.maximum(value, TOGETHER * _together(index, clause))
    return _Met(clause, value, plainly)


def _job_share(postings: Postings) -> Floats:
    """Somebody's name is asked for as what they mostly are: an actor who directed once is an actor."""
    counts = [int((postings.fields & bits(job) > 0).sum()) for job in JOBS]
    most = max(counts, default=0)
    if not most:
        return np.ones(len(postings.films), np.float32)
    share = np.zeros(len(postings.films), np.float32)
    for job, count in zip(JOBS, counts, strict=True):
        share = np.maximum(share, np.where(postings.fields & bits(job) > 0, count / most, 0.0))
    return (_OTHER_JOB + (1 - _OTHER_JOB) * share).astype(np.float32)


def _together(index: FilmIndex, clause: ExpandedClause) -> Floats:
    """What a phrase is worth whose words all stand somewhere in the film; 0 if one does not."""
    total = np.zeros(len(index.ids), np.float32)
    every = np.ones(len(index.ids), bool)
    for terms in clause.each:
        best = np.zeros(len(index.ids), np.float32)
        for term in terms:
            postings = index.postings(term)
            scores = np.where(postings.fields & clause.fields > 0, postings.scores, 0.0)
            best[postings.films] = np.maximum(best[postings.films], scores)
        total += best
        every &= best > 0
    return np.where(every, total / len(clause.each), 0.0).astype(np.float32)


def _tally(index: FilmIndex, met: Sequence[_Met]) -> _Tally:
    tally = _Tally(len(index.ids))
    for one in met:
        tally.score += one.value
        tally.reached += np.where(one.plainly, one.clause.weight, 0.0)
        tally.count += one.plainly
        if one.clause.hard:
            tally.fails |= ~one.plainly
    return tally


def _relevance(
    index: FilmIndex, met: Sequence[_Met], tally: _Tally, likes: Sequence[Document]
) -> tuple[Floats, Floats]:
    """How well each film answers, and how like it is to those that were named, the likest having 1."""
    likeness: Floats = np.zeros(len(index.ids), np.float32)
    relevance: Floats
    if met:
        relevance = (tally.score * (_PARTLY + (1 - _PARTLY) * tally.count / len(met))).astype(np.float32)
    elif likes:
        relevance = likeness.copy()
    else:
        relevance = index.standing.copy()
    if likes:
        for like in likes:
            likeness = np.maximum(likeness, index.likeness_to(like)).astype(np.float32)
        for like in likes:
            if like.page.film.id in index.numbers:
                likeness[index.numbers[like.page.film.id]] = 0.0
        likeness /= float(likeness.max(initial=0.0)) or 1.0
        relevance += _LIKENESS * (sum(one.clause.weight for one in met) or 1.0) * likeness
    return relevance, likeness


def _allowed(
    index: FilmIndex, wish: Wish, refusals: Sequence[ExpandedClause], likes: Sequence[Document]
) -> Flags:
    """The films that are neither named in the wish nor what it refuses."""
    allowed = np.ones(len(index.ids), bool)
    for film_id in (*wish.excluded, *(like.page.film.id for like in likes)):
        if film_id in index.numbers:
            allowed[index.numbers[film_id]] = False
    for film_id in wish.unlike:
        for director in index.pages[film_id].film.people("director"):
            for term in full_names(director):
                postings = index.postings(term)
                allowed[postings.films[postings.fields & bits("director") > 0]] = False
    for refusal in refusals:
        for one in refusal.expansions:
            if one.meets:
                postings = index.postings(one.term)
                allowed[postings.films[postings.fields & _refused_in(refusal, one.term) > 0]] = False
    return allowed


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


def _touched(
    index: FilmIndex, refusals: Sequence[ExpandedClause], clauses: Sequence[ExpandedClause]
) -> Flags:
    """The films that are near to what was refused, or of which a text speaks of it; not by what was asked for."""
    wanted = {one.term for clause in clauses for one in clause.expansions if one.meets}
    touched = np.zeros(len(index.ids), bool)
    for refusal in refusals:
        if refusal.fields == ORIGIN:
            continue
        for one in refusal.expansions:
            if not one.term.startswith("@") and one.term not in wanted:
                postings = index.postings(one.term)
                where = _ANYWHERE if one.meets and not one.kind else _NEAR_REFUSED
                touched[postings.films[postings.fields & where > 0]] = True
    return touched


def _unlike(index: FilmIndex, wish: Wish) -> Floats:
    """Less for films that are like one which was named not to be like."""
    left = np.ones(len(index.ids), np.float32)
    for film_id in wish.unlike:
        likeness = index.likeness(film_id)
        likeness[index.numbers[film_id]] = 0.0
        left *= 1 - likeness / (float(likeness.max(initial=0.0)) or 1.0)
    return left


def resolved(index: FilmIndex, wish: Wish, likes: Sequence[Document]) -> Wish:
    """The wish with those bounds made definite that are relative to a film: "like Stalker but shorter"."""

    def definite(bounds: Bounds, measure: Measure) -> Bounds:
        page = index.pages.get(bounds.film) if bounds.film is not None else likes[0].page if likes else None
        if not bounds.relative or page is None:
            return bounds
        return compared(bounds, page.film.year if measure == "years" else page.film.runtime_minutes)

    return replace(
        wish,
        years=tuple(definite(one, "years") for one in wish.years),
        minutes=tuple(definite(one, "minutes") for one in wish.minutes),
    )


def _keeps(values: NDArray[np.int32], bounds: Sequence[Bounds]) -> Flags:
    """Which values are within: of several times that were named one will do, everything else must hold."""
    kept = values > 0 if bounds else np.ones(len(values), bool)
    either = [one for one in bounds if one.one_of_several]
    if either:
        kept = kept & np.logical_or.reduce([_within(values, one) for one in either])
    for one in bounds:
        if not one.one_of_several:
            kept = kept & _within(values, one)
    return kept


def _within(values: NDArray[np.int32], bounds: Bounds) -> Flags:
    inside = np.ones(len(values), bool)
    if bounds.least is not None:
        inside &= values >= bounds.least
    if bounds.most is not None:
        inside &= values <= bounds.most
    return np.asarray(inside != bounds.outside, np.bool_)


def _missed(bounds: Sequence[Bounds], value: int) -> list[str]:
    either = [one for one in bounds if one.one_of_several]
    failed = [] if any(one.holds(value or None) for one in either) else either
    failed += [one for one in bounds if not one.one_of_several and not one.holds(value or None)]
    return [one.text for one in failed]


def _fits(met: Sequence[_Met], tally: _Tally, kept: Flags) -> Flags:
    """A film fits that keeps the bounds and meets every clause; of a long question, most of it."""
    hard = [one for one in met if one.clause.hard]
    asked = sum(one.clause.weight for one in met)
    enough = tally.reached >= _ENOUGH * asked if len(hard) > _STRICT else ~tally.fails
    if met and not hard:
        enough = tally.reached >= _ENOUGH * asked
    return np.asarray(enough & kept, np.bool_)


def _misunderstood(clauses: Sequence[ExpandedClause]) -> bool:
    """Whether what is not known may be what matters: the question is about it, or too much of it is not known."""
    unknown = [one for one in clauses if not one.known]
    return any(one.clause.topic for one in unknown) or len(unknown) > _UNKNOWN * len(clauses)


def _shown(met: Sequence[_Met], tally: _Tally, kept: Flags, likeness: Floats) -> Flags:
    """Films good enough to come after those that fit."""
    if not met:
        return kept & (likeness > 0) if likeness.any() else kept
    return kept & (tally.reached >= _AT_LEAST * sum(one.clause.weight for one in met))


def _ordered(
    index: FilmIndex,
    relevance: Floats,
    fits: Flags,
    shown: Flags,
    among: Container[int] | None,
    wanted: int,
) -> list[int]:
    """The numbers of the films worth showing, best first: those that fit, then those that nearly do."""
    places = np.flatnonzero(relevance > 0)
    if among is not None:
        places = np.array([place for place in places if index.ids[place] in among], np.intp)
    if not len(places):
        return []
    if fits[places].any():
        places = places[fits[places] | shown[places]]
    places = places[relevance[places] >= _WORTH_SHOWING * _MISSES_BOUNDS * relevance[places].max()]
    order = np.lexsort((index.by_slug[places], -relevance[places].round(6), ~fits[places]))
    return _varied(index, relevance, fits, places[order].tolist(), wanted)


def _varied(index: FilmIndex, relevance: Floats, fits: Flags, ordered: list[int], wanted: int) -> list[int]:
    """Maximal marginal relevance over the first films, those that fit first; the rest follows by relevance."""
    waiting, rest = ordered[:_VARIED], ordered[_VARIED:]
    vectors = dict(zip(waiting, index.vectors(waiting), strict=True))
    best = max(float(relevance[place]) for place in waiting)
    likest = dict.fromkeys(waiting, 0.0)
    taken: list[int] = []
    while waiting and len(taken) < wanted:
        fitting = [place for place in waiting if fits[place]] or waiting
        chosen = max(
            fitting,
            key=lambda place: _LAMBDA * float(relevance[place]) / best - (1 - _LAMBDA) * likest[place],
        )
        waiting.remove(chosen)
        taken.append(chosen)
        for place in waiting:
            likest[place] = max(likest[place], _cosine(vectors[chosen], vectors[place]))
    return taken + waiting + rest


def _cosine(left: dict[int, float], right: dict[int, float]) -> float:
    """How alike two films are whose vectors have length 1: from 0 to 1."""
    if len(left) > len(right):
        left, right = right, left
    return sum(value * right.get(term, 0.0) for term, value in left.items())
