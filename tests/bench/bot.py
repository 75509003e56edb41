"""What the bot costs, against a no-op command of bare discord.py on the same Discord, in one interleaved run.

Both ways in are measured: through the gateway, as the no-op, and by HTTP.

    python -m tests.bench.bot [--films 30 36000 360000] [--rounds 5] [--each 400] [--seconds 5] [--steady 20000]

CPU is that of all threads of the bot's process (schedstat), with 16 interactions in flight: at low rates caches are
cold and everything costs more. Times are from the departure
of the frame to the arrival of the answer. Machines differ and neighbours disturb: what counts are the medians of the
ratios of rounds, in which the two take turns every 50 interactions.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import subprocess
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
from tests.ports import free_port
from tests.title_questions.catalogue import catalogue, write_records

ROOT = Path(__file__).resolve().parents[2]
SIZES = (30, 36_000, 360_000)
"""Films: our own, and with so many invented ones that it is about this number."""
HTTP = "kinoteka by HTTP"
IN_FLIGHT = 16
RATE = 50
SLICE = 50
"""Interactions of one bot until it is the other's turn: some 50 ms, in which a machine's speed seldom changes."""
BURST = 2_000
BURSTS = 3
PAUSE = 4.0
"""Seconds after a burst, in which what was promised is answered."""
STEP = 4_000
"""Interactions between two looks at the memory."""

Ask = Callable[[Lean], Coroutine[Any, Any, float | None]]


@dataclass
class Subject:
    """A bot under measurement."""

    name: str
    discord: Lean
    process: Process
    asks: dict[str, Ask]
    cpu: dict[str, list[float]] = field(default_factory=dict)
    """Microseconds an interaction, by what was asked (or, of what it does not know, of /film); one figure a round."""
    throughput: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)

    def cpu_seconds(self) -> float:
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def megabytes(self) -> float:
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def filled(folder: Path, films: int) -> dict[str, str]:
    """A database as an operator fills it, once and for all; what the bot must be told of it."""
    told = {"DATABASE_URL": f"sqlite:///{folder}/kinoteka.sqlite3", "LOG_LEVEL": "WARNING"}
    if films > min(SIZES):
        invented = folder / "content" / "films"
        invented.mkdir(parents=True)
        write_records(invented / "invented.jsonl", catalogue(films - min(SIZES)))
        told["CONTENT_DIR"] = str(invented.parent)
    command = [sys.executable, "-m", "seed"]
    subprocess.run(command, cwd=ROOT, env=os.environ | told, check=True, stdout=subprocess.DEVNULL)
    return told


async def started(name: str, stack: AsyncExitStack, told: dict[str, str]) -> Subject:
    port = free_port() if name == HTTP else None
    told = told | {"INTERACTIONS_PORT": str(port or 0)}
    discord = await stack.enter_async_context(Lean(port))
    subject_of = "noop" if name == "noop" else "kinoteka"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.subjects", subject_of, discord.api_url,
        cwd=ROOT, env=os.environ | told, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip

    async def end() -> None:
        process.terminate()
        await process.wait()

    stack.push_async_callback(end)
    await discord.ready()
    subject = Subject(name, discord, process, await asks_of(name, discord))
    while not discord.last.get("data", {}).get("choices"):  # the titles are still being read in
        await asyncio.sleep(0.2)
        await subject.asks["autocomplete"](discord)
    await asyncio.sleep(1.5)
    return subject


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


async def measure(films: int, options: argparse.Namespace) -> None:
    async with AsyncExitStack() as stack:
        told = filled(Path(stack.enter_context(tempfile.TemporaryDirectory())), films)
        subjects = [await started(name, stack, told) for name in ("noop", "kinoteka", HTTP)]
        memory = {one.name: [one.megabytes()] for one in subjects}
        for number in range(options.rounds + 1):
            turns = subjects if number % 2 else subjects[::-1]
            await round_of(turns, options, counted=number > 0)
        report_cpu(subjects)
        report_times(subjects)
        for _ in range(options.steady // STEP):
            for one in subjects:
                for ask in one.asks.values():
                    await many(ask, one.discord, STEP // len(one.asks))
                memory[one.name].append(one.megabytes())
        await bursts(subjects)
        for one in subjects:
            steps = ", ".join(f"{megabytes:.1f}" for megabytes in memory[one.name])
            print(f"RSS {one.name}: {steps} MB at the start and after each further {STEP:,}", flush=True)


async def round_of(subjects: list[Subject], options: argparse.Namespace, *, counted: bool) -> None:
    for what in max((one.asks for one in subjects), key=len):
        spent = {one.name: 0.0 for one in subjects}
        passed = dict(spent)
        for _ in range(options.each // SLICE):
            for one in subjects:
                cpu, begun = one.cpu_seconds(), perf_counter()
                await many(one.asks.get(what, one.asks["/film"]), one.discord, SLICE)
                spent[one.name] += one.cpu_seconds() - cpu
                passed[one.name] += perf_counter() - begun
        for one in subjects if counted else ():
            one.cpu.setdefault(what, []).append(spent[one.name] / options.each * 1e6)
            if what == "/film":
                one.throughput.append(options.each / passed[one.name])
    for one in subjects:
        taken = await steadily(one.asks["/film"], one.discord, options.seconds)
        times = sorted(seconds for seconds in taken if seconds is not None)
        assert len(times) == len(taken), "an answer was lost"
        if counted:
            one.p50.append(times[len(times) // 2] * 1000)
            one.p99.append(times[int(len(times) * 0.99)] * 1000)


def report_cpu(subjects: list[Subject]) -> None:
    noop, kinoteka, by_http = subjects
    print(
        f"{'CPU an interaction':<20}{'µs':>9}{'no-op µs':>10}{'ratio':>8}{'by HTTP µs':>12}{'to gateway':>12}"
        "   ratios of the rounds to the no-op"
    )
    for what, figures in kinoteka.cpu.items():
        beside, sent = noop.cpu[what], by_http.cpu[what]
        ratios = [ours / theirs for ours, theirs in zip(figures, beside, strict=True)]
        ways = [http / gateway for http, gateway in zip(sent, figures, strict=True)]
        ours, theirs, http = (statistics.median(column) for column in (figures, beside, sent))
        each = " ".join(f"{one:.2f}" for one in ratios)
        print(
            f"{what:<20}{ours:>9.0f}{theirs:>10.0f}{statistics.median(ratios):>8.2f}{http:>12.0f}"
            f"{statistics.median(ways):>12.2f}   {each}"
        )


def report_times(subjects: list[Subject]) -> None:
    print(f"{'/film':<20}{'p50 at 50/s':>13}{'p99 at 50/s':>13}{'a second, 16 in flight':>25}")
    for one in subjects:
        p50, p99, most = (statistics.median(column) for column in (one.p50, one.p99, one.throughput))
        print(f"{one.name:<20}{p50:>10.2f} ms{p99:>10.2f} ms{most:>25.0f}")


async def bursts(subjects: list[Subject]) -> None:
    before = {one.name: one.megabytes() for one in subjects}
    late: dict[str, list[int]] = {one.name: [] for one in subjects}
    last: dict[str, list[float]] = {one.name: [] for one in subjects}
    for _ in range(BURSTS):
        for one in subjects:
            taken = await asyncio.gather(*(one.asks["/film"](one.discord) for _ in range(BURST)))
            late[one.name].append(sum(seconds is None or seconds > IN_TIME for seconds in taken))
            last[one.name].append(max(seconds or float("inf") for seconds in taken))
            await asyncio.sleep(PAUSE)
    for one in subjects:
        print(
            f"{BURST:,} at once, {one.name}: {', '.join(map(str, late[one.name]))} late, "
            f"the last after {', '.join(f'{seconds:.2f}' for seconds in last[one.name])} s, "
            f"RSS {before[one.name]:.1f} -> {one.megabytes():.1f} MB"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--films", type=int, nargs="+", default=SIZES, help="sizes of the catalogue")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--each", type=int, default=400, help="interactions of each kind in a round")
    parser.add_argument("--seconds", type=float, default=5, help="of 50 a second in a round")
    parser.add_argument("--steady", type=int, default=20_000, help="further interactions, for the memory")
    options = parser.parse_args()
    for films in options.films:
        print(f"\n{films:,} films", flush=True)
        asyncio.run(measure(films, options))
