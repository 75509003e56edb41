"""From the content folders into the database: idempotent, one transaction, all or nothing."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from db import catalogue, meta
from db.content import EntryContent, ListContent, Report
from db.engine import Database
from db.types import Check, Film, stable_id

from . import content
from .content import Content, CuratedList
from .identify import KnownFilms
from .parse import ParsedEntry
from .problems import ContentError, Problem
from .verdicts import EditedEntry

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
    async with database.read(snapshot=False) as session:
        added = [Path(folder) for folder in json.loads(await meta.get(session, meta.CONTENT_FOLDERS) or "[]")]
    if missing := [folder for folder in added if not folder.is_dir()]:
        log.warning(
            "No such folder: %s. The catalogue stays as it is until the next python -m seed.", missing[0]
        )
        return None
    loaded = await load(database, folders, added=added, this_year=this_year)
    for hint in loaded.hints:
        log.warning("%s", hint)
    return loaded.report if loaded.read else None


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
    read = await asyncio.to_thread(content.read, files, this_year=year)
    if read.problems:
        raise ContentError(read.problems)
    lists, hints = await asyncio.to_thread(_identified, read)
    async with database.write() as session:
        report = await catalogue.fill(session, read.films, lists)
        await meta.put(session, meta.CONTENT_DIGEST, digest)
        await meta.put(session, meta.CONTENT_FOLDERS, remembered)
    return Loaded(report, tuple(sorted(chain(read.hints, hints))), read=True)


def _identified(read: Content) -> tuple[list[ListContent], list[Problem]]:
    """The lists with a film for every entry that has one, and a word on each that nobody decided about."""
    known = KnownFilms(read.films)
    hints: list[Problem] = []
    lists = [
        ListContent(
            id=stable_id(one.slug),
            slug=one.slug,
            title=one.title,
            introduction=one.parsed.introduction,
            aliases=one.parsed.aliases,
            entries=tuple(_entry(one, entry, known, hints) for entry in one.parsed.entries),
        )
        for one in read.lists
    ]
    return lists, hints


def _entry(one: CuratedList, entry: ParsedEntry, known: KnownFilms, hints: list[Problem]) -> EntryContent:
    edited = one.edited.get(entry.slug)
    film, nearest = _film(one, entry, edited, known, hints)
    checks: tuple[Check, ...] = edited.checks if edited else ()
    return EntryContent(
        id=stable_id(f"{one.slug}/{entry.slug}"),
        rank=entry.rank,
        listed_title=entry.title,
        listed_year=entry.year,
        description=entry.description,
        fact=entry.fact,
        film_id=film.id if film else None,
        nearest_film_id=nearest.id if nearest else None,
        note=edited.note if edited else None,
        checks=checks,
    )


def _film(
    one: CuratedList, entry: ParsedEntry, edited: EditedEntry | None, known: KnownFilms, hints: list[Problem]
) -> tuple[Film | None, Film | None]:
    """The entry's film, else the nearest one. An editor's word goes before title and year."""
    nearest = known.by_slug(edited.nearest) if edited and edited.nearest else None
    if edited and edited.decided:
        film = known.by_slug(edited.film) if edited.film else None
        return film, None if film else nearest
    found = known.identify(entry.title, entry.year)
    if found.film:
        return found.film, None
    hints.append(
        Problem(one.parsed.file, entry.line, f"{entry.heading}: {found.how}, shown as not identified")
    )
    return None, nearest or (found.nearest[0] if found.nearest else None)
