"""`python -m seed films`: a downloaded Wikidata result as a set of films, and gone again."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from db import bulk, films
from db.engine import Database
from db.types import stable_id
from seed.__main__ import main
from tests import make

NOW = datetime(2026, 11, 16, tzinfo=UTC)
ROW = {
    "film": "http://www.wikidata.org/entity/Q151599",
    "year": "1979",
    "imdb_id": "tt9979944",
    "title_en": "The Zone",
    "title_ru": "Зона",
    "title_original": "Zona",
    "directors": "Ann A|Ben B",
    "countries": "Soviet Union",
    "minutes": "162.0",
    "sitelinks": "60",
}


def row(number: int, title: str, year: int | str = 1979, **given: str) -> dict[str, str]:
    return {
        "film": f"http://www.wikidata.org/entity/Q{number}",
        "year": str(year),
        "title_en": title,
        **given,
    }


def verbose(*rows: Mapping[str, str]) -> bytes:
    bindings = [{key: {"type": "literal", "value": value} for key, value in one.items()} for one in rows]
    return json.dumps({"head": {"vars": list(ROW)}, "results": {"bindings": bindings}}).encode()


def simple(*rows: Mapping[str, str]) -> bytes:
    return json.dumps(rows).encode()


def table(*rows: Mapping[str, str]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(ROW), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


@pytest.fixture
def outside(tmp_path: Path, filled_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a database that has the shipped content."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CONTENT_DIR", raising=False)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'films.sqlite3'}")
    shutil.copy(filled_file, tmp_path / "films.sqlite3")
    return tmp_path


def ask(folder: Path, question: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(folder / "films.sqlite3") as connection:
        return connection.execute(question).fetchall()


def everything(folder: Path) -> list[str]:
    """Every row of every table but the number that grows with each change."""
    with sqlite3.connect(folder / "films.sqlite3") as connection:
        return sorted(line for line in connection.iterdump() if "catalogue_version" not in line)


def load(folder: Path, content: bytes, *more: str, name: str = "films.json") -> int:
    (folder / name).write_bytes(content)
    return main(["films", str(folder / name), *more])


SET = "SELECT title, year, runtime_minutes, imdb_id, source_id FROM films WHERE set_id IS NOT NULL ORDER BY title"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (verbose(ROW), "a.json"),
        (simple(ROW), "a.json"),
        (table(ROW), "a.csv"),
        (gzip.compress(verbose(ROW)), "a.json.gz"),
        (gzip.compress(table(ROW)), "a.csv.gz"),
    ],
)
def test_a_film_in_every_form(outside: Path, content: bytes, name: str) -> None:
    assert load(outside, content, name=name) == 0
    assert ask(outside, SET) == [("The Zone", 1979, 162, "tt9979944", "Q151599")]
    names = ask(
        outside,
        "SELECT kind, text, titles.note FROM titles JOIN films ON id = film_id WHERE set_id IS NOT NULL",
    )
    assert sorted(names) == [("alternative", "Зона", "Russian"), ("original", "Zona", None)]
    people = (
        "SELECT name FROM film_credits JOIN people ON people.id = person_id JOIN films ON films.id = film_id "
        "WHERE set_id IS NOT NULL ORDER BY position"
    )
    assert ask(outside, people) == [("Ann A",), ("Ben B",)]
    assert ask(outside, "SELECT name, substr(source, 1, 13) FROM film_sets") == [
        ("wikidata", "Wikidata, CC0")
    ]


def test_rows_of_one_film_are_merged_with_the_smallest_year(outside: Path) -> None:
    (outside / "more.json").write_bytes(simple(row(1, "One", 1969, minutes="90", imdb_id="tt0000001")))
    assert load(outside, simple(row(1, "One", 1970), row(2, "Two"), row(1, "One", 1971)), "more.json") == 0
    assert ask(outside, SET) == [("One", 1969, 90, "tt0000001", "Q1"), ("Two", 1979, None, None, "Q2")]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"film": "http://example.org/Q"}, "no item"),
        ({"year": "1700"}, "no year"),
        ({"year": "http://www.wikidata.org/.well-known/genid/1"}, "no year"),
        ({"title_en": "Q151599", "title_ru": "", "title_original": " "}, "no title"),
        ({"title_en": "\u202eturned", "title_ru": "", "title_original": "x" * 501}, "no title"),
    ],
)
def test_rows_that_say_nothing_are_left_out_with_the_reason(
    outside: Path, capsys: pytest.CaptureFixture[str], given: dict[str, str], why: str
) -> None:
    assert load(outside, simple(row(2, "Two"), ROW | given)) == 0
    assert why in capsys.readouterr().out
    assert [title for title, *_ in ask(outside, SET)] == ["Two"]


@pytest.mark.parametrize(
    ("minutes", "kept"),
    [
        ("5", 5),
        ("900", 900),
        ("901", None),
        ("9720", None),
        ("0", None),
        ("x", None),
        ("1e999", None),
        ("nan", None),
    ],
)
def test_lengths_that_can_be_believed(outside: Path, minutes: str, kept: int | None) -> None:
    assert load(outside, simple(row(1, "One", minutes=minutes))) == 0
    assert [found[2] for found in ask(outside, SET)] == [kept]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"a,b\n1,2\n",
        simple({"a": "b"}),
        verbose(ROW)[:-20],
        b"\x1f\x8b\x08rest",
        b"\xff\xfe,",
        b"[1, 2",
    ],
)
def test_what_is_no_such_result_is_refused_in_one_line(
    outside: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    before = everything(outside)
    status = load(outside, content)
    said = capsys.readouterr()
    if content in {b"", b"{}", b"[]"}:  # nothing is no mistake
        assert status == 0
    else:
        assert status == 2
        assert len(said.err.strip().splitlines()) == 1
        assert everything(outside) == before


def test_curated_records_come_first(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = ask(outside, "SELECT * FROM films ORDER BY id")
    rows = [
        row(1, "Stalker", 1979, directors="Andrei Tarkovsky"),
        row(2, "Сталкер", 1980),
        row(3, "Something else", 1985, imdb_id="tt0091251"),
        row(4, "Stalker", 1979, directors="Somebody Else"),
    ]
    assert load(outside, simple(*rows)) == 0
    assert "3 films that there are already" in capsys.readouterr().out
    assert ask(outside, "SELECT * FROM films WHERE set_id IS NULL ORDER BY id") == before
    assert [id_ for *_, id_ in ask(outside, SET)] == ["Q4"]


def test_a_record_that_comes_later_takes_the_film_over(outside: Path) -> None:
    assert load(outside, simple(row(1, "Wings", 1966), row(2, "Other", 1967, imdb_id="tt0000002"))) == 0
    ((id_,),) = ask(outside, "SELECT id FROM films WHERE title = 'Wings'")
    records = make.records(
        {"title": "Wings", "year": 1966, "synopsis": "A pilot."},
        {"title": "Same", "year": 1967, "imdb_id": "tt0000002"},
    )
    folder = make.folder(outside / "more", films={"a.jsonl": records})
    assert main(["--content", str(folder)]) == 0
    assert ask(outside, "SELECT id, synopsis, set_id, source_id FROM films WHERE title = 'Wings'") == [
        (id_, "A pilot.", None, None)
    ]
    assert ask(outside, SET) == []


def test_a_set_takes_its_own_place_and_goes_without_a_trace(outside: Path) -> None:
    before = everything(outside)
    assert load(outside, simple(ROW, row(2, "Two"))) == 0
    assert load(outside, simple(row(3, "Three"))) == 0
    assert [title for title, *_ in ask(outside, SET)] == ["Three"]
    assert load(outside, simple(row(3, "Three"), row(4, "Four")), "--set", "more") == 0
    assert [title for title, *_ in ask(outside, SET)] == ["Four", "Three"]
    for name in ("wikidata", "more"):
        assert main(["films", "--remove", name]) == 0
    assert everything(outside) == before


def test_a_dry_run_changes_nothing(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (outside / "films.sqlite3").read_bytes()
    assert load(outside, simple(ROW, row(2, "Two", sitelinks="3")), "--dry-run", "--sitelinks", "4") == 0
    said = capsys.readouterr().out
    assert "1 would be in the set wikidata" in said
    assert "1, fewer than 4 Wikipedias have an article" in said
    assert (outside / "films.sqlite3").read_bytes() == before


def test_entries_of_lists_mean_the_films_of_a_set(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = make.list_text("The Zone (1979)", "Зона (1980)", "Nobody knows (1950)")
    folder = make.folder(outside / "more", lists={"zone.txt": text})
    assert main(["--content", str(folder)]) == 0
    meant = (
        "SELECT listed_title, films.title FROM entries JOIN lists ON lists.id = list_id "
        "LEFT JOIN films ON films.id = film_id WHERE lists.slug = 'zone' ORDER BY rank"
    )
    assert {title for _, title in ask(outside, meant)} == {None}
    assert load(outside, simple(ROW)) == 0
    capsys.readouterr()
    assert ask(outside, meant) == [("The Zone", "The Zone"), ("Зона", "The Zone"), ("Nobody knows", None)]
    assert main(["films", "--remove", "wikidata"]) == 0
    assert {title for _, title in ask(outside, meant)} == {None}


async def test_the_bot_reads_on_while_a_set_is_written(outside: Path) -> None:
    database = Database(f"sqlite:///{outside / 'films.sqlite3'}")
    async with database.write() as session:
        before = await bulk.replace(
            session, "one", [make.film("wings")], {stable_id("wings"): "Q1"}, source="", at=NOW
        )
        assert before == 0
        async with database.read() as reading:
            assert len(await films.title_records(reading)) == 30
    async with database.read() as reading:
        assert len(await films.title_records(reading)) == 31
    await database.close()


def test_neither_files_nor_a_set_is_a_mistake(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outside.is_dir()
    assert main(["films"]) == 2
    assert "Name files to load" in capsys.readouterr().err
    assert main(["films", "nowhere.json"]) == 2
