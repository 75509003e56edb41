"""How good the recommendations are, beside plain full-text search and title search; how fast, and how that grows.

Run it with `python -m tests.bench.recommend [--sizes 30 1000 5000]`. The growth is in processor time: what else the
machine does is not in it, but for what that does to its caches.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from time import perf_counter

from tests.bench.recommend_growth import measure
from tests.judged.answers import Answering, full_text, ours, scores, shipped_index, titles
from tests.judged.judged import Half, JudgedQuestion, questions, wishes

_HALVES: tuple[Half, ...] = ("tune", "held out")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print two tables: per set, half and way of searching what `Scores` holds; per size of catalogue what it costs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=(30, 1_000, 5_000), help="films on lists")
    sizes = parser.parse_args(arguments).sizes
    index = shipped_index()
    ways = {"Kinoteka": ours(index), "FTS5 BM25": full_text(index), "title search": titles(index)}
    print(f"{len(index.pages)} films\n")
    print(
        f"{'':32}{'asked':>6}{'hit@1':>8}{'hit@3':>8}{'MRR':>8}{'refused':>9}{'honest':>8}{'alarms':>8}{'ms':>8}"
    )
    for set_name, asked in (("questions", questions()), ("wishes", wishes())):
        for half in _HALVES:
            some = [question for question in asked if question.half == half]
            for name, way in ways.items():
                found = scores(way, some)
                print(
                    f"{f'{set_name}, {half}, {name}':32}{found.questions:>6}{found.hit_1:>8.3f}{found.hit_3:>8.3f}"
                    f"{found.mrr:>8.3f}{found.refused:>9}{found.honest:>8.3f}{found.false_alarms:>8}"
                    f"{_milliseconds(way, some):>8.2f}"
                )

    print(f"\n{'films':>7}{'start, s':>10}{'a question, ms':>16}{'slowest':>9}")
    asked_of_all = [one.ask for one in (*questions(), *wishes())]
    for size in sizes:
        growth = measure(index, size, asked_of_all)
        print(f"{growth.films:>7}{growth.start:>10.2f}{growth.mean:>16.2f}{growth.slowest:>9.2f}")


def _milliseconds(way: Answering, asked: list[JudgedQuestion]) -> float:
    started = perf_counter()
    for question in asked:
        way(question.ask)
    return (perf_counter() - started) / len(asked) * 1000


if __name__ == "__main__":
    main()
