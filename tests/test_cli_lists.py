"""`python -m bot lists`: what an operator sees and does of servers' lists."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.cli.command_line import main
from db import server_lists
from db.engine import Database
from db.server_films import ServerFilm
from db.server_lists import ServerEntry, ServerList
from db.types import ListSummary
from seed import content
from seed.load import refresh
from tests.conftest import url_of
from tests.shipped import ASCENT

SERVER = 1290000000000000201
NIGHT = ServerList(
    "night",
    "Night",
    "Films for the night.",
    ("dark",),
    entries=(
        ServerEntry("a", "The Ascent", 1977, "Cold.", "A fact.", ASCENT),
        ServerEntry(
            "b", "Our Night", 2019, film=ServerFilm("our-night-2019", "Our Night", 2019, ("Ada Ek",))
        ),
        ServerEntry("c", "Nobody Knows"),
    ),
)


@pytest.fixture(autouse=True)
def own_database(monkeypatch: pytest.MonkeyPatch, database_file: Path, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database_file}")
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    monkeypatch.chdir(tmp_path)

    async def publish() -> None:
        database = Database(url_of(database_file))
        async with database.write() as session:
            await server_lists.lock(session, SERVER)
            await server_lists.publish(session, SERVER, NIGHT)
        await database.close()

    asyncio.run(publish())


def lists_of(database_file: Path, owner: int) -> list[ListSummary]:
    async def ask() -> list[ListSummary]:
        database = Database(url_of(database_file))
        async with database.read() as session:
            found = await server_lists.summaries(session, owner)
        await database.close()
        return found

    return asyncio.run(ask())


def test_all_are_shown_with_their_size(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lists"]) == 0
    said = capsys.readouterr().out
    assert f"{SERVER}: 1 lists, 3 entries, 0 global lists not shown\n  night: 3 entries, 2 films\n" in said


def test_one_is_hidden_and_shown_and_removed(database_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lists", "hide", str(SERVER), "night"]) == 0
    assert [one.hidden for one in lists_of(database_file, SERVER)] == [True]
    assert main(["lists"]) == 0
    assert "night: 3 entries, 2 films, hidden" in capsys.readouterr().out
    assert main(["lists", "show", str(SERVER), "night"]) == 0
    assert [one.hidden for one in lists_of(database_file, SERVER)] == [False]
    assert main(["lists", "remove", str(SERVER), "night"]) == 0
    assert lists_of(database_file, SERVER) == []


@pytest.mark.parametrize("act", [["hide"], ["remove"], ["move", "--to", "x"]])
def test_what_is_not_there_is_said(act: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lists", *act, "7", "night"]) == 1
    assert "server 7 has no list “night”" in capsys.readouterr().err


def test_one_becomes_content(database_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "content"
    assert main(["lists", "move", str(SERVER), "night", "--to", str(folder)]) == 0
    assert str(folder / "lists" / "night.txt") in capsys.readouterr().out
    assert lists_of(database_file, SERVER) == []

    async def load() -> None:
        database = Database(url_of(database_file))
        await refresh(database, [content.SHIPPED, folder])
        await database.close()

    asyncio.run(load())
    (night,) = [one for one in lists_of(database_file, 0) if one.slug == "night"]
    assert (night.title, night.introduction, night.aliases) == ("Night", "Films for the night.", ("dark",))
    assert (night.entry_count, night.film_count) == (3, 2)


def test_a_file_that_is_there_is_never_replaced(
    database_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "lists" / "night.txt"
    there.parent.mkdir()
    there.write_text("mine")
    assert main(["lists", "move", str(SERVER), "night", "--to", str(tmp_path)]) == 1
    assert "night.txt" in capsys.readouterr().err
    assert there.read_text() == "mine"
    assert len(lists_of(database_file, SERVER)) == 1
