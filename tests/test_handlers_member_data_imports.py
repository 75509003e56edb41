"""Imports that cost much, through the real wire: nobody else waits for them, and what they cost is bounded."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from bot.client import Kinoteka
from bot.domain.film_rows import FileRefusedError
from bot.domain.member_data import MAX_FILE
from bot.preview.channel import Exchange
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, Json
from bot.runtime.deadlines import Deadlines
from bot.services.catalogue import Catalogue
from bot.services.member_file_reader import MemberFileReader
from tests.company import VERA
from tests.members import MONDAY, kept, rows
from tests.odd_bot import odd_bot
from tests.pages import forms, message_of, press, text_of
from tests.shipped import STALKER
from tests.waiting import until

TABLE = b"Name,Year\nStalker,1979\n"
ONE_AT_A_TIME = "still reading another file of yours"
OTHERS_FIRST = "reading other members' files"
TOO_COSTLY = "more time or memory"
WIDE = b"Name,Year\n" + b"," * (MAX_FILE - 10)
"""A row of eight million cells."""


@pytest.fixture
def deadlines(deadlines: Deadlines) -> Deadlines:
    """A process that a test has stopped is waited for."""
    return replace(deadlines, reading=28.0)


async def take(standin: StandIn, content: bytes = TABLE, **given: Any) -> Exchange:
    return await standin.slash("me import", {"file": ("watched.csv", content)}, **given)


async def stopped(bot: Kinoteka, importing: asyncio.Task[Exchange]) -> int:
    """The process that began to read for this import, halted until it is told to go on."""
    known = set(PIDS)
    await until(lambda: importing.done() or bool(bot.file_reader.process_ids - known))
    (pid,) = bot.file_reader.process_ids - known
    os.kill(pid, signal.SIGSTOP)
    PIDS.append(pid)
    return pid


PIDS: list[int] = []
"""Of the processes halted by the test that runs."""


@pytest_asyncio.fixture(autouse=True)
async def _forget_processes() -> None:
    PIDS.clear()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


# Nobody waits for another's import


async def test_while_a_file_is_read_everybody_else_is_answered(
    bot: Kinoteka, standin: StandIn, catalogue: Catalogue
) -> None:
    first = asyncio.create_task(take(standin))
    pid = await stopped(bot, first)
    assert pid != os.getpid()
    several = await asyncio.gather(*(take(standin) for _ in range(11)))
    assert all(ONE_AT_A_TIME in text_of(one) and message_of(one).ephemeral for one in several)
    assert "Stalker" in text_of(await standin.slash("film", {"title": "Stalker"}, member=BORIS))
    assert "import:take" in forms(await take(standin, member=BORIS)), "there is room for a second member"
    assert not first.done()
    os.kill(pid, signal.SIGCONT)
    await press(standin, await first, "import:take")
    assert set(await kept(catalogue, "seen")) == {STALKER}
    assert "import:take" in forms(await take(standin, b"Name,Year\nThe Ascent,1977\n"))


async def test_a_third_member_is_told_at_once_that_two_are_served(bot: Kinoteka, standin: StandIn) -> None:
    imports = []
    for member in (ANNA, BORIS):
        imports.append(asyncio.create_task(take(standin, member=member)))
        await stopped(bot, imports[-1])
    assert OTHERS_FIRST in text_of(await take(standin, member=VERA))
    for pid in PIDS:
        os.kill(pid, signal.SIGCONT)
    await asyncio.gather(*imports)
    assert "import:take" in forms(await take(standin, member=VERA))


# Bounds


async def test_a_file_that_takes_too_long_is_let_go(
    catalogue: Catalogue, standin: StandIn, deadlines: Deadlines
) -> None:
    """No process can even start in the time given here."""
    async with odd_bot(
        catalogue=catalogue, standin=standin, deadlines=replace(deadlines, reading=0.001)
    ) as bot:
        assert TOO_COSTLY in text_of(await take(standin))
        assert not bot.file_reader.process_ids
    assert await rows(catalogue.database, "import_rows") == []


async def test_a_file_that_takes_too_much_memory_is_let_go() -> None:
    modest = MemberFileReader(seconds=28.0, memory=160 * 1024 * 1024)
    assert (await modest.read("watched.csv", TABLE, now=MONDAY)).rows
    with pytest.raises(FileRefusedError) as refused:
        await modest.read("watched.csv", WIDE, now=MONDAY)
    assert refused.value.reason == "too costly"
    assert not modest.process_ids
    await MemberFileReader(seconds=28.0).read("watched.csv", WIDE, now=MONDAY)


async def test_a_process_that_is_killed_is_told_and_the_next_file_is_read(
    bot: Kinoteka, standin: StandIn
) -> None:
    importing = asyncio.create_task(take(standin))
    os.kill(await stopped(bot, importing), signal.SIGKILL)
    assert TOO_COSTLY in text_of(await importing)
    assert "import:take" in forms(await take(standin))


async def test_the_process_knows_the_domain_and_nothing_else() -> None:
    """So that it starts at once and takes little."""
    script = "import bot.services.member_file_worker, sys; print(*sys.modules)"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script, stdout=PIPE)
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    loaded = {name.split(".")[0] for name in said.decode().split()}
    assert "bot" in loaded
    assert not loaded & {"discord", "sqlalchemy", "aiohttp", "asyncio", "openpyxl"}


async def test_no_reading_outlives_the_bot(
    catalogue: Catalogue, standin: StandIn, deadlines: Deadlines
) -> None:
    async with odd_bot(catalogue=catalogue, standin=standin, deadlines=deadlines) as bot:
        importing = asyncio.create_task(take(standin))
        pid = await stopped(bot, importing)
    await until(lambda: not is_alive(pid))
    importing.cancel()
    with pytest.raises(FileRefusedError):
        await bot.file_reader.read("watched.csv", TABLE, now=MONDAY)


# What Discord says of a file is not trusted

Tampering = Callable[[Json], None]


def tamper(standin: StandIn, monkeypatch: pytest.MonkeyPatch, change: Tampering) -> None:
    """Change what the bot is told of each file."""
    deliver = standin.faults.deliver

    async def changed(
        send: Callable[[str, Json], Awaitable[None]], drop: Callable[[], None], event: str, payload: Json
    ) -> None:
        for attachment in payload["data"].get("resolved", {}).get("attachments", {}).values():
            change(attachment)
        await deliver(send, drop, event, payload)

    monkeypatch.setattr(standin.faults, "deliver", changed)


@pytest.mark.usefixtures("bot")
async def test_a_declared_size_is_not_believed(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    tamper(standin, monkeypatch, lambda attachment: attachment.update(size=24))
    exchange = await take(standin, b"x" * (MAX_FILE + 1))
    assert "larger than I take" in text_of(exchange)


@pytest.mark.usefixtures("bot")
async def test_a_file_is_fetched_from_nobody_but_discord(
    standin: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readline())
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(TABLE), TABLE))
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1") as elsewhere:
        port = elsewhere.sockets[0].getsockname()[1]
        address = f"http://127.0.0.1:{port}/attachments/1/2/watched.csv"
        tamper(standin, monkeypatch, lambda attachment: attachment.update(url=address, proxy_url=address))
        exchange = await take(standin)
    assert "could not get that file from Discord" in text_of(exchange)
    assert asked == []


# What was not found


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("number", [10, 11])
async def test_ten_films_not_found_are_named_and_more_come_as_a_file(standin: StandIn, number: int) -> None:
    titles = [f"No Such Film {n:02}" for n in range(number)]
    content = "Name,Year\n" + "".join(f"{title},1979\n" for title in titles) + "Stalker,1979\n"
    exchange = await take(standin, content.encode())
    assert [title for title in titles if title in text_of(exchange)] == titles[:10]
    assert "import:take" in forms(exchange)
    everything = "".join(f"{title} (1979)\n" for title in titles)
    files = message_of(exchange).files
    assert {name: content.decode() for name, content in files.items()} == (
        {"not-found.txt": everything} if number > 10 else {}
    )
    assert not exchange.refusals
    taken = await press(standin, exchange, "import:take")
    assert message_of(taken).files == {}, "what is asked no more has no file any more"
