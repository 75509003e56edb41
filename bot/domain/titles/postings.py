"""Names by the words they share with a question, read from postings: how many names have each word, and which."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.domain.titles import score
from bot.domain.titles.names import NameIndex
from bot.domain.titles.words import Likeness

_MOST = 24
"""Names that are told: those that share most."""
_POSTINGS = 4000
"""Postings of the rarest words that are read in any case; more common words then add nothing."""
_SHARE = 0.35
"""What a name must share of what the best one shares, to be compared at all."""


def shared(
    index: NameIndex, told: Sequence[Likeness], missed: Sequence[float], enough: float | None
) -> list[int]:
    """The names with the heaviest shared words, by the share of question and name (Dice's coefficient).

    `told`: for each typed word those it may be; `missed`: what it weighs where a name has none of them; `enough`: what
    a name must be able to score word by word, None where `told` does not say all.
    """
    sizes = [len(hits) for hits in told]
    words = np.fromiter(chain.from_iterable(told), dtype=np.int64, count=sum(sizes))
    if not len(words):
        return []
    sure = np.fromiter(chain.from_iterable([hits.values() for hits in told]), np.float32, len(words))
    counts = index.counts(words)
    most = max(_POSTINGS, len(index) // 16)
    if counts.sum() > most:
        kept = _rarest(counts, sizes, most)
        words, sure, counts, enough = words[kept], sure[kept], counts[kept], None
    names = index.named(words, counts)
    weights = np.bincount(names, weights=(sure * index.weights_of(words)).repeat(counts))
    heaviest = weights.max()
    places = (weights >= _SHARE * heaviest).nonzero()[0]
    if len(places) > _MOST:
        dice = weights[places] / (index.name_weights[places] + heaviest)
        places = places[(-dice).argpartition(_MOST)[:_MOST]]
    if enough is not None:
        met = np.bincount(names, weights=np.repeat(missed, sizes).repeat(counts))[places]
        left = np.maximum(sum(missed) - met, 0)
        at_most = score.by_words_at_most(weights[places], left, index.name_weights[places], sure.min())
        places = places[at_most >= enough]
    best: list[int] = places.tolist()
    return best


def _rarest(counts: NDArray[np.int64], sizes: list[int], most: int) -> NDArray[np.bool_]:
    """Which words to read: those of one typed word together, the rarest in any case, more up to `most` postings."""
    group = np.arange(len(sizes)).repeat(sizes)
    sums = np.bincount(group, weights=counts, minlength=len(sizes))
    kept = np.zeros(len(sizes), dtype=np.bool_)
    spent = 0.0
    for place in sums.argsort(kind="stable").tolist():
        size = sums.item(place)
        if size and (not spent or spent + size <= most):
            spent += size
            kept[place] = True
    return kept[group]
