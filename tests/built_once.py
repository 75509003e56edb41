"""What the tests build once for all equal catalogues: half of their time would go by with building it again and again.

What is built never changes; the functions stand in for the builders that a catalogue may be handed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from bot.domain.titles.index import TitleIndex
from bot.domain.translation import Reader
from bot.services.suggestions import Suggestions, suggestions_from
from db.types import FilmPage, TitleRecord

BuildTitles = Callable[[Iterable[TitleRecord]], TitleIndex]
BuildSuggestions = Callable[[Iterable[FilmPage], str | None, Iterable[Reader]], Suggestions]


def titles_once() -> BuildTitles:
    """A builder that remembers every index."""

    @cache
    def build(records: tuple[TitleRecord, ...]) -> TitleIndex:
        return TitleIndex.build(records)

    return lambda records: build(tuple(records))


def suggestions_once() -> BuildSuggestions:
    """A builder that remembers all that is recommended from.

    A film equals no other state of itself, so what is said of all of them is compared.
    """
    built: dict[tuple[str, str | None, str], Suggestions] = {}

    def build(pages: Iterable[FilmPage], vocabulary: str | None, readers: Iterable[Reader]) -> Suggestions:
        films, languages = list(pages), list(readers)
        known = (repr(films), vocabulary, repr(languages))
        if known not in built:
            built[known] = suggestions_from(films, vocabulary, languages)
        return built[known]

    return build
