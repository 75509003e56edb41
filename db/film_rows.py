"""A film spread over its tables: the rows for its names, people and tags."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from . import rows
from .engine import WriteSession
from .models import film_credits, film_tags, people, tags, titles
from .types import Credit, Film, Job, TagKind, Title


def columns_of(
    film: Film, digest: str, *, set_id: int | None = None, source_id: str | None = None
) -> rows.Row:
    """The film's own row; without a set it is the content folders'."""
    return {
        "id": film.id,
        "slug": film.slug,
        "title": film.title,
        "year": film.year,
        "release_year": film.release_year,
        "runtime_minutes": film.runtime_minutes,
        "runtime_note": film.runtime_note,
        "colour": film.colour,
        "based_on": film.based_on,
        "synopsis": film.synopsis,
        "imdb_id": film.imdb_id,
        "digest": digest,
        "set_id": set_id,
        "source_id": source_id,
    }


async def add_details(session: WriteSession, of_films: Collection[Film]) -> None:
    """Store names, people and tags of films that have none stored; quickest in the order of their ids."""
    # Generators all the way: for a bulk of films, the lists between would cost more than the database.
    person_ids = await rows.numbered(
        session, people, ("name",), ((credit.person,) for _, _, _, credit in _credits(of_films))
    )
    tag_ids = await rows.numbered(session, tags, ("kind", "name"), (tag for _, _, tag in _tags(of_films)))
    names = (
        {"film_id": film.id, "position": position, "kind": title.kind, "text": title.text, "note": title.note}
        for film in of_films
        for position, title in enumerate(_titles(film))
    )
    await rows.add(session, titles, names)
    credited = (
        {
            "film_id": film_id,
            "job": job,
            "position": position,
            "person_id": person_ids[credit.person,],
            "character": credit.character,
            "note": credit.note,
        }
        for film_id, job, position, credit in _credits(of_films)
    )
    await rows.add(session, film_credits, credited)
    tagged = (
        {"film_id": film_id, "tag_id": tag_ids[tag], "position": position}
        for film_id, position, tag in _tags(of_films)
    )
    await rows.add(session, film_tags, tagged)


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


def _credits(of_films: Iterable[Film]) -> Iterator[tuple[int, Job, int, Credit]]:
    """Film, job, position within the job, and the credit."""
    for film in of_films:
        for job, credits_ in film.credits.items():
            for position, credit in enumerate(credits_):
                yield film.id, job, position, credit


def _tags(of_films: Iterable[Film]) -> Iterator[tuple[int, int, tuple[TagKind, str]]]:
    """Film, position within the kind, and the tag."""
    for film in of_films:
        tagged: tuple[tuple[TagKind, tuple[str, ...]], ...] = (
            ("country", film.countries),
            ("language", film.languages),
            ("genre", film.genres),
            ("theme", film.themes),
            ("tone", film.tones),
            ("studio", film.studios),
            ("award", film.awards),
        )
        for kind, names in tagged:
            for position, name in enumerate(dict.fromkeys(names)):
                yield film.id, position, (kind, name)
