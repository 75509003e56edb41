"""Taking one's films along and bringing them back, through the real wire; and every file that is no such thing."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from bot.client import Kinoteka
from bot.preview.channel import Exchange, Message
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, Member
from bot.services import shelf as shelf_service
from bot.services import takeout
from bot.services.catalogue import Catalogue
from db import shelf
from db.types import ShelfName
from tests.test_commands import message_of, press, text_of

MONDAY = datetime(2026, 11, 16, 20, 30, 7, tzinfo=UTC)

WATCHED = b"""Date,Name,Year,Letterboxd URI
2012-05-02,Come and See,1985,https://boxd.it/29sU
2013-06-01,Stalker,1979,https://boxd.it/x
2013-06-01,Citizen Kane,1941,https://boxd.it/y
2013-06-02,The Ascent,,https://boxd.it/z
"""


async def take(standin: StandIn, name: str, content: bytes, **given: Any) -> Exchange:
    member = given.pop("member", ANNA)
    return await standin.slash("me import", {"file": (name, content), **given}, member=member)


async def kept(catalogue: Catalogue, name: ShelfName, member: Member = ANNA) -> dict[int, datetime]:
    async with catalogue.database.read() as session:
        return {one.film_id: one.at for one in await shelf.page(session, name, member.id)}


async def titles(catalogue: Catalogue, name: ShelfName, member: Member = ANNA) -> set[str]:
    async with catalogue.database.read() as session:
        return {one.film.title for one in await shelf.page(session, name, member.id) if one.film}


def files_of(message: Message) -> dict[str, bytes]:
    return dict(message.files)


@pytest.mark.usefixtures("bot")
class TestThroughTheWire:
    async def test_an_import_is_rehearsed_taken_in_and_undone(
        self, standin: StandIn, catalogue: Catalogue
    ) -> None:
        rehearsed = await take(standin, "watched.csv", WATCHED)
        assert message_of(rehearsed).ephemeral
        said = text_of(rehearsed)
        assert "matched 3, not in the catalogue 1, ambiguous 0" in said
        assert "For your seen films: 3 films, 3 of them new." in said
        assert "Not in the catalogue, as “Citizen Kane”" in said
        assert await kept(catalogue, "seen") == {}
        taken = await press(standin, message_of(rehearsed), "Take in 3 films")
        assert taken.state == "updated"
        assert "Taken in: 3 films to your seen films." in text_of(taken)
        assert await titles(catalogue, "seen") == {"Come and See", "Stalker", "The Ascent"}
        assert datetime(2012, 5, 2, 12, tzinfo=UTC) in (await kept(catalogue, "seen")).values()
        undone = await press(standin, message_of(taken), "Undo")
        assert "Undone: 3 films off your seen films." in text_of(undone)
        assert await kept(catalogue, "seen") == {}

    async def test_a_watchlist_goes_to_the_watchlist(self, standin: StandIn, catalogue: Catalogue) -> None:
        rehearsed = await take(standin, "watchlist.csv", WATCHED)
        assert "For your watchlist: 3 films, 3 of them new." in text_of(rehearsed)
        await press(standin, message_of(rehearsed), "Take in")
        assert await titles(catalogue, "watchlist") == {"Come and See", "Stalker", "The Ascent"}
        assert await kept(catalogue, "seen") == {}

    async def test_the_member_may_say_where_films_go(self, standin: StandIn, catalogue: Catalogue) -> None:
        await press(standin, message_of(await take(standin, "films.csv", WATCHED, to="watchlist")), "Take in")
        assert await titles(catalogue, "watchlist") == {"Come and See", "Stalker", "The Ascent"}

    async def test_cancelling_changes_nothing(self, standin: StandIn, catalogue: Catalogue) -> None:
        rehearsed = message_of(await take(standin, "watched.csv", WATCHED))
        custom_ids = [b["custom_id"] for b in rehearsed.buttons()]
        assert text_of(await press(standin, rehearsed, "Cancel")) == "Nothing was changed."
        late = await standin.press(rehearsed, custom_ids[0], forged=True)
        assert "no longer waits" in text_of(late)
        assert await kept(catalogue, "seen") == {}

    async def test_nobody_can_take_in_or_undo_for_another(
        self, standin: StandIn, catalogue: Catalogue
    ) -> None:
        rehearsed = message_of(await take(standin, "watched.csv", WATCHED))
        take_in = rehearsed.buttons()[0]["custom_id"]
        said = await standin.press(rehearsed, take_in, member=BORIS, forged=True)
        assert "no longer waits" in text_of(said)
        assert await kept(catalogue, "seen") == await kept(catalogue, "seen", BORIS) == {}

    async def test_an_export_has_everything_in_three_files(
        self, standin: StandIn, catalogue: Catalogue
    ) -> None:
        await press(standin, message_of(await take(standin, "watched.csv", WATCHED)), "Take in")
        async with catalogue.database.write() as session:
            await shelf.put(session, "seen", ANNA.id, 4711, MONDAY)
        exchange = await standin.slash("me export")
        assert message_of(exchange).ephemeral
        assert "4 seen films, 0 films on your watchlist" in text_of(exchange)
        assert "1 film is no longer in the catalogue" in text_of(exchange)
        files = files_of(message_of(exchange))
        assert set(files) == {"watched.csv", "watchlist.csv", "kinoteka.json"}
        table = list(csv.DictReader(io.StringIO(files["watched.csv"].decode())))
        come_and_see = next(row for row in table if row["Title"] == "Come and See")
        assert come_and_see == {
            "Title": "Come and See",
            "Year": "1985",
            "Directors": "Elem Klimov",
            "imdbID": come_and_see["imdbID"],
            "WatchedDate": "2012-05-02",
        }
        assert len(table) == 3
        everything = json.loads(files["kinoteka.json"])
        assert {row["film_id"] for row in everything["seen"]} >= {4711}
        assert len(everything["seen"]) == 4
        assert str(ANNA.id) not in files["kinoteka.json"].decode()

    async def test_export_forget_import(self, standin: StandIn, catalogue: Catalogue) -> None:
        await press(standin, message_of(await take(standin, "watched.csv", WATCHED)), "Take in")
        await press(
            standin,
            message_of(await take(standin, "watchlist.csv", b"Name,Year\nThe Ascent,1977\n")),
            "Take in",
        )
        before = await kept(catalogue, "seen"), await kept(catalogue, "watchlist")
        files = files_of(message_of(await standin.slash("me export")))
        await press(standin, message_of(await standin.slash("me forget")), "Erase everything")
        assert await kept(catalogue, "seen") == {}
        back = await take(standin, "kinoteka.json", files["kinoteka.json"])
        await press(standin, message_of(back), "Take in 4 films")
        assert (await kept(catalogue, "seen"), await kept(catalogue, "watchlist")) == before

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "is empty"),
            (b"PK\x03\x04....", "archive is damaged"),
            (b"\x89PNG\r\n\x1a\n\0\0", "no text"),
            (b"a,b\n1,2\n", "no films in that file"),
            (b"Name,Year\n" + b"Stalker,1979\n" * 100_000, "more than 20,000 films"),
            (b"Name,Year\n=cmd|'/c calc'!A1,1979\n", "not in the catalogue 1"),
            (b'Name,Year\n"**x** @everyone\n# big",\n', "not in the catalogue 1"),
            (b"x" * (takeout.MAX_FILE + 1), "8 MB at most"),
            (b"Name,Year\n" + b"x,1\n" * (5 * 1024 * 1024), "20.0 MB"),
            (b"\xff\xfe\x00", "no text"),
            (b"{" + b"[" * 100_000, "cannot read that file"),
        ],
    )
    async def test_hostile_files_get_a_clear_answer_and_change_nothing(
        self, standin: StandIn, catalogue: Catalogue, content: bytes, said: str
    ) -> None:
        exchange = await take(standin, "watched.csv", content)
        assert message_of(exchange).ephemeral
        assert said in text_of(exchange)
        assert "Nothing" in text_of(exchange)
        assert not exchange.refusals
        assert await kept(catalogue, "seen") == {}
        async with catalogue.database.read() as session:
            assert await session.execute(select(text("*")).select_from(text("import_rows"))) == []


# Without the wire, where it would only cost time


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_export_forget_import_gives_back_the_same_films(
    catalogue: Catalogue, data: st.DataObject
) -> None:
    """From the JSON to the second; from the tables by film and day."""
    films = sorted(film_id for film_id, _ in catalogue.shelf.deals[0])
    latest = int(MONDAY.timestamp())
    times = st.integers(86_400, latest).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
    wanted = {
        name: data.draw(st.dictionaries(st.sampled_from(films), times), label=name)
        for name in ("seen", "watchlist")
    }
    await takeout.forget(catalogue, ANNA.id)
    async with catalogue.database.write() as session:
        for film_id, at in wanted["seen"].items():
            await shelf.put(session, "seen", ANNA.id, film_id, at)
        for film_id, at in wanted["watchlist"].items():
            await shelf.put(session, "watchlist", ANNA.id, film_id, at)
    files = dict((await takeout.export(catalogue, ANNA.id, at=MONDAY)).files)
    for names in (["kinoteka.json"], ["watched.csv", "watchlist.csv"]):
        await takeout.forget(catalogue, ANNA.id)
        for name in names:
            rehearsal = await takeout.rehearse(catalogue, ANNA.id, name, files[name], to=None, at=MONDAY)
            assert isinstance(rehearsal, takeout.Rehearsal)
            assert (rehearsal.unknown, rehearsal.ambiguous_count) == (0, 0)
            await takeout.take_in(catalogue, ANNA.id, rehearsed_at=MONDAY)
        seen, watchlist = await kept(catalogue, "seen"), await kept(catalogue, "watchlist")
        if names == ["kinoteka.json"]:
            assert (seen, watchlist) == (wanted["seen"], wanted["watchlist"])
        else:
            assert {i: at.date() for i, at in seen.items()} == {
                i: at.date() for i, at in wanted["seen"].items()
            }
            assert set(watchlist) == set(wanted["watchlist"])


async def test_what_waits_is_let_go_after_an_hour(catalogue: Catalogue) -> None:
    await takeout.rehearse(catalogue, ANNA.id, "watched.csv", WATCHED, to=None, at=MONDAY)
    await takeout.sweep(catalogue, MONDAY + timedelta(minutes=59))
    assert await takeout.kept(catalogue, ANNA.id) == {"import_rows": 3}
    await takeout.sweep(catalogue, MONDAY + timedelta(minutes=61))
    assert await takeout.kept(catalogue, ANNA.id) == {}
    assert await takeout.take_in(catalogue, ANNA.id, rehearsed_at=MONDAY) is None


async def test_a_day_in_the_future_is_not_believed(catalogue: Catalogue) -> None:
    for day in ("2999-01-01", "0001-01-01", "yesterday"):
        content = f"Name,Year,WatchedDate\nStalker,1979,{day}\n".encode()
        await takeout.rehearse(catalogue, ANNA.id, "watched.csv", content, to=None, at=MONDAY)
        await takeout.take_in(catalogue, ANNA.id, rehearsed_at=MONDAY)
        assert set((await kept(catalogue, "seen")).values()) == {MONDAY}
        await takeout.forget(catalogue, ANNA.id)


async def test_a_diary_counts_each_film_once_by_its_last_day(catalogue: Catalogue) -> None:
    content = (
        b"Name,Year,Watched Date\nStalker,1979,2001-01-01\nStalker,1979,2005-01-01\nStalker,1979,2003-01-01\n"
    )
    rehearsal = await takeout.rehearse(catalogue, ANNA.id, "diary.csv", content, to=None, at=MONDAY)
    assert isinstance(rehearsal, takeout.Rehearsal)
    assert rehearsal.matched == {"seen": 1}
    await takeout.take_in(catalogue, ANNA.id, rehearsed_at=MONDAY)
    assert set((await kept(catalogue, "seen")).values()) == {datetime(2005, 1, 1, 12, tzinfo=UTC)}


async def test_what_was_seen_already_keeps_its_time(catalogue: Catalogue) -> None:
    stalker = (await catalogue.titles()).find("Stalker").matches[0].id
    await shelf_service.mark_seen(catalogue, ANNA.id, stalker, at=MONDAY)
    later = MONDAY + timedelta(hours=1)
    rehearsal = await takeout.rehearse(catalogue, ANNA.id, "watched.csv", WATCHED, to=None, at=later)
    assert isinstance(rehearsal, takeout.Rehearsal)
    assert (rehearsal.matched, rehearsal.new) == ({"seen": 3}, {"seen": 2})
    await takeout.take_in(catalogue, ANNA.id, rehearsed_at=later)
    assert (await kept(catalogue, "seen"))[stalker] == MONDAY
    await takeout.undo(catalogue, ANNA.id, rehearsed_at=later)
    assert await kept(catalogue, "seen") == {stalker: MONDAY}


async def test_a_bot_that_starts_lets_go_of_what_was_left_behind(
    standin: StandIn, catalogue: Catalogue
) -> None:
    await takeout.rehearse(
        catalogue, ANNA.id, "watched.csv", WATCHED, to=None, at=MONDAY - timedelta(days=3000)
    )
    client = Kinoteka(catalogue, random.Random(1), api_url=standin.api_url)
    running = asyncio.create_task(client.start("stand-in"))
    try:
        async with asyncio.timeout(20):
            while await takeout.kept(catalogue, ANNA.id):  # noqa: ASYNC110  # the database rings no bell
                await asyncio.sleep(0.05)
    finally:
        await client.close()
        await asyncio.wait({running})
