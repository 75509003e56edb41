"""What a person does on the page, in the words of a test."""

from __future__ import annotations

import re

from playwright.async_api import Locator, Page, expect

from bot.ui.kit.base36 import base36


async def enter(page: Page, line: str) -> None:
    """Type a command without picking from the suggestions, and send it."""
    await page.locator("#say").fill(f"{line} ")
    if await page.locator(".suggest").is_visible():
        await page.keyboard.press("Escape")
    await page.keyboard.press("Enter")


async def send(page: Page, line: str) -> Locator:
    """The same, and return the message it brings."""
    await expect(page.locator("#messages")).not_to_have_attribute("aria-busy", "true")
    before = await page.locator("#messages > li").count()
    await enter(page, line)
    await expect(page.locator("#messages > li:not(.sending)")).not_to_have_count(before)
    return page.locator(f"#{await last(page).get_attribute('id')}")


def last(page: Page) -> Locator:
    """The latest message."""
    return page.locator("#messages > li:not(.sending)").last


async def active(page: Page) -> str:
    """The name of what has the keyboard."""
    return str(
        await page.evaluate(
            "() => { const e = document.activeElement; return e.getAttribute('aria-label') || e.textContent || e.id }"
        )
    )


async def choose(page: Page, menu: Locator, *labels: str) -> None:
    """Open a select menu and click on these; one that takes several is closed afterwards."""
    await menu.click()
    for label in labels:
        await page.locator(".select-list:popover-open .option").filter(has_text=label).first.click()
    if await page.locator(".select-list:popover-open").count():
        await page.mouse.click(2, 2)


def pressable(message: Locator, form: str) -> Locator:
    """The buttons and selects of this form in a message: the page keeps custom ids as data-key."""
    return message.locator(f'[data-key^="{form}:"]')


def card(message: Locator, film_id: int) -> Locator:
    """What only stands in a message that is the card of this film."""
    return pressable(message, f"seen:mark:{base36(film_id)}")


def list_page(message: Locator, list_id: int) -> Locator:
    """What only stands in a message that is a page of this list."""
    return pressable(message, f"list:entry:{base36(list_id)}")


async def film_of(message: Locator) -> int:
    """The id of the film whose card a message is."""
    key = await pressable(message, "seen:mark").get_attribute("data-key")
    assert key is not None
    return int(key.split(":")[2], 36)


async def other_film(message: Locator, *before: int) -> int:
    """Wait until a card shows none of these films any more, and return which it shows."""
    keys = "|".join(base36(one) for one in before)
    await expect(pressable(message, "seen:mark")).to_have_attribute(
        "data-key", re.compile(rf"^seen:mark:(?!(?:{keys}):)")
    )
    return await film_of(message)


async def press(message: Locator, form: str) -> None:
    """Click the button of this form."""
    await pressable(message, form).click()


async def beside(page: Page, message: Locator, form: str) -> Locator:
    """Press what is answered with a message of its own, and return that."""
    count = await page.locator("#messages > li").count()
    await press(message, form)
    await expect(page.locator("#messages > li:not(.sending)")).to_have_count(count + 1)
    return page.locator(f"#{await last(page).get_attribute('id')}")


async def pick(page: Page, menu: Locator, value: str) -> None:
    """Open a select menu and click on the option whose value is, or begins with, this."""
    await menu.click()
    await page.locator(f'.select-list:popover-open .option[data-value^="{value}"]').first.click()


async def become(page: Page, name: str) -> None:
    """Be somebody else, or choose another theme."""
    await page.locator("label.radio").filter(has_text=name).click()


async def fits(page: Page) -> bool:
    """Whether nothing sticks out to the right."""
    return bool(
        await page.evaluate(
            "() => document.documentElement.scrollWidth <= innerWidth"
            " && document.querySelector('#scroller').scrollWidth <= document.querySelector('#scroller').clientWidth"
        )
    )
