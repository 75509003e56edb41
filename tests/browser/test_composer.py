"""Typing a command, the way Discord's client does it."""

from __future__ import annotations

import pytest
from playwright.async_api import FilePayload, Page, expect

from tests.browser.acting import active, enter, last, send
from tests.browser.conftest import Open
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def press(page: Page, *keys: str) -> None:
    for key in keys:
        await page.keyboard.press(key)


async def rows(page: Page) -> list[str]:
    return [await row.inner_text() for row in await page.locator("#suggestions .suggest-label").all()]


async def answered_late(specimen: Open) -> None:
    """Let the suggestions for "slow" come now; return when the page has dealt with them."""
    async with specimen.page.expect_response("**/api/autocomplete") as late:
        specimen.bot.suggest.set()
    await (await late.value).finished()
    await specimen.page.evaluate("() => new Promise((done) => setTimeout(done))")


async def test_a_slash_lists_the_commands_that_are_registered(specimen: Open) -> None:
    page = specimen.page
    await page.keyboard.type("/")
    listed = [row.split("\n")[0].split()[0] for row in await rows(page)]
    assert listed[:4] == ["/everything", "/words", "/classic", "/gallery"]
    assert listed[-2:] == ["/options", "/me"], "/manage is not for Anna"
    await expect(page.locator("#suggestions")).to_contain_text("All of the markdown")
    await page.keyboard.type("wor")
    assert (await rows(page))[0].startswith("/words")
    await press(page, "Tab", "Enter")
    await expect(last(page)).to_contain_text("Heading one")


async def test_a_slash_reaches_the_composer_from_anywhere(specimen: Open) -> None:
    page = specimen.page
    await send(page, "/words")
    await page.locator("#scroller").focus()
    await page.keyboard.type("/whi")
    assert [row.split()[0] for row in await rows(page)] == ["/whisper"]


async def test_arrows_choose_and_escape_closes(specimen: Open) -> None:
    page = specimen.page
    await page.keyboard.type("/")
    await press(page, "ArrowDown", "ArrowDown", "ArrowUp")
    await expect(page.locator("#suggestions [aria-selected=true]")).to_contain_text("/words")
    assert await page.locator("#say").get_attribute("aria-activedescendant") == "suggestion-1"
    await press(page, "Escape")
    await expect(page.locator(".suggest")).to_be_hidden()
    assert await page.locator("#say").input_value() == "/"


async def test_subcommands_are_commands_of_their_own(specimen: Open) -> None:
    message = await send(specimen.page, "/me export")
    await expect(message.locator(".origin")).to_contain_text("Anna used /me export")


async def test_options_become_chips_required_first(specimen: Open) -> None:
    page = specimen.page
    await page.keyboard.type("/options")
    await press(page, "Enter")
    await expect(page.locator(".chip-name")).to_have_text(["title"])
    assert await active(page) == "title: Any film"
    await page.keyboard.type("sol")
    await expect(page.locator("#suggestions .suggest-label")).to_have_text(["Solaris"])
    await press(page, "Enter")  # picks, and goes on
    assert await rows(page) == ["year", "who", "kind", "private"]
    await page.keyboard.type("ye")
    await press(page, "Tab")
    await page.keyboard.type("1972")
    await press(page, "ArrowRight")
    await page.keyboard.type("who:Bor")
    assert await rows(page) == ["Boris"]
    await press(page, "Tab")
    await page.keyboard.type("kind:")
    assert await rows(page) == ["Long", "Short"]
    await press(page, "ArrowDown", "Enter")
    await page.keyboard.type("private:")
    assert await rows(page) == ["True", "False"]
    await press(page, "Enter")
    await expect(page.locator(".chip-name")).to_have_text(["title", "year", "who", "kind", "private"])
    await press(page, "Enter")
    await expect(last(page)).to_contain_text("title=id:solaris year=1972 who=Boris kind=short private=True")
    await expect(page.locator(".chip")).to_have_count(0)
    assert await active(page) == "Message: type / for commands"


async def test_plain_typing_and_pasting_mean_the_same(specimen: Open) -> None:
    page = specimen.page
    for line, answer in {
        "/options Come and See": "title=Come and See year=None",
        "/options title:Come and See": "title=Come and See year=None",
        "/options Come and See year:1985 kind:Long": "title=Come and See year=1985 who=None kind=long",
        "/options private: true who: boris title: A: B": "title=A: B year=None who=Boris kind=None private=True",
    }.items():
        await expect(await send(page, line)).to_contain_text(answer)
        before = await page.locator("#messages > li").count()
        await page.keyboard.type(line)
        await press(page, "Escape", "Enter")
        await expect(page.locator("#messages > li")).to_have_count(before + 1)
        await expect(last(page)).to_contain_text(answer)


async def test_the_bot_is_asked_while_one_types_and_late_answers_are_dropped(specimen: Open) -> None:
    page, asked = specimen.page, specimen.bot.asked
    specimen.bot.suggest.clear()
    await page.locator("#say").fill("/options ")
    await expect(page.locator("#suggestions [role=option]")).to_have_count(4)
    await page.keyboard.type("slow")
    await until(lambda: "slow" in asked)
    await page.keyboard.type("l")
    await press(page, "Backspace", "Backspace", "Backspace", "Backspace", "Backspace")
    await page.keyboard.type("sta")
    await expect(page.locator("#suggestions .suggest-label")).to_have_text(["Stalker"])
    await answered_late(specimen)
    assert await rows(page) == ["Stalker"]
    assert (asked[0], asked[-1]) == ("", "sta")


async def test_what_was_closed_stays_closed(specimen: Open) -> None:
    page, asked = specimen.page, specimen.bot.asked
    specimen.bot.suggest.clear()
    async with page.expect_response("**/api/autocomplete"):  # on a busy machine, "failed" may come by itself
        await page.locator("#say").fill("/options slow")
        await until(lambda: "slow" in asked)
        await page.keyboard.press("Escape")
        specimen.bot.suggest.set()
    await expect(page.locator(".suggest")).to_be_hidden()
    await page.keyboard.press("Enter")
    await expect(last(page)).to_contain_text("title=slow ")


async def test_suggestions_that_do_not_come(specimen: Open) -> None:
    page = specimen.page
    await page.locator("#say").fill("/options never")
    await expect(page.locator(".suggest-note")).to_have_text("Loading options failed")
    await page.locator(".chip input").fill("xyz")
    await expect(page.locator(".suggest-note")).to_have_text("No options match your search")


async def test_what_is_missing_or_wrong_is_pointed_out(specimen: Open) -> None:
    page = specimen.page
    for line, sentence in {
        "/options": "“title” is needed: Any film.",
        "/gallery": "“count” is needed: How many.",
        "/gallery many": "“count” must be a whole number.",
        "/gallery 11": "“count” must be at most 10.",
        "/options x year:1800": "“year” must be at least 1895.",
        "/options x private:maybe": "“private” must be True or False.",
        "/options x kind:Wide": "“kind” must be one of the choices shown.",
        "/options x who:Carol": "“who” must be one of those shown.",
        "/words more": "/words has no option for “more”.",
    }.items():
        await enter(page, line)
        await expect(page.locator(".composer-trouble")).to_have_text(sentence)
        if "no option" not in sentence:
            await expect(page.locator(".chip.wrong input")).to_be_focused()
        await press(page, "Escape", "Escape")
    await expect(page.locator("#messages > li")).to_have_count(0)


async def test_backspace_takes_chips_away_and_then_the_command(specimen: Open) -> None:
    page = specimen.page
    await page.locator("#say").fill("/options A year:5 ")
    await press(page, "Backspace", "Backspace")
    await expect(page.locator(".chip-name")).to_have_text(["title"])
    await press(page, "Backspace", "Backspace")
    await expect(page.locator(".chip")).to_have_count(0)
    await press(page, "Backspace")
    assert await page.locator("#say").input_value() == "/options"
    await press(page, "Escape", "Escape")
    assert await page.locator("#say").input_value() == ""


async def test_a_file_goes_with_a_command(specimen: Open) -> None:
    page = specimen.page
    await enter(page, "/upload")
    await expect(page.locator(".composer-trouble")).to_have_text("“file” is needed: Any file.")
    still = FilePayload(name="films.csv", mimeType="text/csv", buffer=b"Title,Year")
    await page.locator(".chip input").set_input_files(still)
    await page.get_by_role("button", name="Send").click()
    await expect(last(page)).to_contain_text("Got films.csv, 10 bytes")


async def test_words_that_are_no_command_are_answered(specimen: Open) -> None:
    page = specimen.page
    await page.keyboard.type("hello")
    await press(page, "Enter")
    await expect(page.locator(".composer-trouble")).to_have_text(
        "Kinoteka reads commands only. Type / to see them."
    )


async def test_a_command_can_be_clicked_in_a_text_and_above_a_message(specimen: Open) -> None:
    page = specimen.page
    message = await send(page, "/words")
    for button in (message.locator("button.mention"), message.locator(".used-command")):
        await button.click()
        await expect(page.locator(".pill")).to_have_text("/words")
        await press(page, "Escape")


async def test_a_command_can_be_chosen_by_mouse(specimen: Open) -> None:
    page = specimen.page
    await page.locator("#say").click()
    await page.keyboard.type("/")
    await page.locator("#suggestions .option").filter(has_text="/whisper").click()
    await page.get_by_role("button", name="Send").click()
    await expect(last(page)).to_contain_text("And a follow-up")
