"""A web server for one's own machine: on 127.0.0.1 only, and for nobody who comes from elsewhere by way of a browser.

A request that names another host (DNS rebinding) is refused; so is one whose origin the application does not admit. A
connection that does not bring a whole request in time is cut, so that half-open ones cannot pile up.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import StreamReader, web

HOST = "127.0.0.1"
STALLED_AFTER = 20.0
"""Seconds that a connection has for its first request, and a request for its last byte."""

_NAMES = (HOST, "localhost")
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Loopback:
    """Serves an application once started; port 0 takes a free one."""

    def __init__(
        self,
        port: int,
        *,
        admits: Callable[[web.Request], bool],
        headers: Mapping[str, str],
        stalled_after: float = STALLED_AFTER,
    ) -> None:
        """`admits` judges a request by its origin; `headers` go with every answer that does not set them itself."""
        self.port = port
        self._admits = admits
        self._headers = headers
        self._stalled_after = stalled_after
        self._runner: web.AppRunner | None = None
        self._sweeper: asyncio.Task[None] | None = None
        self._bodies: dict[object, StreamReader] = {}
        """By connection, the body of its latest request."""

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    async def start(self, app: web.Application) -> None:
        """Listen; `app` has `guard` as its first middleware. Raise OSError if the port is taken."""
        app.on_response_prepare.append(self._add_headers)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, HOST, self.port).start()
        except OSError:
            await self.close()
            raise
        self.port = self._runner.addresses[0][1]
        self._sweeper = asyncio.create_task(self._cut_stalled(self._runner))

    async def close(self) -> None:
        """Stop listening. Harmless when it has not started."""
        if self._sweeper is not None:
            self._sweeper.cancel()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @web.middleware
    async def guard(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Refuse foreign hosts and what is not admitted."""
        if request.protocol is not None:
            self._bodies[request.protocol] = request.content
        if request.host not in {f"{name}:{self.port}" for name in _NAMES}:
            raise web.HTTPForbidden(text="Refused: a request for another host.\n")
        if not self._admits(request):
            raise web.HTTPForbidden(text="Refused: a request from another page.\n")
        try:
            return await handler(request)
        except ConnectionError:
            if request.content.is_eof():
                raise
            return web.Response(status=408)  # cut off while we read; this reaches nobody

    async def _add_headers(self, _request: web.Request, response: web.StreamResponse) -> None:
        for name, value in self._headers.items():
            response.headers.setdefault(name, value)

    async def _cut_stalled(self, runner: web.AppRunner) -> None:
        """Between two requests of a connection aiohttp's own time for idle ones counts."""
        clock = asyncio.get_running_loop().time
        waiting: dict[web.RequestHandler, float] = {}
        while True:
            await asyncio.sleep(self._stalled_after / 4)
            connections = runner.server.connections if runner.server is not None else []
            stalled = [one for one in connections if not self._is_whole(one)]
            self._bodies = {one: body for one, body in self._bodies.items() if one in connections}
            waiting = {one: waiting.get(one, clock()) for one in stalled}
            for connection, since in waiting.items():
                if clock() - since >= self._stalled_after:
                    connection.force_close()

    def _is_whole(self, connection: object) -> bool:
        body = self._bodies.get(connection)
        return body is not None and body.is_eof()
