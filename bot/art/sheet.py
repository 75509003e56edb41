"""Everything at once, for people who look: posters, covers and contact sheets in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bot.art.canvas import Canvas
from bot.art.composition import SIZES
from bot.art.drawing import png
from bot.art.orders import CoverOrder, PosterOrder
from bot.art.poster import tile
from bot.art.workshop import file_name, fill
from db.types import Film

Progress = Callable[[int, int, str], None]
"""Called before each picture: how many are done, how many there will be, the next one's file name."""

_COLUMNS, _ROWS = 6, 8
_SCALE, _GAP = 0.5, 24.0
_TABLE = "#2b2a28"


def write_pictures(
    folder: Path, films: Sequence[Film], covers: Sequence[CoverOrder], progress: Progress
) -> list[Path]:
    """Draw posters (tall and wide), covers and contact sheets of all films into a folder; return what was written.

    Raise OSError where the folder cannot be written. Files of the same name are replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    jobs = [*_posters(films), *_covers(covers), *_contact_sheets(films)]
    written: list[Path] = []
    for name, draw in jobs:
        progress(len(written), len(jobs), name)
        path = folder / name
        path.write_bytes(draw())
        written.append(path)
    progress(len(jobs), len(jobs), "")
    return written


Job = tuple[str, Callable[[], bytes]]


def _posters(films: Sequence[Film]) -> Iterator[Job]:
    for film in films:
        yield file_name("poster", film.slug), lambda film=film: fill(PosterOrder(film, "tall")).data  # type: ignore[misc]
        yield file_name("poster", f"{film.slug}-wide"), lambda film=film: fill(PosterOrder(film, "wide")).data  # type: ignore[misc]


def _covers(covers: Sequence[CoverOrder]) -> Iterator[Job]:
    for order in covers:
        yield file_name("cover", order.film_list.summary.slug), lambda order=order: fill(order).data  # type: ignore[misc]


def _contact_sheets(films: Sequence[Film]) -> Iterator[Job]:
    page = _COLUMNS * _ROWS
    pages = [films[i : i + page] for i in range(0, len(films), page)]
    for number, part in enumerate(pages, start=1):
        name = "contact-sheet.png" if len(pages) == 1 else f"contact-sheet-{number}.png"
        yield name, lambda part=part: png(contact_sheet(part))  # type: ignore[misc]


def contact_sheet(films: Sequence[Film]) -> str:
    """Up to 48 posters side by side on one table, as SVG."""
    tall, high = (length * _SCALE for length in SIZES["tall"])
    columns = min(_COLUMNS, max(len(films), 1))
    rows = max(-(-len(films) // columns), 1)
    canvas = Canvas(int(columns * (tall + _GAP) + _GAP), int(rows * (high + _GAP) + _GAP))
    canvas.rect(0, 0, canvas.width, canvas.height, _TABLE)
    for place, film in enumerate(films):
        row, column = divmod(place, columns)
        with canvas.moved(_GAP + column * (tall + _GAP), _GAP + row * (high + _GAP), scale=_SCALE):
            tile(canvas, film)
    return canvas.svg()
