"""What a member asks for, read from their own words: what the film is about, when it was made, how long it runs, what
it must not be, and which film it should be like.

A refusal ("not", "without", "hates" …) holds for what follows, up to a stop, a "but", or a word that begins something
else ("without war, about love"). What it refuses is never a matter of degree: see refusal. A "not" that tells what
somebody in a story does not do ("you do not dare") is none.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from bot.domain.recommend.bounds import Bounds, BoundsAt, Measure, comparison_before, find_bounds, opposite
from bot.domain.recommend.bounds import compare as compare_years
from bot.domain.recommend.document import AWARDS
from bot.domain.recommend.named_titles import NamedTitles
from bot.domain.recommend.phrases import Phrase, Run
from bot.domain.recommend.question_wording import QuestionWording, joins, length_of
from bot.domain.recommend.terms import Term, name_term
from bot.domain.recommend.thesaurus import Thesaurus
from bot.domain.recommend.tokens import Token, skeleton, tokenize
from bot.domain.recommend.vocabulary import Span
from bot.domain.recommend.wish import Clause, Wish

_STOP = re.compile(r"[;.!?:()—–\n]|\s-\s")
_COMMA = re.compile(",")
_PAUSE = re.compile(r"[,;.!?:()—–\n]|\s-\s")
_MOST_REFUSED: Final = 4
"""Things that one "not" refuses, where nothing ends it."""


def read_wish(
    question: str,
    thesaurus: Thesaurus,
    titles: Mapping[Run, int] | None = None,
    people: Container[Term] = (),
) -> Wish:
    """Take a question apart.

    `titles` are the films' names as stems; a title counts as one after "like", a refusal or "than" only. `people` are
    the names of people as terms, by which a first name and a surname are known to be one person's, and kin by their
    surname.
    """
    return _Reader(question, thesaurus, titles or {}, people).read()


@dataclass
class _Reader:
    """Goes through a question once, from left to right."""

    question: str
    thesaurus: Thesaurus
    titles: Mapping[Run, int]
    people: Container[Term]
    tokens: list[Token] = field(init=False)
    wording: QuestionWording = field(init=False)
    language: str = field(init=False)
    named: NamedTitles = field(init=False)
    spans: list[BoundsAt] = field(init=False)
    place: int = 0
    refusing: bool = False
    """A refusal holds here."""
    refused_so_far: int = 0
    bounds_refused: bool = False
    """And it refuses years or a length."""
    topic: bool = False
    winning: bool = False
    """A prize was named, or that one was won, and nothing else since."""
    told: bool = False
    """What comes next is told not to happen in the story."""
    alternative: bool = False
    clauses: list[Clause] = field(default_factory=list)
    refused: list[Clause] = field(default_factory=list)
    bounds: dict[Measure, list[Bounds]] = field(default_factory=lambda: {"years": [], "minutes": []})
    likes: list[int] = field(default_factory=list)
    unlike: list[int] = field(default_factory=list)
    excluded: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.tokens = tokenize(self.question)
        self.language = self.thesaurus.language_of(self.tokens)
        self.wording = self.thesaurus.wording(self.language)
        self.named = NamedTitles(
            self.question, self.tokens, self.titles, self.thesaurus, self.wording, self.language
        )
        self.spans = find_bounds(self.question)

    def read(self) -> Wish:
        while self.place < len(self.tokens):
            self._pause()
            span = self._in_span(self.place)
            if span is not None:
                self._take_span(span)
            else:
                self.place += self._step()
        clauses = self.clauses
        wanted = {clause.senses for clause in clauses if clause.senses}
        return Wish(
            tuple(clauses),
            tuple(one for one in self.refused if one.senses not in wanted),
            tuple(self.bounds["years"]),
            tuple(self.bounds["minutes"]),
            tuple(dict.fromkeys(self.likes)),
            tuple(dict.fromkeys(self.unlike)),
            frozenset(self.excluded),
        )

    def _in_span(self, place: int) -> BoundsAt | None:
        token = self.tokens[place]
        return next((one for one in self.spans if one.start < token.end and token.start < one.end), None)

    def _pause(self) -> None:
        """What stands between the last word and this one may end a refusal."""
        if not self.place:
            return
        between = self.question[self.tokens[self.place - 1].end : self.tokens[self.place].start]
        if _PAUSE.search(between):
            self.told = self.winning = False
        if _STOP.search(between):
            self.refusing = self.topic = self.alternative = False
        elif _COMMA.search(between):
            self.topic = False
            if self.refused_so_far and not self._enumerating():
                self.refusing = False

    def _enumerating(self) -> bool:
        """Whether an "or" follows a comma: "nothing sad, violent or long" is one refusal, "not war, love" is not."""
        if self._begins_something_else(self.place):
            return False
        for place in range(self.place, len(self.tokens)):
            between = self.question[self.tokens[place - 1].end : self.tokens[place].start]
            if _STOP.search(between) or length_of(self.wording.turns, self.tokens, place):
                return False
            if joins(self.wording, self.tokens, place):
                return True
        return False

    def _begins_something_else(self, place: int) -> bool:
        return bool(
            length_of(self.wording.turns, self.tokens, place)
            or length_of(self.wording.topics, self.tokens, place)
        )

    def _step(self) -> int:
        """Read what begins at this place; how many words that was."""
        place, tokens, wording = self.place, self.tokens, self.wording
        if tokens[place].folded in wording.wins:
            self._win(place)
        phrase = self.thesaurus.phrase_at(tokens, place, self.language)
        if phrase and self._in_span(place + phrase.length - 1):  # "not long" of "not longer than two hours"
            phrase = None
        meaning = phrase.length if phrase else 0
        harmless = length_of(wording.harmless, tokens, place)
        refusal = length_of(wording.refusals, tokens, place)
        if harmless >= max(refusal, meaning, 1) and not self._refuses_within(place, harmless):
            self.told = tokens[place].folded in wording.persons
            return harmless
        told = self._denied_in_story(place, max(refusal, meaning, 1))
        if told:
            return told
        if refusal and refusal >= meaning:
            self.refusing, self.refused_so_far, self.topic, self.bounds_refused = True, 0, False, False
            return refusal
        alternative = length_of(wording.alternatives, tokens, place)
        if alternative > meaning:
            self.alternative = True
            return alternative
        named = self._named_film(place)
        if named:
            return named
        kin = length_of(wording.kinship, tokens, place)
        if kin and kin >= meaning and (self._is_surname(place - 1) or self._is_surname(place + kin)):
            return kin
        if self._ends_refusal(place, meaning):
            self.refusing = False
        turn = length_of(wording.turns, tokens, place)
        if turn and not meaning:
            return turn
        topic = length_of(wording.topics, tokens, place)
        # "With children" is an occasion, but "no films with children" refuses the children.
        first_refused = self.refusing and not self.refused_so_far
        if topic and (topic >= meaning or first_refused):
            self.topic = True
            return topic
        return self._read_clause(phrase)

    def _refuses_within(self, place: int, length: int) -> bool:
        """Whether a refusal begins within a phrase and goes on beyond it: "who does not like war" does refuse it."""
        return any(
            start + length_of(self.wording.refusals, self.tokens, start) > place + length
            for start in range(place + 1, place + length)
        )

    def _is_somebody(self, place: int) -> bool:
        """Whether somebody in a story stands here, of whom something is told: neither the member nor the film."""
        if place < 0 or _PAUSE.search(self.question[self.tokens[place].end : self.tokens[place + 1].start]):
            return False
        token = self.tokens[place]
        if token.folded in self.wording.persons:
            return True
        members = place > 0 and self.tokens[place - 1].folded in _OURS
        return not members and not self.thesaurus.ignored(token, self.language)

    def _denied_in_story(self, place: int, least: int) -> int:
        """How many words tell here what somebody in a story does not do; 0 if none, or if fewer than `least` deny it.

        "Nobody helps her" neither refuses help nor asks for it.
        """
        tokens = self.tokens
        nobody = length_of(_NOBODY, tokens, place)
        after = place + nobody + 1
        if nobody >= least and after < len(tokens) and tokens[after].folded in _SOMEBODY:
            return nobody + 1
        denial = length_of(self.wording.denials, tokens, place)
        if denial < least or not self._is_somebody(place - 1):
            return 0
        self.told = True
        return denial

    def _win(self, place: int) -> None:
        """That something was won: a prize named right before this word ("Oscar winner"), or what follows."""
        self.winning = True
        if place and self.clauses and self.clauses[-1].tokens[-1] == self.tokens[place - 1]:
            self.clauses[-1] = replace(self.clauses[-1], won="it")

    def _won(self, clause: Clause) -> Literal["it", "there"] | None:
        """How a clause right after such a word, or after a prize, is meant: "won the war" names neither."""
        if self._is_prize(clause):
            said = self.winning or any(token.folded in self.wording.wins for token in clause.tokens)
            return "it" if said else None
        in_place = self.place > 0 and self.tokens[self.place - 1].folded in _IN
        return "there" if self.winning and in_place else None

    def _is_prize(self, clause: Clause) -> bool:
        prizes = {AWARDS, *self.thesaurus.narrower(AWARDS)}
        return any(sense.concept in prizes for sense in clause.senses)

    def _ends_refusal(self, place: int, meaning: int) -> bool:
        if not self.refusing or not self.refused_so_far:
            return False
        turns = max(
            length_of(self.wording.turns, self.tokens, place),
            length_of(self.wording.topics, self.tokens, place),
        )
        return turns >= max(meaning, 1) or self.refused_so_far >= _MOST_REFUSED

    def _named_film(self, place: int) -> int:
        """A film that is named here to be like, to be compared with, or not to be; how many words that takes."""
        likeness = length_of(self.wording.likenesses, self.tokens, place)
        compared = length_of(self.wording.comparisons, self.tokens, place)
        if likeness or compared:
            after, films = self.named.after(place + max(likeness, compared))
            if films:
                self.excluded.update(films)
                if compared >= likeness:
                    self._compare_with(films[0])
                elif self.refusing and self.refused_so_far == 0:
                    self.unlike += films
                else:
                    self.likes += films
                return after - place
        if self.refusing:
            film, length = self.named.at(place)
            if film is not None and self.named.is_meant(place, length):
                self.excluded.add(film)
                self.refused_so_far += 1
                return length
        return 0

    def _compare_with(self, film: int) -> None:
        for of_measure in self.bounds.values():
            if of_measure and of_measure[-1].relative:
                of_measure[-1] = replace(of_measure[-1], film=film)

    def _take_span(self, span: BoundsAt) -> None:
        while self.place < len(self.tokens) and self.tokens[self.place].start < span.end:
            self.place += 1
        self._add_bounds(span.measure, span.bounds)

    def _add_bounds(self, measure: Measure, bounds: Bounds) -> None:
        """Bounds after something else that was refused are asked for: "without love, after 2000", comma or not."""
        if self.refusing and (not self.refused_so_far or self.bounds_refused):
            self.bounds_refused = True
            bounds = opposite(bounds, measure)
            self.refused_so_far += 1
        self.bounds[measure].append(bounds)

    def _read_clause(self, phrase: Phrase | None) -> int:
        place = self.place
        token = self.tokens[place]
        if phrase is None:
            if self._is_person(place):
                self._add(Clause(self._text(place, 2), tuple(self.tokens[place : place + 2]), person=True))
                return 2
            if not self.thesaurus.ignored(token, self.language):
                if self.told:  # "people who do not speak" are not those who speak
                    self.told = False
                else:
                    self._add(Clause(token.text, (token,)))
            return 1
        self.told = False
        text = self._text(place, phrase.length)
        spans = 0
        for sense in phrase.senses:
            if sense.years is not None:
                self._add_span("years", text, sense.years, place)
                spans += 1
            if sense.minutes is not None:
                self._add_span("minutes", text, sense.minutes, place)
                spans += 1
        senses = tuple(sense for sense in phrase.senses if sense.concept)
        if senses or not spans:
            self._add(Clause(text, tuple(self.tokens[place : place + phrase.length]), senses))
        return phrase.length

    def _add_span(self, measure: Measure, text: str, span: Span, place: int) -> None:
        bounds = Bounds(text, span.least, span.most, relative=span.relative)
        compared = None
        if measure == "years" and bounds.one_of_several:
            compared = comparison_before(self.question, self.tokens[place].start)
        if compared:
            start, kind = compared
            text = self.question[start : self.tokens[place].end]
            bounds = compare_years(replace(bounds, text=text), kind)
        self._add_bounds(measure, bounds)

    def _is_person(self, place: int) -> bool:
        """Whether two words beside each other are somebody's name, known or by the looks of it."""
        pair = self.tokens[place : place + 2]
        if len(pair) < 2 or self.question[pair[0].end : pair[1].start].strip(" "):
            return False
        keys = [skeleton(token.text) for token in pair]
        if not all(keys):
            return False
        if name_term(*keys) in self.people or name_term(*reversed(keys)) in self.people:
            return True
        unknown = not any(
            self.thesaurus.phrase_at(self.tokens, one, self.language)
            or self.thesaurus.ignored(self.tokens[one], self.language)
            for one in (place, place + 1)
        )
        return unknown and all(token.text[0].isupper() and not token.text.isupper() for token in pair)

    def _is_surname(self, place: int) -> bool:
        """Whether one word of a known name stands here that means nothing else."""
        if not 0 <= place < len(self.tokens) or self.thesaurus.phrase_at(self.tokens, place, self.language):
            return False
        key = skeleton(self.tokens[place].text)
        return bool(key) and name_term(key) in self.people

    def _add(self, clause: Clause) -> None:
        if self.refusing:
            self.refused.append(clause)
            self.refused_so_far += 1
        else:
            alternative = self.alternative and bool(self.clauses)
            topic = self.topic or clause.person or self._looks_like_a_name(clause)
            won = self._won(clause)
            self.clauses.append(replace(clause, topic=topic, alternative=alternative, won=won))
            self.topic = self.alternative = False
            self.winning = self._is_prize(clause)

    def _looks_like_a_name(self, clause: Clause) -> bool:
        """A capital within the question; German has one on every noun."""
        first = clause.tokens[0]
        capital = first.text[0].isupper() and not self.question.isupper() and self.language != "de"
        return capital and first.start > 0 and not clause.senses

    def _text(self, place: int, length: int) -> str:
        return self.question[self.tokens[place].start : self.tokens[place + length - 1].end]


_IN: Final = frozenset({"in", "at", "в", "на", "à", "en", "w", "у"})
"""Before the place where a prize was won."""
_NOBODY: Final[frozenset[Run]] = frozenset({("nobody",), ("no", "one")})
_SOMEBODY: Final = frozenset({"him", "her", "them", "he", "she", "they"})
"""Whom a story tells of: after a verb, they are who it is done to."""
_OURS: Final = frozenset({"my", "our"})
"""Before those for whom a member asks: "my kids do not watch war films"."""
