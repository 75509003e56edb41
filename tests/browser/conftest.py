"""A browser, and the preview page in it: with the specimen bot, or with the real one.

Everything here lives in the session's event loop, so that one browser serves all tests.
"""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import discord
import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright

from bot.client import Kinoteka
from bot.preview import web
from bot.preview.standin import StandIn
from bot.services.catalogue import Catalogue
from db.engine import Database
from tests.browser.chromium import ARGUMENTS, executable
from tests.browser.specimen import Specimen
from tests.conftest import url_of


@dataclass(slots=True)
class Open:
    """An open page, and what is behind it."""

    page: Page
    standin: StandIn
    url: str
    browser: Browser
    complaints: list[str]
    """What the browser found wrong: exceptions, refused resources, broken policies."""
    asked: list[str]
    """What the specimen's autocomplete was asked."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = executable()
    if path is None:
        pytest.skip("no chromium here: `apt-get install chromium` and these tests run")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def specimen(browser: Browser) -> AsyncIterator[Open]:
    """The page with the bot that says everything."""
    async with StandIn(patience=1.0) as standin:
        bot = Specimen(standin.api_url)
        async with _running(bot, standin), _opened(browser, standin) as opened:
            opened.asked = bot.asked
            yield opened


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shipped(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Catalogue]:
    """The shipped catalogue, opened once for all tests of the page."""
    file = shutil.copy(filled_file, tmp_path_factory.mktemp("page") / "kinoteka.sqlite3")
    database = Database(url_of(Path(file)))
    catalogue = Catalogue(database)
    await catalogue.open()
    await catalogue.titles(patience=30)
    yield catalogue
    await catalogue.close()
    await database.close()


@pytest_asyncio.fixture(loop_scope="session")
async def kinoteka(browser: Browser, shipped: Catalogue) -> AsyncIterator[Open]:
    """The page with the real bot on the shipped catalogue; its dice always fall the same way."""
    async with StandIn() as standin:
        bot = Kinoteka(shipped, random.Random(1957), api_url=standin.api_url)
        async with _running(bot, standin), _opened(browser, standin) as opened:
            yield opened


@asynccontextmanager
async def _running(bot: discord.Client, standin: StandIn) -> AsyncIterator[None]:
    running = asyncio.create_task(bot.start("stand-in"))
    await standin.ready()
    yield
    await bot.close()
    await asyncio.wait({running})


@asynccontextmanager
async def _opened(browser: Browser, standin: StandIn) -> AsyncIterator[Open]:
    served = web.Page(standin)
    await served.start()
    context = await browser.new_context(viewport={"width": 1200, "height": 900}, color_scheme="dark")
    page = await context.new_page()
    page.set_default_timeout(5000)
    opened = Open(page, standin, served.url, browser, [], [])
    page.on("pageerror", lambda error: opened.complaints.append(str(error)))

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            opened.complaints.append(message.text)

    page.on("console", said)
    await page.goto(served.url)
    await page.locator(".example").first.wait_for()
    yield opened
    await context.close()
    await served.close()
    assert not opened.complaints
