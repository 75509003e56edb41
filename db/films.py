"""Questions about films. Nothing here changes anything; the catalogue is filled in catalogue.py."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Collection, Container, Iterable
from itertools import chain
from operator import itemgetter
from typing import Any, Final, get_args

from sqlalchemy import Select, bindparam, select

from .engine import ReadSession
from .entries import entries_of, nested_entries, owner_of, seen_by
from .errors import FilmNotFoundError
from .jsons import nested
from .models import entries, film_credits, film_tags, films, lists, people, tags, titles
from .statement import Statement, prepared
from .types import GLOBAL, Colour, Credit, Film, FilmPage, Job, Title, TitleRecord

SEVERAL_TITLES: Final = " / "
"""Between the original titles of a film made in several languages: "Красная палатка / La tenda rossa"."""
_JOBS: Final[tuple[Job, ...]] = get_args(Job)


async def page(session: ReadSession, film_id: int, owner: int = GLOBAL) -> FilmPage:
    """All a card needs, in one trip: with an owner, what their server sees. Raises FilmNotFoundError."""
    rows = await session.fetch(_page(), film_id=film_id, owner=owner)
    if not rows:
        raise FilmNotFoundError(film_id)
    return _page_of(*rows[0])


async def get(session: ReadSession, film_id: int) -> Film:
    """The film without its entries. Raises FilmNotFoundError."""
    rows = await session.fetch(_facts(), film_id=film_id)
    if not rows:
        raise FilmNotFoundError(film_id)
    return _film(*rows[0])


async def pages_on_lists(session: ReadSession, owner: int = GLOBAL) -> list[FilmPage]:
    """Every film that stands on a list of the owner, as its card needs it for them, by slug.

    Lets the event loop breathe while it reads.
    """
    pages: list[FilmPage] = []
    async for rows in session.stream(_pages_on_lists(), at_once=50, owner=owner):
        pages.extend(_page_of(*row) for row in rows)
    return sorted(pages, key=lambda page: page.film.slug)


async def title_records(session: ReadSession, owner: int = GLOBAL) -> list[TitleRecord]:
    """Every film of the owner as the title index wants it, by id. Lets the event loop breathe while it reads."""
    records: list[TitleRecord] = []
    async for rows in session.stream(_title_records(), owner=owner):
        records.extend(_title_record(*row) for row in rows)
    return records


async def title_records_on_lists(
    session: ReadSession, owner: int, list_ids: Collection[int]
) -> list[TitleRecord]:
    """The films on these lists of a server as its title index wants them, by id: global ones and its own."""
    among = frozenset(list_ids)
    rows = await session.fetch(_title_records_on_lists(), owner=owner)
    return [
        _title_record(*row, among=among) for *row, on in rows if among & {one for (one,) in json.loads(on)}
    ]


async def title_records_of(session: ReadSession, statement: Select[Any]) -> AsyncIterator[list[TitleRecord]]:
    """Some of them in portions: what `title_record_select` with a condition selects."""
    async for rows in session.stream(Statement(statement.params(owner=GLOBAL))):
        yield [_title_record(*row) for row in rows]


def names_of(title: str, names: Iterable[str | None]) -> tuple[str, ...]:
    """Every name a film is found by besides its title, each once; of a joined title each part too."""
    given = [name for name in names if name]
    parts = chain.from_iterable(name.split(SEVERAL_TITLES) for name in given)
    return tuple(name for name in dict.fromkeys(chain(given, parts)) if name != title)


# The statements


def _film_select() -> Select[Any]:
    c = films.c
    names = nested(titles.c.position, titles.c.kind, titles.c.text, titles.c.note)
    jobs = nested(
        film_credits.c.position,
        film_credits.c.job,
        people.c.name,
        film_credits.c.character,
        film_credits.c.note,
    ).select_from(film_credits.join(people))
    words = nested(film_tags.c.position, tags.c.kind, tags.c.name).select_from(film_tags.join(tags))
    return select(
        c.id, c.slug, c.title, c.year, c.release_year, c.runtime_minutes, c.runtime_note, c.colour,
        c.based_on, c.synopsis, c.imdb_id,
        names.where(titles.c.film_id == c.id).scalar_subquery(),
        jobs.where(film_credits.c.film_id == c.id).scalar_subquery(),
        words.where(film_tags.c.film_id == c.id).scalar_subquery(),
    )  # fmt: skip


def _page_select() -> Select[Any]:
    voices = nested_entries().where(entries.c.film_id == films.c.id, seen_by(entries))
    return _film_select().add_columns(voices.scalar_subquery()).where(seen_by(films))


@prepared
def _facts() -> Select[Any]:
    return _film_select().where(films.c.id == bindparam("film_id"))


@prepared
def _page() -> Select[Any]:
    return _page_select().where(films.c.id == bindparam("film_id"))


@prepared
def _pages_on_lists() -> Select[Any]:
    standing = select(entries.c.film_id).join_from(entries, lists).where(lists.c.owner == bindparam("owner"))
    return _page_select().where(films.c.id.in_(standing.where(entries.c.film_id.is_not(None))))


@prepared
def _title_records() -> Select[Any]:
    return title_record_select().where(owner_of(films) == bindparam("owner")).order_by(films.c.id)


@prepared
def _title_records_on_lists() -> Select[Any]:
    mine = select(entries.c.film_id).join_from(entries, lists).where(lists.c.owner == bindparam("owner"))
    on = nested(entries.c.list_id).where(entries.c.film_id == films.c.id, seen_by(entries)).scalar_subquery()
    standing = films.c.id.in_(mine.where(entries.c.film_id.is_not(None)))
    return title_record_select().add_columns(on).where(seen_by(films), standing).order_by(films.c.id)


def title_record_select() -> Select[Any]:
    """Films as the title index wants them; the caller adds a condition."""
    c = films.c
    names = nested(titles.c.position, titles.c.text).where(titles.c.film_id == c.id)
    listed = nested(entries.c.list_id, entries.c.listed_title, entries.c.owner)
    listed = listed.where(entries.c.film_id == c.id, seen_by(entries))
    directors = nested(film_credits.c.position, people.c.name).select_from(film_credits.join(people))
    return select(
        c.id, c.slug, c.title, c.year, c.release_year, c.runtime_minutes, c.imdb_id,
        names.scalar_subquery(),
        listed.scalar_subquery(),
        directors.where(film_credits.c.film_id == c.id, film_credits.c.job == "director").scalar_subquery(),
    )  # fmt: skip


# From rows to what leaves this folder


def _page_of(*columns: Any) -> FilmPage:
    *facts, voices = columns
    in_order = sorted(entries_of(voices), key=lambda e: (e.list_title, e.list_slug, e.rank))
    return FilmPage(film=_film(*facts), entries=tuple(in_order))


def _film(
    id_: int,
    slug: str,
    title: str,
    year: int,
    release_year: int,
    runtime_minutes: int | None,
    runtime_note: str | None,
    colour: Colour | None,
    based_on: str | None,
    synopsis: str | None,
    imdb_id: str | None,
    names: str,
    jobs: str,
    words: str,
) -> Film:
    by_kind: dict[str, list[Title]] = {}
    for _, kind, text, note in sorted(json.loads(names), key=itemgetter(0)):
        by_kind.setdefault(kind, []).append(Title(text, kind, note))
    by_job: dict[Job, list[Credit]] = {}
    for _, job, *credit in sorted(json.loads(jobs), key=itemgetter(0)):
        by_job.setdefault(job, []).append(Credit(*credit))
    tagged: dict[str, list[str]] = {}
    for _, kind, name in sorted(json.loads(words), key=itemgetter(0)):
        tagged.setdefault(kind, []).append(name)

    def first(kind: str) -> str | None:
        return by_kind[kind][0].text if kind in by_kind else None

    return Film(
        id=id_,
        slug=slug,
        title=title,
        year=year,
        release_year=release_year,
        original_title=first("original"),
        romanised_title=first("romanised"),
        alternative_titles=tuple(by_kind.get("alternative", ())),
        credits={job: tuple(by_job[job]) for job in _JOBS if job in by_job},
        countries=tuple(tagged.get("country", ())),
        languages=tuple(tagged.get("language", ())),
        genres=tuple(tagged.get("genre", ())),
        themes=tuple(tagged.get("theme", ())),
        tones=tuple(tagged.get("tone", ())),
        studios=tuple(tagged.get("studio", ())),
        awards=tuple(tagged.get("award", ())),
        runtime_minutes=runtime_minutes,
        runtime_note=runtime_note,
        colour=colour,
        based_on=based_on,
        synopsis=synopsis,
        imdb_id=imdb_id,
    )


def _title_record(
    id_: int,
    slug: str,
    title: str,
    year: int,
    release_year: int,
    runtime_minutes: int | None,
    imdb_id: str | None,
    names: str,
    listed: str,
    directors: str,
    *,
    among: Container[int] = (),
) -> TitleRecord:
    """`among`: the lists of a server that count beside the global ones."""
    # Most films of a large catalogue stand on no list and have one name: "[]" needs no parser.
    other = [name for _, name in sorted(json.loads(names))] if names != "[]" else []
    places = json.loads(listed) if listed != "[]" else []
    places = [(list_id, name) for list_id, name, owner in places if owner == GLOBAL or list_id in among]
    return TitleRecord(
        id=id_,
        slug=slug,
        title=title,
        year=year,
        release_year=release_year,
        names=names_of(title, [*other, *(name for _, name in places)]) if other or places else (),
        directors=tuple(name for _, name in sorted(json.loads(directors))) if directors != "[]" else (),
        runtime_minutes=runtime_minutes,
        imdb_id=imdb_id,
        list_count=len({list_id for list_id, _ in places}),
    )
