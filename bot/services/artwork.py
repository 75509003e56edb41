"""What is drawn: for a list's cover, and when somebody wants to see posters and covers in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.services import film as film_service
from bot.services import lists as list_service
from bot.services.view import View
from db.errors import StoreError
from db.types import LANGUAGE, Film, FilmList

Covers = Sequence[tuple[FilmList, tuple[Film, ...]]]
"""Lists, each with its identified films in rank order."""


async def choose(catalogue: View, named: str | None) -> tuple[Sequence[Film], Covers] | None:
    """The films and lists to draw: all that stand on lists, those of the list named, or the film named.

    None if no list and no film answers to the name.
    """
    if named is None:
        return await _lists(catalogue, [summary.id for summary in list_service.all_lists(catalogue)])
    summary, _ = list_service.named(catalogue, named)
    if summary is not None:
        return await _lists(catalogue, [summary.id])
    await catalogue.titles(patience=60)
    found = await film_service.find(catalogue, named)
    return None if found.card is None or found.card.page is None else ([found.card.page.film], [])


async def of_poster(catalogue: View, film_id: int, language: str) -> Film | None:
    """The film its poster is drawn from; None if it is gone, or cannot be read right now.

    What is printed on it is in the language, what the picture shows is found by the catalogue's own words.
    """

    async def read() -> Film:
        drawn, shown = [(await catalogue.page(film_id, one)).film for one in (LANGUAGE, language)]
        if shown is drawn:
            return drawn
        return replace(drawn, title=shown.title, romanised_title=shown.romanised_title, credits=shown.credits)

    try:  # what is drawn is kept by film, so it has to be the same one each time
        return await catalogue.snapshot.drawn.get((language, film_id), read)
    except StoreError:
        return None


async def of_cover(catalogue: View, list_id: int, language: str) -> tuple[FilmList, tuple[Film, ...]] | None:
    """A list in the language with the films its cover is drawn from; None if it is gone, or cannot be read right now.

    What is in memory may be some seconds behind the database.
    """
    try:
        film_list = await list_service.by_id(catalogue, list_id, language)
        return film_list, await film_service.films_of(catalogue, film_list)
    except StoreError:
        return None


async def _lists(catalogue: View, ids: Sequence[int]) -> tuple[Sequence[Film], Covers]:
    covers = []
    for list_id in ids:
        film_list = await list_service.by_id(catalogue, list_id)
        covers.append((film_list, await film_service.films_of(catalogue, film_list)))
    films = {film.id: film for _, of_list in covers for film in of_list}
    return list(films.values()), covers
