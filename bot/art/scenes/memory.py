"""Faces and circles: love, memory, mourning."""

from __future__ import annotations

from bot.art.canvas import Point, outline
from bot.art.silhouettes import flame, walker
from bot.art.stage import Stage

_PROFILE: tuple[tuple[float, ...], ...] = (
    (-0.02, -0.62, 0.1, -0.56, 0.1, -0.36),
    (0.1, -0.3, 0.13, -0.25),
    (0.2, -0.09),
    (0.19, -0.05, 0.12, -0.04),
    (0.12, 0.0),
    (0.165, 0.035),
    (0.13, 0.065),
    (0.155, 0.105),
    (0.115, 0.135),
    (0.15, 0.22, 0.1, 0.27),
    (0.03, 0.3, -0.03, 0.29),
    (-0.06, 0.4, -0.02, 0.55),
    (-0.6, 0.55),
)


def profile(s: Stage, x: float, y: float, size: float, colour: str, *, facing: int) -> None:
    """A head in profile, its face towards `facing` (1 right, -1 left)."""
    with s.canvas.moved(x, y, scale=(size * facing, size)):
        s.canvas.path(outline((-0.6, -0.62), *_PROFILE), colour)


def mirror(s: Stage) -> None:
    """One face twice, as in a glass; between the two something burns."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    cx, cy = s.w * 0.5, s.h * 0.44
    half: list[Point] = [(cx, -4), (s.w + 4, -4), (s.w + 4, s.h + 4), (cx, s.h + 4)]
    c.polygon(half, s.ink)
    c.circle(cx, cy, u * 0.41, s.paper)
    with c.window(half):
        c.circle(cx, cy, u * 0.41, s.cool)
    gap = s.dice.between(0.235, 0.255)
    with c.porthole(cx, cy, u * 0.41):
        profile(s, cx - u * gap, cy + u * 0.06, u * 0.72, s.ink, facing=1)
        profile(s, cx + u * gap, cy + u * 0.06, u * 0.72, s.paper, facing=-1)
    base = s.h * 0.94
    c.polygon(
        [
            (cx - u * 0.15, base),
            (cx - u * 0.15, base - u * 0.13),
            (cx, base - u * 0.22),
            (cx + u * 0.15, base - u * 0.13),
            (cx + u * 0.15, base),
        ],
        s.hot,
    )
    for dx, height in ((-0.1, 0.22), (0.09, 0.26), (0.0, 0.4)):
        flame(c, cx + dx * u, base - u * 0.1, u * 0.11, u * height, s.hot, sway=0.08)
    c.polygon(
        [(cx, base), (cx, base - u * 0.15), (cx + u * 0.09, base - u * 0.1), (cx + u * 0.09, base)], s.ink
    )
    c.polygon(
        [(cx, base), (cx, base - u * 0.15), (cx - u * 0.09, base - u * 0.1), (cx - u * 0.09, base)], s.paper
    )
    for i in range(4):
        w = u * (0.2 - 0.035 * i)
        c.rect(cx - w, base + u * (0.016 + 0.024 * i), w * 2, u * 0.009, s.hot)


def lovers(s: Stage) -> None:
    """Two discs overlap; two faces almost touch."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    cy, r, shift = s.h * 0.46, u * 0.33, u * s.dice.between(0.15, 0.18)
    c.circle(s.w * 0.5 - shift, cy, r, s.hot)
    with c.overprint():
        c.circle(s.w * 0.5 + shift, cy, r, s.cool)
    profile(s, s.w * 0.5 - u * 0.24, cy + u * 0.09, u * 0.78, s.ink, facing=1)
    profile(s, s.w * 0.5 + u * 0.24, cy + u * 0.06, u * 0.78, s.paper, facing=-1)
    for i in range(5):
        y = s.h * 0.9 + u * 0.03 * i
        c.rect(-4, y, s.w + 8, u * 0.008, s.ink)


def mourning(s: Stage) -> None:
    """Circle within circle of snow and dark; bearers carry a coffin uphill."""
    c, u = s.canvas, s.unit
    s.fill(s.paper)
    cx, cy = s.w * 0.52, s.h * 0.4
    for i, (r, colour) in enumerate(((0.58, s.cool), (0.45, s.ink), (0.27, s.cool), (0.15, s.ink))):
        c.circle(cx + u * 0.02 * i, cy - u * 0.024 * i, u * r, colour)
    wx, wy = cx + u * 0.06, cy - u * 0.072
    c.rect(wx - u * 0.045, wy - u * 0.06, u * 0.09, u * 0.12, s.paper)
    c.rect(wx - u * 0.004, wy - u * 0.06, u * 0.008, u * 0.12, s.ink)
    c.rect(wx - u * 0.045, wy - u * 0.02, u * 0.09, u * 0.008, s.ink)
    for _ in range(42):
        c.circle(s.dice.between(0, s.w), s.dice.between(0, s.h), u * s.dice.between(0.003, 0.008), s.paper)
    c.polygon([s.at(-0.02, 0.79), s.at(1.02, 0.65), s.at(1.02, 1.02), s.at(-0.02, 1.02)], s.paper)
    with c.moved(s.w * 0.5, s.h * 0.9, turn=-5):
        for x in (-0.235, -0.15, 0.11, 0.2):
            walker(c, x * u, 0, u * 0.22, s.ink, lean=8)
        c.polygon(
            [
                (-u * 0.3, -u * 0.23),
                (-u * 0.25, -u * 0.3),
                (u * 0.2, -u * 0.3),
                (u * 0.31, -u * 0.255),
                (u * 0.31, -u * 0.225),
                (u * 0.2, -u * 0.205),
                (-u * 0.25, -u * 0.205),
            ],
            s.hot,
        )
        c.polygon(
            [(-u * 0.3, -u * 0.23), (u * 0.31, -u * 0.225), (u * 0.2, -u * 0.205), (-u * 0.25, -u * 0.205)],
            s.ink,
        )
