"""What most commands begin with: the catalogue opened, and the place where pictures are drawn."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from importlib import import_module

from bot.art.gallery import Gallery
from bot.cli.memory import keep_together
from bot.runtime.deadlines import Deadlines
from bot.services.catalogue import Catalogue
from bot.settings import Settings
from db import meta, upkeep
from db.address import is_sqlite
from db.engine import Database
from db.errors import DatabaseOlderError
from db.revision import is_current, newest, server_revision
from seed import content
from seed.load import refresh

log = logging.getLogger(__name__)


@asynccontextmanager
async def opened(settings: Settings, deadlines: Deadlines) -> AsyncIterator[Catalogue]:
    """The catalogue: database migrated, content loaded if it changed, lists in memory, titles on their way.

    Raise DatabaseError or ContentError.
    """
    keep_together()
    await asyncio.to_thread(upkeep.check_writable, settings.database_url)
    loads = await _prepared(settings.database_url)
    await asyncio.to_thread(upkeep.tidy, settings.database_url, datetime.now(UTC))
    database = Database(settings.database_url, timeout=deadlines.lock)
    try:
        folders = [content.SHIPPED, *settings.content_folders]
        report = await refresh(database, folders) if loads else None
        if report is not None:
            log.info("Content loaded: %s", report)
        catalogue = Catalogue(database, patience=deadlines.titles)
        await catalogue.open()
        try:
            yield catalogue
        finally:
            await catalogue.close()
    finally:
        await database.close()


async def _prepared(url: str) -> bool:
    """Migrate the database if that is a start's to do; whether loading content is so, too.

    A file is one bot's own. On PostgreSQL several bots may run, of two versions while one takes the other's place: it
    is prepared by the first start, later on by `python -m bot migrate` and `python -m seed`, when operators want it.
    """
    if is_sqlite(url):
        if not await asyncio.to_thread(is_current, url):
            # Only now: Alembic takes twelve megabytes, and mostly there is nothing to migrate.
            await import_module("db.migrate").upgrade(url)
        return True
    there = await server_revision(url)
    if there is not None and there < newest():
        raise DatabaseOlderError(there)
    if there is None:
        await import_module("db.migrate").upgrade(url)
    database = Database(url)
    try:
        async with database.read() as session:
            return await meta.catalogue_version(session) == 0
    finally:
        await database.close()


@asynccontextmanager
async def gallery_of(settings: Settings) -> AsyncIterator[Gallery]:
    """Where posters and covers are drawn and kept."""
    gallery = Gallery(settings.picture_folder)
    try:
        yield gallery
    finally:
        await gallery.close()
