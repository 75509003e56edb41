"""The small type under a title: catalogue title, directors, year, above or below a heavy rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.art.composition import Sheet
from bot.art.lettering import CAPTION, CAPTION_BOLD, TypesetLine, set_line
from bot.art.wording import Wording

_RULE, _AFTER_RULE, _BETWEEN = 5.0, 16.0, 11.0


@dataclass(frozen=True, slots=True)
class Item:
    kind: Literal["subtitle", "people", "year"]
    line: TypesetLine
    x: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class Caption:
    """Measured from the top of its rule; x from the left end."""

    items: tuple[Item, ...]
    width: float
    height: float

    def print(self, sheet: Sheet, x: float, y: float, colour: str, behind: str) -> None:
        sheet.canvas.rect(x, y, self.width, _RULE, colour)
        for item in self.items:
            sheet.write(item.kind, item.line, x + item.x, y + item.baseline, item.size, colour, behind)


def caption(words: Wording, width: float, size: float = 25) -> Caption:
    """Set the small type to a width. Long titles wrap, long lists of people end with an ellipsis."""
    items: list[Item] = []
    y = _RULE + _AFTER_RULE
    if words.subtitle:
        for line in _wrapped(words.subtitle, CAPTION_BOLD, width / size, 3):
            items.append(Item("subtitle", line, 0, y - line.top * size, size))
            y += (line.bottom - line.top) * size + _BETWEEN
    small = size * 0.86
    year = set_line(words.year, CAPTION_BOLD) if words.year else None
    room = width - (year.width + 1) * small if year else width
    rows = _people(words.people, room / small)
    first = [*rows[:1], *([year] if year else [])]
    baseline = y + max((-part.top for part in first), default=0) * small
    bottom = y
    if year:
        items.append(Item("year", year, width - year.width * small if rows else 0, baseline, small))
        bottom = baseline + max(0.0, year.bottom) * small
    for row in rows:
        items.append(Item("people", row, 0, baseline, small))
        bottom = max(bottom, baseline + row.bottom * small)
        baseline = bottom + _BETWEEN * 0.8 + max((-line.top for line in rows), default=0) * small
    return Caption(tuple(items), width, bottom)


def _people(names: tuple[str, ...], room: float) -> list[TypesetLine]:
    """The names on at most two lines, none broken unless it alone is too long; an ellipsis stands for the rest."""
    lines: list[TypesetLine] = []
    start = 0
    while start < len(names) and len(lines) < 2:
        end = len(names)
        while end > start + 1 and _row(names, start, end).width > room:
            end -= 1
        line = _row(names, start, end)
        lines.append(line if line.width <= room else _cut(line.text, CAPTION, room))
        start = end
    if start < len(names):
        lines[-1] = _cut(f"{lines[-1].text} …", CAPTION, room)
    return lines


def _row(names: tuple[str, ...], start: int, end: int) -> TypesetLine:
    return set_line(", ".join(names[start:end]) + ("," if end < len(names) else ""), CAPTION)


def _wrapped(text: str, weight: int, room: float, most: int) -> list[TypesetLine]:
    """The text in at most so many lines; what does not fit is cut with an ellipsis."""
    lines: list[TypesetLine] = []
    words = text.split()
    while words and len(lines) < most:
        end = 1
        while end < len(words) and set_line(" ".join(words[: end + 1]), weight).width <= room:
            end += 1
        last = len(lines) == most - 1
        lines.append(_cut(" ".join(words if last else words[:end]), weight, room))
        words = words[end:]
    return lines


def _cut(text: str, weight: int, room: float) -> TypesetLine:
    """The line, or as much of it as fits with an ellipsis."""
    line = set_line(text, weight)
    while line.width > room and len(text) > 1:
        text = text[:-1].rstrip()
        line = set_line(f"{text}…", weight)
    return line
