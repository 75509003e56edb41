"""A film spread over its tables: the rows for its names, people and tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from . import rows
from .engine import WriteSession
from .models import film_credits, film_tags, people, tags, titles
from .types import Credit, Film, Job, TagKind, Title


def columns_of(film: Film, digest: str) -> rows.Row:
    """The film's own row."""
    return {
        "id": film.id,
        "slug": film.slug,
        "title": film.title,
        "year": film.year,
        "release_year": film.release_year,
        "runtime_minutes": film.runtime_minutes,
        "based_on": film.based_on,
        "synopsis": film.synopsis,
        "imdb_id": film.imdb_id,
        "digest": digest,
    }


async def add_details(session: WriteSession, of_films: Sequence[Film]) -> None:
    """Store names, people and tags of films that have none stored."""
    credited = [(film.id, job, list(several)) for film in of_films for job, several in _credits(film)]
    tagged = [(film.id, kind, list(dict.fromkeys(names))) for film in of_films for kind, names in _tags(film)]
    person_ids = await rows.numbered(
        session, people, ("name",), ((credit.person,) for _, _, several in credited for credit in several)
    )
    tag_ids = await rows.numbered(
        session, tags, ("kind", "name"), ((kind, name) for _, kind, names in tagged for name in names)
    )
    await rows.add(
        session,
        titles,
        (
            {
                "film_id": film.id,
                "position": position,
                "kind": title.kind,
                "text": title.text,
                "note": title.note,
            }
            for film in of_films
            for position, title in enumerate(_titles(film))
        ),
    )
    await rows.add(
        session,
        film_credits,
        (
            {
                "film_id": film_id,
                "job": job,
                "position": position,
                "person_id": person_ids[credit.person,],
                "character": credit.character,
            }
            for film_id, job, several in credited
            for position, credit in enumerate(several)
        ),
    )
    await rows.add(
        session,
        film_tags,
        (
            {"film_id": film_id, "tag_id": tag_ids[kind, name], "position": position}
            for film_id, kind, names in tagged
            for position, name in enumerate(names)
        ),
    )


async def remove_details(session: WriteSession, film_ids: Iterable[int]) -> None:
    """Forget names, people and tags of these films."""
    found = [{"film_id": film_id} for film_id in film_ids]
    for table in (titles, film_credits, film_tags):
        await rows.remove(session, table, found)


async def sweep(session: WriteSession) -> None:
    """Forget people and tags that no film has any more."""
    await rows.sweep(session, people, film_credits.c.person_id)
    await rows.sweep(session, tags, film_tags.c.tag_id)


def _titles(film: Film) -> Iterator[Title]:
    if film.original_title:
        yield Title(film.original_title, "original")
    if film.romanised_title:
        yield Title(film.romanised_title, "romanised")
    yield from film.alternative_titles


def _credits(film: Film) -> Iterator[tuple[Job, Iterable[Credit]]]:
    yield "director", map(Credit, film.directors)
    yield "writer", map(Credit, film.writers)
    yield "cast", film.cast
    yield "cinematographer", map(Credit, film.cinematographers)
    yield "composer", map(Credit, film.composers)


def _tags(film: Film) -> Iterator[tuple[TagKind, tuple[str, ...]]]:
    yield "country", film.countries
    yield "language", film.languages
    yield "genre", film.genres
    yield "theme", film.themes
    yield "studio", film.studios
    yield "award", film.awards
