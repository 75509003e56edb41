"""Builders: the smallest sound thing of each kind, with what a test cares about given by name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from db.content import EntryContent, ListContent
from db.types import Check, Credit, Film, Job, Source, stable_id
from seed.records import JOBS


def film(slug: str = "the-ascent", **given: Any) -> Film:
    """A film called after its slug, of 1977 unless said otherwise; people by the fields of a record ("directors")."""
    named = {job: given.pop(name) for job, name in JOBS.items() if name in given}
    if named:
        given["credits"] = credits_of(**named)
    title = " ".join(word.capitalize() for word in slug.split("-"))
    year = given.pop("year", 1977)
    return Film(id=stable_id(slug), slug=slug, **{"title": title, "year": year, "release_year": year} | given)


def credits_of(**people: Iterable[str | Credit]) -> dict[Job, tuple[Credit, ...]]:
    """The credits of a film, by job in the order of jobs; a name alone is a credit without more."""
    return {
        job: tuple(Credit(one) if isinstance(one, str) else one for one in people[job])
        for job in JOBS
        if people.get(job)
    }


def check(key: str = "a", **given: Any) -> Check:
    """A confirmed claim about the fact."""
    values: dict[str, Any] = {
        "part": "fact",
        "claim": "It was shot in winter.",
        "verdict": "confirmed",
        "note": None,
        "sources": (Source("Wikipedia: The Ascent", "https://en.wikipedia.org/wiki/The_Ascent"),),
    }
    return Check(key=key, **values | given)


def entry(list_slug: str, rank: int, film: Film | None, **given: Any) -> EntryContent:
    """A place on a list for a film, or for a film nobody knows."""
    title, year = (film.title, film.year) if film else (f"Lost {rank}", 1990)
    values: dict[str, Any] = {
        "listed_title": title,
        "listed_year": year,
        "description": f"What {list_slug} says of it.",
        "fact": None,
        "film_id": film.id if film else None,
        "nearest_film_id": None,
        "note": None,
        "checks": (),
    }
    id_ = stable_id(f"{list_slug}/{title}-{year}")
    return EntryContent(id=id_, rank=rank, **values | given)


def film_list(slug: str, *entries: EntryContent, **given: Any) -> ListContent:
    values: dict[str, Any] = {"title": slug.capitalize(), "introduction": f"About {slug}.", "aliases": ()}
    return ListContent(id=stable_id(slug), slug=slug, entries=entries, **values | given)


def list_text(*entries: str, introduction: str = "An introduction.") -> str:
    """The text of a list with these headings; one with a line break brings its own fields."""
    full = [
        text if "\n" in text else f"{text}\nDescription: About {text}.\nFact: A fact." for text in entries
    ]
    return "\n\n".join([introduction, *full]) + "\n"


def folder(
    path: Path,
    *,
    lists: Mapping[str, str] | None = None,
    films: Mapping[str, str] | None = None,
    checks: Mapping[str, str] | None = None,
    thesaurus: Mapping[str, str] | None = None,
) -> Path:
    """A content folder with these files."""
    kinds = {"lists": lists, "films": films, "checks": checks, "thesaurus": thesaurus}
    for kind, files in kinds.items():
        for name, text in (files or {}).items():
            (path / kind).mkdir(parents=True, exist_ok=True)
            (path / kind / name).write_text(text, encoding="utf-8")
    return path


def records(*given: Mapping[str, Any]) -> str:
    """A file of records, one a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in given)


def many_records(count: int) -> Iterable[dict[str, Any]]:
    """As many different records as wanted, each with a cast."""
    for number in range(count):
        cast = [f"Actor {number % 500}", f"Actress {number % 311} (role {number})"]
        yield {"title": f"Film {number}", "year": 1900 + number % 120, "genres": ["drama"], "cast": cast}
