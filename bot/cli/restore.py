"""`python -m bot restore`: put a copy of the database back; a running bot goes on with it."""

from __future__ import annotations

import argparse

from bot.settings import Settings
from db.address import is_sqlite
from db.backup import restore
from db.upkeep import KEPT_FOR


async def main(settings: Settings, options: argparse.Namespace) -> int:
    done = await restore(settings.database_url, options.file)
    print(f"Restored: {done.films:,} films, {done.lists:,} lists.")
    if done.erased:
        print(f"Erased again: {done.erased:,} members who had been erased since that copy was made.")
    if done.before is not None:
        ends = f"; it is deleted after {KEPT_FOR.days} days" if is_sqlite(settings.database_url) else ""
        print(f"What was there before is in {done.before}{ends}.")
    return 0
