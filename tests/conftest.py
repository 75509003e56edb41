"""What tests share: a real database, the shipped content in it, the real bot on the stand-in."""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.client import Kinoteka
from bot.preview.rest import Request
from bot.preview.standin import StandIn
from bot.services.catalogue import Catalogue
from db import migrate
from db.engine import Database
from seed import content
from seed.load import refresh
from seed.vocabulary import read_vocabulary
from tests.openapi import DiscordDescription


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the shipped content, migrated and loaded once; copy it, never write to it."""
    path = tmp_path_factory.mktemp("catalogue") / "kinoteka.sqlite3"

    async def fill() -> None:
        await migrate.upgrade(url_of(path))
        database = Database(url_of(path))
        await refresh(database, [content.SHIPPED])
        await database.close()

    asyncio.run(fill())
    return path


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An empty catalogue: a real file, really migrated."""
    url = url_of(tmp_path / "empty.sqlite3")
    await migrate.upgrade(url)
    database = Database(url)
    yield database
    await database.close()


@pytest.fixture
def database_file(tmp_path: Path, filled_file: Path) -> Path:
    """A copy of the filled catalogue that belongs to this test."""
    return Path(shutil.copy(filled_file, tmp_path / "kinoteka.sqlite3"))


@pytest_asyncio.fixture
async def catalogue(database_file: Path) -> AsyncIterator[Catalogue]:
    """The shipped catalogue, open and with its titles in memory."""
    database = Database(url_of(database_file))
    catalogue = Catalogue(database, read_vocabulary([content.SHIPPED]))
    await catalogue.open()
    await catalogue.titles(patience=30)
    await catalogue.suggestions(patience=30)
    yield catalogue
    await catalogue.close()
    await database.close()


@pytest.fixture(scope="session")
def description() -> DiscordDescription | None:
    """Discord's own description of its API, where DISCORD_OPENAPI names a copy."""
    path = os.environ.get("DISCORD_OPENAPI")
    return DiscordDescription(Path(path)) if path else None


@pytest.fixture(scope="session")
def found_good() -> set[tuple[str, str, str]]:
    """Requests that were held against Discord's description before: the same need not be judged twice."""
    return set()


@pytest.fixture
def judged(
    description: DiscordDescription | None, found_good: set[tuple[str, str, str]]
) -> Iterator[list[Request]]:
    """The requests of a test. When it is over, each is held against Discord's own description.

    Not while it runs: that takes some 30 ms for a message, in which the bot and its database would stand still.
    """
    requests: list[Request] = []
    yield requests
    if description is None:
        return
    different = {(one.method, re.sub(r"\d+", "0", one.path), json.dumps(one.json)): one for one in requests}
    new = [one for key, one in different.items() if key not in found_good]
    problems = [problem for one in new for problem in description.check(one.method, one.path, one.json)]
    assert not problems, "\n".join(problems)
    found_good |= different.keys()


@pytest_asyncio.fixture
async def standin(judged: list[Request]) -> AsyncIterator[StandIn]:
    """A small Discord; every request to it is also held against Discord's own description."""
    async with StandIn() as standin:
        standin.observers.append(judged.append)
        yield standin


@pytest_asyncio.fixture
async def bot(catalogue: Catalogue, standin: StandIn) -> AsyncIterator[Kinoteka]:
    """The real bot on the shipped catalogue, logged in to the stand-in; its dice always fall the same way."""
    client = Kinoteka(catalogue, random.Random(1957), api_url=standin.api_url)
    running = asyncio.create_task(client.start("stand-in"))
    await standin.ready()
    yield client
    await client.close()
    await asyncio.wait({running})
