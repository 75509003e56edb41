"""How good the recommendations are, beside plain full-text search and title search; and how fast.

Run it with `python -m tests.bench.recommend`.
"""

from __future__ import annotations

from time import perf_counter

from tests.judged.answers import Answering, full_text, ours, scores, shipped_library, titles
from tests.judged.judged import Half, Question, questions

_HALVES: tuple[Half, ...] = ("tune", "held out")


def main() -> None:
    """Print a table: per half and way of searching hit@1, hit@3 and the mean reciprocal rank."""
    library = shipped_library()
    ways = {"Kinoteka": ours(library), "FTS5 BM25": full_text(library), "title search": titles(library)}
    asked = questions()
    print(f"{len(asked)} questions about {len(library.documents)} films\n")
    print(f"{'':22}{'questions':>10}{'hit@1':>8}{'hit@3':>8}{'MRR':>8}{'ms':>8}")
    for half in _HALVES:
        some = [question for question in asked if question.half == half]
        for name, way in ways.items():
            found = scores(way, some)
            print(
                f"{half + ', ' + name:22}{found.questions:>10}{found.hit_1:>8.3f}{found.hit_3:>8.3f}"
                f"{found.mrr:>8.3f}{_milliseconds(way, some):>8.2f}"
            )


def _milliseconds(way: Answering, asked: list[Question]) -> float:
    started = perf_counter()
    for question in asked:
        way(question.ask)
    return (perf_counter() - started) / len(asked) * 1000


if __name__ == "__main__":
    main()
