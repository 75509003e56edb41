"""Filling the catalogue: what is stored becomes what the content says, and a report says what that took.

Rows are changed in place wherever the slug stays, because members' rows refer to films by id; only what the
content no longer has is deleted. A digest beside each row tells what changed without reading all of it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, Generic, TypeVar

from sqlalchemy import FromClause, Select, and_, bindparam, delete, func, select, update

from . import film_rows, meta, models, rows, server_lists, translations
from .content import Changes, EntryContent, ListContent, Report
from .engine import ReadSession, WriteSession
from .entries import owner_of
from .models import check_sources, checks, entries, films, list_aliases, lists, sources
from .types import GLOBAL, Check, Film, Translation


async def fill(
    session: WriteSession,
    content: Sequence[Film],
    curated: Sequence[ListContent],
    *,
    vocabulary: str | None = None,
    translated: Sequence[Translation] = (),
) -> Report:
    """Make the global catalogue exactly this. Entries may name only films that are among `content`.

    Servers' lists and films stay as they are. The catalogue's version grows when anything changed.
    """
    version = await meta.lock_catalogue(session)
    film_plan = await _plan_films(session, content)
    list_plan = await _plan_lists(session, curated)
    entry_plan = await _plan_entries(session, curated)
    check_plan = await _plan_checks(session, curated)
    await _fill_films(session, content, film_plan)
    await _fill_lists(session, curated, list_plan)
    await _fill_entries(session, curated, entry_plan)
    await _fill_checks(session, curated, check_plan)
    if film_plan.removed:
        await server_lists.let_go(session, tuple(film_plan.removed))
    await rows.remove(session, films, ({"id": film_id} for film_id in film_plan.removed))
    if film_plan:
        await _drop_doubles(session)
        await server_lists.take_again(session)
        await film_rows.sweep(session)
    if check_plan:
        await rows.sweep(session, sources, check_sources.c.source_id)
    in_languages = await translations.fill(session, translated)
    report = Report(
        film_plan.changes(), list_plan.changes(), entry_plan.changes(), check_plan.changes(), in_languages
    )
    if report or await meta.get(session, meta.VOCABULARY) != vocabulary:
        await meta.put(session, meta.VOCABULARY, vocabulary)
        await meta.put(session, meta.CATALOGUE_VERSION, str(version + 1))
    return report


async def unchanged(session: ReadSession) -> Report:
    """The report of a load that had nothing to do."""

    def number(of: FromClause) -> Select[Any]:
        return select(func.count()).select_from(of)

    counts = [
        await session.execute(counting)
        for counting in (
            number(films).where(films.c.owner == GLOBAL),
            number(lists).where(lists.c.owner == GLOBAL),
            number(entries.join(lists)).where(lists.c.owner == GLOBAL),
            number(checks),
            number(models.translations),
        )
    ]
    return Report(*(Changes((), (), (), found[0][0]) for found in counts))


# What is to be done

KeyT = TypeVar("KeyT")


@dataclass(frozen=True, slots=True)
class _Known:
    digest: str
    name: str


@dataclass(frozen=True, slots=True)
class _Plan(Generic[KeyT]):
    wanted: Mapping[KeyT, _Known]
    added: Mapping[KeyT, str]
    """Names by key, as the others."""
    changed: Mapping[KeyT, str]
    removed: Mapping[KeyT, str]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def changes(self) -> Changes:
        added, changed, removed = (
            tuple(names.values()) for names in (self.added, self.changed, self.removed)
        )
        return Changes(added, changed, removed, len(self.wanted) - len(added) - len(changed))


def _plan(stored: Mapping[KeyT, _Known], wanted: Mapping[KeyT, _Known]) -> _Plan[KeyT]:
    return _Plan(
        wanted=wanted,
        added={key: one.name for key, one in wanted.items() if key not in stored},
        changed={
            key: one.name for key, one in wanted.items() if key in stored and stored[key].digest != one.digest
        },
        removed={key: one.name for key, one in stored.items() if key not in wanted},
    )


def _digest(content: Film | ListContent | EntryContent | Check) -> str:
    return blake2b(repr(content).encode(), digest_size=16).hexdigest()


def _entry_name(list_slug: str, title: str, year: int | None) -> str:
    return f"{list_slug}: {title} ({year})" if year else f"{list_slug}: {title}"


async def _plan_films(session: WriteSession, content: Sequence[Film]) -> _Plan[int]:
    """A bulk's films are none of the content's, but for one that the content has now, too: it becomes the content's."""
    c = films.c
    stored = await session.execute(select(c.id, c.digest, c.slug, c.set_id).where(owner_of(films) == GLOBAL))
    wanted = {film.id: _Known(_digest(film), film.slug) for film in content}
    return _plan(
        {id_: _Known(digest, slug) for id_, digest, slug, of in stored if of is None or id_ in wanted}, wanted
    )


async def _plan_lists(session: WriteSession, curated: Sequence[ListContent]) -> _Plan[int]:
    c = lists.c
    stored = await session.execute(select(c.id, c.digest, c.slug).where(c.owner == GLOBAL))
    return _plan(
        {id_: _Known(digest, slug) for id_, digest, slug in stored},
        {one.id: _Known(_digest(replace(one, entries=())), one.slug) for one in curated},
    )


async def _plan_entries(session: WriteSession, curated: Sequence[ListContent]) -> _Plan[int]:
    c = entries.c
    named = select(c.id, c.digest, lists.c.slug, c.listed_title, c.listed_year).join_from(entries, lists)
    stored = await session.execute(named.where(lists.c.owner == GLOBAL))
    return _plan(
        {id_: _Known(digest, _entry_name(*name)) for id_, digest, *name in stored},
        {
            entry.id: _Known(
                _digest(replace(entry, checks=())),
                _entry_name(one.slug, entry.listed_title, entry.listed_year),
            )
            for one in curated
            for entry in one.entries
        },
    )


async def _plan_checks(session: WriteSession, curated: Sequence[ListContent]) -> _Plan[tuple[int, str]]:
    c, e = checks.c, entries.c
    named = select(c.entry_id, c.key, c.digest, lists.c.slug, e.listed_title, e.listed_year)
    stored = await session.execute(named.select_from(checks.join(entries).join(lists)))
    return _plan(
        {(id_, key): _Known(digest, f"{_entry_name(*name)} {key}") for id_, key, digest, *name in stored},
        {
            (entry.id, check.key): _Known(
                _digest(check) + f":{position}",
                f"{_entry_name(one.slug, entry.listed_title, entry.listed_year)} {check.key}",
            )
            for one in curated
            for entry in one.entries
            for position, check in enumerate(entry.checks)
        },
    )


# Doing it


async def _fill_films(session: WriteSession, content: Sequence[Film], plan: _Plan[int]) -> None:
    """Add and change only: what is to be removed may still be on a list."""
    # In the order of their ids, because that is the order on the disk.
    added = sorted((film for film in content if film.id in plan.added), key=lambda film: film.id)
    changed = [film for film in content if film.id in plan.changed]

    def columns(some: Iterable[Film]) -> Iterable[rows.Row]:
        return (film_rows.columns_of(film, plan.wanted[film.id].digest) for film in some)

    await film_rows.remove_details(session, plan.changed)
    await rows.add(session, films, columns(added))
    await rows.change(session, films, columns(changed))
    await film_rows.add_details(session, added + changed)


async def _drop_doubles(session: WriteSession) -> None:
    """A bulk's film goes where the content has the same one, by IMDb's id, and no list means the bulk's."""
    ours = select(films.c.imdb_id).where(films.c.set_id.is_(None), films.c.imdb_id.is_not(None))
    meant = select(entries.c.film_id).where(entries.c.film_id.is_not(None))
    doubles = and_(films.c.set_id.is_not(None), films.c.imdb_id.in_(ours), films.c.id.not_in(meant))
    await session.change(delete(films).where(doubles))


async def _fill_lists(session: WriteSession, curated: Sequence[ListContent], plan: _Plan[int]) -> None:
    added = [one for one in curated if one.id in plan.added]
    changed = [one for one in curated if one.id in plan.changed]

    def columns(some: Iterable[ListContent]) -> Iterable[rows.Row]:
        for one in some:
            digest = plan.wanted[one.id].digest
            yield {
                "id": one.id,
                "slug": one.slug,
                "title": one.title,
                "introduction": one.introduction,
                "digest": digest,
            }

    await rows.remove(session, lists, ({"id": list_id} for list_id in plan.removed))
    await rows.add(session, lists, columns(added))
    await rows.change(session, lists, columns(changed))
    await rows.remove(session, list_aliases, ({"list_id": list_id} for list_id in plan.changed))
    names = (
        {"list_id": one.id, "position": position, "name": name}
        for one in added + changed
        for position, name in enumerate(one.aliases)
    )
    await rows.add(session, list_aliases, names)


async def _fill_entries(session: WriteSession, curated: Sequence[ListContent], plan: _Plan[int]) -> None:
    def columns(of: Mapping[int, str]) -> list[rows.Row]:
        return [
            {
                "id": entry.id,
                "list_id": one.id,
                "rank": entry.rank,
                "listed_title": entry.listed_title,
                "listed_year": entry.listed_year,
                "description": entry.description,
                "fact": entry.fact,
                "film_id": entry.film_id,
                "nearest_film_id": entry.nearest_film_id,
                "note": entry.note,
                "digest": plan.wanted[entry.id].digest,
            }
            for one in curated
            for entry in one.entries
            if entry.id in of
        ]

    await rows.remove(session, entries, ({"id": entry_id} for entry_id in plan.removed))
    # Two entries that change places would meet on one rank: step aside first. Those that keep theirs do not move.
    aside = update(entries).where(entries.c.id == bindparam("moved")).values(rank=-entries.c.rank)
    await session.change(aside, [{"moved": entry_id} for entry_id in plan.changed])
    await rows.change(session, entries, columns(plan.changed))
    await rows.add(session, entries, columns(plan.added))


async def _fill_checks(
    session: WriteSession, curated: Sequence[ListContent], plan: _Plan[tuple[int, str]]
) -> None:
    def columns(of: Mapping[tuple[int, str], str]) -> list[rows.Row]:
        return [
            {
                "entry_id": entry.id,
                "key": check.key,
                "position": position,
                "part": check.part,
                "claim": check.claim,
                "verdict": check.verdict,
                "note": check.note,
                "says": "\n".join(check.says) or None,
                "spoils": check.spoils,
                "digest": plan.wanted[entry.id, check.key].digest,
            }
            for one in curated
            for entry in one.entries
            for position, check in enumerate(entry.checks)
            if (entry.id, check.key) in of
        ]

    def keys(of: Iterable[tuple[int, str]]) -> Iterable[rows.Row]:
        return ({"entry_id": entry_id, "key": key} for entry_id, key in of)

    await rows.remove(session, checks, keys(plan.removed))
    await rows.change(session, checks, columns(plan.changed))
    await rows.add(session, checks, columns(plan.added))
    await rows.remove(session, check_sources, keys(plan.changed))
    cited = [
        (entry.id, check.key, position, (source.name, source.url))
        for one in curated
        for entry in one.entries
        for check in entry.checks
        if (entry.id, check.key) in plan.added or (entry.id, check.key) in plan.changed
        for position, source in enumerate(check.sources)
    ]
    ids = await rows.numbered(session, sources, ("name", "url"), (source for *_, source in cited))
    links = (
        {"entry_id": entry_id, "key": key, "position": position, "source_id": ids[source]}
        for entry_id, key, position, source in cited
    )
    await rows.add(session, check_sources, links)
