"""How good the recommendations are, beside plain full-text search and title search; and how fast.

Run it with `python -m tests.bench.recommend`.
"""

from __future__ import annotations

from time import perf_counter

from tests.judged.answers import Answering, full_text, ours, scores, shipped_index, titles
from tests.judged.judged import Half, JudgedQuestion, questions, wishes

_HALVES: tuple[Half, ...] = ("tune", "held out")


def main() -> None:
    """Print a table: per set, half and way of searching what `Scores` holds."""
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


def _milliseconds(way: Answering, asked: list[JudgedQuestion]) -> float:
    started = perf_counter()
    for question in asked:
        way(question.ask)
    return (perf_counter() - started) / len(asked) * 1000


if __name__ == "__main__":
    main()
