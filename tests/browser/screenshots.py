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
from typing import Any

from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from tests.browser.acting import last, press, send
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
    scale: float = 1,
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


async def typing(page: Page) -> None:
    """What the page is like before anything was asked, and while somebody types."""
    await shoot(page, "welcome")
    await page.locator("#say").click()
    await page.keyboard.type("/")
    await shoot(page, "commands")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await page.keyboard.type("/film come and s")
    await page.locator("#suggestions [role=option]").first.wait_for()
    await shoot(page, "autocomplete")


async def pictured(page: Page, typed: str) -> Locator:
    """The answer to a command, asked again if its picture was not drawn in time."""
    for _ in range(5):
        message = await send(page, typed)
        if await message.locator("img").count():
            return message
        await page.wait_for_timeout(1500)
    raise SystemExit(f"no picture in the answer to {typed}")


async def round_trip(page: Page, look: str) -> None:
    """Every kind of answer once, as `<kind>-<look>.png`."""
    await pictured(page, "/list")
    await shoot(page, f"lists-{look}")
    await pictured(page, "/list survival")
    await shoot(page, f"list-{look}")
    await send(page, "/recommend bleak winter, hard choices")
    await shoot(page, f"recommend-{look}")
    await pictured(page, "/random")
    await shoot(page, f"random-{look}")
    await send(page, "/quiz")
    await shoot(page, f"quiz-{look}")
    await press(last(page), "quiz:partly")
    await shoot(page, f"quiz-answered-{look}")
    await pictured(page, "/film Come and See")
    await shoot(page, f"card-{look}")
    await press(last(page), "card:more")
    await shoot(page, f"details-{look}")


LOOKS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("dark", {"height": 1120}),
    ("light", {"height": 1120, "theme": "light"}),
    ("phone", {"width": 390, "height": 844, "scale": 1.5}),
)
"""Name of a look, and the window it is seen in."""


async def main() -> None:
    path = executable()
    if path is None:
        raise SystemExit("no chromium here: apt-get install chromium")
    FOLDER.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        with tempfile.TemporaryDirectory() as pictures:
            async with preview(pictures) as url, window(browser, url) as page:
                await typing(page)
            for look, options in LOOKS:
                async with preview(pictures) as url, window(browser, url, **options) as page:
                    await round_trip(page, look)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
