"""The evening of a night, and what the club thought of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.preview.channel import Exchange
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, CREATE_EVENTS, SERVER
from bot.services.catalogue import Catalogue
from db import members
from tests import pages
from tests.company import VERA
from tests.conftest import on_both
from tests.curating import sent
from tests.members import rows
from tests.nights import begun, for_tomorrow, told, voted, watched
from tests.pages import message_of, press, text_of

pytestmark = [pytest.mark.usefixtures("bot"), on_both]


async def chosen(standin: StandIn) -> Exchange:
    """A night for tomorrow whose film is chosen."""
    vote = await for_tomorrow(standin, films=2)
    await voted(standin, vote, 0)
    return await press(standin, vote, "night:close")


async def test_stars_are_told_from_three_on_and_the_log_has_them(
    standin: StandIn, catalogue: Catalogue
) -> None:
    vote = await begun(standin, films=2)
    await voted(standin, vote, 0)
    closed = await press(standin, vote, "night:close")
    refused = await press(standin, closed, "night:watched", member=BORIS)
    assert "Only whoever began" in text_of(refused)
    watched = await press(standin, closed, "night:watched")
    stars = [one["custom_id"] for one in pages.buttons(watched, "night:rate")]
    assert len(stars) == 5
    for member, number in ((ANNA, 5), (BORIS, 2)):
        await standin.press(message_of(watched), stars[number - 1], member=member)
        assert "from three ratings on" in pages.text_of(message_of(watched))
    await standin.press(message_of(watched), stars[0], member=VERA)
    await standin.press(message_of(watched), stars[2], member=VERA)
    await told(standin, "You gave it ★★★", VERA)
    shown = pages.text_of(message_of(watched))
    assert "★ 3.3 from 3 ratings" in shown
    assert len(await rows(catalogue.database, "seen")) == 3
    log = await standin.slash("night history", member=BORIS)
    assert "★ 3.3" in text_of(log)
    assert message_of(log).visible_to == BORIS.id


async def test_one_sentence_stays_behind_a_veil(standin: StandIn, catalogue: Catalogue) -> None:
    page = await watched(standin, films=2)
    said = {"sentence": "It || ends @everyone <@1> *well*"}
    await sent(standin, message_of(page), "night:say", said, member=BORIS)
    (line,) = [one for one in text_of(message_of(page)).splitlines() if one.startswith("> ")]
    assert line == r"> ||It \|\| ends \@everyone \<\@1\> \*well\*||"
    await sent(standin, message_of(page), "night:say", {"sentence": "Better."}, member=BORIS)
    assert "> ||Better.||" in text_of(message_of(page))
    assert len(await rows(catalogue.database, "night_reactions")) == 1
    assert f"<@{BORIS.id}>" not in text_of(message_of(page))


async def test_whoever_says_something_leaves_the_message_its_language(standin: StandIn) -> None:
    page = await watched(standin, films=2)
    reader = replace(BORIS, locale="ru")
    await sent(standin, message_of(page), "night:say", {"sentence": "Длинно."}, member=reader)
    assert pages.title_of(message_of(page)) == "We watched"
    assert "||Длинно.||" in text_of(message_of(page))


async def test_films_like_it(standin: StandIn) -> None:
    page = await watched(standin, films=2)
    alike = await press(standin, page, "card:alike", member=VERA)
    assert message_of(alike).visible_to == VERA.id
    assert pages.offered(alike, "recommend:open")


async def test_the_evening_as_a_file(standin: StandIn) -> None:
    page = await chosen(standin)
    saved = await press(standin, page, "night:calendar", member=VERA)
    assert message_of(saved).visible_to == VERA.id
    (content,) = message_of(saved).files.values()
    lines = content.decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert any(line.startswith("SUMMARY:") for line in lines)
    begins, ends = (
        datetime.strptime(line.partition(":")[2], "%Y%m%dT%H%M%S%z")
        for line in lines
        if line.startswith(("DTSTART:", "DTEND:"))
    )
    assert datetime.now(UTC) < begins < ends < begins + timedelta(hours=8)


async def test_without_a_time_there_is_nothing_for_a_calendar(standin: StandIn) -> None:
    vote = await begun(standin, films=2)
    await voted(standin, vote, 0)
    closed = await press(standin, vote, "night:close")
    assert not pages.buttons(closed, "night:calendar")
    assert not pages.buttons(closed, "night:event")


async def test_an_event_is_made_once(standin: StandIn) -> None:
    page = message_of(await chosen(standin))
    custom_id = pages.button(page, "night:event")["custom_id"]
    refused = await standin.press(page, custom_id, member=BORIS)
    assert "Only whoever began" in text_of(refused)
    await asyncio.gather(*(standin.press(page, custom_id, member=ANNA) for _ in range(3)))
    await told(standin, "among this server’s events", ANNA)
    await told(standin, "There is an event already", ANNA)
    (event,) = standin.own.events
    assert event["entity_metadata"]["location"].endswith(f"/{SERVER.channel_id}/{page.id}")
    assert not pages.buttons(page, "night:event")


async def test_without_the_right_there_is_no_event_and_all_else_works(standin: StandIn) -> None:
    standin.own.withheld = CREATE_EVENTS
    page = await chosen(standin)
    assert not pages.buttons(page, "night:event")
    assert pages.buttons(page, "night:calendar")


async def test_a_right_that_was_lost_meanwhile(standin: StandIn) -> None:
    page = message_of(await chosen(standin))
    custom_id = pages.button(page, "night:event")["custom_id"]
    standin.own.withheld = CREATE_EVENTS
    await standin.press(page, custom_id)
    await told(standin, "the right “Create Events”", ANNA)
    assert not pages.buttons(page, "night:event")
    standin.own.withheld = 0
    await standin.press(page, custom_id, forged=True)
    assert len(standin.own.events) == 1


async def test_of_an_event_nobody_heard_of_no_second_is_made(standin: StandIn) -> None:
    page = message_of(await chosen(standin))
    custom_id = pages.button(page, "night:event")["custom_id"]
    standin.faults.reach = ("/guilds/",)
    standin.faults.rates = {"server_error": 1.0}
    await standin.press(page, custom_id)
    await told(standin, "did not say whether", ANNA)
    standin.faults.calm()
    await standin.press(page, custom_id, forged=True)
    await told(standin, "There is an event already", ANNA)


async def test_where_the_host_is_forgotten_whoever_comes_goes_on(
    standin: StandIn, catalogue: Catalogue
) -> None:
    vote = await begun(standin, films=2)
    await voted(standin, vote, 0)
    await press(standin, vote, "night:in", member=BORIS)
    async with catalogue.database.write() as session:
        await members.forget(session, ANNA.id)
    refused = await press(standin, message_of(vote), "night:close", member=VERA)
    assert "Only whoever began" in text_of(refused)
    closed = await press(standin, message_of(vote), "night:close", member=BORIS)
    assert pages.title_of(await press(standin, closed, "night:watched", member=BORIS)) == "We watched"


async def test_what_was_watched_is_saved_as_a_list(standin: StandIn) -> None:
    await watched(standin, films=2)
    log = await standin.slash("night history", member=BORIS)
    saved = await press(standin, log, "night:export", member=BORIS)
    assert message_of(saved).visible_to == BORIS.id
    text, table = (content.decode() for content in message_of(saved).files.values())
    assert text.startswith("Title: What we watched\n\n")
    assert "Description: Watched on 20" in text
    assert table.startswith('"Position","Title"')


async def test_a_whole_night_in_few_presses(standin: StandIn) -> None:
    """A member: three votes, in, seen with stars, a sentence (two). The host: start, close, watched, stars."""
    presses = {ANNA.id: 0, BORIS.id: 0}

    async def pressed(page: Exchange, form: str, place: int, who: object) -> Exchange:
        member = BORIS if who is BORIS else ANNA
        presses[member.id] += 1
        custom_id = pages.buttons(message_of(page), form)[place]["custom_id"]
        return await standin.press(message_of(page), custom_id, member=member)

    vote = await pressed(await standin.slash("night start", {"films": 3}), "night:start", 0, ANNA)
    for place in range(3):
        await pressed(vote, "night:vote", place, BORIS)
    await pressed(vote, "night:in", 0, BORIS)
    await pressed(vote, "night:close", 0, ANNA)
    await pressed(vote, "night:watched", 0, ANNA)
    await pressed(vote, "night:rate", 4, ANNA)
    await pressed(vote, "night:rate", 3, BORIS)
    opened = await pressed(vote, "night:say", 0, BORIS)
    presses[BORIS.id] += 1
    await standin.submit(opened, {"sentence": "Good."})
    assert presses[ANNA.id] <= 4, "and the command makes five"
    assert presses[BORIS.id] <= 10
    assert "||Good.||" in text_of(message_of(vote))
