"""Figures about the running bot. They are counted here, and told to Prometheus by `bot/cli/exposition.py`.

The README says which five of them matter, and what to do about each.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
"""First responses are counted by the first of these that they do not exceed; the rest took longer."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as it stands at one moment."""

    name: str
    about: str
    values: Mapping[tuple[str, ...], float]
    """By the values of its labels; under () where it has none."""
    labels: tuple[str, ...] = ()
    grows: bool = False
    """Whether it only grows, as long as the bot runs."""


class Figures:
    """Counts interactions, and reads the rest where it stands when somebody asks."""

    def __init__(self) -> None:
        self._interactions: Counter[tuple[str, ...]] = Counter()
        self._errors: Counter[tuple[str, ...]] = Counter()
        self._deferred = 0
        self._responses = [0] * (len(SECONDS) + 1)
        self._response_seconds = 0.0
        self._watched: list[Callable[[], Iterable[Reading]]] = []

    def count(
        self,
        command: str,
        outcome: str,
        *,
        seconds: float | None,
        deferred: bool = False,
        error: BaseException | None = None,
    ) -> None:
        """One interaction is over; see `journal.note`."""
        self._interactions[command, outcome] += 1
        if seconds is not None:
            self._responses[bisect_left(SECONDS, seconds)] += 1
            self._response_seconds += seconds
        if deferred:
            self._deferred += 1
        if error is not None:
            self._errors[type(error).__name__,] += 1

    def watch(self, read: Callable[[], Iterable[Reading]]) -> None:
        """Have further figures read whenever somebody asks."""
        self._watched.append(read)

    def readings(self) -> Iterator[Reading]:
        """Everything but the first responses."""
        yield Reading(
            "interactions",
            "Interactions by command or button, and what became of them",
            self._interactions,
            ("command", "outcome"),
            grows=True,
        )
        yield Reading("deferred", "Answers that had to be deferred", {(): self._deferred}, grows=True)
        yield Reading("errors", "What a member was told of, by kind", self._errors, ("error",), grows=True)
        for read in self._watched:
            yield from read()

    def first_responses(self) -> tuple[list[int], float]:
        """How many came within each of `SECONDS` and how many at all, and the seconds of all together."""
        return list(accumulate(self._responses)), self._response_seconds


def gauge(name: str, about: str, value: float) -> Reading:
    """A figure that goes up and down."""
    return Reading(name, about, {(): value})


def counts(name: str, about: str, label: str, values: Mapping[str, int]) -> Reading:
    """Figures that only grow, one for each value of the label."""
    return Reading(name, about, {(key,): value for key, value in values.items()}, (label,), grows=True)
