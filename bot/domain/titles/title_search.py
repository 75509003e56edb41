"""A federated query: one question, run against the index of titles and that of directors, the answers merged by film.

Each interpretation of what was typed (query.py) is searched among titles and directors as it stands. Where all of them
find little, the keyboard may have been in the other layout (keyboard.py), and only where nothing fits well are typos
allowed, in directors' names first: there are few. A year that was named lowers the score of films of other years.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from bot.domain.titles import score
from bot.domain.titles.directors import Directors
from bot.domain.titles.film_columns import FilmColumns
from bot.domain.titles.initials import LONGEST, is_short_form
from bot.domain.titles.keyboard import other_layout
from bot.domain.titles.lexicon import LookUpCache
from bot.domain.titles.match import Why
from bot.domain.titles.name_index import NameIndex
from bot.domain.titles.name_search import Hit, NameSearch
from bot.domain.titles.query import Interpretation, interpretations

_SHORT_FORMS = 3
"""Words of a question that may be initials together (lotr ttt)."""


class Candidate(NamedTuple):
    """A candidate document: a film that may be the answer."""

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
    """The searches for some interpretations, to go on with."""

    titles: list[NameSearch] = field(default_factory=list)
    people: list[NameSearch] = field(default_factory=list)
    strangers: list[Interpretation] = field(default_factory=list)
    """Those whose first word is nobody's, unless it is mistyped."""


class TitleSearch:
    """One question being answered; `candidates` has the best find of each film, by its place."""

    def __init__(self, films: FilmColumns, names: NameIndex, people: Directors) -> None:
        self.candidates: dict[int, Candidate] = {}
        self._best = 0.0
        self._films = films
        self._names = names
        self._people = people
        self._known = LookUpCache(names.lexicon)
        self._known_people = people.look_ups()

    def run(self, text: str) -> None:
        """Find all that is near."""
        straight = self._look(interpretations(text))
        if self._best < score.BEGUN:
            self._look_for_short_forms(straight)
        if self._best < score.ENOUGH:
            self._look_further_for_people(straight)
        keyed = _Tried()
        if self._best < score.LITTLE and not any(search.is_at_home for search in straight.titles):
            keyed = self._look(interpretations(other_layout(text) or "", other_keys=True))
        if self._best < score.ENOUGH:
            self._look_further(straight)
        if not self.candidates:
            self._look_further(keyed)

    def _look(self, versions: list[Interpretation]) -> _Tried:
        """Find what fits one of the interpretations as it stands."""
        tried = _Tried()
        for interpretation in versions if self._people else ():
            if not interpretation.digits:
                self._look_for_people(interpretation, tried)
        for interpretation in versions:
            search = self._search(interpretation)
            self._gather(search)
            tried.titles.append(search)
            if self._best == 1.0:
                break
        return tried

    def _look_for_people(self, interpretation: Interpretation, tried: _Tried) -> None:
        """Find the films of a director who was named, alone or beside a title."""
        if self._people.knows(interpretation, self._known_people):
            self._search_people(interpretation, tried)
        else:
            tried.strangers.append(interpretation)
        beside = self._people.beside(interpretation)
        if beside:
            rest, films = beside
            search = self._search(rest)
            search.found = {film: hit for film, hit in search.found.items() if film in films}
            self._gather(search)

    def _search_people(self, interpretation: Interpretation, tried: _Tried) -> None:
        search = self._people.search(interpretation, self._known_people)
        if search:
            search.look()
            self._gather_people(search)
            tried.people.append(search)

    def _search(self, interpretation: Interpretation) -> NameSearch:
        search = NameSearch(self._names, interpretation, self._known, _enough(interpretation))
        search.look()
        return search

    def _look_for_short_forms(self, tried: _Tried) -> None:
        """Find names by their initials (esotsm), or by those of their first words and more words (lotr two towers)."""
        for search in tried.titles:
            interpretation = search.interpretation
            words = [word.plain for word in interpretation.words]
            letters = "".join(words)
            if is_short_form(letters) and len(words) <= _SHORT_FORMS:
                names = self._names.initials.named(letters)
                films = {self._names.owners[name] for name in names}
                for name in names:
                    self._keep_short_form(name, interpretation, sure=len(films) == 1)
            if len(words) > 1 and 1 < len(words[0]) <= LONGEST and not self._names.lexicon.is_known(words[0]):
                rest = self._search(interpretation._replace(words=interpretation.words[1:]))
                rest.found = {
                    film: hit
                    for film, hit in rest.found.items()
                    if self._names.begins_with_initials(hit[1], words[0])
                }
                self._gather(rest)

    def _keep_short_form(self, name: int, interpretation: Interpretation, *, sure: bool) -> None:
        film = self._names.owners[name]
        worth = score.SHORT_FORM - interpretation.cost - self._off_by(interpretation, film)
        if self._is_better(film, worth):
            hit = Hit(worth, name, interpretation)
            self.candidates[film] = Candidate(
                film, worth, "title", hit, sure=sure and self._is_of_year(hit, film)
            )

    def _is_of_year(self, hit: Hit, film: int) -> bool:
        return self._off_by(hit.interpretation, film) <= score.WRONG_YEAR

    def _look_further(self, tried: _Tried) -> None:
        """Allow typos in titles, in the interpretation first that is most likely to need them."""
        for search in sorted(tried.titles, key=_promise):
            search.look_further()
            self._gather(search)
            if self._best >= score.LITTLE:
                break

    def _look_further_for_people(self, tried: _Tried) -> None:
        for interpretation in tried.strangers:
            if self._people.nearly_knows(interpretation, self._known_people):
                self._search_people(interpretation, tried)
        for search in tried.people:
            if search.best < score.LITTLE:
                search.look_further()
                self._gather_people(search)

    def _gather(self, search: NameSearch) -> None:
        """Keep for each film the interpretation and the name that fit it best, its year considered."""
        enough = _enough(search.interpretation)
        for film, (value, name) in search.found.items():
            if value >= enough:
                worth = value - self._off_by(search.interpretation, film)
                if worth >= enough and self._is_better(film, worth):
                    self.candidates[film] = Candidate(
                        film, worth, "title", Hit(worth, name, search.interpretation)
                    )

    def _gather_people(self, search: NameSearch) -> None:
        for person in self._people.named(search):
            for film in person.films:
                off = self._off_by(search.interpretation, film)
                if self._is_better(film, person.score - off):
                    sure = person.surname and not off
                    self.candidates[film] = Candidate(film, person.score - off, "director", sure=sure)

    def _off_by(self, interpretation: Interpretation, film: int) -> float:
        """What the year that was named takes off."""
        return (
            0.0 if interpretation.year is None else score.off_by(interpretation.year, self._films.years(film))
        )

    def _is_better(self, film: int, worth: float) -> bool:
        self._best = max(self._best, worth)
        return film not in self.candidates or self.candidates[film].score < worth


def _enough(interpretation: Interpretation) -> float:
    """The score at which a film is worth keeping: higher where another keyboard layout had to be supposed."""
    return score.LITTLE if interpretation.other_keys else score.NEAR


def _promise(search: NameSearch) -> tuple[bool, int]:
    """Typos are looked for first where year and noise are gone; numbers changed to digits come last."""
    return search.interpretation.digits, len(search.interpretation.words)
