"""The vote of a night: of many at once, by two programs, after its time."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from bot.client import Kinoteka
from bot.domain.viewer import Viewer
from bot.preview.faults import Fault
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, SERVER, VIEW_CHANNEL, Member
from bot.services import night as service
from bot.services.catalogue import Catalogue
from db.engine import Database
from db.night_models import nights
from tests import pages
from tests.company import VERA
from tests.conftest import on_both
from tests.members import rows
from tests.nights import begun, counts, night_of, over, told, voted
from tests.pages import message_of, press, text_of
from tests.waiting import until

pytestmark = [pytest.mark.usefixtures("bot"), on_both]

CLUB = tuple(Member(ANNA.id + 1000 + number, f"Member {number}") for number in range(200))
FAULTS: list[Fault] = [
    "rate_limit",
    "server_error",
    "reset",
    "reset_after",
    "slow",
    "duplicate",
    "out_of_order",
]


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


async def test_two_hundred_vote_at_once_on_a_bad_day(standin: StandIn, catalogue: Catalogue) -> None:
    """What is shown after the last answer is what is written."""
    vote = await begun(standin, films=4)
    before = len(standin.requests)
    standin.faults.next(*FAULTS * 2)
    presses = [voted(standin, vote, number % 3, one) for number, one in enumerate(CLUB)]
    presses += [voted(standin, vote, 3, one) for one in CLUB[:100]]
    presses += [voted(standin, vote, 3, one) for one in CLUB[:20]]
    exchanges = await asyncio.gather(*presses)
    assert {one.state for one in exchanges} <= {"updated", "answered", "deferred"}
    await until(lambda: counts(vote) == [67, 67, 66, 80])
    await press(standin, vote, "night:close")
    assert len(await rows(catalogue.database, "night_votes")) == 280
    drawn = [one for one in standin.requests[before:] if "components" in str(one.json)]
    assert len(drawn) <= len(presses) + len(FAULTS) * 2, "not each press draws until nothing newer is written"


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
                (catalogue, other)[number % 2],
                Viewer(900 + number // 2, viewer.server, "en"),
                night_id,
                film,
                1000 + number // 2,  # each at both, once
                now,
            )
            for number in range(40)
        ]
        assert all(await asyncio.gather(*both))
        ends = await asyncio.gather(*(service.close(one, night_id) for one in (catalogue, other) * 3))
        assert sorted(ends) == [False] * 5 + [True]
        night = await service.get(other, viewer, night_id)
        assert (night.winner, night.votes) == (film, {film: 20})
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


async def test_a_vote_ends_by_itself_when_its_time_is_over(
    standin: StandIn, bot: Kinoteka, catalogue: Catalogue
) -> None:
    vote = await begun(standin, films=2)
    await voted(standin, vote, 1)
    await bot.night_closing.tick()
    assert pages.title_of(message_of(vote)) == "What do we watch?", "it is not over"
    await over(catalogue)
    await bot.night_closing.tick()
    assert pages.title_of(message_of(vote)) == "We watch"
    requests = len(standin.requests)
    await bot.night_closing.tick()
    assert len(standin.requests) == requests, "it is ended once"


@pytest.mark.parametrize("gone", [False, True], ids=["may not see the channel", "the message was deleted"])
async def test_what_cannot_be_drawn_by_itself_is_drawn_by_the_next_press(
    standin: StandIn, bot: Kinoteka, catalogue: Catalogue, gone: bool
) -> None:
    vote = await begun(standin, films=2)
    await voted(standin, vote, 1)
    await over(catalogue)
    if gone:
        standin.own.delete(message_of(vote))
    else:
        standin.own.withheld = VIEW_CHANNEL
    await bot.night_closing.tick()
    viewer = Viewer(BORIS.id, SERVER.guild_id or 0, "en")
    assert (await service.get(catalogue, viewer, night_of(vote))).state == "closed"
    if not gone:
        await voted(standin, vote, 0, VERA)
        assert pages.title_of(message_of(vote)) == "We watch"


async def test_a_press_in_time_closes_nothing(standin: StandIn, catalogue: Catalogue) -> None:
    """Nor does it count the night on, which would have it drawn twice."""
    vote = await begun(standin, films=2)
    before = (await service.get(catalogue, Viewer(0, SERVER.guild_id or 0, "en"), night_of(vote))).version
    requests = len(standin.requests)
    await voted(standin, vote, 1)
    after = (await service.get(catalogue, Viewer(0, SERVER.guild_id or 0, "en"), night_of(vote))).version
    assert after == before + 1
    assert len(standin.requests) == requests + 1


async def test_a_night_that_is_gone(standin: StandIn, catalogue: Catalogue) -> None:
    vote = await begun(standin, films=2)
    async with catalogue.database.write() as session:
        await session.change(nights.delete())
    for custom_id, _ in pages.presses(message_of(vote)):
        assert "no longer kept" in text_of(await standin.press(message_of(vote), custom_id, member=BORIS))
