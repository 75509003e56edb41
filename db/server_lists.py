"""Lists that belong to a server: written whole, each change in one transaction of a server that is locked.

Nobody else changes the same server meanwhile, and nobody the content: a load of it waits until all servers are done,
and they wait for it. Servers do not wait for one another, but where their films bring new people.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, bindparam, delete, func, select, union, update

from . import lists as list_questions
from . import meta, rows, server_films
from .engine import ReadSession, WriteSession
from .errors import ListNotFoundError
from .models import entries, films, hidden_lists, list_aliases, lists, server_tables, servers
from .server_films import ServerFilm
from .statement import insert, prepared
from .types import GLOBAL, ListSummary, owned_id

_NONE: Final = ""
"""The digest of what no content folder has."""


@dataclass(frozen=True, slots=True)
class ServerEntry:
    """A film's place on a server's list; its rank is its place among the entries."""

    slug: str
    """Unique on its list, and never changed: the entry's id is made from it."""
    title: str
    year: int | None = None
    description: str = ""
    fact: str | None = None
    film: int | ServerFilm | None = None
    """A film of the global catalogue or of this server by its id, or one that this server's curators bring; None:
    nobody knows which film this is."""
    nearest_film_id: int | None = None


@dataclass(frozen=True, slots=True)
class ServerList:
    """A server's list with all that its page and its films' cards show of it."""

    slug: str
    title: str
    introduction: str = ""
    aliases: tuple[str, ...] = ()
    colour: int | None = None
    """0xRRGGBB; None: made from the slug."""
    adult: bool = False
    """Shown in age-restricted channels only."""
    entries: tuple[ServerEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class ServerState:
    """What a process needs to know of a server to notice that what it keeps of it is old."""

    version: int
    absent_since: datetime | None = None
    """When the bot was first found not to be there; None: it is there, as far as anybody knows."""


# Changing


async def lock(session: WriteSession, owner: int) -> None:
    """Nobody else changes this server's lists until the transaction ends; whoever keeps some reads them anew after it.

    To be the first thing that a change does. Raises ListNotFoundError for the owner of the global lists: these are
    nobody's to change here.
    """
    if owner == GLOBAL:
        raise ListNotFoundError(GLOBAL)
    await meta.share_catalogue(session)
    await session.change(_lock(), {"owner": owner, "version": 1})


async def publish(session: WriteSession, owner: int, one: ServerList) -> int:
    """Make the list exactly this, whatever it was; its id. A new one stands behind the others. The server is locked.

    Films of the server that no list of it holds any more go, and come back under the same id if one does again. An id
    of a film that is not there, or is another server's, counts as none.
    """
    list_id = owned_id(owner, one.slug)
    brought = {entry.film.slug: entry.film for entry in one.entries if isinstance(entry.film, ServerFilm)}
    await server_films.bring(session, owner, tuple(brought.values()))
    about = {
        "title": one.title,
        "introduction": one.introduction,
        "colour": one.colour,
        "adult": one.adult,
        "digest": _NONE,
    }
    last = select(func.coalesce(func.max(lists.c.position), -1)).where(lists.c.owner == owner)
    ((position,),) = await session.execute(last)
    row = {"id": list_id, "owner": owner, "slug": one.slug, "position": position + 1, **about}
    await session.change(insert(lists).values(**row).on_conflict_do_update(index_elements=["id"], set_=about))
    await session.change(delete(list_aliases).where(list_aliases.c.list_id == list_id))
    names = enumerate(dict.fromkeys(one.aliases))
    await rows.add(
        session,
        list_aliases,
        ({"list_id": list_id, "position": place, "name": name} for place, name in names),
    )
    await session.change(delete(entries).where(entries.c.list_id == list_id))
    known = await _known(session, owner, one.entries)
    await rows.add(
        session,
        entries,
        [
            _row(owner, one.slug, list_id, rank, entry, known)
            for rank, entry in enumerate(one.entries, start=1)
        ],
    )
    await server_films.sweep(session, owner)
    return list_id


async def set_hidden(session: WriteSession, owner: int, list_id: int, *, hidden: bool) -> None:
    """Hide a list of the server from its members, or show it. The server is locked. Raises ListNotFoundError."""
    mine = (lists.c.id == list_id, lists.c.owner == owner)
    if not await session.change(update(lists).where(*mine).values(hidden=hidden)):
        raise ListNotFoundError(list_id)


async def set_order(session: WriteSession, owner: int, list_ids: Sequence[int]) -> None:
    """Show the server's lists in this order, those that are not named behind them. The server is locked."""
    others = [one.id for one in await summaries(session, owner) if one.id not in list_ids]
    moved = update(lists).where(lists.c.id == bindparam("moved"), lists.c.owner == owner)
    await session.change(
        moved.values(position=bindparam("place")),
        [{"moved": list_id, "place": place} for place, list_id in enumerate([*list_ids, *others])],
    )


async def delete_list(session: WriteSession, owner: int, list_id: int) -> None:
    """A list is gone, and the films that only it held. The server is locked. Raises ListNotFoundError."""
    if not await session.change(delete(lists).where(lists.c.id == list_id, lists.c.owner == owner)):
        raise ListNotFoundError(list_id)
    await server_films.sweep(session, owner)


async def delete_everything(session: WriteSession, owner: int) -> None:
    """Nothing of what the server's curators brought or chose is left. The server is locked.

    That is what has an owner. Its version stays, so that others notice, and what its managers chose for the bot itself,
    as its language (`server_id`); `forget` removes those, too.
    """
    await session.change(delete(lists).where(lists.c.owner == owner))
    await server_films.sweep(session, owner)
    for table, whose in server_tables():
        if whose.name == lists.c.owner.name and table is not servers:
            await session.change(delete(table).where(whose == owner))


async def forget(session: WriteSession, owner: int) -> None:
    """Nothing at all is left of a server. It is locked."""
    await delete_everything(session, owner)
    for table, whose in server_tables():
        await session.change(delete(table).where(whose == owner))


async def is_there(session: WriteSession, owner: int) -> None:
    """The bot is in this server, or was just asked there: it is not absent."""
    c = servers.c
    absent = update(servers).where(c.owner == owner, c.absent_since.is_not(None))
    await session.change(absent.values(absent_since=None, version=c.version + 1))


async def is_absent(session: WriteSession, owner: int, at: datetime, *, forget_after: timedelta) -> bool:
    """The bot was not found in this server: note since when; whether that is so long that nothing of it is left now."""
    await lock(session, owner)
    since = (await states(session))[owner].absent_since
    if since is None:
        noted = update(servers).where(servers.c.owner == owner)
        await session.change(noted.values(absent_since=int(at.timestamp())))
        return False
    if at - since < forget_after:
        return False
    await forget(session, owner)
    return True


async def show_global(session: WriteSession, owner: int, list_id: int, *, shown: bool) -> None:
    """Whether the server shows one of the global lists, which it does unless told otherwise. The server is locked."""
    c = hidden_lists.c
    if shown:
        await session.change(delete(hidden_lists).where(c.owner == owner, c.list_id == list_id))
    else:
        row = insert(hidden_lists).values(owner=owner, list_id=list_id)
        await session.change(row.on_conflict_do_nothing())


# Asking


async def states(session: ReadSession) -> dict[int, ServerState]:
    """Every server that has or had lists of its own, or chose among ours."""
    return {
        owner: ServerState(version, _moment(since))
        for owner, version, since in await session.fetch(_states())
    }


async def having(session: ReadSession) -> frozenset[int]:
    """Every server of which anything at all is kept."""
    every = [select(whose).distinct().where(whose != GLOBAL) for _, whose in server_tables()]
    return frozenset(row[0] for row in await session.execute(union(*every)))


async def summaries(session: ReadSession, owner: int) -> list[ListSummary]:
    """The server's lists in their order, the hidden ones, too."""
    return await list_questions.summaries_of(session, owner)


async def whole(session: ReadSession, owner: int, list_id: int) -> ServerList:
    """A list as it was published, each film of the server's own in full. Raises ListNotFoundError."""
    found = [one for one in await summaries(session, owner) if one.id == list_id]
    if not found:
        raise ListNotFoundError(list_id)
    one, own = found[0], await server_films.all_of(session, owner)
    c = entries.c
    columns = (
        c.slug,
        c.listed_title,
        c.listed_year,
        c.description,
        c.fact,
        c.meant_film_id,
        c.nearest_film_id,
    )
    stored = await session.execute(select(*columns).where(c.list_id == list_id).order_by(c.rank))
    return ServerList(
        slug=one.slug,
        title=one.title,
        introduction=one.introduction,
        aliases=one.aliases,
        colour=one.colour,
        adult=one.adult,
        entries=tuple(
            ServerEntry(slug, title, year, description, fact, own.get(film, film), nearest)
            for slug, title, year, description, fact, film, nearest in stored
        ),
    )


async def slugs(session: ReadSession, owner: int) -> list[str]:
    """Of the server's lists."""
    return [slug for (slug,) in await session.execute(select(lists.c.slug).where(lists.c.owner == owner))]


async def count(session: ReadSession, owner: int) -> int:
    """How many lists the server has, the hidden ones, too."""
    return len(await slugs(session, owner))


async def hidden_global(session: ReadSession, owner: int) -> frozenset[int]:
    """The ids of the global lists that the server does not show."""
    c = hidden_lists.c
    return frozenset(id_ for (id_,) in await session.execute(select(c.list_id).where(c.owner == owner)))


# For whoever fills the catalogue


async def let_go(session: WriteSession, film_ids: Select[Any] | Collection[int]) -> None:
    """Before films of the catalogue go: no server's entry holds on to them."""
    c = entries.c
    meant = (c.film_id.in_(film_ids), c.meant_film_id.is_not(None))
    await session.change(update(entries).where(*meant).values(film_id=None))


async def take_again(session: WriteSession) -> None:
    """After the catalogue was filled: servers' entries mean again what they meant before it went."""
    c = entries.c
    there = select(films.c.id).where(films.c.owner == GLOBAL)
    lost = (c.film_id.is_(None), c.meant_film_id.in_(there))
    await session.change(update(entries).where(*lost).values(film_id=c.meant_film_id))


# Parts


@prepared
def _lock() -> Any:
    row = insert(servers)
    return row.on_conflict_do_update(index_elements=["owner"], set_={"version": servers.c.version + 1})


@prepared
def _states() -> Select[Any]:
    return select(servers.c.owner, servers.c.version, servers.c.absent_since)


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


async def _known(session: WriteSession, owner: int, of: Collection[ServerEntry]) -> frozenset[int]:
    """Which of the films that entries mean are there for this server."""
    meant = {
        film_id for entry in of for film_id in (_film_id(owner, entry), entry.nearest_film_id) if film_id
    }
    c = films.c
    found = await session.execute(select(c.id).where(c.id.in_(meant), c.owner.in_((GLOBAL, owner))))
    return frozenset(film_id for (film_id,) in found)


def _film_id(owner: int, entry: ServerEntry) -> int | None:
    return owned_id(owner, entry.film.slug) if isinstance(entry.film, ServerFilm) else entry.film


def _row(
    owner: int, list_slug: str, list_id: int, rank: int, entry: ServerEntry, known: Collection[int]
) -> rows.Row:
    film_id, nearest = _film_id(owner, entry), entry.nearest_film_id
    return {
        "id": owned_id(owner, f"{list_slug}/{entry.slug}"),
        "slug": entry.slug,
        "list_id": list_id,
        "owner": owner,
        "rank": rank,
        "listed_title": entry.title,
        "listed_year": entry.year,
        "description": entry.description,
        "fact": entry.fact,
        "film_id": film_id if film_id in known else None,
        "meant_film_id": film_id,
        "nearest_film_id": nearest if nearest in known else None,
        "digest": _NONE,
    }
