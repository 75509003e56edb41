"""Servers that have lists of their own, written as `/curate` writes them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.services.catalogue import Catalogue
from db import server_lists
from db.server_films import ServerFilm
from db.server_lists import ServerEntry, ServerList


def film(name: str, number: int = 0, year: int = 2001) -> ServerFilm:
    """A film nobody else has; two of the same number have the same slug, whatever their name."""
    return ServerFilm(f"own-{number}", f"{name} {number}", year, (f"{name} Director",), runtime_minutes=90)


def curated(slug: str, title: str, films: Sequence[ServerFilm | int], *, adult: bool = False) -> ServerList:
    """A list of these films: the server's own, or ids of global ones; what it says names its title."""
    return ServerList(
        slug,
        title,
        f"Introduction of {title}.",
        (f"{title} alias",),
        adult=adult,
        entries=tuple(
            ServerEntry(
                f"e{place}",
                one.title if isinstance(one, ServerFilm) else f"{title} as listed",
                one.year if isinstance(one, ServerFilm) else None,
                f"{title} says something of number {place}.",
                f"{title} knows a fact.",
                one,
            )
            for place, one in enumerate(films)
        ),
    )


async def publish(catalogue: Catalogue, owner: int | None, *lists: ServerList) -> None:
    """Publish in one transaction, and have the catalogue know."""
    assert owner is not None
    async with catalogue.database.write() as session:
        await server_lists.lock(session, owner)
        for one in lists:
            await server_lists.publish(session, owner, one)
    await catalogue.server_changed(owner)


async def delete_everything(catalogue: Catalogue, owner: int | None) -> None:
    """Nothing of a server is left."""
    assert owner is not None
    async with catalogue.database.write() as session:
        await server_lists.lock(session, owner)
        await server_lists.delete_everything(session, owner)
    await catalogue.server_changed(owner)
