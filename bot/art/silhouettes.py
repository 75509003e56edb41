"""Figures cut from paper: people, birds, trees, houses, flames. Each stands with its foot at the point given."""

from __future__ import annotations

from math import hypot

from bot.art.canvas import Canvas, Point, outline, turned
from bot.art.dice import Dice


def walker(
    c: Canvas, x: float, y: float, height: float, colour: str, *, lean: float = 0, pack: bool = False
) -> None:
    """Someone in a long coat, walking to the right."""
    with c.moved(x, y, turn=lean, scale=height):
        c.circle(0.035, -0.915, 0.082, colour)
        c.polygon(
            [(-0.1, -0.83), (0.12, -0.83), (0.17, -0.7), (0.2, -0.26), (-0.2, -0.26), (-0.15, -0.7)], colour
        )
        c.polygon([(0.0, -0.28), (0.17, -0.28), (0.27, 0), (0.16, 0)], colour)
        c.polygon([(-0.18, -0.28), (-0.01, -0.28), (-0.13, 0), (-0.25, 0)], colour)
        if pack:
            c.polygon([(-0.12, -0.84), (-0.29, -0.78), (-0.31, -0.5), (-0.14, -0.5)], colour)


def woman(c: Canvas, x: float, y: float, height: float, colour: str) -> None:
    """A standing woman: a long wedge of a dress, a scarf."""
    with c.moved(x, y, scale=height):
        c.polygon(
            [
                (-0.05, -0.86),
                (0.05, -0.86),
                (0.13, -0.68),
                (0.08, -0.52),
                (0.21, 0),
                (-0.21, 0),
                (-0.08, -0.52),
                (-0.13, -0.68),
            ],
            colour,
        )
        c.circle(0, -0.91, 0.085, colour)
        c.polygon([(-0.08, -0.94), (-0.15, -0.78), (-0.02, -0.84)], colour)


def soldier(c: Canvas, x: float, y: float, height: float, colour: str, *, lean: float = 0) -> None:
    """A walker with helmet and a long bayonet over the shoulder."""
    walker(c, x, y, height, colour, lean=lean)
    with c.moved(x, y, turn=lean, scale=height):
        c.path(outline((-0.085, -0.93), (-0.085, -1.05, 0.035, -1.05), (0.155, -1.05, 0.155, -0.93)), colour)
        c.polygon([(-0.02, -0.5), (0.03, -0.52), (-0.21, -1.16), (-0.33, -1.4), (-0.245, -1.13)], colour)


def child(c: Canvas, x: float, y: float, height: float, colour: str) -> None:
    with c.moved(x, y, scale=height):
        c.circle(0, -0.87, 0.125, colour)
        c.polygon([(-0.13, -0.74), (0.13, -0.74), (0.23, -0.24), (-0.23, -0.24)], colour)
        c.rect(-0.16, -0.25, 0.12, 0.25, colour)
        c.rect(0.05, -0.25, 0.12, 0.25, colour)


def crane(
    c: Canvas, x: float, y: float, span: float, colour: str, *, turn: float = 0, beat: float = 1
) -> None:
    """A crane in flight to the right: long neck, trailing legs, fingered wings raised (or, below 0, lowered)."""
    with c.moved(x, y, turn=turn, scale=span):
        c.polygon(
            [
                (-1.0, 0.07),
                (-0.62, 0.03),
                (-0.24, -0.015),
                (0.0, -0.06),
                (0.2, -0.045),
                (0.62, -0.075),
                (0.68, -0.1),
                (0.75, -0.085),
                (0.98, -0.055),
                (0.74, -0.045),
                (0.64, -0.035),
                (0.22, 0.015),
                (0.02, 0.06),
                (-0.22, 0.045),
                (-0.6, 0.055),
            ],
            colour,
        )
        for tip, root in (((-0.34, -1.0), (-0.2, 0.16)), ((0.3, -0.92), (0.0, 0.24))):
            (tx, ty), (back, front) = tip, root
            c.polygon(
                [
                    (front, -0.02),
                    (front * 0.6 + tx * 0.4 + 0.07, ty * 0.5 * beat),
                    (tx + 0.06, ty * beat),
                    (tx - 0.01, ty * 0.86 * beat),
                    (tx - 0.07, ty * 0.88 * beat),
                    (tx - 0.075, ty * 0.72 * beat),
                    (tx - 0.13, ty * 0.72 * beat),
                    (tx - 0.11, ty * 0.54 * beat),
                    (tx * 0.6 + back * 0.4 - 0.07, ty * 0.3 * beat),
                    (back, 0.0),
                ],
                colour,
            )


def fir(c: Canvas, x: float, y: float, height: float, colour: str) -> None:
    with c.moved(x, y, scale=height):
        for top, bottom, half in ((-1.0, -0.62, 0.16), (-0.8, -0.38, 0.23), (-0.58, -0.1, 0.31)):
            c.polygon([(0, top), (half, bottom), (-half, bottom)], colour)
        c.rect(-0.035, -0.12, 0.07, 0.12, colour)


def bare_tree(
    c: Canvas, x: float, y: float, height: float, colour: str, dice: Dice, *, lean: float = 0
) -> None:
    """A leafless tree; every one grows differently."""

    def grow(start: Point, angle: float, length: float, width: float, depth: int) -> None:
        end = turned(start[0], start[1] - length, angle, start)
        across = hypot(width, 0) / 2
        a, b = (
            turned(start[0] - across, start[1], angle, start),
            turned(start[0] + across, start[1], angle, start),
        )
        tip = across * 0.62
        d, e = turned(end[0] + tip, end[1], angle, end), turned(end[0] - tip, end[1], angle, end)
        c.polygon([a, b, d, e], colour)
        if depth == 0:
            return
        forks = (-1, 1) if depth > 1 else (-1, 1, 0)
        for side in forks:
            bend = side * dice.between(16, 38) + dice.between(-6, 6)
            grow(end, angle + bend, length * dice.between(0.62, 0.8), width * 0.62, depth - 1)

    grow((x, y), lean, height * 0.34, height * 0.055, 5)


def house(c: Canvas, x: float, y: float, width: float, wall: str, roof: str, door: str | None = None) -> None:
    """A village house seen from its gable end."""
    with c.moved(x, y, scale=width):
        c.rect(0.2, -1.1, 0.12, 0.4, roof)
        c.rect(-0.42, -0.55, 0.84, 0.55, wall)
        c.polygon([(-0.54, -0.52), (0, -1.02), (0.54, -0.52)], roof)
        if door:
            c.rect(-0.12, -0.36, 0.24, 0.36, door)


def flame(
    c: Canvas, x: float, y: float, width: float, height: float, colour: str, *, sway: float = 0.15
) -> None:
    """One tongue of fire."""
    w, s = width / 2, sway * height
    c.path(
        outline(
            (x - w, y),
            (x - w * 1.5, y - height * 0.45, x + s * 0.3, y - height * 0.5, x + s, y - height),
            (x + s * 0.9, y - height * 0.62, x + w * 1.7, y - height * 0.42, x + w, y),
        ),
        colour,
    )


def pole(c: Canvas, x: float, y: float, height: float, colour: str, *, lean: float = 0) -> None:
    """A telegraph pole with two arms."""
    with c.moved(x, y, turn=lean, scale=height):
        c.rect(-0.018, -1, 0.036, 1, colour)
        c.rect(-0.17, -0.92, 0.34, 0.03, colour)
        c.rect(-0.13, -0.8, 0.26, 0.03, colour)
        for across in (-0.15, 0.12):
            c.rect(across, -0.96, 0.03, 0.05, colour)


def dog(c: Canvas, x: float, y: float, height: float, colour: str) -> None:
    """A small spitz looking to the right."""
    with c.moved(x, y, scale=height):
        c.polygon([(-0.5, -0.62), (0.22, -0.62), (0.34, -0.3), (-0.5, -0.24)], colour)
        for across in (-0.48, -0.3, 0.1, 0.24):
            c.rect(across, -0.34, 0.09, 0.34, colour)
        c.polygon(
            [(0.08, -0.58), (0.2, -0.98), (0.27, -0.86), (0.36, -1), (0.44, -0.8), (0.66, -0.7), (0.4, -0.5)],
            colour,
        )
        c.arc((-0.5, -0.78), 0.17, 0.11, (80, 320), colour)
