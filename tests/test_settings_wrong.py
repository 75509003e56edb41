"""Whatever an operator sets wrong ends with one line and status 78, whatever was asked for; nothing is retried."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import seed.__main__
from bot.cli import reachable
from bot.cli.command_line import main
from bot.settings import EX_CONFIG, Settings, SettingsError, load
from tests.conftest import url_of

TOKEN = "any.token.will-do"


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """The working folder: empty, with nothing set but where somebody listens who is not Discord."""
    for setting in fields(Settings):
        monkeypatch.delenv(setting.name.upper(), raising=False)
    monkeypatch.setenv("DATABASE_URL", url_of(tmp_path / "data" / "kinoteka.sqlite3"))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    monkeypatch.chdir(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("DISCORD_API_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")
        yield tmp_path


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The one line that is said; to "run" by default would be to hang where nothing is refused."""
    assert main(words or ("ask", "/about")) == EX_CONFIG
    said = capsys.readouterr().err
    assert said.count("\n") == 1, said
    assert said.startswith("kinoteka: ")
    return said


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8-r", "cp1252"]
)
def test_an_env_file_in_another_encoding(
    folder: Path, capsys: pytest.CaptureFixture[str], encoding: str
) -> None:
    text = f"# {'é' if encoding == 'cp1252' else 'наш бот'}\nDISCORD_TOKEN={TOKEN}\n"
    (folder / ".env").write_bytes(text.encode(encoding))
    assert ".env is not in UTF-8" in refused(capsys)
    assert seed.__main__.main([]) == 2
    assert ".env is not in UTF-8" in capsys.readouterr().err


def test_an_env_file_that_begins_with_a_byte_order_mark(folder: Path) -> None:
    """As some editors on Windows save UTF-8; the first setting counts like the others."""
    (folder / ".env").write_bytes(f"DISCORD_TOKEN={TOKEN}\n".encode("utf-8-sig"))
    assert load().discord_token == TOKEN


@pytest.mark.parametrize(
    ("line", "number"),
    [(f"DISCORD_TOKEN: {TOKEN}", 3), ('LOG_LEVEL="INFO', 3), ("LOG_LEVEL", 3), ("\n\n=INFO", 5)],
)
def test_a_line_that_sets_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], line: str, number: int
) -> None:
    (folder / ".env").write_text(f"# ours\nTIMEZONE=UTC\n{line}\n")
    assert f".env, line {number}: not of the form NAME=value" in refused(capsys)


def test_an_env_file_that_is_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / ".env").mkdir()
    assert ".env: " in refused(capsys)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DISCORD_TOKEN", "Bot any.token.will-do", "spaces"),
        ("DISCORD_TOKEN", "any.token. will-do", "spaces"),
        ("DISCORD_TOKEN", "any.token\n.will-do", "line break"),
        ("DISCORD_TOKEN", "any.tokеn.will-do", "token alone"),  # a Cyrillic letter
        ("DATABASE_URL", "sqlite:///~nobody-here/films.sqlite3", "home folder"),
        ("DATABASE_URL", "~/films.sqlite3", "not a database address"),
        ("DATABASE_URL", "postgresql://host:port/films", "not a database address"),
        ("DATABASE_URL", f"sqlite:///{'x' * 5000}", "x: File name too long"),
        ("DATABASE_URL", "sqlite:////dev/null/films.sqlite3", "/dev/null is no folder"),
        ("DATABASE_URL", "sqlite:////tmp", "is a folder"),
        ("CONTENT_DIR", "~nobody-here/films", "home folder"),
        ("CONTENT_DIR", "x" * 5000, "File name too long"),
        ("PICTURE_DIR", "~nobody-here/films", "home folder"),
        ("PICTURE_DIR", "/dev/null", "is no folder"),
        ("PICTURE_DIR", "x" * 5000, "File name too long"),
        ("DISCORD_API_URL", "https://", "http or https address"),
        ("DISCORD_API_URL", "ftp://discord.com", "http or https address"),
        ("DISCORD_API_URL", "https://:443/api", "http or https address"),
        ("DISCORD_API_URL", "https://discord.com:99999", "host or port"),
        ("DISCORD_API_URL", "https://discord.com:port", "host or port"),
        ("DISCORD_API_URL", "https://discord..com", "host or port"),
        ("DISCORD_API_URL", f"https://{'x' * 64}.com", "host or port"),
        ("DISCORD_API_URL", "https://[::1", "IPv6"),
        ("DISCORD_API_URL", "https://dis cord.com", "plain address"),
        ("DISCORD_API_URL", "https://discord.com/api/v10?x=1", "plain address"),
        ("DISCORD_API_URL", "https://me:secret@discord.com", "plain address"),
        ("TIMEZONE", "../../etc/passwd", "time zone"),
        ("TIMEZONE", "Europe", "time zone"),
        ("METRICS_PORT", "9" * 5000, "port"),
        ("METRICS_PORT", "¹", "port"),
    ],
)
def test_a_wrong_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str, said: str
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.setenv(name, value)
    line = refused(capsys)
    assert said in line
    assert "secret" not in line
    assert name == "DATABASE_URL" or name in line


@pytest.mark.parametrize("name", ["DISCORD_TOKEN", "DATABASE_URL", "CONTENT_DIR", "PICTURE_DIR", "TIMEZONE"])
def test_a_nul(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.delenv("DATABASE_URL")
    (folder / ".env").write_text(f"{name}=sqlite:///x\0y\n")
    assert ".env is not in UTF-8" in refused(capsys)
    (folder / ".env").write_text(f'{name}="sqlite:///x\\ay"\n')  # a bell, as python-dotenv reads \a
    assert f"{name}: has a control character" in refused(capsys)


def test_what_is_no_utf_8_in_the_environment(folder: Path) -> None:
    asking = [sys.executable, "-m", "bot", "doctor"]
    environment = {
        b"PATH": b"/bin",
        b"PICTURE_DIR": b"caf\xe9",
        b"PYTHONPATH": bytes(Path(__file__).parents[1]),
    }
    done = subprocess.run(
        asking, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (78, "kinoteka: PICTURE_DIR: is not in UTF-8\n")


VALUES = st.text(st.characters(exclude_characters="\0"), max_size=30) | st.sampled_from(
    ["sqlite://", "sqlite:///", "https://", "http://[", "~", "UTC", "://", "@", "%", "?"]
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    environment=st.dictionaries(
        st.sampled_from([setting.name.upper() for setting in fields(Settings)]),
        st.lists(VALUES, min_size=1, max_size=3).map("".join),
    )
)
def test_any_values_are_settings_or_one_line(environment: dict[str, str]) -> None:
    said, read = "", None
    try:
        read = load(environment)
    except SettingsError as error:
        said = str(error)
    assert "\n" not in said
    if read is not None:
        assert read.zone
        assert read.picture_folder.name
        assert all(folder.is_dir() for folder in read.content_folders)


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE places (url TEXT)")
        connection.execute("INSERT INTO places VALUES ('x')")
        connection.commit()


def of_another_alembic(path: Path) -> None:
    foreign(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('ab12')")
        connection.commit()


@pytest.mark.parametrize("command", [("run",), ("ask", "/list")])
@pytest.mark.parametrize("make", [foreign, of_another_alembic])
def test_a_database_of_another_program_is_left_alone(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path], None],
    command: tuple[str, ...],
) -> None:
    make(folder / "places.sqlite")
    before = (folder / "places.sqlite").read_bytes()
    monkeypatch.setenv("DATABASE_URL", url_of(folder / "places.sqlite"))
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    assert "is a database of another program" in refused(capsys, *command)
    assert (folder / "places.sqlite").read_bytes() == before


def test_a_file_that_is_no_database(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "letter").write_text("Dear Rybak, " * 1000)
    monkeypatch.setenv("DATABASE_URL", url_of(folder / "letter"))
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    assert "not a database" in refused(capsys)
    assert (folder / "letter").read_text() == "Dear Rybak, " * 1000


def test_a_database_that_lacks_a_table(
    database_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(database_file)) as connection:
        connection.execute("DROP TABLE watchlist")
    monkeypatch.setenv("DATABASE_URL", url_of(database_file))
    assert "lacks watchlist" in refused(capsys, "ask", "/list")


def test_an_address_where_nobody_answers(
    database_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setattr(reachable, "PATIENCE", 0.2)
    monkeypatch.setenv("DATABASE_URL", url_of(database_file))
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    for host in (f"127.0.0.1:{port}", "nobody-lives-here.invalid"):
        monkeypatch.setenv("DISCORD_API_URL", f"http://{host}")
        assert main(["run"]) == EX_CONFIG
        warning, said = capsys.readouterr().err.splitlines()
        assert "trying again" in warning
        assert said.startswith(f"kinoteka: DISCORD_API_URL: http://{host}/api/v10 does not answer")


async def test_discord_itself_is_waited_for() -> None:
    """Nothing is asked of it here: an outage is no wrong setting."""
    await reachable.check(Settings(), asyncio.Event(), patience=0)
