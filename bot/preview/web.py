"""The server of the preview page: its files, and the API through which the page looks at the stand-in and acts in it.

It is a tool for one's own machine. It listens on 127.0.0.1 only; a request that names another host (DNS rebinding) or
comes from another page (Origin) is refused; and the page it serves may load nothing but what is served here.

    GET  /                  the page; its parts below /page/
    GET  /api/state         who is there, where, and in which languages
    WS   /api/events        ?member&place&locale: {commands, message_commands}, {rows, order}, as that member sees the
                            channel, {faults}, {guild_locale}
    GET  /api/files/…       an attachment
    POST /api/slash         {member, place, locale, command, options}
    POST /api/message       {…, text}: what a member writes to the others
    POST /api/message_command {…, row, command}
    POST /api/autocomplete  {…, command, option, text, others} -> {choices}, null if the bot did not answer
    POST /api/component     {…, row, custom_id, values}, values null for a button
    POST /api/modal         {…, exchange, values}
    POST /api/dismiss       {…, row}: an ephemeral message, for good
    POST /api/guild_locale  {…, guild_locale}: the server's language from now on, for all
    POST /api/fault         {…, fault, times}: what befalls the bot from now on; times null: until switched off
    POST /api/calm          {…}: all faults off

A POST that acts is answered with {exchange, modal, error}: error is a sentence for the member, or null.
"""

from __future__ import annotations

import asyncio
import errno
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from bot.preview import acts, readable, view
from bot.preview.channel import Impossible, Message
from bot.preview.loopback import STALLED_AFTER, Loopback
from bot.preview.standin import StandIn
from bot.preview.switches import Switches
from bot.preview.view import Onlooker
from bot.preview.world import Json

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_PARTS = Path(__file__).parent / "page"
_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
_MAX_REQUEST = 40 * 1024 * 1024
"""Bytes: what Discord takes in one request (25 MiB), in base64."""


class PortInUseError(Exception):
    """Something else listens on the port the page was to have."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is in use; choose another one")
        self.port = port


class Page:
    """The page on top of a stand-in. Port 0 takes a free one."""

    def __init__(self, standin: StandIn, port: int = 0, *, stalled_after: float = STALLED_AFTER) -> None:
        self._standin = standin
        self._server = Loopback(port, admits=_is_own_page, headers=_HEADERS, stalled_after=stalled_after)
        self._started = False
        self._listeners: set[asyncio.Event] = set()
        self._sockets: set[web.WebSocketResponse] = set()
        self._switches = Switches(standin, self._changed)
        self._acts = acts.Acts(standin, self._switches)

    async def start(self) -> None:
        """Listen. Raise PortInUseError."""
        app = web.Application(middlewares=[self._server.guard], client_max_size=_MAX_REQUEST)
        app.router.add_get("/", self._part)
        app.router.add_get("/page/{name}", self._part)
        app.router.add_get("/api/state", self._state)
        app.router.add_get("/api/events", self._events)
        app.router.add_get("/api/files/{path:.+}", self._file)
        for name, act in self._acts.by_name().items():
            app.router.add_post(f"/api/{name}", self._acting(act))
        try:
            await self._server.start(app)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortInUseError(self._server.port) from error
            raise
        self._started = True
        self._standin.on_change.append(self._changed)
        self._switches.open()

    async def close(self) -> None:
        """Stop listening; open pages are told. Harmless when it has not started."""
        if not self._started:
            return
        self._started = False
        if self._changed in self._standin.on_change:
            self._standin.on_change.remove(self._changed)
        self._switches.close()
        for socket in list(self._sockets):
            await socket.close(code=1001)
        await self._server.close()

    @property
    def url(self) -> str:
        """What to open in a browser, once started."""
        return f"{self._server.url}/"

    # What there is to see

    async def _part(self, request: web.Request) -> web.Response:
        name = request.match_info.get("name", "index.html")
        path = next((one for one in _PARTS.iterdir() if one.name == name and one.suffix in _TYPES), None)
        if path is None:
            raise web.HTTPNotFound
        return web.Response(body=path.read_bytes(), content_type=_TYPES[path.suffix], charset="utf-8")

    async def _state(self, _request: web.Request) -> web.Response:
        return web.json_response(view.about())

    async def _file(self, request: web.Request) -> web.Response:
        address = f"{self._standin.url}/attachments/{request.match_info['path']}"
        for message in self._standin.messages:
            for attachment in message.data["attachments"]:
                if attachment["url"] == address:
                    return _download(attachment["filename"], message)
        raise web.HTTPNotFound

    async def _events(self, request: web.Request) -> web.WebSocketResponse:
        try:
            viewer = acts.viewer(request.query)
        except acts.BadRequestError as error:
            raise web.HTTPBadRequest(text=f"{error}\n") from error
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        self._sockets.add(socket)
        tasks = [asyncio.create_task(self._push(socket, viewer)), asyncio.create_task(_until_closed(socket))]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()  # a fault of ours must not pass in silence
        finally:
            for task in tasks:
                task.cancel()
            self._sockets.discard(socket)
        return socket

    async def _push(self, socket: web.WebSocketResponse, viewer: Onlooker) -> None:
        """Send what changed, and only that, whenever something does; at first everything."""
        changed = asyncio.Event()
        changed.set()
        self._listeners.add(changed)
        sent_commands: Json | None = None
        sent_rows: dict[str, str] | None = None
        sent_faults: Json | None = None
        sent_guild_locale: str | None = None
        try:
            while True:
                await changed.wait()
                changed.clear()
                news: Json = {}
                commands: Json = {
                    "commands": view.commands(self._standin.commands, viewer),
                    "message_commands": view.message_commands(self._standin.commands, viewer),
                }
                if commands != sent_commands:
                    sent_commands = commands
                    news |= commands
                rows = {row["id"]: row for row in self._acts.rows(viewer)}
                texts = {key: json.dumps(row) for key, row in rows.items()}
                if texts != sent_rows:
                    known = sent_rows or {}
                    news["rows"] = [row for key, row in rows.items() if texts[key] != known.get(key)]
                    news["order"] = list(rows)
                    sent_rows = texts
                faults = self._switches.state()
                if faults != sent_faults:
                    sent_faults = news["faults"] = faults
                if self._standin.guild_locale != sent_guild_locale:
                    sent_guild_locale = news["guild_locale"] = self._standin.guild_locale
                if news:
                    await socket.send_json(news)
        except ConnectionError:
            return  # the page was closed while we wrote to it
        finally:
            self._listeners.discard(changed)

    def _changed(self) -> None:
        for listener in self._listeners:
            listener.set()

    def _acting(
        self, act: Callable[[Onlooker, Json], Awaitable[Json]]
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handler(request: web.Request) -> web.Response:
            try:
                body = readable.loads(await request.read())
                answer = await act(acts.viewer(body), body)
            except Impossible as error:
                return web.json_response({"error": str(error)}, status=409)
            except (
                AttributeError,
                KeyError,
                OverflowError,
                TypeError,
                ValueError,
            ) as error:  # not of the shape described above
                raise web.HTTPBadRequest(text=f"{type(error).__name__}: {error}\n") from error
            self._changed()
            return web.json_response(answer)

        return handler


async def _until_closed(socket: web.WebSocketResponse) -> None:
    async for _ in socket:
        pass  # the page acts by POST; here it only listens


def _is_own_page(request: web.Request) -> bool:
    """No foreign origin, and no act without one."""
    origin = request.headers.get("Origin")
    acting = request.method != "GET" or "Upgrade" in request.headers
    return origin == f"http://{request.host}" or (origin is None and not acting)


def _download(filename: str, message: Message) -> web.Response:
    """A picture to be shown, or a file to be saved: nothing that a browser would run on our address."""
    kind = view.content_type(filename)
    headers = {"Cache-Control": "private, max-age=3600"}
    if kind not in view.PICTURES:
        kind = "application/octet-stream"
        headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return web.Response(body=message.files[filename], content_type=kind, headers=headers)
