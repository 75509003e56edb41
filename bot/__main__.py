"""The command line, and the only place that wires things together: `python -m bot --help`."""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import signal
import sys
import webbrowser
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot import journal
from bot.art.gallery import Gallery
from bot.art.sheet import write_pictures
from bot.art.workshop import CoverOrder
from bot.client import Kinoteka
from bot.life import LoginRefusedError, live
from bot.preview.channel import NoAnswer
from bot.preview.standin import StandIn
from bot.preview.terminal import as_text
from bot.preview.typed import TypingError, parse
from bot.preview.web import Page, PortInUseError
from bot.preview.world import APPLICATION_ID, MEMBERS
from bot.services import commands, exhibition
from bot.services.catalogue import Catalogue
from bot.settings import Settings, SettingsError, load
from bot.ui import colour
from db import migrate
from db.engine import Database, default_url
from db.errors import DatabaseError
from seed import content
from seed.load import refresh
from seed.problems import ContentError
from seed.vocabulary import read_vocabulary

EX_CONFIG = 78
"""Exit status for a setting that is missing or wrong (sysexits.h)."""

log = logging.getLogger("kinoteka")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command of the command line; return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        settings = load()
        level = logging.ERROR if options.command == "ask" else logging.getLevelName(settings.log_level)
        journal.configure(level, settings.log_format)
        return asyncio.run(_COMMANDS[options.command](settings, options))
    except (SettingsError, LoginRefusedError) as error:
        return _complain(error, EX_CONFIG)
    except (DatabaseError, ContentError, PortInUseError) as error:
        return _complain(error, 1)
    except KeyboardInterrupt:
        return 130


async def run(settings: Settings, _options: argparse.Namespace) -> int:
    """Connect to Discord and answer until SIGTERM or Ctrl-C."""
    if settings.discord_token is None:
        raise SettingsError("DISCORD_TOKEN is not set; put the bot's token there or into .env")
    stop = _stop_on_signals()
    dice = random.SystemRandom()
    async with _opened(settings) as catalogue, _gallery(settings) as gallery:
        catalogue.watch()
        await live(
            lambda: Kinoteka(
                catalogue, dice, api_url=settings.discord_api_url, gallery=gallery, zone=settings.zone
            ),
            settings.discord_token.get_secret_value(),
            stop,
            dice,
        )
    return 0


async def ask(settings: Settings, options: argparse.Namespace) -> int:
    """Answer one command here in the terminal: the real bot, connected to the stand-in."""
    member = next(m for m in MEMBERS if m.name.casefold() == options.member)
    colour = options.colour == "always" or (options.colour == "auto" and sys.stdout.isatty())
    async with _opened(settings) as catalogue, StandIn() as standin, _connected(settings, catalogue, standin):
        await catalogue.titles(patience=60)
        try:
            name, values = parse(" ".join(options.words), standin.commands)
            exchange = await standin.slash(name, values, member=member)
        except TypingError as error:
            return _complain(error, 2)
        except NoAnswer:
            return _complain(RuntimeError("The application did not respond"), 1)
        if exchange.message is None:
            return _complain(RuntimeError("The application did not respond"), 1)
        print(as_text(exchange.message, colour=colour))
    return 0


async def preview(settings: Settings, options: argparse.Namespace) -> int:
    """The bot in the browser, on the stand-in and a database of its own, until Ctrl-C."""
    settings = settings.model_copy(update={"database_url": options.database})
    stop = _stop_on_signals()
    async with (
        _opened(settings) as catalogue,
        _gallery(settings) as gallery,
        StandIn() as standin,
        _connected(settings, catalogue, standin, gallery),
    ):
        catalogue.watch()
        page = Page(standin, options.port)
        await page.start()
        print(f"Kinoteka is at {page.url} (Ctrl-C ends it)", flush=True)
        if options.open:
            await asyncio.to_thread(webbrowser.open, page.url)
        await stop.wait()
        await page.close()
    return 0


async def posters(settings: Settings, options: argparse.Namespace) -> int:
    """Draw posters and covers into a folder: of everything on the lists, of one list, or of one film."""
    async with _opened(settings) as catalogue:
        wanted = await exhibition.choose(catalogue, options.of)
    if wanted is None:
        return _complain(LookupError(f"no list and no film is called “{options.of}”"), 1)
    films, covers = wanted
    orders = [CoverOrder(one, of, colour.of_list(one.summary.slug)) for one, of in covers]
    try:
        written = await asyncio.to_thread(write_pictures, options.out, films, orders, _bar)
    except OSError as error:
        return _complain(error, 1)
    print(f"{len(written)} pictures are in {options.out}")
    return 0


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Catalogue]:
    """The catalogue: database migrated, content loaded if it changed, lists in memory, titles on their way."""
    await migrate.upgrade(settings.database_url)
    database = Database(settings.database_url)
    try:
        report = await refresh(database, [content.SHIPPED, *settings.content_folders])
        if report is not None:
            log.info("Content loaded: %s", report)
        catalogue = Catalogue(database, read_vocabulary([content.SHIPPED, *settings.content_folders]))
        await catalogue.open()
        try:
            yield catalogue
        finally:
            await catalogue.close()
    finally:
        await database.close()


@asynccontextmanager
async def _gallery(settings: Settings) -> AsyncIterator[Gallery]:
    """Where posters and covers are drawn and kept."""
    gallery = Gallery(settings.picture_folder)
    try:
        yield gallery
    finally:
        await gallery.close()


@asynccontextmanager
async def _connected(
    settings: Settings, catalogue: Catalogue, standin: StandIn, gallery: Gallery | None = None
) -> AsyncIterator[Kinoteka]:
    """The real bot, connected to the stand-in and known to it."""
    await commands.forget(catalogue.database, APPLICATION_ID)
    client = Kinoteka(
        catalogue,
        random.SystemRandom(),
        api_url=standin.api_url,
        gallery=gallery,
        zone=settings.zone,
    )
    running = asyncio.create_task(client.start("stand-in"))
    ready = asyncio.create_task(standin.ready())
    await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        ready.cancel()
        running.result()
    try:
        yield client
    finally:
        await client.close()
        await asyncio.wait({running})


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    return stop


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description="Kinoteka, a Discord bot for film recommendations from curated lists.",
        epilog="Settings come from the environment or from .env; .env.example explains each.",
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    subparsers.add_parser(
        "run",
        help="connect to Discord and answer (needs DISCORD_TOKEN)",
        description="Connect to Discord and answer until Ctrl-C or SIGTERM. Needs DISCORD_TOKEN.",
    )
    asking = subparsers.add_parser(
        "ask",
        help="ask the bot something here in the terminal: no token, no network",
        description="Ask the bot something as a member would, and read the answer as text.",
        epilog="Examples: ask '/list survival'; ask '/film \"Come and See\"'; ask '/random list:loneliness'",
    )
    asking.add_argument("words", nargs="+", metavar="WORDS", help="a command with its options, as in Discord")
    who = [member.name.casefold() for member in MEMBERS]
    asking.add_argument("--member", choices=who, default=who[0], help="who asks (default: %(default)s)")
    asking.add_argument(
        "--colour",
        choices=("auto", "always", "never"),
        default="auto",
        help="colours (default: in a terminal)",
    )
    showing = subparsers.add_parser(
        "preview",
        help="the bot in your browser: no token, no network",
        description="A small Discord in your browser, on this machine only, in which the real bot answers.",
    )
    showing.add_argument("--port", type=int, default=8765, help="where the page is (default: %(default)s)")
    showing.add_argument("--open", action="store_true", help="open the page in the browser")
    showing.add_argument(
        "--database",
        metavar="URL",
        default=default_url("preview"),
        help="its database (default: a file of its own beside the bot's)",
    )
    drawing = subparsers.add_parser(
        "posters",
        help="draw posters, covers and a contact sheet into a folder",
        description="Draw the posters and covers of everything on the lists, of one list, or of one film.",
    )
    drawing.add_argument(
        "of", nargs="?", metavar="FILM|LIST", help="a film's title or a list's name (default: all)"
    )
    drawing.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="where they go; made when absent"
    )
    return parser


_COMMANDS = {"run": run, "ask": ask, "preview": preview, "posters": posters}


def _bar(done: int, total: int, name: str) -> None:
    """A progress bar on standard error, drawn anew in one line; nothing where nobody looks."""
    if not sys.stderr.isatty():
        return
    filled = done * 30 // max(total, 1)
    line = f"{'█' * filled}{'░' * (30 - filled)} {done} of {total} {name}"
    print(f"\r\x1b[K{line}", end="" if done < total else "\n", file=sys.stderr, flush=True)


def _complain(error: Exception, status: int) -> int:
    print(f"kinoteka: {error}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
