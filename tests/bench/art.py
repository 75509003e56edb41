"""How long pictures take: `python -m tests.bench.art`.

Drawing (compose, render, both) for every shipped film, covers, what the gallery costs when the picture is kept, and how
long the event loop stands still while pictures are drawn in the worker process or, for comparison, in a thread.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.art.cover import cover
from bot.art.drawing import png
from bot.art.gallery import Gallery
from bot.art.orders import PosterOrder
from bot.art.poster import poster
from bot.art.workshop import fill
from db.types import Film, FilmList, ListSummary
from seed.content import SHIPPED, collect
from seed.curated import read


def row(name: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    middle = statistics.median(ordered)
    print(f"{name:<46} n={len(ordered):<4} median {middle * 1e3:8.2f} ms   p95 {p95 * 1e3:8.2f} ms")


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def drawing(films: list[Film]) -> None:
    composed, rendered, sizes = [], [], []
    for _ in range(3):
        for film in films:
            start = time.perf_counter()
            svg = poster(film).svg
            middle = time.perf_counter()
            data = png(svg)
            composed.append(middle - start)
            rendered.append(time.perf_counter() - middle)
            sizes.append(len(data))
    row("poster: compose", composed)
    row("poster: render", rendered)
    row("poster: both", [a + b for a, b in zip(composed, rendered, strict=True)])
    row("poster, wide: both", [timed(lambda film=film: png(poster(film, "wide").svg)) for film in films])  # type: ignore[misc]
    summary = ListSummary(1, "a-list", "A List of Ten", "", (), 10, 10, 1957, 2013)
    whole = FilmList(summary, ())
    row(
        "cover of ten films: both",
        [timed(lambda: png(cover(whole, films[:10], 0x7A4FA3).svg)) for _ in range(5)],
    )
    print(
        f"{'poster: size':<46} median {statistics.median(sizes) / 1e3:.0f} kB, largest {max(sizes) / 1e3:.0f} kB"
    )


async def gallery(films: list[Film]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        opened = Gallery(Path(folder))
        row("gallery: worker starts", [await awaited(opened.start())])
        await opened.poster(films[0])
        row("gallery: new picture", [await awaited(opened.poster(film)) for film in films[1:]])
        row("gallery: picture in memory", [await awaited(opened.poster(film)) for film in films])
        await opened.close()
        again = Gallery(Path(folder))
        await again.poster(films[0])
        row(
            "gallery: picture on disk, after a restart",
            [await awaited(again.poster(film)) for film in films[1:]],
        )
        row("loop stands still: worker process", await stalls(lambda film: again.poster(film, "wide"), films))
        await again.close()
        row("loop stands still: thread (not what we do)", await stalls(in_thread, films))


async def in_thread(film: Film) -> object:
    return await asyncio.to_thread(fill, PosterOrder(film, "wide"))


async def awaited(work: Awaitable[object]) -> float:
    start = time.perf_counter()
    await work
    return time.perf_counter() - start


async def stalls(draw: Callable[[Film], Awaitable[object]], films: list[Film]) -> list[float]:
    """How late a 1 ms timer fires while pictures are drawn one after another."""
    late: list[float] = []
    done = asyncio.Event()

    async def watch() -> None:
        while not done.is_set():
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            late.append(time.perf_counter() - before - 0.001)

    watching = asyncio.create_task(watch())
    for film in films:
        await draw(film)
    done.set()
    await watching
    return late


def main() -> None:
    films = list(read(collect([SHIPPED]), this_year=2026).films)
    drawing(films)
    asyncio.run(gallery(films))


if __name__ == "__main__":
    main()
