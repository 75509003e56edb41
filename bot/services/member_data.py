"""What is kept of a member: telling it, giving it to them as files, taking files in, forgetting it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain.film_rows import FilmRow
from bot.domain.member_data import Export, ImportRehearsal
from bot.domain.member_files import export_format, letterboxd
from bot.domain.member_files.reading import LeftOut, MemberFile, Why
from bot.domain.same_film import Meant, identify
from bot.domain.viewer import Viewer
from bot.services.catalogue import Catalogue
from db import curated, films, imports, member_films, members
from db.types import Dated, DayKnown, Mark, MarkedFilm, TakenIn

_EXAMPLES = 5
_NAMED = 10
"""Films not found that the answer names itself; more of them are in a file beside it."""
_LONGEST = 100
"""Characters of a title in that file: 20,000 of them, whatever the alphabet, fit into the 10 MiB that Discord takes
(reference, uploading files)."""

_OLDEST = 1895
"""No film was seen before."""


def tables() -> tuple[str, ...]:
    """The names of all tables that keep something of members."""
    return members.tables()


async def kept(catalogue: Catalogue, viewer: Viewer) -> dict[str, int]:
    """How many rows are kept of a member, by table; those without any are left out."""
    async with catalogue.database.read() as session:
        return {table: len(rows) for table, rows in (await members.kept(session, viewer.member)).items()}


async def forget(catalogue: Catalogue, viewer: Viewer) -> dict[str, int]:
    """Erase all of it in one go; how many rows there were, by table."""
    async with catalogue.database.write() as session:
        erased = await members.forget(session, viewer.member)
    catalogue.language_chosen()
    return erased


async def export(catalogue: Catalogue, viewer: Viewer, *, at: datetime) -> Export:
    """Two tables for Letterboxd, and everything in one file of our own."""
    async with catalogue.database.read() as session:
        everything = await members.kept(session, viewer.member)
        seen = await member_films.page(session, "seen", viewer.member)
        wanted = await member_films.page(session, "watchlist", viewer.member)
        imdb_ids = await member_films.imdb_ids(session, viewer.member)
    return await asyncio.to_thread(_files, everything, seen, wanted, imdb_ids, at)


def _files(
    everything: Mapping[str, list[dict[str, object]]],
    seen: list[MarkedFilm],
    wanted: list[MarkedFilm],
    imdb_ids: Mapping[int, str],
    at: datetime,
) -> Export:
    called = {
        one.film_id: {
            "slug": one.film.slug,
            "title": one.film.title,
            "year": one.film.year,
            "imdb_id": imdb_ids.get(one.film_id),
        }
        for one in [*seen, *wanted]
        if one.film
    }

    def rows(shelved: list[MarkedFilm]) -> list[FilmRow]:
        return [
            FilmRow(one.film.title, one.film.year, imdb_ids.get(one.film_id), one.film.directors, one.at)
            for one in shelved
            if one.film
        ]

    return Export(
        files=(
            ("watched.csv", letterboxd.write(rows(seen), watched=True)),
            ("watchlist.csv", letterboxd.write(rows(wanted), watched=False)),
            ("kinoteka.json", export_format.write(everything, called, at)),
        ),
        seen=len(seen),
        wanted=len(wanted),
        gone=len({one.film_id for one in [*seen, *wanted]} - called.keys()),
    )


async def rehearse(
    catalogue: Catalogue, viewer: Viewer, read: MemberFile, *, to: Mark | None, at: datetime
) -> ImportRehearsal:
    """Say what taking a file in would do; its films wait for an hour to be taken in.

    `to` is the shelf that its films go to if the file does not say itself; without it they go to what was seen.
    """
    by_shelf: dict[Mark, list[FilmRow]] = {}
    for named, several in read.rows.items():
        by_shelf.setdefault(named or to or "seen", []).extend(several)
    async with catalogue.database.read() as session:
        records = await films.title_records(session)
    rows = [row for several in by_shelf.values() for row in several]
    meant = iter(await asyncio.to_thread(identify, rows, records))
    outcome = Counter[tuple[bool, str, int | None]]()
    found: dict[Mark, dict[int, Dated]] = {}
    for shelf_name, several in by_shelf.items():
        on_shelf = found.setdefault(shelf_name, {})
        for row, meaning in zip(several, meant, strict=False):
            _sort(row, meaning, on_shelf, outcome, at)
    async with catalogue.database.write() as session:
        await imports.sweep(session, at)
        await imports.rehearse(session, viewer.member, at, found)
        new = await imports.new_films(session, viewer.member, at)
        mended = await imports.mended(session, viewer.member, at)
    unclear = [title for ambiguous, title, _ in outcome if ambiguous]
    unknown = [(title, year) for ambiguous, title, year in outcome if not ambiguous]
    return ImportRehearsal(
        rehearsed_at=at,
        matched={shelf_name: len(on_shelf) for shelf_name, on_shelf in found.items() if on_shelf},
        new=new,
        mended=mended,
        unknown=len(unknown),
        unknown_titles=tuple(title for title, _ in unknown[:_NAMED]),
        not_found=_not_found(unknown) if len(unknown) > _NAMED else b"",
        ambiguous=tuple(unclear[:_EXAMPLES]),
        ambiguous_count=len(unclear),
        left_out=_examples(read.left),
        left_out_count=Counter(one.why for one in read.left),
        names_days=read.names_days,
        unclear_days=read.unclear_days,
        damaged=read.damaged,
    )


async def take_in(catalogue: Catalogue, viewer: Viewer, *, rehearsed_at: datetime) -> TakenIn | None:
    """Take in what was rehearsed then; how many films were new or mended. None if it no longer waits."""
    async with catalogue.database.write() as session:
        if not await imports.claim(session, viewer.member, rehearsed_at, done=False):
            return None
        return await imports.take_in(session, viewer.member, rehearsed_at)


async def undo(catalogue: Catalogue, viewer: Viewer, *, rehearsed_at: datetime) -> dict[Mark, int] | None:
    """Undo that; how many films were taken off again, by shelf. None if it can no longer be undone."""
    async with catalogue.database.write() as session:
        if not await imports.claim(session, viewer.member, rehearsed_at, done=True):
            return None
        return await imports.undo(session, viewer.member, rehearsed_at)


async def drop(catalogue: Catalogue, viewer: Viewer, *, rehearsed_at: datetime) -> None:
    """Let go of what was rehearsed then."""
    async with catalogue.database.write() as session:
        if await imports.claim(session, viewer.member, rehearsed_at, done=False):
            await imports.drop(session, viewer.member, rehearsed_at)


async def sweep(catalogue: Catalogue, now: datetime) -> None:
    """Let go of every rehearsal and every undoing older than an hour, and of curators' files older than a day."""
    async with catalogue.database.write() as session:
        await imports.sweep(session, now)
        await curated.sweep(session, now)


def _not_found(films: Sequence[tuple[str, int | None]]) -> bytes:
    """A text in UTF-8 with a film a line: "Title (Year)"."""
    lines: list[str] = []
    for title, year in films:
        said = " ".join(title.split())
        said = said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"
        lines.append(f"{said} ({year})\n" if year is not None else f"{said}\n")
    return "".join(lines).encode("utf-8", "replace")


def _examples(left: Sequence[LeftOut]) -> dict[Why, tuple[str, ...]]:
    found: dict[Why, list[str]] = {}
    for one in left:
        several = found.setdefault(one.why, [])
        if len(several) < _EXAMPLES and one.shown not in several:
            several.append(one.shown)
    return {why: tuple(several) for why, several in found.items()}


def _sort(
    row: FilmRow,
    meaning: Meant,
    on_shelf: dict[int, Dated],
    outcome: Counter[tuple[bool, str, int | None]],
    now: datetime,
) -> None:
    """Put a row's film among those found, with the best and then the last of its days; or count what is unknown."""
    if meaning.film_id is None:
        outcome[meaning.ambiguous, row.title or row.imdb_id or "", row.year] += 1
        return
    believed = row.at if row.at and row.at.year >= _OLDEST and row.at <= now + timedelta(days=1) else None
    given = Dated(believed, row.day) if believed else Dated(now, DayKnown.NOT)
    before = on_shelf.get(meaning.film_id, given)
    on_shelf[meaning.film_id] = max(given, before, key=lambda dated: (dated.day, dated.at))
