"""What a member asks for, read from his own words: what the film is about, when it was made, how long it runs, what
it must not be, and which film it should be like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.recommend.thesaurus import Sense, Stems, Thesaurus
from bot.domain.recommend.tokens import Token, tokenize
from bot.domain.recommend.vocabulary import Span


@dataclass(frozen=True, slots=True)
class Clause:
    """A word or phrase of the question and what it means."""

    text: str
    """As it was typed."""
    words: tuple[Token, ...]
    meanings: tuple[Sense, ...] = ()


@dataclass(frozen=True, slots=True)
class Bounds:
    """A span that the film's year or running time should lie in; both ends count."""

    text: str
    least: int | None
    most: int | None

    def holds(self, value: int | None) -> bool:
        """Whether the value lies in it; what is not known does not."""
        if value is None:
            return False
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


@dataclass(frozen=True, slots=True)
class Wish:
    """A question taken apart."""

    parts: tuple[Clause, ...] = ()
    refused: tuple[Clause, ...] = ()
    years: tuple[Bounds, ...] = ()
    minutes: tuple[Bounds, ...] = ()
    like: int | None = None
    """The film that was named to be like."""


_DECADE = re.compile(
    r"(?<!\d)(?:(19|20)(\d)0|['’]?(\d)0)(?:\s*['’]?s|\s*-?\s*(?:х|ые|е|ых|го|ми|м)(?:\s+год\w*)?)(?!\w)",
    re.IGNORECASE,
)
_NUMBER = r"(\d+(?:[.,]\d+)?|an?|one|two|three|четыр\w+|полутора|полтора|одного|двух|трех|трёх|два|три|часа?)"
_UNIT = r"(hours?|hrs?|h|minutes?|mins?|min|m|час\w*|ч|минут\w*|мин)"
_HALF = r"(?:\s+(and\s+a\s+half|с\s+половиной))?(?!\w)"
_UNDER = re.compile(
    r"(?:\b(?:in|within)\s+)?\b(?:under|less\s+than|below|at\s+most|max|(?:no|not)\s+(?:longer|more)\s+than|up\s+to|"
    r"shorter\s+than|within|до|меньше|менее|не\s+(?:длиннее|дольше|больше|более)|короче|максимум|за)\s+"
    rf"{_NUMBER}(?:\s*{_UNIT})?{_HALF}",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:over|more\s+than|longer\s+than|at\s+least|больше|более|дольше|длиннее|не\s+менее|не\s+меньше)\s+"
    rf"{_NUMBER}\s*{_UNIT}{_HALF}",
    re.IGNORECASE,
)
_SO_LONG = re.compile(rf"(?<![\w.,])(\d+(?:[.,]\d+)?)\s*{_UNIT}{_HALF}", re.IGNORECASE)
"""A bare length is the time there is: "I have 80 minutes"."""
_NUMBERS: Mapping[str, float] = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "полутора": 1.5, "полтора": 1.5, "одного": 1, "двух": 2,
    "трех": 3, "трёх": 3, "два": 2, "три": 3, "час": 1, "часа": 1, "четырех": 4, "четырёх": 4, "четыре": 4,
}  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(19[0-9]{2}|20[0-9]{2})(?!\d)(?:\s*[-–]\s*(19[0-9]{2}|20[0-9]{2}))?")
_YEAR_LEAD = re.compile(
    r"\b(?:from|made\s+in|shot\s+in|released\s+in|from\s+the\s+year|снят\w*\s+в)\s+$", re.IGNORECASE
)
_STOP = re.compile(r"[,;.!?:()—]|\s-\s")
_LONGEST_REFUSAL = 3
_EARLIEST_DECADE = 20
"""20s to 90s are of the last century, 00s and 10s of this."""


def read_wish(question: str, thesaurus: Thesaurus, titles: Mapping[Stems, int] | None = None) -> Wish:
    """Take a question apart. `titles` are the films' names as stems; a title counts as one after "like …" only."""
    years: list[Bounds] = []
    minutes: list[Bounds] = []
    text = _take(_UNDER, question, lambda m: _bound(m, minutes, most=True))
    text = _take(_OVER, text, lambda m: _bound(m, minutes, most=False))
    text = _take(_SO_LONG, text, lambda m: _bound(m, minutes, most=True))
    text = _take(_DECADE, text, lambda m: _decade(m, years))
    text = _take_made_in(text, years)
    run = tokenize(text)
    like, taken = _likeness(run, thesaurus, titles or {})
    parts: list[Clause] = []
    refused: list[Clause] = []
    for first, length, is_refused in _phrases(text, run, taken, thesaurus):
        chunk = tuple(run[first : first + length])
        found = thesaurus.phrase_at(run, first)
        meanings = found.meanings if found and found.length == length else ()
        part = Clause(text[chunk[0].start : chunk[-1].end], chunk, tuple(m for m in meanings if m.concept))
        spans = _spans(part.text, meanings)
        if is_refused:
            if not spans[0] and not spans[1]:
                refused.append(part)
            continue
        years += spans[0]
        minutes += spans[1]
        if part.meanings or not (spans[0] or spans[1]):
            parts.append(part)
    return Wish(tuple(parts), tuple(refused), tuple(years), tuple(minutes), like)


def _spans(text: str, meanings: Sequence[Sense]) -> tuple[list[Bounds], list[Bounds]]:
    def limit(span: Span) -> Bounds:
        return Bounds(text, span.least, span.most)

    return [limit(m.years) for m in meanings if m.years], [limit(m.minutes) for m in meanings if m.minutes]


def _phrases(
    text: str, run: Sequence[Token], taken: frozenset[int], thesaurus: Thesaurus
) -> list[tuple[int, int, bool]]:
    """Where each phrase or word that says something begins, its length, and whether it is refused."""
    found: list[tuple[int, int, bool]] = []
    refusing = 0
    place = 0
    while place < len(run):
        word = run[place]
        if place and _STOP.search(text[run[place - 1].end : word.start]):
            refusing = 0
        phrase = None if place in taken else thesaurus.phrase_at(run, place)
        if phrase and any(p in taken for p in range(place, place + phrase.length)):
            phrase = None
        if phrase is None and word.folded in thesaurus.refusals:
            refusing = _LONGEST_REFUSAL
        elif phrase is None and word.folded in thesaurus.turns:
            refusing = 0
        elif place not in taken and (phrase or not thesaurus.ignored(word)):
            found.append((place, phrase.length if phrase else 1, refusing > 0))
            refusing -= 1
        place += phrase.length if phrase else 1
    return found


def _likeness(
    run: Sequence[Token], thesaurus: Thesaurus, titles: Mapping[Stems, int]
) -> tuple[int | None, frozenset[int]]:
    """The film after "like", and the places of the words that named it."""
    folded = [word.folded for word in run]
    for place in range(len(run)):
        for likeness in thesaurus.likenesses:
            after = place + len(likeness)
            if tuple(folded[place:after]) != likeness:
                continue
            for first in range(after, min(after + 3, len(run))):
                film, length = _title_at(run, first, titles)
                if film is not None:
                    return film, frozenset(range(place, first + length))
                if not thesaurus.ignored(run[first]):
                    break
    return None, frozenset()


def _title_at(run: Sequence[Token], first: int, titles: Mapping[Stems, int]) -> tuple[int | None, int]:
    stems = tuple(word.stem for word in run)
    for length in range(min(10, len(run) - first), 0, -1):
        film = titles.get(stems[first : first + length])
        if film is not None:
            return film, length
    return None, 0


def _take(pattern: re.Pattern[str], text: str, use: Callable[[re.Match[str]], bool]) -> str:
    """The text with every match that was of use blanked out; positions stay."""

    def blank(match: re.Match[str]) -> str:
        return " " * len(match[0]) if use(match) else match[0]

    return pattern.sub(blank, text)


def _bound(match: re.Match[str], minutes: list[Bounds], *, most: bool) -> bool:
    number, unit, half = match[1].casefold(), (match[2] or "").casefold(), match[3]
    value = float(number.replace(",", ".")) if number[0].isdigit() else _NUMBERS.get(number, 0.0)
    unit = "час" if number.startswith("час") else unit
    if half:
        value += 0.5
    if not unit and value < 20:  # "under three" says nothing, "under 90" does
        return False
    in_hours = unit.startswith(("h", "ч"))
    bound = round(value * 60 if in_hours else value)
    if not bound:
        return False
    minutes.append(Bounds(match[0].strip(), None if most else bound, bound if most else None))
    return True


def _decade(match: re.Match[str], years: list[Bounds]) -> bool:
    if match[1]:
        first = int(match[1] + match[2] + "0")
    else:
        short = int(match[3]) * 10
        first = (1900 if short >= _EARLIEST_DECADE else 2000) + short
    years.append(Bounds(match[0].strip(), first, first + 9))
    return True


def _take_made_in(text: str, years: list[Bounds]) -> str:
    """Years of release: "from 1985", "made in 1985", "1970-1979". A bare year may as well be the story's."""

    def blank(match: re.Match[str]) -> str:
        if not match[2] and not _YEAR_LEAD.search(text[: match.start()]):
            return match[0]
        years.append(Bounds(match[0], int(match[1]), int(match[2] or match[1])))
        return " " * len(match[0])

    return _YEAR.sub(blank, text)
