"""The catalogue in memory: read once, and anew when it was changed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.domain.titles.index import TitleIndex
from bot.services.catalogue import Catalogue
from db.engine import Database
from db.types import TitleRecord


async def test_what_takes_long_to_read_in_is_read_once(database_file: Path) -> None:
    """However often one looks meanwhile whether there is something new: 360,000 films were read twice at a start."""
    read = []

    def slowly(records: Iterable[TitleRecord]) -> TitleIndex:
        read.append(time.monotonic())
        time.sleep(0.3)
        return TitleIndex.build(records)

    monkeypatch.setattr("bot.services.catalogue.TitleIndex", SimpleNamespace(build=slowly))
    database = Database(f"sqlite:///{database_file}")
    catalogue = Catalogue(database)
    await catalogue.open()
    catalogue.watch(every=0.01)
    await catalogue.titles(patience=30)
    await catalogue.suggestions(patience=30)
    await asyncio.sleep(0.5)
    assert len(read) == 1
    await catalogue.close()
    await database.close()
