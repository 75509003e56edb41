"""What most commands begin with: the catalogue opened, signals heard, a bot connected to the stand-in."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

from bot.art.gallery import Gallery
from bot.cli.memory import keep_together
from bot.services.catalogue import Catalogue
from bot.settings import Settings
from db.engine import Database
from db.revision import is_current
from seed import content
from seed.load import refresh

log = logging.getLogger(__name__)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Catalogue]:
    """The catalogue: database migrated, content loaded if it changed, lists in memory, titles on their way.

    Raise DatabaseError or ContentError.
    """
    keep_together()
    if not await asyncio.to_thread(is_current, settings.database_url):
        # Only now: Alembic takes twelve megabytes, and mostly there is nothing to migrate.
        await import_module("db.migrate").upgrade(settings.database_url)
    database = Database(settings.database_url)
    try:
        folders = [content.SHIPPED, *settings.content_folders]
        report = await refresh(database, folders)
        if report is not None:
            log.info("Content loaded: %s", report)
        catalogue = Catalogue(database)
        await catalogue.open()
        try:
            yield catalogue
        finally:
            await catalogue.close()
    finally:
        await database.close()


async def prepare(settings: Settings, stop: asyncio.Event) -> None:
    """Have a database that is not of this version migrated and filled by another process, unless stopped meanwhile.

    What that takes (Alembic, parsers: twenty megabytes) a bot need not carry for months. Whatever goes wrong there is
    met again, and told, in `opened`.
    """
    if await asyncio.to_thread(is_current, settings.database_url):
        return
    told = {"DATABASE_URL": settings.database_url, "CONTENT_DIR": settings.content_dir}
    filling = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "seed", env=os.environ | told, stdout=DEVNULL, stderr=DEVNULL
    )
    waiting = {asyncio.create_task(filling.wait()), asyncio.create_task(stop.wait())}
    _, left = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    if stop.is_set() and filling.returncode is None:
        filling.terminate()  # it fills all or nothing
        await filling.wait()
    for one in left:
        one.cancel()


@asynccontextmanager
async def gallery_of(settings: Settings) -> AsyncIterator[Gallery]:
    """Where posters and covers are drawn and kept."""
    gallery = Gallery(settings.picture_folder)
    try:
        yield gallery
    finally:
        await gallery.close()


def stop_on_signals() -> asyncio.Event:
    """Set by SIGTERM or Ctrl-C."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    return stop


def complain(error: Exception | str, status: int) -> int:
    """Say on standard error in one line what is wrong; return the exit status."""
    print(f"kinoteka: {error}", file=sys.stderr)
    return status
