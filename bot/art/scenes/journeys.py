"""On the way: roads, ships, sand, water."""

from __future__ import annotations

from bot.art.canvas import outline
from bot.art.silhouettes import bare_tree, child, walker
from bot.art.stage import Stage


def road(s: Stage) -> None:
    """A man and a child on an empty road between dead trees."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    horizon = s.h * 0.4
    vx = s.w * s.dice.between(0.52, 0.6)
    c.circle(vx - u * 0.12, horizon - u * 0.14, u * 0.17, s.paper)
    step = u * 0.034  # ash in the air: dots that grow towards the top
    rows = int(horizon / step) + 1
    for row in range(rows):
        size = u * 0.0125 * (1 - row / rows)
        for i in range(int(s.w / step) + 2):
            c.circle(i * step + (step / 2 if row % 2 else 0), row * step, size, s.cool)
    c.rect(-4, horizon, s.w + 8, s.h, s.cool)
    c.polygon([(vx, horizon), (s.w * 0.96, s.h * 1.02), (s.w * 0.02, s.h * 1.02)], s.ink)
    depth = 1.0
    while depth > 0.1:
        y0, y1 = horizon + (s.h - horizon) * depth, horizon + (s.h - horizon) * depth * 0.86
        x0, x1 = vx + (s.w * 0.49 - vx) * depth, vx + (s.w * 0.49 - vx) * depth * 0.86
        c.polygon(
            [
                (x0 - u * 0.016 * depth, y0),
                (x0 + u * 0.016 * depth, y0),
                (x1 + u * 0.0135 * depth, y1),
                (x1 - u * 0.0135 * depth, y1),
            ],
            s.paper,
        )
        depth *= 0.72
    for across, down, height, lean in (
        (0.1, 0.62, 0.58, 4),
        (0.94, 0.66, 0.64, -6),
        (0.3, 0.48, 0.3, 5),
        (0.78, 0.47, 0.27, -3),
    ):
        bare_tree(c, s.w * across, s.h * down, u * height, s.ink, s.dice, lean=lean)
    walker(c, s.w * 0.46, s.h * 0.83, u * 0.27, s.paper)
    child(c, s.w * 0.46 + u * 0.13, s.h * 0.835, u * 0.145, s.hot)


def steamer(s: Stage) -> None:
    """A steamer leans away from the quay; a crowd runs for its gangway."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    c.circle(s.w * 0.2, s.h * 0.2, u * 0.13, s.hot if not s.dark else s.paper)
    with c.moved(s.w * 0.5, s.h * 0.6, turn=-13):
        for i, (x, y, size) in enumerate(
            (
                (0.18, -0.52, 0.07),
                (0.06, -0.58, 0.095),
                (-0.1, -0.62, 0.125),
                (-0.3, -0.66, 0.16),
                (-0.55, -0.69, 0.2),
            )
        ):
            c.circle(x * u, y * u, size * u, s.cool if i % 2 else s.figure)
        for x in (0.1, 0.27):
            c.polygon(
                [
                    (x * u, -u * 0.12),
                    ((x + 0.09) * u, -u * 0.12),
                    ((x + 0.075) * u, -u * 0.44),
                    ((x - 0.015) * u, -u * 0.44),
                ],
                s.hot,
            )
            c.polygon(
                [
                    ((x - 0.012) * u, -u * 0.38),
                    ((x + 0.078) * u, -u * 0.38),
                    ((x + 0.075) * u, -u * 0.44),
                    ((x - 0.015) * u, -u * 0.44),
                ],
                s.ink,
            )
        c.rect(-u * 0.12, -u * 0.16, u * 0.62, u * 0.12, s.paper)
        for i in range(9):
            c.rect(-u * 0.1 + i * u * 0.066, -u * 0.125, u * 0.035, u * 0.035, s.ink)
        c.polygon(
            [(-u * 0.36, -u * 0.05), (u * 0.95, -u * 0.05), (u * 0.95, u * 0.34), (-u * 0.22, u * 0.34)],
            s.ink,
        )
        c.rect(-u * 0.3, u * 0.02, u * 1.3, u * 0.018, s.hot)
        for i in range(10):
            c.circle(-u * 0.18 + i * u * 0.1, u * 0.11, u * 0.018, s.paper)
        c.rect(-u * 1.2, u * 0.22, u * 2.4, u, s.cool)
        for i in range(5):
            c.rect(-u * (1.0 - 0.17 * i), u * (0.27 + 0.06 * i), u * 0.7, u * 0.014, s.paper)
    c.polygon([s.at(-0.02, 0.86), s.at(0.62, 0.93), s.at(0.62, 1.02), s.at(-0.02, 1.02)], s.ink)
    for i in range(7):
        x = s.w * (0.03 + 0.075 * i)
        walker(c, x, s.h * (0.87 + 0.009 * i), u * (0.13 + 0.012 * (i % 3)), s.ink, lean=14, pack=i % 3 == 0)


def desert(s: Stage) -> None:
    """A white sun over dunes; a small man leads a file of veiled women."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    c.circle(s.w * s.dice.between(0.6, 0.7), s.h * 0.3, u * s.dice.between(0.23, 0.26), s.paper)
    w, h = s.w, s.h
    c.path(
        outline(
            (-4, h * 0.6),
            (w * 0.25, h * 0.46, w * 0.6, h * 0.6),
            (w * 0.8, h * 0.68, w + 4, h * 0.52),
            (w + 4, h + 4),
            (-4, h + 4),
        ),
        s.cool,
    )
    c.path(
        outline(
            (-4, h * 0.74),
            (w * 0.4, h * 0.54, w * 0.72, h * 0.72),
            (w * 0.86, h * 0.8, w + 4, h * 0.74),
            (w + 4, h + 4),
            (-4, h + 4),
        ),
        s.hot,
    )
    c.path(
        outline(
            (w * 0.72, h * 0.72),
            (w * 0.5, h * 0.8, w * 0.62, h * 1.02),
            (w + 4, h * 1.02),
            (w + 4, h * 0.74),
            (w * 0.86, h * 0.8, w * 0.72, h * 0.72),
        ),
        s.ink,
    )
    file = s.count(8, 9)
    for i in range(file):
        t = 0.06 + 0.061 * i
        x = w * t
        y = h * (0.74 - 0.30 * t + 0.30 * t * t) + u * 0.008
        if i == file - 1:
            walker(c, x + u * 0.05, y - u * 0.005, u * 0.15, s.ink, pack=True)
        else:
            c.polygon(
                [
                    (x - u * 0.026, y + u * 0.01),
                    (x - u * 0.006, y - u * 0.095),
                    (x + u * 0.006, y - u * 0.095),
                    (x + u * 0.026, y + u * 0.01),
                ],
                s.ink,
            )
    for i in range(16):
        c.ellipse(
            w * (0.1 + 0.03 * i),
            h * (0.98 - 0.011 * i) + (u * 0.014 if i % 2 else 0),
            u * 0.008,
            u * 0.005,
            s.ink,
        )


def waves(s: Stage) -> None:
    """A small boat on scales of water."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    c.circle(s.w * s.dice.between(0.2, 0.36), s.h * 0.27, u * 0.17, s.hot)
    r = u * 0.12
    boat = s.w * 0.62
    rows = int((s.h * 0.56) / (r * 0.56)) + 2
    for row in range(rows):
        y = s.h * 0.54 + row * r * 0.56
        if row == 1:
            c.polygon(
                [
                    (boat - u * 0.16, y - r * 1.05),
                    (boat + u * 0.2, y - r * 1.05),
                    (boat + u * 0.12, y),
                    (boat - u * 0.1, y),
                ],
                s.ink,
            )
            c.rect(boat - u * 0.008, y - u * 0.52, u * 0.016, u * 0.42, s.ink)
            c.polygon(
                [
                    (boat + u * 0.02, y - u * 0.52),
                    (boat + u * 0.02, y - r * 1.25),
                    (boat + u * 0.19, y - r * 1.25),
                ],
                s.paper,
            )
            c.polygon(
                [
                    (boat - u * 0.02, y - u * 0.44),
                    (boat - u * 0.02, y - r * 1.25),
                    (boat - u * 0.13, y - r * 1.25),
                ],
                s.hot,
            )
        for i in range(-1, int(s.w / (r * 2)) + 2):
            x = i * r * 2 + (r if row % 2 else 0)
            c.circle(x, y, r, s.ink if row % 2 else s.cool)
            c.ring(x, y, r * 0.72, u * 0.012, s.paper)
            c.ring(x, y, r * 0.42, u * 0.012, s.paper)
