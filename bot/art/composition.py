"""A whole picture: where the title stands, which scene fills the rest, and a record of every text on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from bot.art.canvas import Canvas, Point, turned
from bot.art.lettering import TypesetLine
from bot.art.picture import Shape

Kind = Literal["title", "subtitle", "people", "year"]
SIZES: dict[Shape, tuple[int, int]] = {
    "tall": (600, 900),
    "wide": (1200, 675),
    "square": (600, 600),
}
"""Width and height in pixels: the poster proper, one for a card, and one for several together, which Discord crops to
squares."""


@dataclass(frozen=True, slots=True)
class TextBox:
    """Where a line of type lies: the corners of its ink on the finished picture, in order around it."""

    kind: Kind
    text: str
    corners: tuple[Point, Point, Point, Point]
    colour: str
    behind: str
    """The solid colour it is printed on."""


@dataclass(slots=True)
class Sheet:
    """A canvas that remembers what was written on it. Type may be switched off, to see what lies behind it."""

    canvas: Canvas
    type_shown: bool = True
    texts: list[TextBox] = field(default_factory=list)
    _frame: tuple[float, float, float] = (0, 0, 0)

    @contextmanager
    def turned(self, x: float, y: float, degrees: float) -> Iterator[None]:
        """Write inside with the origin at the point and the lines turned (degrees clockwise). Does not nest."""
        self._frame = x, y, degrees
        with self.canvas.moved(x, y, turn=degrees):
            yield
        self._frame = (0, 0, 0)

    def write(
        self,
        kind: Kind,
        line: TypesetLine,
        x: float,
        baseline: float,
        size: float,
        colour: str,
        behind: str,
        *,
        narrow: float = 1,
    ) -> None:
        """Print a line with the left edge of its ink at x."""
        origin = x - line.left * size * narrow
        if self.type_shown:
            with self.canvas.moved(origin, baseline, scale=(size * narrow / 1000, size / 1000)):
                self.canvas.path(line.d, colour)
        left, right = x, x + line.width * size * narrow
        top, bottom = baseline + line.top * size, baseline + line.bottom * size
        dx, dy, degrees = self._frame
        a, b, c, d = (
            turned(px + dx, py + dy, degrees, (dx, dy))
            for px, py in ((left, top), (right, top), (right, bottom), (left, bottom))
        )
        self.texts.append(TextBox(kind, line.text, (a, b, c, d), colour, behind))


@dataclass(frozen=True, slots=True)
class Composition:
    """A finished picture, not yet rendered."""

    svg: str
    width: int
    height: int
    scenes: tuple[str, ...]
    """Keys of what is shown, for the alt text."""
    inks: tuple[str, ...]
    """Hex colours, from the most to the least prominent."""
    texts: tuple[TextBox, ...]
    layout: str
