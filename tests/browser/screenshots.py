"""Renew the pictures of the preview in docs/screenshots: `make screenshots`.

Starts `python -m bot preview` on a fresh database and does what a member would do; needs Debian's chromium. Letters
are those of the machine: with the packages fonts-inter and fonts-noto-color-emoji they come near Discord's.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright, expect

from tests.browser.acting import choose, last, send
from tests.browser.chromium import ARGUMENTS, executable

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"


@asynccontextmanager
async def preview(pictures: str) -> AsyncIterator[str]:
    """The address of a running preview with a database of its own; what it draws goes to `pictures`."""
    with tempfile.TemporaryDirectory() as folder:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "preview", "--port", "0"),
            *("--database", f"sqlite:///{folder}/preview.sqlite3"),
            env=os.environ | {"LOG_LEVEL": "ERROR", "PICTURE_DIR": pictures},
            stdout=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None
        try:
            said = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
            found = re.search(r"http://\S+", said)
            if found is None:
                raise SystemExit(f"the preview did not start: {said!r}")
            yield found.group()
        finally:
            process.terminate()
            await process.wait()


@asynccontextmanager
async def window(
    browser: Browser,
    url: str,
    *,
    width: int = 1120,
    height: int = 780,
    theme: str = "dark",
    scale: float = 1.5,
) -> AsyncIterator[Page]:
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme="light" if theme == "light" else "dark",
        has_touch=width < 500,
        is_mobile=width < 500,
    )
    page = await context.new_page()
    await page.goto(url)
    await page.locator("#say").wait_for()
    yield page
    await context.close()


async def shoot(page: Page, name: str) -> None:
    """Wait until all pictures are there, then take one of the page."""
    for image in await page.locator("img").all():
        await expect(image).to_have_js_property("complete", True)
    await page.mouse.move(2, 2)
    await page.wait_for_timeout(250)
    await page.screenshot(path=FOLDER / f"{name}.png")
    print(f"docs/screenshots/{name}.png")


async def evening(page: Page) -> None:
    """What a member does on his first evening, picture by picture."""
    await shoot(page, "welcome")
    await page.locator("#say").click()
    await page.keyboard.type("/")
    await shoot(page, "commands")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await send(page, "/list survival")
    await shoot(page, "list")
    await choose(page, last(page).get_by_role("combobox"), "The Ascent")
    await expect(last(page).locator("h1")).to_contain_text("The Ascent")
    await shoot(page, "entry")
    await last(page).get_by_role("button", name="Next").click()
    await expect(last(page).locator("h1")).to_contain_text("White Sun")
    await shoot(page, "next")
    await page.keyboard.type("/film come and s")
    await page.locator("#suggestions [role=option]").first.wait_for()
    await shoot(page, "autocomplete")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(last(page).locator("h1")).to_contain_text("Come and See")
    await shoot(page, "film")
    await last(page).get_by_role("combobox").filter(has_text="Also on").click()
    await shoot(page, "also-on")
    await page.keyboard.press("Enter")
    await last(page).get_by_role("button", name="Sources").click()
    await last(page).locator(".whisper").wait_for()
    await shoot(page, "sources")
    await send(page, "/random")
    await shoot(page, "random")
    dealt = await last(page).locator("h1").inner_text()
    await last(page).get_by_role("button", name="Another one").click()
    await expect(last(page).locator("h1")).not_to_have_text(dealt)
    await shoot(page, "another-one")
    await last(page).hover()
    await last(page).get_by_role("button", name="payload").click()
    await shoot(page, "payload")


async def main() -> None:
    path = executable()
    if path is None:
        raise SystemExit("no chromium here: apt-get install chromium")
    FOLDER.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        with tempfile.TemporaryDirectory() as pictures:
            async with preview(pictures) as url, window(browser, url, height=1000, scale=1) as page:
                await evening(page)
            async with preview(pictures) as url:  # an empty channel again, and the pictures are drawn
                async with window(browser, url, height=1080, scale=2) as page:
                    await expect((await send(page, "/film Come and See")).locator("img")).to_be_visible()
                    await shoot(page, "card-dark")
                async with window(browser, url, theme="light", height=1080) as page:
                    await shoot(page, "card-light")
                async with window(browser, url, width=390, height=844, scale=2) as page:
                    await shoot(page, "phone")
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
