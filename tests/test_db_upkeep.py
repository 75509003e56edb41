"""One bot on one file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.command_line import main
from db import errors
from db.upkeep import only_bot
from tests.conftest import url_of
from tests.postgres_server import Server

HOLDING = """
import sys
from db.upkeep import only_bot
with only_bot(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_bot_on_a_file_is_refused_with_one_line(
    database_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", url_of(database_file))
    monkeypatch.setenv("DISCORD_TOKEN", "a.b.c")
    with only_bot(url_of(database_file)):
        assert main(["run"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"another bot runs on {database_file}" in said


def test_a_file_is_free_again_however_its_bot_ended(database_file: Path) -> None:
    url = url_of(database_file)
    first = subprocess.Popen(
        [sys.executable, "-c", HOLDING, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with pytest.raises(errors.DatabaseInUseError), only_bot(url):
            pass
        first.kill()
        first.wait(60)
    for _ in range(2):
        with only_bot(url):
            pass


def test_several_may_run_on_a_server(postgres: Server) -> None:
    with only_bot(postgres.url()), only_bot(postgres.url()):
        pass
