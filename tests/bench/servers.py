"""What servers' own lists cost: a catalogue with many of them beside the bare one, in one interleaved run.

    python -m tests.bench.servers [--servers 1000] [--lists 5] [--films 40] [--rounds 400]

Asked in this process, without Discord. "no lists": a server that has none, on the catalogue with those that do; a
"first" look reads the server's view, the others find it in memory. Only ratios mean something.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import perf_counter

from bot.domain.viewer import Viewer
from bot.services import film as film_service
from bot.services import lists as list_service
from bot.services.catalogue import Catalogue
from db import migrate, server_lists
from db.engine import Database
from db.server_films import ServerFilm
from db.server_lists import ServerEntry, ServerList
from seed import content
from seed.load import refresh

FIRST = 10_000
"""The id of the first server."""
KEPT = 64
"""As many views as stay in memory."""
NOBODY = Viewer(1, 5)


def megabytes() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def generated(dice: random.Random, owner: int, number: int, films: int, known: list[int]) -> ServerList:
    """A list of which every second film is of the global catalogue."""
    return ServerList(
        f"list-{number}",
        f"List {number} of server {owner}",
        "What we watch.",
        entries=tuple(
            ServerEntry(
                f"entry-{place}",
                f"Film {place}",
                1950 + place,
                "Something is said of it, in a sentence or two, by whoever made the list.",
                film=dice.choice(known)
                if place % 2
                else ServerFilm(
                    f"film-{number}-{place}",
                    f"Film {dice.randrange(10**6)}",
                    1950 + place,
                    (f"Director {place}",),
                ),
            )
            for place in range(films)
        ),
    )


async def filled(url: str, servers: int, lists: int, films: int) -> None:
    await migrate.upgrade(url)
    database, dice = Database(url), random.Random(7)
    await refresh(database, [content.SHIPPED])
    catalogue = Catalogue(database)
    await catalogue.open()
    known = [film for film, _ in catalogue.snapshot.deals[0]]
    await catalogue.close()
    for owner in range(FIRST, FIRST + servers):
        async with database.write() as session:
            await server_lists.lock(session, owner)
            for number in range(lists):
                await server_lists.publish(session, owner, generated(dice, owner, number, films, known))
    await database.close()


async def opened(url: str) -> tuple[Catalogue, float, float]:
    """The catalogue, seconds until it could be asked, and megabytes it took."""
    before, begun = megabytes(), perf_counter()
    catalogue = Catalogue(Database(url))
    await catalogue.open()
    await catalogue.titles(patience=300)
    await catalogue.suggestions(patience=300)
    return catalogue, perf_counter() - begun, megabytes() - before


async def ask_film(catalogue: Catalogue, viewer: Viewer) -> None:
    view = await catalogue.view(viewer)
    await film_service.find(view, "Come and See")


async def ask_list(catalogue: Catalogue, viewer: Viewer) -> None:
    view = await catalogue.view(viewer)
    await list_service.find(view, "survival")


async def ask_rows(catalogue: Catalogue, viewer: Viewer) -> None:
    view = await catalogue.view(viewer)
    film_service.suggestions(view, "the as", 25)


Ask = Callable[[Catalogue, Viewer], Awaitable[None]]


async def timed(ask: Ask, catalogue: Catalogue, viewer: Viewer) -> float:
    begun = perf_counter()
    await ask(catalogue, viewer)
    return (perf_counter() - begun) * 1000


async def measure(servers: int, lists: int, films: int, rounds: int) -> None:
    """Print start, memory and latencies."""
    with tempfile.TemporaryDirectory() as folder:
        urls = [f"sqlite:///{folder}/bare.sqlite3", f"sqlite:///{folder}/servers.sqlite3"]
        await filled(urls[0], 0, 0, 0)
        await filled(urls[1], servers, lists, films)
        for url in urls:  # what is imported at the first time counts for neither
            warm, *_ = await opened(url)
            await warm.close()
            await warm.database.close()
        starts: tuple[list[float], list[float]] = ([], [])
        for _ in range(5):
            for place, url in enumerate(urls):
                catalogue, seconds, _ = await opened(url)
                starts[place].append(seconds)
                await catalogue.close()
                await catalogue.database.close()
        bare, _, bare_mb = await opened(urls[0])
        full, _, full_mb = await opened(urls[1])
        bare_s, full_s = map(statistics.median, starts)
        print(f"{servers:,} servers x {lists} lists x {films} films")
        print(f"start: bare {bare_s:.2f} s, with servers {full_s:.2f} s, ratio {full_s / bare_s:.2f}")
        print(f"memory after it: bare {bare_mb:+.1f} MB, with servers {full_mb:+.1f} MB")
        home = Viewer(1, FIRST)
        print(f"{'ms':<14}{'bare':>8}{'no lists':>10}{'ratio':>7}{'own lists':>11}{'ratio':>7}")
        asks: dict[str, Ask] = {"/film": ask_film, "/list": ask_list, "autocomplete": ask_rows}
        for name, ask in asks.items():
            taken: list[list[float]] = [[], [], []]
            for _ in range(rounds):
                for place, (of, viewer) in enumerate(((bare, NOBODY), (full, NOBODY), (full, home))):
                    taken[place].append(await timed(ask, of, viewer))
            one, two, three = map(statistics.median, taken)
            print(f"{name:<14}{one:>8.3f}{two:>10.3f}{two / one:>7.2f}{three:>11.3f}{three / one:>7.2f}")
        before = megabytes()
        first = [
            await timed(ask_film, full, Viewer(1, owner)) for owner in range(FIRST + 1, FIRST + 1 + KEPT)
        ]
        print(
            f"a first look: {statistics.median(first):.1f} ms; {KEPT} views: {megabytes() - before:+.1f} MB"
        )
        before, dealt = megabytes(), []
        for owner in range(FIRST + 1, FIRST + 1 + KEPT):
            begun = perf_counter()
            await (await full.view(Viewer(1, owner))).suggestions(patience=60)
            dealt.append((perf_counter() - begun) * 1000)
        print(
            f"a first deal: {statistics.median(dealt):.1f} ms; {KEPT} of them: {megabytes() - before:+.1f} MB"
        )
        before = megabytes()
        for owner in range(FIRST, FIRST + servers):
            await ask_film(full, Viewer(1, owner))
        print(f"every server once more: {megabytes() - before:+.1f} MB")
        for opened_one in (bare, full):
            await opened_one.close()
            await opened_one.database.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--servers", type=int, default=1000)
    parser.add_argument("--lists", type=int, default=5)
    parser.add_argument("--films", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=400)
    given = parser.parse_args()
    asyncio.run(measure(given.servers, given.lists, given.films, given.rounds))
