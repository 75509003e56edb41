"""The order in which films are recommended: best first, and not three of a kind.

Relevance is the sum over the parts of the question of BM25F (see index), more where a film meets more of them, and
the likeness to a film that was named (the cosine of their term vectors). What was asked for beside (years, running
time, a refusal) divides films into those that keep it and those that do not.

Variety is maximal marginal relevance: Carbonell and Goldstein, "The Use of MMR, Diversity-Based Reranking for
Reordering Documents and Producing Summaries" (SIGIR 1998). Films are taken one by one, each time the one with the
highest  LAMBDA · relevance - (1 - LAMBDA) · greatest likeness to those already taken.

Nothing here is random and nothing is remembered: the same question to the same films gives the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.domain.recommend.document import Document, Field, Term
from bot.domain.recommend.film_index import FOR_WANT, NEAR, TOGETHER, ExpandedClause, FilmIndex
from bot.domain.recommend.wish import Bounds, Wish

_LAMBDA: Final = 0.85
_KEEPS_NOT: Final = 0.1
"""What is left of a film's relevance where it is not of the years or the length asked for."""
_REFUSED: Final = 0.02
"""What is left where it is what was refused."""
_IN_PASSING: Final = 0.4
"""What a country counts that a film is not from but speaks of."""
_NEARLY_REFUSED: Final = 0.4
"""What is left where it is near to that."""
_LIKENESS: Final = 0.8
"""What being the same film would add, against meeting the whole question."""
_PARTLY: Final = 0.4
"""What a film keeps of its score that meets no part of the question plainly; with each part it keeps more."""
_ENOUGH: Final = 0.5
"""The share of a question (by weight) that a film must meet to be an answer rather than the nearest there is."""
_VARIED: Final = 30
"""So many films are told apart; nobody turns further pages."""
_WORTH_SHOWING: Final = 0.3
"""Of the best film's relevance."""
_ORIGIN: Final[tuple[Field, ...]] = ("country", "language", "studio", "theme")
_SAID_PLAINLY: Final[tuple[Field, ...]] = ("genre", "theme", "country")


@dataclass(frozen=True, slots=True)
class RankedFilm:
    """A film in its place."""

    document: Document
    relevance: float
    """Against the best film's, which has 1."""
    met: tuple[ExpandedClause, ...]
    missing: tuple[str, ...]
    """What was asked for and is not met, as it was typed."""
    likeness: float
    """To the film that was named, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """All films worth showing, best first."""

    films: tuple[RankedFilm, ...]
    fits: bool
    """False: nothing really fits, these are the nearest."""
    unknown: tuple[str, ...] = ()
    """Words that no film and no concept is known by."""


@dataclass(slots=True)
class _Candidate:
    document: Document
    relevance: float
    met: tuple[ExpandedClause, ...]
    missing: tuple[str, ...]
    likeness: float
    share: float
    vector: Mapping[Term, float] = field(default_factory=dict)


def rank(
    index: FilmIndex,
    wish: Wish,
    *,
    among: Iterable[int] | None = None,
    like: Document | None = None,
    fewest: int = 0,
) -> Ranking:
    """Order the films of the index, or those `among` them, by how well they fit; `like` itself is left out.

    With nothing to go by, films on the most lists come first; so do those that fill up a ranking of less than `fewest`
    films and have no relevance at all.
    """
    needs = [index.need(part) for part in wish.parts]
    refused = [index.need(part) for part in wish.refused]
    ids = index.documents.keys() if among is None else set(among) & index.documents.keys()
    likeness = _likeness(index, like)
    candidates = [
        _candidate(index, index.documents[film_id], wish, needs, refused, likeness)
        for film_id in sorted(ids)
        if like is None or film_id != like.film.id
    ]
    best = max((one.relevance for one in candidates), default=0.0)
    if best <= 0:
        return Ranking((), fits=False, unknown=tuple(need.part.text for need in needs if not need.readings))
    for one in candidates:
        one.relevance /= best
    shown = [one for one in candidates if one.relevance >= _WORTH_SHOWING * _KEEPS_NOT]
    ordered = _varied(shown)
    if len(ordered) < fewest:
        placed = {one.document.film.id for one in ordered}
        others = _known_best(one for one in candidates if one.document.film.id not in placed)
        ordered += others[: fewest - len(ordered)]
    top = ordered[0]
    fits = top.share >= _ENOUGH and not any(
        limit.text in top.missing for limit in (*wish.years, *wish.minutes)
    )
    return Ranking(
        tuple(RankedFilm(o.document, o.relevance, o.met, o.missing, o.likeness) for o in ordered),
        fits=fits,
        unknown=tuple(need.part.text for need in needs if not need.readings),
    )


def cosine(left: Mapping[Term, float], right: Mapping[Term, float]) -> float:
    """How alike two films are whose vectors have length 1: from 0 to 1."""
    if len(left) > len(right):
        left, right = right, left
    return sum(value * right.get(term, 0.0) for term, value in left.items())


def _likeness(index: FilmIndex, like: Document | None) -> Mapping[int, float]:
    """Of every film to the one that was named, the most alike having 1."""
    if like is None:
        return {}
    vector = index.vector(like)
    found = {
        film_id: cosine(vector, index.vector(document))
        for film_id, document in index.documents.items()
        if film_id != like.film.id
    }
    most = max(found.values(), default=0.0)
    return {film_id: value / most for film_id, value in found.items()} if most else {}


def _candidate(
    index: FilmIndex,
    document: Document,
    wish: Wish,
    needs: list[ExpandedClause],
    refused: list[ExpandedClause],
    likeness: Mapping[int, float],
) -> _Candidate:
    film = document.film
    met, missing, score, reached, asked = [], [], 0.0, 0.0, 0.0
    for need in needs:
        readings = ((r.worth * index.score(film.id, r.term), r.worth) for r in need.readings)
        value, worth = max(*readings, (_together(index, film.id, need), TOGETHER), (0.0, 0.0))
        if need.country and not _comes_from(document, need):
            value *= _IN_PASSING
        asked += need.weight
        score += value
        if value > 0:
            met.append(need)
        if value > 0 and worth > NEAR:
            reached += min(value, need.weight)
        else:
            missing.append(need.part.text)
    share = reached / asked if asked else 1.0
    plainly = len(needs) - len(missing)
    relevance = score * (_PARTLY + (1 - _PARTLY) * plainly / len(needs)) if needs else 0.0
    if likeness:
        scale = sum(need.weight for need in needs) or 1.0
        relevance += _LIKENESS * scale * likeness.get(film.id, 0.0)
    elif not needs:
        relevance = 1 + 0.2 * len(document.lists) + 0.02 * len(film.awards)
    for limit, known in _limits(wish, document):
        if not limit.holds(known):
            relevance *= _KEEPS_NOT
            missing.append(limit.text)
    for need in refused:
        if _is(document, need):
            relevance *= _REFUSED
            missing.append(f"not {need.part.text}")
        elif _is(document, need, nearly=True):
            relevance *= _NEARLY_REFUSED
    return _Candidate(
        document,
        relevance,
        tuple(met),
        tuple(missing),
        likeness.get(film.id, 0.0),
        share,
        index.vector(document),
    )


def _together(index: FilmIndex, film_id: int, need: ExpandedClause) -> float:
    """What a phrase is worth whose words all stand somewhere in the film; 0 if one does not."""
    if len(need.each) < 2:  # one word is no phrase
        return 0.0
    found = [max(index.score(film_id, term) for term in terms) for terms in need.each]
    return TOGETHER * sum(found) / len(found) if all(found) else 0.0


def _limits(wish: Wish, document: Document) -> Iterable[tuple[Bounds, int | None]]:
    yield from ((limit, document.film.year) for limit in wish.years)
    yield from ((limit, document.film.runtime_minutes) for limit in wish.minutes)


def _comes_from(document: Document, need: ExpandedClause) -> bool:
    terms = [reading.term for reading in need.readings if reading.worth > NEAR]
    return any(term in document.counts.get(place, {}) for place in _ORIGIN for term in terms)


def _is(document: Document, need: ExpandedClause, *, nearly: bool = False) -> bool:
    """Whether a film plainly is what was refused: by genre, theme or country, not by a word in passing."""
    wanted = {
        reading.term for reading in need.readings if nearly or reading.worth > FOR_WANT
    }  # not merely near
    named = (document.counts.get(place, {}) for place in _SAID_PLAINLY)
    return any(terms.get(term, 0.0) >= 1 for terms in named for term in wanted)  # less: inside another phrase


def _known_best(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    return sorted(candidates, key=lambda one: (-len(one.document.lists), one.document.film.slug))


def _varied(candidates: list[_Candidate]) -> list[_Candidate]:
    """Maximal marginal relevance over the first of them; the rest follows by relevance."""
    waiting = sorted(candidates, key=lambda one: (-one.relevance, one.document.film.slug))
    waiting, rest = waiting[:_VARIED], waiting[_VARIED:]
    taken: list[_Candidate] = []
    likest = dict.fromkeys((one.document.film.id for one in waiting), 0.0)
    while waiting:
        best = max(
            waiting,
            key=lambda one: _LAMBDA * one.relevance - (1 - _LAMBDA) * likest[one.document.film.id],
        )
        waiting.remove(best)
        taken.append(best)
        for one in waiting:
            film_id = one.document.film.id
            likest[film_id] = max(likest[film_id], cosine(best.vector, one.vector))
    return taken + rest
