"""The figures, served to Prometheus on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from bot.runtime.metrics import SECONDS, Figures
from bot.settings import SettingsError

_PLAIN = "text/plain; version=0.0.4; charset=utf-8"


def told(figures: Figures) -> bytes:
    """The figures, and those of the process, in the text format of Prometheus."""
    registry = CollectorRegistry()
    registry.register(_Told(figures))
    ProcessCollector(registry=registry)
    return generate_latest(registry)


class _Told(Collector):
    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        for one in self._figures.readings():
            kind = CounterMetricFamily if one.grows else GaugeMetricFamily
            family = kind(f"kinoteka_{one.name}", one.about, labels=one.labels)
            for labels, value in one.values.items():
                family.add_metric(labels, value)
            yield family
        counts, seconds = self._figures.first_responses()
        within = [str(bound) for bound in SECONDS] + ["+Inf"]
        responses = HistogramMetricFamily(
            "kinoteka_first_response_seconds",
            "From an interaction's arrival until Discord had the first response",
        )
        responses.add_metric((), list(zip(within, counts, strict=True)), sum_value=seconds)
        yield responses


@asynccontextmanager
async def served(figures: Figures, healthy: Callable[[], bool], port: int) -> AsyncIterator[None]:
    """`/metrics`, and `/healthz`: 200 while the bot is `healthy`, else 503. Raise SettingsError for a port in use."""

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(body=told(figures), headers={"Content-Type": _PLAIN})

    async def health(_request: web.Request) -> web.Response:
        if healthy():
            return web.Response(text="connected\n")
        return web.Response(status=503, text="not connected\n")

    app = web.Application()
    app.router.add_get("/metrics", metrics)
    app.router.add_get("/healthz", health)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, "127.0.0.1", port).start()
        except OSError as error:
            raise SettingsError(f"METRICS_PORT: {port}: {error.strerror}") from error
        yield
    finally:
        await runner.cleanup()
