"""Posters and covers for whoever asks, drawn once, never in the event loop.

The renderer holds the interpreter's lock while it works, so a thread would stall the loop all the same: pictures are
drawn by one worker process, started with the first order. Finished ones stay in memory up to a limit, and on disk.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from bot.art.composition import Shape
from bot.art.picture import Picture
from bot.art.workshop import CoverOrder, Order, PosterOrder, fill, prepare, ready
from db.types import Film, FilmList

log = logging.getLogger(__name__)

DISK_BYTES = 256 * 1024 * 1024
MEMORY_BYTES = 24 * 1024 * 1024


class Gallery:
    """Hands out pictures. None means: there is no picture, go on without."""

    def __init__(
        self, folder: Path | None, *, disk_bytes: int = DISK_BYTES, memory_bytes: int = MEMORY_BYTES
    ) -> None:
        self._folder, self._disk_bytes, self._memory_bytes = folder, disk_bytes, memory_bytes
        self._pool: ProcessPoolExecutor | None = None
        self._finished: OrderedDict[Order, Picture] = OrderedDict()
        self._finished_bytes = 0
        self._failed: set[Order] = set()
        self._at_work: dict[Order, asyncio.Task[Picture | None]] = {}
        self._closed = False

    async def start(self) -> None:
        """Start the worker before anyone waits for it. Optional: the first order starts it too."""
        try:
            await asyncio.get_running_loop().run_in_executor(self._worker(), ready)
        except BrokenProcessPool:
            log.warning("the drawing process did not start")
            self._pool = None

    async def poster(self, film: Film, shape: Shape = "tall") -> Picture | None:
        """A film's poster; drawn now if this record was never drawn before."""
        return await self._picture(PosterOrder(film, shape))

    async def cover(self, film_list: FilmList, films: Sequence[Film], accent: int) -> Picture | None:
        """A list's cover from its identified films in rank order; `accent` is the list's colour as 0xRRGGBB."""
        return await self._picture(CoverOrder(film_list, tuple(films), accent))

    async def close(self) -> None:
        """Finish what is being drawn and end the worker. Later requests get None."""
        self._closed = True
        if self._at_work:
            await asyncio.gather(*self._at_work.values(), return_exceptions=True)
        if self._pool is not None:
            await asyncio.to_thread(self._pool.shutdown)
            self._pool = None

    async def _picture(self, order: Order) -> Picture | None:
        picture = self._finished.get(order)
        if picture is not None:
            self._finished.move_to_end(order)
            return picture
        if self._closed or order in self._failed:
            return None
        task = self._at_work.get(order)
        if task is None:
            task = asyncio.create_task(self._draw(order))
            self._at_work[order] = task
            task.add_done_callback(lambda _: self._at_work.pop(order, None))
        # whoever stops waiting must not take the picture from the others
        return await asyncio.shield(task)

    async def _draw(self, order: Order) -> Picture | None:
        loop = asyncio.get_running_loop()
        for attempt in (1, 2):
            try:
                picture = await loop.run_in_executor(
                    self._worker(), fill, order, self._folder, self._disk_bytes
                )
            except BrokenProcessPool:
                log.warning("the drawing process died (attempt %d)", attempt)
                self._pool = None
            except Exception:
                log.exception("no picture for %s", _name(order))
                self._failed.add(order)
                return None
            else:
                self._keep(order, picture)
                return picture
        return None

    def _worker(self) -> ProcessPoolExecutor:
        """The one worker process; a fresh interpreter, because a fork would copy the loop's sockets and locks."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=prepare)
        return self._pool

    def _keep(self, order: Order, picture: Picture) -> None:
        self._finished[order] = picture
        self._finished_bytes += len(picture.data)
        while self._finished_bytes > self._memory_bytes and self._finished:
            _, oldest = self._finished.popitem(last=False)
            self._finished_bytes -= len(oldest.data)


def _name(order: Order) -> str:
    return order.film.slug if isinstance(order, PosterOrder) else order.film_list.summary.slug
