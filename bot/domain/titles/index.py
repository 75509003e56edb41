"""The search engine for films, in memory: finds a film by whatever a member typed.

`TitleIndex.build(records)` is for a worker thread; then `complete("come and s")` gives the rows of an autocomplete and
`find("ghbdtn")` what /film shows. Both rank alike, so the first row is the card.

How a question travels: query.py makes interpretations of it; title_search.py has each searched among the titles
(name_index.py) and the directors (directors.py) by name_search.py; certainty.py says whether the best is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from bot.domain.titles import score
from bot.domain.titles.certainty import holds, is_certain
from bot.domain.titles.directors import Directors
from bot.domain.titles.film_columns import FilmColumns
from bot.domain.titles.match import IndexAnswer, Match
from bot.domain.titles.name_index import NameIndex, bare
from bot.domain.titles.name_search import Hit
from bot.domain.titles.pasted import says_nothing
from bot.domain.titles.query import imdb_number
from bot.domain.titles.title_search import Candidate, TitleSearch
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
        self._films = FilmColumns()
        names = list(self._films.read(records))
        self._names = NameIndex(names, self._films.static_rank())
        self._people = Directors(self._films.directors())

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

    def find(self, text: str) -> IndexAnswer[Match]:
        """What /film answers to a question that was sent off; never raises."""
        ranked = self._search(text) if text.strip() else []
        if not ranked:
            return IndexAnswer("address" if says_nothing(text) else "none", ())
        best = ranked[0]
        close = [one for one in ranked[1:MOST] if one.score > best.score - score.CLOSE]
        if not self._is_certain(best) and not self._is_the_only_one(best, ranked[1:MOST], close):
            return IndexAnswer("near", tuple(map(self._match, ranked[:_NEAREST])))
        others = [one for one in close if self._is_certain(one)]
        return IndexAnswer("several" if others else "one", tuple(map(self._match, [best, *others])))

    def _search(self, text: str) -> list[Candidate]:
        """All that is near, best first."""
        number = imdb_number(text)
        if number is not None:
            place = self._films.of_imdb(number)
            return [] if place is None else [Candidate(place, 1.0, "imdb")]
        search = TitleSearch(self._films, self._names, self._people)
        search.run(text)
        few = len(text.strip()) <= _FEW

        def order(candidate: Candidate) -> tuple[float, int, float, tuple[int, int, str]]:
            likeness, listed = round(candidate.score, 3), 0
            if few and score.BEGUN <= likeness < score.PERSON and self._begins(candidate.hit):
                likeness, listed = score.PERSON, self._films.list_count(candidate.film)
            return -likeness, -listed, -candidate.score, self._films.rank(candidate.film)

        return sorted(search.candidates.values(), key=order)

    def _begins(self, hit: Hit | None) -> bool:
        """Whether the name begins as typed, in the same alphabet, articles aside."""
        if hit is None or self._names.is_foreign(hit.name) != any(
            word.foreign for word in hit.interpretation.words
        ):
            return False
        typed, text = " ".join([word.plain for word in hit.interpretation.words]), self._names.text(hit.name)
        return text.startswith(typed) or bare(text).startswith(typed)

    def _is_certain(self, candidate: Candidate) -> bool:
        """Whether this film was meant beyond doubt."""
        return (
            candidate.sure
            or candidate.why == "imdb"
            or (self._is_of_year(candidate) and is_certain(self._names, candidate.hit))
        )

    def _is_the_only_one(self, best: Candidate, others: list[Candidate], close: list[Candidate]) -> bool:
        """Whether a part of a title is enough: all that was typed stands in this film's name and in no other's.

        Of a film on a list nothing else need be so sure: these are what members come for.
        """
        listed = self._films.list_count(best.film) > 0
        if not self._is_of_year(best) or not holds(self._names, best.hit, listed=listed):
            return False
        return (listed and not close) or not any(
            self._is_of_year(one) and holds(self._names, one.hit, listed=True) for one in others
        )

    def _is_of_year(self, candidate: Candidate) -> bool:
        year = candidate.hit.interpretation.year if candidate.hit else None
        return year is None or score.off_by(year, self._films.years(candidate.film)) <= score.WRONG_YEAR

    def _match(self, candidate: Candidate) -> Match:
        name = self._names.source(candidate.hit.name) if candidate.hit else None
        return self._films.match(candidate.film, candidate.score, candidate.why, name)
