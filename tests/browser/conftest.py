"""A browser, and the preview page in it: with the specimen bot, or with the real one.

Everything here lives in the session's event loop, so that one browser serves all tests.
"""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord
import pytest
import pytest_asyncio
from playwright.async_api import ConsoleMessage, Error, Page, async_playwright, expect

from bot.client import Kinoteka
from bot.preview import web
from bot.preview.standin import StandIn
from bot.services.catalogue import Catalogue
from db.engine import Database
from tests.browser.chromium import ARGUMENTS, executable
from tests.browser.specimen import Specimen
from tests.conftest import url_of

PATIENCE = 20_000
"""Milliseconds that the browser is given for anything: a busy machine is no finding."""
AS_AT_FIRST = """
() => {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  for (const first of ["[name=theme]", "[name=member]"]) document.querySelector(first).click();
  const language = document.getElementById("locale");
  if (language.value !== "en-US") {
    language.value = "en-US";
    language.dispatchEvent(new Event("change"));
  }
  localStorage.clear();
  document.getElementById("announcer").replaceChildren();
  document.querySelector(".place").click();
  document.getElementById("say").focus();
}
"""
"""Puts every switch of the page back; the last of them enters the channel anew."""


@dataclass(slots=True)
class Open:
    """An open page, and what is behind it."""

    page: Page
    standin: StandIn
    url: str
    bot: Any
    complaints: list[str] = field(default_factory=list)
    """What the browser found wrong: exceptions, refused resources, broken policies."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def tab() -> AsyncIterator[Page]:
    """One page serves all tests, one after the other: a new one each time would cost more than most tests."""
    path = executable()
    if path is None:
        pytest.skip("no chromium here: `apt-get install chromium` and these tests run")
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        context = await browser.new_context()
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        yield page
        await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def _specimen(tab: Page) -> AsyncIterator[Open]:
    async with (
        StandIn(patience=2.0) as standin,
        _opened(tab, standin, Specimen(standin.api_url)) as opened,
    ):
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def specimen(_specimen: Open) -> AsyncIterator[Open]:
    """The page with the bot that says everything."""
    _specimen.bot.asked.clear()
    _specimen.bot.silent = _specimen.bot.long = False
    _specimen.bot.go_on.set()
    _specimen.bot.suggest.set()
    async with _fresh(_specimen):
        yield _specimen


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def _kinoteka(
    tab: Page, filled_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Open]:
    file = shutil.copy(filled_file, tmp_path_factory.mktemp("page") / "kinoteka.sqlite3")
    database = Database(url_of(Path(file)))
    catalogue = Catalogue(database)
    await catalogue.open()
    await catalogue.titles(patience=30)
    async with StandIn(patience=5.0) as standin:
        bot = Kinoteka(catalogue, random.Random(1957), api_url=standin.api_url)
        async with _opened(tab, standin, bot) as opened:
            yield opened
    await catalogue.close()
    await database.close()


@pytest_asyncio.fixture(loop_scope="session")
async def kinoteka(_kinoteka: Open) -> AsyncIterator[Open]:
    """The page with the real bot on the shipped catalogue."""
    async with _fresh(_kinoteka):
        yield _kinoteka


@asynccontextmanager
async def _opened(tab: Page, standin: StandIn, bot: discord.Client) -> AsyncIterator[Open]:
    running = asyncio.create_task(bot.start("stand-in"))
    await standin.ready()
    served = web.Page(standin)
    await served.start()
    opened = Open(tab, standin, served.url, bot)

    def raised(error: Error) -> None:
        opened.complaints.append(str(error))

    def noted(said: ConsoleMessage) -> None:
        if said.type == "error":
            opened.complaints.append(said.text)

    tab.on("pageerror", raised)
    tab.on("console", noted)
    try:
        yield opened
    finally:
        tab.remove_listener("pageerror", raised)
        tab.remove_listener("console", noted)
        await tab.goto("about:blank")
        await served.close()
        await bot.close()
        await asyncio.wait({running})


@asynccontextmanager
async def _fresh(opened: Open) -> AsyncIterator[None]:
    """An empty channel, as one sees it at first; and afterwards no complaint of the browser.

    To load the page takes as long as most tests do with it. So that is done only where none of ours is open, or one
    that still waits for an answer; what is about the loading calls `load`. To draw what moves is a tenth of a browser's
    work, so the page is seen by somebody who asked for less of it; who wants to see it move says so.
    """
    page = opened.page
    left_off = any(exchange.state == "waiting" for exchange in opened.standin.exchanges)
    opened.standin.messages.clear()
    opened.standin.exchanges.clear()
    opened.standin.guild_locale = "en-US"
    opened.complaints.clear()
    await page.set_viewport_size({"width": 1200, "height": 900})
    await page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    if page.url != opened.url or left_off:
        await load(opened)
    else:
        await page.evaluate(AS_AT_FIRST)
        await page.locator("#messages:empty:not([aria-busy])").wait_for(state="attached")
    yield
    assert not opened.complaints


async def load(opened: Open) -> None:
    """The page from its first byte on, by somebody who has never seen it."""
    page = opened.page
    if page.url != "about:blank":
        await page.evaluate("localStorage.clear()")
    await page.goto(opened.url)
    await page.locator(".example").first.wait_for()
