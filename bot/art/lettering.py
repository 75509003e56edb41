"""Letters as shapes: one typeface, exact measures, no fonts left to the renderer.

The face is Sofia Sans, whose pointed Cyrillic is that of the posters we learn from. HarfBuzz shapes a line (kerning,
combining marks) and hands over its outlines; a poster therefore needs no font where it is rendered, and what was
measured is what is drawn. All measures are in ems (the size of the type is 1), y grows downward from the baseline.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]  # ships no annotations

from bot.art.canvas import number

DISPLAY = 1000
"""The weight of titles."""
CAPTION_BOLD = 800
CAPTION = 560
CAP_HEIGHT = 0.655
"""Height of the letter H in ems."""
_UPEM = 1000
_MARKS_IN_A_ROW = 2


@dataclass(frozen=True, slots=True)
class TypesetLine:
    """A set line of type."""

    text: str
    advance: float
    left: float
    top: float
    right: float
    bottom: float
    """The box of its ink: top is negative, above the baseline."""
    d: str
    """Its outlines as an SVG path in thousandths of an em."""

    @property
    def width(self) -> float:
        return self.right - self.left


def printable(text: str) -> str:
    """The text as it can be set: composed, one line, no more than two marks on a letter, no control characters."""
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", " ".join(text.split())):
        category = unicodedata.category(char)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if not category.startswith("C") and marks <= _MARKS_IN_A_ROW:
            kept.append(char)
    return " ".join("".join(kept).split())


def covered(text: str) -> bool:
    """Can the typeface set every character of this text, and is there anything to see?"""
    return (
        any(not char.isspace() for char in text) and not _missing(text) and set_line(text, DISPLAY).width > 0
    )


def only_covered(text: str) -> str:
    """The text without the characters that the typeface lacks; perhaps empty."""
    return " ".join("".join(char for char in text if not _missing(char)).split())


def _missing(text: str) -> bool:
    """Does a glyph fail? Asked of the shaper, which also sets a letter the face has only in parts (e and a dot)."""
    return any(info.codepoint == 0 for info in _shape(text, DISPLAY).glyph_infos)


@lru_cache(maxsize=2048)
def set_line(text: str, weight: int) -> TypesetLine:
    """Shape one line. Characters that the face lacks must have been dealt with before."""
    buffer = _shape(text, weight)
    x = 0
    box = _Box()
    d: list[str] = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        dx, dy = x + position.x_offset, -position.y_offset
        for step in _outline(weight, info.codepoint):
            pairs = [(px + dx, py + dy) for px, py in step.points]
            box.extend(pairs)
            d.append(step.command + " ".join(f"{number(px)} {number(py)}" for px, py in pairs))
        x += position.x_advance
    left, top, right, bottom = box.measured()
    return TypesetLine(text, x / _UPEM, left, top, right, bottom, "".join(d))


def _shape(text: str, weight: int) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(_font(weight), buffer)
    return buffer


class _Box:
    """The box around points. Handles of curves count as well, so ink is never larger than measured."""

    def __init__(self) -> None:
        self._xs: list[float] = []
        self._ys: list[float] = []

    def extend(self, pairs: list[tuple[float, float]]) -> None:
        for x, y in pairs:
            self._xs.append(x)
            self._ys.append(y)

    def measured(self) -> tuple[float, float, float, float]:
        if not self._xs:
            return 0, 0, 0, 0
        left, top, right, bottom = min(self._xs), min(self._ys), max(self._xs), max(self._ys)
        return left / _UPEM, top / _UPEM, right / _UPEM, bottom / _UPEM


@lru_cache(maxsize=1)
def _face() -> hb.Face:
    data = files("fontpkg_sofia_sans").joinpath("files/SofiaSans[wght].ttf").read_bytes()
    return hb.Face(hb.Blob(data))


@lru_cache(maxsize=8)
def _font(weight: int) -> hb.Font:
    font = hb.Font(_face())
    font.scale = (_UPEM, _UPEM)
    font.set_variations({"wght": weight})
    return font


class _Step(NamedTuple):
    """One command of an SVG path, its points in whole thousandths of an em, y downward."""

    command: str
    points: tuple[tuple[int, int], ...]


@lru_cache(maxsize=1024)
def _outline(weight: int, glyph: int) -> tuple[_Step, ...]:
    steps: list[_Step] = []

    def add(command: str, *values: float) -> None:
        pairs = zip(values[::2], values[1::2], strict=True)
        steps.append(_Step(command, tuple((round(x), -round(y)) for x, y in pairs)))

    draw = hb.DrawFuncs()
    draw.set_move_to_func(lambda x, y, _: add("M", x, y))
    draw.set_line_to_func(lambda x, y, _: add("L", x, y))
    draw.set_quadratic_to_func(lambda x1, y1, x, y, _: add("Q", x1, y1, x, y))
    draw.set_cubic_to_func(lambda x1, y1, x2, y2, x, y, _: add("C", x1, y1, x2, y2, x, y))
    draw.set_close_path_func(lambda _: add("Z"))
    _font(weight).draw_glyph(glyph, draw)
    return tuple(steps)
