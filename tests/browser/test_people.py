"""Who looks: two members, a DM, another language, a reload, a phone, the keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from tests.browser.acting import active, become, enter, fits, last, send
from tests.browser.conftest import Open, load

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_an_empty_channel_offers_three_commands(specimen: Open) -> None:
    page = specimen.page
    await expect(page.locator(".example")).to_have_text(["/everything", "/words", "/classic"])
    await page.locator(".example").nth(1).click()
    await expect(last(page)).to_contain_text("Heading one")
    await expect(page.locator(".examples")).to_be_hidden()
    await expect(page.locator("#announcer"), "who only listens").to_contain_text("Kinoteka: Heading one")


async def test_the_second_member_sees_what_all_see_and_nothing_private(specimen: Open) -> None:
    page = specimen.page
    await send(page, "/words")
    await send(page, "/whisper")
    await expect(page.locator("#messages > li")).to_have_count(3)
    await become(page, "Boris")
    await expect(page.locator("#messages > li")).to_have_count(1)
    message = await send(page, "/me export")
    await expect(message).to_contain_text("Boris used /me export")
    await become(page, "Anna")
    await expect(page.locator("#messages > li")).to_have_count(3)


async def test_who_comes_in_finds_nothing_left_and_hears_nothing_again(specimen: Open) -> None:
    page = specimen.page
    for line in ("/words", "/gallery 10", "/classic"):
        await send(page, line)
    await page.locator("#scroller").evaluate("scroller => scroller.scrollTo(0, 0)")
    await expect(last(page)).not_to_be_in_viewport()
    await page.locator("#announcer").evaluate("announcer => announcer.replaceChildren()")
    left = await page.evaluate(
        "() => { document.querySelectorAll('[name=member]')[1].click();"
        " return document.querySelectorAll('#messages > li').length }"
    )
    assert left == 0, "it is not known yet what Boris may see"
    await expect(page.locator("#messages > li")).to_have_count(3)
    await expect(last(page)).to_be_in_viewport()
    await expect(page.locator("#announcer")).to_be_empty()


async def test_commands_for_managers_are_for_managers(specimen: Open) -> None:
    page = specimen.page
    await become(page, "Boris")
    await expect(await send(page, "/manage")).to_contain_text("Managed")
    await page.locator(".place").nth(1).click()
    await page.locator("#say").fill("/man")
    await expect(page.locator(".suggest-note")).to_have_text("No command is called that.")
    await become(page, "Anna")
    await page.locator(".place").first.click()
    await page.locator("#say").fill("/man")
    await expect(page.locator(".suggest-note")).to_have_text("No command is called that.")


async def test_two_windows_see_the_same(specimen: Open) -> None:
    page = specimen.page
    other = await page.context.new_page()
    await other.goto(specimen.url)
    await other.locator(".example").first.wait_for()
    await send(page, "/classic")
    await expect(last(other).get_by_role("button", name="Count 0")).to_be_visible()
    await last(other).get_by_role("button", name="Count 0").click()
    await expect(last(page)).to_contain_text("Counted to 1")
    await other.close()


async def test_a_dm_is_another_channel(specimen: Open) -> None:
    page = specimen.page
    await send(page, "/words")
    await page.get_by_role("button", name="Kinoteka", exact=True).click()
    await expect(page.locator("#channel-head h1")).to_have_text("Kinoteka")
    await expect(page.locator("#messages > li")).to_have_count(0)
    await send(page, "/slow")
    assert specimen.standin.exchanges[-1].place.kind == "dm"
    await page.get_by_role("button", name="film-club").click()
    await expect(page.locator("#messages > li")).to_have_count(1)
    await expect(last(page)).to_contain_text("Heading one")


async def test_the_language_goes_with_what_one_does(specimen: Open) -> None:
    page = specimen.page
    await page.get_by_label("Their language").select_option("ru")
    message = await send(page, "/words")
    assert specimen.standin.exchanges[-1].payload["locale"] == "ru"
    await expect(message.locator(".prose time").last).to_contain_text("назад")


async def test_everybody_has_a_language_of_their_own(specimen: Open) -> None:
    page = specimen.page
    language = page.get_by_label("Their language")
    await expect(language).to_have_value("en-US")
    await become(page, "Вера")
    await expect(language).to_have_value("ru")
    await send(page, "/words")
    assert specimen.standin.exchanges[-1].payload["locale"] == "ru"
    await become(page, "Boris")
    await language.select_option("uk")
    await become(page, "Anna")
    await expect(language).to_have_value("en-US")
    await become(page, "Boris")
    await expect(language).to_have_value("uk")
    await page.reload()
    await expect(page.get_by_label("Their language")).to_have_value("uk")


async def test_the_server_has_one_language_for_all(specimen: Open) -> None:
    page = specimen.page
    other = await page.context.new_page()
    await other.goto(specimen.url)
    await page.get_by_label("The server’s language").select_option("ru")
    await expect(other.get_by_label("The server’s language")).to_have_value("ru")
    await other.close()
    await send(page, "/words")
    sent = specimen.standin.exchanges[-1].payload
    assert (sent["locale"], sent["guild_locale"], sent["guild"]["locale"]) == ("en-US", "ru", "ru")
    await page.locator(".place").nth(1).click()
    await send(page, "/words")
    assert "guild_locale" not in specimen.standin.exchanges[-1].payload


async def test_on_a_phone_one_tap_makes_one_somebody_else(specimen: Open) -> None:
    page = specimen.page
    switch = page.get_by_role("group", name="Who is typing").locator("button")
    await expect(switch.first).to_be_hidden()
    for width in (390, 360):
        await page.set_viewport_size({"width": width, "height": 844})
        await expect(switch).to_have_count(4)
        for at, name in enumerate(("Anna", "Boris", "Вера", "Clara")):
            await switch.nth(at).click()
            await expect(switch.nth(at)).to_have_attribute("aria-pressed", "true")
            await expect(switch.nth(at)).to_be_focused()
            await expect(page.locator(".me")).to_contain_text(name)
            box = await switch.nth(at).bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 36, "wide enough for a finger"
            assert await fits(page)
        await expect(page.locator("#channel-head h1")).to_be_visible()
    await send(page, "/whisper")
    assert specimen.standin.exchanges[-1].member.name == "Clara"
    await switch.first.click()
    await expect(page.locator("#messages > li")).to_have_count(0)


async def test_a_reload_keeps_the_channel_and_the_switches(specimen: Open) -> None:
    page = specimen.page
    await become(page, "Boris")
    await become(page, "Light")
    await send(page, "/words")
    await send(page, "/silent")
    await page.reload()
    await expect(page.locator("#messages > li")).to_have_count(2)
    await expect(page.locator("#messages > li").first).to_contain_text("Heading one")
    await expect(last(page)).to_contain_text("The application did not respond")
    await expect(page.locator("label.radio").filter(has_text="Boris").locator("input")).to_be_checked()
    await expect(page.locator("body")).to_have_css("background-color", "rgb(251, 251, 251)")


async def test_the_theme_follows_the_system_until_one_is_chosen(specimen: Open) -> None:
    page = specimen.page
    body = page.locator("body")
    await expect(body).to_have_css("background-color", "rgb(26, 26, 30)")
    await page.emulate_media(color_scheme="light")
    await expect(body).to_have_css("background-color", "rgb(251, 251, 251)")
    await become(page, "Dark")
    await expect(body).to_have_css("background-color", "rgb(26, 26, 30)")


async def test_at_phone_width_everything_fits_and_the_switches_come_in(specimen: Open) -> None:
    page = specimen.page
    await page.set_viewport_size({"width": 360, "height": 640})
    for line in ("/words", "/everything", "/classic", "/gallery 10"):
        await send(page, line)
        assert await fits(page), line
    await page.locator("#say").fill("/options x year:1985 private:")
    assert await fits(page)
    await expect(page.locator("#sidebar")).to_be_hidden()
    await page.get_by_role("button", name="Switches").click()
    await expect(page.locator("#sidebar")).to_be_visible()
    await become(page, "Boris")
    await page.keyboard.press("Escape")
    await expect(page.locator("#sidebar")).to_be_hidden()
    await expect(page.locator(".me")).to_have_text(re.compile("Boris"))
    await enter(page, "/form")
    assert await fits(page)


async def test_by_keyboard_alone_from_the_first_key(specimen: Open) -> None:
    page = specimen.page
    await load(specimen)
    assert await active(page) == "Message: type / for commands"
    await page.keyboard.type("/classic")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(last(page)).to_contain_text("Classic")
    for _ in range(12):
        await page.keyboard.press("Shift+Tab")
        if await active(page) == "Count 0":
            break
    outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "one must see where the keyboard is"
    await page.keyboard.press("Space")
    await expect(last(page)).to_contain_text("Counted to 1")
    await page.keyboard.press("Enter")
    await expect(last(page)).to_contain_text("Counted to 2")
    await page.keyboard.type("/")
    assert await active(page) == "Message: type / for commands"
