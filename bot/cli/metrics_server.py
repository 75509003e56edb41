"""The metrics, served to Prometheus on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, generate_latest

from bot.settings import SettingsError


@asynccontextmanager
async def served(
    registry: CollectorRegistry, health: Callable[[], str | None], port: int
) -> AsyncIterator[None]:
    """`/metrics`, and `/healthz`: 200 while `health` has nothing to complain of, else 503 with what it says.

    Raises SettingsError for a port in use.
    """

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(
            body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4}
        )

    async def healthz(_request: web.Request) -> web.Response:
        complaint = health()
        if complaint is None:
            return web.Response(text="connected\n")
        return web.Response(status=503, text=f"{complaint}\n")

    app = web.Application()
    app.router.add_get("/metrics", metrics)
    app.router.add_get("/healthz", healthz)
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
