from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load

SETTINGS = [setting.name for setting in fields(Settings)]
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_the_example_names_every_setting_and_no_other() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = re.findall(r"(?m)^([A-Z_]+)=", text)
    assert named == [name.upper() for name in SETTINGS]
    assert all(before.startswith("#") for before in re.findall(r"(?m)^(.*)\n[A-Z_]+=", text)), (
        "each is explained"
    )


def test_the_example_gives_the_defaults(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text((ROOT / ".env.example").read_text(encoding="utf-8"), encoding="utf-8")
    from_example = load()
    (tmp_path / ".env").unlink()
    assert from_example == load()


def test_the_token_prints_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "very.secret.token")
    settings = load()
    assert settings.discord_token == "very.secret.token"
    assert "secret.token" not in f"{settings!r} {settings}"


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("http://127.0.0.1:4000", "http://127.0.0.1:4000/api/v10"),
        ("http://127.0.0.1:4000/", "http://127.0.0.1:4000/api/v10"),
        ("https://discord.example/api", "https://discord.example/api/v10"),
        ("http://127.0.0.1:4000/api/v10/", "http://127.0.0.1:4000/api/v10"),
    ],
)
def test_api_addresses(monkeypatch: pytest.MonkeyPatch, given: str, used: str) -> None:
    monkeypatch.setenv("DISCORD_API_URL", given)
    assert load().discord_api_url == used


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOG_LEVEL", "chatty"),
        ("DATABASE_URL", "postgresql://films"),
        ("DATABASE_URL", "films.db"),
        ("DISCORD_API_URL", "discord.com"),
        ("CONTENT_DIR", "no-such-folder"),
        ("TIMEZONE", "Middle/Earth"),
        ("LOG_FORMAT", "xml"),
        ("METRICS_PORT", "70000"),
        ("METRICS_PORT", "-1"),
    ],
)
def test_a_wrong_setting_is_one_readable_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"^{name}: ") as error:
        load()
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("given", "shards"), [("0-3", (0, 1, 2, 3)), ("5", (5,)), ("7, 1, 2-4,3", (1, 2, 3, 4, 7))]
)
def test_shards_are_numbers_and_ranges(given: str, shards: tuple[int, ...]) -> None:
    assert Settings(shard_ids=given).shards == shards
    assert Settings().shards is None


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"SHARD_IDS": "0-1"}, "SHARD_COUNT must say"),
        ({"SHARD_IDS": "0-4", "SHARD_COUNT": "4"}, "the last is 3"),
        ({"SHARD_IDS": "0-1", "SHARD_COUNT": "4", "INTERACTIONS_PORT": "8080"}, "no shards"),
        ({"SHARD_IDS": "0-1", "SHARD_COUNT": "4"}, "an SQLite file serves one process"),
        ({"SHARD_IDS": "3-1", "SHARD_COUNT": "4"}, "must be as 0-19"),
        ({"SHARD_IDS": "one", "SHARD_COUNT": "4"}, "must be as 0-19"),
        ({"SHARD_COUNT": "-1"}, "must be a number"),
        ({"INTERACTIONS_PORT": "70000"}, "must be a port"),
        ({"INTERACTIONS_HOST": "http://x"}, "must be an address"),
    ],
)
def test_shards_and_interactions_that_cannot_be(given: dict[str, str], complaint: str) -> None:
    with pytest.raises(SettingsError, match=complaint):
        load(given)


def test_shards_alone_are_for_any_database() -> None:
    """How many there are is no matter of processes."""
    assert load({"SHARD_COUNT": "4"}).shard_count == 4


def test_several_processes_share_the_shards_of_a_bot_on_postgresql() -> None:
    given = {"SHARD_COUNT": "4", "SHARD_IDS": "2-3", "DATABASE_URL": "postgresql://me@here/films"}
    assert load(given).shards == (2, 3)
