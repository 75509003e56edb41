"""What is seen in a server that has lists of its own, or hides some of the global ones: read when somebody looks."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Any, Final

from bot.domain.titles.index import TitleIndex
from bot.domain.titles.joined import JoinedTitles
from bot.domain.titles.lists import ListIndex
from bot.domain.viewer import Viewer
from bot.services.cache import Cache, CachedLists, CachedTitles
from bot.services.snapshot import Snapshot, deals_of, named_entries, with_every_name
from bot.services.suggestions import Suggestions, suggestions_by
from bot.services.view import CatalogueNotReadyError, Titles, View
from db import entries, films, server_lists

_MOST: Final = 64
"""Servers that are kept in memory: those that were looked at last."""
_MOST_SUGGESTING: Final = 16
"""Those of them whose recommendations are kept, too: one with 200 films takes two megabytes."""
_PATIENCE: Final = 2.0
"""Seconds to wait for what is recommended, where nobody says how long."""


class ServerView(View):
    """The global catalogue without the lists that a server hides, and with its own before them."""

    def __init__(
        self,
        everywhere: View,
        owner: int,
        snapshot: Snapshot,
        own: TitleIndex,
        on_suggesting: Callable[[ServerView], None],
    ) -> None:
        """`own` has the films on the server's lists; `on_suggesting` is told when recommendations are built."""
        super().__init__(everywhere.database, owner)
        self._everywhere = everywhere
        self._snapshot = snapshot
        self._own = CachedTitles(own)
        self._on_suggesting = on_suggesting
        self._suggestions: asyncio.Task[Suggestions] | None = None

    @property
    def snapshot(self) -> Snapshot:
        return self._snapshot

    @property
    def titles_now(self) -> Titles | None:
        others = self._everywhere.titles_now
        return JoinedTitles(self._own, others) if others is not None else None

    async def titles(self, patience: float | None = None) -> Titles:
        return JoinedTitles(self._own, await self._everywhere.titles(patience))

    @property
    def suggestions_now(self) -> Suggestions | None:
        """The global ones as long as the server's are not built."""
        task = self._building()
        if task.done() and not task.cancelled() and task.exception() is None:
            return task.result()
        return self._everywhere.suggestions_now

    async def suggestions(self, patience: float | None = None) -> Suggestions:
        try:
            return await asyncio.wait_for(asyncio.shield(self._building()), patience or _PATIENCE)
        except TimeoutError:
            raise CatalogueNotReadyError from None

    def _building(self) -> asyncio.Task[Suggestions]:
        task = self._suggestions
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = self._suggestions = asyncio.create_task(self._read_suggestions())
            self._on_suggesting(self)
        return task

    @property
    def building(self) -> asyncio.Task[Suggestions] | None:
        """The building of what is recommended, done or not; None where nobody has asked."""
        return self._suggestions

    def let_go_of_suggestions(self) -> None:
        """Keep nothing of what is recommended; whoever waits for it still gets it."""
        self._suggestions = None

    async def _read_suggestions(self) -> Suggestions:
        others = await self._everywhere.suggestions()
        async with self.database.read() as session:
            own = await films.pages_on_lists(session, self.owner)
        pages = {**others.index.pages, **{page.film.id: page for page in own}}
        shown = [self._snapshot.shown(page) for page in pages.values()]
        listed = sorted((page for page in shown if page.entries), key=lambda page: page.film.slug)
        thesaurus, readers = others.index.thesaurus, self._snapshot.readers.values()
        return await asyncio.to_thread(suggestions_by, listed, thesaurus, readers)


class ServerViews:
    """The views of the servers that were looked at last."""

    def __init__(self, everywhere: View) -> None:
        self._everywhere = everywhere
        self._kept: OrderedDict[tuple[int, bool], tuple[int, Snapshot, asyncio.Task[ServerView]]] = (
            OrderedDict()
        )

        self._suggesting: deque[ServerView] = deque()

    async def of(self, viewer: Viewer, version: int, everywhere: Snapshot) -> View:
        """A server's view of this version; whoever asks meanwhile waits for the same one."""
        key = viewer.server, viewer.age_restricted
        kept = self._kept.get(key)
        if kept is not None and kept[:2] == (version, everywhere) and not _failed(kept[2]):
            self._kept.move_to_end(key)
            return await asyncio.shield(kept[2])
        task = asyncio.create_task(
            self._read(viewer.server, version, everywhere, adult=viewer.age_restricted)
        )
        self._kept[key] = version, everywhere, task
        self._kept.move_to_end(key)
        if len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Stop reading and building."""
        tasks: list[asyncio.Task[Any]] = [task for *_, task in self._kept.values()]
        tasks += [view.building for view in self._suggesting if view.building is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def let_go(self, owner: int) -> None:
        """Keep nothing of a server."""
        for adult in (False, True):
            self._kept.pop((owner, adult), None)

    async def _read(self, owner: int, version: int, everywhere: Snapshot, *, adult: bool) -> ServerView:
        async with self._everywhere.database.read() as session:
            own = [
                one
                for one in await server_lists.summaries(session, owner)
                if not one.hidden and (adult or not one.adult)
            ]
            hidden = await server_lists.hidden_global(session, owner)
            ids = frozenset(one.id for one in own)
            identified = [*await entries.identified(session, owner), *await entries.identified(session)]
            unknown = [*await entries.unidentified(session, owner), *await entries.unidentified(session)]
            records = await films.title_records_on_lists(session, owner, ids)
        others = [one for one in everywhere.lists if one.id not in hidden]
        only = ids | {one.id for one in others}
        readers = everywhere.readers
        snapshot = Snapshot(
            everywhere.version,
            (*own, *others),
            CachedLists(ListIndex.build([*own, *(with_every_name(one, readers.values()) for one in others)])),
            deals_of(row for row in identified if row[0] in only),
            named_entries((row for row in unknown if row[0] in only), readers.values()),
            readers,
            pages=Cache(64),
            film_lists=Cache(32),
            entries=Cache(64),
            server_version=version,
            only=only,
        )
        index = await asyncio.to_thread(TitleIndex.build, records)
        return ServerView(self._everywhere, owner, snapshot, index, self._suggests)

    def _suggests(self, view: ServerView) -> None:
        self._suggesting.append(view)
        if len(self._suggesting) > _MOST_SUGGESTING:
            self._suggesting.popleft().let_go_of_suggestions()


def _failed(task: asyncio.Task[ServerView]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)
