"""The metrics, served to Prometheus on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, generate_latest

from bot.settings import SettingsError


@asynccontextmanager
async def served(
    registry: CollectorRegistry, health: Callable[[], tuple[bool, str]], port: int
) -> AsyncIterator[None]:
    """`/metrics`, and `/healthz`: 200 while all is well, else 503; and what `health` says (see `Kinoteka.health`).

    Raises SettingsError for a port in use.
    """

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(
            body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4}
        )

    async def healthz(_request: web.Request) -> web.Response:
        is_well, said = health()
        return web.Response(status=200 if is_well else 503, text=f"{said}\n")

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
