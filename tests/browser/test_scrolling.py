"""Where the reader and the keyboard are when something arrives or changes."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.acting import active, enter, last, send
from tests.browser.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PHONE = {"width": 390, "height": 844}
FROM_TOP = """
(id) => {
  const distance = document.getElementById(id).getBoundingClientRect().top
    - document.querySelector("#scroller").getBoundingClientRect().top;
  return distance >= 0 && distance <= 20;
}
"""
AT_END = """
() => {
  const { scrollHeight, scrollTop, clientHeight } = document.querySelector("#scroller");
  return scrollHeight - scrollTop - clientHeight < 2;
}
"""
SCROLL = """
(scroller, top) => new Promise((done) => {
  scroller.scrollTo(0, top);
  requestAnimationFrame(() => requestAnimationFrame(done));
})
"""
"""Scroll, and wait until the page has heard of it."""
LEFT = "scroller => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight"


async def from_top(message: Locator) -> None:
    """Wait until it is the first thing that is seen."""
    await message.page.wait_for_function(FROM_TOP, arg=await message.get_attribute("id"))


async def at_end(page: Page) -> None:
    """Wait until nothing of the channel is below what is seen."""
    await page.wait_for_function(AT_END)


async def phone(page: Page) -> None:
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # two numbers


async def test_a_tall_message_is_seen_from_its_top(specimen: Open) -> None:
    page = specimen.page
    await phone(page)
    for _ in range(2):
        message = await send(page, "/everything")
        await expect(message.get_by_role("heading", name="A section")).to_be_in_viewport(ratio=1)
        await from_top(message)
        assert not await page.evaluate(AT_END), "it is taller than the window"


async def test_a_short_one_is_seen_at_the_end(specimen: Open) -> None:
    page = specimen.page
    await phone(page)
    await send(page, "/everything")
    message = await send(page, "/whisper")
    await expect(page.locator("#messages > li")).to_have_count(3)
    await expect(message.locator(".body")).to_be_in_viewport()
    await expect(last(page).locator(".whisper")).to_be_in_viewport(ratio=1)
    await at_end(page)


async def test_a_promised_message_is_seen_from_its_top_once_it_is_there(specimen: Open) -> None:
    page = specimen.page
    await phone(page)
    await send(page, "/words")
    specimen.bot.go_on.clear()
    await enter(page, "/slow")
    await expect(last(page)).to_contain_text("is thinking")
    await at_end(page)
    specimen.bot.long = True
    specimen.bot.go_on.set()
    await expect(last(page)).to_contain_text("Thought about it")
    await expect(last(page).locator(".head")).to_be_in_viewport(ratio=1)
    await from_top(last(page))


async def test_so_it_is_where_the_answer_was_waited_for(specimen: Open) -> None:
    """The page says "Sending command…" meanwhile, below what was promised."""
    page = specimen.page
    await phone(page)
    await send(page, "/words")
    specimen.bot.go_on.clear()
    await enter(page, "/slow")
    await expect(last(page)).to_contain_text("is thinking")
    await expect(page.locator(".sending")).to_be_in_viewport(ratio=1)
    specimen.bot.long = True
    specimen.bot.go_on.set()
    await expect(last(page)).to_contain_text("Thought about it")
    await expect(page.locator(".sending")).to_have_count(0)
    await from_top(last(page))


async def test_the_window_grows_smaller_and_the_top_stays(specimen: Open) -> None:
    """As when a phone's keyboard comes up."""
    page = specimen.page
    await phone(page)
    message = await send(page, "/everything")
    await page.set_viewport_size({"width": 390, "height": 500})
    await expect(message.get_by_role("heading", name="A section")).to_be_in_viewport(ratio=1)
    await from_top(message)


async def test_who_reads_further_up_is_not_moved(specimen: Open) -> None:
    page = specimen.page
    await phone(page)
    await send(page, "/everything")
    scroller = page.locator("#scroller")
    await scroller.evaluate(SCROLL, 0)
    await expect(page.locator("#welcome")).to_be_in_viewport()
    other = await page.context.new_page()
    await other.goto(specimen.url)
    await send(other, "/words")
    await other.close()
    await expect(page.locator("#messages > li")).to_have_count(2)
    assert await scroller.evaluate("scroller => scroller.scrollTop") == 0


async def test_who_has_read_to_the_end_is_not_taken_back_to_the_top(specimen: Open) -> None:
    page = specimen.page
    await phone(page)
    await send(page, "/everything")
    await page.locator("#scroller").evaluate(SCROLL, 100_000)
    await page.set_viewport_size({"width": 390, "height": 700})
    await at_end(page)


async def test_the_keyboard_stays_on_what_it_pressed(specimen: Open) -> None:
    """The button of the next edition has another custom id and another name."""
    page = specimen.page
    message = await send(page, "/classic")
    await message.get_by_role("button", name="Count 0").focus()
    await page.keyboard.press("Enter")
    await expect(message.get_by_role("button", name="Count 1")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(message.get_by_role("button", name="Count 2")).to_be_focused()


async def test_the_keyboard_goes_to_the_nearest_when_a_button_is_switched_off(specimen: Open) -> None:
    page = specimen.page
    message = await send(page, "/pages")
    await message.get_by_role("button", name="Next").focus()
    await page.keyboard.press("Enter")
    await expect(message).to_contain_text("Page 2, at length")
    await expect(message.get_by_role("button", name="Next")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(message).to_contain_text("Page 3")
    await expect(message.get_by_role("button", name="Next")).to_be_disabled()
    await expect(message.get_by_role("button", name="Mark")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(message.get_by_role("button", name="Undo")).to_be_focused()


async def test_the_keyboard_comes_back_from_a_modal_to_a_message_that_changed(specimen: Open) -> None:
    page = specimen.page
    message = await send(page, "/pages")
    await message.get_by_role("button", name="Go to").focus()
    await page.keyboard.press("Enter")
    await page.locator("dialog.modal").get_by_role("textbox").fill("2")
    await page.keyboard.press("Enter")
    await expect(page.locator("dialog.modal")).to_have_count(0)
    await expect(message).to_contain_text("Page 2")
    await expect(message.get_by_role("button", name="Go to")).to_be_focused()


async def test_the_keyboard_stays_when_the_answer_is_a_new_message(specimen: Open) -> None:
    page = specimen.page
    message = await send(page, "/private")
    await message.get_by_role("button", name="Show to everyone").focus()
    await page.keyboard.press("Enter")
    await expect(last(page)).to_contain_text("For all to see")
    assert await active(page) == "Show to everyone"
