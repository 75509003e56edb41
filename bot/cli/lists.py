"""`python -m bot lists`: the lists that servers have of their own; the operator hides, removes or takes one over."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bot.cli.bootstrap import opened
from bot.cli.process import complain
from bot.domain.list_formats.draft import DraftEntry, DraftList
from bot.domain.list_formats.writing import own_form
from bot.runtime.deadlines import Deadlines
from bot.settings import Settings
from db import curated, films, server_lists
from db.engine import Database, ReadSession
from db.errors import ListNotFoundError
from db.server_films import ServerFilm
from db.server_lists import ServerList
from db.types import Film, owned_id


async def main(settings: Settings, options: argparse.Namespace) -> int:
    async with opened(settings, Deadlines()) as catalogue:
        database = catalogue.database
        if options.act is None:
            await _show(database)
            return 0
        try:
            if options.act == "move":
                return await _move(database, options.server, options.list, options.to)
            await _change(database, options.server, options.list, options.act)
        except ListNotFoundError:
            return complain(f"server {options.server} has no list “{options.list}”", 1)
    return 0


async def _show(database: Database) -> None:
    async with database.read() as session:
        states = sorted((await server_lists.states(session)).items())
        for owner, state in states:
            lists = await server_lists.summaries(session, owner)
            hidden = len(await server_lists.hidden_global(session, owner))
            absent = f", absent since {state.absent_since:%Y-%m-%d}" if state.absent_since else ""
            entries = sum(one.entry_count for one in lists)
            print(f"{owner}: {len(lists)} lists, {entries} entries, {hidden} global lists not shown{absent}")
            for one in lists:
                marks = [word for word, is_so in (("hidden", one.hidden), ("adult", one.adult)) if is_so]
                said = f"  {one.slug}: {one.entry_count} entries, {one.film_count} films"
                print(", ".join([said, *marks]))
    if not states:
        print("No server has lists of its own.")


async def _change(database: Database, owner: int, slug: str, act: str) -> None:
    """Raise ListNotFoundError."""
    async with database.write() as session:
        await _known(session, owner, slug)
        await server_lists.lock(session, owner)
        if act == "remove":
            await server_lists.delete_list(session, owner, owned_id(owner, slug))
            await curated.forget_list(session, owned_id(owner, slug))
        else:
            await server_lists.set_hidden(session, owner, owned_id(owner, slug), hidden=act == "hide")


async def _known(session: ReadSession, owner: int, slug: str) -> None:
    """Raise ListNotFoundError if the server has no such list: then nothing of it is to be locked."""
    if slug not in await server_lists.slugs(session, owner):
        raise ListNotFoundError(owned_id(owner, slug))


async def _move(database: Database, owner: int, slug: str, folder: Path) -> int:
    """Write a list as content, then remove it from its server. Raise ListNotFoundError."""
    text, records = folder / "lists" / f"{slug}.txt", folder / "films" / f"{slug}.jsonl"
    async with database.write() as session:
        await _known(session, owner, slug)
        await server_lists.lock(session, owner)  # what a curator changes now would be in neither place
        one = await server_lists.whole(session, owner, owned_id(owner, slug))
        named = {
            entry.film: await films.get(session, entry.film)
            for entry in one.entries
            if isinstance(entry.film, int)
        }
        try:
            _write(text, own_form(_draft(one, named)))
            _write(records, _records(one))
        except OSError as error:
            return complain(error, 1)
        await server_lists.delete_list(session, owner, owned_id(owner, slug))
        await curated.forget_list(session, owned_id(owner, slug))
    print(f"{text} has the list, {records} its films; python -m seed {folder} loads them.")
    return 0


def _write(path: Path, content: str) -> None:
    """Raise OSError, also if there is such a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(content)


def _draft(one: ServerList, named: dict[int, Film]) -> DraftList:
    def drafted(rank: int, place: int) -> DraftEntry:
        entry = one.entries[place]
        film = named.get(entry.film) if isinstance(entry.film, int) else entry.film
        directors: tuple[str, ...] = ()
        if film is not None:
            directors = film.directors if isinstance(film, ServerFilm) else film.people("director")
        return DraftEntry(
            rank,
            entry.title,
            entry.year or (film.year if film else None),
            entry.description,
            entry.fact,
            0,
            directors,
            film.imdb_id if film else None,
        )

    entries = tuple(drafted(place + 1, place) for place in range(len(one.entries)))
    return DraftList(one.title, one.aliases, one.introduction, entries, (), ())


def _records(one: ServerList) -> str:
    """A line of JSON for each film of the server's own."""
    brought = {entry.film.slug: entry.film for entry in one.entries if isinstance(entry.film, ServerFilm)}
    known = (
        {
            "slug": film.slug,
            "title": film.title,
            "year": film.year,
            "directors": list(film.directors),
            "alternative_titles": list(film.names),
            "runtime_minutes": film.runtime_minutes,
            "imdb_id": film.imdb_id,
        }
        for film in brought.values()
    )
    records = [{key: value for key, value in record.items() if value} for record in known]
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)
