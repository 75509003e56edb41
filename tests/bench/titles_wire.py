"""Autocomplete over the wire: an operator's content folder, the real bot, the stand-in, and back."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from pathlib import Path

from bot.client import Kinoteka
from bot.preview.standin import StandIn
from bot.services.catalogue import Catalogue as Shelves
from db import migrate
from db.engine import Database
from seed import content
from seed.load import refresh
from tests.title_questions.catalogue import catalogue, write_records
from tests.title_questions.generate import Catalogue, questions


def over_the_wire(size: int) -> dict[str, float]:
    """Seconds to load and to be ready, milliseconds from a key press to its rows, for so many titles."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_over_the_wire(size, Path(folder)))


async def _over_the_wire(size: int, folder: Path) -> dict[str, float]:
    records = list(catalogue(size))
    films = folder / "content" / "films"
    films.mkdir(parents=True)
    write_records(films / "invented.jsonl", records)
    url = f"sqlite:///{folder}/kinoteka.sqlite3"
    await migrate.upgrade(url)
    database = Database(url)
    folders = [content.SHIPPED, folder / "content"]
    start = time.perf_counter()
    await refresh(database, folders)
    loaded = time.perf_counter() - start

    shelves = Shelves(database)
    start = time.perf_counter()
    await shelves.open()
    await shelves.titles(patience=120)
    ready = time.perf_counter() - start
    sample = random.Random(29).sample(records, min(size, 1_000))
    asked = [one.text for one in questions(Catalogue(sample), [], seed=31, each=8) if one.text.strip()]
    async with StandIn() as standin:
        bot = Kinoteka(shelves, random.Random(1957), api_url=standin.api_url)
        running = asyncio.create_task(bot.start("stand-in"))
        await standin.ready()
        spent = sorted([await _press(standin, text) for text in asked])
        await bot.close()
        await asyncio.wait({running})
    await shelves.close()
    await database.close()
    return {
        "loaded": loaded,
        "ready": ready,
        "p50": spent[len(spent) // 2],
        "p99": spent[int(0.99 * len(spent))],
        "slowest": spent[-1],
    }


async def _press(standin: StandIn, text: str) -> float:
    start = time.perf_counter()
    await standin.autocomplete("film", "title", text[:100])
    return (time.perf_counter() - start) * 1e3
