"""A club that votes while everything breaks: all press at once, and the processes are killed one after the other.

    python -m tests.soak.club [--members 200] [--minutes 2] [--processes 2] [--database URL]

By HTTP, with faults; an SQLite file serves one process. At the end a last press draws the night, and the host closes
it. Status 1 unless what is shown is what is stored, every vote that was acknowledged is there and no other, and the
film that won is the rule's.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.night import outcome
from bot.preview.channel import Exchange, Message
from bot.preview.faults import Fault
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, Member
from tests import nights, pages
from tests.ports import free_port
from tests.soak.fault_schedule import Weather
from tests.soak.several import Several

FAULTS: tuple[Fault, ...] = ("rate_limit", "server_error", "reset", "reset_after", "slow", "duplicate")
AT_ONCE = 30
_CHANCE = 0.02
_FINISHED = 1.0
"""Seconds after a press was heard of within which it is written: a kill until then may have been faster."""
_LAST = Member(ANNA.id + 5000, "Last")


@dataclass
class Ballots:
    """What the members voted for, as far as it is known: a press changes a vote, and some may have been lost."""

    known: dict[tuple[int, int], bool] = field(default_factory=dict)
    unsure: set[tuple[int, int]] = field(default_factory=set)
    pressed: int = 0
    sure: int = 0

    def note(self, member: int, film: int, *, is_sure: bool) -> None:
        self.pressed += 1
        self.sure += is_sure
        key = member, film
        if is_sure:
            self.known[key] = not self.known.get(key, False)
        else:
            self.unsure.add(key)

    def wrong(self, stored: set[tuple[int, int]]) -> list[str]:
        """Votes that are there and must not be, and the other way round."""
        sure = {key: voted for key, voted in self.known.items() if key not in self.unsure}
        lost = [f"lost: {key}" for key, voted in sure.items() if voted and key not in stored]
        return lost + [f"nobody’s: {key}" for key in stored if not sure.get(key, key in self.unsure)]


@dataclass(frozen=True, slots=True)
class _Press:
    """A press on a toggle, and what Discord heard of it until when."""

    member: int
    film: int
    exchange: Exchange
    begun: float
    ended: float

    def is_sure(self, several: Several) -> bool:
        """Whether the vote was written: its answer says so, or it was heard of, and neither an apology came after it
        nor a process was killed about then."""
        near = any(self.begun - 0.1 <= at <= self.ended + _FINISHED for _, at in several.kills)
        heard = self.exchange.state in {"deferred", "answered"} and not self.exchange.followups
        return self.exchange.state == "updated" or (heard and not near)


async def vote(
    folder: Path,
    *,
    members: int,
    seconds: float,
    processes: int = 1,
    database: str | None = None,
    every: float = 15.0,
    random_seed: int = 0,
) -> tuple[Ballots, Several, list[str]]:
    """What was voted, by which processes, and all that is wrong; `every`: seconds between two kills."""
    dice, ballots = random.Random(random_seed), Ballots()
    club = [Member(ANNA.id + 1000 + number, f"Member {number}") for number in range(members)]
    settings = {
        "DATABASE_URL": database or f"sqlite:///{folder / 'kinoteka.sqlite3'}",
        "PICTURE_DIR": str(folder / "pictures"),
    }
    async with StandIn() as standin, AsyncExitStack() as at_the_end:
        several = Several(standin, folder, settings, [], Weather(standin, folder, dice), dice)
        at_the_end.callback(several.kill_all)
        ports = [free_port() for _ in range(processes)]
        several.shares = [{"INTERACTIONS_PORT": str(port)} for port in ports]
        several.urls = [f"http://127.0.0.1:{port}/interactions" for port in ports]
        standin.send_to(*several.urls)
        await several.begin()
        page = pages.message_of(await nights.begun(standin, films=4))
        killing = asyncio.create_task(several.kill_by_turns(every))
        standin.faults.rates = dict.fromkeys(FAULTS, _CHANCE)
        end = time.monotonic() + seconds
        presses: list[_Press] = []
        while time.monotonic() < end:
            acts = (_press(standin, page, dice.choice(club), dice.randrange(4)) for _ in range(AT_ONCE))
            presses += await asyncio.gather(*acts)
        killing.cancel()
        await asyncio.wait([killing])
        standin.faults.calm()
        for one in presses:
            ballots.note(one.member, one.film, is_sure=one.is_sure(several))
        for number, bot in enumerate(several.bots):
            if bot.process.returncode is not None:
                several.bots[number] = await several.start(number)
        await pages.press(standin, page, "night:in", member=_LAST)
        shown = [int(one["label"].split()[0]) for one in pages.buttons(page, "night:vote")]
        films = [int(pages.fields(one["custom_id"])[1], 36) for one in pages.buttons(page, "night:vote")]
        await pages.press(standin, page, "night:close")
        stored, winner = _stored(await several.database_as_file())
        counts = Counter(film for _, film in stored)
        wrong = ballots.wrong(stored)
        if shown != [counts[film] for film in films]:
            wrong.append(f"shown are {shown}, stored {counts}")
        if winner != outcome(films, counts, {}).film_id:
            wrong.append(f"{winner} won with {counts}")
        for bot in several.bots:
            await bot.end()
    return ballots, several, wrong


async def _press(standin: StandIn, page: Message, member: Member, place: int) -> _Press:
    begun = time.time()
    custom_id = pages.buttons(page, "night:vote")[place]["custom_id"]
    exchange = await standin.press(page, custom_id, member=member)
    film = int(pages.fields(custom_id)[1], 36)
    return _Press(member.id, film, exchange, begun, time.time())


def _stored(file: Path) -> tuple[set[tuple[int, int]], int]:
    """The votes by member and film, and the film that won."""
    with closing(sqlite3.connect(file)) as database:
        votes = set(database.execute("SELECT user_id, film_id FROM night_votes WHERE voted"))
        ((winner,),) = database.execute("SELECT winner_id FROM nights")
    return votes, winner


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--members", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=2)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument(
        "--database", help="an empty PostgreSQL database (default: an SQLite file, one process)"
    )
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ballots, several, wrong = asyncio.run(
            vote(
                Path(folder),
                members=options.members,
                seconds=options.minutes * 60,
                processes=options.processes if options.database else 1,
                database=options.database,
                random_seed=options.seed,
            )
        )
    print(f"{ballots.pressed:,} presses, {ballots.sure:,} of them surely counted; {len(several.kills)} kills")
    for one in wrong:
        print(f"WRONG: {one}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
