"""Query parsing: the interpretations of a question, each one way to understand what was typed.

`stalker film 79` is first taken at its word; then as a title with a year; then without the word that only says what
is looked for; then with its numbers in digits. Of an address what it says of a title is read (pasted.py), of a file's
name what stands before its tags (release_name.py). Each interpretation is looked up by itself and the best one wins, so
1984, Blade Runner 2049 and Scary Movie stay titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.domain.titles.east_asian import is_unspaced
from bot.domain.titles.fold import words_of
from bot.domain.titles.numerals import in_digits
from bot.domain.titles.pasted import read_pasted
from bot.domain.titles.release_name import without_tags
from bot.domain.titles.romanise import is_foreign, plain, sounds


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES = _words("the a an le la les l un une der die das ein eine el los las una il lo gli het een os uma")
"""Leading words that are left out as often as not, in the languages of cinema."""

_NOISE = _words(
    """
    film films movie movies flick cinema watch streaming stream online trailer imdb hd full dvd bluray subtitles
    subtitled
    фильм фильма фильмы кино кинофильм смотреть онлайн трейлер мультфильм сериал киношка
    """
)
"""Words that say that a film is meant, not which."""
SMALL_WORDS = _words(
    """
    by with starring from directed director dir the a an of de di von regie regia real réalisateur rez reż reżyseria
    с от реж режиссер режиссёр режиссера режиссёра rezh rezhisser rezhissera
    """
)
"""Words that join a name, or what is looked for, to a title."""
LITTLE_WORDS = ARTICLES | _words("of and i und et y in to on for at is s de du des di von с в на и")
"""Words without a meaning of their own, which tell names apart less than words as rare as they."""

_LESS_LIKELY = 0.01
"""What it takes off each further text that an address may say."""
_FIRST_PART = 0.01
"""What it takes off that a 1 at the end is left out."""
_ONE = frozenset(("1", "one", "один"))
_IMDB = re.compile(r"\btt(\d{6,10})\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:18[89]|19\d|20[0-3])\d")
_SHORT_YEAR = re.compile(r"\d\d")


class QueryWord(NamedTuple):
    """A word of a question, spelled to be read and to be compared by ear; the interpretations share it."""

    plain: str
    sounds: tuple[str, ...]
    foreign: bool
    """EditScorer in other letters than plain Latin ones, so that its sound says more than its spelling."""
    unspaced: bool
    """Of a script without gaps, so that it may stand in the middle of a longer word."""


class Interpretation(NamedTuple):
    """One way to understand a question."""

    words: tuple[QueryWord, ...]
    year: int | None
    """A year that was named beside the title; below 100 it is the last two digits."""
    cost: float
    """What this interpretation takes off the score of what it finds."""
    digits: bool
    """Its numbers were changed to digits."""
    other_keys: bool
    """EditScorer, it is supposed, with the keyboard in the other layout."""


def imdb_number(text: str) -> int | None:
    """The number in an IMDb id or address (tt0079944), or None."""
    found = _IMDB.search(text)
    return int(found[1]) if found else None


def interpretations(text: str, *, other_keys: bool = False) -> list[Interpretation]:
    """All interpretations, the most literal first; empty where nothing was typed."""
    seen: dict[tuple[tuple[str, ...], int | None], Interpretation] = {}
    spelled: dict[str, QueryWord] = {}
    for place, said in enumerate(read_pasted(text).texts):
        for version, year, cost, digits in _versions(words_of(said)):
            key = (tuple(version), year)
            if version and key not in seen:
                for word in version:
                    if word not in spelled:
                        spelled[word] = QueryWord(
                            plain(word), sounds(word), is_foreign(word), is_unspaced(word)
                        )
                shared = tuple([spelled[word] for word in version])
                seen[key] = Interpretation(shared, year, cost + _LESS_LIKELY * place, digits, other_keys)
    return list(seen.values())


def _versions(words: list[str]) -> Iterator[tuple[Sequence[str], int | None, float, bool]]:
    """Words, year, cost, and whether numbers were changed to digits."""
    release = without_tags(words)
    if release:
        rest, year = release
    else:
        year, rest = _without_year(words)
        yield words, None, 0.0, False
    if release or year is not None:
        yield rest, year, 0.0, False
    core = _without_noise(rest)
    if core != rest:
        yield _peeled(rest), year, 0.003, False
        yield core, year, 0.005, False
    if not release:
        yield from _in_digits(words, None, 0.02)
    yield from _in_digits(core, year, 0.022)


def _in_digits(
    words: Sequence[str], year: int | None, cost: float
) -> Iterator[tuple[Sequence[str], int | None, float, bool]]:
    """The words with their numbers in digits, and without a 1 at the end: the first part is seldom numbered."""
    digits = in_digits(words)
    if digits:
        yield digits, year, cost, True
    numbered = digits or words
    if len(numbered) > 1 and numbered[-1] == "1" and words[-1] in _ONE:
        yield numbered[:-1], year, cost + _FIRST_PART, True


def _without_year(words: list[str]) -> tuple[int | None, list[str]]:
    """The last word that can be a year, wherever it stands; two digits only at the end."""
    for place in range(len(words) - 1, -1, -1):
        if len(words) > 1 and _YEAR.fullmatch(words[place]):
            return int(words[place]), words[:place] + words[place + 1 :]
    if len(words) > 1 and _SHORT_YEAR.fullmatch(words[-1]):
        return int(words[-1]), words[:-1]
    return None, words


def _peeled(words: list[str]) -> list[str]:
    """Without one word of noise at an end: `The Midnight Watch фильм` keeps its watch."""
    if len(words) > 1 and words[0] in _NOISE:
        return words[1:]
    return words[:-1] if len(words) > 1 and words[-1] in _NOISE else words


def _without_noise(words: list[str]) -> list[str]:
    if _NOISE.isdisjoint(words):
        return words
    kept = [word for word in words if word not in _NOISE]
    while len(kept) > 1 and kept[-1] in SMALL_WORDS:
        kept.pop()
    while len(kept) > 1 and kept[0] in SMALL_WORDS - ARTICLES:
        kept.pop(0)
    return kept or words
