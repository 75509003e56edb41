"""Themes and genres as /random knows them: by numbers that fit a button, and by what they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from bot.domain.deck import Dealable
from bot.domain.recommend.film_index import FilmIndex
from bot.domain.recommend.thesaurus import Thesaurus
from db.types import FilmPage, stable_id

_CLOSE = 80.0


@lru_cache(10_000)
def label_id(label: str) -> int:
    """The number of a theme or genre, the same for ever, however it is capitalised."""
    return stable_id(f"label {label.casefold()}")


@dataclass(frozen=True, slots=True)
class Labels:
    """Every theme and genre of the films on lists in one language, most common first, and how many carry each."""

    names: Mapping[int, str]
    films: Mapping[int, int]
    thesaurus: Thesaurus

    def find(self, text: str) -> int | None:
        """The theme that is meant: by its name, by what it means, or nearly by its name; None where none is near."""
        said = text.strip().casefold()
        exact = [one for one, name in self.names.items() if name.casefold() == said]
        if exact:
            return exact[0]
        meant = [label_id(concept) for concept in sorted(self.thesaurus.concepts_of(text))]
        known = [one for one in meant if one in self.films]
        if known:
            return max(known, key=lambda one: self.films[one])
        close = process.extractOne(text.casefold(), self.names, scorer=fuzz.WRatio, score_cutoff=_CLOSE)
        return close[2] if close else None

    def complete(self, text: str, limit: int) -> tuple[str, ...]:
        """Names for an unfinished one, best first; the most common for no text."""
        said = text.casefold().strip()
        meant = {label_id(concept) for concept in self.thesaurus.concepts_of(said)}
        starts = [n for n in self.names.values() if n.casefold().startswith(said)]
        holds = [n for n in self.names.values() if said in n.casefold()]
        means = [n for i, n in self.names.items() if i in meant]
        return tuple(dict.fromkeys([*starts, *holds, *means]))[:limit]


def labels(index: FilmIndex, translated: Mapping[int, FilmPage] | None = None) -> Labels:
    """All labels of the index's films, named as `translated` has them if given; a number is the same in every language.

    A concept that no film names as such counts, but has no name to offer in another language.
    """
    names: dict[int, str] = {}
    films: Counter[int] = Counter()
    for film_id, page in index.pages.items():
        named = translated[film_id] if translated else page
        shown = (*named.film.themes, *named.film.genres)
        for label, name in zip((*page.film.themes, *page.film.genres), shown, strict=True):
            names.setdefault(label_id(label), name)
        films.update(_labels_of(page, index.thesaurus))
    ordered = sorted(names, key=lambda one: (-films[one], names[one]))
    meant = {label_id(c): c for c in index.thesaurus.concepts if label_id(c) in films}
    unnamed = {} if translated else {one: concept for one, concept in meant.items() if one not in names}
    return Labels({one: names[one] for one in ordered} | unnamed, films, index.thesaurus)


def dealable(page: FilmPage, thesaurus: Thesaurus) -> Dealable:
    """A film as a deck knows it: with its first entry on each list, and on all."""
    entries = {0: page.entries[0].id}
    for entry in page.entries:
        entries.setdefault(entry.list_id, entry.id)
    film = page.film
    return Dealable(film.id, entries, film.year, film.runtime_minutes, _labels_of(page, thesaurus))


def _labels_of(page: FilmPage, thesaurus: Thesaurus) -> frozenset[int]:
    found: set[int] = set()
    for label in (*page.film.themes, *page.film.genres):
        found.add(label_id(label))
        found |= {label_id(concept) for concept in thesaurus.concepts_of(label)}
    return frozenset(found)
