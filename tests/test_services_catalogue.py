"""The catalogue in memory: read once, and anew when it was changed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable
from pathlib import Path

from bot.domain.titles.index import TitleIndex
from bot.services.catalogue import Catalogue
from bot.services.suggestions import suggestions_from
from db import films, meta
from db.engine import Database
from db.types import TitleRecord
from tests.conftest import url_of

LOOKS = 30
"""So often our own reading of all films takes its turn with the watcher's, which needs but one to begin anew."""


async def change(database: Database) -> None:
    async with database.write() as session:
        version = await meta.catalogue_version(session)
        await meta.put(session, meta.CATALOGUE_VERSION, str(version + 1))


async def test_what_takes_long_to_read_in_is_read_once(database_file: Path) -> None:
    """However often one looks meanwhile whether there is something new: 360,000 films were read twice at a start."""
    read: list[int] = []
    go_on = threading.Event()

    def slowly(records: Iterable[TitleRecord]) -> TitleIndex:
        read.append(1)
        assert go_on.wait(60)
        return TitleIndex.build(records)

    database = Database(url_of(database_file))
    nothing = suggestions_from([], None)
    catalogue = Catalogue(database, build_titles=slowly, build_suggestions=lambda *_: nothing)
    renewed = asyncio.Event()
    catalogue.on_renewed.append(renewed.set)
    try:
        await catalogue.open()
        catalogue.watch(every=0)
        await catalogue.suggestions(patience=30)
        for _ in range(LOOKS):
            async with database.read() as session:
                await films.pages_on_lists(session)
        assert len(read) == 1
        go_on.set()
        await catalogue.titles(patience=30)
        await change(database)
        async with asyncio.timeout(30):
            await renewed.wait()
        assert len(read) == 2, "at the start, and when it was changed"
    finally:
        go_on.set()
        await catalogue.close()
        await database.close()


async def test_a_change_while_it_is_read_anew_is_noticed(database_file: Path) -> None:
    """By then some of what was read is older, and some not."""
    reading = asyncio.Event()
    go_on = threading.Event()
    loop = asyncio.get_running_loop()

    def slowly(records: Iterable[TitleRecord]) -> TitleIndex:
        loop.call_soon_threadsafe(reading.set)
        assert go_on.wait(60)
        return TitleIndex.build(records)

    database = Database(url_of(database_file))
    nothing = suggestions_from([], None)
    catalogue = Catalogue(database, build_titles=slowly, build_suggestions=lambda *_: nothing)
    renewed: asyncio.Queue[int] = asyncio.Queue()
    catalogue.on_renewed.append(lambda: renewed.put_nowait(catalogue.snapshot.version))
    try:
        await catalogue.open()
        go_on.set()
        await catalogue.titles(patience=30)
        first = catalogue.snapshot.version
        go_on.clear()
        reading.clear()
        catalogue.watch(every=0)
        await change(database)
        async with asyncio.timeout(60):
            await reading.wait()
            await change(database)
            go_on.set()
            assert [await renewed.get(), await renewed.get()] == [first + 1, first + 2]
    finally:
        go_on.set()
        await catalogue.close()
        await database.close()
