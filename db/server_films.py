"""Films that only a server's curators bring: made from what their lists know of them, gone when no list holds them."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Integer, String, bindparam, delete, exists, func, select, update

from . import meta, rows
from .engine import ReadSession, WriteSession
from .jsons import nested
from .models import entries, film_credits, films, lists, people, titles
from .types import owned_id


@dataclass(frozen=True, slots=True)
class ServerFilm:
    """What a server's list knows of a film that the global catalogue does not have."""

    slug: str
    """Unique in its server: all its lists that name it mean the same film."""
    title: str
    year: int
    directors: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Others than the title, by which it is found, too."""
    runtime_minutes: int | None = None
    imdb_id: str | None = None


async def bring(session: WriteSession, owner: int, brought: Collection[ServerFilm]) -> None:
    """Make or mend these films of the server, no two of one slug. What they do not know stays as it was known."""
    if not brought:
        return
    c = films.c
    ids = {owned_id(owner, one.slug): one for one in brought}
    there = {id_ for (id_,) in await session.execute(select(c.id).where(c.id.in_(ids)))}
    new = [_row(owner, id_, one) for id_, one in sorted(ids.items()) if id_ not in there]
    await rows.add(session, films, new)
    known_better = {
        "title": bindparam("new_title"),
        "year": bindparam("new_year"),
        "release_year": bindparam("new_year"),
        "runtime_minutes": func.coalesce(bindparam("new_runtime", type_=Integer), c.runtime_minutes),
        "imdb_id": func.coalesce(bindparam("new_imdb_id", type_=String), c.imdb_id),
    }
    await session.change(
        update(films).where(c.id == bindparam("old_id")).values(known_better),
        [
            {
                "old_id": id_,
                "new_title": ids[id_].title,
                "new_year": ids[id_].year,
                "new_runtime": ids[id_].runtime_minutes,
                "new_imdb_id": ids[id_].imdb_id,
            }
            for id_ in sorted(there)
        ],
    )
    named = {id_: one for id_, one in ids.items() if one.names}
    await rows.remove(session, titles, ({"film_id": id_} for id_ in named))
    await rows.add(
        session,
        titles,
        (
            {"film_id": id_, "position": place, "kind": "alternative", "text": name, "note": None}
            for id_, one in named.items()
            for place, name in enumerate(dict.fromkeys(one.names))
        ),
    )
    await _credit(session, {id_: one.directors for id_, one in ids.items() if one.directors})


async def sweep(session: WriteSession, owner: int) -> None:
    """Let go of the server's films that no list of it holds, and of people whom only they named."""
    c = films.c
    held = select(entries.c.film_id).join_from(entries, lists).where(lists.c.owner == owner)
    gone = (c.owner == owner, c.id.not_in(held.where(entries.c.film_id.is_not(None))))
    left = film_credits.join(films)
    named = [
        id_
        for (id_,) in await session.execute(select(film_credits.c.person_id).select_from(left).where(*gone))
    ]
    await session.change(delete(films).where(*gone))
    if named:
        await meta.lock_people(session)
        nobody = ~exists(select(film_credits.c.person_id).where(film_credits.c.person_id == people.c.id))
        await session.change(delete(people).where(people.c.id.in_(named), nobody))


async def all_of(session: ReadSession, owner: int) -> dict[int, ServerFilm]:
    """The server's films by their ids."""
    c = films.c
    directors = nested(film_credits.c.position, people.c.name).select_from(film_credits.join(people))
    names = nested(titles.c.position, titles.c.text).where(titles.c.film_id == c.id)
    statement = select(
        c.id, c.slug, c.title, c.year, c.runtime_minutes, c.imdb_id,
        directors.where(film_credits.c.film_id == c.id).scalar_subquery(),
        names.scalar_subquery(),
    ).where(c.owner == owner)  # fmt: skip
    return {
        id_: ServerFilm(slug, title, year, _in_order(directors), _in_order(names), runtime, imdb_id)
        for id_, slug, title, year, runtime, imdb_id, directors, names in await session.execute(statement)
    }


def _in_order(text: str) -> tuple[str, ...]:
    return tuple(name for _, name in sorted(json.loads(text)))


def _row(owner: int, film_id: int, one: ServerFilm) -> rows.Row:
    return {
        "id": film_id,
        "owner": owner,
        "slug": one.slug,
        "title": one.title,
        "year": one.year,
        "release_year": one.year,
        "runtime_minutes": one.runtime_minutes,
        "imdb_id": one.imdb_id,
        "digest": "",
    }


async def _credit(session: WriteSession, directors: dict[int, tuple[str, ...]]) -> None:
    if not directors:
        return
    await meta.lock_people(session)
    wanted = {name for names in directors.values() for name in names}
    c = people.c
    found = await session.execute(select(c.name, c.id).where(c.name.in_(sorted(wanted))))
    known: dict[str, int] = dict(found)
    ((last,),) = await session.execute(select(func.coalesce(func.max(c.id), 0)))
    new = {name: number for number, name in enumerate(sorted(wanted - known.keys()), last + 1)}
    await rows.add(session, people, ({"id": number, "name": name} for name, number in new.items()))
    ids = known | new
    await rows.remove(session, film_credits, ({"film_id": film_id} for film_id in directors))
    await rows.add(
        session,
        film_credits,
        (
            {"film_id": film_id, "job": "director", "position": place, "person_id": ids[name]}
            for film_id, names in directors.items()
            for place, name in enumerate(dict.fromkeys(names))
        ),
    )
