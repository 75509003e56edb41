"""Those at the front, and those who see it."""

from __future__ import annotations

from bot.art.canvas import around, outline, star
from bot.art.silhouettes import flame, soldier
from bot.art.stage import Stage


def signal(s: Stage) -> None:
    """A great star sends rings of radio over a small party of scouts."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    x, y = s.w * 0.62, s.h * 0.36
    for i in range(7):
        c.ring(x, y, u * (0.2 + 0.105 * i), u * (0.03 - 0.003 * i), s.cool)
    c.polygon(star(x, y, u * 0.31, turn=-90 + s.dice.between(-14, 14)), s.hot)
    code = "..-- .-. -.. .- ...- . "
    cursor = -u * 0.02
    with c.moved(0, s.h * 0.7, turn=-7):
        for mark in code * 3:
            length = {".": 0.022, "-": 0.07, " ": 0.0}[mark] * u
            if length:
                c.rect(cursor, 0, length, u * 0.024, s.paper)
            cursor += length + u * 0.02
    c.polygon(
        [s.at(-0.02, 0.9), s.at(0.4, 0.86), s.at(1.02, 0.78), s.at(1.02, 1.02), s.at(-0.02, 1.02)], s.ink
    )
    party = s.count(5, 7)
    for i in range(party):
        across = 0.08 + 0.105 * i
        soldier(
            c,
            across * s.w,
            s.h * (0.915 - 0.085 * across),
            u * 0.125,
            s.ink if not s.dark else s.paper,
            lean=4,
        )


def eye(s: Stage) -> None:
    """A wide eye; in its pupil a house burns."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    cx, cy, half = s.w * 0.5, s.h * 0.47, s.w * 0.5
    lid, low = u * 0.62, u * 0.5
    for i in range(17):  # lines that a face gets in a few days
        t = -1 + i / 8
        start = (cx + t * half * 0.86, cy - u * 0.36 * (1 - t * t) - u * 0.05)
        end = (cx + t * half * 1.5, cy - u * (0.62 + 0.06 * (i % 2)))
        c.line(start, end, u * 0.016, s.ink)
    for i in range(9):
        t = -1 + i / 4
        y = cy + u * (0.2 + 0.14 * (1 - t * t))
        c.line((cx + t * half * 0.8, y), (cx + t * half * 1.06, s.h * 1.05), u * 0.011, s.cool)
    c.path(
        outline(
            (cx - half * 1.02, cy),
            (cx, cy - lid * 1.3, cx + half * 1.02, cy),
            (cx, cy + low * 1.3, cx - half * 1.02, cy),
        ),
        s.ink,
    )
    c.path(
        outline(
            (cx - half * 0.93, cy),
            (cx, cy - lid * 1.1, cx + half * 0.93, cy),
            (cx, cy + low * 1.12, cx - half * 0.93, cy),
        ),
        s.paper,
    )
    c.circle(cx, cy - u * 0.01, u * 0.245, s.cool)
    for i in range(36):
        c.line(
            around(cx, cy - u * 0.01, u * 0.16, i * 10),
            around(cx, cy - u * 0.01, u * 0.238, i * 10),
            u * 0.006,
            s.ink,
        )
    c.circle(cx, cy - u * 0.01, u * 0.17, s.ink)
    with c.porthole(cx, cy - u * 0.01, u * 0.17):
        base = cy + u * 0.1
        for across, height, colour in (
            (-0.06, 0.19, s.hot),
            (0.06, 0.22, s.hot),
            (0.0, 0.26, s.hot),
            (0.02, 0.14, s.paper),
            (-0.03, 0.1, s.paper),
        ):
            flame(c, cx + across * u, base, u * 0.09, u * height, colour, sway=0.12)
        c.rect(cx - u * 0.085, base - u * 0.03, u * 0.17, u * 0.2, s.ink)
        c.polygon(
            [(cx - u * 0.11, base - u * 0.025), (cx, base - u * 0.095), (cx + u * 0.11, base - u * 0.025)],
            s.ink,
        )
    c.circle(cx - u * 0.085, cy - u * 0.1, u * 0.03, s.paper)


def column(s: Stage) -> None:
    """A column of soldiers marches up a diagonal, bayonet behind bayonet."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    c.circle(s.w * 0.3, s.h * 0.3, u * 0.2, s.hot)
    for rank in range(3):
        foot = s.h * (0.62 + 0.2 * rank)
        colour = (s.cool, s.figure if s.dark else s.hot, s.ink)[rank]
        c.polygon([(-4, foot), (s.w + 4, foot - s.w * 0.22), (s.w + 4, s.h + 4), (-4, s.h + 4)], colour)
        number = 9 - rank * 2
        for i in range(number):
            x = s.w * (i + 0.5) / number
            soldier(c, x, foot - x * 0.22 + u * 0.02, u * (0.2 + 0.06 * rank), colour, lean=-4)


def searchlights(s: Stage) -> None:
    """Beams cross over the roofs of a darkened city and hold one aeroplane."""
    c, u = s.canvas, s.unit
    s.fill(s.ink)
    target = s.at(s.dice.between(0.56, 0.7), s.dice.between(0.2, 0.28))
    for across, colour in ((0.1, s.cool), (0.42, s.ground if not s.dark else s.paper), (0.86, s.hot)):
        x, y = s.at(across, 0.9)
        dx, dy = (target[0] - x) * 1.5, (target[1] - y) * 1.5
        spread = u * 0.13
        c.polygon(
            [(x - u * 0.012, y), (x + u * 0.012, y), (x + dx + spread, y + dy), (x + dx - spread, y + dy)],
            colour,
        )
    with c.moved(*target, turn=-18, scale=u * 0.16):
        c.polygon([(-0.5, -0.03), (0.55, -0.05), (0.6, 0.02), (-0.5, 0.05)], s.ink)
        c.polygon([(0.12, 0), (0.3, 0), (-0.02, 0.6), (-0.16, 0.6)], s.ink)
        c.polygon([(0.12, 0), (0.3, 0), (0.1, -0.5), (-0.02, -0.5)], s.ink)
        c.polygon([(-0.5, 0.02), (-0.36, 0), (-0.52, -0.2), (-0.6, -0.2)], s.ink)
    x = -u * 0.02
    while x < s.w:
        width, height = u * s.dice.between(0.06, 0.15), u * s.dice.between(0.1, 0.26)
        c.rect(x, s.h - height, width + 1, height + 4, s.cool if s.dice.chance(0.3) else s.ground)
        x += width
