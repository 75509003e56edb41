"""Setting a title into a box: where the lines break, how large and how narrow the letters are.

Like the wooden type of old posters, the display weight may be narrowed: its upright strokes are heavier than its
level ones, so down to some 56 % of its width it becomes even rather than thin. Where the lines allow it, each is
narrowed just so much that all end flush; else they share one width and stay ragged.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.art.lettering import CAP_HEIGHT, DISPLAY, TypesetLine, set_line

NARROWEST, WIDEST = 0.56, 1.0
_GAP = 0.13
"""Clear space between lines, in ems."""
_MAX_LINES = 7
_SMALLEST = 44
"""Type below this size is not a title: longer words are broken instead."""


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line in its place."""

    line: TypesetLine
    size: float
    narrow: float
    """Horizontal scale."""
    baseline: float
    """Distance from the top of the block."""

    @property
    def width(self) -> float:
        return self.line.width * self.size * self.narrow


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """Set lines, flush left, the ink of the first touching the top and that of the last the bottom."""

    lines: tuple[SetLine, ...]
    width: float
    height: float
    size: float


def fit(text: str, width: float, height: float, *, largest: float = 460) -> TitleBlock:
    """The largest good setting of the text within a box; it never exceeds the box."""
    words = _breakable(text, width)
    best: tuple[float, TitleBlock] | None = None
    for count in range(1, min(len(words), _MAX_LINES) + 1):
        block, score = _set(
            [set_line(part, DISPLAY) for part in balanced(words, count)], width, height, largest
        )
        if best is None or score > best[0]:
            best = score, block
    if best is None:
        raise ValueError("nothing to set")
    return best[1]


def balanced(words: Sequence[str], count: int) -> list[str]:
    """The words in so many lines that the longest is as short as it can be."""
    lengths = [set_line(word, DISPLAY).advance for word in words]
    space = set_line("n n", DISPLAY).advance - 2 * set_line("n", DISPLAY).advance

    def span(start: int, end: int) -> float:
        return sum(lengths[start:end]) + space * (end - start - 1)

    # worst[k][n]: the shortest possible longest line of the first n words in k lines, and where the last one begins
    worst = [[(span(0, n), 0) for n in range(len(words) + 1)]]
    for k in range(1, count):
        row = [(float("inf"), 0)] * (len(words) + 1)
        for n in range(k + 1, len(words) + 1):
            row[n] = min((max(worst[k - 1][m][0], span(m, n)), m) for m in range(k, n))
        worst.append(row)
    lines: list[str] = []
    end = len(words)
    for k in range(count - 1, -1, -1):
        start = worst[k][end][1]
        lines.append(" ".join(words[start:end]))
        end = start
    return lines[::-1]


def _set(lines: list[TypesetLine], width: float, height: float, largest: float) -> tuple[TitleBlock, float]:
    """These lines at the largest size that fits, and how good that is: mostly the height of the letters."""
    widths = [max(line.width, 0.05) for line in lines]
    tall = _heights(lines)[-1] + max(0.0, lines[-1].bottom)
    size = min(width / (NARROWEST * max(widths)), height / tall, largest)
    flush = size * WIDEST * min(widths) >= width
    narrows = [width / (size * w) if flush else min(WIDEST, width / (size * max(widths))) for w in widths]
    score = size * (1.12 if flush else 1) * (0.9 + 0.1 * min(narrows))
    baselines = _heights(lines)
    set_lines = tuple(
        SetLine(line, size, narrow, baseline * size)
        for line, narrow, baseline in zip(lines, narrows, baselines, strict=True)
    )
    return TitleBlock(set_lines, max(line.width for line in set_lines), tall * size, size), score


def _heights(lines: list[TypesetLine]) -> list[float]:
    """Baselines in ems from the top of the block. Marks above and tails below push lines apart, never overlap."""
    baselines = [max(-lines[0].top, 0.1)]
    for above, line in pairwise(lines):
        step = max(CAP_HEIGHT + _GAP, max(above.bottom, 0) - line.top + _GAP / 2)
        baselines.append(baselines[-1] + step)
    return baselines


def _breakable(text: str, width: float) -> list[str]:
    """The words of a text; a word too long for the width at the smallest size is cut, with hyphens."""
    longest = width / (_SMALLEST * NARROWEST)
    words: list[str] = []
    for word in text.split():
        rest = word
        while set_line(rest, DISPLAY).advance > longest:
            cut = _cut(rest, longest)
            if cut >= len(rest):
                break
            words.append(rest[:cut] + "-")
            rest = rest[cut:]
        words.append(rest)
    return words


def _cut(word: str, longest: float) -> int:
    """How many characters fit on a line before a hyphen; marks stay with their letter."""
    cut = 1
    for end in range(1, len(word) + 1):
        if end < len(word) and unicodedata.combining(word[end]):
            continue
        if end > 1 and set_line(word[:end] + "-", DISPLAY).advance > longest:
            break
        cut = end
    return cut
