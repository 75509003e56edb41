"""What a person does on the page, in the words of a test."""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect


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


async def fits(page: Page) -> bool:
    """Whether nothing sticks out to the right."""
    return bool(
        await page.evaluate(
            "() => document.documentElement.scrollWidth <= innerWidth"
            " && document.querySelector('#scroller').scrollWidth <= document.querySelector('#scroller').clientWidth"
        )
    )
