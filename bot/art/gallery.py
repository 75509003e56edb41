"""Posters and covers for whoever asks, drawn once, never in the event loop.

The renderer holds the interpreter's lock while it works, so a thread would stall the loop all the same: pictures are
drawn by one process of their own, which is there while there is something to draw. Finished ones lie on disk and are
read from there, which the system does from its own memory; in ours stay only those that the disk would not take.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from bot.art.orders import CoverOrder, Order, PosterOrder
from bot.art.picture import DrawnPicture, Shape
from bot.art.picture_cache import PictureFolder
from bot.art.worker_messages import DrawRequest, GarbledError, Reply, packed, reply_of
from db.types import Film, FilmList

log = logging.getLogger(__name__)

DISK_BYTES = 256 * 1024 * 1024
MEMORY_BYTES = 2 * 1024 * 1024
_FINISHED = 2_000
"""Pictures that are found on disk without asking the worker; what is on them takes a kilobyte each."""
IDLE_SECONDS = 300.0
"""How long the worker waits for another order. It takes forty megabytes, and most pictures are drawn but once."""
_PATIENCE = 30.0
"""Seconds after which a worker that does not answer is taken for dead; covers take well below one."""
_AT_THE_END = 0.4
"""Seconds in which a last picture may still be drawn once the bot ends; then the worker is gone, drawn or not."""
GOODBYE = 0.2
"""Seconds in which a worker whose input has ended is to end by itself."""
_PASSED_ON = frozenset({"PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR"})
"""What the worker learns of the environment: never the token."""
_ROOT = Path(__file__).resolve().parents[2]


class Gallery:
    """Hands out pictures. None means: there is no picture, go on without."""

    def __init__(
        self,
        folder: Path | None,
        *,
        disk_bytes: int = DISK_BYTES,
        memory_bytes: int = MEMORY_BYTES,
        idle_seconds: float = IDLE_SECONDS,
        goodbye: float = GOODBYE,
    ) -> None:
        self._folder = folder.absolute() if folder else None
        self._on_disk = PictureFolder(self._folder, disk_bytes) if self._folder else None
        self._disk_bytes, self._memory_bytes = disk_bytes, memory_bytes
        self._worker: Process | None = None
        self._turn = asyncio.Lock()
        self._finished: OrderedDict[Order, DrawnPicture] = OrderedDict()
        """Without their data where that lies on disk."""
        self._finished_bytes = 0
        self._failed: set[Order] = set()
        self._at_work: dict[Order, asyncio.Task[DrawnPicture | None]] = {}
        self._closed = False
        self._idle_seconds, self._goodbye = idle_seconds, goodbye
        self._idle: asyncio.TimerHandle | None = None
        self._resting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the worker before anyone waits for it. Optional: the first order starts it too."""
        async with self._turn:
            with suppress(OSError):  # the first order will say so
                await self._running()
        self._rest_later()

    async def poster(self, film: Film, shape: Shape = "tall") -> DrawnPicture | None:
        """A film's poster; drawn now if this record was never drawn before."""
        return await self._picture(PosterOrder(film, shape))

    async def cover(self, film_list: FilmList, films: Sequence[Film], accent: int) -> DrawnPicture | None:
        """A list's cover from its identified films in rank order; `accent` is the list's colour as 0xRRGGBB."""
        return await self._picture(CoverOrder(film_list, tuple(films), accent))

    async def close(self) -> None:
        """End the worker, within a second whatever it does. Who waits for a picture gets None, as do later requests."""
        self._closed = True
        if self._idle is not None:
            self._idle.cancel()
        if at_work := set(self._at_work.values()):
            _, unfinished = await asyncio.wait(at_work, timeout=_AT_THE_END)
            for task in unfinished:
                task.cancel()
            if unfinished:
                await asyncio.wait(unfinished)
        async with self._turn:
            await self._dismiss()

    async def _picture(self, order: Order) -> DrawnPicture | None:
        picture = await self._at_hand(order)
        if picture is not None:
            return picture
        if self._closed or order in self._failed:
            return None
        task = self._at_work.get(order)
        if task is None:
            task = asyncio.create_task(self._draw(order))
            self._at_work[order] = task
            task.add_done_callback(lambda _: self._at_work.pop(order, None))
        try:
            # whoever stops waiting must not take the picture from the others
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if task.cancelled():  # by `close`; not the one who waits was cancelled
                return None
            raise

    async def _at_hand(self, order: Order) -> DrawnPicture | None:
        """The picture without the worker; None where it was not drawn yet, or is no longer there."""
        picture = self._finished.get(order)
        if picture is None:
            return None
        self._finished.move_to_end(order)
        if self._on_disk is None or picture.kept_as is None:
            return picture
        data = await asyncio.to_thread(self._on_disk.read, picture.kept_as)
        return None if data is None else replace(picture, data=data)

    async def _draw(self, order: Order) -> DrawnPicture | None:
        try:
            return await self._drawn(order)
        finally:
            self._rest_later()

    def _rest_later(self) -> None:
        """Let the worker go, unless there is another order in the meantime."""
        if self._idle is not None:
            self._idle.cancel()
        if not self._closed:
            self._idle = asyncio.get_running_loop().call_later(self._idle_seconds, self._rest)

    def _rest(self) -> None:
        async def dismiss() -> None:
            async with self._turn:  # between two orders; who is next starts another
                await self._dismiss()

        self._resting = asyncio.create_task(dismiss())

    async def _drawn(self, order: Order) -> DrawnPicture | None:
        for attempt in (1, 2):
            async with self._turn:
                try:
                    async with asyncio.timeout(_PATIENCE):
                        reply = await self._ask(DrawRequest(order, self._folder, self._disk_bytes))
                except (OSError, EOFError, TimeoutError, GarbledError) as error:
                    log.warning("the drawing process failed (attempt %d): %r", attempt, error)
                    await self._dismiss(kill=True)
                    continue
            if isinstance(reply, DrawnPicture):
                self._keep(order, reply)
                return reply
            log.error("no picture for %s\n%s", _name(order), reply.traceback)
            self._failed.add(order)
            return None
        return None

    async def _ask(self, request: DrawRequest) -> Reply:
        """The worker's answer; raise OSError or EOFError (IncompleteReadError) if it is not there to give one."""
        stdin, stdout = await self._running()
        stdin.write(packed(request))
        await stdin.drain()
        length = int.from_bytes(await stdout.readexactly(4))
        return reply_of(await stdout.readexactly(length))

    async def _running(self) -> tuple[asyncio.StreamWriter, asyncio.StreamReader]:
        """The pipes of the worker, started if need be. A session of its own: Ctrl-C is for the bot, not for it."""
        if self._worker is None or self._worker.returncode is not None:
            self._worker = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot.art.worker",
                stdin=PIPE,
                stdout=PIPE,
                cwd=_ROOT,
                env={name: value for name, value in os.environ.items() if name in _PASSED_ON},
                start_new_session=True,
            )
        if self._worker.stdin is None or self._worker.stdout is None:
            raise OSError("the worker has no pipes")
        return self._worker.stdin, self._worker.stdout

    async def _dismiss(self, *, kill: bool = False) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        with suppress(OSError):
            if worker.stdin:
                worker.stdin.close()
            if kill:
                worker.kill()
        # `communicate` reads what nobody waits for any more. `wait` alone would never return where half a picture is
        # left unread: asyncio counts a process as ended only when its pipes are, and does not read on by itself.
        try:
            await asyncio.wait_for(worker.communicate(), self._goodbye)
        except TimeoutError:
            with suppress(OSError):
                worker.kill()
            await worker.communicate()

    def _keep(self, order: Order, picture: DrawnPicture) -> None:
        """Remember what was drawn, and its data where the disk does not."""
        before = self._finished.pop(order, None)
        self._finished_bytes -= len(before.data) if before else 0
        self._finished[order] = picture if picture.kept_as is None else replace(picture, data=b"")
        self._finished_bytes += len(self._finished[order].data)
        while self._finished_bytes > self._memory_bytes or len(self._finished) > _FINISHED:
            _, oldest = self._finished.popitem(last=False)
            self._finished_bytes -= len(oldest.data)


def _name(order: Order) -> str:
    return order.film.slug if isinstance(order, PosterOrder) else order.film_list.summary.slug
