"""Forest, swamp, field, fire in the ground and in the sky."""

from __future__ import annotations

from bot.art.canvas import around, outline
from bot.art.silhouettes import bare_tree, flame, house, walker, woman
from bot.art.stage import Stage


def trunks(s: Stage) -> None:
    """Trunks stand in bands of fog; one man carries another."""
    c, u = s.canvas, s.unit
    pale = s.paper
    s.fill(pale)
    for layer, (colour, number, width, reach) in enumerate(
        ((s.ground, 11, 0.03, 0.7), (s.cool, 7, 0.045, 0.84))
    ):
        for i in range(number):
            x = s.w * (i + s.dice.between(0.2, 0.8)) / number
            c.polygon(
                [
                    (x - u * width / 2, -4),
                    (x + u * width / 2, -4),
                    (x + u * width * 0.7, s.h * reach),
                    (x - u * width * 0.7, s.h * reach),
                ],
                colour,
            )
            if layer:
                side = 1 if s.dice.chance(0.5) else -1
                y = s.h * s.dice.between(0.08, 0.35)
                c.polygon([(x, y), (x + side * u * 0.13, y - u * 0.07), (x, y + u * 0.025)], colour)
    step = s.h * 0.042
    for i in range(13):  # fog: bands that thicken towards the ground
        y = s.h * 0.38 + i * step
        c.rect(-4, y, s.w + 8, step * (0.12 + 0.07 * i), pale)
    foot = s.h * 0.87
    c.polygon(
        [s.at(-0.02, 0.88), s.at(0.5, 0.85), s.at(1.02, 0.9), s.at(1.02, 1.02), s.at(-0.02, 1.02)], s.ink
    )
    x = s.w * 0.53
    walker(c, x, foot, u * 0.34, s.ink, lean=6)
    with c.moved(x + u * 0.045, foot - u * 0.268, turn=-9, scale=u):
        c.polygon([(-0.17, -0.045), (0.1, -0.05), (0.13, 0.01), (-0.17, 0.02)], s.hot)
        c.circle(0.155, 0.0, 0.03, s.hot)
        c.polygon([(-0.16, -0.04), (-0.2, 0.11), (-0.165, 0.115), (-0.12, 0)], s.hot)
        c.polygon([(0.08, -0.01), (0.115, 0.12), (0.085, 0.12), (0.045, 0)], s.hot)
    for across, width in ((0.06, 0.1), (0.285, 0.075), (0.83, 0.12)):
        c.polygon(
            [
                (s.w * across, -4),
                (s.w * across + u * width, -4),
                (s.w * across + u * width * 1.12, s.h + 4),
                (s.w * across - u * width * 0.12, s.h + 4),
            ],
            s.ink,
        )


def marsh(s: Stage) -> None:
    """Sunrise over still water; a file of small figures crosses it."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    horizon, sun, r = s.h * 0.52, s.w * s.dice.between(0.54, 0.62), u * 0.3
    for i in range(11):
        start = 182 + i * 16
        c.polygon(
            [(sun, horizon), around(sun, horizon, u * 1.5, start), around(sun, horizon, u * 1.5, start + 7)],
            s.cool,
        )
    c.circle(sun, horizon, r, s.hot)
    c.rect(-4, horizon, s.w + 8, s.h, s.ink)
    for i in range(9):
        y = horizon + u * (0.035 + 0.048 * i)
        half = r * (1.0 - 0.075 * i)
        c.rect(sun - half, y, half * 2, u * 0.021, s.hot)
        c.rect(-4 if i % 2 else s.w * 0.7, y + u * 0.012, s.w * (0.16 + 0.03 * (i % 3)), u * 0.008, s.cool)
    number = s.count(5, 7)
    for i in range(number + 1):
        x = sun - r * 1.12 + i * (r * 2.1 / number)
        if i == number:
            walker(c, x + u * 0.03, horizon + u * 0.008, u * 0.19, s.ink, pack=True)
        else:
            woman(c, x, horizon + u * 0.008, u * (0.15 + 0.012 * (i % 2)), s.ink)
    for across, width in ((0.05, 0.05), (0.145, 0.032), (0.93, 0.055)):
        x = s.w * across
        c.rect(x, -4, u * width, s.h + 8, s.paper)
        y = u * 0.03
        while y < s.h:
            c.polygon(
                [(x, y), (x + u * width * s.dice.between(0.4, 0.9), y + u * 0.008), (x, y + u * 0.018)], s.ink
            )
            y += u * s.dice.between(0.05, 0.11)


def volcano(s: Stage) -> None:
    """A mountain bursts over the columns of a temple."""
    c, u = s.canvas, s.unit
    s.fill(s.sky)
    x, y = s.w * s.dice.between(0.56, 0.64), s.h * 0.36
    for i in range(15):
        start = -172 + i * 11.4
        c.polygon(
            [
                (x, y + u * 0.06),
                around(x, y, u * (0.5 + 0.2 * (i % 3)), start),
                around(x, y, u * (0.5 + 0.2 * (i % 3)), start + 5.5),
            ],
            s.hot,
        )
    for _ in range(46):
        angle, far = s.dice.between(-165, -15), s.dice.between(0.22, 0.8)
        px, py = around(x, y, u * far, angle)
        c.circle(px, py, u * (0.006 + 0.014 * s.dice.throw() * far), s.ink)
    c.polygon(
        [(x - u * 0.09, y), (x + u * 0.09, y), (s.w * 1.1, s.h * 0.86), (s.w * -0.12, s.h * 0.9)], s.ink
    )
    c.polygon(
        [
            (x - u * 0.09, y),
            (x + u * 0.09, y),
            (x + u * 0.07, y + u * 0.2),
            (x + u * 0.02, y + u * 0.1),
            (x - u * 0.01, y + u * 0.3),
            (x - u * 0.05, y + u * 0.12),
        ],
        s.hot,
    )
    base = s.h * 0.98
    c.rect(-4, base, s.w + 8, s.h, s.paper)
    for i, across in enumerate((0.07, 0.22, 0.37)):
        cx, height = s.w * across, u * 0.34
        c.rect(cx - u * 0.034, base - height, u * 0.068, height, s.paper)
        for k in (-0.012, 0.012):
            c.rect(cx + u * k - u * 0.003, base - height, u * 0.006, height, s.ink)
        c.rect(cx - u * 0.05, base - height - u * 0.02, u * 0.1, u * 0.025, s.paper)
        c.rect(cx - u * 0.05, base - u * 0.022, u * 0.1, u * 0.025, s.paper)
        if i == 2:
            break
    c.rect(s.w * 0.07 - u * 0.06, base - u * 0.4, s.w * 0.3 + u * 0.12, u * 0.042, s.paper)
    c.polygon(
        [
            (s.w * 0.07 - u * 0.075, base - u * 0.405),
            (s.w * 0.37 + u * 0.075, base - u * 0.405),
            (s.w * 0.22, base - u * 0.51),
        ],
        s.paper,
    )
    with c.moved(s.w * 0.62, base, turn=24):
        c.rect(-u * 0.034, -u * 0.3, u * 0.068, u * 0.28, s.paper)
        c.rect(-u * 0.05, -u * 0.025, u * 0.1, u * 0.025, s.paper)
    c.polygon(
        [
            (s.w * 0.78, base),
            (s.w * 0.8, base - u * 0.06),
            (s.w * 0.93, base - u * 0.075),
            (s.w * 0.97, base),
        ],
        s.paper,
    )


def lone_tree(s: Stage) -> None:
    """A bare tree by the water; beyond it a house burns."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    shore = s.h * 0.68
    c.circle(s.w * 0.72, shore - u * 0.15, u * 0.27, s.paper)
    c.rect(-4, shore, s.w + 8, s.h, s.cool)
    x = s.w * 0.72
    for dx, height, colour in (
        (-0.1, 0.2, s.hot),
        (0.09, 0.24, s.hot),
        (-0.02, 0.32, s.hot),
        (0.05, 0.2, s.ink),
        (-0.05, 0.17, s.paper),
        (0.02, 0.22, s.paper),
    ):
        if colour != s.ink:
            flame(c, x + dx * u, shore, u * 0.1, u * height, colour, sway=-0.18)
    house(c, x, shore, u * 0.2, s.ink, s.ink, s.hot)
    for i in range(6):
        half = u * (0.2 - 0.026 * i)
        c.rect(
            x - half + u * 0.02 * (i % 2),
            shore + u * (0.03 + 0.038 * i),
            half * 2,
            u * 0.014,
            s.hot if i % 2 == 0 else s.paper,
        )
    c.polygon(
        [s.at(-0.02, 0.78), s.at(0.34, 0.8), s.at(0.6, 0.94), s.at(0.66, 1.02), s.at(-0.02, 1.02)], s.ink
    )
    bare_tree(c, s.w * 0.26, s.h * 0.84, u * 0.92, s.ink, s.dice, lean=3)
    walker(c, s.w * 0.42, s.h * 0.875, u * 0.13, s.ink)


def blast(s: Stage) -> None:
    """A false sun rises over a farm: ring upon ring of light."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    horizon, x = s.h * 0.8, s.w * s.dice.between(0.46, 0.6)
    colours = (s.cool, s.ground, s.hot, s.ground, s.hot, s.paper)
    for r, colour in zip((0.78, 0.68, 0.56, 0.46, 0.37, 0.22), colours, strict=True):
        c.circle(x, horizon, u * r, colour)
    for i in range(4):
        tx = s.w * (0.07 + 0.075 * i)
        c.polygon(
            [
                (tx - u * 0.004, horizon),
                (tx + u * 0.004, horizon),
                (tx + u * 0.018 + u * 0.06 * i, -4),
                (tx - u * 0.002 + u * 0.06 * i, -4),
            ],
            s.paper,
        )
    c.rect(-4, horizon, s.w + 8, s.h, s.ink)
    house(c, s.w * 0.8, horizon + 2, u * 0.15, s.ink, s.ink)
    c.rect(s.w * 0.62, horizon - u * 0.14, u * 0.06, u * 0.15, s.ink)
    c.circle(s.w * 0.62 + u * 0.03, horizon - u * 0.14, u * 0.03, s.ink)
    mill = (s.w * 0.3, horizon - u * 0.24)
    c.polygon(
        [
            (mill[0] - u * 0.04, horizon + 2),
            (mill[0] - u * 0.028, horizon + 2),
            (mill[0] + u * 0.004, mill[1]),
            (mill[0] - u * 0.004, mill[1]),
        ],
        s.ink,
    )
    c.polygon(
        [
            (mill[0] + u * 0.04, horizon + 2),
            (mill[0] + u * 0.028, horizon + 2),
            (mill[0] - u * 0.004, mill[1]),
            (mill[0] + u * 0.004, mill[1]),
        ],
        s.ink,
    )
    for i in range(8):
        a = i * 45
        c.polygon([mill, around(*mill, u * 0.072, a), around(*mill, u * 0.072, a + 20)], s.ink)
    for i in range(11):
        t = -1 + i * 0.2
        c.line((x + t * s.w * 0.3, horizon + u * 0.012), (x + t * s.w * 1.3, s.h + 8), u * 0.006, s.cool)


def wheat(s: Stage) -> None:
    """Ears of grain against a large sun."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    c.circle(s.w * 0.5, s.h * 0.42, u * 0.32, s.hot)
    stems = 7
    for i in range(stems):
        x = s.w * (i + 0.5) / stems
        lean = s.dice.between(-7, 7)
        with c.moved(x, s.h * 1.02, turn=lean):
            top = -s.h * s.dice.between(0.62, 0.86)
            colour = s.ink if i % 2 else s.paper
            c.rect(-u * 0.007, top, u * 0.014, -top, colour)
            for k in range(6):
                y = top + k * u * 0.062
                for side in (-1, 1):
                    c.path(
                        outline(
                            (0, y + u * 0.07),
                            (side * u * 0.065, y + u * 0.05, side * u * 0.055, y - u * 0.02),
                            (side * u * 0.01, y, 0, y + u * 0.07),
                        ),
                        colour,
                    )
