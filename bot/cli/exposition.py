"""The figures, served to Prometheus on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import generate_latest

from bot.figures import Figures
from bot.settings import SettingsError

_PLAIN = "text/plain; version=0.0.4; charset=utf-8"


@asynccontextmanager
async def served(figures: Figures, healthy: Callable[[], bool], port: int) -> AsyncIterator[None]:
    """`/metrics`, and `/healthz`: 200 while the bot is `healthy`, else 503. Raise SettingsError for a port in use."""

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(body=generate_latest(figures.registry), headers={"Content-Type": _PLAIN})

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
