"""`python -m bot preview`: the bot in the browser, on the stand-in and a database of its own, until Ctrl-C."""

from __future__ import annotations

import argparse
import asyncio
import webbrowser
from dataclasses import replace
from secrets import token_urlsafe

from bot.cli.bootstrap import gallery_of, opened
from bot.cli.process import complain, stop_on_signals
from bot.cli.standin_client import connected
from bot.preview.standin import StandIn
from bot.preview.web import Page, PortInUseError
from bot.runtime.deadlines import Deadlines
from bot.settings import Settings


async def main(settings: Settings, options: argparse.Namespace) -> int:
    settings = replace(settings, database_url=options.database)
    stop = stop_on_signals()
    async with (
        opened(settings, Deadlines()) as catalogue,
        gallery_of(settings) as gallery,
        StandIn(token=token_urlsafe()) as standin,
        connected(settings, catalogue, standin, gallery, posts=True),
    ):
        catalogue.watch()
        page = Page(standin, options.port)
        try:
            await page.start()
        except PortInUseError as error:
            return complain(error, 1)
        print(f"Kinoteka is at {page.url} (Ctrl-C ends it)", flush=True)
        if options.open:
            await asyncio.to_thread(webbrowser.open, page.url)
        await stop.wait()
        await page.close()
    return 0
