"""One's own films on the page: two members, each for himself, and both together."""

from __future__ import annotations

import asyncio

import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, Locator, Page, expect

from bot.preview.world import ANNA, BORIS
from tests.browser.acting import choose, enter, fits, last, send
from tests.browser.conftest import Open
from tests.browser.test_people import become

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

WATCHED = b"Date,Name,Year,Letterboxd URI\n2012-05-02,Come and See,1985,x\n2013-06-01,Citizen Kane,1941,y\n"


async def press(message: Locator, name: str) -> None:
    await message.get_by_role("button", name=name).click()


async def beside(page: Page, message: Locator, name: str) -> Locator:
    """Press what is answered with a message of its own, and return that."""
    count = await page.locator("#messages > li").count()
    await press(message, name)
    await expect(page.locator("#messages > li:not(.sending)")).to_have_count(count + 1)
    return page.locator(f"#{await last(page).get_attribute('id')}")


@pytest_asyncio.fixture(autouse=True, loop_scope="session")
async def _nothing_kept(_kinoteka: Open) -> None:
    """The catalogue is this module's: each test begins without what the one before it left."""
    standin = _kinoteka.standin
    for member in (ANNA, BORIS):
        asked = (await standin.slash("me forget", member=member)).message
        if asked is not None and asked.buttons():
            await standin.press(asked, asked.buttons()[0]["custom_id"], member=member)


async def test_seen_it_undo_and_again(kinoteka: Open) -> None:
    page = kinoteka.page
    card = await send(page, "/film The Ascent")
    line = await beside(page, card, "Seen it")
    await expect(line.locator(".whisper")).to_contain_text("Only you can see this")
    await expect(line).to_contain_text("Seen: The Ascent.")
    await expect(line).to_contain_text("▰▱▱▱▱▱▱▱▱▱")
    await press(line, "Undo")
    await expect(line).to_contain_text("No longer among your seen films: The Ascent.")
    await press(line, "Seen it")
    await expect(line).to_contain_text("Seen: The Ascent.")


async def test_each_member_has_films_of_his_own(kinoteka: Open) -> None:
    page = kinoteka.page
    card = await send(page, "/film The Ascent")
    await beside(page, card, "Seen it")
    await become(page, "Boris")
    await expect(await send(page, "/me films")).to_contain_text("0 films seen")
    wanted = await beside(page, page.locator("#messages > li").first, "Watchlist")
    await expect(wanted).to_contain_text("On your watchlist: The Ascent.")
    await become(page, "Anna")
    mine = await send(page, "/me films")
    await expect(mine).to_contain_text("1 film seen · 0 films on the watchlist")
    assert await fits(page)


async def test_the_pages_of_ones_own_films(kinoteka: Open) -> None:
    page = kinoteka.page
    for title in ("Stalker", "The Ascent"):
        await beside(page, await send(page, f"/film {title}"), "Watchlist")
    mine = await send(page, "/me films")
    await press(mine, "Watchlist (2)")
    await choose(page, mine.get_by_role("combobox").filter(has_text="Take one off"), "Stalker")
    await expect(mine).to_contain_text("Taken off: Stalker")
    await press(mine, "Put it back")
    await expect(mine.get_by_role("button", name="Watchlist (2)")).to_be_disabled()
    dealt = await beside(page, mine, "One of these")
    await expect(dealt.locator("h1").first).to_contain_text("19")
    await press(mine, "Settings")
    await expect(mine.get_by_role("button", name="Settings")).to_be_disabled()
    await choose(page, mine.get_by_role("combobox"), "Only films I have not seen")
    await expect(mine.get_by_role("combobox")).to_contain_text("Only films I have not seen")
    await page.set_viewport_size({"width": 360, "height": 740})
    for tab in ("My lists", "Watchlist (2)", "Seen (0)", "Settings"):
        await press(mine, tab)
        await expect(mine.get_by_role("button", name=tab)).to_be_disabled()
        assert await fits(page), tab


async def test_import_export_and_forget(kinoteka: Open) -> None:
    page = kinoteka.page
    await enter(page, "/me import")
    await page.locator(".chip input").set_input_files(
        FilePayload(name="watched.csv", mimeType="text/csv", buffer=WATCHED)
    )
    await page.get_by_role("button", name="Send").click()
    await expect(last(page)).to_contain_text("matched 1, not in the catalogue 1, ambiguous 0")
    rehearsed = page.locator(f"#{await last(page).get_attribute('id')}")
    await press(rehearsed, "Take in 1 film")
    await expect(rehearsed).to_contain_text("Taken in: 1 film to your seen films.")
    export = await send(page, "/me export")
    async with page.expect_download() as started:
        await export.get_by_text("watched.csv").last.click()
    saved = await asyncio.to_thread((await (await started.value).path()).read_bytes)
    assert b'"Come and See","1985"' in saved
    await press(rehearsed, "Undo")
    await expect(rehearsed).to_contain_text("Undone: 1 film off your seen films.")
    asked = await send(page, "/me forget")
    await expect(asked).to_contain_text("Nothing is stored about you.")


async def test_watching_with_another(kinoteka: Open) -> None:
    page = kinoteka.page
    await expect(await send(page, "/random with:Boris")).to_contain_text("has not allowed it")
    await become(page, "Boris")
    settings = await send(page, "/me settings")
    await press(settings, "Allow it")
    await expect(settings).to_contain_text("You allow it.")
    await become(page, "Anna")
    await expect(page.locator("#messages > li")).to_contain_text(["has not allowed it"])
    card = await send(page, "/random with:Boris")
    await expect(card).to_contain_text("none of you has seen it")
    first = await card.locator("h1").first.inner_text()
    await press(card, "Another one for all of you")
    await expect(card.locator("h1").first).not_to_have_text(first)
