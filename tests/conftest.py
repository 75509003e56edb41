"""What tests share: a real database, the shipped content in it, the real bot on the stand-in."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import random
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Literal, get_args

import aiohttp
import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings

from bot.client import Kinoteka
from bot.preview.rest import Request
from bot.preview.standin import StandIn
from bot.preview.web import Page
from bot.runtime.deadlines import Deadlines
from bot.services.catalogue import Catalogue
from db import migrate
from db.engine import BUSY_TIMEOUT, Database
from seed import content
from seed.load import refresh
from tests import postgres_server
from tests.built_once import BuildSuggestions, BuildTitles, suggestions_once, titles_once
from tests.odd_bot import UNHURRIED
from tests.openapi import DiscordDescription
from tests.order import shared_out
from tests.postgres_server import Server, ServerMissingError
from tests.preview_client import Client

# No test depends on luck: the same examples every time. `make test-random` looks for new ones.
# A busy machine is no finding: not by the time a drawn example takes, nor by how long Discord waits (see `patience`).
settings.register_profile(
    "random", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("fixed", settings.get_profile("random"), derandomize=True)
settings.load_profile("fixed")


Kind = Literal["sqlite", "postgresql"]

on_both = pytest.mark.both_databases
"""For tests of what is stored: they hold on both databases."""
on_sqlite = pytest.mark.sqlite_alone
"""For one among these that speaks of files."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marks = {mark.name for mark in metafunc.definition.iter_markers()}
    if "kind" in metafunc.fixturenames and on_both.name in marks and on_sqlite.name not in marks:
        metafunc.parametrize("kind", get_args(Kind))


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # xdist's word for the processes among which it shares the tests
        postgres_server.announce()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgres_server.end()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    worker = getattr(config, "workerinput", None)
    if worker is not None:
        items[:] = shared_out(items, worker["workercount"])


def pytest_collection_finish() -> None:
    """What is imported stays to the end; looking through it for garbage again and again was a tenth of the time.

    What comes after it is looked through a tenth as often as Python would by itself.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(7_000, 20, 20)


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


async def migrated(url: str) -> None:
    await migrate.upgrade(url)


async def filled(url: str) -> None:
    await migrated(url)
    database = Database(url)
    await refresh(database, [content.SHIPPED])
    await database.close()


@pytest.fixture(autouse=True)
def _log() -> Iterator[None]:
    """What the command line sets up for the log goes with the test that has run it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the shipped content, migrated and loaded once; copy it, never write to it."""
    path = tmp_path_factory.mktemp("catalogue") / "kinoteka.sqlite3"
    asyncio.run(filled(url_of(path)))
    return path


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file without content, migrated once; copy it, never write to it."""
    path = tmp_path_factory.mktemp("nothing") / "empty.sqlite3"
    asyncio.run(migrate.upgrade(url_of(path)))
    return path


@pytest.fixture
def kind() -> Kind:
    """Which database a test has; see `on_both`."""
    return "sqlite"


@pytest.fixture(scope="session")
def postgres() -> Server:
    """A PostgreSQL server with the databases "empty" and "filled" to be copied."""
    try:
        server = Server()
    except ServerMissingError as missing:
        if os.environ.get("POSTGRES_REQUIRED"):
            pytest.fail(str(missing))
        pytest.skip(str(missing))
    server.template("empty", migrated)
    server.template("filled", filled)
    return server


@pytest.fixture
def empty_url(kind: Kind, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty catalogue of this test's own, really migrated."""
    if kind == "sqlite":
        yield url_of(Path(shutil.copy(request.getfixturevalue("empty_file"), tmp_path)))
    else:
        with request.getfixturevalue("postgres").copy("empty") as url:
            yield url


@pytest.fixture
def database_url(kind: Kind, request: pytest.FixtureRequest) -> Iterator[str]:
    """The filled catalogue, in a copy that belongs to this test."""
    if kind == "sqlite":
        yield url_of(request.getfixturevalue("database_file"))
    else:
        with request.getfixturevalue("postgres").copy("filled") as url:
            yield url


@pytest_asyncio.fixture
async def database(empty_url: str) -> AsyncIterator[Database]:
    """The empty catalogue, open."""
    database = Database(empty_url)
    yield database
    await database.close()


@pytest.fixture
def database_file(tmp_path: Path, filled_file: Path) -> Path:
    """A copy of the filled catalogue that belongs to this test."""
    return Path(shutil.copy(filled_file, tmp_path / "kinoteka.sqlite3"))


@pytest.fixture(scope="session")
def build_suggestions() -> BuildSuggestions:
    """Builds what is recommended from, once for equal films and words."""
    return suggestions_once()


@pytest.fixture(scope="session")
def build_titles() -> BuildTitles:
    """Builds the title index, once for equal films."""
    return titles_once()


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of pictures for all tests of a run: what one has had drawn, the next finds."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # then it is in the folder of the run
        folder = folder.parent
    pictures = folder / "pictures"
    pictures.mkdir(exist_ok=True)
    return pictures


@pytest.fixture
def lock_patience() -> float:
    """Seconds that writers wait for each other."""
    return BUSY_TIMEOUT


@pytest_asyncio.fixture
async def catalogue(
    database_url: str,
    lock_patience: float,
    build_suggestions: BuildSuggestions,
    build_titles: BuildTitles,
) -> AsyncIterator[Catalogue]:
    """The shipped catalogue, open and with its titles in memory."""
    database = Database(database_url, timeout=lock_patience)
    catalogue = Catalogue(database, build_suggestions=build_suggestions, build_titles=build_titles)
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


@pytest.fixture
def judged(description: DiscordDescription | None) -> Iterator[list[Request]]:
    """The requests of a test. When it is over, each is held against Discord's own description."""
    requests: list[Request] = []
    yield requests
    if description is not None:
        judgements = (description.check(one.method, one.path, one.json) for one in requests)
        problems = [problem for found in judgements for problem in found]
        assert not problems, "\n".join(problems)


@pytest.fixture
def patience() -> float:
    """Seconds the stand-in waits for an answer: in life three, but that would test how busy the machine is."""
    return 30.0


@pytest.fixture
def deadlines() -> Deadlines:
    """Of the bot; the stand-in waits as long (see `patience`)."""
    return UNHURRIED


@pytest_asyncio.fixture
async def standin(judged: list[Request], patience: float) -> AsyncIterator[StandIn]:
    """A small Discord; every request to it is also held against Discord's own description."""
    async with StandIn(patience=patience) as standin:
        standin.observers.append(judged.append)
        yield standin


@pytest_asyncio.fixture
async def page(standin: StandIn) -> AsyncIterator[Page]:
    """The preview page's server."""
    page = Page(standin)
    await page.start()
    yield page
    await page.close()


@pytest_asyncio.fixture
async def client(page: Page) -> AsyncIterator[Client]:
    """Somebody who has the preview page open."""
    async with aiohttp.ClientSession() as session:
        yield Client(session, page)


@pytest_asyncio.fixture
async def bot(catalogue: Catalogue, standin: StandIn, deadlines: Deadlines) -> AsyncIterator[Kinoteka]:
    """The real bot on the shipped catalogue, logged in to the stand-in; its dice always fall the same way."""
    client = Kinoteka(catalogue, random.Random(1957), api_url=standin.api_url, deadlines=deadlines)
    running = asyncio.create_task(client.start("stand-in"))
    await standin.ready()
    yield client
    await client.close()
    await asyncio.wait_for(running, 60)
