"""The doctor: what is in order is said to be, and what is not is found, with a way on."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from bot.cli.command_line import main
from bot.cli.doctor import of_discord
from bot.cli.way_in import of_interactions
from bot.client import Kinoteka
from bot.preview.standin import StandIn
from bot.runtime.deadlines import Deadlines
from bot.runtime.endpoint import Endpoint, listening
from bot.runtime.metrics import Metrics
from bot.services.catalogue import Catalogue
from bot.settings import load
from tests.ports import free_port
from tests.waiting import until

TOKEN = "MTI5MDAwMDAwMDAwMDAwMDAwMQ.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789ab"

Report = dict[str, list[str]]


@pytest.fixture(autouse=True)
def healthy(monkeypatch: pytest.MonkeyPatch, database_file: Path, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database_file}")
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.delenv("CONTENT_DIR", raising=False)
    monkeypatch.delenv("PICTURE_DIR", raising=False)
    monkeypatch.chdir(tmp_path)


def examined(capsys: pytest.CaptureFixture[str], status: int) -> Report:
    """What was said, by subject: outcome and words in one."""
    assert main(["doctor"]) == status
    said: Report = {}
    for line in capsys.readouterr().out.splitlines():
        outcome, subject, words = line.split(maxsplit=2)
        said.setdefault(subject, []).append(f"{outcome} {words}")
    return said


def test_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    said = examined(capsys, 0)
    assert [*said] == ["settings", "token", "database", "version", "content", "pictures", "fonts", "discord"]
    assert all(line.startswith("ok ") for subject, (line,) in said.items() if subject != "discord")
    assert "1290000000000000001" in said["token"][0]
    assert TOKEN not in str(said)


@pytest.mark.parametrize("token", ["abc", TOKEN[:-20], TOKEN.replace(".", "")])
def test_a_token_cut_off(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", token)
    assert examined(capsys, 1)["token"][0].startswith("WRONG")


def test_no_token_is_worth_a_note(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISCORD_TOKEN")
    assert examined(capsys, 0)["token"][0].startswith("note")


def scribbled(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000] + b"\xff" * 20_000)


def of_tomorrow(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def without_a_table(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE watchlist")


def without_a_column(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE entries DROP COLUMN note")


@pytest.mark.parametrize(
    ("harm", "subject", "way_on"),
    [
        (scribbled, "database", "restore"),
        (of_tomorrow, "version", "newer Kinoteka"),
        (without_a_table, "version", "without watchlist. Restore"),
        (without_a_column, "version", "without entries.note. Restore"),
    ],
)
def test_a_database_that_is_not_well(
    capsys: pytest.CaptureFixture[str],
    database_file: Path,
    harm: Callable[[Path], None],
    subject: str,
    way_on: str,
) -> None:
    harm(database_file)
    (line,) = examined(capsys, 1)[subject]
    assert line.startswith("WRONG")
    assert way_on in line


def test_content_with_a_mistake_is_told_with_file_and_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "mine" / "lists").mkdir(parents=True)
    (tmp_path / "mine" / "lists" / "winter.txt").write_text(
        "Cold films.\n\nThe Ascent (1700)\nDescription: Snow.\n"
    )
    monkeypatch.setenv("CONTENT_DIR", str(tmp_path / "mine"))
    said = examined(capsys, 1)["content"]
    assert any(line.startswith("WRONG mine/lists/winter.txt:3") for line in said), said


def test_pictures_that_cannot_be_kept_are_worth_a_note(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("PICTURE_DIR", str(tmp_path / "file" / "pictures"))
    assert examined(capsys, 0)["pictures"][0].startswith("note")


async def test_discord_is_asked_when_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    async with StandIn() as standin:
        monkeypatch.setenv("DISCORD_API_URL", standin.api_url)
        found = await of_discord(load())
    assert [(one.subject, one.outcome) for one in found] == [("discord", "ok"), ("clock", "ok")]
    (gone,) = await of_discord(load())
    assert gone.outcome == "wrong"
    assert "does not answer" in gone.said


# Where interactions come in: asked of Discord, and of the bot's own address


async def way_in(standin: StandIn, monkeypatch: pytest.MonkeyPatch, **settings: str) -> str:
    monkeypatch.setenv("DISCORD_API_URL", standin.api_url)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    (found,) = await of_interactions(load())
    return str(found)


async def test_interactions_through_the_gateway(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "ok" in await way_in(standin, monkeypatch)
    assert "INTERACTIONS_PORT is set, but" in await way_in(standin, monkeypatch, INTERACTIONS_PORT="8080")


async def test_interactions_by_http(
    standin: StandIn, catalogue: Catalogue, deadlines: Deadlines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address is asked with nothing signed: who answers anything but 401 would be dropped by Discord."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/interactions"
    standin.send_to(url)
    assert "not through the gateway" in await way_in(standin, monkeypatch)
    by_http = {"INTERACTIONS_PORT": str(port)}
    assert "does not answer" in await way_in(standin, monkeypatch, **by_http)
    client = Kinoteka(catalogue, random.Random(1), api_url=standin.api_url, deadlines=deadlines, by_http=True)
    endpoint = Endpoint(lambda: client, client.health, Metrics(CollectorRegistry()), deadlines)
    async with listening(endpoint, "127.0.0.1", port, asyncio.Event()):
        assert "no bot is ready" in await way_in(standin, monkeypatch, **by_http)
        running = asyncio.create_task(client.start("stand-in"))
        await until(lambda: client.verify_key is not None)
        assert f"ok     way in     {url} refuses" in await way_in(standin, monkeypatch, **by_http)
        standin.send_to(f"http://127.0.0.1:{port}/healthz")
        assert "not 401" in await way_in(standin, monkeypatch, **by_http)
        await client.close()
        await asyncio.wait({running})


async def test_interactions_of_a_bot_that_discord_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    async with StandIn(token="another") as strict:
        assert "it answers 401" in await way_in(strict, monkeypatch)
    assert "does not say" in await way_in(strict, monkeypatch)
    assert "takes the token" in await way_in(strict, monkeypatch, DISCORD_TOKEN="")
