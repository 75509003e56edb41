"""The small type under a title: catalogue title, directors, year, above or below a heavy rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.art.composition import Sheet
from bot.art.lettering import CAPTION, CAPTION_BOLD, Line, set_line
from bot.art.wording import Wording

_RULE, _AFTER_RULE, _BETWEEN = 5.0, 16.0, 11.0


@dataclass(frozen=True, slots=True)
class Item:
    kind: Literal["subtitle", "people", "year"]
    line: Line
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
    year = set_line(words.year, CAPTION_BOLD)
    year_x = width - year.width * small
    people = _people(words.people, (year_x - small) / small)
    row = [year] if people is None else [year, people]
    baseline = y + max(-line.top for line in row) * small
    items.append(Item("year", year, year_x if people else 0, baseline, small))
    if people is not None:
        items.append(Item("people", people, 0, baseline, small))
    height = baseline + max(0.0, *(line.bottom for line in row)) * small
    return Caption(tuple(items), width, height)


def _people(names: tuple[str, ...], room: float) -> Line | None:
    """As many names as fit; an ellipsis stands for the rest."""
    for count in range(len(names), 0, -1):
        text = ", ".join(names[:count]) + ("…" if count < len(names) else "")
        line = set_line(text, CAPTION)
        if line.width <= room:
            return line
    return _cut(names[0], CAPTION, room) if names else None


def _wrapped(text: str, weight: int, room: float, most: int) -> list[Line]:
    """The text in at most so many lines; what does not fit is cut with an ellipsis."""
    lines: list[Line] = []
    words = text.split()
    while words and len(lines) < most:
        end = 1
        while end < len(words) and set_line(" ".join(words[: end + 1]), weight).width <= room:
            end += 1
        last = len(lines) == most - 1
        lines.append(_cut(" ".join(words if last else words[:end]), weight, room))
        words = words[end:]
    return lines


def _cut(text: str, weight: int, room: float) -> Line:
    """The line, or as much of it as fits with an ellipsis."""
    line = set_line(text, weight)
    while line.width > room and len(text) > 1:
        text = text[:-1].rstrip()
        line = set_line(f"{text}…", weight)
    return line
