"""How right and how fast the title index is: `python -m tests.bench.titles [--sizes 30 36000 1000000]`.

Accuracy on our own films and on titles half remembered; then per kind of question on an invented catalogue of 36,000
titles, or on film records (`--films FILE`, JSON lines as in a content folder); each beside rapidfuzz WRatio and
SQLite FTS5 trigram in the same run. Then, for each size in a process of its own, build time, memory and latency.
A latency is the best of three times the question is asked, so that another program's turn is not ours.

Memory is what the process has grown by once the records are let go, over the number of titles. A tiny index is built
and asked beforehand: the first use of numpy and rapidfuzz maps a megabyte of their code, whatever the size, and that
is said by itself ("first use").
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.domain.titles.index import TitleIndex
from bot.domain.titles.match import Match
from db.types import TitleRecord, stable_id
from tests.bench.title_peers import Trigrams, WRatio
from tests.bench.titles_wire import over_the_wire
from tests.title_questions.catalogue import catalogue
from tests.title_questions.films import (
    FIRST_ONLY,
    Asked,
    hand_made,
    remembered,
    remembered_films,
    shipped,
    world,
)
from tests.title_questions.generate import Catalogue, Question, questions

SIZES = (30, 1_000, 36_000)
ALL_SIZES = (30, 1_000, 36_000, 360_000, 1_000_000)
ACCURACY_SIZE = 36_000
PEERS_ASKED = 500
"""Questions that the peers are asked, drawn from all: they take long."""
BY_25 = {"prefix 2", "prefix 3"}
"""Kinds where the wanted film need only be among the 25: hundreds of titles begin with these letters."""

Answers = Callable[[str], list[int]]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help=f"titles; all are {ALL_SIZES}")
    parser.add_argument("--each", type=int, default=150, help="questions of each kind")
    parser.add_argument("--films", type=Path, help="film records, one a line, instead of invented ones")
    parser.add_argument("--without-peers", action="store_true", help="only our own index")
    parser.add_argument(
        "--wire", type=int, default=36_000, help="titles of the bot that is asked; 0: not at all"
    )
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one is not None:
        print(json.dumps(measure(options.one)))
        return
    by_hand()
    by_memory(with_peers=not options.without_peers)
    by_kind(options.each, options.films, with_peers=not options.without_peers)
    print(
        f"\n{'titles':>9} {'build':>9} {'a title':>9} {'first use':>9} {'p50':>9} {'p99':>9} {'slowest':>9}"
    )
    for size in options.sizes:
        command = [sys.executable, "-m", "tests.bench.titles", "--one", str(size)]
        result = subprocess.run(command, capture_output=True, text=True, check=True)
        found = json.loads(result.stdout)
        print(
            f"{size:>9,} {found['build']:>7.2f} s {found['bytes']:>7.0f} B {found['first'] / 1e3:>6.0f} kB"
            f" {found['p50']:>6.2f} ms"
            f" {found['p99']:>6.2f} ms {found['slowest']:>6.2f} ms",
            flush=True,
        )
    if options.wire:
        print(f"\n{'over the wire':>14} {'seed':>9} {'ready':>9} {'p50':>9} {'p99':>9} {'slowest':>9}")
        wire = over_the_wire(options.wire)
        print(
            f"{options.wire:>14,} {wire['loaded']:>7.2f} s {wire['ready']:>7.2f} s {wire['p50']:>6.2f} ms"
            f" {wire['p99']:>6.2f} ms {wire['slowest']:>6.2f} ms"
        )


def by_hand() -> None:
    """Our thirty films and the world's, asked what is in hand_made.yaml."""
    records = [*shipped()[0], *world()]
    index = TitleIndex.build(records)
    cases = [(film, str(asked)) for film, group in hand_made()["first"].items() for asked in group]
    firsts = [(film, next(iter(index.complete(asked)), None)) for film, asked in cases]
    right = sum(match is not None and f"{match.title} ({match.year})" == film for film, match in firsts)
    print(f"by hand: {right} of {len(cases)} right, {len(records)} films\n")


def by_memory(*, with_peers: bool) -> None:
    """Titles half remembered: the first row, and the card where one is asked for; both halves beside the peers."""
    records = remembered_films()
    names = {record.id: f"{record.title} ({record.year})" for record in records}
    index = TitleIndex.build(records)
    peers = [peer(records) for peer in (WRatio, Trigrams)] if with_peers else []
    halves = {half: remembered(half) for half in ("tuning", "unseen")}
    print(f"half remembered, {len(records)} films; first row, card\n")
    print(f"{'kind':<28}" + "".join(f"{half:>22}" for half in halves))
    for kind in dict.fromkeys(one.kind for one in halves["tuning"].asked):
        groups = [[one for one in half.asked if one.kind == kind] for half in halves.values()]
        print(f"{kind:<28}" + "".join(f"{len(group):>6}{_remembered(index, group)}" for group in groups))
    groups = [list(half.asked) for half in halves.values()]
    print(f"{'all':<28}" + "".join(f"{len(group):>6}{_remembered(index, group)}" for group in groups))
    for other in peers:
        shares = []
        for group in groups:
            first = sum(names.get(next(iter(other.complete(one.text)), 0)) == one.film for one in group)
            shares.append(f"{first / len(group):>14.3f}{'':>8}")
        print(f"{other.name:<28}" + "".join(shares))
    wrong = [sum(index.find(text).best is not None for text in half.near_misses) for half in halves.values()]
    shown = ", ".join(
        f"{count} of {len(half.near_misses)}" for count, half in zip(wrong, halves.values(), strict=True)
    )
    print(f"near misses that show a card: {shown}\n")


def _remembered(index: TitleIndex, group: Sequence[Asked]) -> str:
    """The shares of first rows and of cards."""
    first = sum(_is(next(iter(index.complete(one.text, 1)), None), one.film) for one in group) / len(group)
    asked = [one for one in group if one.kind not in FIRST_ONLY]
    if not asked:
        return f"{first:>8.3f}{'':>8}"
    return f"{first:>8.3f}{sum(_is(index.find(one.text).best, one.film) for one in asked) / len(asked):>8.3f}"


def _is(match: Match | None, film: str) -> bool:
    return match is not None and f"{match.title} ({match.year})" == film


def by_kind(each: int, films: Path | None, *, with_peers: bool) -> None:
    """First, first five and first 25 by kind; the last two kinds have no right answer."""
    every = _records(films) if films else list(catalogue(ACCURACY_SIZE + 600, seed=5))
    held = (
        set(random.Random(37).sample(range(len(every)), 600))
        if films
        else set(range(ACCURACY_SIZE, len(every)))
    )
    here = Catalogue([record for place, record in enumerate(every) if place not in held])
    absent = [every[place].title for place in sorted(held) if not here.named(every[place].title)]
    asked = questions(here, absent[: 4 * each], seed=17, each=each)
    index = TitleIndex.build(here.records)
    print(
        f"{len(here.records):,} titles, {len(asked):,} questions of {len({one.kind for one in asked})} kinds"
    )
    print(f"\n{'kind':<24}{'asked':>6}{'first':>8}{'in 5':>8}{'in 25':>8}{'card':>8}{'near':>8}")
    for kind in dict.fromkeys(one.kind for one in asked):
        group = [one for one in asked if one.kind == kind]
        kinds = [index.find(one.text).kind for one in group]
        card = sum(one in {"one", "several"} for one in kinds) / len(group)
        near = kinds.count("near") / len(group)
        shares = _shares(group, lambda text: [match.id for match in index.complete(text)])
        found = "".join(f"{share:>8.3f}" for share in shares) if group[0].wanted else " " * 24
        print(f"{kind:<24}{len(group):>6}{found}{card:>8.3f}{near:>8.3f}")
    print(f"\n{'all kinds':<24}{'first':>8}{'in 5':>8}{'in 25':>8}{'answers nonsense':>18}{'ms':>8}")
    _whole("this index", lambda text: [match.id for match in index.complete(text)], asked)
    drawn = random.Random(29).sample(asked, min(len(asked), PEERS_ASKED))
    for peer in (WRatio, Trigrams) if with_peers else ():
        other = peer(here.records)
        _whole(other.name, other.complete, drawn)


def _records(file: Path) -> list[TitleRecord]:
    """Film records of a content folder, each title and year once."""
    records: dict[str, TitleRecord] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        film = json.loads(line)
        slug = f"{film['title']}-{film['year']}".lower()
        given = (film.get("original_title"), film.get("transliteration"), *film.get("alternative_titles", ()))
        names = tuple(name for name in given if name and name != film["title"])
        directors = tuple(film.get("directors", ()))
        records[slug] = TitleRecord(
            stable_id(slug), slug, film["title"], film["year"], film["year"], names, directors, None, None, 0
        )
    return list(records.values())


def _whole(name: str, complete: Answers, asked: list[Question]) -> None:
    wanting = [one for one in asked if one.wanted]
    nonsense = [one for one in asked if one.kind == "nonsense"]
    start = time.perf_counter()
    shares = _shares(wanting, complete)
    spent = (time.perf_counter() - start) / len(wanting) * 1e3
    answered = sum(bool(complete(one.text)) for one in nonsense) / len(nonsense)
    print(
        f"{name:<24}" + "".join(f"{share:>8.3f}" for share in shares) + f"{answered:>18.3f}{spent:>8.2f}",
        flush=True,
    )


def _shares(asked: list[Question], complete: Answers) -> tuple[float, float, float]:
    """How often the wanted film is the first, among five, among 25."""
    places = []
    for one in asked:
        ids = complete(one.text)[:25]
        place = next((place for place, film in enumerate(ids) if film in one.wanted), 99)
        places.append(0 if one.kind in BY_25 and place < 25 else place)
    return tuple(sum(place < most for place in places) / max(len(places), 1) for most in (1, 5, 25))  # type: ignore[return-value]  # a tuple of three


def measure(size: int) -> dict[str, float]:
    """Seconds to build, bytes a title and of any first use that stay in memory, milliseconds a question.

    Run in a process of its own.
    """
    sample = _sample(size)
    asked = questions(Catalogue(sample), [], seed=19, each=12 if size > 100 else 30)
    gc.collect()
    cold = _resident()
    _use_an_index(asked)
    before = _resident()
    records = list(catalogue(size))
    start = time.perf_counter()
    index = TitleIndex.build(records)
    built = time.perf_counter() - start
    del records
    gc.collect()
    resident = _resident() - before
    for one in asked[:50]:
        index.complete(one.text)
    spent = sorted(min(_milliseconds(index, one.text) for _ in range(3)) for one in asked)
    return {
        "build": built,
        "bytes": resident / size,
        "first": before - cold,
        "p50": spent[len(spent) // 2],
        "p99": spent[int(0.99 * len(spent))],
        "slowest": spent[-1],
    }


def _use_an_index(asked: Sequence[Question]) -> None:
    tiny = TitleIndex.build(catalogue(30))
    for one in asked[::10]:
        tiny.complete(one.text)
    del tiny
    gc.collect()


def _milliseconds(index: TitleIndex, text: str) -> float:
    start = time.perf_counter()
    index.complete(text)
    return (time.perf_counter() - start) * 1e3


def _sample(size: int) -> list[TitleRecord]:
    """Films to ask about, some of everywhere in the catalogue."""
    chosen = set(random.Random(23).sample(range(size), min(size, 2_000)))
    return [record for place, record in enumerate(catalogue(size)) if place in chosen]


def _resident() -> int:
    """Bytes of this process in memory (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return 1024 * int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


if __name__ == "__main__":
    main()
