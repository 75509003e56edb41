"""Query expansion: every way in which a film can meet a clause of a wish, as terms, and what each is worth.

A word can be met by its stem, by a concept of the thesaurus, by one that is a kind of it or near to it, as somebody's
name. Only its best way counts, so a film gains nothing by saying the same in many words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from bot.domain.recommend.document import AWARDS
from bot.domain.recommend.film_index import FilmIndex, bits
from bot.domain.recommend.terms import (
    JOBS,
    Field,
    Term,
    concept_term,
    name_term,
    nominated_term,
    stem_term,
    won_term,
)
from bot.domain.recommend.tokens import skeleton, stem
from bot.domain.recommend.wish import Clause

STEM: Final = 1.0
CONCEPT: Final = 0.9
KIND: Final = 0.8
"""What a concept is worth that is a kind of the one that was meant."""
NEAR: Final = 0.3
"""What a near one is worth: worth showing, but what was asked for is not met."""
FOR_WANT: Final = 0.5
"""The same where no film has the one that was meant."""
IN_A_PHRASE: Final = 0.3
"""What a single word of a phrase is worth against the phrase …"""
TOGETHER: Final = 0.7
"""… and what all its words are worth that stand apart: a woman, and a war, for "women in war"."""
RARE_NAME: Final = 0.3
"""What a name is worth where the word has another meaning, too."""
_SOFT: Final = 0.5
"""What a word weighs that only stands in texts: it may be no more than a way to say it."""
MISSPELT: Final = 0.8
_CLOSE_NAME: Final = 85.0
_CLOSE: Final = 84.0
"""How alike, of 100, two stems must be for one to be taken for a misspelling or kin of the other."""
_FULL_NAME: Final = 2
_SHORTEST_MISSPELT: Final = 5
""""Cat" is no misspelt "cart", and of five letters one may be wrong."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """One way in which a clause can be met."""

    term: Term
    worth: float
    meets: bool
    """False: it is only near to what was asked for."""
    kind: bool = False
    """It is a kind of what was asked for, which a film is by its labels only: who comes home is not on leave."""


@dataclass(frozen=True, slots=True)
class ExpandedClause:
    """A clause with every way to meet it."""

    clause: Clause
    expansions: tuple[Expansion, ...]
    weight: float
    """How much it tells films apart: the weight of its best known expansion, or the highest there is if none is."""
    known: bool
    """Some film, or the thesaurus, knows it."""
    hard: bool
    """A film that does not meet it does not fit: it has a meaning, is a name, or the question is about it."""
    fields: int
    """The fields whose evidence meets it, as `bits`: a country is where a film is from, not what it speaks of."""
    each: tuple[tuple[Term, ...], ...]
    """Of a phrase: for each of its words the terms that meet it."""

    def proves(self, one: Expansion) -> int:
        """The fields in which an expansion meets it."""
        if one.term.startswith("@"):
            return NAMES
        return self.fields & LABELLED if one.kind else self.fields


_PEOPLE: Final[tuple[Field, ...]] = (*JOBS, "book", "character")
ORIGIN: Final = bits("country", "language", "studio", "theme")
_PLAIN: Final = bits(
    "theme", "genre", "tone", "undertone", "colour", "country", "language", "studio", "award", "book", "synopsis",
    "description", "fact", "year",
)  # fmt: skip
_TITLE: Final = bits("title")
_OF_THE_FILM: Final = bits("theme", "genre", "tone", "undertone", "colour")
"""What a film is by its labels or what it tells, not because a fact beside it speaks of a series, a comedy, or of where
its director fought."""
LABELLED: Final = bits(
    "theme", "genre", "tone", "undertone", "colour", "country", "language", "studio", "award", "book"
)
_PRIZES: Final = bits("award")
"""Where prizes stand that were won: a text may tell of a festival at which the film won nothing."""
NAMES: Final = bits(*_PEOPLE, "synopsis")


def expand(index: FilmIndex, clause: Clause) -> ExpandedClause:
    """Every way to meet a clause, each term once."""
    return _Expander(index, clause).expand()


class _Expander:
    def __init__(self, index: FilmIndex, clause: Clause) -> None:
        self._index = index
        self._clause = clause
        self._worth: dict[Term, float] = {}
        self._meets: dict[Term, bool] = {}
        self._kinds: set[Term] = set()
        self._meant = {concept_term(sense.concept) for sense in clause.senses if sense.concept}
        self._each: list[tuple[Term, ...]] = []
        known = index.thesaurus.concepts_of(clause.tokens[0].folded)
        self._foreign = not known
        """It means what it does in another language only."""

    def expand(self) -> ExpandedClause:
        clause = self._clause
        if clause.won == "there" and self._add_won_there():
            return self._expanded(known=True, hard=True, fields=_PRIZES)
        for sense in clause.senses:
            if sense.concept:
                self._add_concept(sense.concept)
        if clause.person:
            self._add_person()
        elif len(clause.tokens) > 1:
            self._add_phrase()
        else:
            self._add_word()
        known = bool(self._worth) or bool(clause.senses)
        if not known and len(clause.tokens) == 1:
            self._add_like(clause.tokens[0].text)
            known = bool(self._worth)
        hard = bool(clause.senses) or clause.topic or not known or self._only_a_name()
        return self._expanded(known=known, hard=hard, fields=self._fields())

    def _expanded(self, *, known: bool, hard: bool, fields: int) -> ExpandedClause:
        index = self._index
        expansions = tuple(
            Expansion(term, worth, self._meets[term], term in self._kinds)
            for term, worth in self._worth.items()
        )
        weights = [index.rarity(one.term) * one.worth for one in expansions if one.meets]
        return ExpandedClause(
            self._clause,
            expansions,
            max(weights, default=index.rarest) * (1.0 if hard else _SOFT),
            known,
            hard,
            fields,
            tuple(self._each),
        )

    def _add(self, term: Term, worth: float, *, meets: bool = True) -> None:
        if term in self._index:
            self._worth[term] = max(self._worth.get(term, 0.0), worth)
            self._meets[term] = self._meets.get(term, False) or meets

    def _add_concept(self, concept: str) -> None:
        """A concept, its kinds, and those near to it, which are worth more where no film has any of these.

        A rare kind says no more than the concept does: a siege is as much of a war as any other.
        """
        thesaurus, index = self._index.thesaurus, self._index
        meant = concept_term(concept)
        most = index.rarity(meant)
        kinds = [term for one in thesaurus.narrower(concept) if (term := concept_term(one)) in index]
        self._add(meant, CONCEPT)
        for term in (meant, *(concept_term(one) for one in thesaurus.narrower(concept))):
            self._add(nominated_term(term), KIND, meets=self._clause.won is None)
        for term in kinds:
            self._add(term, KIND * min(1.0, most / index.rarity(term)))
            self._kinds.add(term)
        worth = NEAR if meant in index or kinds else FOR_WANT
        for near in thesaurus.near(concept):
            term = concept_term(near)
            self._add(term, worth * min(1.0, most / index.rarity(term)), meets=False)

    def _add_won_there(self) -> bool:
        """A place where prizes were won; whether it is one: "won at cards" is none, and "won in Nowhere" is."""
        tokens = self._clause.tokens
        for term in (stem_term(tokens[-1].stem), *self._meant):
            self._add(won_term(term), STEM)
        return bool(self._worth) or tokens[0].text[0].isupper()

    def _add_person(self) -> None:
        keys = [skeleton(token.text) for token in self._clause.tokens]
        self._add(name_term(*keys), STEM)
        self._add(name_term(*reversed(keys)), STEM)
        if not self._worth:
            self._add(name_term(keys[-1]), NEAR, meets=False)

    def _add_phrase(self) -> None:
        thesaurus = self._index.thesaurus
        keys = [skeleton(token.text) for token in self._clause.tokens]
        if len(keys) == _FULL_NAME:
            self._add(name_term(*keys), STEM)
        for token in self._clause.tokens:
            if thesaurus.ignored(token):
                continue
            concepts = [concept_term(name) for name in sorted(thesaurus.concepts_of(token.text))]
            self._each.append((stem_term(token.stem), *concepts))
            for concept in concepts:
                self._add(concept, NEAR, meets=False)
            self._add(stem_term(token.stem), IN_A_PHRASE, meets=False)

    def _add_word(self) -> None:
        token = self._clause.tokens[0]
        term = stem_term(token.stem)
        # "=love" is no "loves", and "longing" has the stem of "long": such a stem by itself means something else.
        senses = set(self._index.thesaurus.senses_of_stem(token.stem))
        own = not self._clause.senses or self._foreign or senses == set(self._clause.senses)
        key = skeleton(token.text)
        capital = token.text[0].isupper()
        sure = not self._clause.senses and (capital or term not in self._index)
        sure |= (
            capital and token.start > 0 and not self._is_origin()
        )  # "German" has a capital without being a name
        # Whose film it is stands in its credits: not everyone whom a text compares with Tarkovsky is Tarkovsky.
        credited = sure and bool(key) and self._is_credited(name_term(key))
        self._add(term, STEM, meets=own and not credited)
        if key:
            self._add(name_term(key), STEM if sure else RARE_NAME, meets=sure)

    def _is_credited(self, name: Term) -> bool:
        return name in self._index and bool((self._index.postings(name).fields & bits(*JOBS)).any())

    def _add_like(self, text: str) -> None:
        """A word that is not known at all: misspelt, or kin of one that is."""
        key, name = stem(text), skeleton(text)
        if len(key) < _SHORTEST_MISSPELT:
            return
        stems = self._index.stems
        close = process.extract(
            key, [one for one in stems if one[0] == key[0]], scorer=fuzz.ratio, limit=3, score_cutoff=_CLOSE
        )
        for found, likeness, _ in close:
            if likeness < close[0][1]:
                break
            self._add(stem_term(found), MISSPELT)
            for sense in self._index.thesaurus.senses_of_stem(found):
                if sense.concept:
                    self._add_concept(sense.concept)
        people = process.extract(
            name, self._index.names, scorer=fuzz.ratio, limit=1, score_cutoff=_CLOSE_NAME
        )
        for found, _, _ in people:
            self._add(name_term(found), MISSPELT)

    def _only_a_name(self) -> bool:
        return bool(self._worth) and all(term.startswith("@") for term in self._worth)

    def _is_origin(self) -> bool:
        """Whether it means where a film is from."""
        country = bits("country")
        return any(
            meets and term.startswith("#") and bool((self._index.postings(term).fields & country).any())
            for term, meets in self._meets.items()
        )

    def _fields(self) -> int:
        """Where the evidence must stand."""
        if self._is_origin():
            return ORIGIN
        concepts = {sense.concept for sense in self._clause.senses if sense.concept}
        if concepts and concepts <= {AWARDS, *self._index.thesaurus.narrower(AWARDS)}:
            return _PRIZES
        if not self._clause.senses:
            return _PLAIN | _TITLE
        plain = _PLAIN & ~bits(
            "studio"
        )  # of "Centre of Creative Initiative, Leningrad" no film is set in Leningrad
        of_the_film = any(
            meets and term.startswith("#") and (self._index.postings(term).fields & _OF_THE_FILM).any()
            for term, meets in self._meets.items()
        )
        return plain & ~bits("fact") if of_the_film else plain
