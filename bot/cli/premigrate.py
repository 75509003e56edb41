"""A database that is not of this version, migrated and filled by another process.

What that takes (Alembic, parsers: twenty megabytes) a bot need not carry for months. Whatever goes wrong there is met
again, and told, in `opened`.
"""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, Process

from bot.settings import Settings
from db.address import is_sqlite
from db.revision import newest, revision


async def begin(settings: Settings) -> Process | None:
    """The process that does it; None if there is nothing to do."""
    there = await asyncio.to_thread(revision, settings.database_url)
    if there == newest() or (there is not None and not is_sqlite(settings.database_url)):
        return None
    told = {"DATABASE_URL": settings.database_url, "CONTENT_DIR": settings.content_dir}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "seed", env=os.environ | told, stdout=DEVNULL, stderr=DEVNULL
    )


async def end(filling: Process, stop: asyncio.Event) -> None:
    """Wait for it, unless stopped: then it is stopped, too, and has done nothing by halves."""
    waiting = {asyncio.create_task(filling.wait()), asyncio.create_task(stop.wait())}
    _, left = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    if stop.is_set() and filling.returncode is None:
        filling.terminate()
        await filling.wait()
    for one in left:
        one.cancel()
