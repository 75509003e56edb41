"""Drawing one picture from an order. Runs in the worker process, or anywhere else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from bot.art import drawing
from bot.art.composition import Composition
from bot.art.cover import cover
from bot.art.orders import Order, PosterOrder
from bot.art.picture import DrawnPicture, PictureKind
from bot.art.picture_cache import PictureFolder, digest
from bot.art.poster import poster


def fill(order: Order, folder: Path | None = None, most_bytes: int = 0) -> DrawnPicture:
    """Compose, then take the picture from the folder or draw and keep it. Without a folder it is only drawn."""
    if isinstance(order, PosterOrder):
        return _finished(poster(order.film, order.shape), "poster", order.film.slug, folder, most_bytes)
    composition = cover(order.film_list, order.films, order.accent)
    return _finished(composition, "cover", order.film_list.summary.slug, folder, most_bytes)


def file_name(kind: PictureKind, slug: str) -> str:
    """A file name without anything a file system or Discord could mistake."""
    return f"{re.sub('[^a-z0-9]+', '-', slug.lower()).strip('-') or 'untitled'}-{kind}.png"


def _finished(
    composition: Composition, kind: PictureKind, slug: str, folder: Path | None, most_bytes: int
) -> DrawnPicture:
    data = kept_as = None
    if folder is None:
        data = drawing.png(composition.svg)
    else:
        kept, kept_as = PictureFolder(folder, most_bytes), digest(composition.svg, drawing.RENDERER)
        data = kept.read(kept_as)
        if data is None:
            data = drawing.png(composition.svg)
            if not kept.write(kept_as, data):
                kept_as = None
    title: Sequence[str] = [box.text for box in composition.texts if box.kind == "title"]
    return DrawnPicture(
        data,
        file_name(kind, slug),
        composition.width,
        composition.height,
        kind,
        composition.scenes,
        composition.inks,
        " ".join(title),
        kept_as,
    )
