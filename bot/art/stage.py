"""Where a scene is drawn: a rectangle of any shape, its inks, its dice, and what is known of the film."""

from __future__ import annotations

from dataclasses import dataclass

from bot.art.canvas import Canvas, Point
from bot.art.dice import Dice
from bot.art.palette import Palette, contrast


@dataclass(frozen=True, slots=True)
class Stage:
    """A scene fills it to the edges. Origin is the top left corner, y grows downward."""

    canvas: Canvas
    w: float
    h: float
    palette: Palette
    dice: Dice
    number: int | None = None
    """A small number that the film speaks of ("the seventh bullet", "five young women")."""

    @property
    def unit(self) -> float:
        """The measure of things that must not be cut."""
        return min(self.w, self.h)

    @property
    def ground(self) -> str:
        return self.palette.ground

    @property
    def ink(self) -> str:
        return self.palette.ink

    @property
    def hot(self) -> str:
        return self.palette.hot

    @property
    def cool(self) -> str:
        return self.palette.cool

    @property
    def paper(self) -> str:
        return self.palette.paper

    @property
    def dark(self) -> bool:
        """Is the ground so dark that ink would be lost on it?"""
        return contrast(self.ground, self.ink) < 3.2

    @property
    def sky(self) -> str:
        """A background on which ink stands out: the ground, or the middle tone where the ground is dark."""
        return self.cool if self.dark else self.ground

    @property
    def shade(self) -> str:
        """The other of ground and middle tone: for what stands between sky and ink."""
        return self.ground if self.dark else self.cool

    @property
    def figure(self) -> str:
        """The colour in which a silhouette stands out from the ground."""
        return self.paper if self.dark else self.ink

    def at(self, across: float, down: float) -> Point:
        """A point given as shares of width and height."""
        return across * self.w, down * self.h

    def fill(self, colour: str) -> None:
        """Far beyond the edges: a sloping field may leave a corner of the neighbourhood to see."""
        self.canvas.rect(-200, -200, self.w + 400, self.h + 400, colour)

    def count(self, default: int, most: int) -> int:
        """The film's own number where it is one that can be drawn, else the given one."""
        return self.number if self.number is not None and 2 <= self.number <= most else default
