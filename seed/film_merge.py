"""All film records of all folders, each film once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from bot.domain.slugs import dated_slug, numbered_slug
from db.types import Film, Title, stable_id

from .identify import key_of, other_names
from .problems import Problem
from .reading import Block, Items, json_lines, read_yaml
from .records import JOBS, RecordReader, film_of, unknown_fields


class FilmShelf:
    """Takes files in order; what a later folder says of a slug replaces what an earlier one said.

    A record without a slug, whose title and year are those of a film of an earlier folder, is that film: it fills
    what is not known of it yet. So a bulk of records can be laid over the catalogue without doubling its films.
    """

    def __init__(self, this_year: int, problems: list[Problem], hints: list[Problem]) -> None:
        self._this_year = this_year
        self._problems = problems
        self._hints = hints
        self._films: dict[str, Film] = {}
        self._folder = -1
        self._taken: dict[str, str] = {}
        """Slugs of this folder, with the place where each was given."""
        self._earlier: dict[tuple[str, int], list[str]] = {}
        """Slugs of films of earlier folders, by name and year."""
        self._told: set[tuple[str, str]] = set()

    def films(self) -> list[Film]:
        """All films, in the order in which they came."""
        return list(self._films.values())

    def add_file(self, data: bytes, file: str, folder: int, *, lines: bool) -> None:
        """Read one file of records, as JSON lines or as YAML. Raises ContentError where it cannot be read at all."""
        if folder != self._folder:
            self._begin(folder)
        if lines:
            for number, record in json_lines(data, file, self._problems):
                self._add(record, file, number, {})
            return
        content = read_yaml(data, file)
        if isinstance(content, Block):
            self._add(content, file, content.line, content.lines)
        elif isinstance(content, Items):
            for number, record in zip(content.lines, content, strict=True):
                if isinstance(record, Block):
                    self._add(record, file, number, record.lines)
                else:
                    self._problems.append(Problem(file, number, "expected a film record"))
        else:
            self._problems.append(Problem(file, 1, "expected a film record, or a list of them"))

    def _begin(self, folder: int) -> None:
        self._folder = folder
        self._taken.clear()
        self._earlier.clear()
        for film in self._films.values():
            for name in (film.title, *other_names(film)):
                for year in {film.year, film.release_year}:
                    self._earlier.setdefault((key_of(name), year), []).append(film.slug)

    def _add(self, record: Mapping[str, Any], file: str, line: int, lines: Mapping[str, int]) -> None:
        def complain(field: str, text: str) -> None:
            self._problems.append(Problem(file, lines.get(field, line), text))

        for name, text in unknown_fields(record):
            if (file, name) not in self._told:  # once a file, not once a record
                self._told.add((file, name))
                self._hints.append(Problem(file, lines.get(name, line), text))
        film = film_of(RecordReader(record, complain, self._this_year), dated_slug)
        if film is None:
            return
        if record.get("slug") is None:
            if known := self._known(film):
                self._films[known.slug] = _filled(known, film)
                return
            film = self._named(film)
        elif film.slug in self._taken:
            complain("slug", f"the slug {film.slug} is used already ({self._taken[film.slug]})")
            return
        self._taken[film.slug] = f"{file}:{line}"
        self._films[film.slug] = film

    def _named(self, film: Film) -> Film:
        """The film with a slug that no other film of its folder has."""
        slug, number = film.slug, 2
        while slug in self._taken:
            slug, number = numbered_slug(film.slug, number), number + 1
        return film if slug == film.slug else replace(film, slug=slug, id=stable_id(slug))

    def _known(self, film: Film) -> Film | None:
        """The film of an earlier folder that this one is, if there is exactly one."""
        slugs = {
            slug
            for year in {film.year, film.release_year}
            for slug in self._earlier.get((key_of(film.title), year), ())
        }
        same = [known for slug in slugs if _may_be_one(known := self._films[slug], film)]
        return same[0] if len(same) == 1 else None


def _may_be_one(film: Film, other: Film) -> bool:
    """Two films of one title and year are two when different people made them."""
    ours, theirs = (_keys(one.people("director")) for one in (film, other))
    return not ours or not theirs or not ours.isdisjoint(theirs)


def _keys(names: Iterable[str]) -> set[str]:
    return {key_of(name) for name in names}


def _filled(film: Film, other: Film) -> Film:
    """The film with what the other knows and it does not; names of both."""
    named = [field.name for field in fields(Film) if field.name != "credits"]
    gaps = {name: getattr(other, name) for name in named if not getattr(film, name)}
    credits_ = {job: film.credits.get(job) or other.credits.get(job, ()) for job in JOBS}
    merged = replace(film, **gaps, credits={job: people for job, people in credits_.items() if people})
    known = _keys((merged.title, *other_names(merged)))
    new = [
        Title(name, "alternative") for name in (other.title, *other_names(other)) if key_of(name) not in known
    ]
    return replace(merged, alternative_titles=(*merged.alternative_titles, *new))
