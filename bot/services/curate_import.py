"""A curator's file: read, matched against the catalogue, rehearsed, published."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain.curate import rehearsal as rehearsals
from bot.domain.curate.document import MOST_LISTS, CuratedList, free_slug
from bot.domain.curate.edition import Difference, difference, new_edition
from bot.domain.curate.matching import candidates, certain
from bot.domain.curate.rehearsal import Rehearsal, first_edition, rehearsal_of
from bot.domain.curate.shown import Managed
from bot.domain.list_formats.reading import ReadFile
from bot.domain.titles.match import Match
from bot.domain.viewer import Viewer
from bot.services import curate
from bot.services.catalogue import Catalogue
from db import curated, films, server_lists
from db.engine import ReadSession
from db.types import EntryLine, FilmList, FilmRef, ListSummary


class ImportBusyError(Exception):
    """Another curator's file waits to be published."""


class NothingWaitsError(Exception):
    """The file was published or dropped meanwhile, or has waited too long."""


class TooManyListsError(Exception):
    """The server has as many lists as one may have."""


async def keep(
    catalogue: Catalogue, viewer: Viewer, read: ReadFile, *, name: str, list_id: int, at: datetime
) -> list[Rehearsal]:
    """What a file would be published as; it waits for that. Several, where an archive has several lists.

    `list_id`: the list that it is a new edition of; 0: a new one, or the one of the same title. Raises
    NameMissingError, DraftRefusedError, TooManyFilmsError, ImportBusyError, TooManyListsError, GoneError.
    """
    known = (await curate.managed(catalogue, viewer.server, list_id)).document if list_id else None
    name, target = (known.title, known.slug) if known else (name, "")
    found = [
        replace(rehearsal_of(one.draft, name=name, called=one.name), target=target) for one in read.lists
    ]
    if len(found) == 1:
        found = [await _matched(catalogue, viewer, found[0])]
    if not any(one.target for one in found):
        async with catalogue.database.read() as session:
            if await server_lists.count(session, viewer.server) >= MOST_LISTS:
                raise TooManyListsError
    async with catalogue.database.write() as session:
        written = json.dumps([rehearsals.to_json(one) for one in found])
        if not await curated.wait(session, viewer.server, viewer.member, at, written):
            raise ImportBusyError
    return found


async def pick(catalogue: Catalogue, viewer: Viewer, at: int, place: int) -> None:
    """Of the lists in an archive only this one waits from now on. Raises NothingWaitsError."""
    async with catalogue.database.read() as session:
        several, _ = await _waiting(session, viewer, at)
    if not 0 <= place < len(several):
        raise NothingWaitsError
    await _change(catalogue, viewer, at, await _matched(catalogue, viewer, several[place]))


async def waiting(catalogue: Catalogue, viewer: Viewer, at: int) -> Rehearsal:
    """The list that waits since then (seconds since 1970). Raises NothingWaitsError."""
    async with catalogue.database.read() as session:
        several, _ = await _waiting(session, viewer, at)
    if len(several) != 1:
        raise NothingWaitsError
    return several[0]


async def choose(catalogue: Catalogue, viewer: Viewer, at: int, place: int, film: int) -> Rehearsal:
    """A doubtful entry means this one of its candidates, or with 0 none of them. Raises NothingWaitsError."""

    def chosen(one: Rehearsal) -> Rehearsal:
        if not 0 <= place < len(one.entries) or film not in {0, *one.entries[place].candidates}:
            raise NothingWaitsError
        return one.with_entry(place, one.entries[place].meaning(film))

    return await _edit(catalogue, viewer, at, chosen)


async def choose_none(catalogue: Catalogue, viewer: Viewer, at: int) -> Rehearsal:
    """No doubtful entry means any of its candidates. Raises NothingWaitsError."""
    return await _edit(catalogue, viewer, at, Rehearsal.without_doubts)


async def keep_edits(catalogue: Catalogue, viewer: Viewer, at: int) -> Rehearsal:
    """Whether edits made here outlive the new edition is turned about. Raises NothingWaitsError."""
    return await _edit(catalogue, viewer, at, lambda one: replace(one, keep=not one.keep))


async def change_of(
    catalogue: Catalogue, viewer: Viewer, one: Rehearsal
) -> tuple[CuratedList, Difference, int] | None:
    """The list of a new edition as it is, what it changes, and how many entries were edited; None: a new list."""
    if not one.target:
        return None
    before = (
        await curate.managed(catalogue, viewer.server, curate.list_id(viewer.server, one.target))
    ).document
    edits = sum(1 for entry in before.entries if entry.source != entry.words or entry.by == "curator")
    return before, difference(before, new_edition(before, one)), edits + len(before.removed)


async def preview(catalogue: Catalogue, viewer: Viewer, one: Rehearsal) -> FilmList:
    """The list as members will see it."""
    known = await change_of(catalogue, viewer, one)
    before = known[0] if known else first_edition(one, free_slug(one.title, None, ()))
    return await as_seen(catalogue, viewer, new_edition(before, one))


async def as_seen(catalogue: Catalogue, viewer: Viewer, document: CuratedList) -> FilmList:
    """A list as its page shows it, before it is published."""
    view = await catalogue.view(viewer)
    titles = await view.titles()
    lines: list[EntryLine] = []
    for rank, entry in enumerate(document.entries, 1):
        film: FilmRef | None = None
        if entry.film and (found := titles.get(entry.film)):
            (match,) = view.matches([found], viewer.language)
            film = FilmRef(match.id, "", match.title, match.year, match.directors, match.runtime_minutes)
        elif entry.own and entry.words.year:
            film = FilmRef(rank, entry.own, entry.words.title, entry.words.year, entry.directors, None)
        lines.append(EntryLine(rank, rank, entry.words.title, entry.words.year, film))
    years = [line.film.year for line in lines if line.film]
    summary = ListSummary(
        id=0,
        slug=document.slug,
        title=document.title,
        introduction=document.introduction,
        aliases=document.aliases,
        entry_count=len(lines),
        film_count=len({line.film.id for line in lines if line.film}),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        owner=viewer.server,
        colour=document.colour,
    )
    return FilmList(summary, tuple(lines))


async def candidates_of(catalogue: Catalogue, viewer: Viewer, one: Rehearsal, place: int) -> list[Match]:
    """The films that may be meant by an entry, those that the catalogue still has."""
    titles = await catalogue.titles()
    found = map(titles.get, one.entries[place].candidates)
    return catalogue.matches((film for film in found if film is not None), viewer.language)


async def publish(catalogue: Catalogue, viewer: Viewer, at: int, now: datetime) -> Managed:
    """Publish what waits since then. Raises NothingWaitsError, TooManyListsError, GoneError."""
    server = viewer.server
    async with catalogue.database.write() as session:
        await server_lists.lock(session, server)
        several, since = await _waiting(session, viewer, at, lock=True)
        if len(several) != 1:
            raise NothingWaitsError
        one = several[0]
        if one.target:
            list_id = curate.list_id(server, one.target)
            before = await curate.document_of(session, server, list_id)
            after, kind = new_edition(before, one), "edition"
        else:
            taken = await server_lists.slugs(session, server)
            if len(taken) >= MOST_LISTS:
                raise TooManyListsError
            before = first_edition(one, free_slug(one.title, None, taken))
            after, kind = new_edition(before, one), "import"
            list_id = curate.list_id(server, before.slug)
        if kind == "import" or after != before:
            await curate.write(session, viewer, before, after, kind=kind, at=now)
        await curated.drop_waiting(session, server, since)
    await catalogue.server_changed(server)
    return await curate.managed(catalogue, server, list_id)


async def drop(catalogue: Catalogue, viewer: Viewer, at: int) -> None:
    """Let go of what waits since then."""
    async with catalogue.database.write() as session:
        found = await curated.waiting(session, viewer.server, lock=True)
        if found is not None and int(found.at.timestamp()) == at:
            await curated.drop_waiting(session, viewer.server, found.at)


async def _matched(catalogue: Catalogue, viewer: Viewer, one: Rehearsal) -> Rehearsal:
    """With the films that are meant; and as a new edition, if the server has a list of that title."""
    async with catalogue.database.read() as session:
        records = await films.title_records(session)
        slug = "" if one.target else await _same_title(session, viewer.server, one.title)
    entries = await asyncio.to_thread(certain, one.entries, records)
    titles = await catalogue.titles()
    for place, entry in enumerate(entries):
        if not entry.film and entry.by == "us":
            # Between two questions to the title index others have their turn.
            await asyncio.sleep(0)
            entries[place] = replace(entry, candidates=candidates(entry, titles.find))
    return replace(one, entries=tuple(entries), target=one.target or slug)


async def _same_title(session: ReadSession, server: int, title: str) -> str:
    for one in await server_lists.summaries(session, server):
        if one.title.casefold() == title.casefold():
            return one.slug
    return ""


async def _waiting(
    session: ReadSession, viewer: Viewer, at: int, *, lock: bool = False
) -> tuple[list[Rehearsal], datetime]:
    found = await curated.waiting(session, viewer.server, lock=lock)
    if found is None or found.member != viewer.member or int(found.at.timestamp()) != at:
        raise NothingWaitsError
    return [rehearsals.from_json(one) for one in json.loads(found.document)], found.at


async def _edit(
    catalogue: Catalogue, viewer: Viewer, at: int, edit: Callable[[Rehearsal], Rehearsal]
) -> Rehearsal:
    async with catalogue.database.write() as session:
        several, since = await _waiting(session, viewer, at, lock=True)
        if len(several) != 1:
            raise NothingWaitsError
        made = edit(several[0])
        await curated.change_waiting(session, viewer.server, since, json.dumps([rehearsals.to_json(made)]))
    return made


async def _change(catalogue: Catalogue, viewer: Viewer, at: int, one: Rehearsal) -> None:
    async with catalogue.database.write() as session:
        _, since = await _waiting(session, viewer, at, lock=True)
        await curated.change_waiting(session, viewer.server, since, json.dumps([rehearsals.to_json(one)]))
