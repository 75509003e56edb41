"""The title index: finds a film by whatever a member typed.

`TitleIndex.build(records)` is for a worker thread; then `complete("come and s")` gives the rows of an autocomplete and
`find("ghbdtn")` what /film shows. Both rank alike, so the first row is the card.

How a question travels: query.py makes readings of it; each is searched in names.py by search.py, typos only where
none fits as it stands; the year takes off what is wrong with it; people.py adds films by director; where all that
found little the keyboard may have been in the other layout (layout.py). certainty.py says whether the best is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from bot.domain.titles import score
from bot.domain.titles.certainty import holds, is_certain
from bot.domain.titles.films import Films
from bot.domain.titles.layout import other_layout
from bot.domain.titles.match import Answer, Match, Why
from bot.domain.titles.names import NameIndex
from bot.domain.titles.people import People
from bot.domain.titles.query import Reading, imdb_number, readings
from bot.domain.titles.search import Hit, Search
from db.types import TitleRecord

MOST = 25
"""Answers to one question: Discord shows no more rows."""
_NEAREST = 3
"""Films that are named where none is certain."""


class TitleIndex:
    """All films by all their names, in memory, never changed once built; any thread may ask."""

    def __init__(self, records: Iterable[TitleRecord]) -> None:
        self._films = Films()
        names = list(self._films.read(records))
        self._names = NameIndex(names, self._films.standing())
        self._people = People(self._films.directors())

    @classmethod
    def build(cls, records: Iterable[TitleRecord]) -> Self:
        """Read the records once and keep what is needed of them."""
        return cls(records)

    def __len__(self) -> int:
        return len(self._films)

    def get(self, film_id: int) -> Match | None:
        """What a row says of this film, or None where the catalogue does not have it."""
        place = self._films.place(film_id)
        return None if place is None else self._films.match(place, 1.0, "all")

    def complete(self, text: str, limit: int = MOST) -> list[Match]:
        """Best first, at most 25; the last word may be unfinished; never raises.

        Nothing typed: the films that stand on most lists.
        """
        if not text.strip():
            return [self._films.match(place, 0.0, "all") for place in self._films.first[: min(limit, MOST)]]
        return [self._match(one) for one in self._search(text)[: min(limit, MOST)]]

    def find(self, text: str) -> Answer[Match]:
        """What /film answers to a question that was sent off; never raises."""
        ranked = self._search(text) if text.strip() else []
        if not ranked:
            return Answer("none", ())
        best = ranked[0]
        close = [one for one in ranked[1:MOST] if one.score > best.score - score.CLOSE]
        if not self._is_certain(best) and (close or not self._is_part_of_listed(best)):
            return Answer("near", tuple(map(self._match, ranked[:_NEAREST])))
        others = [one for one in close if self._is_certain(one)]
        return Answer("several" if others else "one", tuple(map(self._match, [best, *others])))

    def _search(self, text: str) -> list[_Fit]:
        """All that is near, best first."""
        number = imdb_number(text)
        if number is not None:
            place = self._films.of_imdb(number)
            return [] if place is None else [_Fit(place, 1.0, "imdb")]
        found: dict[int, _Fit] = {}
        straight = self._look(readings(text), found)
        keyed: list[Search] = []
        if _top(found) < score.LITTLE and not any(search.is_at_home for search in straight):
            keyed = self._look(readings(other_layout(text) or "", other_keys=True), found)
        if _top(found) < score.ENOUGH:
            self._look_further(straight, found)
            if not found:
                self._look_further(keyed, found)
        return sorted(found.values(), key=lambda fit: (-round(fit.score, 3), self._films.rank(fit.film)))

    def _look(self, versions: list[Reading], found: dict[int, _Fit]) -> list[Search]:
        """Add to `found` what fits one of the readings as it stands; the searches, to go on with."""
        searches = []
        self._by_director(versions, found)
        for reading in versions:
            search = Search(self._names, reading)
            search.look()
            self._gather(search, found)
            searches.append(search)
            if _top(found) == 1.0:
                break
        return searches

    def _look_further(self, searches: list[Search], found: dict[int, _Fit]) -> None:
        """Allow typos, in the reading first that is most likely to need them."""
        for search in sorted(searches, key=_promise):
            search.look_further()
            self._gather(search, found)
            if _top(found) >= score.LITTLE:
                break

    def _gather(self, search: Search, found: dict[int, _Fit]) -> None:
        """Keep for each film the reading and the name that fit it best, its year considered."""
        year = search.reading.year
        enough = score.LITTLE if search.reading.other_keys else score.NEAR
        for film, (value, name) in search.found.items():
            worth = value if year is None else value - score.off_by(year, self._films.years(film))
            if worth >= enough:
                _keep(found, _Fit(film, worth, "title", Hit(worth, name, search.reading)))

    def _by_director(self, versions: list[Reading], found: dict[int, _Fit]) -> None:
        """Add to `found` the films of a director who was named, alone or beside a title."""
        for reading in versions:
            if reading.digits or not self._people:
                continue
            for person in self._people.named(reading):
                for film in person.films:
                    off = 0.0 if reading.year is None else score.off_by(reading.year, self._films.years(film))
                    _keep(found, _Fit(film, person.score - off, "director", sure=person.surname and not off))
            beside = self._people.beside(reading)
            if beside:
                rest, films = beside
                search = Search(self._names, rest)
                search.look()
                search.found = {film: hit for film, hit in search.found.items() if film in films}
                self._gather(search, found)

    def _is_certain(self, fit: _Fit) -> bool:
        """Whether this film was meant beyond doubt."""
        return fit.sure or fit.why == "imdb" or (self._is_of_year(fit) and is_certain(self._names, fit.hit))

    def _is_part_of_listed(self, fit: _Fit) -> bool:
        """A part of a title is enough for a film that stands on a list: these are what members come for."""
        listed = self._films.list_count(fit.film) > 0
        return listed and self._is_of_year(fit) and holds(self._names, fit.hit)

    def _is_of_year(self, fit: _Fit) -> bool:
        year = fit.hit.reading.year if fit.hit else None
        return year is None or score.off_by(year, self._films.years(fit.film)) < score.WRONG_YEAR

    def _match(self, fit: _Fit) -> Match:
        name = self._names.source(fit.hit.name) if fit.hit else None
        return self._films.match(fit.film, fit.score, fit.why, name)


@dataclass(frozen=True, slots=True)
class _Fit:
    """A film that may be the answer."""

    film: int
    """Its place among the films."""
    score: float
    why: Why
    hit: Hit | None = None
    """The name that fits; None where the film was not found by a name."""
    sure: bool = False
    """Certain without looking at a name."""


def _keep(found: dict[int, _Fit], fit: _Fit) -> None:
    if fit.film not in found or found[fit.film].score < fit.score:
        found[fit.film] = fit


def _top(found: dict[int, _Fit]) -> float:
    return max((fit.score for fit in found.values()), default=0.0)


def _promise(search: Search) -> tuple[bool, int]:
    """Typos are looked for first where year and noise are gone; numbers changed to digits come last."""
    return search.reading.digits, len(search.reading.words)
