"""The command line: what an operator types, and what it says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.command_line import main


@pytest.fixture(autouse=True)
def own_database(monkeypatch: pytest.MonkeyPatch, database_file: Path, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database_file}")
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    monkeypatch.chdir(tmp_path)


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["ask", *words]) == 0
    return capsys.readouterr().out


def test_ask_for_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    said = asked(capsys, "/list survival")
    assert said.startswith("Survival\n")
    assert re.search(r"10\. The Red Tent\b.*\n?.*Mikhail Kalatozov · 2\u00a0h\u00a038\u00a0min\n", said)
    assert "\x1b" not in said
    assert max(map(len, said.splitlines())) <= 200


@pytest.mark.parametrize(
    "words",
    [['/film "Come and See"'], ["/film", "Иди", "и", "смотри"], ["/film title:Come and See private:True"]],
)
def test_ask_for_a_film(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    said = asked(capsys, *words)
    assert re.search(
        r"Come and See \(1985\)\nИди и смотри · .*Elem Klimov · .*2\u00a0h\u00a022\u00a0min\n", said
    )
    assert "\nButtons: " in said
    assert ("(Only you see this)" in said) is ("private" in words[0])


def test_ask_for_all_lists_and_for_any_film(capsys: pytest.CaptureFixture[str]) -> None:
    said = asked(capsys, "/list")
    assert all(
        title in said for title in ("Great Patriotic War", "Loneliness", "Post-Apocalyptic", "Survival")
    )
    assert re.match(r".+ \(\d{4}\)\n", asked(capsys, "/random"))


def test_ask_for_nonsense(capsys: pytest.CaptureFixture[str]) -> None:
    assert "“qqqq xkcd zzzz”" in asked(capsys, "/film qqqq xkcd zzzz")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--member", "carl", "/list"], "there is no member “carl”; there are: anna, boris, vera, clara"),
        (["--language", "klingon", "/list"], "Discord has no language “klingon”; it has: en-US, ru,"),
    ],
)
def test_who_asks_and_in_which_language_must_exist(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["ask", *words])
    assert end.value.code == 2
    assert said in capsys.readouterr().err


def test_ask_as_somebody_else_in_another_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, "--member", "Vera", "--language", "RU", "/list survival")
    assert asked(capsys, "--language", "pt_br", "/about")


def test_ask_on_a_message(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--message", "Stalker tonight?", "No such command"]) == 2
    assert "there is no message command 'No such command'" in capsys.readouterr().err


def test_ask_in_colour(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b[1m" in asked(capsys, "--colour", "always", "/about")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("/films", "There is no command /films"),
        ("/film", "/film needs title"),
        ("/film Stalker privat:True", "/film has no option “privat”. There are: title, private."),
        ("/random with:carl", "with is one of Anna, Boris, Вера, Clara, not “carl”"),
    ],
)
def test_mistakes_are_said_on_standard_error(
    capsys: pytest.CaptureFixture[str], words: str, said: str
) -> None:
    assert main(["ask", words]) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert not captured.out


def test_a_reader_that_has_read_enough_is_no_error() -> None:
    root = Path(__file__).resolve().parents[1]
    asking = [sys.executable, "-m", "bot", "ask", "/list"]
    with subprocess.Popen(asking, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    said = capsys.readouterr().out
    assert all(command in said for command in ("run", "ask", "preview"))


@pytest.mark.parametrize("port", ["70000", "-1", "http"])
def test_a_port_that_cannot_be_is_refused_before_anything_starts(
    capsys: pytest.CaptureFixture[str], port: str
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["preview", "--port", port])
    assert end.value.code == 2
    assert "a port is a number from 0 to 65535" in capsys.readouterr().err


def test_posters_of_one_film_are_drawn_into_a_folder(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["posters", "Come and See", "--out", str(tmp_path / "new" / "posters")]) == 0
    drawn = {path.name: path.read_bytes() for path in (tmp_path / "new" / "posters").iterdir()}
    assert set(drawn) == {"come-and-see-poster.png", "come-and-see-wide-poster.png", "contact-sheet.png"}
    assert all(data.startswith(b"\x89PNG") for data in drawn.values())
    assert "3 pictures" in capsys.readouterr().out


def test_posters_of_nothing_known(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["posters", "qqqq xkcd zzzz", "--out", str(tmp_path)]) == 1
    assert "no list and no film is called" in capsys.readouterr().err
