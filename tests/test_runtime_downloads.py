"""Members' files on their way: what breaks is tried once more, and nothing comes from anywhere but Discord."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
import pytest_asyncio

from bot.preview.standin import StandIn
from bot.runtime.downloads import BrokenDownloadError, Downloads, LargeDownloadError
from tests.pages import forms, message_of

FILE = b"Name,Year\nStalker,1979\n"
WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(FILE), FILE)
CUT = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + FILE
ENDLESS = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"400\r\n%s\r\n" % (b"x" * 1024) * 10_000
ERROR = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"


@dataclass
class Server:
    """Gives these answers, byte for byte, one for each connection."""

    port: int = 0
    answers: list[bytes] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            self.requests.append(await reader.readuntil(b"\r\n\r\n"))
            if self.answers:
                writer.write(self.answers.pop(0))
                await writer.drain()
                writer.close()
            else:
                await reader.read()  # silence, until whoever asked has enough of it
                writer.close()


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    made = Server()
    listening = await asyncio.start_server(made.serve, "127.0.0.1")
    made.port = listening.sockets[0].getsockname()[1]
    yield made
    listening.close()


async def read(server: Server, patience: float = 30) -> bytes:
    downloads = Downloads(f"{server.url}/api/v10", patience=patience)
    return await downloads.read(f"{server.url}/attachments/1/2/a.csv", most_bytes=1_000_000)


@pytest.mark.parametrize("broken", [CUT, ERROR, b"", b"HTTP/1.1 nonsense\r\n\r\n"])
async def test_what_breaks_is_tried_once_more(server: Server, broken: bytes) -> None:
    server.answers = [broken, WHOLE]
    assert await read(server) == FILE
    server.answers = [broken] * 4  # where nothing comes at all, aiohttp asks again by itself
    with pytest.raises(BrokenDownloadError):
        await read(server)


async def test_silence_ends(server: Server) -> None:
    with pytest.raises(BrokenDownloadError):
        await read(server, patience=0.1)
    assert server.requests


async def test_no_more_is_taken_than_is_allowed(server: Server) -> None:
    server.answers = [ENDLESS]
    with pytest.raises(LargeDownloadError):
        await read(server)
    bomb = gzip.compress(b"x" * 50_000_000)
    server.answers = [
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s" % (len(bomb), bomb)
    ]
    assert await read(server) == bomb


async def test_nobody_is_asked_but_discord(server: Server) -> None:
    elsewhere = Server()
    listening = await asyncio.start_server(elsewhere.serve, "127.0.0.1")
    elsewhere.port = listening.sockets[0].getsockname()[1]
    elsewhere.answers = [WHOLE] * 9
    moved = f"HTTP/1.1 302 Found\r\nLocation: {elsewhere.url}/a\r\nContent-Length: 0\r\n\r\n".encode()
    server.answers = [moved, moved]
    with pytest.raises(BrokenDownloadError):
        await read(server)
    asked = Downloads(f"{server.url}/api/v10", patience=5)
    for address in (
        f"{elsewhere.url}/a",
        f"http://127.0.0.1:{server.port}@127.0.0.1:{elsewhere.port}/a",
        f"https://127.0.0.1:{server.port}/a",
        "file:///etc/passwd",
        "http://[::1",
        "",
        "/attachments/1",
        "https://cdn.discordapp.com.example/a",
        "http://cdn.discordapp.com/a",
    ):
        with pytest.raises(BrokenDownloadError):
            await asked.read(address, most_bytes=1000)
    assert elsewhere.requests == []
    listening.close()


@pytest.mark.usefixtures("bot")
async def test_a_broken_download_is_said_to_be_one(standin: StandIn) -> None:
    standin.faults.reach = ("/attachments/",)
    standin.faults.next("reset")
    rehearsed = await standin.slash("me import", {"file": ("watched.csv", FILE)})
    assert "import:take" in forms(rehearsed), "tried once more"
    standin.faults.next("server_error", "server_error")
    broken = await standin.slash("me import", {"file": ("watched.csv", FILE)})
    assert "get that file from Discord" in "\n".join(message_of(broken).texts())
    assert standin.faults.happened["server_error"] == 2
