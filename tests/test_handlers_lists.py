"""/list: all lists, one of them, and what of it a member has seen."""

from __future__ import annotations

import pytest

from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM, Member
from bot.services.catalogue import Catalogue
from bot.ui.kit.base36 import base36
from db.types import EntryLine
from tests import pages
from tests.members import keep
from tests.pages import (
    choose,
    film_of,
    list_of,
    message_of,
    offered_entries,
    open_entry,
    press,
    text_of,
    title_of,
)
from tests.shipped import ASCENT, LONELINESS, SURVIVAL, entries_on, films_on, lists_of

pytestmark = pytest.mark.usefixtures("bot")

PAGE = 10
"""Entries on a page."""


async def seen_on_survival(catalogue: Catalogue, *film_ids: int, member: Member = ANNA) -> None:
    await keep(catalogue, "seen", *film_ids, member=member)


def ids(entries: tuple[EntryLine, ...] | list[EntryLine]) -> list[int]:
    return [one.id for one in entries]


async def test_without_a_name_it_shows_all(standin: StandIn, catalogue: Catalogue) -> None:
    exchange = await standin.slash("list")
    lists = lists_of(catalogue)
    assert [words for level, words in pages.headings(exchange) if level == 3] == [one.title for one in lists]
    assert pages.lists_offered(exchange) == [one.id for one in lists]
    opened = await pages.open_list(standin, exchange, LONELINESS)
    assert opened.state == "updated"
    assert list_of(opened) == LONELINESS


async def test_a_page_has_ten_entries_in_order_and_says_who_made_them(
    standin: StandIn, catalogue: Catalogue
) -> None:
    exchange = await standin.slash("list", {"name": "survival"})
    entries = (await entries_on(catalogue, SURVIVAL))[:PAGE]
    assert offered_entries(exchange, "list:entry") == ids(entries)
    text = text_of(exchange)
    places = [text.index(f"**{entry.listed_title}**") for entry in entries]
    assert places == sorted(places)
    for entry in entries:
        if entry.film and entry.film.directors:
            assert entry.film.directors[0] in text


async def test_a_list_by_another_name(standin: StandIn) -> None:
    assert list_of(await standin.slash("list", {"name": "одиночество"})) == LONELINESS


async def test_an_unknown_list_is_answered_privately(standin: StandIn, catalogue: Catalogue) -> None:
    exchange = await standin.slash("list", {"name": "xyzzy plugh"})
    assert message_of(exchange).ephemeral
    assert "xyzzy plugh" in text_of(exchange)
    opened = await press(standin, exchange, "list:show")
    assert len(pages.lists_offered(opened)) == len(lists_of(catalogue))


async def test_autocomplete(standin: StandIn, catalogue: Catalogue) -> None:
    lists = lists_of(catalogue)
    assert len(await standin.autocomplete("list", "name", "")) == min(len(lists), 25)
    (row,) = await standin.autocomplete("random", "list", "surv")
    assert row["value"] == f"id:{base36(SURVIVAL)}"
    assert list_of(await standin.slash("list", {"name": row["value"]})) == SURVIVAL


@pytest.mark.parametrize("options", [{}, {"name": "survival"}])
async def test_a_private_answer_is_private(standin: StandIn, options: dict[str, str]) -> None:
    assert message_of(await standin.slash("list", {**options, "private": True})).ephemeral


# What of it a member has seen


async def test_without_what_was_seen_it_is_private(standin: StandIn, catalogue: Catalogue) -> None:
    entries = [one for one in await entries_on(catalogue, SURVIVAL) if one.film]
    seen = [entries[0], entries[3]]
    await seen_on_survival(catalogue, *(one.film.id for one in seen if one.film))
    unseen = await standin.slash("list", {"name": "survival", "seen": "unseen"})
    assert message_of(unseen).ephemeral
    left = [one for one in entries if one not in seen]
    assert offered_entries(unseen, "sifted:entry") == ids(left)[:PAGE], (
        "no entry without a film is among them"
    )
    only_seen = await standin.slash("list", {"name": "survival", "seen": "seen"})
    assert offered_entries(only_seen, "sifted:entry") == ids(seen)
    card = await open_entry(standin, only_seen, "sifted:entry", seen[0].id)
    assert film_of(card) == films_on(catalogue, SURVIVAL)[0]
    whole = await press(standin, unseen, "list:open")
    assert offered_entries(whole, "list:entry") == ids((await entries_on(catalogue, SURVIVAL))[:PAGE])


async def test_it_is_said_how_many_are_left(standin: StandIn, catalogue: Catalogue) -> None:
    await seen_on_survival(catalogue, *films_on(catalogue, SURVIVAL)[:2])
    films = len(films_on(catalogue, SURVIVAL))
    sifted = await standin.slash("list", {"name": "survival", "seen": "unseen"})
    assert f"Only films you have not seen: {films - 2} of {films}" in text_of(sifted)
    sifted = await standin.slash("list", {"name": "survival", "seen": "seen"})
    assert f"Only films you have seen: 2 of {films}" in text_of(sifted)


async def test_nothing_left_offers_the_whole_list(standin: StandIn) -> None:
    nothing = await standin.slash("list", {"name": "survival", "seen": "seen"})
    assert "sifted:entry" not in pages.forms(nothing)
    assert list_of(await press(standin, nothing, "list:open")) == SURVIVAL


async def test_marks_stand_on_private_pages_only(standin: StandIn, catalogue: Catalogue) -> None:
    await seen_on_survival(catalogue, ASCENT)
    for public in ({}, {"seen": "any", "private": False}):
        assert pages.SEEN not in text_of(await standin.slash("list", {"name": "survival", **public}))
    private = {"name": "survival", "private": True}
    assert text_of(await standin.slash("list", private)).count(pages.SEEN) == 1
    assert pages.SEEN not in text_of(await standin.slash("list", private, member=BORIS))


async def test_the_remembered_choice_holds_for_private_lists(standin: StandIn, catalogue: Catalogue) -> None:
    await seen_on_survival(catalogue, ASCENT)
    await choose(standin, await standin.slash("me settings"), "mine:filter", "unseen")
    public = await standin.slash("list", {"name": "survival"})
    (entry,) = (one.id for one in await entries_on(catalogue, SURVIVAL) if one.film and one.film.id == ASCENT)
    assert entry in offered_entries(public, "list:entry")
    private = await standin.slash("list", {"name": "survival", "private": True})
    assert entry not in offered_entries(private, "sifted:entry")
    every = await standin.slash("list", {"name": "survival", "private": True, "seen": "any"})
    assert entry in offered_entries(every, "list:entry")
    assert text_of(every).count(pages.SEEN) == 1


async def test_marks_stay_while_a_private_page_turns_and_on_a_copy(
    standin: StandIn, catalogue: Catalogue
) -> None:
    await seen_on_survival(catalogue, ASCENT, member=BORIS)
    everyone = await standin.slash("list")
    copy = await pages.open_list(standin, everyone, SURVIVAL, member=BORIS)
    assert message_of(copy).visible_to == BORIS.id
    assert text_of(copy).count(pages.SEEN) == 1
    first = offered_entries(copy, "list:entry")[0]
    card = await open_entry(standin, copy, "list:entry", first, member=BORIS)
    assert text_of(await press(standin, card, "list:back", member=BORIS)).count(pages.SEEN) == 1
    opened = await pages.open_list(standin, everyone, SURVIVAL, member=ANNA)
    assert pages.SEEN not in text_of(opened)


async def test_in_a_direct_message_pages_are_private_anyway(standin: StandIn, catalogue: Catalogue) -> None:
    await seen_on_survival(catalogue, ASCENT)
    page = await standin.slash("list", {"name": "survival"}, place=DM)
    assert text_of(page).count(pages.SEEN) == 1
    assert title_of(page) == "Survival"
