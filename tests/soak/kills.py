"""The bot killed in the midst of everything, again and again: `kill -9`, no warning, no hand to help it up.

    python -m tests.soak.kills [--rounds 300]

Members press "Seen it" and "Watchlist" while `python -m bot run` is killed at a random moment. After each round: every
write whose answer Discord had is there, `PRAGMA integrity_check` is ok, and the next start needs nobody.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sqlite3
import sys
import tempfile
from asyncio.subprocess import DEVNULL, Process
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from bot.preview.channel import Message
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, Member

ROOT = Path(__file__).resolve().parents[2]
LISTS = ("survival", "loneliness", "post-apocalyptic", "great patriotic war")


@dataclass
class Killing:
    """What Discord knows that the bot has acknowledged, and how often the bot was killed."""

    standin: StandIn
    database: Path
    dice: random.Random
    acknowledged: dict[tuple[int, int], bool] = field(default_factory=dict)
    """By member and film: whether it is seen, as last acknowledged."""
    unsure: set[tuple[int, int]] = field(default_factory=set)
    """Where a press was under way at the kill: either way is right."""
    presses: int = 0

    async def start(self) -> Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run",
            cwd=self.database.parent,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                "DISCORD_TOKEN": "any.token.will-do",
                "DISCORD_API_URL": self.standin.api_url,
                "DATABASE_URL": f"sqlite:///{self.database}",
                "PICTURE_DIR": str(self.database.parent / "pictures"),
            },
            stdout=DEVNULL,
            stderr=DEVNULL,
        )  # fmt: skip
        await self.standin.ready(30)
        return process

    async def cards(self) -> list[Message]:
        """A card of several films, to be pressed for the rest of the run."""
        titles = ("Come and See", "Stalker", "Solaris", "The Ascent", "Mirror", "The Red Tent")
        exchanges = [await self.standin.slash("film", {"title": title}) for title in titles]
        found = [exchange.message for exchange in exchanges if exchange.message]
        assert len(found) == len(titles), [(e.about, e.state) for e in exchanges]
        return found

    async def press_on(self, cards: list[Message], member: Member) -> None:
        """One member, who marks one film after the other as seen, and takes every second one back."""
        while True:
            card = self.dice.choice(cards)
            custom_id = next(b["custom_id"] for b in card.buttons() if "Seen" in b["label"])
            answer = await self._press(card, custom_id, member, seen=True)
            if answer is not None and self.dice.random() < 0.5:
                answer = await self._press(answer, answer.buttons()[0]["custom_id"], member, seen=False)
            if answer is None:
                return  # killed before it answered

    async def _press(self, message: Message, custom_id: str, member: Member, *, seen: bool) -> Message | None:
        film = int(custom_id.split(":")[2], 36)
        self.unsure.add((member.id, film))
        exchange = await self.standin.press(message, custom_id, member=member)
        if exchange.state not in {"answered", "updated"}:
            return None
        self.acknowledged[member.id, film] = seen
        self.unsure.discard((member.id, film))
        self.presses += 1
        return exchange.message

    async def round(self, cards: list[Message]) -> None:
        process = await self.start()
        pressing = [asyncio.create_task(self.press_on(cards, member)) for member in (ANNA, BORIS)]
        await asyncio.sleep(self.dice.uniform(0.05, 1.0))
        process.send_signal(signal.SIGKILL)
        await process.wait()
        for task in pressing:
            task.cancel()
        await asyncio.gather(*pressing, return_exceptions=True)
        self.check()

    def check(self) -> None:
        with closing(sqlite3.connect(self.database)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            seen = set(connection.execute("SELECT user_id, film_id FROM seen"))
        for key, is_seen in self.acknowledged.items():
            assert key in self.unsure or (key in seen) == is_seen, (key, is_seen)
        self.acknowledged = {key: key in seen for key in self.acknowledged}
        self.unsure.clear()


async def kill(folder: Path, rounds: int, random_seed: int = 0) -> Killing:
    """So many rounds; raise AssertionError if anything acknowledged is lost."""
    async with StandIn() as standin:
        killing = Killing(standin, folder / "kinoteka.sqlite3", random.Random(random_seed))
        first = await killing.start()
        cards = await killing.cards()
        first.send_signal(signal.SIGKILL)
        await first.wait()
        for number in range(rounds):
            await killing.round(cards)
            if sys.stderr.isatty() or number % 25 == 24:
                print(f"round {number + 1}: {killing.presses} presses acknowledged", file=sys.stderr)
    return killing


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        done = asyncio.run(kill(Path(folder), options.rounds))
    print(f"{options.rounds} rounds, {done.presses} acknowledged presses, nothing lost, database sound")
