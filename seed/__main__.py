"""`python -m seed` fills or refreshes the database; `python -m seed check FILE…` rehearses list texts."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from db import migrate
from db.content import Report
from db.engine import Database
from db.errors import DatabaseError

from . import check, content, curated
from .identify import KnownFilms
from .load import Loaded, load
from .problems import ContentError, UnreadableError
from .settings import load as load_settings

CLEAN: Final = 0
PROBLEMS: Final = 1
UNREADABLE: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; the exit status: 0 clean, 1 problems, 2 unreadable."""
    options = _parser().parse_args(arguments)
    try:
        settings = load_settings()
    except ValueError as error:
        return _complain(error, UNREADABLE)
    folders = [content.SHIPPED, *settings.content_folders]
    try:
        if options.command == "check":
            return _check(options.files, [*folders, *options.content, *options.more_content])
        return asyncio.run(_load(options, settings.database_url, folders))
    except UnreadableError as error:
        return _complain(error, UNREADABLE)
    except ContentError as error:
        _complain(error, PROBLEMS)
        print(f"{len(error.problems)} problems; nothing was written.", file=sys.stderr)
        return PROBLEMS
    except DatabaseError as error:
        return _complain(error, UNREADABLE)


async def _load(options: argparse.Namespace, url: str, folders: list[Path]) -> int:
    url = options.database or url
    await migrate.upgrade(url)
    database = Database(url)
    try:
        loaded = await load(database, folders, added=options.content, anew=options.anew)
    finally:
        await database.close()
    _print_loaded(loaded, names=options.verbose)
    return CLEAN


def _print_loaded(loaded: Loaded, *, names: bool) -> None:
    report: Report = loaded.report
    for kind in ("films", "lists", "entries", "checks"):
        changes = getattr(report, kind)
        print(f"{kind:8} {changes}")
        if names:
            for what in ("added", "changed", "removed"):
                for name in getattr(changes, what):
                    print(f"    {what}: {name}")
    for hint in loaded.hints:
        print(f"note: {hint}")
    if loaded.newer:
        print(
            f"note: filled by Kinoteka {loaded.newer}, which is newer; --anew loads this one's content all the same"
        )


def _check(paths: list[Path], folders: list[Path]) -> int:
    this_year = datetime.now(UTC).year
    read = curated.read(content.collect(folders), this_year=this_year)
    if read.problems:
        print(f"note: the content folders have {len(read.problems)} problems; python -m seed names them")
    texts: list[tuple[str, bytes]] = []
    unreadable = False
    for path in paths:
        try:
            texts.append((str(path), check.open_text(path)))
        except UnreadableError as error:
            _complain(error, UNREADABLE)
            unreadable = True
    if not texts:
        return UNREADABLE
    edited = {one.slug: one.edited for one in read.lists}
    rehearsal = check.rehearse(texts, KnownFilms(read.films), edited, this_year=this_year)
    for line in check.report(rehearsal):
        print(line)
    if unreadable:
        return UNREADABLE
    return PROBLEMS if rehearsal.problems else CLEAN


def _complain(error: Exception, status: int) -> int:
    print(error, file=sys.stderr)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m seed",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=(
            "Fill or refresh the database from the lists, films and checks that come with Kinoteka and from\n"
            "your own content folders. Running it twice changes nothing the second time."
        ),
        epilog=(
            "A content folder has any of lists/*.txt, films/*.yaml, films/*.jsonl and checks/*.yaml.\n"
            "DATABASE_URL and CONTENT_DIR are read from the environment or from .env.\n"
            "Exit status: 0 clean, 1 problems in the content (nothing was written), 2 something is unreadable."
        ),
    )
    parser.set_defaults(more_content=[])
    parser.add_argument(
        "--content",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="a further content folder, beside those in CONTENT_DIR; may be given several times. The bot"
        " keeps to it from then on, until the next run of this command",
    )
    parser.add_argument(
        "--database",
        metavar="URL",
        help="instead of DATABASE_URL: sqlite:///file or postgresql://user@host/name",
    )
    parser.add_argument(
        "--anew", action="store_true", help="compare everything, even if no file changed since the last time"
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="name everything that changed")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    checking = commands.add_parser(
        "check",
        help="rehearse list texts and write nothing",
        description="Rehearse list texts: which film each entry would stand for, and what is wrong. Writes nothing.",
        epilog="Exit status: 0 clean, 1 problems, 2 a file cannot be read.",
    )
    checking.add_argument(
        "--content",
        dest="more_content",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="a further folder whose films are known",
    )
    checking.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a list text, or several")
    return parser


if __name__ == "__main__":
    sys.exit(main())
