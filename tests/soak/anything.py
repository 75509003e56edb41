"""Whatever a member, or somebody with a forged client, can send, answered by the real bot.

    python -m tests.soak.anything [--examples 20000] [--seed 0]

Texts of 6,000 characters and all of Unicode, mentions and markdown, forged and mangled custom ids, foreign locales,
files of any content; films that a reload of the catalogue takes away and brings back in the midst of it. Each must be
answered in time with something Discord takes (by the stand-in's rules; of every tenth request also by Discord's own
description, where DISCORD_OPENAPI names a copy); nobody may be pinged; nothing may be a bug of ours (a traceback in
the log).
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import logging
import os
import random
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any, Self, TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings

from bot.art.gallery import Gallery
from bot.client import Kinoteka
from bot.preview.rest import Request
from bot.preview.standin import StandIn
from bot.services.catalogue import Catalogue
from db import migrate
from db.engine import Database
from seed import content
from seed.load import refresh
from tests.openapi import DiscordDescription
from tests.soak import vanishing
from tests.soak.acts import ACTS, KINDS, Act
from tests.soak.harness import Bugs, Stage

T = TypeVar("T")

BATCH = 500
"""Acts that hypothesis thinks up in one go: it remembers them all, a megabyte each."""


def act_out(alive: Alive, stage: Stage, examples: int, random_seed: int) -> None:
    """So many acts, one after the other."""
    handler = Bugs(stage.bugs)
    logging.getLogger().addHandler(handler)
    try:
        alive.run(stage.begin())
        for first in range(0, examples, BATCH):
            some_acts(alive, stage, min(BATCH, examples - first), f"{random_seed} {first}")
        alive.run(stage.end())
    finally:
        logging.getLogger().removeHandler(handler)


def some_acts(alive: Alive, stage: Stage, examples: int, random_seed: str) -> None:
    """The kinds take turns, so that none is left out by chance; all else of an act is drawn."""
    kinds = itertools.cycle(("slash", *KINDS))

    @seed(random_seed)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @given(ACTS)
    def one(act: Act) -> None:
        alive.run(stage.perform(replace(act, kind=next(kinds))))

    one()


class Alive:
    """An event loop in a thread of its own: the bot goes on while hypothesis thinks."""

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What it returns or raises."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


async def begun(stack: AsyncExitStack, folder: Path, *, pictures: bool) -> Stage:
    """The bot, logged in, on a catalogue of its own in this folder."""
    url = f"sqlite:///{folder / 'kinoteka.sqlite3'}"
    await migrate.upgrade(url)
    database = Database(url)
    stack.push_async_callback(database.close)
    await refresh(database, [content.SHIPPED])
    catalogue = Catalogue(database)
    stack.push_async_callback(catalogue.close)
    await catalogue.open()
    await catalogue.titles(patience=60)
    await catalogue.suggestions(patience=60)
    catalogue.watch(every=0.1)
    standin = await stack.enter_async_context(StandIn())
    gallery = Gallery(folder / "pictures") if pictures else None
    if gallery is not None:
        stack.push_async_callback(gallery.close)
    bot = Kinoteka(catalogue, random.Random(1957), api_url=standin.api_url, gallery=gallery)
    running = asyncio.create_task(bot.start("any.token"))

    async def end() -> None:
        await bot.close()
        await asyncio.wait({running})

    stack.push_async_callback(end)
    await standin.ready()
    return Stage(standin, database, vanishing.write(folder / "own"))


def run(examples: int, random_seed: int = 0, *, pictures: bool = False) -> Stage:
    """So many acts on a bot of their own; raise AssertionError for the first that is not answered as it should be."""
    with tempfile.TemporaryDirectory() as folder, Alive() as alive:
        stack = AsyncExitStack()
        try:
            stage = alive.run(begun(stack, Path(folder), pictures=pictures))
            act_out(alive, stage, examples, random_seed)
        finally:
            alive.run(stack.aclose())
    return stage


def problems(sample: list[Request], description: DiscordDescription) -> list[str]:
    """What Discord's own description says against these requests."""
    different = {(one.method, one.path, json.dumps(one.json)): one for one in sample}
    return [
        problem for one in different.values() for problem in description.check(one.method, one.path, one.json)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--examples", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    stage = run(options.examples, options.seed, pictures=True)
    for what, times in sorted(stage.done.items()):
        print(f"{what:<24}{times:>8,}")
    print(f"{stage.done.total():,} acts, {stage.reloads} reloads of the catalogue, ", end="")
    print(
        f"{stage.gone:,} answers about what is no longer there, {stage.standstills} tried again on a busy machine"
    )
    if path := os.environ.get("DISCORD_OPENAPI"):
        found = problems(stage.sample, DiscordDescription(Path(path)))
        print(f"{len(stage.sample):,} requests against Discord's description: {len(found)} problems")
        print("\n".join(found[:20]))


if __name__ == "__main__":
    main()
