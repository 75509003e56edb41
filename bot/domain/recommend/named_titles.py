"""Titles of films in a question: "like Stalker and Mirror", "not «The Road»"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.recommend.phrases import Run
from bot.domain.recommend.question_wording import QuestionWording, joins, length_of
from bot.domain.recommend.thesaurus import Thesaurus
from bot.domain.recommend.tokens import Token

_QUOTE = re.compile(r"[«“„\"‘‚]\s*$")
_BEFORE_A_TITLE: Final = 3
"""Words that may stand between "like" and the title: "like the film Stalker"."""
_LONGEST_TITLE: Final = 16


@dataclass(frozen=True, slots=True)
class NamedTitles:
    """Finds titles among the words of one question."""

    question: str
    tokens: Sequence[Token]
    titles: Mapping[Run, int]
    thesaurus: Thesaurus
    wording: QuestionWording
    language: str

    def at(self, place: int) -> tuple[int | None, int]:
        """The film whose title begins at this place, the longest one, and how many words it has; (None, 0) if none."""
        stems = tuple(token.stem for token in self.tokens[place : place + _LONGEST_TITLE])
        for length in range(len(stems), 0, -1):
            film = self.titles.get(stems[:length])
            if film is not None:
                return film, length
        return None, 0

    def after(self, place: int) -> tuple[int, list[int]]:
        """Where the titles end that follow, "A and B" among them, and their films."""
        films: list[int] = []
        end = place
        skipped = 0
        while place < len(self.tokens):
            film, length = self.at(place)
            if film is not None:
                films.append(film)
                place = end = place + length
                skipped = 0
            elif skipped < _BEFORE_A_TITLE and self._may_precede(place, first=not films):
                place += 1
                skipped += 1
            else:
                break
        return end, films

    def is_meant(self, place: int, length: int) -> bool:
        """Whether words after a refusal are a title: "not Stalker", "except «The Road»", but "no road movies"."""
        first = self.tokens[place]
        if length > 1 or _QUOTE.search(self.question[: first.start]):
            return True
        if self.thesaurus.phrase_at(self.tokens, place, self.language) is None:
            return True
        return place > 0 and first.text[0].isupper() and self.language != "de"

    def _may_precede(self, place: int, *, first: bool) -> bool:
        token = self.tokens[place]
        if not first:
            return joins(self.wording, self.tokens, place)
        return self.thesaurus.ignored(token, self.language) and not length_of(
            self.wording.turns, self.tokens, place
        )
