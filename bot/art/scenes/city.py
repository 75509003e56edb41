"""Houses and streets."""

from __future__ import annotations

from bot.art.canvas import outline, star
from bot.art.scenes.winter import snowfall
from bot.art.silhouettes import fir, walker, woman
from bot.art.stage import Stage


def ruins(s: Stage) -> None:
    """The front of a bombed house; one window is still lived in."""
    c, u = s.canvas, s.unit
    s.fill(s.sky)
    for across, colour in ((0.86, s.hot), (0.1, s.shade)):
        x = s.w * across
        lean = -0.5 if across > 0.5 else 0.44
        c.polygon(
            [
                (x - u * 0.03, s.h),
                (x + u * 0.03, s.h),
                (x + lean * s.w + u * 0.2, -4),
                (x + lean * s.w - u * 0.12, -4),
            ],
            colour,
        )
    left, right = s.w * 0.1, s.w * 0.9
    tops = [0.3, 0.22, 0.33, 0.16, 0.2, 0.36, 0.27, 0.44, 0.58, 0.66]
    edge = []
    for i, top in enumerate(tops):
        x = left + (right - left) * i / (len(tops) - 1)
        edge += [(x, s.h * (top + s.dice.between(-0.03, 0.03))), (x + u * 0.035, s.h * (top + 0.07))]
    body = [(left, s.h + 4), *edge, (right, s.h + 4)]
    c.polygon(body, s.ink)
    columns = 6
    cell = (right - left) / columns
    rows = int(s.h * 0.7 / (u * 0.15))
    lit = 2, s.dice.whole(1, 2)
    with c.window(body):
        for row in range(rows + 1):
            for column in range(columns):
                x, y = left + cell * (column + 0.24), s.h * 0.3 + row * u * 0.155
                home = (column, row) == lit
                c.rect(x, y, cell * 0.52, u * 0.1, s.paper if home else s.sky)
                if home:
                    woman(c, x + cell * 0.26, y + u * 0.1, u * 0.085, s.hot)
                elif s.dice.chance(0.4):
                    c.polygon(
                        [(x, y + u * 0.1), (x + cell * 0.52, y + u * 0.1), (x + cell * 0.52, y + u * 0.04)],
                        s.ink,
                    )
    for i in range(9):
        x = s.w * (0.02 + 0.115 * i)
        c.polygon(
            [
                (x - u * 0.08, s.h + 4),
                (x - u * 0.02, s.h - u * s.dice.between(0.03, 0.1)),
                (x + u * 0.07, s.h - u * 0.03),
                (x + u * 0.11, s.h + 4),
            ],
            s.shade if i % 3 == 0 else s.ink,
        )


def balconies(s: Stage) -> None:
    """A great house seen from its foot, balcony above balcony; one window is lit."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    c.circle(s.w * 0.2, s.h * 0.2, u * 0.12, s.hot)
    floors = 11
    peak, foot = s.at(0.36, -0.1), (s.w * 0.1, s.h * 1.1)
    far = (s.w * 0.62, s.h * -0.24)
    side = s.w * 1.3, s.h * 1.1

    def on(t: float, across: float) -> tuple[float, float]:
        """A point of the front: t upward from the ground, shrinking with height, across from edge to edge."""
        t = 1 - (1 - t) ** 1.35
        x0, y0 = foot[0] + (peak[0] - foot[0]) * t, foot[1] + (peak[1] - foot[1]) * t
        x1, y1 = side[0] + (far[0] - side[0]) * t, side[1] - s.h * 0.3 + (far[1] - side[1] + s.h * 0.3) * t
        return x0 + (x1 - x0) * across, y0 + (y1 - y0) * across

    c.polygon([on(0, 0), on(1, 0), on(1, 1), on(0, 1)], s.cool)
    lit = s.dice.whole(4, 5)
    for floor in range(floors):
        low, high = floor / floors, (floor + 0.62) / floors
        for bay in range(4):
            a, b = 0.06 + bay * 0.25, 0.2 + bay * 0.25
            colour = s.hot if (floor, bay) == (lit, 1) else s.ink
            c.polygon(
                [
                    on(low + 0.25 / floors, a),
                    on(high + 0.1 / floors, a),
                    on(high + 0.1 / floors, b),
                    on(low + 0.25 / floors, b),
                ],
                colour,
            )
        slab = [on(low, -0.05), on(low + 0.16 / floors, -0.05), on(low + 0.16 / floors, 1.02), on(low, 1.02)]
        c.polygon(slab, s.ink)
        for bay in range(0, 4, 2):
            a, b = 0.02 + bay * 0.25, 0.24 + bay * 0.25
            c.polygon(
                [
                    on(low + 0.05 / floors, a),
                    on(low + 0.42 / floors, a),
                    on(low + 0.42 / floors, b),
                    on(low + 0.05 / floors, b),
                ],
                s.paper,
            )
            for k in range(9):
                t = a + (b - a) * (k + 0.5) / 9
                c.polygon(
                    [
                        on(low + 0.1 / floors, t - 0.006),
                        on(low + 0.36 / floors, t - 0.006),
                        on(low + 0.36 / floors, t + 0.006),
                        on(low + 0.1 / floors, t + 0.006),
                    ],
                    s.ink,
                )


def skyline(s: Stage) -> None:
    """Towers lean together over a street; a tram wire cuts the sky."""
    c, u = s.canvas, s.unit
    s.fill(s.sky)
    c.circle(s.w * 0.5, s.h * 0.42, u * 0.22, s.hot)
    c.line(s.at(-0.02, 0.3), s.at(1.02, 0.14), u * 0.008, s.ink)
    c.polygon([s.at(0.36, 1.02), s.at(0.64, 1.02), s.at(0.52, 0.6), s.at(0.48, 0.6)], s.paper)
    for side in (-1, 1):
        edge = 0.5 + side * 0.56
        for near, colour in ((0.2, s.shade), (0.28, s.ink)):  # the far tower first
            corners = [s.at(0.5 + side * near * 0.5, 1.02), s.at(0.5 + side * near, -0.02)]
            c.polygon([*corners, s.at(edge, -0.02), s.at(edge, 1.02)], colour)
        for row in range(9):
            for bay in range(2):
                y = 0.06 + 0.1 * row
                x = 0.5 + side * (0.315 - 0.14 * y + 0.09 * bay)
                lit = s.paper if s.dice.chance(0.2) else s.shade
                c.rect(x * s.w - u * 0.02, y * s.h, u * 0.04, u * 0.05, lit)
    walker(c, s.w * 0.5, s.h * 0.92, u * 0.2, s.ink)


def market(s: Stage) -> None:
    """A cupola and a crescent of arches under a large moon."""
    c, u = s.canvas, s.unit
    s.fill(s.ground)
    c.circle(s.w * 0.68, s.h * 0.26, u * 0.2, s.paper)
    c.circle(s.w * 0.74, s.h * 0.23, u * 0.17, s.ground)
    cx, base = s.w * 0.42, s.h * 0.6
    c.path(
        outline(
            (cx - u * 0.22, base),
            (cx - u * 0.33, base - u * 0.24, cx, base - u * 0.42),
            (cx + u * 0.33, base - u * 0.24, cx + u * 0.22, base),
        ),
        s.hot,
    )
    c.rect(cx - u * 0.006, base - u * 0.5, u * 0.012, u * 0.1, s.ink)
    c.rect(-4, base, s.w + 8, s.h, s.ink)
    for i in range(5):
        x, w = s.w * (0.1 + 0.2 * i), s.w * 0.065
        c.rect(x - w, base + u * 0.17, w * 2, s.h, s.cool)
        c.path(
            outline(
                (x - w, base + u * 0.171),
                (x - w, base + u * 0.09, x, base + u * 0.05),
                (x + w, base + u * 0.09, x + w, base + u * 0.171),
            ),
            s.cool,
        )
    for across in (0.3, 0.7):
        walker(c, s.w * across, s.h * 0.97, u * 0.2, s.paper)


def windows(s: Stage) -> None:
    """Identical blocks of flats in the snow: one window is lit."""
    c, u = s.canvas, s.unit
    s.fill(s.sky)
    c.circle(s.w * s.dice.between(0.46, 0.54), s.h * 0.15, u * 0.095, s.paper)
    lit = s.dice.whole(2, 4), s.dice.whole(1, 2)
    width, top, floor = s.w * 0.4, s.h * 0.17, u * 0.094
    for block, left in enumerate((0.045, 0.555)):
        x = left * s.w
        c.rect(x, top, width, s.h, s.ink)
        c.rect(x - u * 0.014, top - u * 0.022, width + u * 0.028, u * 0.022, s.ink)
        cell = width / 4
        for row in range(int((s.h - top) / floor) + 1):
            for column in range(4):
                wx, wy, ww, wh = (
                    x + cell * (column + 0.18),
                    top + u * 0.035 + row * floor,
                    cell * 0.64,
                    u * 0.056,
                )
                if block == 1 and (row, column) == lit:
                    c.rect(wx - u * 0.012, wy - u * 0.012, ww + u * 0.024, wh + u * 0.024, s.hot)
                    c.rect(wx, wy, ww, wh, s.paper)
                    walker(c, wx + ww * 0.5, wy + wh, wh * 0.86, s.ink)
                else:
                    c.rect(wx, wy, ww, wh, s.shade)
                    c.rect(wx + ww * 0.46, wy, ww * 0.08, wh, s.ink)
    c.polygon(
        [s.at(-0.02, 0.93), s.at(0.5, 0.89), s.at(1.02, 0.94), s.at(1.02, 1.02), s.at(-0.02, 1.02)], s.paper
    )
    fir(c, s.w * 0.5, s.h * 0.99, u * 0.56, s.hot)
    c.polygon(star(s.w * 0.5, s.h * 0.99 - u * 0.58, u * 0.045), s.paper)
    snowfall(s, s.paper)
