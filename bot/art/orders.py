"""What can be ordered of the art room. Whoever only orders need not carry what draws."""

from __future__ import annotations

from dataclasses import dataclass

from bot.art.picture import Shape
from db.types import Film, FilmList


@dataclass(frozen=True, slots=True)
class PosterOrder:
    film: Film
    shape: Shape


@dataclass(frozen=True, slots=True)
class CoverOrder:
    film_list: FilmList
    films: tuple[Film, ...]
    accent: int


Order = PosterOrder | CoverOrder
