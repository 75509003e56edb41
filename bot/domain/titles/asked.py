"""One question on its way through the catalogue, from the readings of what was typed to the films it may mean.

Each reading is searched among titles and directors as it stands. Where all of them find little the keyboard may have
been in the other layout (layout.py), and only where nothing fits well are typos allowed, in directors' names first:
there are few. The year takes off what is wrong with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from bot.domain.titles import score
from bot.domain.titles.films import Films
from bot.domain.titles.layout import other_layout
from bot.domain.titles.match import Why
from bot.domain.titles.names import NameIndex
from bot.domain.titles.people import People
from bot.domain.titles.query import Reading, readings
from bot.domain.titles.search import Hit, Search
from bot.domain.titles.words import LookUps


class Fit(NamedTuple):
    """A film that may be the answer."""

    film: int
    """Its place among the films."""
    score: float
    why: Why
    hit: Hit | None = None
    """The name that fits; None where the film was not found by a name."""
    sure: bool = False
    """Certain without looking at a name."""


@dataclass(slots=True)
class _Tried:
    """The searches for some readings, to go on with."""

    titles: list[Search] = field(default_factory=list)
    people: list[Search] = field(default_factory=list)
    strangers: list[Reading] = field(default_factory=list)
    """Those whose first word is nobody's, unless it is mistyped."""


class Asked:
    """A question; `fits` holds what was found of each film, by its place."""

    def __init__(self, films: Films, names: NameIndex, people: People) -> None:
        self.fits: dict[int, Fit] = {}
        self._best = 0.0
        self._films = films
        self._names = names
        self._people = people
        self._known = LookUps(names.vocabulary)
        self._known_people = people.look_ups()

    def search(self, text: str) -> None:
        """Find all that is near."""
        straight = self._look(readings(text))
        if self._best < score.ENOUGH:
            self._look_further_for_people(straight)
        keyed = _Tried()
        if self._best < score.LITTLE and not any(search.is_at_home for search in straight.titles):
            keyed = self._look(readings(other_layout(text) or "", other_keys=True))
        if self._best < score.ENOUGH:
            self._look_further(straight)
        if not self.fits:
            self._look_further(keyed)

    def _look(self, versions: list[Reading]) -> _Tried:
        """Find what fits one of the readings as it stands."""
        tried = _Tried()
        for reading in versions if self._people else ():
            if not reading.digits:
                self._look_for_people(reading, tried)
        for reading in versions:
            search = self._search(reading)
            self._gather(search)
            tried.titles.append(search)
            if self._best == 1.0:
                break
        return tried

    def _look_for_people(self, reading: Reading, tried: _Tried) -> None:
        """Find the films of a director who was named, alone or beside a title."""
        if self._people.knows(reading, self._known_people):
            self._search_people(reading, tried)
        else:
            tried.strangers.append(reading)
        beside = self._people.beside(reading)
        if beside:
            rest, films = beside
            search = self._search(rest)
            search.found = {film: hit for film, hit in search.found.items() if film in films}
            self._gather(search)

    def _search_people(self, reading: Reading, tried: _Tried) -> None:
        search = self._people.search(reading, self._known_people)
        if search:
            search.look()
            self._gather_people(search)
            tried.people.append(search)

    def _search(self, reading: Reading) -> Search:
        search = Search(self._names, reading, self._known, _enough(reading))
        search.look()
        return search

    def _look_further(self, tried: _Tried) -> None:
        """Allow typos in titles, in the reading first that is most likely to need them."""
        for search in sorted(tried.titles, key=_promise):
            search.look_further()
            self._gather(search)
            if self._best >= score.LITTLE:
                break

    def _look_further_for_people(self, tried: _Tried) -> None:
        for reading in tried.strangers:
            if self._people.nearly_knows(reading, self._known_people):
                self._search_people(reading, tried)
        for search in tried.people:
            if search.best < score.LITTLE:
                search.look_further()
                self._gather_people(search)

    def _gather(self, search: Search) -> None:
        """Keep for each film the reading and the name that fit it best, its year considered."""
        enough = _enough(search.reading)
        for film, (value, name) in search.found.items():
            if value >= enough:
                worth = value - self._off_by(search.reading, film)
                if worth >= enough and self._is_better(film, worth):
                    self.fits[film] = Fit(film, worth, "title", Hit(worth, name, search.reading))

    def _gather_people(self, search: Search) -> None:
        for person in self._people.named(search):
            for film in person.films:
                off = self._off_by(search.reading, film)
                if self._is_better(film, person.score - off):
                    sure = person.surname and not off
                    self.fits[film] = Fit(film, person.score - off, "director", sure=sure)

    def _off_by(self, reading: Reading, film: int) -> float:
        """What the year that was named takes off."""
        return 0.0 if reading.year is None else score.off_by(reading.year, self._films.years(film))

    def _is_better(self, film: int, worth: float) -> bool:
        self._best = max(self._best, worth)
        return film not in self.fits or self.fits[film].score < worth


def _enough(reading: Reading) -> float:
    """The score at which a film is worth keeping: higher where another keyboard layout had to be supposed."""
    return score.LITTLE if reading.other_keys else score.NEAR


def _promise(search: Search) -> tuple[bool, int]:
    """Typos are looked for first where year and noise are gone; numbers changed to digits come last."""
    return search.reading.digits, len(search.reading.words)
