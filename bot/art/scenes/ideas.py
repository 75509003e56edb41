"""Letters, music, machines, space; and the pure composition for a film that tells us nothing."""

from __future__ import annotations

from bot.art.canvas import around, outline
from bot.art.silhouettes import walker
from bot.art.stage import Stage


def gas_mask(s: Stage) -> None:
    """A gas mask over a heap of letters."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    c.circle(s.w * 0.5, s.h * 0.4, u * 0.37, s.hot)
    for i in range(11):
        x, y = s.w * (0.05 + 0.09 * i), s.h * (0.84 + 0.045 * (i * 5 % 3))
        with c.moved(x, y, turn=s.dice.between(-32, 32)):
            c.rect(-u * 0.14, -u * 0.095, u * 0.28, u * 0.19, s.ink)
            c.rect(-u * 0.134, -u * 0.089, u * 0.268, u * 0.178, s.paper if i % 3 else s.cool)
            if i % 2:
                c.strokes(
                    [(-u * 0.134, -u * 0.089), (0, u * 0.02), (u * 0.134, -u * 0.089)], u * 0.007, s.ink
                )
            else:
                for k in range(4):
                    c.rect(
                        -u * 0.1, -u * 0.058 + k * u * 0.034, u * (0.2 if k < 3 else 0.1), u * 0.008, s.ink
                    )
    cx, cy = s.w * 0.5, s.h * 0.36
    c.path(
        outline(
            (cx - u * 0.24, cy - u * 0.05),
            (cx - u * 0.24, cy - u * 0.34, cx + u * 0.24, cy - u * 0.34, cx + u * 0.24, cy - u * 0.05),
            (cx + u * 0.25, cy + u * 0.14, cx + u * 0.1, cy + u * 0.25),
            (cx - u * 0.1, cy + u * 0.25),
            (cx - u * 0.25, cy + u * 0.14, cx - u * 0.24, cy - u * 0.05),
        ),
        s.ink,
    )
    for side in (-1, 1):
        x, y = cx + side * u * 0.115, cy - u * 0.055
        c.circle(x, y, u * 0.098, s.paper)
        c.circle(x, y, u * 0.078, s.cool)
        c.polygon(
            [
                around(x, y, u * 0.078, 200),
                around(x, y, u * 0.078, 245),
                around(x, y, u * 0.078, 20),
                around(x, y, u * 0.078, 65),
            ],
            s.paper,
        )
        c.line((cx + side * u * 0.21, cy - u * 0.13), (cx + side * u * 0.36, cy - u * 0.2), u * 0.03, s.ink)
    with c.moved(cx, cy + u * 0.25):
        c.rect(-u * 0.1, -u * 0.03, u * 0.2, u * 0.13, s.ink)
        c.rect(-u * 0.125, u * 0.07, u * 0.25, u * 0.11, s.ink)
        for k in range(3):
            c.rect(-u * 0.125, u * (0.09 + 0.03 * k), u * 0.25, u * 0.009, s.paper)
    c.circle(cx, cy + u * 0.12, u * 0.055, s.paper)
    for k in range(3):
        c.rect(cx - u * 0.035, cy + u * (0.095 + 0.02 * k), u * 0.07, u * 0.009, s.ink)


def letters(s: Stage) -> None:
    """Letters rise like birds from one large envelope."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    x, y, w, h = s.w * 0.5, s.h * 0.78, u * 0.62, u * 0.36
    for i in range(9):
        t = i / 8
        with c.moved(
            s.w * (0.42 + 0.42 * t) + u * 0.06 * (i % 2), s.h * (0.58 - 0.5 * t), turn=-30 + 25 * (i % 3)
        ):
            size = u * (0.13 - 0.07 * t)
            c.polygon(
                [(-size, -size * 0.6), (size, -size * 0.6), (size, size * 0.6), (-size, size * 0.6)], s.paper
            )
            c.strokes([(-size, -size * 0.6), (0, size * 0.15), (size, -size * 0.6)], u * 0.006, s.ink)
    c.polygon([(x - w / 2, y - h / 2), (x, y - h), (x + w / 2, y - h / 2)], s.cool)
    c.rect(x - w / 2, y - h / 2, w, h, s.ink)
    c.polygon([(x - w / 2, y + h / 2), (x, y - h * 0.05), (x + w / 2, y + h / 2)], s.hot)


def orbit(s: Stage) -> None:
    """A planet, its rings, and a small ship on a long curve."""
    c, u = s.canvas, s.unit
    s.fill(s.ground if s.dark else s.ink)
    for _ in range(40):
        c.circle(s.dice.between(0, s.w), s.dice.between(0, s.h), u * s.dice.between(0.002, 0.006), s.paper)
    cx, cy = s.w * 0.42, s.h * 0.56
    tilt = s.dice.between(-28, -16)
    c.circle(cx, cy, u * 0.3, s.hot)
    with c.porthole(cx, cy, u * 0.3), c.moved(cx, cy, turn=tilt):
        for i in range(7):
            c.rect(-u * 0.4, u * (-0.22 + 0.075 * i), u * 0.8, u * (0.012 + 0.006 * i), s.ink)
    for r, width in ((0.4, 0.022), (0.47, 0.012), (0.56, 0.007)):
        c.arc((cx, cy), u * r, u * width, (tilt - 120, tilt + 60), s.cool)
    x, y = around(cx, cy, u * 0.56, tilt - 30)
    with c.moved(x, y, turn=tilt + 60, scale=u * 0.2):
        c.path(outline((-0.5, -0.12), (0.2, -0.2, 0.6, 0), (0.2, 0.2, -0.5, 0.12)), s.paper)
        c.polygon([(-0.5, -0.12), (-0.7, -0.32), (-0.24, -0.15)], s.paper)
        c.polygon([(-0.5, 0.12), (-0.7, 0.32), (-0.24, 0.15)], s.paper)
        c.polygon([(-0.52, -0.08), (-1.1, 0), (-0.52, 0.08)], s.hot)


def strings(s: Stage) -> None:
    """A record, a tone arm, staves bent by sound."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    cx, cy = s.w * 0.56, s.h * 0.46
    c.circle(cx, cy, u * 0.4, s.ink)
    for i in range(8):
        c.ring(cx, cy, u * (0.19 + 0.026 * i), u * 0.005, s.cool)
    c.circle(cx, cy, u * 0.15, s.hot)
    c.circle(cx, cy, u * 0.022, s.paper)
    for i in range(5):
        y = s.h * 0.72 + u * 0.045 * i
        c.path(
            outline(
                (-4, y),
                (s.w * 0.3, y - u * 0.2, s.w * 0.55, y),
                (s.w * 0.8, y + u * 0.16, s.w + 4, y - u * 0.08),
                (s.w + 4, y - u * 0.068),
                (s.w * 0.8, y + u * 0.172, s.w * 0.55, y + u * 0.012),
                (s.w * 0.3, y - u * 0.188, -4, y + u * 0.012),
            ),
            s.paper,
        )
    c.strokes([s.at(0.98, 0.02), s.at(0.86, 0.24), (cx + u * 0.12, cy - u * 0.19)], u * 0.024, s.hot)


def lens(s: Stage) -> None:
    """The blades of a lens close upon a man with a tripod."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    cx, cy = s.w * 0.5, s.h * 0.46
    c.circle(cx, cy, u * 0.44, s.ink)
    c.circle(cx, cy, u * 0.38, s.paper)
    with c.porthole(cx, cy, u * 0.38):
        for i in range(8):
            a = i * 45 + 12
            c.polygon(
                [
                    around(cx, cy, u * 0.19, a),
                    around(cx, cy, u * 0.6, a - 8),
                    around(cx, cy, u * 0.6, a + 62),
                    around(cx, cy, u * 0.19, a + 45),
                ],
                (s.cool, s.hot)[i % 2],
            )
    c.circle(cx - u * 0.2, cy - u * 0.22, u * 0.04, s.paper)
    foot = cy + u * 0.13
    walker(c, cx - u * 0.05, foot, u * 0.24, s.ink)
    for dx in (-0.05, 0, 0.05):
        c.line((cx + u * 0.075, foot - u * 0.16), (cx + u * 0.075 + dx * u, foot), u * 0.01, s.ink)
    c.rect(cx + u * 0.03, foot - u * 0.215, u * 0.09, u * 0.06, s.ink)


def proun(s: Stage) -> None:
    """Circle, bars and steps in balance."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    cx, cy = s.w * s.dice.between(0.4, 0.6), s.h * s.dice.between(0.36, 0.46)
    c.circle(cx, cy, u * s.dice.between(0.28, 0.36), s.hot)
    tilt = s.dice.between(-42, -24)
    with c.moved(cx, cy, turn=tilt):
        c.rect(-u * 0.8, -u * 0.05, u * 1.6, u * s.dice.between(0.05, 0.09), s.ink)
        c.rect(-u * 0.3, u * 0.06, u * 1.1, u * 0.03, s.figure)
        c.rect(-u * 0.62, u * 0.13, u * 0.7, u * 0.016, s.figure)
        for i in range(s.count(6, 9)):
            c.rect(
                -u * 0.5 + i * u * 0.09,
                -u * (0.1 + 0.05 * i),
                u * 0.055,
                u * (0.06 + 0.05 * i),
                s.cool if i % 2 else s.paper,
            )
    with c.overprint():
        r = u * s.dice.between(0.12, 0.2)
        c.circle(cx + u * 0.22, cy + u * 0.24, r, s.cool)
    c.polygon(
        [s.at(-0.02, 0.9), s.at(1.02, s.dice.between(0.7, 0.8)), s.at(1.02, 1.02), s.at(-0.02, 1.02)], s.ink
    )
    walker(c, s.w * 0.24, s.h * 0.885, u * 0.13, s.figure)
