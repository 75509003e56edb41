"""Which known film an entry means, by its title and year. Conservative: rather nobody than the wrong one.

A name fits when it is the same but for case, accents, punctuation, alphabet and a leading article; a year fits when
it is at most one off, because films are finished in one year and shown in the next. Everything less sure is only
offered as the nearest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from bot.domain.list_formats.draft import DraftEntry
from bot.domain.titles.fold import words_of
from bot.domain.titles.index import TitleIndex
from bot.domain.titles.romanise import plain
from db.films import names_of
from db.types import Film, TitleRecord

How = Literal["id", "title", "alias", "year differs", "several candidates", "no known film"]

ARTICLES: Final = frozenset({"the", "a", "an"})
YEARS_OFF: Final = 1
NEAREST: Final = 3
CHOICE: Final = 5
"""Candidates that are offered where several films fit equally."""


@dataclass(frozen=True, slots=True)
class Identification:
    """What is known of an entry's film."""

    how: How
    film: Film | None
    """Only where it is sure: by its id, by title or by alias."""
    name: str | None
    """The alias that fitted."""
    nearest: tuple[Film, ...]
    """Where there is no film: those that may have been meant, best first."""


class KnownFilms:
    """All films by all their names."""

    def __init__(self, films: Iterable[Film]) -> None:
        self.films = tuple(films)
        self._by_slug = {film.slug: film for film in self.films}
        self._by_name: dict[str, list[tuple[Film, str]]] = {}
        for film in self.films:
            for name in (film.title, *other_names(film)):
                self._by_name.setdefault(key_of(name), []).append((film, name))

    def by_slug(self, slug: str) -> Film | None:
        return self._by_slug.get(slug)

    def meant_by(self, entry: DraftEntry) -> Identification:
        """What film an entry of a list means: by its id, else by its title or another way to read its line."""
        if entry.imdb_id and (film := self._by_imdb.get(entry.imdb_id)):
            return Identification("id", film, None, ())
        found = self.identify(entry.title, entry.year, entry.directors)
        if found.how == "no known film":
            for title in entry.also:
                other = self.identify(
                    title, None if title_has_year(title, entry.year) else entry.year, entry.directors
                )
                if other.how != "no known film":
                    return other
        return found

    def identify(self, title: str, year: int | None, directors: Sequence[str] = ()) -> Identification:
        """What film is meant by a title and a year as listed; without a year, the only one of that title."""
        found = self._by_name.get(key_of(title), [])
        if not found:
            return Identification("no known film", None, None, self._similar(title, year))
        if year is None:
            return _decided(found, title, directors) or Identification("no known film", None, None, ())
        for off in range(YEARS_OFF + 1):
            fitting = [(film, name) for film, name in found if _years_off(film, year) == off]
            if decided := _decided(fitting, title, directors):
                return decided
        named = {film.id: film for film, _ in found}
        by_year = sorted(named.values(), key=lambda film: (_years_off(film, year), film.slug))
        return Identification("year differs", None, None, tuple(by_year[:NEAREST]))

    def _similar(self, title: str, year: int | None) -> tuple[Film, ...]:
        films = [self._by_id[match.id] for match in self._index.find(title).matches[:NEAREST]]
        return tuple(sorted(films, key=lambda film: year is not None and _years_off(film, year) > YEARS_OFF))

    @cached_property
    def _index(self) -> TitleIndex:
        """Built only when somebody asks for what is similar: it is the dear part."""
        return TitleIndex.build([_record(film) for film in self.films])

    @cached_property
    def _by_imdb(self) -> dict[str, Film]:
        return {film.imdb_id: film for film in self.films if film.imdb_id}

    @cached_property
    def _by_id(self) -> dict[int, Film]:
        return {film.id: film for film in self.films}


def key_of(name: str) -> str:
    """What two spellings of one name have in common."""
    words = [plain(word) for word in words_of(name)]
    return " ".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)


def other_names(film: Film) -> tuple[str, ...]:
    """Every name the film is known by besides its title."""
    given = (film.original_title, film.romanised_title, *(title.text for title in film.alternative_titles))
    return names_of(film.title, given)


def title_has_year(title: str, year: int | None) -> bool:
    """Whether a year is part of a title, as of "1979 Stalker" where the line is read as a title alone."""
    return year is not None and str(year) in title


def _decided(
    fitting: Sequence[tuple[Film, str]], title: str, directors: Sequence[str]
) -> Identification | None:
    """The one film among those of a name, by its title before its other names; None where there is none."""
    by_id = {film.id: (film, name) for film, name in reversed(fitting)}
    titled = [film for film, _ in by_id.values() if key_of(film.title) == key_of(title)]
    if len(titled) == 1:
        return Identification("title", titled[0], None, ())
    if len(by_id) == 1:
        film, name = next(iter(by_id.values()))
        return Identification("alias", film, name, ())
    wanted = {key_of(name) for name in directors}
    directed = [
        (film, name)
        for film, name in by_id.values()
        if wanted & {key_of(person) for person in film.people("director")}
    ]
    if len(directed) == 1:
        film, name = directed[0]
        return Identification(
            "title" if film in titled else "alias", film, None if film in titled else name, ()
        )
    candidates = sorted((film for film, _ in by_id.values()), key=lambda film: film.slug)
    return (
        Identification("several candidates", None, None, tuple(candidates[:CHOICE])) if candidates else None
    )


def _years_off(film: Film, year: int) -> int:
    return min(abs(film.year - year), abs(film.release_year - year))


def _record(film: Film) -> TitleRecord:
    return TitleRecord(
        id=film.id,
        slug=film.slug,
        title=film.title,
        year=film.year,
        release_year=film.release_year,
        names=other_names(film),
        directors=film.people("director"),
        runtime_minutes=film.runtime_minutes,
        imdb_id=film.imdb_id,
        list_count=0,
    )
