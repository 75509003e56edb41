"""Content folders in the database: what is loaded, what a second time changes, and what the command says."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.recommend.vocabulary import Concept, Vocabulary
from db import entries, films, lists, meta
from db.engine import Database
from db.types import Source, stable_id
from seed import content
from seed.__main__ import main
from seed.load import load, refresh
from seed.problems import ContentError
from tests import make
from tests.content_folders import said, survival
from tests.make import list_text, records


async def test_a_folder_is_loaded(database: Database, tmp_path: Path) -> None:
    report = await refresh(database, [survival(tmp_path / "own")])
    assert report is not None
    assert str(report.entries) == "2 added, 0 changed, 0 unchanged, 0 removed"
    async with database.read() as session:
        (summary,) = await lists.summaries(session)
        page = await films.page(session, stable_id("the-ascent"))
        unknown = await entries.get(session, stable_id("survival/the-edge-1990"))
    assert (summary.title, summary.aliases, summary.introduction) == (
        "Survival",
        ("alive",),
        "An introduction.",
    )
    (entry,) = page.entries
    assert entry.id == stable_id("survival/the-ascent-1977")
    assert entry.checks[0].sources == (
        Source("Wikipedia: The Ascent", "https://en.wikipedia.org/wiki/The_Ascent"),
    )
    assert (unknown.film_id, unknown.note) == (None, "Nobody knows it.")
    assert unknown.nearest is not None
    assert unknown.nearest.slug == "the-edge-2010"


async def test_the_second_time_changes_nothing(database: Database, tmp_path: Path) -> None:
    folder = survival(tmp_path / "own")
    await refresh(database, [folder])
    before = dump(database)
    assert await refresh(database, [folder]) is None
    assert not (await load(database, [folder])).report
    again = await load(database, [folder], anew=True)
    assert (again.read, bool(again.report)) == (True, False)
    assert dump(database) == before


def dump(database: Database) -> list[str]:
    with sqlite3.connect(database.path) as connection:
        return list(connection.iterdump())


async def test_words_alone_make_a_new_version(database: Database, tmp_path: Path) -> None:
    """So that a running bot reads them; also those of a folder that was added by hand."""
    folder, own = survival(tmp_path / "lists"), tmp_path / "words"

    async def stored() -> tuple[int, Vocabulary]:
        async with database.read() as session:
            words = await meta.get(session, meta.VOCABULARY)
            return await meta.catalogue_version(session), Vocabulary.from_json(words or "")

    await load(database, [folder])
    before, none = await stored()
    assert none == Vocabulary()
    make.folder(own, thesaurus={"sauna.yaml": "sauna:\n  words: [löyly]\n"})
    loaded = await load(database, [folder], added=[own])
    assert not loaded.report
    assert await stored() == (before + 1, Vocabulary((Concept("sauna", ("löyly",)),)))
    await load(database, [folder], added=[own], anew=True)
    assert (await stored())[0] == before + 1


async def test_one_changed_text_is_one_changed_entry(database: Database, tmp_path: Path) -> None:
    folder = survival(tmp_path / "own")
    await refresh(database, [folder])
    text = folder / "lists" / "survival.txt"
    text.write_text(text.read_text("utf-8").replace("A fact.", "Another fact.", 1), encoding="utf-8")
    report = await refresh(database, [folder])
    assert report is not None
    assert report.entries.changed == ("survival: The Ascent (1977)",)
    assert (report.films.unchanged, report.lists.unchanged, report.entries.unchanged) == (2, 1, 1)
    assert not report.checks


async def test_problems_leave_the_old_catalogue_and_are_all_told(database: Database, tmp_path: Path) -> None:
    folder = survival(tmp_path / "own")
    await refresh(database, [folder])
    before = dump(database)
    (folder / "lists" / "survival.txt").write_text(list_text("The Ascent (1700)"), encoding="utf-8")
    (folder / "films" / "b.jsonl").write_text('{"title": "No year"}\n[]\n', encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        await refresh(database, [folder])
    assert len(raised.value.problems) == 3
    assert dump(database) == before


async def test_a_crash_half_way_leaves_the_old_catalogue(database: Database, tmp_path: Path) -> None:
    folder = survival(tmp_path / "own")
    await refresh(database, [folder])
    (folder / "films" / "b.jsonl").write_text(records({"title": "Wings", "year": 1966}), encoding="utf-8")

    async with database.write() as session:  # the version is written last
        await session.execute(
            text("CREATE TRIGGER crash BEFORE UPDATE ON meta BEGIN SELECT RAISE(ABORT, 'half way'); END")
        )
    before = dump(database)
    with pytest.raises(sqlite3.IntegrityError, match="half way"):
        await refresh(database, [folder])
    assert dump(database) == before
    async with database.write() as session:
        await session.execute(text("DROP TRIGGER crash"))
    report = await refresh(database, [folder])
    assert report is not None
    assert report.films.added == ("wings-1966",)


async def test_a_film_that_two_records_fit_is_shown_as_not_identified(
    database: Database, tmp_path: Path
) -> None:
    same = {"title": "Hamlet", "year": 1964}
    folder = make.folder(
        tmp_path / "own", lists={"a.txt": list_text("Hamlet (1964)")}, films={"a.jsonl": records(same, same)}
    )
    loaded = await load(database, [folder])
    assert said(loaded.hints) == ["a.txt:3: Hamlet (1964): several candidates, shown as not identified"]
    async with database.read() as session:
        entry = await entries.get(session, stable_id("a/hamlet-1964"))
    assert entry.film_id is None
    assert entry.nearest is not None


async def test_folders_added_by_hand_are_remembered(database: Database, tmp_path: Path) -> None:
    """Else the next start of the bot would throw out what `python -m seed --content` has just loaded."""
    shipped, own = survival(tmp_path / "shipped"), tmp_path / "own"
    make.folder(own, films={"a.jsonl": records({"title": "Wings", "year": 1966})})
    await load(database, [shipped], added=[own])
    assert await refresh(database, [shipped]) is None
    assert await refresh(database, [shipped, own]) is None
    assert await refresh(database, [shipped]) is None, "naming it in a setting for once does not forget it"
    (own / "films" / "a.jsonl").rename(tmp_path / "elsewhere.jsonl")
    (own / "films").rmdir()
    own.rmdir()
    assert await refresh(database, [shipped]) is None, (
        "a folder that is away for a while takes nothing with it"
    )
    report = (await load(database, [shipped])).report
    assert report.films.removed == ("wings-1966",)
    async with database.read() as session:
        assert json.loads(await meta.get(session, meta.CONTENT_FOLDERS) or "") == []


async def test_a_folder_known_by_a_setting_may_be_added_by_hand_later(
    database: Database, tmp_path: Path
) -> None:
    shipped, own = survival(tmp_path / "shipped"), tmp_path / "own"
    make.folder(own, films={"a.jsonl": records({"title": "Wings", "year": 1966})})
    await load(database, [shipped, own])
    assert not (await load(database, [shipped], added=[own])).report
    assert await refresh(database, [shipped]) is None


async def test_a_bulk_loads_quickly_and_an_unchanged_one_at_once(database: Database, tmp_path: Path) -> None:
    bulk = make.folder(tmp_path / "bulk", films={"bulk.jsonl": records(*make.many_records(4000))})
    started = time.process_time()
    await refresh(database, [bulk])
    assert time.process_time() - started < 10
    started = time.process_time()
    assert await refresh(database, [bulk]) is None
    assert time.process_time() - started < 0.5
    async with database.read() as session:
        assert len(await films.title_records(session)) == 4000


async def test_the_bot_answers_while_a_load_is_running(database: Database, tmp_path: Path) -> None:
    await refresh(database, [survival(tmp_path / "own")])
    bulk = make.folder(tmp_path / "bulk", films={"bulk.jsonl": records(*make.many_records(2000))})
    loading = asyncio.create_task(refresh(database, [survival(tmp_path / "own"), bulk]))
    pages = 0
    while not loading.done():
        async with database.read(snapshot=False) as session:
            assert (await films.page(session, stable_id("the-ascent"))).entries
        pages += 1
    await loading
    assert pages > 3


async def test_the_shipped_content_loads_without_a_word(database: Database) -> None:
    loaded = await load(database, [content.SHIPPED])
    assert loaded.hints == ()
    report = loaded.report
    assert all(changes.added for changes in (report.films, report.lists, report.entries, report.checks))


# The command line


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder whose settings name a database in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CONTENT_DIR", raising=False)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///films.sqlite3")
    return tmp_path


def test_the_command_says_what_it_did(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shipped = len(list((content.SHIPPED / "films").glob("*.yaml")))
    assert main([]) == 0
    assert f"films        {shipped} added, 0 changed, 0 unchanged, 0 removed" in capsys.readouterr().out
    assert main([]) == 0
    assert f"films        0 added, 0 changed, {shipped} unchanged, 0 removed" in capsys.readouterr().out
    assert (outside / "films.sqlite3").exists()


def test_further_folders_by_option_and_by_setting(
    outside: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in (1, 2, 3):
        text = records({"title": f"Film {number}", "year": 1990})
        make.folder(outside / str(number), films={"a.jsonl": text})
    (outside / ".env").write_text("CONTENT_DIR=3\n")
    assert main(["--database", "sqlite:///other.sqlite3", "--content", "1", "--content", "2", "-v"]) == 0
    said = capsys.readouterr().out
    assert "films        33 added" in said
    assert "    added: film-3-1990" in said
    assert not (outside / "films.sqlite3").exists()
    monkeypatch.setenv("CONTENT_DIR", "nowhere")
    assert main([]) == 2
    assert "nowhere:1: no such folder" in capsys.readouterr().err


def test_problems_in_the_content(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make.folder(outside / "own", films={"a.yaml": "- title: A\n- year: 1977\n"})
    assert main(["--content", "own"]) == 1
    complaint = capsys.readouterr().err
    assert "own/films/a.yaml:1: a record without year" in complaint
    assert "own/films/a.yaml:2: a record without title" in complaint
    assert "2 problems; nothing was written." in complaint


def test_a_database_that_is_none(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outside.is_dir()
    assert main(["--database", "mysql://localhost/films"]) == 2
    assert "neither SQLite" in capsys.readouterr().err
