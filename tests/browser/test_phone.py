"""The real bot on a phone."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.acting import fits, send
from tests.browser.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize("line", ["/random", "/film Come and See", "/list survival"])
async def test_an_answer_shows_its_title_when_it_arrives(kinoteka: Open, line: str) -> None:
    page = kinoteka.page
    await page.set_viewport_size({"width": 390, "height": 844})
    message = await send(page, line)
    await expect(message.locator(".head")).to_be_in_viewport(ratio=1)
    await expect(message.get_by_role("heading").first).to_be_in_viewport(ratio=1)
    assert await fits(page)
