"""Films for several people, without telling what any of them has seen to somebody who only asks.

Nothing is looked up until everybody who is named has pressed "I'm in" on the question, which names its conditions; each
question deals one film. So whoever asks without the others learns nothing, however often and whatever they ask. What
remains, and is told: a film that comes, everybody who is in has not seen; and where nothing is left, somebody who is in
has seen each of the films that fit. A question so narrow that this would name a single film is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

MOST: Final = 5
"""People of one question, the one who asks among them."""
FEWEST_FILMS: Final = 5
"""Films that must fit a question, seen or not, before anybody is asked."""


def everybody(asker: int, others: Iterable[int]) -> tuple[int, ...]:
    """The people of a question, each once, the asker first; at most MOST."""
    return tuple(dict.fromkeys((asker, *others)))[:MOST]


def is_too_narrow(fitting: int) -> bool:
    """Whether so few films fit that an answer would say of one of them who has seen it."""
    return fitting < FEWEST_FILMS
