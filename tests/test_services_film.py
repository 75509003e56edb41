"""Finding a film through the service, from a database."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.domain.card import Found
from bot.services import film
from bot.services.catalogue import Catalogue
from db.engine import Database


async def test_a_pasted_address_is_a_title_or_says_that_it_is_none(database_file: Path) -> None:
    database = Database(f"sqlite:///{database_file}")
    catalogue = Catalogue(database)
    await catalogue.open()
    await catalogue.titles(patience=30)
    found = await film.find(catalogue, "https://letterboxd.com/film/come-and-see/")
    number = await film.find(catalogue, "https://www.kinopoisk.ru/film/301/")
    nonsense = await film.find(catalogue, "qwpoeiruty")
    await catalogue.close()
    await database.close()
    assert found.card
    assert found.card.page
    assert found.card.page.film.slug == "come-and-see"
    assert number == Found(None, (), says_nothing=True)
    assert nonsense == Found(None, ())


async def test_others_have_their_turn_while_a_message_is_looked_through(catalogue: Catalogue) -> None:
    text = "\n".join(f"- Stalkr number {number} of the zone" for number in range(60))
    looking = asyncio.create_task(film.mentioned(catalogue, text))
    turns = 0
    while not looking.done():
        turns += 1
        await asyncio.sleep(0)
    assert turns > 60
