"""`python -m bot restore`: put a copy of the database back; a running bot goes on with it."""

from __future__ import annotations

import argparse

from bot.settings import Settings
from db.backup import restore


async def main(settings: Settings, options: argparse.Namespace) -> int:
    done = await restore(settings.database_url, options.file)
    print(f"Restored: {done.films:,} films, {done.lists:,} lists.")
    if done.before is not None:
        print(f"What was there before is in {done.before}")
    return 0
