"""War as its posters drew it: wedges, walls, encirclement."""

from __future__ import annotations

from bot.art.canvas import around, outline, star
from bot.art.silhouettes import child, walker
from bot.art.stage import Stage


def fortress(s: Stage) -> None:
    """A brick gate holds against a fan of fire; a boy with a trumpet stands in the arch."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    middle, wall = s.w * 0.5, s.h * 0.46
    for i in range(13):
        start, end = -175 + i * 13.6, -168 + i * 13.6
        c.polygon(
            [
                (middle, s.h * 0.8),
                around(middle, s.h * 0.8, u * 1.6, start),
                around(middle, s.h * 0.8, u * 1.6, end),
            ],
            s.hot,
        )
    brick = s.cool
    c.rect(-4, wall, s.w + 8, s.h, brick)
    for side in (0.2, 0.8):
        x = side * s.w
        c.rect(x - u * 0.1, wall - u * 0.14, u * 0.2, s.h, brick)
        for k in range(3):
            c.rect(x - u * 0.1 + k * u * 0.075, wall - u * 0.19, u * 0.05, u * 0.06, brick)
    for k in range(-6, 7):
        c.rect(middle + k * u * 0.09 - u * 0.022, wall - u * 0.04, u * 0.044, u * 0.05, brick)
    height, width = u * 0.034, u * 0.085
    row, y = 0, wall + u * 0.03
    while y < s.h:
        c.rect(-4, y, s.w + 8, u * 0.0045, s.ink)
        x = -width + (width / 2 if row % 2 else 0)
        while x < s.w:
            c.rect(x, y, u * 0.0045, height, s.ink)
            if s.dice.chance(0.055):
                c.rect(x, y, width, height, s.ink)
            x += width
        row, y = row + 1, y + height
    arch, top, floor = u * 0.17, s.h * 0.63, s.h * 0.9
    c.circle(middle, top, arch * 1.22, s.ink)
    c.rect(middle - arch * 1.22, top, arch * 2.44, s.h, s.ink)
    c.circle(middle, top, arch, s.paper)
    c.rect(middle - arch, top, arch * 2, s.h, s.paper)
    c.polygon(
        [
            (-4, floor + u * 0.03),
            (middle - arch, floor),
            (middle + arch, floor),
            (s.w + 4, floor + u * 0.03),
            (s.w + 4, s.h + 4),
            (-4, s.h + 4),
        ],
        s.ink,
    )
    child(c, middle - u * 0.02, floor + u * 0.01, u * 0.27, s.ink)
    c.polygon(
        [
            (middle, floor - u * 0.2),
            (middle + u * 0.11, floor - u * 0.285),
            (middle + u * 0.135, floor - u * 0.225),
        ],
        s.hot,
    )
    for side in (0.2, 0.8):
        c.rect(side * s.w - u * 0.02, wall + u * 0.08, u * 0.04, u * 0.15, s.ink)


def wedge(s: Stage) -> None:
    """A wedge driven through rings of defence towards a star."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    cut = s.dice.between(0.5, 0.6)
    c.polygon([s.at(-0.02, cut + 0.2), s.at(1.02, cut - 0.2), s.at(1.02, 1.02), s.at(-0.02, 1.02)], s.ink)
    cx, cy, r = s.w * 0.6, s.h * 0.52, u * 0.35
    c.circle(cx, cy, r, s.paper)
    c.ring(cx, cy, r * 0.8, u * 0.02, s.ink)
    c.ring(cx, cy, r * 0.56, u * 0.02, s.ink)
    c.polygon(star(cx, cy, r * 0.36), s.hot)
    for start, end in (
        ((0.04, 1.04), (0.36, 0.82)),
        ((0.24, 1.1), (0.47, 0.94)),
        ((-0.04, 0.9), (0.26, 0.7)),
    ):
        c.arrow(s.at(*start), s.at(*end), u * 0.032, s.cool)
    c.polygon([s.at(-0.02, -0.02), s.at(-0.02, 0.4), (cx - r * 0.16, cy - r * 0.1)], s.hot)
    c.polygon([s.at(-0.02, 0.4), s.at(-0.02, 0.44), (cx - r * 0.16, cy - r * 0.1)], s.ink)
    with c.moved(cx, cy, turn=-21):
        for i in range(3):
            c.rect(r * 1.12, -r * (0.9 - 0.16 * i), s.w, u * 0.016, s.figure)
    for i in range(4):
        x, y = s.at(0.3 + 0.16 * i, 0.06 + 0.05 * (i % 2))
        turn = s.dice.between(0, 90)
        c.polygon([around(x, y, u * 0.028, turn + k * 120) for k in range(3)], s.figure)


def encircled(s: Stage) -> None:
    """Arrows from every side close in on a single figure."""
    c, u = s.canvas, s.unit
    s.fill(s.sky)
    cx, cy = s.w * 0.5, s.h * 0.5
    for r in (0.34, 0.44, 0.54, 0.64, 0.74):  # the lines of a map
        c.ring(cx - u * 0.1, cy + u * 0.05, u * r, u * 0.006, s.shade)
    number = 13
    gap = s.dice.whole(0, number - 1)
    for i in range(number):
        angle = 360 / number * i + s.dice.between(-5, 5)
        near = u * s.dice.between(0.2, 0.255)
        colour = s.hot if i == gap else s.ink
        if i == gap:  # the way out
            c.arrow(around(cx, cy, u * 0.2, angle), around(cx, cy, u * 0.42, angle), u * 0.026, colour)
        else:
            c.arrow(
                around(cx, cy, u * 1.1, angle),
                around(cx, cy, near, angle),
                u * s.dice.between(0.032, 0.058),
                colour,
            )
    c.circle(cx, cy, u * 0.165, s.paper)
    c.polygon(
        [
            (cx - u * 0.03, cy + u * 0.115),
            (cx + u * 0.04, cy + u * 0.115),
            (cx + u * 0.13, cy + u * 0.07),
            (cx + u * 0.11, cy + u * 0.055),
        ],
        s.shade,
    )
    walker(c, cx - u * 0.01, cy + u * 0.12, u * 0.245, s.ink, lean=4)


def cartridges(s: Stage) -> None:
    """A row of cartridges; the last one is kept back."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    number = s.count(6, 9)
    c.circle(s.w * 0.3, s.h * 0.36, u * 0.27, s.paper)
    c.polygon(
        [
            s.at(-0.02, 0.62),
            s.at(0.22, 0.44),
            s.at(0.4, 0.58),
            s.at(0.62, 0.4),
            s.at(0.82, 0.56),
            s.at(1.02, 0.46),
            s.at(1.02, 1.02),
            s.at(-0.02, 1.02),
        ],
        s.cool,
    )
    step = s.w * 0.9 / number
    width = step * 0.62
    height = min(s.h * 0.52, width * 5.6)
    for i in range(number):
        last = i == number - 1
        x = s.w * 0.05 + step * (i + 0.5)
        with c.moved(x, s.h * (0.94 if not last else 0.8)):
            case, tip = (s.hot, s.hot) if last else (s.ink, s.ink)
            c.rect(-width / 2, -height * 0.62, width, height * 0.58, case)
            c.rect(-width * 0.58, -height * 0.035, width * 1.16, height * 0.035, case)
            c.rect(-width * 0.42, -height * 0.66, width * 0.84, height * 0.05, case)
            c.path(
                outline(
                    (-width * 0.42, -height * 0.67),
                    (-width * 0.4, -height * 0.9, 0, -height),
                    (width * 0.4, -height * 0.9, width * 0.42, -height * 0.67),
                ),
                tip,
            )
            c.rect(-width * 0.34, -height * 0.6, width * 0.14, height * 0.54, s.cool)
    c.rect(-4, s.h * 0.94, s.w + 8, s.h, s.ink)
