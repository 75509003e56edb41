"""From the content folders into the database: idempotent, one transaction, all or nothing."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from db import bulk, catalogue, meta
from db.content import Report
from db.engine import Database
from db.types import Credit, Film, Title, TitleRecord

from . import content
from .problems import Problem

if TYPE_CHECKING:
    from .filling import Filling

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did."""

    report: Report
    hints: tuple[Problem, ...]
    """What an editor should look at, though it was loaded."""
    read: bool
    """Whether the files were read: False when they are as at the last load."""


async def refresh(
    database: Database, folders: Iterable[Path], *, this_year: int | None = None
) -> Report | None:
    """Load the folders if their content changed since the last load; None if it did not.

    For every start: without a change it takes a few milliseconds. Folders that `python -m seed --content` has
    added count too. Raises ContentError, with the catalogue as it was.
    """
    added = await added_folders(database)
    if missing := [folder for folder in added if not folder.is_dir()]:
        log.warning(
            "No such folder: %s. The catalogue stays as it is until the next python -m seed.", missing[0]
        )
        return None
    loaded = await load(database, folders, added=added, this_year=this_year)
    for hint in loaded.hints:
        log.warning("%s", hint)
    return loaded.report if loaded.read else None


async def added_folders(database: Database) -> list[Path]:
    """The folders that were added by hand and count at every start."""
    async with database.read(snapshot=False) as session:
        return [Path(folder) for folder in json.loads(await meta.get(session, meta.CONTENT_FOLDERS) or "[]")]


async def load(
    database: Database,
    folders: Iterable[Path],
    *,
    added: Iterable[Path] = (),
    this_year: int | None = None,
    anew: bool = False,
) -> Loaded:
    """Make the catalogue what the folders say; nothing is read closely if they are as at the last load.

    `added` folders come last and are remembered for `refresh`; `anew` compares everything in any case. Raises
    ContentError with every problem; then nothing was written.
    """
    by_hand = [path.absolute() for path in added]
    every = dict.fromkeys([*(path.absolute() for path in folders), *by_hand])
    files = await asyncio.to_thread(content.collect, every)
    digest = await asyncio.to_thread(content.digest, files)
    remembered = json.dumps([str(path) for path in dict.fromkeys(by_hand)])
    async with database.read() as session:
        same_files = await meta.get(session, meta.CONTENT_DIGEST) == digest
        same_folders = await meta.get(session, meta.CONTENT_FOLDERS) == remembered
        as_it_is = await catalogue.unchanged(session)
    if same_files and not anew:
        if not same_folders:
            async with database.write() as session:
                await meta.put(session, meta.CONTENT_FOLDERS, remembered)
        return Loaded(as_it_is, (), read=False)
    year = this_year or datetime.now(UTC).year
    # Only now: a bot that has nothing to read need not carry the parsers for months.
    reading: Callable[..., Filling] = import_module("seed.filling").filling
    filling = await asyncio.to_thread(reading, files, this_year=year)
    filling = filling.settled(await _in_sets(database, filling.names) if filling.unsettled else ())
    async with database.write() as session:
        report = await catalogue.fill(
            session, filling.films, filling.lists, vocabulary=filling.vocabulary.to_json()
        )
        await meta.put(session, meta.CONTENT_DIGEST, digest)
        await meta.put(session, meta.CONTENT_FOLDERS, remembered)
    return Loaded(report, (*filling.hints, *content.ignored(every)), read=True)


async def _in_sets(database: Database, names: frozenset[str]) -> list[Film]:
    """The films of bulk sets that have one of these names."""
    key_of: Callable[[str], str] = import_module("seed.identify").key_of
    found: list[Film] = []
    async with database.read() as session:
        async for records in bulk.in_sets(session):
            for one in records:
                if any(key_of(name) in names for name in (one.title, *one.names)):
                    found.append(_film_of(one))  # noqa: PERF401  (the portions are awaited)
    return found


def _film_of(record: TitleRecord) -> Film:
    """As much of a film as it is identified by."""
    return Film(
        id=record.id,
        slug=record.slug,
        title=record.title,
        year=record.year,
        release_year=record.release_year,
        alternative_titles=tuple(Title(name, "alternative") for name in record.names),
        credits={"director": tuple(map(Credit, record.directors))},
        imdb_id=record.imdb_id,
    )
