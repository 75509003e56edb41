"""What storing costs on each database: marks by one client and by sixteen, deals, pages, and a move there and back.

    python -m tests.bench.storage [--seconds 4] [--rows 1500000] [--sync 1]

A sync takes so many milliseconds on either database as `--sync` says, by an fsync and an fdatasync that only wait: what
a disk of one machine takes says little about another's. PostgreSQL is whatever server programs are installed. Figures
count as ratios to SQLite's with one client; rounds of the two take turns.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from db import films, member_films, migrate, rows
from db.backup import back_up, restore
from db.engine import Database
from db.models import seen
from seed import content
from seed.load import refresh
from tests import postgres_server
from tests.postgres_server import Server

CLIENTS = (1, 16)
ROUNDS = 3
MONDAY = datetime(2026, 11, 2, 12, tzinfo=UTC)

_WAITING = """
#include <time.h>
static int wait_a_while(void) { struct timespec t = {0, %d}; nanosleep(&t, 0); return 0; }
int fsync(int fd) { (void) fd; return wait_a_while(); }
int fdatasync(int fd) { (void) fd; return wait_a_while(); }
"""

Work = Callable[[Database, int], Coroutine[Any, Any, None]]


def slow_disk(folder: Path, milliseconds: float) -> Path | None:
    """A library to be loaded before all others, in which a sync takes so long; None without a compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    source, library = folder / "disk.c", folder / "disk.so"
    source.write_text(_WAITING % int(milliseconds * 1_000_000))
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source], check=True)
    return library


async def prepared(url: str) -> list[int]:
    await migrate.upgrade(url)
    database = Database(url)
    await refresh(database, [content.SHIPPED])
    async with database.read() as session:
        found = [record.id for record in await films.title_records(session)]
    await database.close()
    return found


async def rate(url: str, work: Work, clients: int, seconds: float) -> float:
    """How often a second."""
    database = Database(url, timeout=30)
    await work(database, 0)
    done, until = 0, perf_counter() + seconds

    async def client() -> None:
        nonlocal done
        while perf_counter() < until:
            await work(database, done := done + 1)

    begun = perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    taken = perf_counter() - begun
    await database.close()
    return done / taken


async def measure(urls: dict[str, str], film_ids: list[int], seconds: float) -> None:
    users = itertools.count(int(perf_counter() * 1000) * 1000)

    async def mark(database: Database, _number: int) -> None:
        async with database.write() as session:
            await member_films.mark_seen(session, next(users), film_ids[0], MONDAY)

    async def page(database: Database, number: int) -> None:
        async with database.read(snapshot=False) as session:
            await films.page(session, film_ids[number % len(film_ids)])

    for name, work in {"marks": mark, "film pages": page}.items():
        found: dict[tuple[str, int], list[float]] = {}
        for _ in range(ROUNDS):
            for clients in CLIENTS:
                for kind, url in urls.items():
                    found.setdefault((kind, clients), []).append(await rate(url, work, clients, seconds))
        one = statistics.median(found["SQLite", 1])
        print(f"\n{name}, SQLite with one client = 1 ({one:,.0f} a second)")
        for (kind, clients), several in found.items():
            print(f"  {kind:10} {clients:3} at once  {statistics.median(several) / one:6.2f}")


async def filled(url: str, number: int) -> None:
    """So many rows of members, fifty each."""
    database = Database(url)
    at = int(MONDAY.timestamp())
    async with database.write() as session:
        marks = ({"user_id": 10**17 + row // 50, "film_id": row % 50 + 1, "at": at} for row in range(number))
        await rows.add(session, seen, marks)
    await database.close()


async def move(folder: Path, server: str, number: int) -> None:
    file, target = f"sqlite:///{folder}/moving.sqlite3", folder / "elsewhere.sqlite3"
    await prepared(file)
    await filled(file, number)
    print(f"\n{number:,} rows of members moved, seconds:")

    async def timed(name: str, work: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        begun = perf_counter()
        await work()
        print(f"  {name:28} {perf_counter() - begun:6.1f}", flush=True)

    await timed("SQLite -> backup", lambda: asyncio.to_thread(back_up, file, folder / "there"))
    await timed("backup -> PostgreSQL", lambda: restore(server, folder / "there", patience=60))
    await timed("PostgreSQL -> backup", lambda: asyncio.to_thread(back_up, server, folder / "back"))
    await timed("backup -> SQLite", lambda: restore(f"sqlite:///{target}", folder / "back", patience=60))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=4.0, help="of each round")
    parser.add_argument("--rows", type=int, default=1_500_000, help="that are moved; 0: none")
    parser.add_argument("--sync", type=float, default=1.0, help="milliseconds that a sync takes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        library = slow_disk(folder, options.sync)
        if library is not None and "LD_PRELOAD" not in os.environ:  # SQLite runs in this very process
            again = [sys.executable, "-m", "tests.bench.storage", *sys.argv[1:]]
            with_slow_disk = os.environ | {"LD_PRELOAD": str(library)}
            raise SystemExit(subprocess.run(again, env=with_slow_disk, check=False).returncode)
        postgres_server.announce()
        try:
            server = Server(durable=True)
            urls = {"SQLite": f"sqlite:///{folder}/kinoteka.sqlite3", "PostgreSQL": server.url()}
            film_ids = asyncio.run(prepared(urls["SQLite"]))
            asyncio.run(prepared(urls["PostgreSQL"]))
            asyncio.run(measure(urls, film_ids, options.seconds))
            if options.rows:
                asyncio.run(move(folder, server.url(), options.rows))
        finally:
            postgres_server.end()


if __name__ == "__main__":
    main()
