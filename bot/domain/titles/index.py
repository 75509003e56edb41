"""The title index: finds a film by whatever a member typed.

`TitleIndex.build(records)` is for a worker thread; then `complete("come and s")` gives the rows of an autocomplete and
`find("ghbdtn")` what /film shows. Both rank alike, so the first row is the card.

How a question travels: query.py makes readings of it; asked.py has each searched among the titles (names.py) and the
directors (people.py) by search.py; certainty.py says whether the best is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from bot.domain.titles import score
from bot.domain.titles.asked import Asked, Fit
from bot.domain.titles.certainty import holds, is_certain
from bot.domain.titles.films import Films
from bot.domain.titles.match import Answer, Match
from bot.domain.titles.names import NameIndex
from bot.domain.titles.people import People
from bot.domain.titles.query import imdb_number
from db.types import TitleRecord

MOST = 25
"""Answers to one question: Discord shows no more rows."""
_FEW = 4
"""Letters of a beginning that say little: among the names that begin so, those on more lists come first."""
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

    def _search(self, text: str) -> list[Fit]:
        """All that is near, best first."""
        number = imdb_number(text)
        if number is not None:
            place = self._films.of_imdb(number)
            return [] if place is None else [Fit(place, 1.0, "imdb")]
        asked = Asked(self._films, self._names, self._people)
        asked.search(text)
        few = len(text.strip()) <= _FEW

        def order(fit: Fit) -> tuple[float, int, float, tuple[int, int, str]]:
            likeness = round(fit.score, 3)
            if few and score.BEGUN <= likeness < score.PERSON:
                return -score.PERSON, -self._films.list_count(fit.film), -likeness, self._films.rank(fit.film)
            return -likeness, 0, -likeness, self._films.rank(fit.film)

        return sorted(asked.fits.values(), key=order)

    def _is_certain(self, fit: Fit) -> bool:
        """Whether this film was meant beyond doubt."""
        return fit.sure or fit.why == "imdb" or (self._is_of_year(fit) and is_certain(self._names, fit.hit))

    def _is_part_of_listed(self, fit: Fit) -> bool:
        """A part of a title is enough for a film that stands on a list: these are what members come for."""
        listed = self._films.list_count(fit.film) > 0
        return listed and self._is_of_year(fit) and holds(self._names, fit.hit)

    def _is_of_year(self, fit: Fit) -> bool:
        year = fit.hit.reading.year if fit.hit else None
        return year is None or score.off_by(year, self._films.years(fit.film)) < score.WRONG_YEAR

    def _match(self, fit: Fit) -> Match:
        name = self._names.source(fit.hit.name) if fit.hit else None
        return self._films.match(fit.film, fit.score, fit.why, name)
