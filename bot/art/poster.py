"""A film's poster: its scene in its inks, its title set large."""

from __future__ import annotations

from bot.art import layout
from bot.art.canvas import Canvas
from bot.art.composition import SIZES, Composition, Shape, Sheet
from bot.art.dice import Dice
from bot.art.palette import choose
from bot.art.reading import read
from bot.art.stage import Stage
from bot.art.wording import wording
from db.types import Film


def poster(film: Film, shape: Shape = "tall", *, type_shown: bool = True) -> Composition:
    """Compose a film's poster. Pure: the same record gives the same SVG, on any machine."""
    width, height = SIZES[shape]
    sheet = Sheet(Canvas(width, height), type_shown)
    reading = read(film)
    palette = choose(reading.scene.mood, film.year, Dice(f"{film.slug} ink"))
    dice = Dice(f"{film.slug} {shape}")
    ink = layout.colours(palette, dice)
    words = wording(film)
    place = (layout.tall if shape == "tall" else layout.wide)(words, width, height, ink, dice)
    x, y, w, h = place.picture
    canvas = sheet.canvas
    canvas.rect(0, 0, width, height, palette.ground)
    frame = [(x - 130, y - 130), (x + w + 130, y - 130), (x + w + 130, y + h + 130), (x - 130, y + h + 130)]
    mirrored = Dice(f"{film.slug} side").chance(0.5)
    with canvas.window(frame), canvas.moved(x + w if mirrored else x, y, scale=(-1, 1) if mirrored else 1):
        reading.scene.draw(Stage(canvas, w, h, palette, Dice(f"{film.slug} scene"), reading.number))
    for area in place.fields:
        canvas.polygon(area.corners, area.colour)
    place.print(sheet)
    inks = (palette.ground, palette.hot, palette.cool, palette.ink, palette.paper)
    return Composition(canvas.svg(), width, height, reading.scene.key, inks, tuple(sheet.texts), place.name)
