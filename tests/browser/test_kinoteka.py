"""The bot itself on the page: what a member does on their first evening."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, Page, expect

from bot.ui.kit.base36 import base36
from tests.browser.acting import (
    become,
    beside,
    card,
    film_of,
    fits,
    last,
    list_page,
    other_film,
    press,
    pressable,
    send,
)
from tests.browser.conftest import Open
from tests.shipped import ASCENT, COME_AND_SEE, SURVIVAL

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def suggested(page: Page, typed: str) -> Locator:
    """Type a command and take the first thing the bot suggests."""
    before = await page.locator("#messages > li").count()
    await page.locator("#say").fill(typed)
    await page.locator("#suggestions [role=option][aria-selected=true]").wait_for()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.locator("#messages > li:not(.sending)")).to_have_count(before + 1)
    return last(page)


async def test_a_list_its_entries_forwards_and_back(kinoteka: Open) -> None:
    page = kinoteka.page
    message = await suggested(page, "/list survi")
    await expect(list_page(message, SURVIVAL)).to_be_visible()
    await pressable(message, "list:entry").click()
    await page.locator(".select-list:popover-open .option").first.click()
    await expect(card(message, ASCENT)).to_be_visible()
    await press(message, "card:next")
    await other_film(message, ASCENT)
    await press(message, "card:more")
    await press(message, "card:prev")
    await expect(card(message, ASCENT)).to_be_visible()
    await press(message, "list:back")
    await expect(list_page(message, SURVIVAL)).to_be_visible()


async def test_a_film_with_autocomplete_its_other_voice_and_its_sources(kinoteka: Open) -> None:
    page = kinoteka.page
    await page.keyboard.type("/film come and s")
    await expect(page.locator("#suggestions [role=option]").first).to_contain_text("Come and See")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    message = await suggested(page, "/film come and s")
    await expect(card(message, COME_AND_SEE)).to_be_visible()
    spoke = await pressable(message, "list:back").get_attribute("data-key")
    assert spoke is not None
    await press(message, "card:more")
    await press(message, "card:voice")
    await expect(pressable(message, "list:back")).not_to_have_attribute("data-key", spoke)
    await expect(card(message, COME_AND_SEE)).to_be_visible()
    await press(message, "card:more")
    sources = await beside(page, message, "sources:show")
    await expect(sources.locator(".whisper")).to_be_visible()
    assert await sources.locator("a").count() > 0


async def test_plain_words_find_the_film_too(kinoteka: Open) -> None:
    page = kinoteka.page
    for line in ("/film Come and See", "/film title:Иди и смотри"):
        await expect(card(await send(page, line), COME_AND_SEE)).to_be_visible()


async def test_random_and_another_one(kinoteka: Open) -> None:
    page = kinoteka.page
    await page.emulate_media(reduced_motion="no-preference")
    message = await send(page, "/random")
    seen = [await film_of(message)]
    for _ in range(2):
        await press(message, "card:deal")
        seen.append(await other_film(message, *seen))
    assert len(set(seen)) == 3


async def test_the_second_member_gets_a_copy_of_their_own(kinoteka: Open) -> None:
    page = kinoteka.page
    message = await send(page, "/film Come and See")
    await become(page, "Boris")
    await expect(card(message, COME_AND_SEE)).to_be_visible()
    copy = await beside(page, message, "list:back")
    await expect(copy.locator(".whisper")).to_be_visible()
    await expect(pressable(copy, "list:entry")).to_be_visible()
    await expect(card(message, COME_AND_SEE)).to_be_visible()
    await become(page, "Anna")
    await expect(page.locator("#messages > li")).to_have_count(1)


async def test_the_answer_to_a_press_far_up_is_brought_into_view(kinoteka: Open) -> None:
    page = kinoteka.page
    message = await send(page, "/film The Ascent")
    await press(message, "card:more")
    for _ in range(3):
        await send(page, "/list survival")
    sources = await beside(page, message, "sources:show")
    await expect(sources.locator(".whisper")).to_be_visible()
    await expect(sources).to_be_in_viewport()
    await press(message, "card:less")
    await expect(card(message, ASCENT)).to_be_visible()
    await expect(message, "what is answered in place is not scrolled away from").to_be_in_viewport()


async def test_a_private_answer_is_private(kinoteka: Open) -> None:
    page = kinoteka.page
    message = await send(page, "/list survival private:True")
    await expect(message.locator(".whisper")).to_be_visible()
    await become(page, "Boris")
    await expect(page.locator("#messages > li")).to_have_count(0)


async def test_a_reload_keeps_the_channel_and_its_buttons(kinoteka: Open) -> None:
    page = kinoteka.page
    await send(page, "/film The Ascent")
    await page.reload()
    message = last(page)
    await expect(card(message, ASCENT)).to_be_visible()
    await press(message, "card:next")
    await other_film(message, ASCENT)


async def test_by_keyboard_alone(kinoteka: Open) -> None:
    page = kinoteka.page
    await page.keyboard.type("/li")
    await page.keyboard.press("Tab")
    await page.keyboard.type("survi")
    await expect(page.locator("#suggestions [role=option]")).to_contain_text(["Survival"])
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(list_page(last(page), SURVIVAL)).to_be_visible()
    message = page.locator(f"#{await last(page).get_attribute('id')}")
    for _ in range(10):
        await page.keyboard.press("Shift+Tab")
        if await page.evaluate("() => (document.activeElement.dataset.key ?? '').startsWith('list:entry:')"):
            break
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        await page.keyboard.press(key)
    await expect(pressable(message, "card:next")).to_be_visible()
    first = await film_of(message)
    assert first != ASCENT, "the second option was chosen"
    await pressable(message, "card:next").focus()
    await page.keyboard.press("Enter")
    await other_film(message, first)
    await page.keyboard.type("/random")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(pressable(last(page), "card:deal")).to_be_visible()
    dealt = page.locator(f"#{await last(page).get_attribute('id')}")
    first = await film_of(dealt)
    await pressable(dealt, "card:deal").focus()
    await page.keyboard.press("Enter")
    await other_film(dealt, first)
    await expect(pressable(dealt, "card:deal")).to_be_focused()


async def test_at_phone_width(kinoteka: Open) -> None:
    page = kinoteka.page
    await page.set_viewport_size({"width": 360, "height": 740})
    for line in ("/list", "/list survival", "/film Come and See", "/random"):
        await send(page, line)
        assert await fits(page), line
    await press(last(page), "card:deal")
    await expect(last(page).locator(".edited")).to_be_visible()


async def test_a_list_is_opened_from_the_page_of_all(kinoteka: Open) -> None:
    page = kinoteka.page
    message = await send(page, "/list")
    await press(message, f"list:show:{base36(SURVIVAL)}")
    await expect(list_page(message, SURVIVAL)).to_be_visible()
