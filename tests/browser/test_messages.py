"""The page shows what a bot can send."""

from __future__ import annotations

import json

import pytest
from playwright.async_api import Locator, expect

from tests.browser.acting import choose, last, send
from tests.browser.conftest import Open
from tests.browser.looks import HTML

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_markdown(specimen: Open) -> None:
    message = await send(specimen.page, "/words")
    await check_marks(message.locator(".prose"))
    await check_links(message)
    await check_html(message)
    spoiler = message.get_by_role("button", name="Spoiler, show it")
    await expect(spoiler.locator(".spoiler-words")).to_have_css("opacity", "0")
    await spoiler.focus()
    await specimen.page.keyboard.press("Enter")
    await expect(message.locator(".spoiler-words")).to_have_css("opacity", "1")


async def check_marks(prose: Locator) -> None:
    for element, text in {
        "h1": "Heading one",
        "h2": "Heading two",
        "h3": "Heading three",
        "small": "Subtext, small and grey",
        "em >> nth=0": "italics",
        "em >> nth=1": "also",
        "strong em, em strong": "both",
        "u": "underline",
        "s": "strike",
        "code >> nth=0": "inline *code*",
        "pre code": 'print("**raw** <b>")',
        "blockquote >> nth=0": "a quote\nof two lines",
        "ul > li > ul > li > ol > li >> nth=1": "again",
        "button.mention": "/words",
        ".mention >> nth=0": "@Anna",
        ".mention >> nth=1": "film-club",
    }.items():
        await expect(prose.locator(element)).to_have_text(text)
    assert await prose.locator("ol").last.get_attribute("start") == "7"
    await expect(prose.locator("blockquote").last).to_contain_text("to the end")
    await expect(prose.locator("time").first).to_have_text("January 1, 1970")
    await expect(prose.locator("time").last).to_contain_text("years ago")
    await expect(prose).to_contain_text("*not italics* #")
    await expect(prose).to_contain_text("snake_case_name")


async def check_links(message: Locator) -> None:
    """Only addresses of the web become links, and none that lies."""
    links = message.locator(".prose a")
    assert [await link.get_attribute("href") for link in await links.all()] == [
        "https://en.wikipedia.org/wiki/Come_and_See_(film)",
        "https://example.org/a_(b)",
        "https://example.org/c",
    ]
    await expect(message).to_contain_text("[script](javascript:alert(1))")
    await expect(message).to_contain_text("[https://liar.example](https://example.org)")


async def check_html(message: Locator) -> None:
    """A title with HTML in it is text."""
    await expect(message).to_contain_text(HTML)
    assert await message.locator("img[src='x'], b").count() == 0
    assert await message.page.title() == "#film-club – Kinoteka preview"


async def test_components_of_every_kind(specimen: Open) -> None:
    message = await send(specimen.page, "/everything")
    container = message.locator(".container.accented")
    accent = await container.evaluate("box => getComputedStyle(box, '::before').backgroundColor")
    assert accent == "rgb(200, 16, 46)"
    await expect(container.locator(".section").first.locator("img")).to_have_attribute("alt", "A thumbnail")
    await expect(container.locator(".gallery.count-3 img")).to_have_count(3)
    await expect(container.locator(".file a")).to_have_text("notes.txt")
    await expect(container.locator("hr.separator")).to_have_count(1)
    await expect(container.locator("div.separator.wide")).to_have_count(1)
    await expect(container.get_by_role("button", name="Danger")).to_be_disabled()
    await expect(container.get_by_role("link", name="Link")).to_have_attribute("href", "https://example.org/")
    await expect(message.get_by_role("combobox")).to_have_count(6)
    loaded = await message.locator("img").evaluate_all("all => all.every(one => one.naturalWidth > 0)")
    assert loaded, "a picture did not load from our own address"
    await check_html(message)
    await message.get_by_role("button", name="Enlarge: Picture number 1").click()
    lightbox = specimen.page.locator("dialog.lightbox")
    await expect(lightbox.locator("p")).to_have_text("Picture number 1")
    await specimen.page.keyboard.press("Escape")
    await expect(lightbox).to_have_count(0)
    cover = message.locator(".cover")
    await cover.click()
    await expect(cover).to_have_count(0)


async def test_galleries_are_as_wide_as_their_message(specimen: Open) -> None:
    for count in (1, 2, 5, 10):
        await check_gallery(await send(specimen.page, f"/gallery {count}"), count)


async def check_gallery(message: Locator, count: int) -> None:
    boxes = [await one.bounding_box() for one in await message.locator(".gallery .picture").all()]
    assert len(boxes) == count
    gallery = await message.locator(".gallery").bounding_box()
    assert gallery is not None
    for box in boxes:
        assert box is not None
        assert box["width"] > 40
        assert box["x"] >= gallery["x"] - 1
        assert box["x"] + box["width"] <= gallery["x"] + gallery["width"] + 1


async def test_an_embed_and_attachments(specimen: Open) -> None:
    message = await send(specimen.page, "/classic")
    embed = message.locator(".embed")
    await expect(embed.locator(".embed-title")).to_have_text("An embed")
    await expect(embed.locator(".embed-author")).to_have_text("The author")
    await expect(embed.locator(".embed-footer")).to_contain_text("The footer • ")
    await expect(embed.locator(".embed-field.third-3")).to_have_count(3)
    await expect(embed.locator(".embed-field")).to_have_count(4)
    await expect(embed.locator(".embed-image")).to_have_text("A picture on elsewhere.example")
    async with specimen.page.expect_download() as download:
        await message.locator(".file a").click()
    assert (await download.value).suggested_filename == "subtitles.srt"
    await check_html(message)


@pytest.mark.parametrize("scheme", ["JavaScript:", "data:text/html,", "discord://"])
async def test_only_addresses_of_the_web_can_be_followed(specimen: Open, scheme: str) -> None:
    """The stand-in refuses most others, as Discord does; the page does not rely on it."""
    page = specimen.page
    await send(page, "/everything")
    await send(page, "/classic")
    for message in specimen.standin.messages:
        message.data = json.loads(json.dumps(message.data).replace("https://", scheme))
    await page.reload()
    await expect(page.locator(".embed-title")).to_have_text("An embed")
    protocols = await page.locator("#messages a").evaluate_all("all => all.map(one => one.protocol)")
    assert protocols == ["http:", "http:"], "the two files to download"
    await expect(page.get_by_role("button", name="Link")).to_be_disabled()
    await expect(page.locator(".embed-image")).to_contain_text(f"A picture on {scheme}elsewhere.example")


async def test_an_edit_changes_the_message_in_place_and_keeps_the_keyboard_there(specimen: Open) -> None:
    page = specimen.page
    await send(page, "/classic")
    for number in range(3):
        button = last(page).get_by_role("button", name=f"Count {number}")
        await button.focus()
        await page.keyboard.press("Enter")
        await expect(last(page)).to_contain_text(f"Counted to {number + 1}")
        await expect(last(page).get_by_role("button", name=f"Count {number + 1}")).to_be_focused()
    await expect(page.locator("#messages > li")).to_have_count(1)
    await expect(last(page).locator(".edited")).to_have_text("(edited)")


async def test_select_menus(specimen: Open) -> None:
    page = specimen.page
    everything = await send(page, "/everything")
    menus = everything.get_by_role("combobox")
    for name, labels, answer in (
        ("Choose one", ["Stalker"], "stalker"),
        ("Choose two or three", ["Solaris", "Mirror"], "solaris, mirror"),
        ("Somebody", ["Boris"], "1290000000000000102"),
        ("Where", ["film-club"], "1290000000000000202"),
    ):
        count = await page.locator("#messages > li").count()
        await choose(page, menus.filter(has_text=name), *labels)
        await expect(page.locator("#messages > li")).to_have_count(count + 1)
        await expect(last(page)).to_contain_text(f"You chose {answer}")


async def test_select_menus_by_keyboard(specimen: Open) -> None:
    page = specimen.page
    everything = await send(page, "/everything")
    menu = everything.get_by_role("combobox").filter(has_text="Choose two")
    await menu.focus()
    for key in ("ArrowDown", "End", "Enter", "s", "Enter", "Tab"):
        await page.keyboard.press(key)
    await expect(last(page)).to_contain_text("You chose solaris, html")


async def test_a_deferred_answer_thinks_first(specimen: Open) -> None:
    page = specimen.page
    specimen.bot.go_on.clear()
    message = await send(page, "/slow")
    await expect(message).to_contain_text("Kinoteka is thinking…")
    specimen.bot.go_on.set()
    await expect(message).to_contain_text("Thought about it")
    await expect(message.locator(".edited")).to_have_count(0)


async def test_no_answer_is_said_as_discord_says_it(specimen: Open) -> None:
    page = specimen.page
    message = await send(page, "/silent")
    await expect(message).to_contain_text("Anna used /silent")
    await expect(message).to_contain_text("The application did not respond")
    await message.get_by_role("button", name="Dismiss message").click()
    await expect(page.locator("#messages > li")).to_have_count(0)
    message = await send(page, "/everything")
    await message.get_by_role("button", name="Primary").click()
    await expect(message.get_by_role("alert")).to_have_text("This interaction failed")


async def test_ephemeral_messages_can_be_dismissed_for_good(specimen: Open) -> None:
    page = specimen.page
    await send(page, "/whisper")
    await expect(page.locator("#messages > li")).to_have_count(2)
    await expect(last(page).locator(".origin")).to_contain_text("Between us")
    await expect(last(page).locator(".whisper")).to_contain_text("Only you can see this")
    await last(page).get_by_role("button", name="Dismiss message").click()
    await expect(page.locator("#messages > li")).to_have_count(1)
    await page.reload()
    await expect(last(page)).to_contain_text("Between us")
    await expect(page.locator("#messages > li")).to_have_count(1)


async def test_the_payload_is_what_the_bot_sent(specimen: Open) -> None:
    page = specimen.page
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    message = await send(page, "/whisper")
    await page.locator("#messages > li").first.hover()
    await page.locator("#messages > li").first.get_by_role("button", name="payload").click()
    dialog = page.get_by_role("dialog")
    shown = json.loads(await dialog.locator("pre").inner_text())
    assert shown == specimen.standin.messages[0].sent
    await dialog.get_by_role("button", name="Copy").click()
    await expect(dialog.get_by_role("button", name="Copied")).to_be_visible()
    assert json.loads(await page.evaluate("navigator.clipboard.readText()")) == shown
    await dialog.get_by_role("button", name="Close").click()
    await expect(dialog).to_have_count(0)
    await expect(message).to_be_visible()


async def test_what_was_refused_stands_in_the_payload(specimen: Open) -> None:
    page = specimen.page
    message = await send(page, "/refused")
    await expect(message).to_contain_text("The application did not respond")
    await message.hover()
    await message.get_by_role("button", name="payload").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Refused by the stand-in")
    await expect(page.get_by_role("dialog")).to_contain_text("BASE_TYPE_MAX_LENGTH")
