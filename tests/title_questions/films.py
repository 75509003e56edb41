"""The catalogues that questions are asked of: our own through the door an operator uses, and the world's."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import yaml

from db import films, lists, migrate
from db.engine import Database
from db.types import ListSummary, TitleRecord, stable_id
from seed import content
from seed.load import refresh

HERE = Path(__file__).parent


def shipped() -> tuple[list[TitleRecord], list[ListSummary]]:
    """Our films and lists as the bot reads them from a database filled with the shipped content."""

    async def fill(folder: str) -> tuple[list[TitleRecord], list[ListSummary]]:
        url = f"sqlite:///{folder}/kinoteka.sqlite3"
        await migrate.upgrade(url)
        database = Database(url)
        await refresh(database, [content.SHIPPED])
        async with database.read() as session:
            records = list(await films.title_records(session))
            summaries = list(await lists.summaries(session))
        await database.close()
        return records, summaries

    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(fill(folder))


def world() -> list[TitleRecord]:
    """Well-known films, none of them on a list of ours."""
    records = []
    for title, year, names, directors in yaml.safe_load((HERE / "world.yaml").read_text(encoding="utf-8")):
        slug = f"{title}-{year}".lower().replace(" ", "-")
        records.append(
            TitleRecord(
                stable_id(slug), slug, title, year, year, tuple(names), tuple(directors), None, None, 0
            )
        )
    return records


def hand_made() -> dict[str, Any]:
    """What people type, and what they mean by it."""
    cases: dict[str, Any] = yaml.safe_load((HERE / "hand_made.yaml").read_text(encoding="utf-8"))
    return cases
