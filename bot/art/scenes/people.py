"""Those who wait, stroll, play, part."""

from __future__ import annotations

from bot.art.canvas import around, outline, star
from bot.art.silhouettes import crane, dog, walker, woman
from bot.art.stage import Stage


def cranes(s: Stage) -> None:
    """A wedge of cranes flies over a flight of steps; a woman looks up."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    c.circle(s.w * 0.68, s.h * 0.3, u * s.dice.between(0.23, 0.27), s.hot)
    steps = 9
    for i in range(steps):
        x, y = s.w * (-0.02 + 0.062 * i), s.h * (1.0 - 0.052 * i)
        c.rect(x, y, s.w * 1.1, s.h * 0.06, s.paper if i % 2 == 0 else s.ink)
    for i in range(steps):
        x = s.w * (-0.02 + 0.062 * i)
        c.polygon(
            [
                (x, s.h * (1.0 - 0.052 * i)),
                (x + s.w * 0.062, s.h * (1.0 - 0.052 * i)),
                (x, s.h * (1.0 - 0.052 * (i - 1))),
            ],
            s.cool,
        )
    woman(c, s.w * 0.86, s.h * (1.0 - 0.052 * 8) + 1, u * 0.25, s.ink)
    lead = s.at(0.72, 0.19)
    for i in range(4):
        for back, down in ((0.215, -0.03), (0.15, 0.115)):
            if i or down > 0:
                place = lead[0] - u * back * i, lead[1] + u * down * i
                beat = (1, 0.6, -0.5, 0.8, 0.7)[(i * 2 + (down > 0)) % 5]
                crane(c, *place, u * (0.14 - 0.012 * i), s.figure, turn=-14, beat=beat)


def madonna(s: Stage) -> None:
    """A woman in a greatcoat and pointed cap holds a child before a row of bayonets."""
    c, u = s.canvas, s.unit
    s.fill(s.sky)
    for i in range(16):
        x, y = s.w * (-0.04 + 0.072 * i), s.h * (0.1 + 0.03 * (i % 3))
        c.polygon(
            [
                (x, y),
                (x + u * 0.011, y + u * 0.1),
                (x + u * 0.011, s.h),
                (x - u * 0.011, s.h),
                (x - u * 0.011, y + u * 0.1),
            ],
            s.shade,
        )
    cx, y = s.w * 0.5, s.h * 0.12
    c.circle(cx, y + u * 0.24, u * 0.27, s.hot)
    with c.moved(cx, y, scale=u):
        c.path(
            outline(
                (-0.1, 0.36),
                (-0.34, 0.4, -0.38, 0.62),
                (-0.5, 1.5),
                (0.5, 1.5),
                (0.38, 0.62),
                (0.34, 0.4, 0.1, 0.36),
            ),
            s.ink,
        )
        c.polygon([(-0.13, 0.36), (0, 0.42), (0.13, 0.36), (0.08, 0.5), (0, 0.56), (-0.08, 0.5)], s.hot)
    with c.moved(cx - u * 0.01, y + u * 0.25, turn=-11, scale=u):
        c.path(outline((-0.098, -0.06), (-0.1, 0.1, 0, 0.135), (0.1, 0.1, 0.098, -0.06)), s.paper)
        c.path(
            outline(
                (-0.125, -0.03),
                (-0.15, -0.17, -0.03, -0.2),
                (0, -0.31),
                (0.03, -0.2),
                (0.15, -0.17, 0.125, -0.03),
            ),
            s.ink,
        )
        c.polygon([(-0.125, -0.04), (-0.085, -0.04), (-0.08, 0.09), (-0.115, 0.12)], s.ink)
        c.polygon([(0.125, -0.04), (0.085, -0.04), (0.08, 0.09), (0.115, 0.12)], s.ink)
        c.polygon(star(0, -0.095, 0.052), s.hot)
        for side in (-1, 1):
            c.path(
                outline(
                    (side * 0.068, 0.0),
                    (side * 0.045, 0.022, side * 0.02, 0.004),
                    (side * 0.045, 0.034, side * 0.068, 0.0),
                ),
                s.ink,
            )
        c.polygon([(0, 0.0), (0.016, 0.05), (-0.012, 0.05)], s.ink)
        c.rect(-0.02, 0.082, 0.04, 0.009, s.hot)
    with c.moved(cx - u * 0.01, y + u * 0.68, turn=-27, scale=u):
        c.path(
            outline(
                (-0.17, 0.03),
                (-0.13, -0.15, 0.06, -0.13),
                (0.25, -0.13, 0.25, 0.0),
                (0.25, 0.13, 0.06, 0.13),
                (-0.1, 0.14, -0.24, 0.1),
            ),
            s.paper,
        )
        c.circle(0.13, -0.005, 0.078, s.sky)
        for side in (-1, 1):
            c.path(
                outline(
                    (0.13, side * 0.03 - 0.005),
                    (0.142, side * 0.045 - 0.005, 0.13, side * 0.06 - 0.005),
                    (0.155, side * 0.045 - 0.005, 0.13, side * 0.03 - 0.005),
                ),
                s.ink,
            )
        c.polygon([(0.0, -0.138), (0.035, -0.136), (-0.06, 0.136), (-0.1, 0.132)], s.hot)
        c.polygon([(-0.1, -0.095), (-0.075, -0.11), (-0.14, 0.124), (-0.17, 0.118)], s.hot)
    with c.moved(cx, y + u * 0.2, scale=u):
        c.path(
            outline(
                (0.33, 0.4),
                (0.36, 0.66, 0.1, 0.7),
                (-0.13, 0.71),
                (-0.13, 0.59),
                (0.06, 0.58),
                (0.2, 0.56, 0.2, 0.46),
            ),
            s.ink,
        )
        c.path(
            outline(
                (0.205, 0.47),
                (0.2, 0.565, 0.06, 0.585),
                (-0.13, 0.596),
                (-0.13, 0.587),
                (0.05, 0.572),
                (0.19, 0.555, 0.193, 0.47),
            ),
            s.sky,
        )
        c.circle(-0.145, 0.65, 0.055, s.paper)


def promenade(s: Stage) -> None:
    """A lady with a parasol and a small dog on a promenade; a man keeps his distance."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    horizon = s.h * 0.4
    c.circle(s.w * 0.3, horizon - u * 0.02, u * 0.16, s.hot)
    c.rect(-4, horizon, s.w + 8, s.h, s.cool)
    for i in range(10):
        y = horizon + u * 0.018 + u * 0.036 * i
        c.rect(s.w * (0.06 * (i % 3)) - 4, y, s.w * (0.34 + 0.05 * (i % 4)), u * 0.008, s.paper)
        c.rect(s.w * (0.62 - 0.03 * (i % 4)), y + u * 0.012, s.w * 0.5, u * 0.006, s.ink)
    floor = s.h * 0.78
    rail = s.h * 0.64
    c.rect(-4, rail, s.w + 8, u * 0.028, s.paper)
    for i in range(int(s.w / (u * 0.075)) + 2):
        x = i * u * 0.075
        c.path(
            outline(
                (x - u * 0.012, rail),
                (x - u * 0.034, (rail + floor) / 2, x - u * 0.012, floor),
                (x + u * 0.012, floor),
                (x + u * 0.034, (rail + floor) / 2, x + u * 0.012, rail),
            ),
            s.paper,
        )
    c.polygon([(-4, floor), (s.w + 4, floor), (s.w + 4, s.h + 4), (-4, s.h + 4)], s.paper)
    for i in range(9):
        c.polygon(
            [
                (s.w * (-0.3 + 0.2 * i), s.h + 4),
                (s.w * (-0.2 + 0.2 * i), s.h + 4),
                (s.w * (0.14 + 0.095 * i), floor),
                (s.w * (0.1 + 0.095 * i), floor),
            ],
            s.ground,
        )
    x, y = s.w * 0.62, s.h * 0.93
    woman(c, x, y, u * 0.56, s.ink)
    c.ellipse(x, y - u * 0.535, u * 0.115, u * 0.026, s.ink)
    c.line((x + u * 0.05, y - u * 0.3), (x + u * 0.14, y - u * 0.66), u * 0.012, s.ink)
    with c.moved(x + u * 0.14, y - u * 0.66, turn=14, scale=u):
        c.path(
            outline(
                (-0.2, 0.02),
                (-0.17, -0.15, 0, -0.15),
                (0.17, -0.15, 0.2, 0.02),
                (0.13, -0.03, 0.067, 0.02),
                (0, -0.03, -0.067, 0.02),
                (-0.13, -0.03, -0.2, 0.02),
            ),
            s.hot,
        )
    dog(c, x + u * 0.25, y + u * 0.015, u * 0.135, s.ink)
    c.line((x + u * 0.08, y - u * 0.27), (x + u * 0.285, y - u * 0.09), u * 0.006, s.ink)
    walker(c, s.w * 0.16, floor + u * 0.03, u * 0.36, s.ink)
    c.ellipse(s.w * 0.16 + u * 0.012, floor + u * 0.03 - u * 0.345, u * 0.055, u * 0.012, s.ink)
    c.rect(s.w * 0.16 - u * 0.02, floor + u * 0.03 - u * 0.39, u * 0.064, u * 0.045, s.ink)


def farewell(s: Stage) -> None:
    """A woman under a lamp watches a figure walk out of the light."""
    c, u = s.canvas, s.unit
    s.fill(s.ink)
    lamp = s.at(0.62, 0.12)
    c.polygon(
        [lamp, (lamp[0] + u * 0.42, s.h * 0.93), (lamp[0] - u * 0.52, s.h * 0.93)],
        s.ground if not s.dark else s.cool,
    )
    c.ellipse(lamp[0] - u * 0.05, s.h * 0.93, u * 0.47, u * 0.06, s.ground if not s.dark else s.cool)
    c.circle(*lamp, u * 0.055, s.hot)
    c.rect(s.w * 0.86, s.h * 0.06, u * 0.018, s.h, s.cool)
    c.rect(lamp[0], s.h * 0.06, s.w * 0.86 - lamp[0] + u * 0.018, u * 0.018, s.cool)
    woman(c, lamp[0] + u * 0.05, s.h * 0.93, u * 0.4, s.ink)
    walker(c, s.w * 0.18, s.h * 0.93, u * 0.4, s.cool if not s.dark else s.paper)
    for _ in range(34):
        x, y = s.dice.between(0, s.w), s.dice.between(0, s.h * 0.92)
        c.line((x, y), around(x, y, u * 0.05, 106), u * 0.005, s.paper)


def kite(s: Stage) -> None:
    """A child flies a kite on a long bent string."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    kx, ky = s.w * s.dice.between(0.64, 0.74), s.h * 0.24
    c.polygon([(kx, ky - u * 0.2), (kx + u * 0.14, ky), (kx, ky + u * 0.24), (kx - u * 0.14, ky)], s.hot)
    c.polygon([(kx, ky - u * 0.2), (kx + u * 0.14, ky), (kx, ky + u * 0.24)], s.paper)
    for i in range(4):
        x, y = kx - u * 0.03 * (i + 1) - u * 0.02, ky + u * (0.29 + 0.055 * i)
        c.polygon(
            [
                (x - u * 0.035, y - u * 0.018),
                (x + u * 0.035, y + u * 0.018),
                (x + u * 0.035, y - u * 0.018),
                (x - u * 0.035, y + u * 0.018),
            ],
            s.ink,
        )
    c.path(
        outline(
            (-4, s.h * 0.84), (s.w * 0.45, s.h * 0.68, s.w + 4, s.h * 0.86), (s.w + 4, s.h + 4), (-4, s.h + 4)
        ),
        s.cool,
    )
    foot = s.h * 0.8
    walker(c, s.w * 0.26, foot, u * 0.2, s.ink, lean=-6)
    c.strokes(
        [(s.w * 0.29, foot - u * 0.13), (s.w * 0.45, s.h * 0.58), (kx - u * 0.1, ky + u * 0.3), (kx, ky)],
        u * 0.006,
        s.ink,
    )


def curtain(s: Stage) -> None:
    """A mask before a harlequin curtain."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    size = u * 0.15
    for row in range(int(s.h / size) + 2):
        for column in range(int(s.w / size) + 2):
            if (row + column) % 2 == 0:
                x, y = column * size, row * size
                c.polygon(
                    [(x, y - size), (x + size * 0.62, y), (x, y + size), (x - size * 0.62, y)],
                    s.cool if row % 3 else s.hot,
                )
    cx, cy, r = s.w * 0.5, s.h * 0.48, u * 0.32
    c.path(
        outline(
            (cx - r, cy - r * 0.8),
            (cx, cy - r * 1.2, cx + r, cy - r * 0.8),
            (cx + r * 1.05, cy + r * 1.1, cx, cy + r * 1.25),
            (cx - r * 1.05, cy + r * 1.1, cx - r, cy - r * 0.8),
        ),
        s.paper,
    )
    for side in (-1, 1):
        ex = cx + side * r * 0.42
        c.path(
            outline(
                (ex - r * 0.27, cy - r * 0.1),
                (ex, cy - r * 0.5, ex + r * 0.27, cy - r * 0.1),
                (ex, cy - r * 0.22, ex - r * 0.27, cy - r * 0.1),
            ),
            s.ink,
        )
    c.path(
        outline(
            (cx - r * 0.58, cy + r * 0.3),
            (cx, cy + r * 0.62, cx + r * 0.58, cy + r * 0.3),
            (cx, cy + r * 1.25, cx - r * 0.58, cy + r * 0.3),
        ),
        s.ink,
    )
