"""Iron roads."""

from __future__ import annotations

from bot.art.canvas import around, star
from bot.art.silhouettes import fir, pole, walker, woman
from bot.art.stage import Stage


def track(s: Stage, vanish: tuple[float, float], half: float, colour: str, rail: str) -> None:
    """Rails and sleepers running from the lower edge to a vanishing point."""
    c = s.canvas
    (vx, vy), bottom = vanish, s.h * 1.04
    near = s.w * 0.5
    depth = 1.0
    while depth > 0.045:
        y, thick = vy + (bottom - vy) * depth, (bottom - vy) * 0.055 * depth
        x, reach = vx + (near - vx) * depth, half * 1.38 * depth
        c.polygon(
            [(x - reach, y), (x + reach, y), (x + reach * 0.96, y - thick), (x - reach * 0.96, y - thick)],
            colour,
        )
        depth *= 0.84
    for side in (-1, 1):
        x, w = near + side * half, half * 0.075
        c.polygon([(x - w, bottom), (x + w, bottom), (vx + 0.8, vy), (vx - 0.8, vy)], rail)


def rails(s: Stage) -> None:
    """Rails run into a low sun; far away a woman waits beside them."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    horizon = s.h * 0.5
    vx = s.w * s.dice.between(0.4, 0.46)
    c.circle(vx, horizon, u * 0.3, s.hot)
    c.polygon([(-4, horizon), (s.w + 4, horizon), (s.w + 4, s.h + 4), (-4, s.h + 4)], s.cool)
    c.polygon(
        [(vx, horizon), (s.w * 1.02, s.h * 0.72), (s.w * 1.02, s.h * 1.02), (s.w * 0.86, s.h * 1.02)], s.paper
    )
    track(s, (vx, horizon), u * 0.26, s.ink, s.ink)
    tops = []
    for i in range(5):
        depth = 0.74**i
        x = vx + (s.w * 0.98 - vx) * depth
        foot = horizon + (s.h * 0.74 - horizon) * depth
        pole(c, x, foot, u * 0.72 * depth, s.ink)
        tops.append((x - u * 0.1 * depth, foot - u * 0.66 * depth))
    c.strokes([*tops, (vx, horizon)], u * 0.005, s.ink)
    woman(c, vx - u * 0.2, horizon + u * 0.04, u * 0.17, s.ink)


def locomotive(s: Stage) -> None:
    """A steam locomotive comes head-on out of the firs."""
    c, u = s.canvas, s.unit
    s.fill(s.sky)
    cx, cy, r = s.w * 0.5, s.h * 0.58, u * 0.235
    for i, (dx, dy, size) in enumerate(
        ((0.02, -0.44, 0.1), (0.13, -0.52, 0.135), (0.28, -0.57, 0.17), (0.47, -0.58, 0.2))
    ):
        c.circle(cx + dx * u, cy + dy * u, size * u, s.paper if i % 2 == 0 else s.shade)
    for across, height in ((0.04, 0.74), (0.16, 0.56), (0.96, 0.7), (0.85, 0.5), (0.25, 0.4), (0.76, 0.36)):
        fir(c, s.w * across, s.h * 0.98, u * height, s.shade if height < 0.6 else s.ink)
    c.rect(cx - u * 0.06, cy - u * 0.44, u * 0.12, u * 0.24, s.ink)
    c.rect(cx - u * 0.085, cy - u * 0.46, u * 0.17, u * 0.045, s.ink)
    c.circle(cx, cy, r, s.ink)
    c.ring(cx, cy, r * 0.84, u * 0.012, s.paper)
    for i in range(16):
        c.circle(*around(cx, cy, r * 0.92, i * 22.5), u * 0.007, s.paper)
    c.polygon(star(cx, cy, r * 0.62), s.hot)
    c.circle(cx, cy - r * 1.02, u * 0.055, s.paper)
    c.circle(cx, cy - r * 1.02, u * 0.035, s.hot)
    c.rect(cx - u * 0.33, cy + r * 0.86, u * 0.66, u * 0.085, s.ink)
    for side in (-1, 1):
        c.circle(cx + side * u * 0.25, cy + r * 1.05, u * 0.058, s.hot)
        c.circle(cx + side * u * 0.25, cy + r * 1.05, u * 0.028, s.ink)
    c.polygon(
        [
            (cx - u * 0.26, cy + r * 1.25),
            (cx + u * 0.26, cy + r * 1.25),
            (cx + u * 0.37, s.h + 4),
            (cx - u * 0.37, s.h + 4),
        ],
        s.ink,
    )
    for i in range(-3, 4):
        c.polygon(
            [
                (cx + i * u * 0.06 - u * 0.008, cy + r * 1.36),
                (cx + i * u * 0.06 + u * 0.008, cy + r * 1.36),
                (cx + i * u * 0.09 + u * 0.012, s.h + 4),
                (cx + i * u * 0.09 - u * 0.012, s.h + 4),
            ],
            s.paper,
        )


def zone(s: Stage) -> None:
    """Rails sink into water and lead three men towards a great ring."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    horizon, vx = s.h * 0.56, s.w * 0.5
    c.circle(vx, horizon - u * 0.14, u * 0.36, s.figure if s.dark else s.ink)
    c.circle(vx, horizon - u * 0.14, u * 0.265, s.hot)
    c.polygon(
        [
            s.at(-0.02, 0.55),
            s.at(0.26, 0.5),
            s.at(0.5, 0.56),
            s.at(0.8, 0.515),
            s.at(1.02, 0.55),
            s.at(1.02, 1.02),
            s.at(-0.02, 1.02),
        ],
        s.cool,
    )
    for i in range(8):
        y = horizon + u * (0.05 + 0.012 * i * i * 0.55 + 0.02 * i)
        half = s.w * (0.12 + 0.05 * i)
        c.rect(vx - half - u * 0.05 * (i % 3), y, half * 2, u * 0.006 + u * 0.0012 * i, s.paper)
    track(s, (vx, horizon - u * 0.02), u * 0.2, s.ink, s.ink)
    for across, down, height, lean in (
        (0.08, 0.74, 0.6, -9),
        (0.9, 0.7, 0.52, 12),
        (0.24, 0.6, 0.3, 6),
        (0.76, 0.585, 0.24, -7),
    ):
        pole(c, s.w * across, s.h * down, u * height, s.ink, lean=lean)
    for i, (dx, height) in enumerate(((-0.09, 0.15), (0.0, 0.165), (0.085, 0.145))):
        walker(c, vx + dx * u, horizon + u * (0.075 + 0.012 * (i == 1)), u * height, s.ink)
