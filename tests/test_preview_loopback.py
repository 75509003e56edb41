"""Who may speak to the page and to the stand-in, and what neither stumbles over: both stand on a port of loopback."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import pytest
import pytest_asyncio

from bot.preview import readable
from bot.preview.standin import StandIn
from bot.preview.web import Page
from bot.preview.world import ANNA, APPLICATION_ID
from tests.preview_client import who

TOKEN = "the-right-one"
COMMANDS = f"/api/v10/applications/{APPLICATION_ID}/commands"
DEEP = "[" * 100_000 + "]" * 100_000
PATHS = ("/api/v10/gateway", "/api/v10/users/@me", "/gateway", "/attachments/1/2/a.png", "/nothing")


@dataclass
class Ends:
    """Both servers, and somebody who speaks to them by hand."""

    standin: str
    page: str
    session: aiohttp.ClientSession

    async def status(self, method: str, url: str, body: str | None = None, **headers: str) -> int:
        """What is answered to somebody who has the bot's token."""
        given = {"Authorization": f"Bot {TOKEN}", "Content-Type": "application/json"} | headers
        async with self.session.request(method, url, data=body, headers=given) as response:
            await response.read()
            return response.status

    async def act(self, body: str) -> int:
        """What is answered to the page."""
        return await self.status("POST", f"{self.page}/api/slash", body, Origin=self.page)


@asynccontextmanager
async def ends(stalled_after: float) -> AsyncIterator[Ends]:
    async with (
        StandIn(token=TOKEN, stalled_after=stalled_after) as standin,
        aiohttp.ClientSession() as session,
    ):
        page = Page(standin, stalled_after=stalled_after)
        await page.start()
        try:
            yield Ends(standin.url, page.url.rstrip("/"), session)
        finally:
            await page.close()


@pytest_asyncio.fixture
async def both() -> AsyncIterator[Ends]:
    async with ends(stalled_after=60) as opened:
        yield opened


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost.evil.example:{port}"])
async def test_the_standin_refuses_a_foreign_host(both: Ends, path: str, host: str) -> None:
    host = host.format(port=both.standin.rpartition(":")[2])
    assert await both.status("GET", both.standin + path, Host=host) == 403


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("origin", ["http://evil.example", "null", "{own}"])
async def test_the_standin_refuses_every_page(both: Ends, path: str, origin: str) -> None:
    """A bot names no origin; the page speaks to its own server."""
    origin = origin.format(own=both.standin)
    assert await both.status("GET", both.standin + path, Origin=origin) == 403
    assert await both.status("PUT", both.standin + COMMANDS, "[]", Origin=origin) == 403


async def test_no_page_gets_a_connection_to_the_gateway(both: Ends) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await both.session.ws_connect(f"{both.standin}/gateway", headers={"Origin": both.page})
    assert refused.value.status == 403
    async with both.session.ws_connect(f"{both.standin}/gateway") as socket:
        assert (await socket.receive_json())["op"] == 10


async def test_only_the_bot_with_its_token_may_ask(both: Ends) -> None:
    assert await both.status("PUT", both.standin + COMMANDS, "[]") == 200
    assert await both.status("PUT", both.standin + COMMANDS, "[]", Authorization="Bot another") == 401
    async with both.session.ws_connect(f"{both.standin}/gateway") as socket:
        await socket.receive_json()
        await socket.send_json({"op": 2, "d": {"token": "another", "intents": 0}})
        assert (await socket.receive()).data == 4004


@pytest.mark.parametrize("path", ["/api/v10/gateway", "/attachments/1/2/a.png"])
async def test_no_other_page_may_embed_what_the_standin_serves(both: Ends, path: str) -> None:
    async with both.session.get(both.standin + path) as response:
        assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "{page}/page/{long}.js",
        "{page}/api/files/{long}/1/a.png",
        "{page}/{long}",
        "{page}/page/%00.js",
        "{standin}/attachments/{long}",
        "{standin}/{long}",
        "{standin}/api/v10/interactions/{digits}/t/callback",
        "{standin}/api/v10/applications/{digits}/commands",
        "{standin}/api/v10/webhooks/1/t/messages/{digits}",
        "{standin}/api/v10/webhooks/١٢٣/t",
    ],
)
@pytest.mark.parametrize("length", [300, 2_000, 6_000, 20_000])
async def test_a_long_path_is_the_asker_s_fault(both: Ends, path: str, length: int) -> None:
    fills = {"long": "x" * length, "digits": "7" * length}
    url = path.format(page=both.page, standin=both.standin, **fills)
    for method in ("GET", "POST"):
        assert 400 <= await both.status(method, url, "{}", Origin=both.page) < 500
        assert 400 <= await both.status(method, url, "{}") < 500


@pytest.mark.parametrize(
    "body",
    [
        DEEP,
        '{"a":' * 100_000 + "1" + "}" * 100_000,
        '{"d":' + "[" * 80 + "]" * 80 + "}",
        '{"d": NaN}',
        '{"d": 1e999}',
        '{"d": 1' + "0" * 5_000 + "}",
        "\udcff",
        "{",
    ],
    ids=["lists", "objects", "fairly deep", "NaN", "infinity", "digits", "no UTF-8", "half"],
)
async def test_json_that_nothing_can_work_with_is_the_sender_s_fault(both: Ends, body: str) -> None:
    raw = body.encode("utf-8", "surrogateescape").decode("latin-1")
    assert await both.act(raw) == 400
    assert await both.status("PUT", both.standin + COMMANDS, raw) == 400
    assert await both.status("POST", f"{both.standin}/api/v10/interactions/1/t/callback", raw) in (400, 404)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 65 + "]" * 65,
        '{"a":' * 64 + "[]" + "}" * 64,
        "1e999",
        "-1e999",
        "[-Infinity]",
        "NaN",
        "",
        "[1,]",
    ],
)
def test_what_is_unreadable_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        readable.loads(text)


def test_all_that_discord_says_is_readable() -> None:
    assert readable.loads("[" * 64 + "]" * 64)
    assert readable.loads(b'{"a": [1.5, -2e3, null, "\\ud83c\\udfac"]}') == {"a": [1.5, -2000.0, None, "🎬"]}


@pytest.mark.parametrize("times", ["1e999", "Infinity", "1e300", '"x"', "[]", "-1"])
async def test_no_number_of_times_is_a_fault_of_ours(both: Ends, times: str) -> None:
    text = json.dumps(who(ANNA) | {"fault": "hang", "times": "?"}).replace('"?"', times)
    status = await both.status("POST", f"{both.page}/api/fault", text, Origin=both.page)
    assert status in (400, 409)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("[" * 4_000, 4002),
        ("[]", 4002),
        ('{"op": [1]}', 4002),
        ('{"op": {}}', 4002),
        ('{"op": NaN}', 4002),
        ('{"op": 99}', 4003),
        ('{"op": 6, "d": {"token": "the-right-one", "session_id": {}, "seq": 1}}', None),
        ('{"op": 6, "d": {"token": "the-right-one", "session_id": "x", "seq": "y"}}', 4007),
    ],
)
async def test_the_gateway_closes_on_what_it_cannot_read(both: Ends, sent: str, code: int | None) -> None:
    """Close codes of Discord; None: the session is declared invalid, and the connection stands."""
    async with both.session.ws_connect(f"{both.standin}/gateway") as socket:
        await socket.receive_json()
        await socket.send_str(sent)
        answer = await socket.receive()
        if code is None:
            assert json.loads(answer.data) == {"op": 9, "d": False}
        else:
            assert answer.data == code


async def test_a_resumed_session_needs_a_number(both: Ends) -> None:
    async with both.session.ws_connect(f"{both.standin}/gateway") as first:
        await first.receive_json()
        await first.send_json({"op": 2, "d": {"token": TOKEN, "intents": 0}})
        session = (await first.receive_json())["d"]["session_id"]
        async with both.session.ws_connect(f"{both.standin}/gateway") as second:
            await second.receive_json()
            await second.send_json({"op": 6, "d": {"token": TOKEN, "session_id": session, "seq": "one"}})
            assert (await second.receive()).data == 4007


HALF = {
    "nothing": b"",
    "half a request line": b"POST /api/v1",
    "half its headers": b"POST {path} HTTP/1.1\r\nHost: {host}\r\nX-Half",
    "half its body": b"POST {path} HTTP/1.1\r\nHost: {host}\r\n{origin}Content-Length: 90\r\n\r\n"
    + b"{" * 10,
    "half of a chunk": b"POST {path} HTTP/1.1\r\nHost: {host}\r\n{origin}Transfer-Encoding: chunked\r\n\r\n5\r\n{",
    "half of files": b"POST {path} HTTP/1.1\r\nHost: {host}\r\n{origin}Content-Length: 900\r\n"
    b"Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\nContent-Disposition: form-data",
}


@pytest.mark.parametrize("half", HALF)
async def test_a_half_open_request_ends(half: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    async with ends(stalled_after=0.2) as opened:
        for url, path in (
            (opened.page, "/api/slash"),
            (opened.standin, "/api/v10/interactions/1/t/callback"),
        ):
            host = url.removeprefix("http://")
            origin = f"Origin: {url}\r\n" if url == opened.page else ""
            sent = HALF[half]
            for name, value in {"path": path, "host": host, "origin": origin}.items():
                sent = sent.replace(f"{{{name}}}".encode(), value.encode())
            reader, writer = await asyncio.open_connection(*host.split(":"))
            writer.write(sent)
            await writer.drain()
            async with asyncio.timeout(20):
                rest = await reader.read()
            assert b" 200 " not in rest
            writer.close()
    assert not caplog.records, "who hangs up is no fault of ours"


async def test_a_whole_request_is_not_cut_off_however_long_it_takes() -> None:
    """What is measured is the asker's slowness, not ours: a connection to the gateway is open for days."""
    async with (
        ends(stalled_after=0.1) as opened,
        opened.session.ws_connect(f"{opened.standin}/gateway") as bot,
    ):
        await bot.receive_json()
        await bot.send_json({"op": 2, "d": {"token": TOKEN, "intents": 0}})
        assert (await bot.receive_json())["t"] == "READY"
        for _ in range(3):  # as often as a stalled connection is cut meanwhile
            _, writer = await asyncio.open_connection(*opened.standin.removeprefix("http://").split(":"))
            reader, writer = await asyncio.open_connection(*opened.standin.removeprefix("http://").split(":"))
            async with asyncio.timeout(20):
                assert await reader.read() == b""
            writer.close()
        await bot.send_json({"op": 1, "d": None})
        assert (await bot.receive_json())["op"] == 11
