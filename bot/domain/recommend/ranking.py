"""The order in which films are recommended: best first, and not three of a kind.

Relevance is the sum over the clauses of the wish of BM25F (see film_index), more where a film meets more of them, and
the likeness to films that were named. What was refused is never shown, and nothing longer than there is time for. Other
bounds (years, "long") are kept by every film that fits; only where no film fits are those shown that miss them.

Variety is maximal marginal relevance: Carbonell and Goldstein, "The Use of MMR, Diversity-Based Reranking for
Reordering Documents and Producing Summaries" (SIGIR 1998). Films are taken one by one, each time the one with the
highest  LAMBDA · relevance - (1 - LAMBDA) · greatest likeness to those already taken.

Nothing here is random and nothing is remembered: the same question to the same films gives the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.domain.recommend.bounds import Bounds, Measure, compared
from bot.domain.recommend.document import FilmDocument
from bot.domain.recommend.expansion import ExpandedClause, expand
from bot.domain.recommend.film_index import FilmIndex, Floats
from bot.domain.recommend.matching import Flags, Met, Totals, add_up, either, fitting, meet
from bot.domain.recommend.refusal import kindred, likely, near_refused, ruled_out
from bot.domain.recommend.wish import Wish
from db.types import Film, FilmPage

_LAMBDA: Final = 0.85
_MISSES_BOUNDS: Final = 0.1
"""What is left of a film's relevance where it is not of the years or the length asked for."""
_KINDRED: Final = 0.5
"""What is left where it is kindred to what was refused."""
_LIKENESS: Final = 0.8
"""What being the same film would add, against meeting the whole question."""
_NAMED: Final = 0.7
"""What the film that was named weighs at least, against the rarest clause: "like The Sacrifice but in Russian"."""
_PARTLY: Final = 0.4
"""What a film keeps of its score that meets no clause plainly; with each clause it keeps more."""
_UNKNOWN: Final = 0.5
"""If so many words of a question are unknown, it is not understood well enough to say that a film fits."""
_AT_LEAST: Final = 0.5
"""So much of the weight of a wish a film must meet to be shown after films that fit."""
_VARIED: Final = 30
"""So many films are told apart from each other; the rest comes as it is."""
_WORTH_SHOWING: Final = 0.3
"""Of the best film's relevance."""


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
    """What was asked for and is not met, as it was typed; but for years and lengths."""
    outside: tuple[str, ...]
    """The years and lengths that were asked for and are not the film's, as they were typed."""
    likeness: float
    """To the film that was named, 0 to 1."""

    @property
    def film(self) -> Film:
        return self.page.film


@dataclass(frozen=True, slots=True)
class Ranking:
    """The films worth showing, best first."""

    films: tuple[RankedFilm, ...]
    fits: bool
    """False: nothing really fits, these are the nearest."""
    understood: bool = True
    """False: of all that was asked not a word is known."""
    unknown: tuple[str, ...] = ()
    """Words that no film and no concept is known by."""
    unknown_refusals: tuple[str, ...] = ()
    """The same of what was refused: nothing could be left out for it."""


def rank(
    index: FilmIndex,
    wish: Wish,
    *,
    among: Iterable[int] | None = None,
    likes: Sequence[FilmDocument] = (),
    wanted: int = _VARIED,
) -> Ranking:
    """Order the films of the index, or those whose ids are `among` them, by how well they fit.

    `likes` are the films they should be like; neither they nor any that the wish names is an answer. With nothing to
    go by, films on the most lists come first. No more than `wanted` films are returned.
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
    met = either([meet(index, one) for one in known])
    totals = add_up(index, met)
    relevance, likeness = _relevance(index, met, totals, likes)
    relevance *= likely(index, wish) * np.where(kindred(index, refusals, known), _KINDRED, 1.0)
    possible = _possible(index, among) & ~ruled_out(index, wish, refusals, likes)
    possible &= _keeps(index.years, [one for one in wish.years if one.refused])
    possible &= _keeps(index.runtimes, [one for one in wish.minutes if one.refused or one.most is not None])
    kept = _keeps(index.years, wish.years) & _keeps(index.runtimes, wish.minutes)
    fits = fitting(met, totals) & kept & possible & (relevance > 0)
    near = near_refused(index, refusals, known)
    if (fits & ~near).any():  # what is near to what was refused is shown for want of anything else only
        possible, fits = possible & ~near, fits & ~near
    if _misunderstood(clauses):
        fits[:] = False
    relevance = np.where(possible, relevance * np.where(kept, 1.0, _MISSES_BOUNDS), 0.0)
    ordered = _ordered(index, relevance, fits, kept & _nearly(met, totals, likeness), wanted)
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
            ),
            (
                *_missed(wish.years, int(index.years[number])),
                *_missed(wish.minutes, int(index.runtimes[number])),
            ),
            float(likeness[number]),
        )
        for number in ordered[:wanted]
    )
    return Ranking(films, any(one.fits for one in films), True, unknown, unknown_refusals)


def _relevance(
    index: FilmIndex, met: Sequence[Met], totals: Totals, likes: Sequence[FilmDocument]
) -> tuple[Floats, Floats]:
    """How well each film answers, and how like it is to those that were named, the likest having 1."""
    likeness: Floats = np.zeros(len(index.ids), np.float32)
    relevance: Floats
    if met:
        relevance = (totals.score * (_PARTLY + (1 - _PARTLY) * totals.count / len(met))).astype(np.float32)
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
        asked = sum(one.clause.weight for one in met)
        relevance += _LIKENESS * max(asked, _NAMED * index.rarest) * likeness
    return relevance, likeness


def resolved(index: FilmIndex, wish: Wish, likes: Sequence[FilmDocument]) -> Wish:
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


def _misunderstood(clauses: Sequence[ExpandedClause]) -> bool:
    """Whether what is not known may be what matters: the question is about it, or too much of it is not known."""
    unknown = [one for one in clauses if not one.known]
    return any(one.clause.topic for one in unknown) or len(unknown) > _UNKNOWN * len(clauses)


def _nearly(met: Sequence[Met], totals: Totals, likeness: Floats) -> Flags:
    """Films good enough to come after those that fit."""
    if met:
        return np.asarray(totals.reached >= _AT_LEAST * sum(one.clause.weight for one in met), np.bool_)
    return likeness > 0 if likeness.any() else np.ones(len(likeness), np.bool_)


def _possible(index: FilmIndex, among: Iterable[int] | None) -> Flags:
    if among is None:
        return np.ones(len(index.ids), np.bool_)
    possible = np.zeros(len(index.ids), np.bool_)
    possible[[index.numbers[film_id] for film_id in among if film_id in index.numbers]] = True
    return possible


def _ordered(index: FilmIndex, relevance: Floats, fits: Flags, nearly: Flags, wanted: int) -> list[int]:
    """The numbers of the films worth showing, best first: those that fit, then those that nearly do."""
    worth_showing = relevance > 0
    if fits.any():
        worth_showing &= fits | nearly
    places = np.flatnonzero(worth_showing)
    if not len(places):
        return []
    places = places[relevance[places] >= _WORTH_SHOWING * _MISSES_BOUNDS * relevance[places].max()]
    order = np.lexsort((index.by_slug[places], -relevance[places].round(6), ~fits[places]))
    return _varied(index, relevance, fits, places[order].tolist(), wanted)


def _varied(index: FilmIndex, relevance: Floats, fits: Flags, ordered: list[int], wanted: int) -> list[int]:
    """Maximal marginal relevance over the first films, those that fit first; the rest follows by relevance."""
    waiting, rest = ordered[:_VARIED], ordered[_VARIED:]
    alike = index.likenesses(waiting)
    value = relevance[waiting] / max(float(relevance[waiting].max()), 1e-9)
    fitting = fits[waiting]
    likest = np.zeros(len(waiting), np.float32)
    left = np.ones(len(waiting), np.bool_)
    taken: list[int] = []
    for _ in range(min(wanted, len(waiting))):
        candidates = left & fitting if (left & fitting).any() else left
        gain = np.where(candidates, _LAMBDA * value - (1 - _LAMBDA) * likest, -np.inf)
        chosen = int(gain.argmax())
        left[chosen] = False
        taken.append(waiting[chosen])
        likest = np.maximum(likest, alike[chosen])
    return taken + [one for one, is_left in zip(waiting, left, strict=True) if is_left] + rest
