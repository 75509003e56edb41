"""A film's poster: its scene in its inks, its title set large."""

from __future__ import annotations

from dataclasses import dataclass

from bot.art import layout
from bot.art.canvas import Canvas
from bot.art.composition import SIZES, Composition, Sheet
from bot.art.dice import Dice
from bot.art.film_words import read
from bot.art.palette import choose
from bot.art.picture import Shape
from bot.art.stage import Stage
from bot.art.wording import wording
from db.types import Film


@dataclass(frozen=True, slots=True)
class Painted:
    """What a sheet now holds."""

    scene: str
    inks: tuple[str, ...]
    layout: str


def poster(film: Film, shape: Shape = "tall", *, type_shown: bool = True) -> Composition:
    """Compose a film's poster. Pure: the same record gives the same SVG, on any machine."""
    width, height = SIZES[shape]
    sheet = Sheet(Canvas(width, height), type_shown)
    painted = paint(sheet, film, shape)
    return Composition(
        sheet.canvas.svg(), width, height, (painted.scene,), painted.inks, tuple(sheet.texts), painted.layout
    )


def tile(canvas: Canvas, film: Film) -> Painted:
    """Draw a poster cut to its edges, as one among others."""
    width, height = SIZES["tall"]
    with canvas.window([(0, 0), (width, 0), (width, height), (0, height)]):
        return paint(Sheet(canvas), film, "tall")


def paint(sheet: Sheet, film: Film, shape: Shape) -> Painted:
    """Draw a poster with its upper left corner at the sheet's origin. The scene reaches beyond the edges."""
    width, height = SIZES[shape]
    reading = read(film)
    palette = choose(reading.scene.mood, film.year, Dice(f"{film.slug} ink"))
    dice = Dice(f"{film.slug} {shape}")
    ink = layout.colours(palette, dice)
    place = (layout.wide if shape == "wide" else layout.tall)(wording(film), width, height, ink, dice)
    canvas = sheet.canvas
    x, y, w, h = place.picture
    mirrored = Dice(f"{film.slug} side").chance(0.5)
    with canvas.moved(x + w if mirrored else x, y, scale=(-1, 1) if mirrored else 1):
        reading.scene.draw(Stage(canvas, w, h, palette, Dice(f"{film.slug} scene"), reading.number))
    for area in place.areas:
        canvas.polygon(area.corners, area.colour)
    place.print(sheet)
    inks = (palette.ground, palette.hot, palette.cool, palette.ink, palette.paper)
    return Painted(reading.scene.key, inks, place.name)
