"""Why a film was recommended, in words that can be checked: a sentence quoted to the letter with where it stands, the
themes, genres, people and places that were asked for, what it has in common with the film that was named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bot.domain.recommend.document import BESIDES, Document, Field, Sentence, Term
from bot.domain.recommend.film_index import ExpandedClause, FilmIndex
from bot.domain.recommend.ranking import RankedFilm
from bot.domain.recommend.wish import Wish
from db.types import Entry

ReasonKind = Literal[
    "theme", "genre", "director", "person", "country", "book", "award", "character", "language", "studio", "years",
    "minutes", "list",
]  # fmt: skip

_ORDER: Final[tuple[Field, ...]] = (
    "theme", "genre", "director", "person", "country", "book", "award", "character", "language", "studio",
)  # fmt: skip
_PASSING: Final = 0.6
"""What a fact counts as a quotation against a description or synopsis, which say what the film is about."""
_BESIDES: Final = 0.5
"""What further readings of the same part of a question count in a quotation."""
_MOST: Final = 3
"""Names of one kind in a reason."""
_AS_GOOD: Final = 0.8
"""Readings of a question that are worth so much of the best one are named as reasons, too."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Something the film is or has, by name as the catalogue writes it."""

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
    """The reasons for one film. There is always a quote where the film has any text, and always a fact."""

    quote: Quotation | None
    facts: tuple[Reason, ...]


def why(index: FilmIndex, wish: Wish, one: RankedFilm, like: Document | None = None) -> Reasons:
    """The reasons for a ranked film; `like` is the film that it should be like."""
    document = one.document
    wanted: dict[Term, float] = {}
    for need in one.met:
        for reading in need.readings:
            value = reading.worth * index.rarity(reading.term)
            wanted[reading.term] = max(wanted.get(reading.term, 0.0), value)
    if like is not None:
        for term, weight in index.vector(like).items():
            wanted[term] = max(wanted.get(term, 0.0), weight)
    facts = [*_asked_for(index, document, one.met), *(_in_common(index, document, like) if like else ())]
    film = document.film
    if any(limit.holds(film.year) for limit in wish.years):
        facts.append(Reason("years", (str(film.year),)))
    if film.runtime_minutes and any(limit.holds(film.runtime_minutes) for limit in wish.minutes):
        facts.append(Reason("minutes", (str(film.runtime_minutes),)))
    if not facts:
        facts.append(Reason("list", tuple(document.lists.values())))
    return Reasons(_quote(document, wanted, one.met), tuple(facts))


def _quote(
    document: Document, wanted: Mapping[Term, float], met: Sequence[ExpandedClause]
) -> Quotation | None:
    """The sentence that answers most of the question; if none does, the first of the film's words."""

    def worth(sentence: Sentence) -> float:
        here = {term: wanted[term] for term in sentence.terms if term in wanted}
        if met:
            parts = [[here[r.term] for r in need.readings if r.term in here] for need in met] if here else []
            found = sum(max(part) + _BESIDES * (sum(part) - max(part)) for part in parts if part)
        else:
            found = sum(here.values())
        return found * (_PASSING if sentence.source == "fact" else 1.0)

    best = max(document.sentences, key=worth, default=None)
    if best is None:
        return None
    return Quotation(best.text, best.entry, worth(best) > 0)


def _asked_for(index: FilmIndex, document: Document, met: Iterable[ExpandedClause]) -> list[Reason]:
    """The names in the catalogue that meet the question."""
    found: dict[Field, dict[str, None]] = {}
    for need in met:
        here = [r for r in need.readings if r.term in document.named]
        best = max((r.worth for r in here), default=0.0)
        for reading in sorted(here, key=lambda r: -r.worth * index.rarity(r.term)):
            if reading.worth >= _AS_GOOD * best:
                for place, name in document.named[reading.term]:
                    found.setdefault(place, {})[name] = None
    return _facts(found)


def _in_common(index: FilmIndex, document: Document, like: Document) -> list[Reason]:
    """What two films share: themes of the same meaning, genres, people, lists; for want of those country and decade."""
    left, right = document.film, like.film
    meanings = _meanings(index, (*right.themes, *right.genres))
    found: dict[Field, dict[str, None]] = {
        "theme": dict.fromkeys(t for t in left.themes if _meanings(index, [t]) & meanings),
        "genre": dict.fromkeys(g for g in left.genres if g in right.genres and not index.common("genre", g)),
        "director": dict.fromkeys(d for d in left.people("director") if d in right.people("director")),
    }
    others = set(right.people(*BESIDES))
    people = left.people(*BESIDES)
    found["person"] = dict.fromkeys(p for p in people if p in others and p not in found["director"])
    facts = _facts(found, shared=True)
    lists = tuple(title for list_id, title in document.lists.items() if list_id in like.lists)
    if lists:
        facts.append(Reason("list", lists, shared=True))
    if not facts:
        countries = tuple(country for country in left.countries if country in right.countries)
        facts += [Reason("country", countries, shared=True)] if countries else []
    return facts


def _meanings(index: FilmIndex, labels: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for label in labels:
        found |= index.thesaurus.concepts_of(label) or {label.casefold()}
    return frozenset(found)


def _facts(found: Mapping[Field, Iterable[str]], *, shared: bool = False) -> list[Reason]:
    named = ((place, tuple(found.get(place, ()))[:_MOST]) for place in _ORDER)
    return [Reason(place, names, shared) for place, names in named if names]  # type: ignore[arg-type]  # _ORDER's are
