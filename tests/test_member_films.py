"""One's own films through the real wire: buttons on cards, the pages of /me, what is kept and forgotten."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.preview.channel import Message
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM, Member
from bot.services import takeout
from bot.services.catalogue import Catalogue
from bot.ui.member_data import KEPT
from db import member_films as shelf
from db.engine import Database
from db.types import Mark
from tests.test_commands import choose, message_of, options, press, text_of

pytestmark = pytest.mark.usefixtures("bot")


async def card_of(standin: StandIn, title: str, **given: Any) -> Message:
    return message_of(await standin.slash("film", {"title": title}, **given))


async def see(standin: StandIn, *titles: str, member: Member = ANNA) -> None:
    for title in titles:
        await press(standin, await card_of(standin, title, member=member), "Seen it", member=member)


async def want(standin: StandIn, *titles: str, member: Member = ANNA) -> None:
    for title in titles:
        await press(standin, await card_of(standin, title, member=member), "Watchlist", member=member)


async def on_days(catalogue: Catalogue, name: Mark, *titles: str) -> None:
    """On Anna's shelf, one a day."""
    index = await catalogue.titles()
    async with catalogue.database.write() as session:
        for day, title in enumerate(titles):
            film_id = index.find(title).matches[0].id
            at = datetime(2026, 11, 1 + day, 20, tzinfo=UTC)
            await shelf.put(session, name, ANNA.id, film_id, at)


async def my(standin: StandIn, tab: str = "", member: Member = ANNA) -> Message:
    page = message_of(await standin.slash("me films", member=member))
    return message_of(await press(standin, page, tab, member=member)) if tab else page


async def rows(database: Database, table: str) -> list[tuple[Any, ...]]:
    async with database.read() as session:
        return await session.execute(select(text("*")).select_from(text(table)))


# Seen it


async def test_seen_it_is_answered_in_one_private_line_and_the_card_stays(standin: StandIn) -> None:
    card = await card_of(standin, "The Ascent")
    before = dict(card.data)
    exchange = await press(standin, card, "Seen it")
    assert message_of(exchange).ephemeral
    assert re.fullmatch(r"Seen: The Ascent\. [\w -]+: 1 of \d+ ▰▱{9}", text_of(exchange))
    assert card.data == before


async def test_progress_is_that_of_the_list_the_card_speaks_for(standin: StandIn) -> None:
    page = await standin.slash("list", {"name": "survival"})
    card = await choose(standin, message_of(page), "Open a film", "The Ascent")
    assert "Survival: 1 of 9 ▰▱▱▱▱▱▱▱▱▱" in text_of(await press(standin, message_of(card), "Seen it"))
    other = await press(standin, message_of(card), "Next")
    assert "Survival: 2 of 9 ▰▰▱▱▱▱▱▱▱▱" in text_of(await press(standin, message_of(other), "Seen it"))


async def test_undo_and_again(standin: StandIn, catalogue: Catalogue) -> None:
    line = message_of(await press(standin, await card_of(standin, "Stalker"), "Seen it"))
    stored = await rows(catalogue.database, "seen")
    undone = await press(standin, line, "Undo")
    assert undone.state == "updated"
    assert message_of(undone).id == line.id
    assert "No longer among your seen films: Stalker." in text_of(undone)
    assert await rows(catalogue.database, "seen") == []
    assert "Seen: Stalker." in text_of(await press(standin, message_of(undone), "Seen it"))
    assert await rows(catalogue.database, "seen") == stored, "the time comes back, too"


async def test_pressing_ten_times_at_once_leaves_one_row(standin: StandIn, catalogue: Catalogue) -> None:
    card = await card_of(standin, "Stalker")
    exchanges = await asyncio.gather(*(press(standin, card, "Seen it") for _ in range(10)))
    said = sorted(text_of(exchange).split(":")[0] for exchange in exchanges)
    assert said == ["Already among your seen films"] * 9 + ["Seen"]
    assert len(await rows(catalogue.database, "seen")) == 1
    undone = await asyncio.gather(*(press(standin, message_of(e), "Undo") for e in exchanges[:1] * 5))
    assert {message_of(e).id for e in undone} == {message_of(exchanges[0]).id}
    assert await rows(catalogue.database, "seen") == []


async def test_seen_takes_it_off_the_watchlist_and_undo_puts_it_back(
    standin: StandIn, catalogue: Catalogue
) -> None:
    await want(standin, "Stalker")
    wanted = await rows(catalogue.database, "watchlist")
    line = await press(standin, await card_of(standin, "Stalker"), "Seen it")
    assert "Seen: Stalker. Off your watchlist with it." in text_of(line)
    assert await rows(catalogue.database, "watchlist") == []
    await press(standin, message_of(line), "Undo")
    assert await rows(catalogue.database, "watchlist") == wanted


async def test_watchlist_and_undo(standin: StandIn, catalogue: Catalogue) -> None:
    card = await card_of(standin, "Stalker")
    line = await press(standin, card, "Watchlist")
    assert message_of(line).ephemeral
    assert text_of(line) == "On your watchlist: Stalker."
    assert "Already on your watchlist: Stalker." in text_of(await press(standin, card, "Watchlist"))
    off = await press(standin, message_of(line), "Undo")
    assert text_of(off) == "Off your watchlist: Stalker."
    assert await rows(catalogue.database, "watchlist") == []
    assert "On your watchlist" in text_of(await press(standin, message_of(off), "Watchlist"))


async def test_whoever_presses_keeps_it_for_himself(standin: StandIn, catalogue: Catalogue) -> None:
    card = await card_of(standin, "Stalker", member=ANNA)
    line = await press(standin, card, "Seen it", member=BORIS)
    assert message_of(line).visible_to == BORIS.id
    assert {row[0] for row in await rows(catalogue.database, "seen")} == {BORIS.id}
    assert "0 films seen" in "\n".join((await my(standin, member=ANNA)).texts())


async def test_a_film_nobody_can_identify_has_no_such_buttons(standin: StandIn) -> None:
    page = await standin.slash("list", {"name": "survival"})
    card = message_of(await choose(standin, message_of(page), "Open a film", "The Edge"))
    assert not [b for b in card.buttons() if "Seen it" in b["label"]]


async def test_in_a_direct_message(standin: StandIn) -> None:
    line = await press(standin, await card_of(standin, "Stalker", place=DM), "Seen it")
    assert "Seen: Stalker." in text_of(line)
    assert "No longer" in text_of(await press(standin, message_of(line), "Undo"))


# The pages


async def test_progress_per_list(standin: StandIn) -> None:
    await see(standin, "The Ascent", "Come and See")
    page = await my(standin)
    assert page.ephemeral
    said = "\n".join(page.texts())
    assert "2 films seen · 0 films on the watchlist" in said
    assert "Great Patriotic War: 2 of" in said
    assert "Survival: 1 of 9 ▰▱▱▱▱▱▱▱▱▱" in said
    opened = await choose(standin, page, "Open a list", "Survival")
    assert message_of(opened).ephemeral
    assert "**The Ascent** (1977) ✓" in text_of(opened)
    assert text_of(opened).count("✓") == 1


async def test_watchlist_open_remove_put_back_and_deal(standin: StandIn, catalogue: Catalogue) -> None:
    await on_days(catalogue, "watchlist", "Stalker", "The Ascent", "Come and See")
    page = await my(standin, "Watchlist")
    said = "\n".join(page.texts())
    assert said.index("Come and See") < said.index("The Ascent") < said.index("Stalker")
    opened = await choose(standin, page, "Open a film", "Stalker")
    assert message_of(opened).id != page.id
    assert message_of(opened).ephemeral
    assert "# Stalker" in text_of(opened)
    dealt = await press(standin, page, "One of these")
    assert any(f"# {title}" in text_of(dealt) for title in ("Stalker", "The Ascent", "Come and See"))
    without = await choose(standin, page, "Take one off", "The Ascent")
    assert without.state == "updated"
    assert "Taken off: The Ascent" in text_of(without)
    assert "**The Ascent**" not in text_of(without)
    back = text_of(await press(standin, message_of(without), "Put it back"))
    assert back.index("Come and See") < back.index("The Ascent") < back.index("Stalker")


async def test_recently_seen_and_not_seen_after_all(standin: StandIn, catalogue: Catalogue) -> None:
    await on_days(catalogue, "seen", "Stalker", "The Ascent")
    page = await my(standin, "Seen (2)")
    said = "\n".join(page.texts())
    assert said.index("The Ascent") < said.index("Stalker")
    without = await choose(standin, page, "Not seen after all", "Stalker")
    assert "Seen (1)" in [b["label"] for b in message_of(without).buttons()]
    back = await press(standin, message_of(without), "Put it back")
    assert "Seen (2)" in [b["label"] for b in message_of(back).buttons()]


async def test_pages_turn_in_place(standin: StandIn) -> None:
    titles = {
        name.split(" · ")[0] for name in [r["name"] for r in await standin.autocomplete("film", "title", "")]
    }
    await want(standin, *sorted(titles)[:12])
    page = await my(standin, "Watchlist (12)")
    second = await press(standin, page, "Next")
    assert message_of(second).id == page.id
    assert text_of(second).count("**") == 2 * 2
    assert len(options(message_of(second), "Open a film")[1]) == 2
    assert "Watchlist (12)" in [
        b["label"] for b in message_of(await press(standin, message_of(second), "◀")).buttons()
    ]


async def test_empty_pages_say_what_to_do(standin: StandIn) -> None:
    for tab in ("Watchlist", "Seen"):
        assert "Nothing yet." in "\n".join((await my(standin, tab)).texts())


async def test_a_film_that_left_the_catalogue_is_said_to_be_gone(
    standin: StandIn, catalogue: Catalogue
) -> None:
    await see(standin, "Stalker")
    async with catalogue.database.write() as session:
        await shelf.put(session, "seen", ANNA.id, 4711, datetime(2026, 11, 1, tzinfo=UTC))
    page = await my(standin, "Seen (2)")
    assert "No longer in the catalogue" in "\n".join(page.texts())
    without = await choose(standin, page, "Not seen after all", "No longer in the catalogue")
    assert "No longer in the catalogue" not in text_of(without)


async def test_settings_are_remembered(standin: StandIn, catalogue: Catalogue) -> None:
    page = message_of(await standin.slash("me settings"))
    chosen = await choose(standin, page, "What I am shown", "Only films I have not seen")
    offered = options(message_of(chosen), "What I am shown")[1]
    assert [o["value"] for o in offered if o.get("default")] == ["unseen"]
    allowed = await press(standin, message_of(chosen), "Allow it")
    assert "You allow it." in text_of(allowed)
    assert await rows(catalogue.database, "member_settings") == [(ANNA.id, "unseen", 1)]
    again = await press(standin, message_of(allowed), "Do not allow it")
    await choose(standin, message_of(again), "What I am shown", "Any film")
    assert await rows(catalogue.database, "member_settings") == []


@pytest.mark.parametrize(
    "custom_id",
    [
        "seen:mark:zzzzzzzzz:0:0", "seen:undo:zzzzzzzzz:zz:zz", "watchlist:add:zz:0:0", "watchlist:undo:zz:0:0",
        "mine:tab:seen:zzzzzzzzzzzz", "mine:next:lists:zzzzzzzzz", "mine:list:lists:0", "mine:open:seen:0",
        "mine:drop:lists:0", "mine:filter:settings:0", "mine:back:seen:0:zz:0", "mine:tab:other:0",
        "import:take:1", "import:undo:1", "forget:all:1", "seen:mark:1", "forget:all:zzzzzzzzzzzz",
    ],
)  # fmt: skip
async def test_forged_presses_are_answered_kindly_and_privately(
    standin: StandIn, catalogue: Catalogue, custom_id: str
) -> None:
    card = await card_of(standin, "Stalker")
    exchange = await standin.press(card, custom_id, forged=True)
    assert message_of(exchange).ephemeral
    assert message_of(exchange).id != card.id
    assert "code" not in text_of(exchange)
    assert await rows(catalogue.database, "seen") == []


# What is kept


def test_every_table_about_members_has_its_sentence() -> None:
    assert set(KEPT) == set(takeout.tables())


async def test_about_says_what_is_stored(standin: StandIn) -> None:
    said = text_of(await standin.slash("about"))
    for table in takeout.tables():
        assert KEPT[table][0] in said
    assert "/me forget" in said


async def everything_about(member: Member, database: Database) -> set[str]:
    """Every table in which the member's id stands anywhere, found by looking at every cell of the database."""
    found = set()
    tables = [row[1] for row in await rows(database, "sqlite_master") if row[0] == "table"]
    for table in tables:
        if any(str(member.id) in str(cell) for row in await rows(database, table) for cell in row):
            found.add(table)
    return found


async def everything_once(standin: StandIn, member: Member) -> None:
    """Use all that can leave something behind."""
    await see(standin, "Stalker", member=member)
    await want(standin, "The Ascent", member=member)
    page = message_of(await standin.slash("me settings", member=member))
    await press(standin, page, "Allow it", member=member)
    await standin.slash("random", {"private": True}, member=member)
    await standin.slash("random", member=member, place=DM)
    await standin.slash("random", {"seen": "unseen"}, member=member)
    table = ("watched.csv", b"Name,Year\nCome and See,1985\n")
    await standin.slash("me import", {"file": table}, member=member)


async def test_forgetting_leaves_no_trace_anywhere(standin: StandIn, catalogue: Catalogue) -> None:
    for member in (ANNA, BORIS):
        await everything_once(standin, member)
    kept = await everything_about(ANNA, catalogue.database)
    assert kept <= set(takeout.tables()), "a table keeps a member's id without saying so in models.py"
    assert {"seen", "watchlist", "member_settings", "import_rows"} <= kept
    asked = await standin.slash("me forget")
    said = text_of(asked)
    assert "1 seen film" in said
    assert "1 film on your watchlist" in said
    assert len(said.split("\n- ")) == 1 + len(kept)
    erased = await press(standin, message_of(asked), "Erase everything")
    assert text_of(erased).startswith("Erased:")
    assert "1 seen film" in text_of(erased)
    assert await everything_about(ANNA, catalogue.database) == set()
    assert await everything_about(BORIS, catalogue.database) == kept
    assert text_of(await standin.slash("me forget")) == "Nothing is stored about you."


async def test_forgetting_is_asked_once_and_can_be_declined(standin: StandIn, catalogue: Catalogue) -> None:
    await see(standin, "Stalker")
    asked = await standin.slash("me forget")
    assert message_of(asked).ephemeral
    kept = await press(standin, message_of(asked), "Keep it")
    assert text_of(kept) == "Nothing was changed."
    assert len(await rows(catalogue.database, "seen")) == 1


# Sifted lists


async def test_a_list_without_what_was_seen_is_private(standin: StandIn) -> None:
    await see(standin, "The Ascent", "The Red Tent")
    sifted = await standin.slash("list", {"name": "survival", "seen": "unseen"})
    assert message_of(sifted).ephemeral
    assert "Only films you have not seen: 7 of 9" in text_of(sifted)
    assert "**The Ascent**" not in text_of(sifted)
    assert "The Edge" not in text_of(sifted), "an entry without a film is neither seen nor unseen"
    only_seen = await standin.slash("list", {"name": "survival", "seen": "seen"})
    assert "Only films you have seen: 2 of 9" in text_of(only_seen)
    card = await choose(standin, message_of(only_seen), "Open a film", "The Ascent")
    assert "# The Ascent" in text_of(card)
    whole = await press(standin, message_of(sifted), "The whole list")
    assert "The Edge" in text_of(whole)


async def test_nothing_left_says_so(standin: StandIn) -> None:
    nothing = await standin.slash("list", {"name": "survival", "seen": "seen"})
    assert "None of them yet." in text_of(nothing)


async def test_marks_stand_on_private_pages_only(standin: StandIn) -> None:
    await see(standin, "The Ascent")
    assert "✓" not in text_of(await standin.slash("list", {"name": "survival"}))
    assert "✓" not in text_of(
        await standin.slash("list", {"name": "survival", "seen": "any", "private": False})
    )
    assert "**The Ascent** (1977) ✓" in text_of(
        await standin.slash("list", {"name": "survival", "private": True})
    )
    of_boris = await standin.slash("list", {"name": "survival", "private": True}, member=BORIS)
    assert "✓" not in text_of(of_boris)


async def test_the_remembered_choice_holds_for_private_lists(standin: StandIn) -> None:
    await see(standin, "The Ascent")
    page = message_of(await standin.slash("me settings"))
    await choose(standin, page, "What I am shown", "Only films I have not seen")
    assert "**The Ascent**" in text_of(await standin.slash("list", {"name": "survival"}))
    assert "not seen: 8 of 9" in text_of(await standin.slash("list", {"name": "survival", "private": True}))
    every = await standin.slash("list", {"name": "survival", "private": True, "seen": "any"})
    assert "**The Ascent** (1977) ✓" in text_of(every)


async def test_marks_stay_while_a_private_page_turns_and_on_a_copy(standin: StandIn) -> None:
    await see(standin, "The Ascent", member=BORIS)
    everyone = message_of(await standin.slash("list"))
    copy = await choose(standin, everyone, "Open a list", "Survival", member=BORIS)
    assert message_of(copy).visible_to == BORIS.id
    assert "**The Ascent** (1977) ✓" in text_of(copy)
    card = await choose(standin, message_of(copy), "Open a film", "The Ascent", member=BORIS)
    assert "✓" in text_of(await press(standin, message_of(card), "The list", member=BORIS))
    opened = await choose(standin, everyone, "Open a list", "Survival", member=ANNA)
    assert "✓" not in text_of(opened)


async def test_in_a_direct_message_pages_are_private_anyway(standin: StandIn) -> None:
    await see(standin, "The Ascent")
    page = await standin.slash("list", {"name": "survival"}, place=DM)
    assert "**The Ascent** (1977) ✓" in text_of(page)
