"""The bot itself on the page: what a member does on his first evening."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.acting import active, choose, fits, last, send
from tests.browser.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def pick(page: Page, typed: str) -> Locator:
    """Type a command and take the first thing the bot suggests."""
    before = await page.locator("#messages > li").count()
    await page.locator("#say").fill(typed)
    await page.locator("#suggestions [role=option][aria-selected=true]").wait_for()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.locator("#messages > li:not(.sending)")).to_have_count(before + 1)
    return last(page)


def title(message: Locator) -> Locator:
    return message.locator("h1").first


async def test_a_list_its_entries_forwards_and_back(kinoteka: Open) -> None:
    page = kinoteka.page
    page_of_list = await pick(page, "/list survi")
    await expect(title(page_of_list)).to_have_text("Survival")
    await choose(page, page_of_list.get_by_role("combobox"), "The Ascent")
    card = last(page)
    await expect(title(card)).to_contain_text("The Ascent (1977)")
    await expect(card.get_by_role("button", name="Previous")).to_be_disabled()
    await card.get_by_role("button", name="Next").click()
    await expect(title(card)).to_contain_text("White Sun of the Desert")
    await card.get_by_role("button", name="Previous").click()
    await expect(title(card)).to_contain_text("The Ascent (1977)")
    await card.get_by_role("button", name="The list").click()
    await expect(title(card)).to_have_text("Survival")


async def test_a_film_with_autocomplete_its_other_voice_and_its_sources(kinoteka: Open) -> None:
    page = kinoteka.page
    await page.keyboard.type("/film come and s")
    await expect(page.locator("#suggestions [role=option]").first).to_contain_text("Come and See")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    card = await pick(page, "/film come and s")
    await expect(title(card)).to_have_text("Come and See (1985)")
    signed = card.locator("small").filter(has_text="no. ")
    before = await signed.first.inner_text()
    await card.get_by_role("combobox").filter(has_text="Also on").click()
    await page.locator(".select-list:popover-open .option").first.click()
    await expect(signed.first).not_to_have_text(before)
    await expect(title(card)).to_have_text("Come and See (1985)")
    count = await page.locator("#messages > li").count()
    await card.get_by_role("button", name="Sources").click()
    await expect(page.locator("#messages > li")).to_have_count(count + 1)
    sources = last(page)
    await expect(sources.locator(".whisper")).to_contain_text("Only you can see this")
    assert await sources.locator("a").count() > 0


async def test_plain_words_find_the_film_too(kinoteka: Open) -> None:
    page = kinoteka.page
    await expect(title(await send(page, "/film Come and See"))).to_have_text("Come and See (1985)")
    await expect(title(await send(page, "/film title:Иди и смотри"))).to_have_text("Come and See (1985)")


async def test_random_and_another_one(kinoteka: Open) -> None:
    page = kinoteka.page
    await page.emulate_media(reduced_motion="no-preference")
    card = await send(page, "/random")
    seen = {await title(card).inner_text()}
    for _ in range(2):
        await card.get_by_role("button", name="Another one").click()
        await expect(title(card)).not_to_have_text(re.compile("|".join(re.escape(one) for one in seen)))
        seen.add(await title(card).inner_text())
    assert len(seen) == 3


async def test_the_second_member_gets_a_copy_of_his_own(kinoteka: Open) -> None:
    page = kinoteka.page
    card = await send(page, "/film Come and See")
    await page.locator("label.radio").filter(has_text="Boris").click()
    await expect(title(card)).to_have_text("Come and See (1985)")
    await card.get_by_role("button", name="The list").click()
    await expect(page.locator("#messages > li")).to_have_count(2)
    copy = last(page)
    await expect(copy.locator(".whisper")).to_contain_text("Only you can see this")
    await expect(title(copy)).to_have_text("Great Patriotic War")
    await expect(title(card)).to_have_text("Come and See (1985)")
    await page.locator("label.radio").filter(has_text="Anna").click()
    await expect(page.locator("#messages > li")).to_have_count(1)


async def test_the_answer_to_a_press_far_up_is_brought_into_view(kinoteka: Open) -> None:
    page = kinoteka.page
    card = await send(page, "/film Come and See")
    for _ in range(3):
        await send(page, "/list survival")
    await card.get_by_role("button", name="Sources").click()
    await expect(last(page).locator(".whisper")).to_contain_text("Only you can see this")
    await expect(last(page)).to_be_in_viewport()
    await card.get_by_role("button", name="Next").click()
    await expect(title(card)).not_to_have_text("Come and See (1985)")
    await expect(card, "what is answered in place is not scrolled away from").to_be_in_viewport()


async def test_a_private_answer_is_private(kinoteka: Open) -> None:
    page = kinoteka.page
    message = await send(page, "/list survival private:True")
    await expect(message.locator(".whisper")).to_contain_text("Only you can see this")
    await page.locator("label.radio").filter(has_text="Boris").click()
    await expect(page.locator("#messages > li")).to_have_count(0)


async def test_a_reload_keeps_the_channel_and_its_buttons(kinoteka: Open) -> None:
    page = kinoteka.page
    await send(page, "/film Come and See")
    await page.reload()
    card = last(page)
    await expect(title(card)).to_have_text("Come and See (1985)")
    await card.get_by_role("button", name="Next").click()
    await expect(title(card)).not_to_have_text("Come and See (1985)")


async def test_by_keyboard_alone(kinoteka: Open) -> None:
    page = kinoteka.page
    await page.keyboard.type("/li")
    await page.keyboard.press("Tab")
    await page.keyboard.type("survi")
    await expect(page.locator("#suggestions [role=option]")).to_contain_text(["Survival"])
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(title(last(page))).to_have_text("Survival")
    for _ in range(10):
        await page.keyboard.press("Shift+Tab")
        if "Open a film" in await active(page):
            break
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        await page.keyboard.press(key)
    await expect(title(last(page))).to_contain_text("White Sun of the Desert")
    await last(page).get_by_role("button", name="Next").focus()
    await page.keyboard.press("Enter")
    await expect(title(last(page))).to_contain_text("The Dawns Here Are Quiet")
    await expect(last(page).get_by_role("button", name="Next")).to_be_focused()


async def test_at_phone_width(kinoteka: Open) -> None:
    page = kinoteka.page
    await page.set_viewport_size({"width": 360, "height": 740})
    for line in ("/list", "/list survival", "/film Come and See", "/random"):
        await send(page, line)
        assert await fits(page), line
    await last(page).get_by_role("button", name="Another one").click()
    await expect(last(page).locator(".edited")).to_have_text("(edited)")
