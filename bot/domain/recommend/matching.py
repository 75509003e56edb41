"""How well every film meets each clause of a wish, and which films meet enough of them to fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.domain.recommend.expansion import TOGETHER, ExpandedClause
from bot.domain.recommend.film_index import FilmIndex, Floats, Postings, bits
from bot.domain.recommend.terms import JOBS

Flags = NDArray[np.bool_]

_IN_PASSING: Final = 0.4
"""What evidence counts that stands where it proves nothing: a country that a film is not from but speaks of."""
_OTHER_JOB: Final = 0.6
"""What a name is worth in a job that is hardly ever this person's."""
_STRICT: Final = 3
"""Up to so many clauses a film that fits meets all of them."""
_ENOUGH: Final = 0.65
"""Of more, so much of their weight."""


@dataclass(frozen=True, slots=True)
class Met:
    """How well every film meets one clause."""

    clause: ExpandedClause
    value: Floats
    plainly: Flags
    """Met, not merely nearly."""


@dataclass(slots=True)
class Totals:
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


def either(met: list[Met]) -> list[Met]:
    """With "or" between two clauses, either is met where the other is."""
    for place in range(1, len(met)):
        before, after = met[place - 1], met[place]
        if after.clause.clause.alternative:
            plainly = before.plainly | after.plainly
            met[place - 1], met[place] = replace(before, plainly=plainly), replace(after, plainly=plainly)
    return met


def meet(index: FilmIndex, clause: ExpandedClause) -> Met:
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
    return Met(clause, value, plainly)


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


def add_up(index: FilmIndex, met: Sequence[Met]) -> Totals:
    totals = Totals(len(index.ids))
    for one in met:
        totals.score += one.value
        totals.reached += np.where(one.plainly, one.clause.weight, 0.0)
        totals.count += one.plainly
        if one.clause.hard:
            totals.fails |= ~one.plainly
    return totals


def fitting(met: Sequence[Met], totals: Totals) -> Flags:
    """A film fits that meets every clause; of a long question, most of it."""
    hard = [one for one in met if one.clause.hard]
    asked = sum(one.clause.weight for one in met)
    enough = totals.reached >= _ENOUGH * asked if len(hard) > _STRICT else ~totals.fails
    if met and not hard:
        enough = totals.reached >= _ENOUGH * asked
    return np.asarray(enough, np.bool_)
