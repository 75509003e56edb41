"""A busy, bad day: fifty interactions a second on the real bot process, with faults switched on and off.

    python -m tests.soak.load [--minutes 10] [--rate 50] [--seed 0]

`python -m bot run` on the stand-in. At the end the figures, and status 1 if anything that Discord could still accept
was not answered, was answered twice or refused, if an acknowledged write is missing, or the bot's log has a traceback.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bot.preview.standin import StandIn
from bot.preview.world import Member
from tests.soak.fault_schedule import Weather
from tests.soak.ledger import Ledger
from tests.soak.process import Bot
from tests.soak.tally import Tally, percentile
from tests.soak.traffic import Traffic
from tests.soak.writes import TITLES, Writer

WRITERS = 40
SETTLED = 12.0
"""Seconds after which nothing more comes of an interaction."""
MEANT = ("locked by someone else", "Attempting a reconnect")
WARM = 3.0
"""Seconds before the first interaction: titles are read in, pictures are being drawn."""


@dataclass
class Day:
    """All that was seen of it."""

    tally: Tally = field(default_factory=Tally)
    ledger: Ledger = field(default_factory=Ledger)
    megabytes: list[float] = field(default_factory=list)
    """Of the bot, at the beginning and every minute."""
    missing: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    """Lines of the bot's log above a warning, but those that tell the operator of what was done here."""
    tracebacks: list[str] = field(default_factory=list)
    """The last line of each in the bot's log."""
    held: float = 0.0
    """Seconds that the database was locked from outside, at most."""
    starved: float = 0.0
    """Seconds that bot and stand-in waited for the processor in all."""
    status: int = 0
    resumes: int = 0
    sessions: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    """How often each happened."""

    @property
    def wrong(self) -> list[str]:
        """All that must not be."""
        tally = self.tally
        found = [f"not answered in time: {one}" for one in tally.ours]
        found += [f"answered twice: {one}" for one in tally.twice]
        found += [f"refused: {one}" for one in tally.refused]
        found += [f"acknowledged and lost: {one}" for one in self.missing]
        found += [f"log: {one}" for one in self.complaints]
        if tally.apologies["with a code"]:
            found.append(f"{tally.apologies['with a code']} apologies with a code")
        found += [f"traceback, {times} times: {last}" for last, times in Counter(self.tracebacks).items()]
        return found + ([f"exit status {self.status}"] if self.status else [])


async def live_through(folder: Path, seconds: float, rate: float, random_seed: int = 0) -> Day:
    """One day of so many seconds."""
    day, dice = Day(), random.Random(random_seed)
    async with StandIn() as standin, AsyncExitStack() as at_the_end:
        bot = await Bot.start(standin.api_url, folder)
        at_the_end.callback(bot.kill)
        await standin.ready(60)
        await asyncio.sleep(WARM)
        writers = await writing(standin, day.ledger, dice)
        weather = Weather(standin, folder / "kinoteka.sqlite3", random.Random(random_seed + 1))
        standin.faults.observers.append(lambda fault, about: day.tally.note(time.time(), fault, about))
        beside = [
            asyncio.create_task(work)
            for work in (
                weather.rage(),
                weather.watch(),
                weather.wait_beside(bot.process.pid),
                count(day, standin, weather),
                weigh(day, bot),
            )
        ]
        await Traffic(standin, dice, writers).flow(rate, seconds)
        beside[0].cancel()
        await asyncio.wait(beside[:1])
        await asyncio.sleep(min(SETTLED, max(5.0, seconds / 5)))
        for task in beside:
            task.cancel()
        for ended in await asyncio.gather(*beside, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended
        tally_up(day, standin, weather, older_than=0.0)
        day.megabytes.append(bot.megabytes)
        day.status = await bot.end()
        day.faults.update(weather.happened)
        day.faults.update(standin.faults.happened)
        day.resumes, day.sessions = standin.gateway.resumes, standin.gateway.identifies
    day.missing = day.ledger.missing(folder / "kinoteka.sqlite3")
    day.tracebacks = re.findall(r"^Traceback.*\n(?:[ \n].*\n?)*(.*)", bot.log, re.MULTILINE)
    errors = [line for line in bot.log.splitlines() if " ERROR " in line or " CRITICAL " in line]
    day.complaints = [line for line in errors if not any(word in line for word in MEANT)]
    day.held = max(weather.held, default=0.0)
    day.starved = weather.queued_between(0, time.time())
    return day


async def writing(standin: StandIn, ledger: Ledger, dice: random.Random) -> list[Writer]:
    """Members who keep films, each with the cards they press."""
    cards = []
    for title in TITLES:
        message = (await standin.slash("film", {"title": title})).message
        assert message is not None, title
        cards.append(message)
    members = [Member(1290000000000000900 + number, f"Member{number}") for number in range(WRITERS)]
    return [Writer(standin, ledger, member, dice, cards) for member in members]


async def count(day: Day, standin: StandIn, weather: Weather) -> None:
    while True:
        await asyncio.sleep(1)
        tally_up(day, standin, weather, older_than=SETTLED)


def tally_up(day: Day, standin: StandIn, weather: Weather, older_than: float) -> None:
    """Count what is that many seconds old, and let it go."""
    there = {one.id: one for one in standin.exchanges}
    standin.forget(older_than)
    for exchange in standin.exchanges:
        del there[exchange.id]
    for exchange in there.values():
        day.tally.count(exchange, weather)


async def weigh(day: Day, bot: Bot) -> None:
    while True:
        day.megabytes.append(bot.megabytes)
        if len(day.megabytes) > 1:
            tally = day.tally
            print(
                f"minute {len(day.megabytes) - 1}: {tally.sent:,} sent, {len(tally.ours)} not answered in time, "
                f"{day.megabytes[-1]:.1f} MB",
                file=sys.stderr,
            )
        await asyncio.sleep(60)


def report(day: Day) -> str:
    tally = day.tally

    def times(values: list[float]) -> str:
        return f"p50 {percentile(values, 0.5):.0f} ms, p99 {percentile(values, 0.99):.0f} ms"

    rows: list[tuple[str, object]] = [
        ("sent", tally.sent),
        ("answered", tally.answered),
        ("impossible to answer", tally.lost.total()),
        *((f"  {why}", number) for why, number in tally.lost.most_common()),
        ("possible, but not answered", len(tally.ours)),
        ("answered twice", len(tally.twice)),
        ("refused by Discord", len(tally.refused)),
        ("told “busy right now”", tally.apologies["busy"]),
        ("  longest lock from outside", f"{day.held:.1f} s"),
        ("told of a fault of ours", tally.apologies["with a code"]),
        ("first response", times(tally.seconds)),
        ("  where no fault was near", times(tally.untouched)),
        ("memory each minute", " ".join(f"{one:.1f}" for one in day.megabytes) + " MB"),
        ("waited for the processor", f"{day.starved:.0f} s"),
        ("sessions", f"{day.sessions}, resumed {day.resumes} times"),
        ("writes acknowledged", day.ledger.acknowledged.total()),
        ("  of these missing", len(day.missing)),
        ("tracebacks in the log", len(day.tracebacks)),
        *((f"fault: {name}", number) for name, number in sorted(day.faults.items())),
    ]
    shown = ((what, f"{value:,}" if isinstance(value, int) else value) for what, value in rows)
    return "\n".join(f"{what:<48} {value}" for what, value in shown)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rate", type=float, default=50, help="acts a second")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        day = asyncio.run(live_through(Path(folder), options.minutes * 60, options.rate, options.seed))
    print(report(day))
    for one in day.wrong:
        print(f"WRONG: {one}")
    return 1 if day.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
