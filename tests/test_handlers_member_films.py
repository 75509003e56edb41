"""The pages of /me through the real wire: progress, watchlist, seen films, settings."""

from __future__ import annotations

import pytest

from bot.preview.channel import Exchange
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, Member
from bot.services.catalogue import Catalogue
from bot.ui.kit.base36 import base36
from bot.ui.member_films import PAGE_SIZE
from tests import pages
from tests.members import keep, kept, rows
from tests.pages import choose, film_of, list_of, message_of, offered_films, open_film, press, text_of
from tests.shipped import ASCENT, COME_AND_SEE, STALKER, SURVIVAL, films_on, lists_of

pytestmark = pytest.mark.usefixtures("bot")

GONE = 4711
"""A film that has left the catalogue."""


async def my(standin: StandIn, tab: str, member: Member = ANNA) -> Exchange:
    page = await standin.slash("me films", member=member)
    return await press(standin, page, f"mine:tab:{tab}", member=member)


# The pages


async def test_progress_per_list(standin: StandIn, catalogue: Catalogue) -> None:
    await keep(catalogue, "seen", ASCENT, COME_AND_SEE)
    page = await standin.slash("me films")
    assert message_of(page).ephemeral
    for one in lists_of(catalogue):
        seen = len({ASCENT, COME_AND_SEE} & set(films_on(catalogue, one.id)))
        assert f"{one.title}: {seen} of {one.film_count} " in text_of(page)
    assert "2 films seen" in text_of(page)
    opened = await choose(standin, page, "mine:list", base36(SURVIVAL))
    assert message_of(opened).ephemeral
    assert list_of(opened) == SURVIVAL
    assert text_of(opened).count(pages.SEEN) == len(
        {ASCENT, COME_AND_SEE} & set(films_on(catalogue, SURVIVAL))
    )


async def test_every_page_leads_to_the_others(standin: StandIn) -> None:
    page = await standin.slash("me films")
    for tab in ("watchlist", "seen", "settings", "lists"):
        page = await press(standin, page, f"mine:tab:{tab}")
        assert page.state == "updated"
        shown = [one["custom_id"] for one in pages.buttons(page, "mine:tab") if one["disabled"]]
        assert [pages.fields(one)[0] for one in shown] == [tab]


async def test_watchlist_open_remove_put_back_and_deal(standin: StandIn, catalogue: Catalogue) -> None:
    await keep(catalogue, "watchlist", STALKER, ASCENT, COME_AND_SEE)
    before = await kept(catalogue, "watchlist")
    newest_first = [COME_AND_SEE, ASCENT, STALKER]
    page = await my(standin, "watchlist")
    assert offered_films(page, "mine:open") == newest_first
    opened = await open_film(standin, page, "mine:open", STALKER)
    assert message_of(opened).id != message_of(page).id
    assert message_of(opened).ephemeral
    assert film_of(opened) == STALKER
    assert film_of(await press(standin, page, "mine:deal")) in newest_first
    without = await open_film(standin, page, "mine:drop", ASCENT)
    assert without.state == "updated"
    assert "The Ascent" in text_of(without), "what was taken off is named"
    assert offered_films(without, "mine:open") == [COME_AND_SEE, STALKER]
    back = await press(standin, without, "mine:back")
    assert offered_films(back, "mine:open") == newest_first
    assert await kept(catalogue, "watchlist") == before


async def test_recently_seen_and_not_seen_after_all(standin: StandIn, catalogue: Catalogue) -> None:
    await keep(catalogue, "seen", STALKER, ASCENT)
    before = await kept(catalogue, "seen")
    page = await my(standin, "seen")
    assert offered_films(page, "mine:open") == [ASCENT, STALKER]
    assert "mine:deal" not in pages.forms(page)
    without = await open_film(standin, page, "mine:drop", STALKER)
    assert set(await kept(catalogue, "seen")) == {ASCENT}
    await press(standin, without, "mine:back")
    assert await kept(catalogue, "seen") == before


async def test_how_many_stands_on_the_tabs(standin: StandIn, catalogue: Catalogue) -> None:
    await keep(catalogue, "seen", STALKER, ASCENT)
    await keep(catalogue, "watchlist", COME_AND_SEE)
    page = await standin.slash("me films")
    assert "2" in pages.button(page, "mine:tab:seen")["label"]
    assert "1" in pages.button(page, "mine:tab:watchlist")["label"]


async def test_pages_turn_in_place(standin: StandIn, catalogue: Catalogue) -> None:
    films = films_on(catalogue)[: PAGE_SIZE + 2]
    await keep(catalogue, "watchlist", *films)
    page = await my(standin, "watchlist")
    newest_first = films[::-1]
    assert offered_films(page, "mine:open") == newest_first[:PAGE_SIZE]
    second = await press(standin, page, "mine:next")
    assert message_of(second).id == message_of(page).id
    assert offered_films(second, "mine:open") == newest_first[PAGE_SIZE:]
    assert offered_films(await press(standin, second, "mine:prev"), "mine:open") == newest_first[:PAGE_SIZE]


async def test_empty_pages_have_nothing_to_press_and_say_what_to_do(standin: StandIn) -> None:
    for tab in ("watchlist", "seen"):
        page = await my(standin, tab)
        assert set(pages.forms(page)) == {"mine:tab"}
        assert "Nothing yet." in text_of(page)


async def test_a_film_that_left_the_catalogue_can_only_be_taken_off(
    standin: StandIn, catalogue: Catalogue
) -> None:
    await keep(catalogue, "seen", STALKER, GONE)
    page = await my(standin, "seen")
    assert "No longer in the catalogue" in text_of(page)
    assert offered_films(page, "mine:open") == [STALKER]
    without = await open_film(standin, page, "mine:drop", GONE)
    assert offered_films(without, "mine:drop") == [STALKER]
    assert set(await kept(catalogue, "seen")) == {STALKER}


async def test_settings_are_remembered(standin: StandIn, catalogue: Catalogue) -> None:
    page = await standin.slash("me settings")
    chosen = await choose(standin, page, "mine:filter", "unseen")
    options = pages.select(chosen, "mine:filter")["options"]
    assert [one["value"] for one in options if one.get("default")] == ["unseen"]
    assert [row[:2] for row in await rows(catalogue.database, "member_settings")] == [(ANNA.id, "unseen")]
    await choose(standin, chosen, "mine:filter", "any")
    assert await rows(catalogue.database, "member_settings") == []


@pytest.mark.parametrize("form", ["mine:allow", "mine:disallow"])
async def test_a_switch_of_an_older_page_shows_the_settings(
    standin: StandIn, catalogue: Catalogue, form: str
) -> None:
    """Since everybody is asked each time, there is nothing to be allowed beforehand."""
    page = await standin.slash("me settings")
    exchange = await standin.press(message_of(page), f"{form}:settings:0", forged=True)
    assert exchange.state == "updated"
    assert pages.forms(exchange) == pages.forms(page)
    assert await rows(catalogue.database, "member_settings") == []
