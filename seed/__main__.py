"""`python -m seed` fills or refreshes the database; `… check FILE…` rehearses lists, `… films FILE…` loads in bulk."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Final

from db import bulk as bulk_sets
from db import migrate
from db.content import Report
from db.engine import Database
from db.errors import DatabaseError

from . import bulk, check, content, curated
from .identify import KnownFilms
from .load import Loaded, added_folders, load
from .problems import ContentError, UnreadableError
from .settings import load as load_settings

CLEAN: Final = 0
PROBLEMS: Final = 1
UNREADABLE: Final = 2
_PATIENCE: Final = 30.0
"""Seconds for which a bulk waits for the database's lock; members' presses never take long."""


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
            return _check(options, [*folders, *options.content, *options.more_content])
        if options.command == "films":
            return asyncio.run(_films(options, settings.database_url, folders))
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


async def _films(options: argparse.Namespace, url: str, folders: list[Path]) -> int:
    url = options.database or url
    if bool(options.files) == bool(options.remove):
        print("Name files to load, or a set to --remove.", file=sys.stderr)
        return UNREADABLE
    await migrate.upgrade(url)
    database = Database(url, timeout=_PATIENCE)
    try:
        if options.remove:
            async with database.write() as session:
                number = await bulk_sets.remove(session, options.remove)
            print(f"films    {number:,} removed, the set {options.remove}")
        else:
            report = await bulk.load_set(
                database,
                options.files,
                name=options.set,
                at=datetime.now(UTC),
                least_sitelinks=options.sitelinks,
                dry_run=options.dry_run,
                progress=_show_progress if sys.stderr.isatty() else _show_nothing,
            )
            _print_bulk(report, options)
        if not options.dry_run:  # lists may mean other films now
            _print_loaded(await load(database, folders, added=await added_folders(database)), names=False)
    finally:
        await database.close()
    return CLEAN


def _print_bulk(report: bulk.BulkReport, options: argparse.Namespace) -> None:
    would = "would be" if options.dry_run else "are"
    print(f"rows     {report.rows:,}, of which {report.merged:,} told of a film again")
    for why, number in report.refused.items():
        print(f"    left out: {number:,}, {why}")
    print(f"    left out: {report.known:,} films that there are already")
    print(f"films    {report.films:,} {would} in the set {options.set} ({report.before:,} before)")
    if report.examples:
        print(f"    among them {', '.join(report.examples)}")


def _show_progress(part: float) -> None:
    filled = round(part * 40)
    end = "\n" if part >= 1 else "\r"
    print(f"reading  [{'#' * filled}{'.' * (40 - filled)}] {part:4.0%}", end=end, file=sys.stderr, flush=True)


def _show_nothing(_: float) -> None:
    """No progress where nobody watches."""


def _check(options: argparse.Namespace, folders: list[Path]) -> int:
    this_year = datetime.now(UTC).year
    read = curated.read(content.collect(folders), this_year=this_year)
    if read.problems:
        print(f"note: the content folders have {len(read.problems)} problems; python -m seed names them")
    for one in content.ignored(folders):
        print(f"note: {one.file}: {one.text}")
    texts: list[tuple[str, bytes]] = []
    unreadable = False
    for path in options.files:
        try:
            texts.append((str(path), check.open_text(path)))
        except UnreadableError as error:
            _complain(error, UNREADABLE)
            unreadable = True
    if not texts:
        return UNREADABLE
    edited = {one.slug: one.edited for one in read.lists}
    rehearsal = check.rehearse(texts, KnownFilms(read.films), edited, this_year=this_year)
    for line in chain(check.lines(rehearsal) if options.lines else (), check.report(rehearsal)):
        print(line)
    if options.write and not _write(options.write, options.list, rehearsal, this_year):
        return UNREADABLE
    if unreadable:
        return UNREADABLE
    return PROBLEMS if rehearsal.problems else CLEAN


def _write(path: Path, name: str | None, rehearsal: check.Rehearsal, this_year: int) -> bool:
    """Write the one list that was read in our own form; False, with the reason on stderr, where that cannot be."""
    lists = [one for one in rehearsal.lists if name in {None, one.name, one.parsed.title}]
    if len(lists) != 1:
        names = ", ".join(f"“{one.name}”" for one in rehearsal.lists[:20])
        print(f"--write takes one list; name it with --list. There are: {names or 'none'}.", file=sys.stderr)
        return False
    text, same = check.rewritten(lists[0], this_year=this_year)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        print(f"{path}: {error.strerror}", file=sys.stderr)
        return False
    print(f"Written: {path}")
    if not same:
        print(f"note: {path} does not say quite the same when it is read again; please look it through")
    return True


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
    parser.add_argument("--database", metavar="URL", help="instead of DATABASE_URL: sqlite:///file")
    parser.add_argument(
        "--anew", action="store_true", help="compare everything, even if no file changed since the last time"
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="name everything that changed")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    checking = commands.add_parser(
        "check",
        help="rehearse lists and store nothing",
        description="Rehearse lists: which film each entry would stand for, and what is wrong. Stores nothing.",
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
    checking.add_argument(
        "--write",
        type=Path,
        metavar="NEW",
        help="write the list in our own form into a file that is not there yet",
    )
    checking.add_argument(
        "--list", metavar="NAME", help="which of several lists --write takes, by name or title"
    )
    checking.add_argument("--lines", action="store_true", help="say what became of every line")
    checking.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="a list in any form: text, Markdown, HTML, CSV, xlsx, JSON, or an archive of Letterboxd or Trakt",
    )
    loading = commands.add_parser(
        "films",
        help="load films of a downloaded catalogue in bulk, or remove them again",
        description=(
            "Load films in bulk from results of docs/wikidata.rq, downloaded as JSON or CSV (also gzipped). They are"
            " a set of their own, which takes the place of the set of that name and can be removed as a whole; films"
            " of your content folders are never changed by it."
        ),
        epilog="Exit status: 0 done, 2 a file cannot be read or is no such result (nothing was written).",
    )
    loading.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="a result, or several of one set"
    )
    loading.add_argument(
        "--set", default="wikidata", metavar="NAME", help="what the set is called (wikidata)"
    )
    loading.add_argument(
        "--sitelinks",
        type=int,
        default=0,
        metavar="N",
        help="only films of which N Wikipedias have an article",
    )
    loading.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    loading.add_argument("--remove", metavar="NAME", help="remove a set with all its films")
    return parser


if __name__ == "__main__":
    sys.exit(main())
