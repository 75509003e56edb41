"""Why a film was recommended, in words that can be checked: a sentence quoted to the letter with where it stands, the
themes, genres, people and places that were asked for, what it has in common with the film that was named.

Reasons are data; what is said about them is the business of whoever draws the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from bot.domain.recommend.document import (
    FilmDocument,
    Sentence,
    book_terms,
    is_format,
    label_terms,
    labels_of,
    person_terms,
    quotable,
)
from bot.domain.recommend.expansion import ExpandedClause
from bot.domain.recommend.film_index import BIT, FilmIndex
from bot.domain.recommend.ranking import RankedFilm
from bot.domain.recommend.terms import JOBS, LABELS, Label, Term, Text
from bot.domain.recommend.thesaurus import Thesaurus
from bot.domain.recommend.wish import Wish
from db.types import Entry, Film, FilmPage, Job

_Named = Label | Job | Literal["book", "character"]
ReasonKind = _Named | Literal["years", "minutes"]
"""What of a film a reason names. A tone is a "tone", however strong."""

_ORDER: Final[tuple[ReasonKind, ...]] = (
    "theme", "genre", "tone", *JOBS, "country", "book", "award", "character", "language", "studio",
    "colour", "years", "minutes",
)  # fmt: skip
_TRUST: Final[Mapping[Text, float]] = {"synopsis": 1.0, "description": 1.0, "fact": 0.6}
"""What a sentence counts as a quotation: a fact is beside the matter more often than what says what a film is about."""
_BESIDES: Final = 0.5
"""What further ways to meet the same clause count in a quotation."""
_MOST: Final = 3
"""Names of one kind in a reason."""
_LIKE: Final = 0.2
"""What a sentence counts for what a film shares with another, against a clause of the wish."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Something the film is or has, by name as the catalogue writes it; years are one, or where shared the decade."""

    kind: ReasonKind
    names: tuple[str, ...]
    shared: bool = False
    """The film that was named has it, too."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A whole sentence, to the letter."""

    text: str
    entry: Entry | None
    """Whose words these are; None: the synopsis."""
    answers: bool
    """False: it only says what the film is about, nothing in it was asked for."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """The reasons for one film. There is a quotation where the film has any text; names only where some support it."""

    quotation: Quotation | None
    named: tuple[Reason, ...]


def reasons(
    index: FilmIndex,
    wish: Wish,
    one: RankedFilm,
    likes: Sequence[FilmDocument] = (),
) -> Reasons:
    """The reasons for a ranked film, in the words it was indexed by; `likes` are the films that it should be like."""
    page = one.page
    found: dict[tuple[ReasonKind, bool], dict[str, None]] = {}
    asked = _Names(index.thesaurus, page.film)
    prizes: Counter[str] = Counter()
    for clause in one.met:
        for kind, name in asked.meeting(clause):
            found.setdefault(("tone" if kind == "undertone" else kind, False), {})[name] = None
            prizes[name] += kind == "award"
    if ("award", False) in found:  # of "awarded" and "in Venice" one prize is both
        most = max(prizes.values())
        found["award", False] = {name: None for name in found["award", False] if prizes[name] == most}
    film = page.film
    if any(bounds.holds(film.year) for bounds in wish.years):
        found["years", False] = {str(film.year): None}
    if any(bounds.holds(film.runtime_minutes) for bounds in wish.minutes):
        found["minutes", False] = {str(film.runtime_minutes): None}
    for like in likes:
        for kind, name in _in_common(index, film, like.page.film):
            found.setdefault((kind, True), {})[name] = None
    said = {sense.concept for clause in one.met for sense in clause.clause.senses}
    named = [
        # What was asked for by its name before what is a kind of it: "faith" before "pilgrimage".
        Reason(kind, tuple(sorted(found[kind, shared], key=lambda name: name not in said))[:_MOST], shared)
        for shared in (False, True)
        for kind in _ORDER
        if (kind, shared) in found
    ]
    return Reasons(_quotation(index, page, one.met, likes), tuple(named))


class _Names:
    """What a film is and has by name, with the terms of each name."""

    def __init__(self, thesaurus: Thesaurus, film: Film) -> None:
        self._film = film
        self._labels: list[tuple[_Named, str, Mapping[Term, float]]] = [
            (label, name, label_terms(label, name, thesaurus))
            for label, names in labels_of(film)
            for name in names
        ]
        if film.based_on:
            self._labels.append(("book", film.based_on, book_terms(film.based_on, thesaurus)))

    @cached_property
    def _people(self) -> list[tuple[_Named, str, Mapping[Term, float]]]:
        film = self._film
        people: list[tuple[_Named, str, Mapping[Term, float]]] = [
            (job, person, person_terms(person)) for job in JOBS for person in dict.fromkeys(film.people(job))
        ]
        characters = (credit.character for credit in film.credits.get("cast", ()))
        people += [("character", one, person_terms(one)) for one in characters if one]
        return people

    def meeting(self, clause: ExpandedClause) -> Iterable[tuple[ReasonKind, str]]:
        """What meets a clause; of what is only near to it nothing, unless nothing meets it."""
        wanted = [one for one in clause.expansions if one.meets]
        known = self._labels + (self._people if any(one.term.startswith("@") for one in wanted) else [])
        met = [
            (kind, name)
            for kind, name, terms in known
            if any(clause.proves(one) & BIT[kind] and terms.get(one.term, 0.0) >= 1 for one in wanted)
        ]
        if met or wanted:
            return met
        near = {one.term for one in clause.expansions if one.term.startswith("#")}
        return [(kind, name) for kind, name, terms in self._labels if kind in LABELS and near & terms.keys()]


def _in_common(index: FilmIndex, film: Film, other: Film) -> Iterable[tuple[ReasonKind, str]]:
    """What two films share: themes, genres but for formats, tones, people; for want of those country and decade.

    Themes by name: "burial" means grief, but a film about grief has no burial in it.
    """
    theirs = {theme.casefold() for theme in other.themes}
    found: list[tuple[ReasonKind, str]] = [
        ("theme", theme) for theme in film.themes if theme.casefold() in theirs
    ]
    found += [
        ("genre", genre)
        for genre in film.genres
        if genre in other.genres and not (index.common(genre) or is_format(genre, index.thesaurus))
    ]
    found += [("tone", tone) for tone in film.tones if tone in other.tones]
    for job in JOBS:
        found += [(job, one) for one in dict.fromkeys(film.people(job)) if one in other.people(job)]
    if not found:
        found = [("country", country) for country in film.countries if country in other.countries]
        if film.year // 10 == other.year // 10:
            found.append(("years", str(film.year // 10 * 10)))
    return found


def _quotation(
    index: FilmIndex, page: FilmPage, met: Sequence[ExpandedClause], likes: Sequence[FilmDocument]
) -> Quotation | None:
    """The sentence that answers most of the question; if none does, the first of the film's words."""
    shared = {
        term
        for like in likes
        for field, terms in like.counts.items()
        if field == "theme"
        for term in terms
        if term.startswith("#")
    }

    def worth(sentence: Sentence) -> float:
        total = 0.0
        for clause in met:
            if not clause.fields & BIT[sentence.source]:
                continue
            values = [
                one.worth * index.rarity(one.term)
                for one in clause.expansions
                if one.meets and one.term in sentence.terms
            ]
            if values:
                total += max(values) + _BESIDES * (sum(values) - max(values))
        total += _LIKE * sum(index.rarity(term) for term in shared & sentence.terms)
        return total * _TRUST[sentence.source]

    known = quotable(page, index.thesaurus)
    best = max(known, key=worth, default=None)
    if best is None:
        return None
    return Quotation(best.text, best.entry, worth(best) > 0)
