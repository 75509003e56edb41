"""Edit distance (optimal string alignment) turned into a score: a question against one name after the other.

Edits are counted by rapidfuzz: a letter left out, put in, mistaken, or swapped with the next is one. Few of the names
that are compared come near, so no more is counted where the lengths, or the edits so far, say that it would not be
worth it.
"""

from __future__ import annotations

from rapidfuzz.distance import OSA

from bot.domain.titles import score

_ROUNDING = 1e-9


class EditScorer:
    """Scores names against one form of what was typed."""

    __slots__ = ("_begun", "_cost", "_enough", "_longest", "_shortest", "_size", "_text", "_whole")

    def __init__(self, text: str, enough: float, cost: float) -> None:
        """`cost`: what this form takes off; `enough`: what must remain, else a name is worth nothing (0)."""
        self._text = text
        self._size = len(text)
        self._enough = enough + cost
        self._cost = cost
        whole, begun = score.most_edits(self._enough)
        self._whole = whole + _ROUNDING
        self._shortest, self._longest = self._size * (1 - self._whole), self._size / (1 - self._whole)
        self._begun = int(begun * len(text) + _ROUNDING)

    def is_all_of(self, name: str) -> float:
        """How well the name is what was typed, but for some letters."""
        if not self._shortest <= len(name) <= self._longest:
            return 0.0
        longest = max(self._size, len(name))
        edits = OSA.distance(self._text, name)
        return self._worth(score.whole(edits, longest)) if edits <= self._whole * longest else 0.0

    def begins(self, name: str) -> float:
        """The same, or how well the name begins with it, a letter more or less."""
        size = self._size
        if len(name) <= size:
            return self.is_all_of(name)
        edits = OSA.distance(self._text, name[:size])
        if 0 < edits <= self._begun + 1:
            shorter = OSA.distance(self._text, name[: size - 1])
            edits = min(edits, shorter, OSA.distance(self._text, name[: size + 1]))
        if edits > self._begun:
            return self.is_all_of(name)
        return max(self.is_all_of(name), self._worth(score.beginning(edits, size, len(name))))

    def _worth(self, value: float) -> float:
        return value - self._cost if value >= self._enough else 0.0
