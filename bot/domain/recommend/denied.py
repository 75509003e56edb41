"""Which words of a sentence it denies: what a film is not about although a text about it has the word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.domain.recommend.question_wording import length_of
from bot.domain.recommend.thesaurus import Thesaurus
from bot.domain.recommend.tokens import AnyWord, tokenize

_NEGATED: Final = 3
"""Words that a "no" denies at most, counting those that say something."""
_PAUSE = re.compile(r"[,;:.!?()—–]")


def denied(text: str, tokens: Sequence[AnyWord], thesaurus: Thesaurus) -> frozenset[int]:
    """The places of words that are denied.

    They stand after a "no" ("This is no future war but a real one" is not about a future war), or are a conviction that
    somebody has lost.
    """
    wording = thesaurus.wording()
    if (wording.negating | wording.losses).isdisjoint([token.folded for token in tokens]):
        return frozenset()
    found: set[int] = set()
    left = 0
    lost = False
    end = 0
    for place, token in enumerate(tokenize(text)):
        if _PAUSE.search(text, end, token.start):
            left, lost = 0, False
        end = token.end
        if token.folded in wording.negating and length_of(wording.negations, tokens, place):
            left = _NEGATED
        elif token.folded in wording.turning and length_of(wording.turns, tokens, place):
            left = 0
        elif token.folded in wording.losses:
            left, lost = 0, not left
        elif not thesaurus.ignored(token):
            if left or (lost and token.stem in wording.convictions):
                found.add(place)
            left, lost = max(left - 1, 0), False
    return frozenset(found)
