"""The bot killed in the midst of everything, again and again: `kill -9`, no warning, no hand to help it up.

    python -m tests.soak.kills [--rounds 300]

Members mark films as seen and wanted, deal, choose settings, take files in and have everything erased, while
`python -m bot run` is killed at a random moment. After each round: every write whose answer Discord had is there,
`PRAGMA integrity_check` is ok, and the next start needs nobody.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import sys
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bot.preview.channel import Message
from bot.preview.standin import StandIn
from bot.preview.world import Member
from tests.soak.ledger import Ledger
from tests.soak.process import Bot
from tests.soak.writes import TITLES, Writer
from tests.waiting import until

MEMBERS = 4


@dataclass
class Killing:
    """What Discord knows that the bot has acknowledged, and how often the bot was killed."""

    standin: StandIn
    folder: Path
    dice: random.Random
    at_the_end: AsyncExitStack
    """Kills what a run that fails leaves."""
    ledger: Ledger = field(default_factory=Ledger)
    writers: list[Writer] = field(default_factory=list)
    started: list[float] = field(default_factory=list)
    """Seconds from each start until the bot was there."""
    bot: Bot = field(init=False)
    """The one that was started last."""

    @property
    def database(self) -> Path:
        return self.folder / "kinoteka.sqlite3"

    async def begin(self) -> None:
        """A bot, and cards to be pressed for the rest of the run."""
        await self.start()
        cards = [await self._card(title) for title in TITLES]
        for number in range(MEMBERS):
            member = Member(id=1290000000000000900 + number, name=f"Member{number}")
            self.writers.append(Writer(self.standin, self.ledger, member, self.dice, cards))

    async def _card(self, title: str) -> Message:
        exchange = await self.standin.slash("film", {"title": title})
        assert exchange.message is not None, (exchange.about, exchange.state)
        return exchange.message

    async def start(self) -> None:
        before = asyncio.get_running_loop().time()
        self.bot = await Bot.start(self.standin.api_url, self.folder)
        self.at_the_end.callback(self.bot.kill)
        await self.standin.ready(60)
        self.started.append(asyncio.get_running_loop().time() - before)

    async def round(self, at_least: int) -> None:
        """Kill, after so many acknowledged writes. Raise AssertionError if anything acknowledged is lost."""
        enough = self.ledger.acknowledged.total() + at_least
        if self.bot.process.returncode is not None:
            await self.start()
        writing = [asyncio.create_task(self._write_on(writer)) for writer in self.writers]
        await asyncio.sleep(self.dice.uniform(0.05, 1.0))
        await until(lambda: self.ledger.acknowledged.total() >= enough, 60)
        await self.bot.end(signal.SIGKILL)
        for task in writing:
            task.cancel()
        for ended in await asyncio.gather(*writing, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended
        assert not (missing := self.ledger.missing(self.database)), missing
        self.ledger.learn(self.database)
        self.standin.forget(older_than=10)

    @staticmethod
    async def _write_on(writer: Writer) -> None:
        while await writer.write():
            pass


async def kill(folder: Path, rounds: int, random_seed: int = 0, *, at_least: int = 0) -> Killing:
    """So many rounds, each with `at_least` so many writes; raise AssertionError if anything acknowledged is lost."""
    async with StandIn() as standin, AsyncExitStack() as at_the_end:
        killing = Killing(standin, folder, random.Random(random_seed), at_the_end)
        await killing.begin()
        for number in range(rounds):
            await killing.round(at_least)
            if number % 25 == 24:
                print(f"round {number + 1}: {killing.ledger.acknowledged.total():,} writes", file=sys.stderr)
    return killing


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        done = asyncio.run(kill(Path(folder), options.rounds))
    for kind, times in done.ledger.acknowledged.most_common():
        print(f"{kind:<24}{times:>8,}")
    started = sorted(done.started)
    print(
        f"{options.rounds} rounds, {done.ledger.acknowledged.total():,} writes acknowledged, none lost, ",
        end="",
    )
    print(f"database sound; starts took {started[len(started) // 2]:.2f} s, at most {started[-1]:.2f} s")


if __name__ == "__main__":
    main()
