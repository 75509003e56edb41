"""The sheet a picture is drawn on: flat shapes, written down as SVG with rounded numbers.

Only paths, polygons, circles and rectangles: no fonts, no filters, no gradients. What is drawn here looks the same
wherever it is rendered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from math import cos, hypot, radians, sin

Point = tuple[float, float]


def number(value: float) -> str:
    """At most two decimals, never an exponent, never "-0": the same text on every machine."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def points(pairs: Iterable[Point]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in pairs)


def turned(x: float, y: float, degrees: float, about: Point = (0, 0)) -> Point:
    """The point turned clockwise (as seen on screen) about another."""
    angle, dx, dy = radians(degrees), x - about[0], y - about[1]
    return about[0] + dx * cos(angle) - dy * sin(angle), about[1] + dx * sin(angle) + dy * cos(angle)


def around(cx: float, cy: float, radius: float, degrees: float) -> Point:
    """A point on a circle; 0 degrees is to the right, 90 is down."""
    return cx + radius * cos(radians(degrees)), cy + radius * sin(radians(degrees))


class Canvas:
    """Collects shapes. Coordinates are those of the innermost group."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._parts: list[str] = []
        self._clips = 0

    def svg(self) -> str:
        """The whole document."""
        size = f'width="{self.width}" height="{self.height}" viewBox="0 0 {self.width} {self.height}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(self._parts)}</svg>'

    # -- shapes ------------------------------------------------------------------------------------------------

    def rect(self, x: float, y: float, w: float, h: float, fill: str) -> None:
        self._parts.append(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}" fill="{fill}"/>'
        )

    def polygon(self, corners: Sequence[Point], fill: str) -> None:
        self._parts.append(f'<polygon points="{points(corners)}" fill="{fill}"/>')

    def circle(self, cx: float, cy: float, r: float, fill: str) -> None:
        self._parts.append(f'<circle cx="{number(cx)}" cy="{number(cy)}" r="{number(r)}" fill="{fill}"/>')

    def ellipse(self, cx: float, cy: float, rx: float, ry: float, fill: str) -> None:
        self._parts.append(
            f'<ellipse cx="{number(cx)}" cy="{number(cy)}" rx="{number(rx)}" ry="{number(ry)}" fill="{fill}"/>'
        )

    def ring(self, cx: float, cy: float, r: float, width: float, stroke: str) -> None:
        self._parts.append(
            f'<circle cx="{number(cx)}" cy="{number(cy)}" r="{number(r)}" fill="none" '
            f'stroke="{stroke}" stroke-width="{number(width)}"/>'
        )

    def line(self, start: Point, end: Point, width: float, stroke: str) -> None:
        self.strokes([start, end], width, stroke)

    def strokes(self, corners: Sequence[Point], width: float, stroke: str) -> None:
        """An open line through the corners, with sharp joints and straight ends."""
        self._parts.append(
            f'<polyline points="{points(corners)}" fill="none" stroke="{stroke}" '
            f'stroke-width="{number(width)}" stroke-linejoin="miter"/>'
        )

    def arrow(self, start: Point, end: Point, width: float, fill: str) -> None:
        """A straight arrow whose point is at the end; its head is three times as wide as its shaft."""
        length = hypot(end[0] - start[0], end[1] - start[1])
        along = (end[0] - start[0]) / length, (end[1] - start[1]) / length

        def at(far: float, aside: float) -> Point:
            return start[0] + along[0] * far - along[1] * aside, start[1] + along[1] * far + along[0] * aside

        neck = length - width * 2.4
        self.polygon(
            [at(0, -width / 2), at(neck, -width / 2), at(neck, -width * 1.5), end, at(neck, width * 1.5),
             at(neck, width / 2), at(0, width / 2)],
            fill,
        )  # fmt: skip

    def path(self, d: str, fill: str) -> None:
        """A filled path; `d` comes from `outline` or from lettering, numbers already rounded."""
        self._parts.append(f'<path d="{d}" fill="{fill}"/>')

    def arc(self, centre: Point, r: float, width: float, span: Point, stroke: str) -> None:
        """A piece of a ring from one angle to another (degrees, clockwise, less than a full turn)."""
        (x0, y0), (x1, y1) = around(*centre, r, span[0]), around(*centre, r, span[1])
        large = int(span[1] - span[0] > 180)
        self._parts.append(
            f'<path d="M{number(x0)} {number(y0)}A{number(r)} {number(r)} 0 {large} 1 {number(x1)} {number(y1)}" '
            f'fill="none" stroke="{stroke}" stroke-width="{number(width)}"/>'
        )

    # -- groups ------------------------------------------------------------------------------------------------

    @contextmanager
    def moved(
        self, dx: float = 0, dy: float = 0, *, turn: float = 0, scale: float | Point = 1
    ) -> Iterator[None]:
        """What is drawn inside is scaled, then turned (degrees clockwise), then shifted."""
        steps = []
        if dx or dy:
            steps.append(f"translate({number(dx)} {number(dy)})")
        if turn:
            steps.append(f"rotate({number(turn)})")
        if scale != 1:
            sx, sy = scale if isinstance(scale, tuple) else (scale, scale)
            steps.append(f"scale({sx:.4f} {sy:.4f})")
        self._parts.append(f'<g transform="{" ".join(steps)}">' if steps else "<g>")
        yield
        self._parts.append("</g>")

    @contextmanager
    def window(self, corners: Sequence[Point]) -> Iterator[None]:
        """What is drawn inside shows only within the polygon."""
        with self._clipped(f'<polygon points="{points(corners)}"/>'):
            yield

    @contextmanager
    def porthole(self, cx: float, cy: float, r: float) -> Iterator[None]:
        """What is drawn inside shows only within the circle."""
        with self._clipped(f'<circle cx="{number(cx)}" cy="{number(cy)}" r="{number(r)}"/>'):
            yield

    @contextmanager
    def _clipped(self, shape: str) -> Iterator[None]:
        self._clips += 1
        name = f"c{self._clips}"
        self._parts.append(f'<clipPath id="{name}">{shape}</clipPath><g clip-path="url(#{name})">')
        yield
        self._parts.append("</g>")

    @contextmanager
    def overprint(self) -> Iterator[None]:
        """Ink over ink: colours inside darken what is below, as on a press."""
        self._parts.append('<g style="mix-blend-mode:multiply">')
        yield
        self._parts.append("</g>")


def outline(start: Point, *steps: Sequence[float]) -> str:
    """A closed path: two numbers are a straight line, four a curve with one handle, six one with two."""
    d = "".join({2: "L", 4: "Q", 6: "C"}[len(step)] + " ".join(map(number, step)) for step in steps)
    return f"M{number(start[0])} {number(start[1])}{d}Z"


def star(
    cx: float, cy: float, r: float, *, arms: int = 5, waist: float = 0.382, turn: float = -90
) -> list[Point]:
    """Corners of a star; a waist of 0.382 is the five-pointed star of flags."""
    step = 180 / arms
    return [around(cx, cy, r if i % 2 == 0 else r * waist, turn + i * step) for i in range(arms * 2)]
