"""A server's list and its versions say the same, whatever happens to the process, and whoever changes it meanwhile."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.curate import document as documents
from bot.domain.curate import edits
from bot.domain.curate.document import Words
from bot.domain.list_formats.reading import read_file
from bot.domain.viewer import Viewer
from bot.services import curate, curate_import
from bot.services.catalogue import Catalogue
from db import curated, server_lists
from db.engine import Database
from tests.conftest import on_both
from tests.lives import Life, Say

CURATOR = Viewer(5, 77)
NOW = datetime(2026, 11, 16, 20, 30, 7, tzinfo=UTC)
TEXT = "Stalker (1979)\nMirror (1975)\nNobody's Film (1999)"


async def brought(catalogue: Catalogue, text: str = TEXT) -> int:
    """A list of a server of its own, published; its id."""
    read = read_file("wet.txt", text.encode(), this_year=2026)
    await curate_import.keep(catalogue, CURATOR, read, name="Wet", list_id=0, at=NOW)
    return (await curate_import.publish(catalogue, CURATOR, int(NOW.timestamp()), NOW)).id


async def adding(url: str, _: int, say: Say) -> None:
    catalogue = Catalogue(Database(url))
    await catalogue.open()
    await catalogue.titles(patience=60)
    list_id = await brought(catalogue)
    number = 0
    while True:
        number += 1
        await curate.change(catalogue, CURATOR, list_id, edits.add(Words(f"Film {number}", 1950), 0), at=NOW)
        say(number)


@pytest.mark.parametrize("round_", range(3))
def test_what_is_shown_is_the_newest_version_after_kill_9(database_file: Path, round_: int) -> None:
    life = Life(adding, f"sqlite:///{database_file}", 0)
    told = [life.hear() for _ in range(random.Random(round_).randint(1, 25))]
    told += life.kill()
    with closing(sqlite3.connect(database_file)) as connection:
        shown = [
            title
            for (title,) in connection.execute(
                "SELECT listed_title FROM entries JOIN lists ON lists.id = list_id WHERE lists.owner = 77 ORDER BY rank"
            )
        ]
        newest = connection.execute(
            "SELECT document FROM list_versions ORDER BY number DESC LIMIT 1"
        ).fetchone()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    document = documents.from_json(newest[0])
    assert shown == [one.words.title for one in document.entries]
    assert len(shown) - 3 - told[-1] in {0, 1}, "at most the one under way"


@on_both
async def test_changes_at_once_are_all_made(catalogue: Catalogue) -> None:
    list_id = await brought(catalogue)
    await asyncio.gather(
        *(
            curate.change(catalogue, CURATOR, list_id, edits.add(Words(f"Film {number}", 1950), 0), at=NOW)
            for number in range(10)
        )
    )
    one = await curate.managed(catalogue, CURATOR.server, list_id)
    assert len(one.document.entries) == 13
    assert one.number == 11
    async with catalogue.database.read() as session:
        whole = await server_lists.whole(session, CURATOR.server, list_id)
        several = await curated.versions(session, CURATOR.server, list_id)
    assert [entry.slug for entry in whole.entries] == [entry.slug for entry in one.document.entries]
    assert [version.number for version in several] == list(range(11, 0, -1))


@on_both
async def test_import_edit_new_edition_undo_export_import_gives_the_same_list(catalogue: Catalogue) -> None:
    list_id = await brought(catalogue)
    await curate.change(catalogue, CURATOR, list_id, edits.move("mirror-1975", 1), at=NOW)
    edited = (await curate.managed(catalogue, CURATOR.server, list_id)).document
    await brought(catalogue, "Stalker (1979)\nSolaris (1972)")
    newest = await curate.managed(catalogue, CURATOR.server, list_id)
    assert newest.document != edited
    undone = await curate.undo(catalogue, CURATOR, list_id, newest.number, at=NOW)
    assert undone.document == edited
    with pytest.raises(curate.ChangedMeanwhileError):
        await curate.undo(catalogue, CURATOR, list_id, newest.number, at=NOW)
    text, _ = (content for _, content in curate.exported(undone.document))
    await brought(catalogue, text.decode())
    again = (await curate.managed(catalogue, CURATOR.server, list_id)).document
    assert [(one.slug, one.words, one.film) for one in again.entries] == [
        (one.slug, one.words, one.film) for one in edited.entries
    ]


@on_both
async def test_nothing_is_left_of_a_server(catalogue: Catalogue) -> None:
    list_id = await brought(catalogue)
    await curate.delete_everything(catalogue, CURATOR.server)
    async with catalogue.database.read() as session:
        assert await curated.newest(session, CURATOR.server, list_id) is None
        assert await curated.versions(session, CURATOR.server, list_id) == []
        assert await server_lists.summaries(session, CURATOR.server) == []
