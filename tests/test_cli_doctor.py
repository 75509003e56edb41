"""The doctor: what is in order is said to be, and what is not is found, with a way on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.command_line import main
from bot.cli.doctor import of_discord
from bot.preview.standin import StandIn
from bot.settings import load

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
