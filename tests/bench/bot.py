"""What the bot costs, against a no-op command of bare discord.py on the same Discord, in one interleaved run.

    python -m tests.bench.bot [--rounds 5] [--each 400] [--seconds 10] [--films N] [--steady 20000]

CPU is that of all threads of the bot's process (schedstat), with 16 interactions in flight: at low rates caches are
cold and everything costs more. Times are from the departure of the frame to the arrival of the answer. Machines differ
and neighbours disturb: what counts are the ratios of medians of rounds in which the two took turns.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
from asyncio.subprocess import Process
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.bench.lean import IN_TIME, Json, Lean, message_of

ROOT = Path(__file__).resolve().parents[2]
IN_FLIGHT = 16
RATE = 50
BURST = 2_000

Ask = Callable[[Lean], Coroutine[Any, Any, float | None]]


@dataclass
class Subject:
    """A bot under measurement."""

    name: str
    discord: Lean
    process: Process
    asks: dict[str, Ask]
    cpu: dict[str, list[float]] = field(default_factory=dict)
    """Microseconds an interaction, by what was asked; one figure a round."""
    throughput: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)

    def cpu_seconds(self) -> float:
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def megabytes(self) -> float:
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


async def started(name: str, stack: AsyncExitStack, database: str) -> Subject:
    discord = await stack.enter_async_context(Lean())
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.subjects", name, discord.api_url, database,
        cwd=ROOT, env={**os.environ, "LOG_LEVEL": "WARNING"}, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip

    async def end() -> None:
        process.terminate()
        await process.wait()

    stack.push_async_callback(end)
    await discord.ready()
    await asyncio.sleep(1.5)
    return Subject(name, discord, process, await asks_of(name, discord))


async def asks_of(name: str, discord: Lean) -> dict[str, Ask]:
    """What members do, as payloads made once."""

    def command(called: str, **options: str) -> Ask:
        known = discord.commands[called]
        given = [{"type": 3, "name": key, "value": value} for key, value in options.items()]
        data: Json = {"id": known["id"], "name": called, "type": 1, "options": given}
        return lambda to: to.ask(2, data)

    film = discord.commands["film"]
    typed = {"type": 3, "name": "title", "value": "come an", "focused": True}
    completing: Json = {"id": film["id"], "name": "film", "type": 1, "options": [typed]}
    asks: dict[str, Ask] = {
        "/film": command("film", title="Come and See"),
        "autocomplete": lambda to: to.ask(4, completing),
    }
    if name == "noop":
        buttons = [{"type": 2, "style": 2, "label": f"Button {n}", "custom_id": f"b{n}"} for n in range(3)]
        page = message_of({"content": "pong", "components": [{"type": 1, "components": buttons}]})
        press = {"custom_id": "b1", "component_type": 2}
        return asks | {"a press": lambda to: to.ask(3, press, page)}
    asks |= {"/list": command("list", name="survival"), "/random": command("random")}
    await asks["/list"](discord)
    shown = message_of(discord.last["data"])
    custom_id = first_id(shown["components"], "list:")
    turning = {"custom_id": custom_id, "component_type": 2}
    return asks | {"a press": lambda to: to.ask(3, turning, shown)}


def first_id(components: list[Json], prefix: str) -> str:
    for one in components:
        if one["type"] == 2 and str(one.get("custom_id", "")).startswith(prefix):
            return str(one["custom_id"])
        found = first_id(one.get("components", []), prefix)
        if found:
            return found
    return ""


async def many(ask: Ask, discord: Lean, number: int) -> list[float | None]:
    """So many answers, 16 at a time."""
    left, taken = iter(range(number)), list[float | None]()

    async def one_after_the_other() -> None:
        for _ in left:
            taken.append(await ask(discord))

    await asyncio.gather(*(one_after_the_other() for _ in range(IN_FLIGHT)))
    return taken


async def steadily(ask: Ask, discord: Lean, seconds: float) -> list[float | None]:
    """Answers at 50 a second, whether or not the last one has come."""
    tasks: list[asyncio.Task[float | None]] = []
    begun = perf_counter()
    for number in range(int(RATE * seconds)):
        await asyncio.sleep(max(0.0, begun + number / RATE - perf_counter()))
        tasks.append(asyncio.create_task(ask(discord)))
    return list(await asyncio.gather(*tasks))


async def measure(options: argparse.Namespace) -> None:
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        database = f"sqlite:///{folder}/kinoteka.sqlite3"
        subjects = [await started(name, stack, database) for name in ("noop", "kinoteka")]
        at_start = {one.name: one.megabytes() for one in subjects}
        for number in range(options.rounds + 1):
            for one in subjects if number % 2 else reversed(subjects):
                await round_of(one, options, counted=number > 0)
        report_cpu(subjects)
        report_times(subjects)
        await bursts(subjects)
        kinoteka = subjects[-1]
        for _ in range(options.steady // 4000):
            for ask in kinoteka.asks.values():
                await many(ask, kinoteka.discord, 4000 // len(kinoteka.asks))
            print(f"  RSS after a further 4,000: {kinoteka.megabytes():.1f} MB", flush=True)
        for one in subjects:
            print(
                f"RSS {one.name}: {at_start[one.name]:.1f} MB at the start, {one.megabytes():.1f} MB at the end"
            )


async def round_of(subject: Subject, options: argparse.Namespace, *, counted: bool) -> None:
    for what, ask in subject.asks.items():
        cpu, begun = subject.cpu_seconds(), perf_counter()
        await many(ask, subject.discord, options.each)
        spent, passed = subject.cpu_seconds() - cpu, perf_counter() - begun
        if counted:
            subject.cpu.setdefault(what, []).append(spent / options.each * 1e6)
            if what == "/film":
                subject.throughput.append(options.each / passed)
    taken = await steadily(subject.asks["/film"], subject.discord, options.seconds)
    times = sorted(one for one in taken if one is not None)
    assert len(times) == len(taken), "an answer was lost"
    if counted:
        subject.p50.append(times[len(times) // 2] * 1000)
        subject.p99.append(times[int(len(times) * 0.99)] * 1000)


def report_cpu(subjects: list[Subject]) -> None:
    noop, kinoteka = subjects
    print(f"{'CPU an interaction':<20}{'µs':>9}{'no-op µs':>10}{'ratio':>8}   ratios of the rounds")
    for what, figures in kinoteka.cpu.items():
        beside = noop.cpu.get(what, noop.cpu["/film"])
        ratios = [ours / theirs for ours, theirs in zip(figures, beside, strict=True)]
        ours, theirs = statistics.median(figures), statistics.median(beside)
        each = " ".join(f"{one:.2f}" for one in ratios)
        print(f"{what:<20}{ours:>9.0f}{theirs:>10.0f}{statistics.median(ratios):>8.2f}   {each}")


def report_times(subjects: list[Subject]) -> None:
    print(f"{'/film':<20}{'p50 at 50/s':>13}{'p99 at 50/s':>13}{'a second, 16 in flight':>25}")
    for one in subjects:
        p50, p99, most = (statistics.median(column) for column in (one.p50, one.p99, one.throughput))
        print(f"{one.name:<20}{p50:>10.2f} ms{p99:>10.2f} ms{most:>25.0f}")


async def bursts(subjects: list[Subject]) -> None:
    for one in subjects:
        before = one.megabytes()
        taken = await asyncio.gather(*(one.asks["/film"](one.discord) for _ in range(BURST)))
        late = sum(seconds is None or seconds > IN_TIME for seconds in taken)
        slowest = max(seconds or float("inf") for seconds in taken)
        print(
            f"{BURST:,} at once, {one.name}: {late} late, the last after {slowest:.2f} s, "
            f"RSS {before:.1f} -> {one.megabytes():.1f} MB"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--each", type=int, default=400, help="interactions of each kind in a round")
    parser.add_argument("--seconds", type=float, default=10, help="of 50 a second in a round")
    parser.add_argument("--steady", type=int, default=20_000, help="further interactions, for the memory")
    asyncio.run(measure(parser.parse_args()))
