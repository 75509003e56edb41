"""Snow, ice and the far north."""

from __future__ import annotations

from math import sin

from bot.art.canvas import around
from bot.art.silhouettes import crane, house, walker
from bot.art.stage import Stage


def snowfall(s: Stage, colour: str, flakes: int = 70) -> None:
    """Round flakes, larger towards the viewer, never in rows."""
    for i in range(flakes):
        x, y = s.dice.between(0, s.w), s.dice.between(0, s.h)
        s.canvas.circle(x, y, s.unit * (0.004 + 0.007 * (i / flakes) ** 2), colour)


def slope(s: Stage) -> None:
    """Two small figures on a steep snowfield under a pale sun."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    foot, top = s.dice.between(0.86, 0.94), s.dice.between(0.24, 0.32)
    sun = s.at(s.dice.between(0.2, 0.34), s.dice.between(0.2, 0.28))
    c.circle(*sun, u * s.dice.between(0.13, 0.17), s.hot)
    far = s.dice.between(0.36, 0.44)
    c.polygon([s.at(-0.1, 0.86), s.at(0.46, far), s.at(1.1, 0.62), s.at(1.1, 1.1), s.at(-0.1, 1.1)], s.cool)
    c.polygon([s.at(-0.02, foot), s.at(1.02, top), s.at(1.02, 1.1), s.at(-0.02, 1.1)], s.paper)
    rise = (top - foot) * s.h / s.w
    for i in range(9):  # furrows blown into the snow, steeper than the slope
        x = s.w * (0.06 + 0.115 * i)
        y = foot * s.h + rise * x
        length = u * (0.16 + 0.05 * (i % 3))
        c.line(
            (x, y + u * 0.1 + u * 0.035 * (i % 4)),
            (x + length, y + u * 0.1 + rise * length * 0.6),
            u * 0.006,
            s.cool,
        )
    for i in range(22):
        x = s.w * (0.02 + 0.0265 * i)
        y = foot * s.h + rise * x + u * (0.018 if i % 2 else 0.008)
        c.ellipse(x, y, u * 0.009, u * 0.005, s.ink)
    for across, height, lean in ((0.46, 0.23, 9), (0.66, 0.25, 15)):
        x = across * s.w
        walker(c, x, foot * s.h + rise * x + u * 0.012, u * height, s.ink, lean=lean, pack=across < 0.6)
    c.polygon([s.at(0.86, 1.02), s.at(1.02, 0.72), s.at(1.02, 1.02)], s.ink)


def floe(s: Stage) -> None:
    """A triangular tent on broken ice, calling by radio; an airship above."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    tent, base = s.w * s.dice.between(0.52, 0.6), s.h * 0.74
    size = u * 0.24
    mast = (tent - size * 1.5, base - size * 2.1)
    for i in range(6):
        c.arc(mast, u * (0.1 + 0.105 * i), u * 0.018, (188, 352), s.cool if i % 2 else s.paper)
    c.line((mast[0], base), mast, u * 0.01, s.ink)
    c.circle(*mast, u * 0.018, s.hot)
    with c.moved(s.w * 0.64, s.h * 0.17, turn=-9):
        c.ellipse(0, 0, u * 0.26, u * 0.062, s.ink)
        c.polygon([(-u * 0.2, 0), (-u * 0.3, -u * 0.07), (-u * 0.3, u * 0.07)], s.ink)
        c.rect(-u * 0.05, u * 0.06, u * 0.11, u * 0.026, s.ink)
        c.rect(-u * 0.22, -u * 0.006, u * 0.44, u * 0.01, s.cool)
    c.polygon(
        [s.at(-0.02, 0.72), s.at(0.34, 0.69), s.at(1.02, 0.73), s.at(1.02, 1.1), s.at(-0.02, 1.1)], s.paper
    )
    c.polygon(
        [
            s.at(-0.02, 0.9),
            s.at(0.22, 0.83),
            s.at(0.44, 0.9),
            s.at(0.52, 0.84),
            s.at(1.02, 0.93),
            s.at(1.02, 0.97),
            s.at(0.6, 0.9),
            s.at(0.46, 0.97),
            s.at(0.24, 0.88),
            s.at(-0.02, 0.97),
        ],
        s.ink,
    )
    c.polygon([s.at(0.44, 0.93), s.at(0.53, 1.02), s.at(0.37, 1.02)], s.ink)
    c.polygon(
        [(tent - size, base + u * 0.03), (tent, base - size * 1.55), (tent + size * 1.1, base + u * 0.045)],
        s.hot,
    )
    c.polygon(
        [
            (tent, base - size * 1.55),
            (tent + size * 1.1, base + u * 0.045),
            (tent + size * 1.75, base - u * 0.01),
        ],
        s.ink,
    )
    c.polygon(
        [
            (tent - size * 0.22, base + u * 0.035),
            (tent, base - size * 0.8),
            (tent + size * 0.2, base + u * 0.038),
        ],
        s.ink,
    )
    for i in range(3):
        walker(c, tent - size * (1.75 + 0.42 * i), base + u * 0.04 + u * 0.012 * i, u * 0.14, s.ink)


def wire(s: Stage) -> None:
    """Barbed wire before a northern shore with its low sun; one strand is cut."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    horizon = s.h * 0.6
    sun = s.w * s.dice.between(0.56, 0.7)
    c.circle(sun, horizon - u * 0.06, u * 0.26, s.hot)
    c.rect(-4, horizon, s.w + 8, s.h, s.cool)
    for i in range(7):
        half = u * (0.25 - 0.026 * i)
        c.rect(sun - half, horizon + u * (0.025 + 0.05 * i), half * 2, u * 0.016, s.hot if i < 4 else s.paper)
    for across, width in ((0.1, 0.13), (0.22, 0.1), (0.34, 0.085)):
        house(c, across * s.w, horizon, u * width, s.ink, s.ink, s.paper)
    c.polygon([s.at(-0.02, 0.6), s.at(0.46, 0.6), s.at(0.4, 0.615), s.at(-0.02, 0.66)], s.ink)
    c.polygon(
        [
            (s.w * 0.74, horizon + u * 0.16),
            (s.w * 0.96, horizon + u * 0.16),
            (s.w * 0.91, horizon + u * 0.2),
            (s.w * 0.79, horizon + u * 0.2),
        ],
        s.ink,
    )
    strands = 4
    for i in range(strands):
        left, right = s.h * (0.1 + 0.25 * i), s.h * (-0.06 + 0.27 * i)
        cut = i == 1
        steps = 15
        for k in range(steps):
            if cut and k in {8, 9}:
                continue
            a, b = k / steps, (k + 1) / steps
            ya, yb = left + (right - left) * a, left + (right - left) * b
            c.line((a * s.w - 2, ya), (b * s.w + 2, yb), u * 0.011, s.ink)
            if k % 2 == 0:
                for angle in (28, 152):
                    x0, y0 = around(a * s.w + s.w / 30, (ya + yb) / 2, u * 0.04, angle)
                    x1, y1 = around(a * s.w + s.w / 30, (ya + yb) / 2, u * 0.04, angle + 180)
                    c.line((x0, y0), (x1, y1), u * 0.011, s.ink)
    c.polygon([s.at(0.9, -0.02), s.at(0.955, -0.02), s.at(0.985, 1.02), s.at(0.92, 1.02)], s.ink)


def peaks(s: Stage) -> None:
    """Sharp mountains in two tones, birds below the summit."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    c.circle(s.w * s.dice.between(0.66, 0.8), s.h * 0.2, u * 0.12, s.hot)
    for across, top, half in ((0.24, 0.34, 0.36), (0.86, 0.3, 0.4), (0.55, 0.14, 0.44)):
        x, y = s.at(across + s.dice.between(-0.03, 0.03), top)
        base = s.h * 1.02
        c.polygon([(x - s.w * half, base), (x, y), (x + s.w * half, base)], s.paper)
        c.polygon(
            [(x, y), (x + s.w * half, base), (x - s.w * 0.08, base), (x + s.w * 0.05, y + s.h * 0.3)], s.ink
        )
    for i in range(5):
        crane(c, s.w * (0.16 + 0.055 * i), s.h * (0.24 + 0.02 * sin(i * 2.1)), u * 0.05, s.figure, turn=-12)
