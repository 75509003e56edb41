"""The command line. Each command is a file beside this one, which wires together what it needs."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.cli.process import complain
from bot.preview.world import ANNA, LOCALES, MEMBERS, Member, member_called
from bot.runtime import logs
from bot.settings import EX_CONFIG, SettingsError, load
from db.address import default_url
from db.errors import DatabaseError, StoreError
from seed.problems import ContentError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command of the command line; return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        settings = load()
        level = logging.ERROR if options.command == "ask" else logging.getLevelName(settings.log_level)
        logs.configure(level, settings.log_format)
        command = import_module(f"bot.cli.{options.command}")
        status: int = asyncio.run(command.main(settings, options))
        sys.stdout.flush()
    except SettingsError as error:
        return complain(error, EX_CONFIG)
    except DatabaseError as error:
        return complain(f"{error}. {error.remedy}", EX_CONFIG if error.lasting else 1)
    except StoreError as error:
        return complain(error, 1)
    except ContentError as error:
        return complain(error, 1)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read has read enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains at its end
        return 141
    return status


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
    asking.add_argument(
        "--member",
        type=_member,
        default=ANNA,
        metavar="NAME",
        help=f"who asks: {_usernames()} (default: {ANNA.name})",
    )
    asking.add_argument(
        "--language",
        type=_language,
        metavar="CODE",
        help="the language of the member's Discord, for example ru (default: the member's own)",
    )
    asking.add_argument(
        "--message",
        metavar="TEXT",
        help="WORDS are the name of a command for messages (right click, Apps), used on a message that says this",
    )
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
    showing.add_argument("--port", type=_port, default=8765, help="where the page is (default: %(default)s)")
    showing.add_argument("--open", action="store_true", help="open the page in the browser")
    showing.add_argument(
        "--database",
        metavar="URL",
        default=default_url("preview"),
        help="its database (default: a file of its own beside the bot's)",
    )
    copying = subparsers.add_parser(
        "backup",
        help="copy the database to a new file, while the bot goes on",
        description="Copy the database to a new file and check the copy. The bot may go on meanwhile.",
    )
    copying.add_argument("file", type=Path, metavar="FILE", help="a file that is not there yet")
    restoring = subparsers.add_parser(
        "restore",
        help="put such a copy back, while the bot goes on",
        description="Check a copy and put it back in one step; what was there before is kept beside it.",
    )
    restoring.add_argument(
        "file", type=Path, metavar="FILE", help="made by backup, by this version or an older one"
    )
    subparsers.add_parser(
        "migrate",
        help="bring the database up to this version (PostgreSQL: before new bots start)",
        description="Bring the tables up to this version. A file is brought up to date by `run`; on PostgreSQL, where "
        "several bots may run, this is a step of its own, before those of the new version start.",
    )
    looking = subparsers.add_parser(
        "doctor",
        help="is everything in order? one line for each thing",
        description="Look at settings, token, database, content, pictures and fonts. Status 1: something is wrong.",
    )
    looking.add_argument("--online", action="store_true", help="ask Discord, too, and compare clocks")
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
    _add_lists(subparsers)
    return parser


def _add_lists(subparsers: Any) -> None:
    listing = subparsers.add_parser(
        "lists",
        help="the lists that servers have of their own; hide, remove or take over one",
        description="What lists servers have of their own, and how long they are. Running bots notice a change within "
        "seconds.",
    )
    acts = listing.add_subparsers(dest="act", metavar="ACT")
    for act, said in (
        ("hide", "hide a list from the server's members; its curators can show it again"),
        ("show", "show it again"),
        ("remove", "delete a list"),
        ("move", "write a list into a content folder, and delete it where it was"),
    ):
        one = acts.add_parser(act, help=said, description=f"{said[0].upper()}{said[1:]}.")
        one.add_argument("server", type=int, metavar="SERVER", help="the id of the Discord server")
        one.add_argument("list", metavar="LIST", help="the list's name in the table")
        if act == "move":
            one.add_argument(
                "--to", type=Path, required=True, metavar="DIR", help="a content folder; made when absent"
            )


def _usernames() -> str:
    return ", ".join(member.user_json()["username"] for member in MEMBERS)


def _member(text: str) -> Member:
    member = member_called(text)
    if member is None:
        raise argparse.ArgumentTypeError(f"there is no member “{text}”; there are: {_usernames()}")
    return member


def _language(text: str) -> str:
    """One of Discord's languages, however it is written: pt-br is pt-BR."""
    found = next((one for one in LOCALES if one.casefold() == text.replace("_", "-").casefold()), None)
    if found is None:
        raise argparse.ArgumentTypeError(f"Discord has no language “{text}”; it has: {', '.join(LOCALES)}")
    return found


def _port(text: str) -> int:
    """A port as the command line has it; 0 lets the system choose one."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, not {text!r}")
    return int(text)
