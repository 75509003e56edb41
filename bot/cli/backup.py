"""`python -m bot backup`: a sound copy of the database, made while the bot goes on."""

from __future__ import annotations

import argparse
import asyncio

from bot.settings import Settings
from db.backup import back_up


async def main(settings: Settings, options: argparse.Namespace) -> int:
    size = await asyncio.to_thread(back_up, settings.database_url, options.file)
    print(f"{options.file}: {size / 1_000_000:,.1f} MB, checked")
    return 0
