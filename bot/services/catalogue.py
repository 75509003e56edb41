"""The catalogue as the bot knows it: the database, and in memory what every key press asks for.

A `Snapshot` is one consistent picture of the catalogue in memory; when the catalogue changes, a new one is built beside
the old and put in its place in one step. Whoever holds an old one may finish with it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from bot.domain.deck import Dealable
from bot.domain.recommend.document import document, forget
from bot.domain.recommend.film_index import FilmIndex
from bot.domain.recommend.labels import Labels, dealable, labels
from bot.domain.recommend.thesaurus import Thesaurus
from bot.domain.recommend.vocabulary import Vocabulary
from bot.domain.titles.fold import words_of
from bot.domain.titles.index import TitleIndex
from bot.domain.titles.lists import ListIndex
from bot.services.cache import Cache, CachedTitles
from db import entries, films, lists, meta
from db.engine import Database
from db.errors import ListNotFoundError, StoreError
from db.types import Entry, FilmList, FilmPage, ListSummary, TitleRecord

log = logging.getLogger(__name__)


class CatalogueNotReadyError(Exception):
    """The titles are still being read in; a moment later they are there."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One consistent picture of the catalogue in memory."""

    version: int
    lists: tuple[ListSummary, ...]
    """In the order of their titles."""
    list_index: ListIndex
    deals: Mapping[int, tuple[tuple[int, int], ...]]
    """By list id, 0 for all lists: the films that stand there, each with the entry it speaks with."""
    unidentified: Mapping[tuple[str, ...], int]
    """Entries whose film nobody knows, by the words of their title, and of title and year."""
    pages: Cache[int, FilmPage] = field(default_factory=lambda: Cache(256), compare=False)
    """Films as their cards show them, by id."""
    film_lists: Cache[int, FilmList] = field(default_factory=lambda: Cache(64), compare=False)
    """Lists with their entries, by id."""
    entries: Cache[int, Entry] = field(default_factory=lambda: Cache(512), compare=False)
    """Entries, by id."""

    def lists_of(self, film_id: int) -> frozenset[int]:
        """The ids of the lists on which a film stands."""
        return frozenset(
            list_id
            for list_id, films_of in self.deals.items()
            if list_id and any(film_id == film for film, _ in films_of)
        )

    def list_by_id(self, list_id: int) -> ListSummary:
        """Raise ListNotFoundError if there is no such list."""
        for summary in self.lists:
            if summary.id == list_id:
                return summary
        raise ListNotFoundError(list_id)


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The films that stand on lists, as they are dealt and recommended."""

    index: FilmIndex
    labels: Labels
    dealable: tuple[Dealable, ...]


def suggestions_from(pages: Iterable[FilmPage], vocabulary: str | None) -> Suggestions:
    """What these films are dealt and recommended by; `vocabulary` is JSON as the database keeps it, None for none."""
    thesaurus = Thesaurus(Vocabulary.from_json(vocabulary) if vocabulary else Vocabulary())
    index = FilmIndex((document(page, thesaurus) for page in pages), thesaurus)
    dealable_films = tuple(dealable(page, thesaurus) for page in index.pages.values())
    known = labels(index)
    forget()
    return Suggestions(index, known, dealable_films)


class Catalogue:
    """The database and its picture in memory, renewed when another process changes the catalogue.

    `open` reads the lists (milliseconds); titles are indexed in a thread beside the running bot, so lists and buttons
    answer meanwhile and `/film` waits a moment.
    """

    def __init__(
        self,
        database: Database,
        *,
        patience: float = 2.0,
        build_titles: Callable[[Iterable[TitleRecord]], TitleIndex] = TitleIndex.build,
        build_suggestions: Callable[[Iterable[FilmPage], str | None], Suggestions] = suggestions_from,
    ) -> None:
        """`patience`: seconds to wait for titles, and for what may be dealt, where nobody says how long.

        The builders are pure and run in a thread; whoever opens many equal catalogues may hand in a cache.
        """
        self.database = database
        self._patience = patience
        self._build_titles = build_titles
        self._build_suggestions = build_suggestions
        self._snapshot: Snapshot | None = None
        self._file: tuple[int, int] | None = None
        self._suggestions: Suggestions | None = None
        self._suggestions_ready = asyncio.Event()
        self._titles: CachedTitles | None = None
        self._titles_ready = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._first: set[asyncio.Task[None]] = set()
        """The first reading of titles and of what is recommended."""
        self.on_renewed: list[Callable[[], None]] = []

    @property
    def snapshot(self) -> Snapshot:
        """Raise CatalogueNotReadyError before `open`."""
        if self._snapshot is None:
            raise CatalogueNotReadyError
        return self._snapshot

    @property
    def titles_now(self) -> CachedTitles | None:
        """The title index if it is built, for autocomplete, which cannot wait."""
        return self._titles

    async def titles(self, patience: float | None = None) -> CachedTitles:
        """The title index; wait `patience` seconds for it, then raise CatalogueNotReadyError."""
        if self._titles is None:
            try:
                await asyncio.wait_for(self._titles_ready.wait(), patience or self._patience)
            except TimeoutError:
                raise CatalogueNotReadyError from None
        if self._titles is None:
            raise CatalogueNotReadyError
        return self._titles

    @property
    def suggestions_now(self) -> Suggestions | None:
        """What may be dealt and recommended, if it is read, for autocomplete, which cannot wait."""
        return self._suggestions

    async def suggestions(self, patience: float | None = None) -> Suggestions:
        """What may be dealt and recommended; wait as `titles` does, then raise CatalogueNotReadyError."""
        if self._suggestions is None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._suggestions_ready.wait(), patience or self._patience)
        if self._suggestions is None:
            raise CatalogueNotReadyError
        return self._suggestions

    async def page(self, film_id: int) -> FilmPage:
        """All that a film's card needs; raise FilmNotFoundError."""

        async def read() -> FilmPage:
            async with self.database.read(snapshot=False) as session:
                return await films.page(session, film_id)

        return await self.snapshot.pages.get(film_id, read)

    async def entry(self, entry_id: int) -> Entry:
        """An entry with its checks; raise EntryNotFoundError."""

        async def read() -> Entry:
            async with self.database.read(snapshot=False) as session:
                return await entries.get(session, entry_id)

        return await self.snapshot.entries.get(entry_id, read)

    async def film_list(self, list_id: int) -> FilmList:
        """A list with its entries; raise ListNotFoundError."""

        async def read() -> FilmList:
            async with self.database.read() as session:
                return await lists.page(session, list_id)

        return await self.snapshot.film_lists.get(list_id, read)

    async def open(self) -> None:
        """Read the lists now and start building the title index and what is recommended from."""
        await self._read_snapshot()
        self._first = {self._start(self._read_suggestions()), self._start(self._read_titles())}

    def watch(self, every: float = 5.0) -> None:
        """From now on look every so many seconds whether the catalogue was changed, and renew."""
        self._start(self._watch(every))

    async def close(self) -> None:
        """Stop building and watching."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception():
            log.error("Reading the catalogue failed", exc_info=task.exception())

    async def _read_snapshot(self) -> None:
        async with self.database.read() as session:
            version = await meta.catalogue_version(session)
            summaries = tuple(await lists.summaries(session))
            standing = await entries.identified(session)
            unknown = await entries.unidentified(session)
        self._file = self.database.file
        self._snapshot = Snapshot(
            version, summaries, ListIndex.build(summaries), _deals(standing), _named(unknown)
        )

    async def _read_suggestions(self) -> None:
        async with self.database.read() as session:
            pages = await films.pages_on_lists(session)
            words = await meta.get(session, meta.VOCABULARY)
        self._suggestions = await asyncio.to_thread(self._build_suggestions, pages, words)
        self._suggestions_ready.set()

    async def _read_titles(self) -> None:
        async with self.database.read() as session:
            records = await films.title_records(session)
        self._titles = CachedTitles(await asyncio.to_thread(self._build_titles, records))
        self._titles_ready.set()

    async def _watch(self, every: float) -> None:
        # A large catalogue takes longer than `every`, and would be read twice.
        await asyncio.wait(self._first)
        while True:
            await asyncio.sleep(every)
            try:
                if not await self._changed():
                    continue
                await self._read_suggestions()
                await self._read_titles()
                await self._read_snapshot()  # last, because its version says that all is read
            except StoreError as error:
                log.warning("The catalogue cannot be read right now, what is in memory stays: %s", error)
                continue
            log.info("The catalogue has changed and was read anew (version %s)", self.snapshot.version)
            for renewed in self.on_renewed:
                renewed()

    async def _changed(self) -> bool:
        """Whether what is in memory is not, or no longer, what the database holds."""
        async with self.database.read() as session:
            version = await meta.catalogue_version(session)
        whole = self._titles is not None and self._suggestions is not None
        return not whole or (version, self.database.file) != (self.snapshot.version, self._file)


def _deals(standing: Iterable[tuple[int, int, int]]) -> dict[int, tuple[tuple[int, int], ...]]:
    """Each film once per list, and once among all (list 0), with the entry that it was first met in."""
    deals: dict[int, dict[int, int]] = {0: {}}
    for list_id, film_id, entry_id in standing:
        deals.setdefault(list_id, {}).setdefault(film_id, entry_id)
        deals[0].setdefault(film_id, entry_id)
    return {list_id: tuple(films_of.items()) for list_id, films_of in deals.items()}


def _named(unknown: Iterable[tuple[int, str, int | None]]) -> dict[tuple[str, ...], int]:
    named: dict[tuple[str, ...], int] = {}
    for entry_id, title, year in unknown:
        for text in (f"{title} {year or ''}", title):
            named.setdefault(tuple(words_of(text)), entry_id)
    return named
