"""What members keep, put there and read without the wire, where the wire is not the subject."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, text

from bot.preview.world import ANNA, Member
from bot.services.catalogue import Catalogue
from db import member_films
from db.engine import Database
from db.types import Mark

MONDAY = datetime(2026, 11, 16, 20, 30, 7, tzinfo=UTC)


async def keep(catalogue: Catalogue, name: Mark, *film_ids: int, member: Member = ANNA) -> None:
    """Among a member's seen films or on the watchlist, one a day from Monday on."""
    async with catalogue.database.write() as session:
        for day, film_id in enumerate(film_ids):
            await member_films.put(session, name, member.id, film_id, MONDAY + timedelta(days=day))


async def kept(catalogue: Catalogue, name: Mark, member: Member = ANNA) -> dict[int, datetime]:
    """By film, since when."""
    async with catalogue.database.read() as session:
        return {one.film_id: one.at for one in await member_films.page(session, name, member.id)}


async def rows(database: Database, table: str) -> list[tuple[Any, ...]]:
    """All that a table holds."""
    async with database.read() as session:
        return await session.execute(select(text("*")).select_from(text(table)))
