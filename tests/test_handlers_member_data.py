"""/me import, export and forget through the real wire; and every file that is no list of films."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.client import Kinoteka
from bot.domain.member_data import MAX_FILE
from bot.domain.member_files.reading import read_member_file
from bot.domain.viewer import Viewer
from bot.preview.channel import Exchange
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM, Member
from bot.services import member_data
from bot.services.catalogue import Catalogue
from db.engine import Database
from tests import pages
from tests.members import MONDAY, keep, kept, rows
from tests.pages import choose, message_of, press, text_of
from tests.shipped import ASCENT, COME_AND_SEE, STALKER
from tests.waiting import until

WATCHED = b"""Date,Name,Year,Letterboxd URI
2012-05-02,Come and See,1985,https://boxd.it/29sU
2013-06-01,Stalker,1979,https://boxd.it/x
2013-06-01,Citizen Kane,1941,https://boxd.it/y
2013-06-02,The Ascent,,https://boxd.it/z
"""
"""Three films, one of them without its year, and one that nobody knows."""
FOUND = {COME_AND_SEE, STALKER, ASCENT}
GONE = 4711


async def take(standin: StandIn, name: str, content: bytes, **given: Any) -> Exchange:
    return await standin.slash("me import", {"file": (name, content), **given})


@pytest.mark.usefixtures("bot")
class TestThroughTheWire:
    async def test_an_import_is_rehearsed_taken_in_and_undone(
        self, standin: StandIn, catalogue: Catalogue
    ) -> None:
        rehearsed = await take(standin, "watched.csv", WATCHED)
        assert message_of(rehearsed).ephemeral
        assert await kept(catalogue, "seen") == {}
        taken = await press(standin, rehearsed, "import:take")
        assert taken.state == "updated"
        since = await kept(catalogue, "seen")
        assert set(since) == FOUND
        assert since[COME_AND_SEE] == datetime(2012, 5, 2, 12, tzinfo=UTC)
        await press(standin, taken, "import:undo")
        assert await kept(catalogue, "seen") == {}

    async def test_what_the_steps_say(self, standin: StandIn) -> None:
        rehearsed = await take(standin, "watched.csv", WATCHED)
        assert "matched 3, not in the catalogue 1, ambiguous 0" in text_of(rehearsed)
        assert "For your seen films: 3 films, 3 of them new." in text_of(rehearsed)
        assert "Not in the catalogue: “Citizen Kane”" in text_of(rehearsed)
        taken = await press(standin, rehearsed, "import:take")
        assert "Taken in: 3 films to your seen films." in text_of(taken)
        undone = await press(standin, taken, "import:undo")
        assert "Undone: 3 films off your seen films." in text_of(undone)

    async def test_a_watchlist_goes_to_the_watchlist(self, standin: StandIn, catalogue: Catalogue) -> None:
        await press(standin, await take(standin, "watchlist.csv", WATCHED), "import:take")
        assert set(await kept(catalogue, "watchlist")) == FOUND
        assert await kept(catalogue, "seen") == {}

    async def test_the_member_may_say_where_films_go(self, standin: StandIn, catalogue: Catalogue) -> None:
        await press(standin, await take(standin, "films.csv", WATCHED, to="watchlist"), "import:take")
        assert set(await kept(catalogue, "watchlist")) == FOUND

    async def test_cancelling_changes_nothing(self, standin: StandIn, catalogue: Catalogue) -> None:
        rehearsed = message_of(await take(standin, "watched.csv", WATCHED))
        take_in = pages.button(rehearsed, "import:take")["custom_id"]
        assert pages.forms(await press(standin, rehearsed, "import:drop")) == []
        late = await standin.press(rehearsed, take_in, forged=True)
        assert pages.forms(late) == [], "nothing waits any more, and nothing is to be undone"
        assert await kept(catalogue, "seen") == {}

    async def test_nobody_can_take_in_or_undo_for_another(
        self, standin: StandIn, catalogue: Catalogue
    ) -> None:
        rehearsed = message_of(await take(standin, "watched.csv", WATCHED))
        take_in = pages.button(rehearsed, "import:take")["custom_id"]
        said = await standin.press(rehearsed, take_in, member=BORIS, forged=True)
        assert pages.forms(said) == []
        assert await kept(catalogue, "seen") == await kept(catalogue, "seen", BORIS) == {}

    async def test_an_export_has_everything_in_three_files(
        self, standin: StandIn, catalogue: Catalogue
    ) -> None:
        await press(standin, await take(standin, "watched.csv", WATCHED), "import:take")
        await keep(catalogue, "seen", GONE)
        exchange = await standin.slash("me export")
        assert message_of(exchange).ephemeral
        assert "4 seen films, 0 films on your watchlist" in text_of(exchange)
        assert "1 film is no longer in the catalogue" in text_of(exchange)
        files = message_of(exchange).files
        assert set(files) == {"watched.csv", "watchlist.csv", "kinoteka.json"}
        table = list(csv.DictReader(io.StringIO(files["watched.csv"].decode())))
        assert {row["Title"] for row in table} == {"Come and See", "Stalker", "The Ascent"}, (
            "a film that is gone has no title"
        )
        (come_and_see,) = (row for row in table if row["Title"] == "Come and See")
        assert come_and_see == {
            "Title": "Come and See",
            "Year": "1985",
            "Directors": "Elem Klimov",
            "imdbID": come_and_see["imdbID"],
            "WatchedDate": "2012-05-02",
        }
        everything = json.loads(files["kinoteka.json"])
        assert {row["film_id"] for row in everything["seen"]} == {GONE, *FOUND}
        assert str(ANNA.id) not in files["kinoteka.json"].decode()

    async def test_export_forget_import(self, standin: StandIn, catalogue: Catalogue) -> None:
        await keep(catalogue, "seen", *FOUND)
        await keep(catalogue, "watchlist", ASCENT)
        before = await kept(catalogue, "seen"), await kept(catalogue, "watchlist")
        files = message_of(await standin.slash("me export")).files
        await press(standin, await standin.slash("me forget"), "forget:all")
        assert await kept(catalogue, "seen") == {}
        back = await take(standin, "kinoteka.json", files["kinoteka.json"])
        await press(standin, back, "import:take")
        assert (await kept(catalogue, "seen"), await kept(catalogue, "watchlist")) == before

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "is empty"),
            (b"PK\x03\x04....", "archive is damaged"),
            (b"\x89PNG\r\n\x1a\n\0\0", "not text"),
            (b"a,b\n1,2\n", "no films in that file"),
            (b"Name,Year\n" + b"Stalker,1979\n" * 100_000, "more than 20,000 rows"),
            (b"Name,Year\n=cmd|'/c calc'!A1,1979\n", "not in the catalogue 1"),
            (b'Name,Year\n"**x** @everyone\n# big",\n', "not in the catalogue 1"),
            (b"x" * (MAX_FILE + 1), "8 MB at most"),
            (b"Name,Year\n" + b"x,1\n" * (5 * 1024 * 1024), "20.0 MB"),
            (b"\xff\xfe\x00", "not text"),
            (b"{" + b"[" * 100_000, "cannot read that file"),
        ],
    )
    async def test_hostile_files_get_a_clear_answer_and_change_nothing(
        self, standin: StandIn, catalogue: Catalogue, content: bytes, said: str
    ) -> None:
        exchange = await take(standin, "watched.csv", content)
        assert message_of(exchange).ephemeral
        assert pages.forms(exchange) == []
        assert said in text_of(exchange)
        assert not exchange.refusals
        assert await kept(catalogue, "seen") == {}
        assert await rows(catalogue.database, "import_rows") == []


async def test_a_bot_that_starts_lets_go_of_what_was_left_behind(
    standin: StandIn, catalogue: Catalogue
) -> None:
    await member_data.rehearse(
        catalogue,
        Viewer(ANNA.id),
        read_member_file("watched.csv", WATCHED, now=MONDAY),
        to=None,
        at=MONDAY - timedelta(days=3000),
    )

    async def gone() -> bool:
        return not await member_data.kept(catalogue, Viewer(ANNA.id))

    client = Kinoteka(catalogue, random.Random(1), api_url=standin.api_url)
    running = asyncio.create_task(client.start("stand-in"))
    try:
        await until(gone)
    finally:
        await client.close()
        await asyncio.wait({running})


# What is forgotten


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
    for title, form in (("Stalker", "seen:mark"), ("The Ascent", "watchlist:add")):
        card = await standin.slash("film", {"title": title}, member=member)
        await press(standin, card, form, member=member)
    page = await standin.slash("me settings", member=member)
    await choose(standin, page, "mine:filter", "unseen", member=member)
    await standin.slash("random", {"private": True}, member=member)
    await standin.slash("random", member=member, place=DM)
    await standin.slash("random", {"seen": "unseen"}, member=member)
    table = ("watched.csv", b"Name,Year\nCome and See,1985\n")
    await standin.slash("me import", {"file": table}, member=member)


@pytest.mark.usefixtures("bot")
async def test_forgetting_leaves_no_trace_anywhere(standin: StandIn, catalogue: Catalogue) -> None:
    for member in (ANNA, BORIS):
        await everything_once(standin, member)
    stored = await everything_about(ANNA, catalogue.database)
    assert stored <= set(member_data.tables()), "a table keeps a member's id without saying so in models.py"
    assert {"seen", "watchlist", "member_settings", "import_rows"} <= stored
    asked = await standin.slash("me forget")
    assert "1 seen film" in text_of(asked)
    assert text_of(asked).count("\n- ") == len(stored), "each kind of thing is named"
    erased = await press(standin, asked, "forget:all")
    assert text_of(erased).count("\n- ") == len(stored)
    assert await everything_about(ANNA, catalogue.database) == set()
    assert await everything_about(BORIS, catalogue.database) == stored
    assert pages.forms(await standin.slash("me forget")) == [], "nothing is left to be erased"


@pytest.mark.usefixtures("bot")
async def test_forgetting_is_asked_once_and_can_be_declined(standin: StandIn, catalogue: Catalogue) -> None:
    await keep(catalogue, "seen", STALKER)
    asked = await standin.slash("me forget")
    assert message_of(asked).ephemeral
    declined = await press(standin, asked, "forget:nothing")
    assert text_of(declined) == "Nothing was changed."
    assert set(await kept(catalogue, "seen")) == {STALKER}
