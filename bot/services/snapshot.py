"""One consistent picture of the catalogue in memory: the lists, what may be dealt, and the words of other languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot.domain.titles.fold import words_of
from bot.domain.titles.lists import ListIndex
from bot.domain.translation import Reader
from bot.services.cache import Cache, CachedLists
from db import entries, lists, meta, translations
from db.engine import ReadSession
from db.errors import ListNotFoundError
from db.types import GLOBAL, LANGUAGE, Entry, Film, FilmList, FilmPage, ListSummary


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One consistent picture of the catalogue in memory."""

    version: int
    lists: tuple[ListSummary, ...]
    """A server's own in its order, then the global ones in the order of their titles."""
    list_index: CachedLists
    deals: Mapping[int, tuple[tuple[int, int], ...]]
    """By list id, 0 for all lists: the films that stand there, each with the entry it speaks with."""
    unidentified: Mapping[tuple[str, ...], int]
    """Entries whose film nobody knows, by the words of their title, and of title and year."""
    readers: Mapping[str, Reader] = field(default_factory=dict, compare=False)
    """Who puts the catalogue into another language, by language; none for the catalogue's own."""
    pages: Cache[tuple[str, int], FilmPage] = field(default_factory=lambda: Cache(256), compare=False)
    """Films as their cards show them, by language and id."""
    drawn: Cache[tuple[str, int], Film] = field(default_factory=lambda: Cache(256), compare=False)
    """Films as their posters are drawn from, by language and id."""
    film_lists: Cache[tuple[str, int], FilmList] = field(default_factory=lambda: Cache(64), compare=False)
    """Lists with their entries, by language and id."""
    entries: Cache[tuple[str, int], Entry] = field(default_factory=lambda: Cache(512), compare=False)
    """Entries, by language and id."""

    server_version: int = 0
    """Of what a server brought and chose; 0: this is what is seen everywhere."""
    only: frozenset[int] | None = None
    """The lists that may be seen; None: whatever the database has of the global ones."""

    def shows(self, list_id: int) -> bool:
        """Whether a list that is there may be seen."""
        return self.only is None or list_id in self.only

    def shown(self, page: FilmPage) -> FilmPage:
        """A film with the voices of lists that may be seen, the server's own first."""
        if self.only is None:
            return page
        own = {one.id for one in self.lists if one.owner != GLOBAL}
        voices = [entry for entry in page.entries if entry.list_id in self.only]
        return FilmPage(page.film, tuple(sorted(voices, key=lambda entry: entry.list_id not in own)))

    def lists_of(self, film_id: int) -> frozenset[int]:
        """The ids of the lists on which a film stands."""
        return frozenset(
            list_id
            for list_id, films_of in self.deals.items()
            if list_id and any(film_id == film for film, _ in films_of)
        )

    def lists_in(self, language: str) -> tuple[ListSummary, ...]:
        """The lists in a language, the global ones in the order of their titles there."""
        reader = self.readers.get(language)
        if reader is None:
            return self.lists
        own = [one for one in self.lists if one.owner != GLOBAL]
        others = [reader.summary(one) for one in self.lists if one.owner == GLOBAL]
        return (*own, *sorted(others, key=lambda one: (one.title.casefold(), one.slug)))

    def list_by_id(self, list_id: int, language: str = LANGUAGE) -> ListSummary:
        """Raise ListNotFoundError if there is no such list."""
        reader = self.readers.get(language)
        for summary in self.lists:
            if summary.id == list_id:
                return reader.summary(summary) if reader else summary
        raise ListNotFoundError(list_id)


async def read_snapshot(session: ReadSession) -> Snapshot:
    """What the database says now."""
    summaries = tuple(await lists.summaries(session))
    known = await readers(session)
    return Snapshot(
        await meta.catalogue_version(session),
        summaries,
        CachedLists(ListIndex.build(with_every_name(one, known.values()) for one in summaries)),
        deals_of(await entries.identified(session)),
        named_entries(await entries.unidentified(session), known.values()),
        known,
    )


async def readers(session: ReadSession) -> dict[str, Reader]:
    """Who puts the catalogue into another language, by language."""
    found = await translations.all_languages(session)
    return {language: Reader(one) for language, one in found.items()}


def with_every_name(summary: ListSummary, readers: Iterable[Reader]) -> ListSummary:
    """A list that is found by its title in any language."""
    shown = [reader.summary(summary) for reader in readers]
    names = [name for one in shown for name in (one.title, *one.aliases) if name != summary.title]
    others = dict.fromkeys((*summary.aliases, *names))
    return replace(summary, aliases=tuple(others))


def deals_of(standing: Iterable[tuple[int, int, int]]) -> dict[int, tuple[tuple[int, int], ...]]:
    """Each film once per list, and once among all (list 0), with the entry that it was first met in."""
    deals: dict[int, dict[int, int]] = {0: {}}
    for list_id, film_id, entry_id in standing:
        deals.setdefault(list_id, {}).setdefault(film_id, entry_id)
        deals[0].setdefault(film_id, entry_id)
    return {list_id: tuple(films_of.items()) for list_id, films_of in deals.items()}


def named_entries(
    unknown: Iterable[tuple[int, int, str, int | None]], readers: Iterable[Reader]
) -> dict[tuple[str, ...], int]:
    """Entries by title, and by title and year, in every language."""
    of_languages = list(readers)
    named: dict[tuple[str, ...], int] = {}
    for _, entry_id, title, year in unknown:
        titles = dict.fromkeys([title, *(reader.listed_title(entry_id) or title for reader in of_languages)])
        for name in titles:
            for text in (f"{name} {year or ''}", name):
                named.setdefault(tuple(words_of(text)), entry_id)
    return named
