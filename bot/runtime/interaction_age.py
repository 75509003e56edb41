"""How long ago Discord made an interaction: its three seconds run from then, not from when we hear of it."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

_DRIFT = 0.001
"""Seconds by which two clocks drift apart in one, at the very most: a poor quartz drifts a tenth of that."""


class Ages:
    """Ages of interactions by the clock that is in their ids, whatever that clock and ours show.

    What came fastest of all says how far the two are apart, and with them how long the way takes at best; so an age is
    too low by that way (some 50 ms), never too high.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` gives seconds since whenever, and never goes back."""
        self._clock = clock
        self._apart = inf
        self._looked = clock()

    def of(self, snowflake: int) -> float:
        """Seconds, at least; 0 for what is as new as anything can be (an id's milliseconds: reference, snowflakes)."""
        now = self._clock()
        apart = now - (snowflake >> 22) / 1000
        self._apart = min(apart, self._apart + (now - self._looked) * _DRIFT)
        self._looked = now
        return apart - self._apart
