"""A list's cover: its posters pasted on a wall, its title, how many and from when."""

from __future__ import annotations

from collections.abc import Sequence

from bot.art.canvas import Canvas
from bot.art.composition import SIZES, Composition, Sheet
from bot.art.dice import Dice
from bot.art.layout import Colours, title_side
from bot.art.palette import deepened, paper_of, readable
from bot.art.poster import tile
from bot.art.wording import list_wording
from db.types import Film, FilmList

_INK = "#15120f"
_WALL = "#2a2622"
_CROPPED = 0.085
"""Part of the width that is left free at the side: where several covers stand in one gallery, Discord crops them."""
_GAP = 34.0
"""Between posters, at their own size."""


def cover(film_list: FilmList, films: Sequence[Film], accent: int, *, type_shown: bool = True) -> Composition:
    """Compose a list's cover. Pure. `accent` is the list's colour as 0xRRGGBB; films come in rank order."""
    width, height = SIZES["wide"]
    sheet = Sheet(Canvas(width, height), type_shown)
    summary = film_list.summary
    paper = paper_of(summary.last_year or 2000)
    field, text = f"#{accent:06x}", _INK
    if not readable(text, field):
        field, text = deepened(field, paper), paper
    ink = Colours(field, text, text, _INK, paper)
    years = "–".join(dict.fromkeys(str(year) for year in (summary.first_year, summary.last_year) if year))
    words = list_wording(summary.title, summary.slug, years, str(summary.entry_count))
    place = title_side(words, width, height, ink, lean=72, margin=width * _CROPPED)
    canvas = sheet.canvas
    canvas.rect(0, 0, width, height, _WALL)
    shown = _wall(canvas, films, width, height, Dice(f"{summary.slug} wall"))
    for area in place.areas:
        canvas.polygon(area.corners, area.colour)
    _frames(canvas, summary.entry_count, place.margin, place.middle, place.room, text)
    place.print(sheet)
    return Composition(canvas.svg(), width, height, shown, (field, text), tuple(sheet.texts), "cover")


def _wall(canvas: Canvas, films: Sequence[Film], width: float, height: float, dice: Dice) -> tuple[str, ...]:
    """Posters in leaning columns over the right side; few films are pasted again and again, as on a street."""
    if not films:
        return ()
    tall, high = SIZES["tall"]
    size = 0.62 if len(films) <= 2 else 0.46 if len(films) <= 5 else 0.345
    shown: dict[int, str] = {}
    columns, rows = int(width * 0.75 / (tall * size)) + 1, int(height / (high * size)) + 2
    start = dice.whole(0, len(films) - 1)
    with canvas.moved(width * 0.36, -height * 0.02, turn=-7, scale=size):
        for column in range(columns):
            shift = high * dice.between(0.1, 0.5)
            for row in range(rows):
                place = start + column * rows + row
                film = films[place % len(films)]
                x, y = column * (tall + _GAP), row * (high + _GAP) - shift + high * 0.12 * column
                with canvas.moved(x, y):
                    shown[film.id] = tile(canvas, film).scene
    return tuple(shown.values())


def _frames(canvas: Canvas, number: int, x: float, y: float, room: float, colour: str) -> None:
    """As many little frames as the list has entries, like a strip of film."""
    if not 0 < number <= 60:
        return
    step = min(room / number, 34.0)
    for i in range(number):
        canvas.rect(x + i * step, y, step * 0.68, min(step * 0.9, 26), colour)
