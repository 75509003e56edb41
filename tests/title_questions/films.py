"""The catalogues that questions are asked of: our own through the door an operator uses, and the world's."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from db import films, lists, migrate
from db.engine import Database
from db.types import ListSummary, TitleRecord, stable_id
from seed import content
from seed.load import refresh

HERE = Path(__file__).parent
FIRST_ONLY = {"beginnings", "short words"}
"""Kinds of half remembered titles that are still being typed: the first row is right, no card is asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A half remembered title and the film that is meant, as `Title (Year)`."""

    kind: str
    text: str
    film: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """Half remembered titles, and titles of films that are not here but near one that is."""

    asked: tuple[Asked, ...]
    near_misses: tuple[str, ...]


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
    return _films("world.yaml")


def _films(file: str) -> list[TitleRecord]:
    records = []
    for title, year, names, directors in yaml.safe_load((HERE / file).read_text(encoding="utf-8")):
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


def remembered_films() -> list[TitleRecord]:
    """Our films with all their names, and the well-known ones that the half remembered questions ask for."""
    known = {
        (record.title, record.year): record
        for record in [*shipped()[0], *world(), *_films("remembered_films.yaml")]
    }
    return list(known.values())


def remembered(half: str) -> Remembered:
    """Titles half remembered: the half that was tuned with ("tuning") or the other ("unseen")."""
    read = yaml.safe_load((HERE / f"remembered_{half}.yaml").read_text(encoding="utf-8"))
    asked = [
        Asked(kind, str(text), film)
        for kind, films in read["first"].items()
        for film, texts in films.items()
        for text in texts
    ]
    return Remembered(tuple(asked), tuple(map(str, read["near_misses"])))
