"""Coats, stairs and offices: the small man in a large house."""

from __future__ import annotations

from bot.art.canvas import around
from bot.art.silhouettes import walker
from bot.art.stage import Stage


def greatcoat(s: Stage) -> None:
    """An enormous coat; at its hem, a very small clerk."""
    c, u = s.canvas, s.unit
    s.fill(s.sky)
    for _ in range(26):
        x, y = s.dice.between(-0.05, 1) * s.w, s.dice.between(0, 1) * s.h
        c.line((x, y), around(x, y, u * s.dice.between(0.05, 0.12), 124), u * 0.006, s.paper)
    cx, top, low = s.w * 0.43, s.h * 0.1, s.h * 0.93
    c.polygon(
        [
            (cx - u * 0.14, top),
            (cx + u * 0.14, top),
            (cx + u * 0.3, top + u * 0.07),
            (cx + u * 0.4, low),
            (cx - u * 0.4, low),
            (cx - u * 0.3, top + u * 0.07),
        ],
        s.ink,
    )
    c.polygon(
        [
            (cx - u * 0.3, top + u * 0.07),
            (cx - u * 0.2, top + u * 0.18),
            (cx - u * 0.32, s.h * 0.7),
            (cx - u * 0.45, s.h * 0.68),
        ],
        s.ink,
    )
    c.polygon(
        [
            (cx + u * 0.3, top + u * 0.07),
            (cx + u * 0.2, top + u * 0.18),
            (cx + u * 0.32, s.h * 0.7),
            (cx + u * 0.45, s.h * 0.68),
        ],
        s.ink,
    )
    for side in (-1, 1):
        c.line((cx + side * u * 0.21, top + u * 0.2), (cx + side * u * 0.29, s.h * 0.7), u * 0.007, s.sky)
        c.polygon(
            [
                (cx, top + u * 0.27),
                (cx + side * u * 0.015, top + u * 0.02),
                (cx + side * u * 0.16, top - u * 0.025),
                (cx + side * u * 0.19, top + u * 0.13),
            ],
            s.hot,
        )
    c.polygon([(cx - u * 0.075, top), (cx + u * 0.075, top), (cx, top + u * 0.17)], s.cool)
    c.line((cx, top + u * 0.27), (cx, low), u * 0.007, s.sky)
    for i in range(4):
        c.circle(cx + u * 0.06, top + u * (0.34 + 0.115 * i), u * 0.021, s.paper)
    c.rect(-4, low, s.w + 8, s.h, s.paper)
    c.polygon(
        [
            (s.w * 0.83, s.h * 0.97),
            (s.w * 0.86, s.h * 0.97),
            (s.w * 0.5, s.h * 1.02),
            (s.w * 0.44, s.h * 1.02),
        ],
        s.cool,
    )
    walker(c, s.w * 0.85, s.h * 0.975, u * 0.2, s.hot, lean=7)


def desk(s: Stage) -> None:
    """A wall of drawers; a small man looks up at the one that stands open."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    columns = 5
    cell = s.w / columns
    height = u * 0.115
    rows = int(s.h * 0.86 / height) + 1
    home = s.dice.whole(1, 3), 2
    for row in range(rows):
        for column in range(columns):
            x, y = column * cell, row * height
            if y + height > s.h * 0.86:
                continue
            c.rect(x + u * 0.008, y + u * 0.008, cell - u * 0.016, height - u * 0.016, s.cool)
            c.rect(x + cell * 0.32, y + height * 0.3, cell * 0.36, height * 0.2, s.paper)
            c.rect(x + cell * 0.43, y + height * 0.62, cell * 0.14, height * 0.1, s.ink)
    x, y = home[0] * cell, home[1] * height
    c.polygon(
        [
            (x + u * 0.008, y + u * 0.01),
            (x + cell - u * 0.008, y + u * 0.01),
            (x + cell + u * 0.05, y + height * 1.25),
            (x - u * 0.05, y + height * 1.25),
        ],
        s.ink,
    )
    for i in range(4):
        c.polygon(
            [
                around(x + cell * (0.25 + 0.16 * i), y - u * (0.03 + 0.05 * i), u * 0.09, a)
                for a in (200 + 15 * i, 330 + 15 * i, 20 + 15 * i, 150 + 15 * i)
            ],
            s.paper,
        )
    c.rect(x - u * 0.05, y + height * 1.2, cell + u * 0.1, height * 0.85, s.hot)
    c.rect(-4, s.h * 0.86, s.w + 8, s.h, s.ink)
    c.polygon(
        [
            (s.w * 0.66, s.h * 0.96),
            (s.w * 0.69, s.h * 0.96),
            (s.w * 1.02, s.h * 0.99),
            (s.w * 1.02, s.h * 1.02),
        ],
        s.cool,
    )
    walker(c, s.w * 0.66, s.h * 0.97, u * 0.24, s.paper)


def staircase(s: Stage) -> None:
    """Stairs wind down to one figure and its long shadow."""
    c, u = s.canvas, s.unit
    s.fill(s.ink)
    cx, cy = s.w * 0.54, s.h * 0.46
    turns, steps = 3, 16
    for i in range(turns * steps, 0, -1):
        r = u * (0.12 + 0.0175 * i)
        a = i * 360 / steps
        colour = (s.ground, s.cool, s.paper)[i % 3] if i % 2 else s.ink
        c.polygon([(cx, cy), around(cx, cy, r, a), around(cx, cy, r * 0.985, a + 360 / steps)], colour)
    c.circle(cx, cy, u * 0.13, s.hot)
    c.polygon(
        [
            (cx, cy + u * 0.06),
            (cx + u * 0.02, cy + u * 0.06),
            (cx + u * 0.3, cy + u * 0.42),
            (cx + u * 0.2, cy + u * 0.44),
        ],
        s.ink,
    )
    walker(c, cx, cy + u * 0.075, u * 0.16, s.ink)


def chessboard(s: Stage) -> None:
    """A board in steep perspective, one piece against many."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    c.circle(s.w * 0.5, s.h * 0.3, u * 0.24, s.hot)
    far, near = s.h * 0.4, s.h * 1.04

    def on(column: float, row: float) -> tuple[float, float]:
        depth = (row / 8) ** 1.7
        y = far + (near - far) * depth
        half = s.w * (0.24 + 0.5 * depth)
        return s.w * 0.5 + (column / 4 - 1) * half, y

    c.polygon([on(0, 0), on(8, 0), on(8, 8), on(0, 8)], s.paper)
    for row in range(8):
        for column in range(8):
            if (row + column) % 2:
                c.polygon(
                    [on(column, row), on(column + 1, row), on(column + 1, row + 1), on(column, row + 1)],
                    s.ink,
                )
    for across, down, height, colour in (
        (1.5, 1.5, 0.12, s.ink),
        (3.5, 1.5, 0.14, s.ink),
        (5.5, 1.5, 0.12, s.ink),
        (6.5, 2.5, 0.16, s.ink),
        (3.5, 5.5, 0.3, s.hot),
    ):
        x, y = on(across, down)
        h = u * height
        c.polygon(
            [(x - h * 0.26, y), (x + h * 0.26, y), (x + h * 0.1, y - h * 0.7), (x - h * 0.1, y - h * 0.7)],
            colour,
        )
        c.circle(x, y - h * 0.82, h * 0.19, colour)
