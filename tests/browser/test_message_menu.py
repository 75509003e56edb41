"""What people write, and the commands in the context menu of a message: by mouse, by finger, by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.acting import active, become, last, send
from tests.browser.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TEXT = "Solaris, then Stalker tonight?"


async def write(page: Page, text: str) -> Locator:
    """Write to the others, and return the message."""
    await page.locator("#say").fill(text)
    await page.keyboard.press("Enter")
    await expect(last(page)).to_contain_text(text)
    return page.locator(f"#{await last(page).get_attribute('id')}")


def entry(page: Page, name: str) -> Locator:
    return page.locator(".menu").get_by_role("menuitem", name=name)


async def entries(page: Page) -> list[str]:
    return await page.locator(".menu").get_by_role("menuitem").all_inner_texts()


async def test_people_write_to_each_other_and_the_bot_is_not_told(specimen: Open) -> None:
    page = specimen.page
    message = await write(page, f"{TEXT} <b>now</b>")
    await expect(message.locator(".head .name")).to_have_text("Anna")
    await expect(message.locator(".tag")).to_have_count(0)
    assert await message.locator("b").count() == 0
    await expect(page.locator("#announcer")).to_contain_text("Anna: Solaris")
    await become(page, "Вера")
    await expect(last(page)).to_contain_text(TEXT)
    await write(page, "Да!")
    await expect(last(page).locator(".head .name")).to_have_text("Вера")
    assert not specimen.standin.exchanges


async def test_a_right_click_offers_the_bot_s_commands(specimen: Open) -> None:
    page = specimen.page
    await write(page, TEXT)
    await become(page, "Boris")
    await last(page).click(button="right")
    await expect(page.locator(".menu .menu-title").first).to_have_text("Apps")
    assert await entries(page) == ["Count the words", "Whisper about it", "Copy text"]
    await entry(page, "Count the words").click()
    await expect(page.locator(".menu")).to_have_count(0)
    await expect(page.locator("#messages > li")).to_have_count(2)
    await expect(last(page)).to_contain_text("4 words of Anna")
    await expect(last(page).locator(".origin").first).to_have_text("BBoris used Count the words")
    await expect(last(page).locator(".origin .replied")).to_have_text(TEXT)
    sent = specimen.standin.exchanges[-1].payload["data"]
    assert (sent["type"], sent["target_id"]) == (3, specimen.standin.messages[0].data["id"])


async def test_nothing_is_offered_on_what_nobody_else_sees(specimen: Open) -> None:
    page = specimen.page
    await write(page, TEXT)
    await last(page).click(button="right")
    await entry(page, "Whisper about it").click()
    await expect(last(page)).to_contain_text("Between us")
    await last(page).locator(".body").click(button="right")
    assert await entries(page) == ["Copy text", "Show payload"]
    await page.keyboard.press("Escape")
    await expect(page.locator(".menu")).to_have_count(0)


async def test_the_keyboard_reaches_the_menu_and_comes_back(specimen: Open) -> None:
    page = specimen.page
    message = await write(page, TEXT)
    await message.get_by_role("button", name="More").focus()
    await page.keyboard.press("Enter")
    await expect(entry(page, "Count the words")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(entry(page, "Whisper about it")).to_be_focused()
    await page.keyboard.press("End")
    await expect(entry(page, "Copy text")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(entry(page, "Count the words")).to_be_focused()
    await page.keyboard.press("Escape")
    assert await active(page) == "More"
    await page.keyboard.press("Shift+F10")
    await expect(entry(page, "Count the words")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(last(page)).to_contain_text("4 words of Anna")
    await expect(message.get_by_role("button", name="More")).to_be_focused()


async def test_a_click_elsewhere_closes_the_menu_and_links_keep_the_browser_s(specimen: Open) -> None:
    page = specimen.page
    message = await send(page, "/words")
    await message.locator(".prose").click(button="right", position={"x": 4, "y": 4})
    await expect(page.locator(".menu")).to_be_visible()
    await page.mouse.click(700, 20)
    await expect(page.locator(".menu")).to_have_count(0)
    await message.locator(".prose a").first.click(button="right")
    await expect(page.locator(".menu")).to_have_count(0)


async def hold(target: Locator, *, move: int = 0) -> None:
    """A finger on it: down, perhaps moved, and after a long press up, which the browser makes a click of."""
    box = await target.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch: dict[str, Any] = {
        "pointerType": "touch",
        "isPrimary": True,
        "bubbles": True,
        "clientX": x,
        "clientY": y,
    }
    await target.dispatch_event("pointerdown", touch)
    if move:
        await target.dispatch_event("pointermove", touch | {"clientY": y - move})


async def test_a_long_press_opens_the_menu_and_presses_nothing(specimen: Open) -> None:
    page = specimen.page
    await page.set_viewport_size({"width": 390, "height": 844})
    message = await send(page, "/classic")
    button = message.get_by_role("button", name="Count 0")
    await hold(button)
    await expect(page.locator(".menu")).to_be_visible()
    box = await page.locator(".menu").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] + box["height"] <= 844
    await button.dispatch_event("pointerup", {"pointerType": "touch", "bubbles": True})
    await button.dispatch_event("click")
    await expect(page.locator(".menu")).to_be_visible()
    await entry(page, "Count the words").click()
    await expect(last(page)).to_contain_text("1 words of Kinoteka")
    kinds = [exchange.kind for exchange in specimen.standin.exchanges]
    assert kinds == ["slash", "message_command"], "the button under the finger was not pressed"
    await button.click()
    await expect(message).to_contain_text("Counted to 1")


async def test_a_finger_that_scrolls_opens_nothing(specimen: Open) -> None:
    page = specimen.page
    message = await send(page, "/classic")
    await page.clock.install()
    try:
        await hold(message.locator(".prose").first, move=40)
        await page.clock.run_for(2000)
        await expect(page.locator(".menu")).to_have_count(0)
        await hold(message.locator(".prose").first)
        await page.clock.run_for(2000)
        await expect(page.locator(".menu")).to_be_visible()
    finally:
        await page.keyboard.press("Escape")
        await page.clock.resume()


async def test_what_others_cannot_see_is_not_quoted_to_them(specimen: Open) -> None:
    page = specimen.page
    await send(page, "/private")
    await last(page).get_by_role("button", name="Show to everyone").click()
    await expect(page.locator("#messages > li")).to_have_count(2)
    await expect(last(page)).to_contain_text("For all to see")
    await expect(last(page).locator(".whisper")).to_have_count(0)
    await expect(last(page).locator(".replied")).to_have_text("Between us")
    await expect(page.locator("#messages > li").first.locator(".whisper")).to_be_visible()
    await become(page, "Boris")
    await expect(page.locator("#messages > li")).to_have_count(1)
    await expect(last(page).locator(".replied")).to_have_text("Message could not be loaded.")
    await expect(last(page)).to_contain_text("For all to see")
