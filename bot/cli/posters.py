"""`python -m bot posters`: pictures of everything on the lists, of one list, or of one film, into a folder."""

from __future__ import annotations

import argparse
import asyncio
import sys

from bot.art.orders import CoverOrder
from bot.art.sheet import write_pictures
from bot.cli.bootstrap import opened
from bot.cli.process import complain
from bot.runtime.deadlines import Deadlines
from bot.services import artwork as exhibition
from bot.settings import Settings
from bot.ui.kit import colour


async def main(settings: Settings, options: argparse.Namespace) -> int:
    async with opened(settings, Deadlines()) as catalogue:
        wanted = await exhibition.choose(catalogue, options.of)
    if wanted is None:
        return complain(LookupError(f"no list and no film is called “{options.of}”"), 1)
    films, covers = wanted
    orders = [CoverOrder(one, of, colour.of_list(one.summary.slug)) for one, of in covers]
    try:
        written = await asyncio.to_thread(write_pictures, options.out, films, orders, _bar)
    except OSError as error:
        return complain(error, 1)
    print(f"{len(written)} pictures are in {options.out}")
    return 0


def _bar(done: int, total: int, name: str) -> None:
    """A progress bar on standard error, drawn anew in one line; nothing where nobody looks."""
    if not sys.stderr.isatty():
        return
    filled = done * 30 // max(total, 1)
    line = f"{'█' * filled}{'░' * (30 - filled)} {done} of {total} {name}"
    print(f"\r\x1b[K{line}", end="" if done < total else "\n", file=sys.stderr, flush=True)
