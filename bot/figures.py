"""Figures about the running bot, in the form of Prometheus.

The README says which five of them matter, and what to do about each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

Reading = Metric
"""A figure as it stands at one moment."""

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)


class Figures:
    """Counts interactions, and reads the rest where it stands when somebody asks."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._interactions = Counter(
            "kinoteka_interactions",
            "Interactions by command or button, and what became of them",
            ("command", "outcome"),
            registry=self.registry,
        )
        self._first_response = Histogram(
            "kinoteka_first_response_seconds",
            "From an interaction's arrival until Discord had the first response",
            registry=self.registry,
            buckets=_SECONDS,
        )
        self._deferred = Counter(
            "kinoteka_deferred", "Answers that had to be deferred", registry=self.registry
        )
        self._errors = Counter(
            "kinoteka_errors", "What a member was told of, by kind", ("error",), registry=self.registry
        )
        ProcessCollector(registry=self.registry)

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
        self._interactions.labels(command, outcome).inc()
        if seconds is not None:
            self._first_response.observe(seconds)
        if deferred:
            self._deferred.inc()
        if error is not None:
            self._errors.labels(type(error).__name__).inc()

    def watch(self, read: Callable[[], Iterable[Reading]]) -> None:
        """Have further figures read whenever somebody asks."""
        self.registry.register(_Watched(read))


class _Watched(Collector):
    def __init__(self, read: Callable[[], Iterable[Reading]]) -> None:
        self._read = read

    def collect(self) -> Iterator[Reading]:
        yield from self._read()


def gauge(name: str, about: str, value: float) -> Reading:
    """A figure that goes up and down."""
    return GaugeMetricFamily(f"kinoteka_{name}", about, value=value)


def counts(name: str, about: str, label: str, values: Mapping[str, int]) -> Reading:
    """Figures that only grow, one for each value of the label."""
    family = CounterMetricFamily(f"kinoteka_{name}", about, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
