"""“Seen it” and “Watchlist” on a card, through the real wire."""

from __future__ import annotations

import asyncio
import re

import pytest

from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM
from bot.services.catalogue import Catalogue
from tests import pages
from tests.members import keep, kept, rows
from tests.pages import message_of, open_entry, press, text_of
from tests.shipped import ASCENT, LONELINESS, STALKER, SURVIVAL, entries_on, films_on, lists_of

pytestmark = pytest.mark.usefixtures("bot")

CARD = {"title": "Stalker"}


async def test_seen_it_is_answered_in_one_private_line_and_the_card_stays(standin: StandIn) -> None:
    card = await standin.slash("film", {"title": "The Ascent"})
    before = dict(message_of(card).data)
    exchange = await press(standin, card, "seen:mark")
    assert message_of(exchange).ephemeral
    assert re.fullmatch(r"Seen: The Ascent\. [\w -]+: 1 of \d+ ▰▱+", text_of(exchange))
    assert pages.forms(exchange) == ["seen:undo"]
    assert message_of(card).data == before


async def test_progress_is_that_of_the_list_the_card_speaks_for(
    standin: StandIn, catalogue: Catalogue
) -> None:
    films = len(films_on(catalogue, SURVIVAL))
    empty = "▱" * (min(films, 10) - 2)
    first = (await entries_on(catalogue, SURVIVAL))[0]
    page = await standin.slash("list", {"name": "survival"})
    card = await open_entry(standin, page, "list:entry", first.id)
    assert f"Survival: 1 of {films} ▰▱{empty}" in text_of(await press(standin, card, "seen:mark"))
    other = await press(standin, card, "card:next")
    assert f"Survival: 2 of {films} ▰▰{empty}" in text_of(await press(standin, other, "seen:mark"))


async def test_undo_and_again(standin: StandIn, catalogue: Catalogue) -> None:
    line = await press(standin, await standin.slash("film", CARD), "seen:mark")
    since = await kept(catalogue, "seen")
    assert set(since) == {STALKER}
    undone = await press(standin, line, "seen:undo")
    assert undone.state == "updated"
    assert message_of(undone).id == message_of(line).id
    assert await kept(catalogue, "seen") == {}
    assert pages.forms(undone) == ["seen:redo"]
    await press(standin, undone, "seen:redo")
    assert await kept(catalogue, "seen") == since, "the time comes back, too"


async def test_what_the_lines_say(standin: StandIn) -> None:
    card = await standin.slash("film", CARD)
    line = await press(standin, card, "seen:mark")
    assert text_of(line).startswith("Seen: Stalker.")
    assert text_of(await press(standin, card, "seen:mark")).startswith(
        "You had already marked this as seen: Stalker"
    )
    undone = await press(standin, line, "seen:undo")
    assert text_of(undone).startswith("No longer among your seen films: Stalker.")
    wanted = await press(standin, card, "watchlist:add")
    assert text_of(wanted) == "On your watchlist: Stalker."
    assert text_of(await press(standin, card, "watchlist:add")) == "Already on your watchlist: Stalker."
    both = await press(standin, card, "seen:mark")
    assert text_of(both).startswith("Seen: Stalker. Off your watchlist with it.")
    assert text_of(await press(standin, wanted, "watchlist:undo")) == "Not on your watchlist: Stalker."


async def test_pressing_ten_times_at_once_leaves_one_row(standin: StandIn, catalogue: Catalogue) -> None:
    card = await standin.slash("film", CARD)
    exchanges = await asyncio.gather(*(press(standin, card, "seen:mark") for _ in range(10)))
    assert all(exchange.state == "answered" for exchange in exchanges)
    assert len(await rows(catalogue.database, "seen")) == 1
    undone = await asyncio.gather(*(press(standin, exchanges[0], "seen:undo") for _ in range(5)))
    assert {message_of(one).id for one in undone} == {message_of(exchanges[0]).id}
    assert await rows(catalogue.database, "seen") == []


async def test_seen_takes_it_off_the_watchlist_and_undo_puts_it_back(
    standin: StandIn, catalogue: Catalogue
) -> None:
    await keep(catalogue, "watchlist", STALKER)
    wanted = await kept(catalogue, "watchlist")
    line = await press(standin, await standin.slash("film", CARD), "seen:mark")
    assert await kept(catalogue, "watchlist") == {}
    await press(standin, line, "seen:undo")
    assert await kept(catalogue, "watchlist") == wanted


async def test_watchlist_and_undo(standin: StandIn, catalogue: Catalogue) -> None:
    line = await press(standin, await standin.slash("film", CARD), "watchlist:add")
    assert message_of(line).ephemeral
    wanted = await kept(catalogue, "watchlist")
    assert set(wanted) == {STALKER}
    off = await press(standin, line, "watchlist:undo")
    assert await kept(catalogue, "watchlist") == {}
    await press(standin, off, "watchlist:redo")
    assert await kept(catalogue, "watchlist") == wanted


async def test_whoever_presses_keeps_it_for_themselves(standin: StandIn, catalogue: Catalogue) -> None:
    card = await standin.slash("film", CARD, member=ANNA)
    line = await press(standin, card, "seen:mark", member=BORIS)
    assert message_of(line).visible_to == BORIS.id
    assert set(await kept(catalogue, "seen", BORIS)) == {STALKER}
    assert await kept(catalogue, "seen", ANNA) == {}


async def test_in_a_direct_message(standin: StandIn, catalogue: Catalogue) -> None:
    line = await press(standin, await standin.slash("film", CARD, place=DM), "seen:mark")
    assert set(await kept(catalogue, "seen")) == {STALKER}
    await press(standin, line, "seen:undo")
    assert await kept(catalogue, "seen") == {}


@pytest.mark.parametrize(
    "custom_id",
    [
        "seen:mark:zzzzzzzzz:0:0", "seen:undo:zzzzzzzzz:zz:zz", "watchlist:add:zz:0:0", "watchlist:undo:zz:0:0",
        "mine:tab:seen:zzzzzzzzzzzz", "mine:next:lists:zzzzzzzzz", "mine:list:lists:0", "mine:open:seen:0",
        "mine:drop:lists:0", "mine:filter:settings:0", "mine:back:seen:0:zz:0", "mine:tab:other:0",
        "import:take:1", "import:undo:1", "forget:all:1", "seen:mark:1", "forget:all:zzzzzzzzzzzz",
    ],
)  # fmt: skip
async def test_forged_presses_are_answered_privately_and_change_nothing(
    standin: StandIn, catalogue: Catalogue, custom_id: str
) -> None:
    await keep(catalogue, "seen", ASCENT)
    await keep(catalogue, "watchlist", STALKER)
    before = await kept(catalogue, "seen"), await kept(catalogue, "watchlist")
    card = await standin.slash("film", CARD)
    exchange = await standin.press(message_of(card), custom_id, forged=True)
    assert message_of(exchange).ephemeral
    assert message_of(exchange).id != message_of(card).id
    assert "code" not in text_of(exchange), "no error of ours"
    assert (await kept(catalogue, "seen"), await kept(catalogue, "watchlist")) == before


@pytest.mark.parametrize("opened_from", [SURVIVAL, LONELINESS])
async def test_the_last_film_of_a_list_is_celebrated_in_private(
    standin: StandIn, catalogue: Catalogue, opened_from: int
) -> None:
    """Whichever list the card speaks for: the one that is complete with it is named."""
    both = set(films_on(catalogue, SURVIVAL)) & set(films_on(catalogue, LONELINESS))
    last = min(both)
    await keep(catalogue, "seen", *(film for film in films_on(catalogue, SURVIVAL) if film != last))
    entries = await entries_on(catalogue, opened_from)
    (entry,) = (one.id for one in entries if one.film and one.film.id == last)
    slug = next(one.slug for one in lists_of(catalogue) if one.id == opened_from)
    card = await open_entry(standin, await standin.slash("list", {"name": slug}), "list:entry", entry)
    line = await press(standin, card, "seen:mark")
    assert message_of(line).ephemeral
    assert [words for level, words in pages.headings(line)] == ["🎉 Survival"]
    assert f"all {len(films_on(catalogue, SURVIVAL))} films" in text_of(line)
    undone = await press(standin, line, "seen:undo")
    assert pages.headings(undone) == []
    assert pages.headings(await press(standin, undone, "seen:redo")), "and done again, again"
    assert pages.headings(await press(standin, card, "seen:mark")) == [], "but seen before, it is no news"
