"""Many names against one question, letter by letter: edits counted by rapidfuzz, scored in arrays."""

from __future__ import annotations

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.titles import score
from bot.domain.titles.score import Numbers

_NONE = np.zeros(0, dtype=np.float32)


def as_a_whole(typed: str, names: list[str]) -> Numbers:
    """How well each name is what was typed, but for some letters."""
    if not names:
        return _NONE
    return score.whole(_edits(typed, names), np.maximum(_lengths(names), len(typed)))


def as_typed(typed: str, names: list[str]) -> Numbers:
    """The same, or how well each name begins with it, a letter more or less."""
    if not names:
        return _NONE
    texts = names.copy()
    for cut in range(len(typed) - 1, len(typed) + 2):
        texts += [name[:cut] for name in names]
    edits, *begun = _edits(typed, texts).reshape(4, len(names))
    lengths = _lengths(names)
    whole = score.whole(edits, np.maximum(lengths, len(typed)))
    beginning = score.beginning(np.minimum(np.minimum(*begun[:2]), begun[2]), len(typed), lengths)
    return np.where(lengths > len(typed), np.maximum(whole, beginning), whole)


def _lengths(names: list[str]) -> Numbers:
    return np.fromiter(map(len, names), dtype=np.float32, count=len(names))


def _edits(typed: str, names: list[str]) -> Numbers:
    """Optimal string alignment: a letter left out, put in, mistaken, or swapped with the next is one edit."""
    edits: Numbers = process.cdist([typed], names, scorer=OSA.distance, dtype=np.float32)[0]
    return edits
