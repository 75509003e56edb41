"""Faults switched on the page, by mouse and by keyboard alone."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from bot.preview.faults import ANSWER_FAULTS, ARRIVAL_FAULTS
from bot.preview.switches import GATEWAY_AWAY, RIGHTS
from tests.browser.acting import enter, fits, last, pressable, send
from tests.browser.conftest import Open
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(autouse=True, loop_scope="session")
async def _calm(_kinoteka: Open) -> AsyncIterator[None]:
    yield
    _kinoteka.standin.faults.calm()
    await _kinoteka.standin.ready(20)


def sheet(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Faults")


async def test_every_fault_has_a_row(kinoteka: Open) -> None:
    page = kinoteka.page
    await page.get_by_role("button", name="Faults").click()
    rows = await sheet(page).locator("select").evaluate_all("all => all.map(one => one.id)")
    assert rows == [f"fault-{one}" for one in (*ANSWER_FAULTS, *ARRIVAL_FAULTS, GATEWAY_AWAY, *RIGHTS)]
    await page.keyboard.press("Escape")
    await expect(sheet(page)).to_be_hidden()


async def test_what_befell_a_message_stands_below_it(kinoteka: Open) -> None:
    page = kinoteka.page
    await page.get_by_role("button", name="Faults").click()
    cut = sheet(page).get_by_label("The connection is cut", exact=True)
    await cut.select_option("The next 3 times")
    await sheet(page).get_by_role("button", name="Done").click()
    await expect(page.locator("#faults")).to_have_text("Faults: 1 on")
    card = await send(page, "/random")  # nothing to type, so no suggestions that the faults could befall
    await expect(pressable(card, "seen:mark")).to_be_visible()
    await expect(card.locator(".befallen")).to_contain_text("The connection is cut ×3 · answered after")
    await expect(page.locator("#faults")).to_have_text("Faults")
    await page.locator("#faults").click()
    await expect(cut).to_have_value("0")
    await expect(page.locator("#fault-reset-about")).to_contain_text("Happened 3 times.")
    await expect(sheet(page).get_by_role("button", name="Switch all off")).to_be_disabled()
    await page.keyboard.press("Escape")
    again = await send(page, "/film Stalker")
    await expect(again.locator(".befallen")).to_have_count(0)


async def test_by_keyboard_until_switched_off(kinoteka: Open) -> None:
    page, faults = kinoteka.page, kinoteka.standin.faults
    await page.locator("#faults").focus()
    await page.keyboard.press("Enter")
    await expect(sheet(page)).to_be_visible()
    while "“Slow down”" not in await page.evaluate(
        "() => document.activeElement.labels?.[0]?.textContent ?? ''"
    ):
        await page.keyboard.press("Tab")
    await page.keyboard.press("End")
    await expect(page.locator("#fault-rate_limit")).to_have_value("forever")
    await until(lambda: faults.rates == {"rate_limit": 1.0})
    await page.keyboard.press("Escape")
    await expect(page.locator("#faults")).to_have_text("Faults: 1 on")
    await expect(page.locator("#faults")).to_be_focused()
    await enter(page, "/film Stalker")
    await expect(last(page)).to_contain_text("The application did not respond")
    await expect(last(page).locator(".befallen")).to_contain_text("“Slow down”, says Discord ×")
    await page.locator("#faults").focus()
    await page.keyboard.press("Enter")
    await sheet(page).get_by_role("button", name="Switch all off").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#faults")).to_have_text("Faults")
    await until(lambda: not faults.rates)


async def test_on_a_phone(kinoteka: Open) -> None:
    page = kinoteka.page
    await page.set_viewport_size({"width": 360, "height": 740})
    await page.locator("#faults").click()
    await sheet(page).get_by_label("Discord cannot be reached").select_option("Until switched off")
    await expect(page.locator("#faults")).to_have_text("Faults: 1 on")
    assert await fits(page)
    await sheet(page).get_by_role("button", name="Switch all off").click()
    await sheet(page).get_by_role("button", name="Done").click()
    await expect(page.locator("#faults .faults-words")).to_be_hidden()
    assert await fits(page)
