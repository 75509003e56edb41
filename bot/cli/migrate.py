"""`python -m bot migrate`: bring the database up to this version; on PostgreSQL a step of each deployment."""

from __future__ import annotations

import argparse

from bot.settings import Settings
from db import migrate
from db.revision import newest

_PATIENCE = 60.0
"""Seconds for a lock: bots of the version before go on meanwhile."""


async def main(settings: Settings, _options: argparse.Namespace) -> int:
    changed = await migrate.upgrade(settings.database_url, patience=_PATIENCE)
    print(f"The database is of revision {newest()}{'' if changed else ' already'}.")
    return 0
