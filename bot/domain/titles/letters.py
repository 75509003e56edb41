"""Many names against one question, letter by letter: edits counted by rapidfuzz, scored in arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.titles import score


def as_a_whole(typed: str, names: list[str]) -> list[float]:
    """How well each name is what was typed, but for some letters."""
    if not names:
        return []
    edits = _edits(typed, names)
    values: list[float] = score.whole(edits, np.maximum(_lengths(names), len(typed))).tolist()
    return values


def as_typed(typed: str, names: list[str]) -> list[float]:
    """The same, or how well each name begins with it, a letter more or less."""
    if not names:
        return []
    begun = [name[: len(typed) + more] for more in (-1, 0, 1) for name in names]
    edits = _edits(typed, names + begun).reshape(4, len(names))
    lengths = _lengths(names)
    whole = score.whole(edits[0], np.maximum(lengths, len(typed)))
    beginning = score.beginning(edits[1:].min(axis=0), len(typed), lengths)
    values: list[float] = np.where(lengths > len(typed), np.maximum(whole, beginning), whole).tolist()
    return values


def _lengths(names: list[str]) -> NDArray[np.float32]:
    return np.fromiter(map(len, names), dtype=np.float32, count=len(names))


def _edits(typed: str, names: list[str]) -> NDArray[np.float32]:
    """Optimal string alignment: a letter left out, put in, mistaken, or swapped with the next is one edit."""
    distances: NDArray[np.float32] = process.cdist([typed], names, scorer=OSA.distance, dtype=np.float32)[0]
    return distances
