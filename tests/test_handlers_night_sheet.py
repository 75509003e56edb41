"""/night start and nominate: the sheet that the host sees first."""

from __future__ import annotations

import pytest

from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS
from bot.services.catalogue import Catalogue
from db.night_models import night_members
from tests import pages
from tests.company import VERA
from tests.conftest import on_both
from tests.curating import sent
from tests.members import rows
from tests.nights import begun, voted, watched
from tests.pages import choose, message_of, press, text_of
from tests.waiting import until

pytestmark = [pytest.mark.usefixtures("bot"), on_both]


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
    assert "I don’t know: xyzzyplugh" in text_of(unknown)
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


async def test_several_films_are_named_at_once(standin: StandIn) -> None:
    sheet = await standin.slash("night start", {"list": "survival", "films": 2})
    titles = {"title": "Stalker\n\nxyzzyplugh\nMirror"}
    added = await sent(standin, sheet, "night:ask", titles, member=ANNA)
    assert len(pages.offered(added, "night:remove")) == 4
    assert all(one in text_of(added) for one in ("Stalker", "Mirror", "I don’t know: xyzzyplugh."))


async def test_a_vote_has_room_for_eight_films(standin: StandIn) -> None:
    sheet = await standin.slash("night start", {"list": "survival", "films": 7})
    titles = {"title": "Mirror\nCommissar"}
    added = await sent(standin, sheet, "night:ask", titles, member=ANNA)
    assert len(pages.offered(added, "night:remove")) == 8
    assert "there was no room for **Commissar" in text_of(added)
    assert pages.button(added, "night:ask")["disabled"]


async def test_what_is_nominated_is_not_too_long_nor_watched_already(standin: StandIn) -> None:
    shown = pages.title_of(await watched(standin, films=2))
    assert shown == "We watched"
    seen = text_of(await standin.slash("night history")).split("**")[1].rsplit(" (", 1)[0]
    for title in (seen, "Stalker"):
        await standin.slash("night nominate", {"film": title}, member=BORIS)
    sheet = await standin.slash("night start", {"films": 2, "minutes": 100})
    assert "Stalker" not in text_of(sheet)
    assert f"**{seen} (" not in text_of(sheet)


async def test_a_vote_that_nobody_can_read_has_not_begun(standin: StandIn, catalogue: Catalogue) -> None:
    await standin.slash("night nominate", {"film": "Stalker"}, member=BORIS)
    sheet = await standin.slash("night start", {"films": 2})
    standin.faults.rates = {"server_error": 1.0}
    await standin.press(message_of(sheet), pages.button(sheet, "night:start")["custom_id"])
    standin.faults.calm()
    assert len(await rows(catalogue.database, "nominations")) == 1
    vote = await press(standin, sheet, "night:start")
    assert len(pages.buttons(vote, "night:vote")) == 2

    async def none_left() -> bool:
        return not await rows(catalogue.database, "nominations")

    await until(none_left)


async def test_what_lost_comes_back_with_one_press(standin: StandIn) -> None:
    first = await standin.slash("night start", {"films": 3})
    assert not pages.buttons(first, "night:carry"), "there was no vote yet"
    films = pages.offered(first, "night:remove")
    vote = await press(standin, first, "night:start")
    for member in (ANNA, BORIS):
        await voted(standin, vote, 1, member)
    await voted(standin, vote, 2)
    await press(standin, vote, "night:close")
    sheet = await standin.slash("night start", {"films": 2})
    drawn = pages.offered(sheet, "night:remove")
    carried = await press(standin, sheet, "night:carry")
    lost = [one for one in (films[2], films[0]) if one not in drawn]
    assert pages.offered(carried, "night:remove") == [*drawn, *lost]
    assert not pages.buttons(carried, "night:carry"), "they are all there"


async def test_one_member_chooses_alone(standin: StandIn) -> None:
    vote = await begun(standin, films=2, picker=BORIS)
    assert f"<@{BORIS.id}> chooses the film" in text_of(vote)
    refused = await voted(standin, vote, 0, VERA)
    assert message_of(refused).visible_to == VERA.id
    assert "chooses the film" in text_of(refused)
    assert pages.title_of(message_of(vote)) == "What do we watch?"
    chosen = await voted(standin, vote, 1, BORIS)
    assert pages.title_of(chosen) == "We watch"
    assert f"<@{BORIS.id}> chose it." in text_of(chosen)


async def test_where_the_picker_is_forgotten_all_vote(standin: StandIn, catalogue: Catalogue) -> None:
    vote = await begun(standin, films=2, picker=BORIS)
    async with catalogue.database.write() as session:
        await session.change(night_members.delete().where(night_members.c.user_id == BORIS.id))
    await voted(standin, vote, 0, VERA)
    assert pages.buttons(message_of(vote), "night:vote")[0]["label"] == "1 vote"
