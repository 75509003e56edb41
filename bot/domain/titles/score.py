"""How well a name fits a reading: one number from 0 to 1 that means the same for every question.

Three looks at the pair, the best one counts:

- as a whole: edits over the length, so that joined and split words and any typo cost little;
- as a beginning: the question is the start of the name, the more of it the better;
- word by word, in any order, each word weighted by its rarity (inverse document frequency, Spärck Jones 1972):
  how much of the question the name explains, and how much of the name was asked for.

1 is the very name. CARD and NEAR are where the measured curves of right and wrong answers part
(tests/title_questions: typed titles with their faults against titles that are not in the catalogue).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]

TYPOS = 0.21
"""The share of letters that may be wrong in a name that is shown as the answer."""
SURE = 0.76
"""Below this a film is never shown as the answer."""
LITTLE = 0.80
"""Where the best is below this, the other keyboard layout is tried; and what it must reach to count."""
WRONG_YEAR = 0.03
"""What a year takes off that is not the film's nor the one before or after."""
NEAR = 0.66
"""From here on a film is worth naming at all."""


def whole(edits: Numbers, length: Numbers) -> Numbers:
    """The question is the name with so many edits in so many letters."""
    return np.float32(1) - np.float32(1.15) * edits / np.maximum(length, 1)


def beginning(edits: Numbers, typed: int, length: Numbers) -> Numbers:
    """The question, of `typed` letters, begins a name of `length` letters."""
    share = np.minimum(typed / np.maximum(length, 1), 1)
    return np.float32(0.74) + np.float32(0.24) * np.sqrt(share) - np.float32(1.3 / max(typed, 1)) * edits


def begun(typed: int, length: int) -> float:
    """The question, letter by letter, begins the name."""
    return 0.87 + 0.10 * (typed / max(length, 1)) ** 0.5


def within(typed: int, length: int) -> float:
    """The question, letter by letter, stands in the middle of the name."""
    return 0.80 + 0.16 * (typed / max(length, 1)) ** 0.5


def by_words(asked: float, named: float, alike: float, in_order: bool) -> float:
    """Shares of the question and of the name that meet, by weight, and how alike the words are that do."""
    partial = asked**1.6 * (0.70 + 0.28 * named)
    contained = named**3 * (0.62 + 0.34 * asked)
    return alike**1.2 * max(partial, contained) - (0.0 if in_order else 0.015)


def off_by(year: int | None, years: Sequence[int]) -> float:
    """What a named year takes off: nothing where it is right, little where it is nearly right."""
    if year is None:
        return 0.0
    if year < 100:
        return 0.0 if any(year == one % 100 for one in years) else 0.06
    distance = min(abs(year - one) for one in years)
    return (0.0, 0.012, 0.03)[distance] if distance < 3 else 0.12
