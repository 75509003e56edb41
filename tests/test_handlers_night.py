"""/night: the sheet, the vote of many at once, the evening, stars and the log."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.domain.viewer import Viewer
from bot.preview.channel import Exchange
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, SERVER, Member
from bot.services import night as service
from bot.services.catalogue import Catalogue
from db.engine import Database
from db.night_models import nights
from tests import pages
from tests.company import VERA
from tests.conftest import on_both
from tests.curating import sent
from tests.members import rows
from tests.pages import choose, message_of, press, text_of
from tests.waiting import until

pytestmark = [pytest.mark.usefixtures("bot"), on_both]


async def begun(standin: StandIn, **options: object) -> Exchange:
    """A vote that Anna began."""
    sheet = await standin.slash("night start", options)
    return await press(standin, sheet, "night:start")


async def voted(standin: StandIn, page: Exchange, place: int, member: Member = BORIS) -> Exchange:
    """A press on the toggle of the film at this place."""
    custom_id = pages.buttons(page, "night:vote")[place]["custom_id"]
    return await standin.press(message_of(page), custom_id, member=member)


def counts(page: Exchange) -> list[int]:
    """The numbers of votes that everybody sees now."""
    return [int(one["label"].split()[0]) for one in pages.buttons(message_of(page), "night:vote")]


async def told(standin: StandIn, words: str, member: Member) -> None:
    """Wait until a member is told this alone, beside the page for all."""
    await until(
        lambda: any(one.visible_to == member.id and words in text_of(one) for one in standin.messages)
    )


def night_of(page: Exchange) -> int:
    return int(pages.fields(pages.button(page, "night:mine")["custom_id"])[0], 36)


async def over(catalogue: Catalogue) -> None:
    """The time of every vote has passed."""
    past = int((datetime.now(UTC) - timedelta(hours=1)).timestamp())
    async with catalogue.database.write() as session:
        await session.change(update(nights).values(closes_at=past))


async def test_the_host_sees_the_films_first_and_changes_them(standin: StandIn) -> None:
    sheet = await standin.slash("night start", {"list": "survival", "films": 3})
    assert message_of(sheet).visible_to == ANNA.id
    first = pages.offered(sheet, "night:remove")
    assert len(first) == 3
    swapped = await choose(standin, sheet, "night:swap", first[1])
    second = pages.offered(swapped, "night:remove")
    assert second[0] == first[0]
    assert second[2] == first[2]
    assert second[1] not in first
    removed = await choose(standin, swapped, "night:remove", second[0])
    assert pages.offered(removed, "night:remove") == second[1:]
    added = await sent(standin, removed, "night:ask", {"title": "Stalker"}, member=ANNA)
    assert len(pages.offered(added, "night:remove")) == 3
    assert "Stalker" in text_of(added)
    unknown = await sent(standin, added, "night:ask", {"title": "xyzzyplugh"}, member=ANNA)
    assert "No film here has that title" in text_of(unknown)
    vote = await press(standin, unknown, "night:start")
    assert message_of(vote).visible_to is None
    assert len(pages.buttons(vote, "night:vote")) == 3
    again = await press(standin, unknown, "night:start")
    assert message_of(again).visible_to == ANNA.id
    assert "begun already" in text_of(again)


async def test_a_nominated_film_comes_first(standin: StandIn) -> None:
    assert "is nominated" in text_of(await standin.slash("night nominate", {"film": "Stalker"}, member=BORIS))
    twice = await standin.slash("night nominate", {"film": "Stalker"}, member=BORIS)
    assert "already" in text_of(twice)
    sheet = await standin.slash("night start", {"films": 2})
    assert "1. **Stalker" in text_of(sheet)


async def test_when_the_evening_begins_is_read_in_the_servers_zone(standin: StandIn) -> None:
    assert "time zone" in text_of(await standin.slash("night start", {"when": "20:30"}))
    assert "time zone" in text_of(await standin.slash("night start", {"when": "20:30", "zone": "Atlantis"}))
    assert "It begins <t:" in text_of(
        await standin.slash("night start", {"when": "20:30", "zone": "Europe/Berlin"})
    )
    assert "It begins <t:" in text_of(await standin.slash("night start", {"when": "завтра 21:00"}))
    assert "can’t read" in text_of(await standin.slash("night start", {"when": "soonish"}))


async def test_votes_are_toggled_and_private(standin: StandIn) -> None:
    vote = await begun(standin, films=3)
    answer = await voted(standin, vote, 1)
    assert message_of(answer).id == message_of(vote).id
    assert counts(vote) == [0, 1, 0]
    await voted(standin, vote, 2)
    mine = await press(standin, vote, "night:mine", member=BORIS)
    assert message_of(mine).visible_to == BORIS.id
    assert text_of(mine).count("\n- ") == 2
    await voted(standin, vote, 1)
    assert counts(vote) == [0, 0, 1]
    assert f"<@{BORIS.id}>" not in str(pages.text_of(vote))
    await press(standin, vote, "night:in", member=BORIS)
    assert f"<@{BORIS.id}>" in "".join(text for text in [pages.text_of(message_of(vote))])
    counted = await press(standin, mine, "night:count", member=BORIS)
    assert pages.buttons(counted, "night:ignore")


async def test_many_vote_at_once_and_what_is_shown_is_what_is_written(
    standin: StandIn, catalogue: Catalogue
) -> None:
    vote = await begun(standin, films=4)
    members = [Member(ANNA.id + 1000 + number, f"Member {number}") for number in range(60)]
    presses = [voted(standin, vote, number % 3, one) for number, one in enumerate(members)]
    presses += [voted(standin, vote, 3, one) for one in members[:30]]
    presses += [voted(standin, vote, 3, one) for one in members[:10]]
    await asyncio.gather(*presses)
    await until(lambda: counts(vote) == [20, 20, 20, 20])
    assert len(await rows(catalogue.database, "night_votes")) == 80


async def test_two_programs_on_one_database(
    standin: StandIn, catalogue: Catalogue, database_url: str
) -> None:
    vote = await begun(standin, films=2)
    night_id = night_of(vote)
    other = Catalogue(Database(database_url))
    try:
        viewer = Viewer(BORIS.id, SERVER.guild_id or 0, "en")
        film = (await service.get(catalogue, viewer, night_id)).films[0]
        now = datetime.now(UTC)
        both = [
            service.vote(
                (catalogue, other)[number % 2], Viewer(900 + number, viewer.server, "en"), night_id, film, now
            )
            for number in range(40)
        ]
        assert all(await asyncio.gather(*both))
        ends = await asyncio.gather(*(service.close(one, night_id) for one in (catalogue, other) * 3))
        assert sorted(ends) == [False] * 5 + [True]
        assert (await service.get(other, viewer, night_id)).winner == film
    finally:
        await other.database.close()


async def test_only_the_host_closes_and_the_first_press_after_its_time(
    standin: StandIn, catalogue: Catalogue
) -> None:
    vote = await begun(standin, films=2)
    await voted(standin, vote, 1)
    refused = await press(standin, vote, "night:close", member=BORIS)
    assert "Only whoever began" in text_of(refused)
    await over(catalogue)
    await voted(standin, vote, 0, VERA)
    await told(standin, "That is over", VERA)
    assert pages.title_of(message_of(vote)) == "We watch"
    assert len(await rows(catalogue.database, "night_votes")) == 1


async def test_nobody_voted(standin: StandIn) -> None:
    vote = await begun(standin, films=2)
    await press(standin, vote, "night:close")
    assert "Nobody voted" in pages.text_of(message_of(vote))


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


async def test_a_night_that_is_gone(standin: StandIn, catalogue: Catalogue) -> None:
    vote = await begun(standin, films=2)
    async with catalogue.database.write() as session:
        await session.change(nights.delete())
    for custom_id, _ in pages.presses(message_of(vote)):
        assert "no longer kept" in text_of(await standin.press(message_of(vote), custom_id, member=BORIS))
