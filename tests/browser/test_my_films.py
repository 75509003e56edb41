"""One's own films on the page: two members, each for themselves, and both together."""

from __future__ import annotations

import asyncio

import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, Locator, Page, expect

from bot.preview.world import ANNA, BORIS
from bot.ui.kit.base36 import base36
from tests.browser.acting import (
    become,
    beside,
    card,
    enter,
    film_of,
    fits,
    last,
    pick,
    press,
    pressable,
    send,
)
from tests.browser.conftest import Open
from tests.pages import buttons
from tests.shipped import ASCENT, STALKER
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

WATCHED = b"Date,Name,Year,Letterboxd URI\n2012-05-02,Come and See,1985,x\n2013-06-01,Citizen Kane,1941,y\n"


@pytest_asyncio.fixture(autouse=True, loop_scope="session")
async def _nothing_kept(_kinoteka: Open) -> None:
    """The catalogue is this module's: each test begins without what the one before it left."""
    standin = _kinoteka.standin
    for member in (ANNA, BORIS):
        asked = (await standin.slash("me forget", member=member)).message
        assert asked is not None
        for erase in buttons(asked, "forget:all"):
            await standin.press(asked, erase["custom_id"], member=member)


async def options_of(page: Page, menu: Locator) -> list[str]:
    """The values that a select offers."""
    await expect(menu).to_be_visible()
    rows = page.locator(f"#{await menu.get_attribute('aria-controls')} .option")
    return [str(await row.get_attribute("data-value")) for row in await rows.all()]


async def test_seen_it_undo_and_again(kinoteka: Open) -> None:
    page = kinoteka.page
    message = await send(page, "/film The Ascent")
    line = await beside(page, message, "seen:mark")
    await expect(line.locator(".whisper")).to_be_visible()
    await expect(line).to_contain_text("The Ascent")
    await press(line, "seen:undo")
    await press(line, "seen:redo")
    await expect(pressable(line, "seen:undo")).to_be_visible()
    await expect(card(message, ASCENT)).to_be_visible()


async def test_each_member_has_films_of_their_own(kinoteka: Open) -> None:
    page = kinoteka.page
    message = await send(page, "/film The Ascent")
    await beside(page, message, "seen:mark")
    await become(page, "Boris")
    mine = await send(page, "/me films")
    await press(mine, "mine:tab:seen")
    await expect(pressable(mine, "mine:tab:seen")).to_be_disabled()
    await expect(pressable(mine, "mine:open")).to_have_count(0)
    await become(page, "Anna")
    mine = await send(page, "/me films")
    await press(mine, "mine:tab:seen")
    assert await options_of(page, pressable(mine, "mine:open")) == [f"{base36(ASCENT)}:0"]
    assert await fits(page)


async def test_the_pages_of_ones_own_films(kinoteka: Open) -> None:
    page = kinoteka.page
    for title in ("Stalker", "The Ascent"):
        await beside(page, await send(page, f"/film {title}"), "watchlist:add")
    mine = await send(page, "/me films")
    await press(mine, "mine:tab:watchlist")
    await pick(page, pressable(mine, "mine:drop"), base36(STALKER))
    await press(mine, "mine:back")
    await expect(pressable(mine, "mine:back")).to_have_count(0)
    both = {f"{base36(STALKER)}:0", f"{base36(ASCENT)}:0"}
    assert set(await options_of(page, pressable(mine, "mine:open"))) == both
    dealt = await beside(page, mine, "mine:deal")
    assert await film_of(dealt) in {STALKER, ASCENT}
    await press(mine, "mine:tab:settings")
    await expect(pressable(mine, "mine:tab:settings")).to_be_disabled()
    await pick(page, pressable(mine, "mine:filter"), "unseen")

    async def is_chosen() -> bool:
        menu = await pressable(mine, "mine:filter").get_attribute("aria-controls")  # of this page or the next
        return await page.locator(f"#{menu} [aria-selected=true][data-value=unseen]").count() == 1

    await until(is_chosen)
    await page.set_viewport_size({"width": 360, "height": 740})
    for tab in ("lists", "watchlist", "seen", "settings"):
        await press(mine, f"mine:tab:{tab}")
        await expect(pressable(mine, f"mine:tab:{tab}")).to_be_disabled()
        assert await fits(page), tab


async def test_import_export_and_forget(kinoteka: Open) -> None:
    page = kinoteka.page
    await enter(page, "/me import")
    await page.locator(".chip input").set_input_files(
        FilePayload(name="watched.csv", mimeType="text/csv", buffer=WATCHED)
    )
    await page.get_by_role("button", name="Send").click()
    await expect(pressable(last(page), "import:take")).to_be_visible()
    rehearsed = page.locator(f"#{await last(page).get_attribute('id')}")
    await press(rehearsed, "import:take")
    await expect(pressable(rehearsed, "import:undo")).to_be_visible()
    export = await send(page, "/me export")
    async with page.expect_download() as started:
        await export.locator(".file a").filter(has_text="watched.csv").click()
    saved = await asyncio.to_thread((await (await started.value).path()).read_bytes)
    assert b'"Come and See","1985"' in saved
    await press(rehearsed, "import:undo")
    await expect(pressable(rehearsed, "import:undo")).to_have_count(0)
    asked = await send(page, "/me forget")
    await expect(pressable(asked, "forget:all")).to_have_count(0)


async def test_watching_with_another(kinoteka: Open) -> None:
    page = kinoteka.page
    question = await send(page, "/random with:Boris")
    await expect(pressable(question, "together:off")).to_be_visible()
    await become(page, "Boris")
    await expect(pressable(question, "together:in")).to_be_visible()
    await press(question, "together:in")
    await expect(pressable(question, "seen:mark")).to_be_visible()
    await become(page, "Anna")
    await expect(pressable(question, "seen:mark")).to_be_visible()
    await expect(page.locator("#messages > li")).to_have_count(1)
