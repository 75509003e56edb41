"""Modals: every field kind, checked before anything is sent."""

from __future__ import annotations

import pytest
from playwright.async_api import FilePayload, Locator, Page, expect

from tests.browser.acting import choose, enter, last, send
from tests.browser.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def opened(page: Page, line: str) -> Locator:
    await enter(page, line)
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_be_visible()
    return dialog


async def test_fields_are_checked_and_then_sent(specimen: Open) -> None:
    page = specimen.page
    dialog = await opened(page, "/form")
    await expect(dialog.get_by_role("heading")).to_have_text("Every kind of field")
    await expect(dialog.locator(".prose")).to_have_text("Fields marked with a star are required.")
    await expect(dialog.get_by_label("Title")).to_be_focused()
    await dialog.get_by_role("button", name="Submit").click()
    troubles = dialog.locator(".field-trouble:not(:empty)")
    await expect(troubles).to_have_text(
        ["This field is required.", "Please choose one.", "Please choose something."]
    )
    await dialog.get_by_label("Title").fill("It")
    await expect(troubles.first).to_have_text("Please write at least 3 characters (2 now).")
    await dialog.get_by_label("Title").fill("A title of more than twenty letters")
    await expect(troubles.first).to_have_text("Please write at most 20 characters (35 now).")
    await dialog.get_by_label("Title").fill("Solaris")
    await dialog.get_by_text("Quiet").click()
    await choose(page, dialog.get_by_role("combobox"), "Stalker")
    await expect(troubles).to_have_count(0)
    await dialog.get_by_role("button", name="Submit").click()
    await expect(dialog).to_have_count(0)
    await expect(last(page)).to_contain_text(
        "Got {'title': 'Solaris', 'words': '', 'mood': 'quiet', 'film': ['stalker']} []"
    )


async def test_the_other_kinds(specimen: Open) -> None:
    page = specimen.page
    dialog = await opened(page, "/form other:True")
    for tag in ("war", "sea", "ice"):
        await dialog.get_by_label(tag, exact=True).check()
    await dialog.get_by_role("button", name="Submit").click()
    await expect(dialog.locator(".field-trouble:not(:empty)")).to_have_text("Please choose at most 2.")
    await dialog.get_by_label("sea", exact=True).uncheck()
    await dialog.get_by_label("I have seen it").check()
    await dialog.get_by_label("Stills").set_input_files(
        FilePayload(name="still.txt", mimeType="text/plain", buffer=b"a still")
    )
    await choose(page, dialog.get_by_role("combobox", name="With whom"), "Boris")
    await dialog.get_by_role("button", name="Submit").click()
    answer = last(page)
    await expect(answer).to_contain_text("'tags': ['war', 'ice'], 'seen': True")
    await expect(answer).to_contain_text("'who': ['1290000000000000102'], 'where': []")
    await expect(answer).to_contain_text("['still.txt']")


async def test_the_keyboard_stays_in_the_modal_and_escape_leaves_it(specimen: Open) -> None:
    page = specimen.page
    message = await send(page, "/everything")
    button = message.get_by_role("button", name="Success")
    await button.focus()
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("Title")).to_be_focused()
    for _ in range(12):
        await page.keyboard.press("Tab")
        inside = (
            "document.activeElement.closest('dialog') !== null || document.activeElement === document.body"
        )
        assert await page.evaluate(inside)
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(button).to_be_focused()


async def test_a_modal_without_an_answer_stays_and_says_so(specimen: Open) -> None:
    page = specimen.page
    dialog = await opened(page, "/form other:True")
    await dialog.get_by_label("war", exact=True).check()
    specimen.bot.silent = True
    await dialog.get_by_role("button", name="Submit").click()
    await expect(dialog.get_by_role("alert")).to_have_text("Something went wrong. Try again.")
