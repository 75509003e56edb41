"""The catalogue as the bot knows it: the database, and in memory what every key press asks for.

A `Snapshot` is one consistent picture of the catalogue in memory; when the catalogue changes, a new one is built beside
the old and put in its place in one step. Whoever holds an old one may finish with it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable, Mapping
from contextlib import suppress
from typing import Any

from bot.domain.titles.index import TitleIndex
from bot.domain.translation import Reader
from bot.domain.viewer import Viewer
from bot.services.cache import CachedTitles
from bot.services.server_view import ServerViews
from bot.services.snapshot import Snapshot, read_snapshot
from bot.services.suggestions import Suggestions, suggestions_from
from bot.services.view import CatalogueNotReadyError, View
from db import films, meta, server_lists
from db.engine import Database
from db.errors import StoreError
from db.server_lists import ServerState
from db.types import FilmPage, TitleRecord

__all__ = ["Catalogue", "CatalogueNotReadyError"]

log = logging.getLogger(__name__)


class Catalogue(View):
    """The global catalogue, which is what is seen where no server has lists of its own; and the way to those that have.

    The database and its picture in memory, renewed when another process changes the catalogue.

    `open` reads the lists (milliseconds); titles are indexed in a thread beside the running bot, so lists and buttons
    answer meanwhile and `/film` waits a moment.
    """

    def __init__(
        self,
        database: Database,
        *,
        patience: float = 2.0,
        build_titles: Callable[[Iterable[TitleRecord]], TitleIndex] = TitleIndex.build,
        build_suggestions: Callable[
            [Iterable[FilmPage], str | None, Iterable[Reader]], Suggestions
        ] = suggestions_from,
    ) -> None:
        """`patience`: seconds to wait for titles, and for what may be dealt, where nobody says how long.

        The builders are pure and run in a thread; whoever opens many equal catalogues may hand in a cache.
        """
        super().__init__(database)
        self._patience = patience
        self._build_titles = build_titles
        self._build_suggestions = build_suggestions
        self._snapshot: Snapshot | None = None
        self._file: tuple[int, int] | None = None
        self._suggestions: Suggestions | None = None
        self._suggestions_ready = asyncio.Event()
        self._titles: CachedTitles | None = None
        self._titles_ready = asyncio.Event()
        self._servers: Mapping[int, ServerState] = {}
        """Those that have lists of their own, or had, or hide some of the global ones."""
        self._views = ServerViews(self)
        self._tasks: set[asyncio.Task[None]] = set()
        self._first: set[asyncio.Task[None]] = set()
        """The first reading of titles and of what is recommended."""
        self.on_renewed: list[Callable[[], None]] = []
        self.on_language_chosen: list[Callable[[], None]] = []
        """Called when a member or a server chose a language, or what a member chose was erased."""

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

    async def view(self, viewer: Viewer) -> View:
        """What somebody sees: the catalogue itself, unless their server has lists of its own or hides some of these.

        A server's view is read when it is first asked for, and anew when it has changed. Raise
        CatalogueNotReadyError before `open`, and errors.DatabaseError if it cannot be read.
        """
        known = self._servers.get(viewer.server)
        if known is None:
            return self
        return await self._views.of(viewer, known.version, self.snapshot)

    @property
    def servers(self) -> Mapping[int, ServerState]:
        """What is known of the servers that have lists of their own, or had, or hide some of the global ones."""
        return self._servers

    async def server_changed(self, owner: int) -> None:
        """Whoever is there sees from now on what this process has just written about a server."""
        await self._read_servers()
        self._views.let_go(owner)

    async def open(self) -> None:
        """Read the lists now and start building the title index and what is recommended from."""
        self._snapshot, self._file = await self._read_snapshot()
        languages = self._snapshot.readers
        self._first = {self._start(self._read_suggestions(languages)), self._start(self._read_titles())}

    def watch(self, every: float = 5.0) -> None:
        """From now on look every so many seconds whether the catalogue was changed, and renew."""
        self._start(self._watch(every))

    def language_chosen(self) -> None:
        """Tell whoever keeps what was chosen that it is no longer so."""
        for told in self.on_language_chosen:
            told()

    async def close(self) -> None:
        """Stop building and watching."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._views.close()

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception():
            log.error("Reading the catalogue failed", exc_info=task.exception())

    async def _read_servers(self) -> None:
        async with self.database.read(snapshot=False) as session:
            self._servers = await server_lists.states(session)

    async def _read_snapshot(self) -> tuple[Snapshot, tuple[int, int] | None]:
        """What the database says now, and which file it is."""
        async with self.database.read() as session:
            snapshot = await read_snapshot(session)
            self._servers = await server_lists.states(session)
        return snapshot, self.database.file

    async def _read_suggestions(self, languages: Mapping[str, Reader]) -> None:
        async with self.database.read() as session:
            pages = await films.pages_on_lists(session)
            words = await meta.get(session, meta.VOCABULARY)
        known = tuple(languages.values())
        self._suggestions = await asyncio.to_thread(self._build_suggestions, pages, words, known)
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
                # Read first, so that what changes meanwhile is newer; in place last, as its version says that all is.
                snapshot, file = await self._read_snapshot()
                await self._read_suggestions(snapshot.readers)
                await self._read_titles()
                self._snapshot, self._file = snapshot, file
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
            self._servers = await server_lists.states(session)
        whole = self._titles is not None and self._suggestions is not None
        return not whole or (version, self.database.file) != (self.snapshot.version, self._file)
