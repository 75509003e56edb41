"""Postings evaluation: the names that share the heaviest words with a question."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.domain.titles import score
from bot.domain.titles.lexicon import Likeness
from bot.domain.titles.name_index import NameIndex

_MOST = 24
"""Names that are told: those that share most."""
_POSTINGS = 4000
"""Postings of the rarest words that are read in any case; more common words then add nothing."""
_FEW = 3
"""Names that are scored sooner than it is told which of them can be worth it."""
_ALL = 0.97
"""What a name must share of that to have all the words."""
_SHARE = 0.35
"""What a name must share of what the best one shares, to be compared at all."""


def shared(
    index: NameIndex, hits: Sequence[Likeness], last: Likeness, missed: Sequence[float], enough: float
) -> tuple[list[int], list[int]]:
    """The names with the heaviest shared words, by the share of question and name (Dice's coefficient).

    Those that may be worth it once their words are paired, and those that cannot be by their words.
    `hits`: for each typed word those it may be; `last`: those of the last one that tell names apart; `missed`: what a
    typed word weighs where a name has none of them; `enough`: what a name must be able to score word by word.
    """
    sizes = [len(words) for words in hits]
    words = np.fromiter(chain.from_iterable(hits), dtype=np.int64, count=sum(sizes))
    if not len(words):
        return [], []
    sure = np.fromiter(chain.from_iterable([likeness.values() for likeness in hits]), np.float32, len(words))
    counts = index.counts(words)
    most = max(_POSTINGS, len(index) // 16)
    if counts.sum() > most:
        if last is not hits[-1]:
            return shared(index, [*hits[:-1], last], last, missed, 0.0)
        kept = _rarest(counts, sizes, most)
        words, sure, counts, enough = words[kept], sure[kept], counts[kept], 0.0
    names = index.named(words, counts)
    weights = sure * index.weights_of(words)
    met = np.bincount(names, weights=weights.repeat(counts))
    telling = met
    if last is not hits[-1]:
        weights[len(words) - sizes[-1] :] *= [word in last for word in hits[-1]]
        telling = np.bincount(names, weights=weights.repeat(counts))
    heaviest = telling.max()
    if not heaviest:
        return [], []
    places = (telling >= _SHARE * heaviest).nonzero()[0]
    if len(places) > _MOST:
        dice = telling[places] / (index.name_weights[places] + heaviest)
        dice += telling[places] >= _ALL * heaviest  # who has all the words comes before who is short
        places = places[(-dice).argpartition(_MOST)[:_MOST]]
    if enough and len(places) > _FEW:
        found = np.bincount(names, weights=np.repeat(missed, sizes).repeat(counts))[places]
        left = np.maximum(sum(missed) - found, 0)
        likeness = float(sure.min())
        at_most = score.by_words_at_most(met[places], left, index.name_weights[places], likeness)
        return places[at_most >= enough].tolist(), places[at_most < enough].tolist()
    return places.tolist(), []


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
