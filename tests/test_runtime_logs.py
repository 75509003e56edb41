"""What the operator reads: a line for each interaction, in two forms, and figures."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Iterator

import aiohttp
import pytest

from bot.cli.metrics_server import served, told
from bot.client import Kinoteka
from bot.preview.standin import StandIn
from bot.preview.world import ANNA
from bot.runtime import logs
from bot.runtime.metrics import Figures
from bot.settings import SettingsError
from tests.waiting import until


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield root
    root.handlers[:], root.level = handlers, level


def lines(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.name == "bot.runtime.logs"]


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
    logging.getLogger("anything").error("It broke:\n%s", "really", exc_info=RuntimeError("for the log"))
    line = json.loads(capsys.readouterr().err)
    assert "RuntimeError: for the log" in line["trace"]
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
    assert "Attempting a reconnect in 1.50s ([Errno 104] Connection reset by peer)" in said
    assert root_logger.handlers


async def test_figures_grow_with_interactions(bot: Kinoteka, standin: StandIn) -> None:
    await standin.slash("film", {"title": "Stalker"})
    await until(
        lambda: b"kinoteka_interactions_total{" in told(bot.desk._figures)
    )  # counted after the answer
    bot.desk._figures.watch(bot.readings)
    text = told(bot.desk._figures).decode()
    assert 'kinoteka_interactions_total{command="/film",outcome="answered"} 1.0' in text
    assert "kinoteka_first_response_seconds_count 1.0" in text
    assert 'kinoteka_first_response_seconds_bucket{le="3.0"} 1.0' in text
    assert "kinoteka_gateway_connected 1.0" in text
    assert "process_resident_memory_bytes" in text


async def test_figures_are_served_on_loopback() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    healthy = [False]
    async with served(Figures(), lambda: healthy[0], port), aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
            assert answer.status == 503
        healthy[0] = True
        async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
            assert answer.status == 200
        async with session.get(f"http://127.0.0.1:{port}/metrics") as answer:
            assert "kinoteka_deferred_total 0.0" in await answer.text()
        with pytest.raises(SettingsError, match=r"^METRICS_PORT: "):
            async with served(Figures(), lambda: True, port):
                pass
