"""A server's lists in its curators' hands: each change is made on the list as it is at that moment, in one transaction.

The newest version's document is the list; what members see is written from it in the same transaction.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

from bot.domain.curate import document as documents
from bot.domain.curate import export
from bot.domain.curate.document import CuratedEntry, CuratedList
from bot.domain.curate.edition import difference
from bot.domain.curate.edits import Edit, EntryGoneError
from bot.domain.curate.shown import Change, ListRow, Managed, ManagedEntry, VersionRow
from bot.domain.titles.match import Match
from bot.domain.viewer import Viewer
from bot.services.catalogue import Catalogue
from db import curated, server_lists
from db.engine import ReadSession, WriteSession
from db.server_films import ServerFilm
from db.server_lists import ServerEntry, ServerList
from db.types import ListSummary, owned_id

_MOST_FOUND = 10


class GoneError(Exception):
    """The list or the entry is not there any more: another curator has deleted it."""


class ChangedMeanwhileError(Exception):
    """The version that was to be undone is not the newest any more."""


def list_id(server: int, slug: str) -> int:
    """The id of a server's list, for ever."""
    return owned_id(server, slug)


async def all_lists(catalogue: Catalogue, server: int) -> tuple[list[ListRow], int]:
    """The server's lists in their order, and how many reports wait."""
    async with catalogue.database.read() as session:
        summaries = await server_lists.summaries(session, server)
        reports = await curated.report_count(session, server)
    return [ListRow(one.id, one.title, one.entry_count, one.hidden) for one in summaries], reports


async def managed(catalogue: Catalogue, server: int, list_id: int) -> Managed:
    """A list of the server. Raises GoneError."""
    async with catalogue.database.read() as session:
        return await _managed(session, server, list_id)


async def entry(catalogue: Catalogue, viewer: Viewer, list_id: int, entry_id: int) -> ManagedEntry:
    """An entry of it. Raises GoneError."""
    one = await managed(catalogue, viewer.server, list_id)
    found = one.entry(entry_id)
    if found is None:
        raise GoneError
    rank, known = found
    meant = await film(catalogue, viewer, known.film) if known.film else None
    return ManagedEntry(one, entry_id, rank, known, meant)


async def change(catalogue: Catalogue, viewer: Viewer, list_id: int, edit: Edit, *, at: datetime) -> Managed:
    """Apply an edit to the list as it is now. Raises GoneError, ListFullError."""
    async with catalogue.database.write() as session:
        await server_lists.lock(session, viewer.server)
        before = await document_of(session, viewer.server, list_id)
        try:
            after = edit(before)
        except EntryGoneError:
            raise GoneError from None
        if after != before:
            await write(session, viewer, before, after, kind="edit", at=at)
        made = await _managed(session, viewer.server, list_id)
    await catalogue.server_changed(viewer.server)
    return made


async def undo(catalogue: Catalogue, viewer: Viewer, list_id: int, number: int, *, at: datetime) -> Managed:
    """The version before this one again, if this one is the newest. Raises ChangedMeanwhileError, GoneError."""
    return await _back(catalogue, viewer, list_id, number - 1, newest=number, at=at)


async def restore(
    catalogue: Catalogue, viewer: Viewer, list_id: int, number: int, *, at: datetime
) -> Managed:
    """A version again, as the newest. Raises ChangedMeanwhileError if it is not kept any more, GoneError."""
    return await _back(catalogue, viewer, list_id, number, newest=None, at=at)


async def versions(catalogue: Catalogue, server: int, list_id: int) -> list[VersionRow]:
    """Those that are kept, the newest first."""
    async with catalogue.database.read() as session:
        found = await curated.versions(session, server, list_id)
    return [VersionRow(one.number, one.at, Change(**json.loads(one.what)), one.made_by) for one in found]


async def set_hidden(catalogue: Catalogue, server: int, list_id: int, *, hidden: bool) -> Managed:
    """Hide a list from members, or show it. Raises GoneError."""
    async with catalogue.database.write() as session:
        await server_lists.lock(session, server)
        await _managed(session, server, list_id)
        await server_lists.set_hidden(session, server, list_id, hidden=hidden)
        made = await _managed(session, server, list_id)
    await catalogue.server_changed(server)
    return made


async def shift(catalogue: Catalogue, server: int, list_id: int, by: int) -> Managed:
    """Move a list up (-1) or down (1) among the server's. Raises GoneError."""
    async with catalogue.database.write() as session:
        await server_lists.lock(session, server)
        one = await _managed(session, server, list_id)
        order = [other.id for other in await server_lists.summaries(session, server)]
        order.remove(list_id)
        order.insert(min(max(one.place + by, 0), len(order)), list_id)
        await server_lists.set_order(session, server, order)
        made = await _managed(session, server, list_id)
    await catalogue.server_changed(server)
    return made


async def delete(catalogue: Catalogue, server: int, list_id: int) -> None:
    """A list is gone, with all its versions. Raises GoneError."""
    async with catalogue.database.write() as session:
        await server_lists.lock(session, server)
        await _managed(session, server, list_id)
        await server_lists.delete_list(session, server, list_id)
        await curated.forget_list(session, list_id)
    await catalogue.server_changed(server)


async def global_lists(
    catalogue: Catalogue, viewer: Viewer
) -> tuple[tuple[ListSummary, ...], frozenset[int]]:
    """The lists for everyone, and the ids of those that the server does not show."""
    async with catalogue.database.read() as session:
        hidden = await server_lists.hidden_global(session, viewer.server)
    return catalogue.snapshot.lists_in(viewer.language), hidden


async def turn_global(catalogue: Catalogue, viewer: Viewer, list_id: int) -> None:
    """Hide a list for everyone in this server, or show it again. Raises ListNotFoundError."""
    catalogue.snapshot.list_by_id(list_id)
    async with catalogue.database.write() as session:
        await server_lists.lock(session, viewer.server)
        hidden = await server_lists.hidden_global(session, viewer.server)
        await server_lists.show_global(session, viewer.server, list_id, shown=list_id in hidden)
    await catalogue.server_changed(viewer.server)


async def delete_everything(catalogue: Catalogue, server: int) -> None:
    """All lists and films of the server are gone, with all that curators and members left about them."""
    async with catalogue.database.write() as session:
        await server_lists.lock(session, server)
        await server_lists.delete_everything(session, server)
    await catalogue.server_changed(server)


def exported(one: CuratedList) -> tuple[tuple[str, bytes], ...]:
    """A list as files, each with its name."""
    return (f"{one.slug}.txt", export.as_text(one)), (f"{one.slug}.csv", export.for_letterboxd(one))


async def find(catalogue: Catalogue, viewer: Viewer, text: str) -> list[Match]:
    """Films of the catalogue for a title, best first. Raises CatalogueNotReadyError."""
    view = await catalogue.view(viewer)
    titles = await view.titles()
    found = {one.id: one for one in (*titles.find(text).matches, *titles.complete(text, _MOST_FOUND))}
    return view.matches(list(found.values())[:_MOST_FOUND], viewer.language)


async def film(catalogue: Catalogue, viewer: Viewer, film_id: int) -> Match | None:
    """A film that the server's members may see; None if there is none."""
    view = await catalogue.view(viewer)
    found = (await view.titles()).get(film_id)
    return view.matches([found], viewer.language)[0] if found else None


async def document_of(session: ReadSession, server: int, list_id: int) -> CuratedList:
    """The list as it is. Raises GoneError."""
    version = await curated.newest(session, server, list_id)
    if version is None:
        raise GoneError
    return documents.from_json(version.document)


def published(one: CuratedList) -> ServerList:
    """What members see of a list."""
    return ServerList(
        slug=one.slug,
        title=one.title,
        introduction=one.introduction,
        aliases=one.aliases,
        colour=one.colour,
        adult=one.adult,
        entries=tuple(
            ServerEntry(
                entry.slug,
                entry.words.title,
                entry.words.year,
                entry.words.description,
                entry.words.fact or None,
                entry.film or _own_film(entry),
            )
            for entry in one.entries
        ),
    )


def _own_film(entry: CuratedEntry) -> ServerFilm | None:
    """The server's own film, from what the file knows; its slug stays though its title is mended."""
    words = entry.words
    if not entry.own or not words.year:
        return None
    return ServerFilm(entry.own, words.title, words.year, entry.directors, imdb_id=entry.imdb_id)


async def write(
    session: WriteSession, viewer: Viewer, before: CuratedList, after: CuratedList, *, kind: str, at: datetime
) -> None:
    """Keep a version and write what members see. The server must be locked."""
    await server_lists.publish(session, viewer.server, published(after))
    what = json.dumps(asdict(_change(before, after, kind)), ensure_ascii=False)
    id_ = owned_id(viewer.server, after.slug)
    await curated.add_version(session, viewer.server, id_, viewer.member, at, what, documents.to_json(after))


def _change(before: CuratedList, after: CuratedList, kind: str) -> Change:
    found = difference(before, after)
    several = (*found.added, *found.reworded, *found.matched, *found.moved, *found.left)
    return Change(
        kind,
        len(found.added),
        len(found.left),
        len(found.moved),
        len(found.reworded),
        len(found.matched),
        found.about and kind != "import",
        several[0].words.title if len({one.slug for one in several}) == 1 else "",
    )


async def _back(
    catalogue: Catalogue, viewer: Viewer, list_id: int, number: int, *, newest: int | None, at: datetime
) -> Managed:
    async with catalogue.database.write() as session:
        await server_lists.lock(session, viewer.server)
        now = await curated.newest(session, viewer.server, list_id)
        if now is None:
            raise GoneError
        wanted = await curated.version(session, viewer.server, list_id, number)
        if wanted is None or newest not in {None, now.number}:
            raise ChangedMeanwhileError
        before, after = documents.from_json(now.document), documents.from_json(wanted.document)
        if before != after:
            await write(session, viewer, before, after, kind="undo" if newest else "restore", at=at)
        made = await _managed(session, viewer.server, list_id)
    await catalogue.server_changed(viewer.server)
    return made


async def _managed(session: ReadSession, server: int, list_id: int) -> Managed:
    version = await curated.newest(session, server, list_id)
    summaries = await server_lists.summaries(session, server)
    place = next((place for place, one in enumerate(summaries) if one.id == list_id), None)
    if version is None or place is None:
        raise GoneError
    document = documents.from_json(version.document)
    ids = tuple(owned_id(server, f"{document.slug}/{one.slug}") for one in document.entries)
    return Managed(list_id, version.number, document, ids, summaries[place].hidden, place, len(summaries))
