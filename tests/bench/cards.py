"""What a poster costs: the same card with a drawn poster and without, in one interleaved run.

    python -m tests.bench.cards [--rounds 300]

The bot answers `/film` in this process on the stand-in, in blocks with and without pictures in turn, so only the ratio
means something: CPU and time include the stand-in's half, which reads the upload.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from pathlib import Path

from bot.art.gallery import Gallery
from bot.client import Kinoteka
from bot.preview.standin import StandIn
from bot.services.catalogue import Catalogue
from db import migrate
from db.engine import Database
from seed import content
from seed.load import refresh

BLOCKS = 6
"""Of each way, in turn."""
WARM_UP = 10
"""Cards before each block that do not count: posters are drawn, connections opened."""
TITLES = ("Come and See", "Stalker", "The Ascent", "Mirror", "The Red Tent")


async def measure(rounds: int) -> None:
    """Print median milliseconds of time and CPU for each way, and their ratios."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/kinoteka.sqlite3"
        await migrate.upgrade(url)
        database = Database(url)
        await refresh(database, [content.SHIPPED])
        catalogue = Catalogue(database)
        await catalogue.open()
        await catalogue.titles(patience=60)
        gallery = Gallery(Path(folder) / "pictures")
        await gallery.start()
        taken: dict[bool, list[tuple[float, float]]] = {False: [], True: []}
        async with StandIn() as standin:
            for block in range(BLOCKS * 2):
                with_poster = block % 2 == 1
                drawn_by = gallery if with_poster else None
                client = Kinoteka(catalogue, random.Random(1), api_url=standin.api_url, gallery=drawn_by)
                running = asyncio.create_task(client.start("stand-in"))
                await standin.ready()
                taken[with_poster] += await _cards(standin, rounds // BLOCKS)
                await client.close()
                await asyncio.wait({running})
        await gallery.close()
        await catalogue.close()
        await database.close()
    _report(taken)


async def _cards(standin: StandIn, rounds: int) -> list[tuple[float, float]]:
    """Seconds of time and of CPU for each of so many cards."""
    taken = []
    for number in range(rounds + WARM_UP):
        begun, cpu = time.perf_counter(), time.process_time()
        await standin.slash("film", {"title": TITLES[number % len(TITLES)]})
        if number >= WARM_UP:
            taken.append((time.perf_counter() - begun, time.process_time() - cpu))
    return taken


def _report(taken: dict[bool, list[tuple[float, float]]]) -> None:
    medians = {
        way: [statistics.median(column) * 1000 for column in zip(*rows, strict=True)]
        for way, rows in taken.items()
    }
    print(f"{'a card':<22}{'time ms':>10}{'CPU ms':>10}")
    for way, name in ((False, "without poster"), (True, "with its poster")):
        print(f"{name:<22}{medians[way][0]:>10.2f}{medians[way][1]:>10.2f}")
    ratios = [with_ / without for with_, without in zip(medians[True], medians[False], strict=True)]
    print(f"{'ratio':<22}{ratios[0]:>10.2f}{ratios[1]:>10.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=300)
    asyncio.run(measure(parser.parse_args().rounds))
