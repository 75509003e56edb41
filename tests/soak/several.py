"""Several equal processes over one database: by HTTP, killed one after the other; or sharing shards, through drops.

    python -m tests.soak.several http [--processes 2] [--minutes 5] [--rate 50] [--database URL] [--restart COMMAND]
    python -m tests.soak.several shards [--processes 2] [--minutes 5] [--rate 50] [--database URL]

By HTTP each half minute one process is killed (`kill -9`) and started again; `--restart` is run once, half-way, as
`pg_ctlcluster 15 main restart`. With shards, three of them lose their connections again and again, in one process or
in several. An SQLite file serves one process. Status 1 if an acknowledged write is missing, or an interaction that
reached a process that lived on was not answered, or answered twice.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import shlex
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import aiohttp

from bot.preview.channel import Exchange
from bot.preview.standin import StandIn
from bot.preview.world import SERVER
from tests.ports import free_port
from tests.soak.fault_schedule import Weather, queued_of
from tests.soak.ledger import Ledger
from tests.soak.load import SETTLED, writing
from tests.soak.process import Bot
from tests.soak.tally import PATIENCE, Tally, percentile
from tests.soak.traffic import Traffic
from tests.waiting import until

SHARDS = 3
KILLED_EVERY = 30.0
"""Seconds."""
DROPPED_EVERY = 5.0
_DONE = {"answered", "updated", "choices", "modal"}
_SAMPLE = 0.25
_PATIENCE = 120.0
"""Seconds for a command beside the bots."""


@dataclass
class Several:
    """The processes, and what became of the interactions."""

    standin: StandIn
    folder: Path
    settings: dict[str, str]
    """Of every process."""
    shares: list[dict[str, str]]
    """Settings by process."""
    weather: Weather
    dice: random.Random
    urls: list[str] = field(default_factory=list)
    """Where each takes interactions; none with shards."""
    bots: list[Bot] = field(default_factory=list)
    started: list[Bot] = field(default_factory=list)
    """All that ever were."""
    tally: Tally = field(default_factory=Tally)
    ledger: Ledger = field(default_factory=Ledger)
    kills: list[tuple[str, float]] = field(default_factory=list)
    """Which URL's process was killed, and when in seconds since 1970."""
    drops: int = 0
    missing: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    restarted: bool = False
    """Whether the database was restarted: then it is right that it could not be read for a moment."""
    tracebacks: list[str] = field(default_factory=list)
    """The last line of each in the logs, but those of connections that were cut here."""

    @property
    def wrong(self) -> list[str]:
        """All that must not be."""
        found = [f"not answered: {one}" for one in self.tally.ours]
        found += [f"answered twice: {one}" for one in self.tally.twice]
        found += [f"refused: {one}" for one in self.tally.refused]
        found += [f"acknowledged and lost: {one}" for one in self.missing]
        found += [f"traceback, {times} times: {last}" for last, times in Counter(self.tracebacks).items()]
        if self.tally.apologies["with a code"] and not self.restarted:
            found.append(f"{self.tally.apologies['with a code']} apologies with a code")
        return found + [f"exit status {one}" for one in self.statuses if one]

    async def start(self, number: int) -> Bot:
        """Start a process and wait until it takes interactions, by HTTP; else until Discord has every shard."""
        folder = self.folder / str(number)
        folder.mkdir(exist_ok=True)
        bot = await Bot.start(self.standin.api_url, folder, **self.settings, **self.shares[number])
        self.started.append(bot)
        if self.urls:
            url = self.urls[number].replace("/interactions", "/healthz")

            async def is_well() -> bool:
                with suppress(aiohttp.ClientError):
                    async with aiohttp.ClientSession() as session, session.get(url) as answer:
                        return answer.status == 200
                return False

            await until(is_well, _PATIENCE)
        return bot

    async def begin(self) -> None:
        """The first alone, which makes the database."""
        self.bots.append(await self.start(0))
        self.bots += await asyncio.gather(*(self.start(number) for number in range(1, len(self.shares))))
        if not self.urls:
            await self.standin.ready(60)

    def kill_all(self) -> None:
        """Those that still run."""
        for bot in self.started:
            bot.kill()

    async def kill_by_turns(self, every: float) -> None:
        """Kill one process after the other and start it again, until cancelled."""
        number = 0
        while True:
            await asyncio.sleep(every)
            number = (number + 1) % len(self.bots)
            self.kills.append((self.urls[number], time.time()))
            await self.bots[number].end(signal.SIGKILL)
            self.bots[number] = await self.start(number)

    async def drop_by_turns(self, every: float) -> None:
        """Cut the connection of a shard, or of all, again and again, until cancelled."""
        while True:
            await asyncio.sleep(every * self.dice.uniform(0.5, 1.5))
            self.standin.drop_gateway(self.dice.choice((*range(SHARDS), None)))
            self.drops += 1

    async def wait_beside(self) -> None:
        """Note how long all of us wait for the processor, which others had, until cancelled."""
        total, last = 0.0, dict[int, float]()
        while True:
            for process in (os.getpid(), *(bot.process.pid for bot in self.bots)):
                with suppress(OSError):
                    waited = queued_of(process)
                    total += waited - last.get(process, waited)
                    last[process] = waited
            self.weather.queued.append((time.time(), total))
            await asyncio.sleep(_SAMPLE)

    async def count(self) -> None:
        while True:
            await asyncio.sleep(1)
            self.tally_up(SETTLED)

    def tally_up(self, older_than: float) -> None:
        """Count what is that many seconds old, and let it go."""
        there = {one.id: one for one in self.standin.exchanges}
        self.standin.forget(older_than)
        for exchange in self.standin.exchanges:
            del there[exchange.id]
        for exchange in there.values():
            self._count(exchange)

    def _count(self, exchange: Exchange) -> None:
        sender = self.standin.sender
        if sender is None or exchange.state in _DONE:
            self.tally.count(exchange, self.weather)
            return
        url, _ = sender.taken.pop(str(exchange.id), (None, 0.0))
        due = exchange.created + PATIENCE
        killed = [which for which, at in self.kills if exchange.created - 0.1 <= at <= due]
        why = None
        if url in killed or (killed and str(exchange.id) in sender.broken):
            why = "its process was killed"
        elif url is None and len(self.urls) == 1:
            why = "the only process was away"
        if why is None:
            self.tally.count(exchange, self.weather)
        else:
            self.tally.sent += 1
            self.tally.lost[why] += 1

    def read_logs(self) -> None:
        """Look for what is a bug of ours."""
        for log in {bot.folder: bot.log for bot in self.bots}.values():
            said = re.split(r"(?m)^(?=\d{4}-\d\d-\d\d )", log)
            self.tracebacks += [
                one.rstrip().splitlines()[-1]
                for one in said
                if "\nTraceback" in one and "Attempting a reconnect" not in one
            ]

    async def database_as_file(self) -> Path:
        """A backup, which is an SQLite file whatever the database is."""
        file = self.folder / "at-the-end.sqlite3"
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "backup", str(file), env=os.environ | self.settings
        )
        if await asyncio.wait_for(process.wait(), _PATIENCE) != 0:
            raise RuntimeError("no backup could be made")
        return file


async def live_through(
    way: str,
    folder: Path,
    *,
    processes: int,
    seconds: float,
    rate: float,
    database: str | None = None,
    restart: str | None = None,
    every: float | None = None,
    random_seed: int = 0,
) -> Several:
    """So many seconds. `every`: between two kills, or drops; `restart`: a command that is run once, half-way."""
    dice = random.Random(random_seed)
    settings = {
        "DATABASE_URL": database or f"sqlite:///{folder / 'kinoteka.sqlite3'}",
        "PICTURE_DIR": str(folder / "pictures"),
    }
    async with StandIn() as standin, AsyncExitStack() as at_the_end:
        several = Several(standin, folder, settings, [], Weather(standin, folder, dice), dice)
        at_the_end.callback(several.kill_all)
        several.restarted = restart is not None
        if way == "http":
            ports = [free_port() for _ in range(processes)]
            several.shares = [{"INTERACTIONS_PORT": str(port)} for port in ports]
            several.urls = [f"http://127.0.0.1:{port}/interactions" for port in ports]
            standin.send_to(*several.urls)
        else:
            standin.recommended_shards = SHARDS
            several.shares = [{}] if processes == 1 else [
                {"SHARD_COUNT": str(SHARDS), "SHARD_IDS": ",".join(map(str, range(SHARDS)[n::processes]))}
                for n in range(processes)
            ]  # fmt: skip
        await several.begin()
        writers = await writing(standin, several.ledger, dice)
        disturbing = (
            several.kill_by_turns(every or KILLED_EVERY)
            if way == "http"
            else several.drop_by_turns(every or DROPPED_EVERY)
        )
        watching = [several.wait_beside(), several.count()]
        if way != "http":
            watching.append(several.weather.watch())
        beside = [asyncio.create_task(work) for work in (disturbing, *watching)]
        traffic = Traffic(standin, dice, writers)
        if way != "http":
            traffic.places = [replace(SERVER, guild_id=(9000 + number) << 22) for number in range(SHARDS)]
        if restart is not None:
            asyncio.get_running_loop().call_later(
                seconds / 2, lambda: beside.append(asyncio.create_task(run_command(restart)))
            )
        await traffic.flow(rate, seconds)
        beside[0].cancel()
        await asyncio.wait(beside[:1])
        await asyncio.sleep(min(SETTLED, max(5.0, seconds / 5)))
        for task in beside:
            task.cancel()
        for ended in await asyncio.gather(*beside, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended
        several.tally_up(0.0)
        several.missing = several.ledger.missing(await several.database_as_file())
        several.read_logs()
        several.statuses = [await bot.end() for bot in several.bots if bot.process.returncode is None]
    return several


async def run_command(command: str) -> None:
    """Raise RuntimeError if it fails."""
    process = await asyncio.create_subprocess_exec(*shlex.split(command))
    if await asyncio.wait_for(process.wait(), _PATIENCE) != 0:
        raise RuntimeError(f"{command} failed")


def report(several: Several) -> str:
    tally = several.tally
    sender = several.standin.sender
    statuses = Counter(sender.statuses) if sender is not None else Counter[int]()
    rows: list[tuple[str, object]] = [
        ("processes", len(several.shares)),
        ("sent", tally.sent),
        ("answered", tally.answered),
        *((f"  not, {why}", number) for why, number in tally.lost.most_common()),
        ("reached one that lived on, but not answered", len(tally.ours)),
        ("answered twice", len(tally.twice)),
        ("refused by Discord", len(tally.refused)),
        ("told “busy right now”", tally.apologies["busy"]),
        ("told of a fault, with a code", tally.apologies["with a code"]),
        ("first response, p50", f"{percentile(tally.seconds, 0.5):.0f} ms"),
        ("first response, p99", f"{percentile(tally.seconds, 0.99):.0f} ms"),
        ("kills", len(several.kills)),
        ("drops", several.drops),
        ("sessions", several.standin.gateway.identifies),
        ("resumed", several.standin.gateway.resumes),
        ("writes acknowledged", several.ledger.acknowledged.total()),
        ("  of these missing", len(several.missing)),
        *((f"answered by HTTP with {status}", number) for status, number in sorted(statuses.items())),
    ]
    return "\n".join(f"{what:<48} {value}" for what, value in rows)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("way", choices=("http", "shards"))
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--rate", type=float, default=50, help="acts a second")
    parser.add_argument("--database", help="an empty PostgreSQL database (default: an SQLite file)")
    parser.add_argument("--restart", help="a command that restarts the database")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        several = asyncio.run(
            live_through(
                options.way,
                Path(folder),
                processes=options.processes,
                seconds=options.minutes * 60,
                rate=options.rate,
                database=options.database,
                restart=options.restart,
                random_seed=options.seed,
            )
        )
    print(report(several))
    for one in several.wrong:
        print(f"WRONG: {one}")
    return 1 if several.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
