"""Metrics about the running bot, for Prometheus. The README says which of them matter, and what to do about each."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
"""Upper bounds of the histogram of first responses, in seconds; Discord takes none after three."""


class Metrics:
    """The bot's own metrics, of one process, whatever becomes of its connections."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.interactions = Counter(
            "kinoteka_interactions",
            "Interactions by command or button, and what became of them",
            ("command", "outcome"),
            registry=registry,
        )
        self.deferred = Counter("kinoteka_deferred", "Answers that had to be deferred", registry=registry)
        self.errors = Counter(
            "kinoteka_errors", "What a member was told of, by kind", ("error",), registry=registry
        )
        self.retries = Counter(
            "kinoteka_retries", "Requests that were tried again, by reason", ("reason",), registry=registry
        )
        self.first_response = Histogram(
            "kinoteka_first_response_seconds",
            "From an interaction's arrival until Discord had the first response",
            buckets=_BUCKETS,
            registry=registry,
        )
        self.gateway_connected = Gauge(
            "kinoteka_gateway_connected", "Shards that are connected to Discord", registry=registry
        )
        self.gateway_shards = Gauge(
            "kinoteka_gateway_shards", "Shards that this process is to connect", registry=registry
        )
        self.refused_requests = Counter(
            "kinoteka_refused_requests",
            "Requests for interactions by HTTP that were refused, by reason",
            ("reason",),
            registry=registry,
        )
        self.working = Gauge(
            "kinoteka_working", "Interactions being answered at this moment", registry=registry
        )

    def count(
        self,
        command: str,
        outcome: str,
        *,
        seconds: float | None,
        deferred: bool = False,
        error: BaseException | None = None,
    ) -> None:
        """Count one interaction that is over; `seconds` to its first response, None if Discord never had one."""
        self.interactions.labels(command, outcome).inc()
        if seconds is not None:
            self.first_response.observe(seconds)
        if deferred:
            self.deferred.inc()
        if error is not None:
            self.errors.labels(type(error).__name__).inc()
