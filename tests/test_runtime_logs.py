"""What the operator reads: a line for each interaction, in two forms, and figures."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from collections.abc import Iterator

import aiohttp
import pytest
from prometheus_client import CollectorRegistry

from bot.cli.metrics_server import served
from bot.preview.standin import StandIn
from bot.preview.world import ANNA
from bot.runtime import logs
from bot.runtime.metrics import Metrics
from bot.services.catalogue import Catalogue
from bot.settings import SettingsError
from tests.odd_bot import odd_bot
from tests.waiting import until


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield root
    root.handlers[:], root.level = handlers, level


def lines(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.name == "bot.runtime.logs"]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@pytest.mark.usefixtures("bot")
async def test_one_line_for_each_interaction_and_nothing_of_the_member(
    standin: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    card = (await standin.slash("film", {"title": "the secret of Anna"}, member=ANNA)).message
    assert card is not None
    await standin.autocomplete("film", "title", "a secret word")
    await standin.press(card, "card:show:zzz:0:0:", forged=True)
    await standin.press(card, "\n a forged line", forged=True)
    await until(lambda: len(lines(caplog)) == 4)  # the line comes after the answer
    written = lines(caplog)
    assert [record.__dict__["command"] for record in written] == ["/film", "/film", "card:show", "unknown"]
    assert [record.__dict__["outcome"] for record in written] == ["answered"] * 4
    assert written[2].__dict__["error"] == "FilmNotFoundError"
    for record in written:
        assert record.__dict__["ms"] < 30_000
        assert "\n" not in record.getMessage()
        assert "secret" not in str(record.__dict__)
        assert str(ANNA.id) not in str(record.__dict__)


def test_a_line_as_json(capsys: pytest.CaptureFixture[str], root_logger: logging.Logger) -> None:
    logs.configure(logging.INFO, "json")
    logs.note("/film", "answered", seconds=0.0123, deferred=True, error=KeyError("x"), code="A1B2C3")
    line = json.loads(capsys.readouterr().err)
    assert {key: line[key] for key in ("command", "outcome", "ms", "deferred", "error", "code")} == {
        "command": "/film",
        "outcome": "answered",
        "ms": 12,
        "deferred": True,
        "error": "KeyError",
        "code": "A1B2C3",
    }
    logging.getLogger("anything").error("It broke:\n%s", "really", exc_info=RuntimeError("of a member"))
    line = json.loads(capsys.readouterr().err)
    assert (line["message"], line["trace"]) == ("It broke:\nreally", "RuntimeError")
    assert root_logger.handlers


def test_what_discord_py_says_of_a_lost_connection_is_one_line(
    capsys: pytest.CaptureFixture[str], root_logger: logging.Logger
) -> None:
    logs.configure(logging.INFO, "text")
    lost = ConnectionResetError(104, "Connection reset by peer")
    logging.getLogger("discord.client").error("Attempting a reconnect in %.2fs", 1.5, exc_info=lost)
    logging.getLogger("discord.state").warning("Guilds intent seems to be disabled. This may cause state …")
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert (
        "Attempting a reconnect in 1.50s (ConnectionResetError: [Errno 104] Connection reset by peer)" in said
    )
    assert root_logger.handlers


async def test_nonsense_sent_to_a_server_of_ours_fills_no_log(
    capsys: pytest.CaptureFixture[str], root_logger: logging.Logger
) -> None:
    logs.configure(logging.DEBUG, "text")
    port = free_port()
    async with served(CollectorRegistry(), lambda: (True, "connected"), port):
        for nonsense in (
            b"secret\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            b"\x16\x03\x01\r\n\r\n",
        ):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(nonsense)
            assert (await reader.read()).startswith(b"HTTP/1.0 400 ")
            writer.close()
    assert capsys.readouterr().err == ""
    assert root_logger.handlers


async def test_metrics_grow_with_interactions(catalogue: Catalogue, standin: StandIn) -> None:
    registry = CollectorRegistry()
    async with odd_bot(catalogue=catalogue, standin=standin, metrics=Metrics(registry)) as bot:
        await standin.slash("film", {"title": "Stalker"})
        await until(lambda: bot.dispatcher.at_work == 0)
        named = {"command": "/film", "outcome": "answered"}
        assert registry.get_sample_value("kinoteka_interactions_total", named) == 1
        assert registry.get_sample_value("kinoteka_first_response_seconds_count") == 1
        assert registry.get_sample_value("kinoteka_working") == 0
        assert registry.get_sample_value("kinoteka_gateway_connected") == 1
        standin.faults.next("reset")
        await standin.slash("film", {"title": "Stalker"})
        assert registry.get_sample_value("kinoteka_retries_total", {"reason": "connection"}) == 1


async def test_metrics_are_served_on_loopback() -> None:
    port = free_port()
    health = [(False, "0 of 1 shards connected"), (True, "1 of 1 shards connected")]
    registry = CollectorRegistry()
    Metrics(registry)
    async with (
        served(registry, lambda: health.pop(0), port),
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):
        async with session.get("/healthz") as answer:
            assert (answer.status, await answer.text()) == (503, "0 of 1 shards connected\n")
        async with session.get("/healthz") as answer:
            assert (answer.status, await answer.text()) == (200, "1 of 1 shards connected\n")
        async with session.get("/metrics") as answer:
            assert "kinoteka_deferred_total 0.0" in await answer.text()
        with pytest.raises(SettingsError, match=r"^METRICS_PORT: "):
            async with served(registry, lambda: (True, ""), port):
                pass
