"""The life of the process: `python -m bot run` against a Discord that is not Discord."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.cli.command_line import main
from bot.preview.standin import StandIn
from tests.pages import press
from tests.ports import free_port
from tests.waiting import until

ROOT = Path(__file__).resolve().parent.parent

Start = Callable[..., Coroutine[Any, Any, Process]]


@pytest_asyncio.fixture
async def start(standin: StandIn, database_file: Path, drawn: Path, tmp_path: Path) -> AsyncIterator[Start]:
    """Starts the bot as an operator does; what still runs at the end is killed."""
    processes: list[Process] = []

    async def run(command: str = "run", **settings: str) -> Process:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DISCORD_TOKEN": "any.token.will-do",
            "DISCORD_API_URL": standin.api_url,
            "DATABASE_URL": f"sqlite:///{database_file}",
            "PICTURE_DIR": str(drawn),
        } | settings
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", command, cwd=tmp_path, env=environment, stdout=PIPE, stderr=PIPE
        )
        processes.append(process)
        return process

    yield run
    for process in processes:
        if process.returncode is None:
            process.kill()
        await asyncio.wait_for(process.communicate(), 60)


async def ended(process: Process, within: float = 60) -> tuple[int, str]:
    """Exit status and what was said on standard error."""
    _, stderr = await asyncio.wait_for(process.communicate(), within)
    assert process.returncode is not None
    return process.returncode, stderr.decode()


def children_of(process: Process) -> list[int]:
    return [int(one) for one in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


async def test_a_life(standin: StandIn, start: Start, tmp_path: Path) -> None:
    """Ended in order, killed, begun on a new database: nothing that was asked is lost, old buttons work for ever."""
    process = await start()
    await standin.ready(60)
    await standin.slash("about")
    standin.faults.retry_after = 0.5
    for _ in range(20):
        standin.faults.next("rate_limit")
    asked = [asyncio.create_task(standin.slash("film", {"title": "The Ascent"})) for _ in range(20)]
    await until(lambda: standin.faults.happened["rate_limit"] == 20)  # so each is under way
    process.send_signal(signal.SIGTERM)
    exchanges = await asyncio.gather(*asked)
    assert (await ended(process))[0] == 0
    assert {exchange.state for exchange in exchanges} == {"answered"}, "what is under way is delivered"
    card = exchanges[0].message
    assert card is not None

    process = await start()
    await standin.ready(60)
    assert (await press(standin, card, "card:next")).state == "updated"
    assert standin.syncs == 1, "Discord is told the commands once"
    process.kill()
    await asyncio.wait_for(process.communicate(), 60)

    process = await start(DATABASE_URL=f"sqlite:///{tmp_path}/new/kinoteka.sqlite3")
    await standin.ready(60)
    assert (await press(standin, card, "list:back")).state == "updated"
    process.send_signal(signal.SIGINT)
    status, stderr = await ended(process)
    assert status == 0
    assert "Content loaded" not in stderr, "the bot itself has carried what loads content"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody tells the children of a process")
async def test_a_first_start_can_be_stopped(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "locked.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as somebody:
        somebody.execute("BEGIN EXCLUSIVE")
        process = await start(DATABASE_URL=f"sqlite:///{file}")
        await until(lambda: bool(children_of(process)))
        (child,) = children_of(process)
        process.send_signal(signal.SIGTERM)
        assert (await ended(process))[0] == 0
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)


async def test_a_life_by_http(standin: StandIn, start: Start, tmp_path: Path) -> None:
    """Healthy once it takes interactions; what is under way at its end is delivered; its port is one for itself."""
    port = free_port()
    sender = standin.send_to(f"http://127.0.0.1:{port}/interactions")
    process = await start(INTERACTIONS_PORT=str(port))
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:

        async def is_healthy() -> bool:
            try:
                async with session.get("/healthz") as answer:
                    return answer.status == 200
            except aiohttp.ClientError:
                return False

        await until(is_healthy, 60)
        await sender.introduce()
        await standin.slash("about")
        other = f"sqlite:///{tmp_path}/other/kinoteka.sqlite3"  # one bot a file
        status, stderr = await ended(await start(INTERACTIONS_PORT=str(port), DATABASE_URL=other))
        assert status == 78
        assert stderr.startswith(f"kinoteka: INTERACTIONS_PORT: 127.0.0.1:{port}: ")
        assert "address already in use" in stderr

        standin.faults.retry_after = 0.5
        for _ in range(20):
            standin.faults.next("rate_limit")
        asked = [asyncio.create_task(standin.slash("film", {"title": "The Ascent"})) for _ in range(20)]
        await until(lambda: standin.faults.happened["rate_limit"] == 20)
        process.send_signal(signal.SIGTERM)
        exchanges = await asyncio.gather(*asked)
        status, stderr = await ended(process)
    assert status == 0
    assert {exchange.state for exchange in exchanges} == {"answered"}
    assert standin.gateway.identifies == 0
    assert "interaction endpoint" not in stderr, "discord.py's warning would be a false one"


async def test_health_is_served_and_honest(standin: StandIn, start: Start) -> None:
    """Connected is not enough: the answers must reach Discord."""
    port = free_port()
    await start(METRICS_PORT=str(port))
    await standin.ready(60)
    payload = (await standin.slash("about")).payload
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:

        async def health() -> tuple[int, str]:
            async with session.get("/healthz") as answer:
                return answer.status, await answer.text()

        assert await health() == (200, "1 of 1 shards connected\n")
        for number in range(1, 11):  # of which Discord knows nothing
            unknown = {"id": str(int(payload["id"]) + number)}
            await standin.gateway.dispatch("INTERACTION_CREATE", payload | unknown)
        async with asyncio.timeout(20):
            while (await health())[0] == 200:  # it rings no bell
                pass
        assert await health() == (503, "1 of 1 shards connected, but answers do not reach Discord\n")
        async with session.get("/metrics") as answer:
            assert 'outcome="late"} 10.0' in await answer.text()


async def test_a_missing_setting_is_one_line_and_status_78(start: Start) -> None:
    status, stderr = await ended(await start(DISCORD_TOKEN=""))
    assert status == 78
    assert "DISCORD_TOKEN is not set" in stderr
    assert stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("LOG_LEVEL", "chatty"),
        ("DATABASE_URL", "postgresql://films"),
        ("DISCORD_API_URL", "nowhere"),
    ],
)
def test_so_is_a_wrong_one(
    setting: str,
    value: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCORD_TOKEN", "any.token.will-do")
    monkeypatch.setenv(setting, value)
    assert main(["run"]) == 78
    complaint = capsys.readouterr().err
    assert setting in complaint
    assert complaint.count("\n") == 1


async def test_a_token_discord_does_not_know(start: Start) -> None:
    async with StandIn(token="the.right.one") as strict:
        process = await start(DISCORD_API_URL=strict.api_url, LOG_LEVEL="ERROR")
        status, stderr = await ended(process)
    assert status == 78
    assert "token" in stderr.splitlines()[-1]
    assert "Traceback" not in stderr


async def test_a_discord_that_is_down_at_first_is_tried_again(start: Start) -> None:
    async with StandIn() as down:
        port_of = down.api_url
    process = await start(DISCORD_API_URL=port_of)
    assert process.stderr is not None
    while b"trying again" not in (line := await asyncio.wait_for(process.stderr.readline(), 60)):
        assert line, "the process gave up"
    port = int(port_of.split(":")[2].split("/")[0])
    async with StandIn(port=port, patience=30) as up:
        await up.ready(60)
        assert (await up.slash("about")).state == "answered"
        process.send_signal(signal.SIGTERM)
        assert (await ended(process))[0] == 0
