"""The scoring function: how well a name fits an interpretation, from 0 to 1, the same for every question.

Three looks at the pair, the best one counts:

- as a whole: edits over the length, so that joined and split words and any typo cost little;
- as a beginning: the question is the start of the name, the more of it the better;
- word by word, in any order, each word weighted by its rarity (inverse document frequency, Spärck Jones 1972):
  how much of the question the name explains, and how much of the name was asked for.

1 is the very name. The constants are where the measured curves of right and wrong answers part (tests/bench/titles.py:
titles with every fault against nonsense and against titles that are not in the catalogue).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]

NEAR = 0.66
"""From here on a film is worth naming at all."""
SURE = 0.76
"""Below this a film is never shown as the answer."""
LITTLE = 0.80
"""Where the best is below this the other keyboard layout is tried, and what it finds must reach it."""
ENOUGH = 0.88
"""A score that makes a dearer look unnecessary."""
BEGUN = 0.87
"""From here on a name begins with what was typed, letter by letter, with all its gaps and articles."""
CLOSE = 0.05
"""What is no further than this from the best may have been meant as well."""
SHORT_FORM = 0.84
"""A name by its initials: below any that begins with them as a word, above those that only resemble them."""
FIRST_NAME = 0.81
"""The most that a director is worth who was only begun or named by first name: titles that have the word come first."""
TYPOS = 0.21
"""The share of letters that may be wrong in a name that is shown as the answer."""

WHOLE_EDIT = 1.15
"""What it takes off a whole name that all its letters are wrong …"""
BEGUN_EDIT = 1.1
"""… and a beginning that all that was typed is."""
BEGUN_NONE, BEGUN_ALL = 0.74, 0.24
"""What a beginning is worth of which next to nothing was typed, and how much more is all of the name."""

ARTICLE = 0.015
OTHER_ARTICLE = 0.08
JOINED = 0.03
"""What it takes off that the name only fits without its article, with another one, or without its gaps."""
OTHER_LETTERS = 0.99
"""The very name, but one in Cyrillic and the other in Latin letters."""
FEW_OTHER_LETTERS = 0.885
"""The same of very few letters in another alphabet than the name's: лео is Léon begun before it is Leo."""
BEGUN_IN_OTHER_LETTERS = 0.06
"""What it takes off a beginning that it is in other letters: сол begins Солярис before it begins Solo."""
FINISHED = 0.012
"""What it is worth that a beginning ends with a word: `it` begins It Happened before it begins Italian."""
SAME_SOUND = 0.02
SOUND_OF_LATIN = 0.05
OTHER_WAY = 0.02
"""What it takes off that only the sound is the same; that the name is Latin; that a letter was taken otherwise."""
PERSON = 0.965
"""A director named by surname or in full: below the very title, above one that only begins so."""
SAME_NAME = 0.96
"""From here on a person was named in full."""
DISORDER = 0.015
DISORDER_AND_TYPO = 0.4
"""What it takes off that the words stand in another order; the second times how unlike they are: who both mistypes and
swaps is seldom, and another film that begins as typed is likelier."""
UNFINISHED = 0.83
"""How sure a word is that only begins like the one being typed."""
WRONG_YEAR = 0.03
"""From here on a year takes off what makes the film another one."""


def latin_sounds(length: int, *, typed_so: bool) -> float:
    """What it takes off that a Latin name only sounds like what was typed, in Latin letters too (`typed_so`) or others.

    In short words it means nothing.
    """
    return 0.08 + 0.3 / max(length, 1) if typed_so else SOUND_OF_LATIN + 0.15 / max(length, 1)


def alike(typed: str, name: str) -> float:
    """The name is the question (1), begins with it, or neither (0)."""
    if name == typed:
        return 1.0
    return 0.74 + 0.20 * sqrt(len(typed) / len(name)) if name.startswith(typed) else 0.0


def begun(typed: int, length: int, *, finished: bool) -> float:
    """The question begins the name with all its gaps and articles: above any other kind of beginning."""
    return BEGUN + 0.10 * sqrt(typed / max(length, 1)) + FINISHED * finished


def within(typed: int, length: int) -> float:
    """The question, letter by letter, stands in the middle of the name."""
    return 0.80 + 0.16 * sqrt(typed / max(length, 1))


def whole(edits: int, length: int) -> float:
    """The question is the name with so many edits in so many letters, at least one."""
    return 1 - WHOLE_EDIT * edits / length


def beginning(edits: int, typed: int, length: int) -> float:
    """The question, of `typed` letters with so many edits, begins a name of `length` letters."""
    return BEGUN_NONE + BEGUN_ALL * sqrt(min(typed / length, 1)) - BEGUN_EDIT * edits / typed


def most_edits(enough: float) -> tuple[float, float]:
    """The share of the letters beyond which `whole` and, of those typed, `beginning` are less than `enough`."""
    return (1 - enough) / WHOLE_EDIT, (BEGUN_NONE + BEGUN_ALL - enough) / BEGUN_EDIT


def by_words(asked: float, named: float, likeness: float, in_order: bool) -> float:
    """Shares of the question and of the name that meet, by weight, and how alike the words are that do."""
    partial = asked**1.6 * (0.74 + 0.24 * named)
    contained = named**3 * (0.62 + 0.34 * asked)
    disorder = 0.0 if in_order else DISORDER + DISORDER_AND_TYPO * (1 - likeness)
    return float(likeness**1.2 * max(partial, contained) - disorder)


def by_words_at_most(met: Numbers, missed: Numbers, named: Numbers, likeness: float) -> Numbers:
    """No less than `by_words`, for many names at once and before their words are paired.

    `met`: the most that meets of each name, by weight times likeness; `missed`: the least that is missed of the
    question; `named`: all there is of the name; `likeness`: that of the least alike words. What meets by weight alone
    is more by as much as the words are unlike; hence the powers: 1.2 - 1.6, and (1.2 - 3) / 3 under the cube.
    """
    asked = met / (met + missed)
    named = np.minimum(met / named * likeness**-0.6, 1)
    contained = named**3 * (0.62 + 0.34 / likeness * asked)
    values: Numbers = np.maximum(asked**1.6 * (0.98 * likeness**-0.4), contained)
    return values


def off_by(year: int, years: Sequence[int]) -> float:
    """What a named year (of four digits or two) takes off: nothing where it is right, little where nearly."""
    if year < 100:
        return 0.0 if any(year == one % 100 for one in years) else 0.06
    distance = min(abs(year - one) for one in years)
    return (0.0, 0.012, WRONG_YEAR)[distance] if distance < 3 else 0.12
