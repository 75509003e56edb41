"""Finding a film and reading all that its card needs."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.domain.card import Card, Found
from bot.domain.mentions import candidates
from bot.domain.titles.fold import words_of
from bot.domain.titles.match import Match
from bot.services.view import View
from db import films
from db.types import LANGUAGE, Entry, Film, FilmList

_TO_THE_LETTER = 1.0
"""The score of a name that was typed exactly."""


async def find(catalogue: View, text: str, *, chosen: int | None = None, language: str = LANGUAGE) -> Found:
    """The film that a member chose (by id) or that their words mean; else the entry that a list has by this very name.

    Raise CatalogueNotReadyError while titles are being read, FilmNotFoundError if the chosen one is gone.
    """
    if chosen is not None:
        return Found(await card(catalogue, chosen, language=language), ())
    answer = (await catalogue.titles()).find(text)
    matches = tuple(catalogue.matches(answer.matches, language))
    if answer.kind in {"one", "several"}:
        best, *others = matches
        by_director = matches if best.why == "director" and others else ()
        others = others if answer.kind == "several" else []
        return Found(await card(catalogue, best.id, language=language), tuple(others), by_director)
    unknown = catalogue.snapshot.unidentified.get(tuple(words_of(text)))
    if unknown is not None:
        return Found(await card(catalogue, 0, unknown, language), ())
    return Found(None, matches, says_nothing=answer.kind == "address")


async def mentioned(catalogue: View, text: str, *, most: int = 10, language: str = LANGUAGE) -> list[Match]:
    """The films that a text names, in its order, at most so many. Raise CatalogueNotReadyError.

    Between two questions to the title index others have their turn: all sixty together take a quarter of a second.
    """
    titles = await catalogue.titles()
    found: dict[int, Match] = {}
    for candidate in candidates(text):
        await asyncio.sleep(0)
        answer = titles.find(candidate.text)
        best = answer.matches[0] if answer.kind in {"one", "several"} else None
        sure = best is not None and best.why == "title" and (candidate.marked or best.score >= _TO_THE_LETTER)
        if best is not None and sure:
            found.setdefault(best.id, best)
    return catalogue.matches(list(found.values())[:most], language)


async def card(catalogue: View, film_id: int, entry_id: int = 0, language: str = LANGUAGE) -> Card:
    """The card of a film with the given voice if it still has it, else with its first.

    With film 0 the card of the entry's film, or of the entry alone where no film is known. Raise FilmNotFoundError or
    EntryNotFoundError if it is gone.
    """
    if not film_id:
        entry = await catalogue.entry(entry_id, language)
        if entry.film_id is None:
            return Card(None, entry)
        film_id = entry.film_id
    page = await catalogue.page(film_id, language)
    by_id = {entry.id: entry for entry in page.entries}
    return Card(page, by_id.get(entry_id) or (page.entries[0] if page.entries else None))


async def films_of(catalogue: View, film_list: FilmList) -> tuple[Film, ...]:
    """The identified films of a list, each once, in rank order."""
    wanted = dict.fromkeys(line.film.id for line in film_list.entries if line.film)
    async with catalogue.database.read() as session:
        return tuple([await films.get(session, film_id) for film_id in wanted])


async def entry(catalogue: View, entry_id: int, language: str = LANGUAGE) -> Entry:
    """An entry with its checks; raise EntryNotFoundError if it is gone."""
    return await catalogue.entry(entry_id, language)


def named(catalogue: View, film_ids: Sequence[int], language: str = LANGUAGE) -> list[Match]:
    """These films by title, those that are known still; none while the titles are being read."""
    titles = catalogue.titles_now
    found = map(titles.get, film_ids) if titles else ()
    return catalogue.matches([film for film in found if film is not None], language)


def suggestions(catalogue: View, text: str, limit: int, language: str = LANGUAGE) -> list[Match]:
    """Films for an unfinished title, best first; none while the titles are being read."""
    titles = catalogue.titles_now
    return catalogue.matches(titles.complete(text, limit), language) if titles else []
