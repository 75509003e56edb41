"""/curate lists: a server's lists in its curators' hands."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.curate import document as documents
from bot.preview.channel import Impossible
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, DM, SERVER
from bot.services.catalogue import Catalogue
from bot.ui.kit.base36 import base36
from db import curated
from tests import pages
from tests.curating import ANOTHER, CURATOR, bring, choose, entries, open_list, press, published, sent
from tests.given_out import GIVEN_OUT
from tests.members import rows
from tests.pages import message_of, text_of

pytestmark = pytest.mark.usefixtures("bot")

GUILD = SERVER.guild_id or 0
CURATING = {"rehearsal", "curate", "curated", "entry", "report"}
TEXT = "Stalker (1979)\nMirror (1975)\nSolaris (1972)\nNobody's Film (1999)"


async def kept(catalogue: Catalogue, list_id: int) -> documents.CuratedList:
    async with catalogue.database.read() as session:
        version = await curated.newest(session, GUILD, list_id)
    assert version is not None
    return documents.from_json(version.document)


async def titles(catalogue: Catalogue, list_id: int) -> list[str]:
    return [one.words.title for one in (await kept(catalogue, list_id)).entries]


async def test_the_lists_own_words(standin: StandIn, catalogue: Catalogue) -> None:
    list_id = await published(standin, TEXT, name="Wet")
    about = {
        "title": "Rain @everyone [x](https://example.org)",
        "introduction": "It\u202e rains.\n\n\nA lot.",
        "aliases": "дождь; rain",
        "colour": "#c8322b",
        "adult": ["yes"],
    }
    page = await sent(standin, await open_list(standin, list_id), "curate:about", about)
    document = await kept(catalogue, list_id)
    assert document.introduction == "It rains.\n\nA lot."
    assert document.aliases == ("дождь", "rain")
    assert (document.colour, document.adult) == (0xC8322B, True)
    assert "@everyone" not in text_of(page).replace("\\@everyone", "")
    assert "](http" not in text_of(page)


async def test_an_entrys_words_place_and_end(standin: StandIn, catalogue: Catalogue) -> None:
    list_id = await published(standin, TEXT, name="Wet")
    page = await open_list(standin, list_id)
    entry = await choose(standin, page, "curate:entry", pages.offered(page, "curate:entry")[1])
    words = {"title": "The Mirror", "year": "1974", "description": "Memory.", "fact": "Shot thrice."}
    entry = await sent(standin, entry, "entry:words", words)
    assert (await kept(catalogue, list_id)).entries[1].words == documents.Words(
        "The Mirror", 1974, "Memory.", "Shot thrice."
    )
    entry = await sent(standin, entry, "entry:words", {"year": "12"})
    assert (await kept(catalogue, list_id)).entries[1].words.year == 1974
    entry = await sent(standin, entry, "entry:place", {"rank": "4"})
    assert await titles(catalogue, list_id) == ["Stalker", "Solaris", "Nobody's Film", "The Mirror"]
    entry = await press(standin, entry, "entry:file")
    assert (await kept(catalogue, list_id)).entries[3].words.title == "Mirror"
    page = await press(standin, entry, "entry:remove")
    assert len(entries(page)) == 3
    gone = await standin.press(
        message_of(page), f"entry:open:{base36(list_id)}:{base36(1)}", member=CURATOR, forged=True
    )
    assert pages.forms(gone) == []
    assert message_of(gone).id != message_of(page).id


async def test_a_film_is_added_by_title_or_by_hand(standin: StandIn, catalogue: Catalogue) -> None:
    list_id = await published(standin, TEXT, name="Wet")
    page = await open_list(standin, list_id)
    found = await sent(standin, page, "curate:add", {"title": "иди и смотри"})
    page = await choose(standin, found, "entry:mean", pages.offered(found, "entry:mean")[0])
    assert (await kept(catalogue, list_id)).entries[-1].words == documents.Words("Come and See", 1985)
    assert (await kept(catalogue, list_id)).entries[-1].film
    found = await sent(standin, page, "curate:add", {"title": "Home Movie", "year": "2001"})
    page = await choose(standin, found, "entry:mean", pages.offered(found, "entry:mean")[-1])
    last = (await kept(catalogue, list_id)).entries[-1]
    assert (last.words.title, last.words.year, last.own) == ("Home Movie", 2001, "home-movie-2001")
    assert len(entries(page)) == 6


async def test_an_unknown_entry_is_matched_and_unmatched(standin: StandIn, catalogue: Catalogue) -> None:
    list_id = await published(standin, TEXT, name="Wet")
    page = await open_list(standin, list_id)
    entry = await choose(standin, page, "curate:entry", pages.offered(page, "curate:entry")[3])
    found = await sent(standin, entry, "entry:match", {"title": "come and see"})
    entry = await choose(standin, found, "entry:mean", pages.offered(found, "entry:mean")[0])
    matched = (await kept(catalogue, list_id)).entries[3]
    assert (bool(matched.film), matched.by, matched.own) == (True, "curator", "")
    found = await sent(standin, entry, "entry:match", {"title": "come and see"})
    await choose(standin, found, "entry:mean", pages.offered(found, "entry:mean")[-1])
    assert (await kept(catalogue, list_id)).entries[3].own


async def test_order_hiding_and_deletion(standin: StandIn) -> None:
    first, second = await published(standin, TEXT, name="One"), await published(standin, TEXT, name="Two")
    page = await press(standin, await open_list(standin, second), "curate:up")
    page = await press(standin, page, "curate:hide")
    assert "curate:show" in pages.forms(page)
    lists = await press(standin, page, "curate:lists")
    assert [int(value, 36) for value in pages.offered(lists, "curate:pick")] == [second, first]
    page = await open_list(standin, first)
    kept_it = await sent(standin, page, "curate:delete", {"title": "Two"})
    assert pages.forms(kept_it) == []
    await sent(standin, page, "curate:delete", {"title": "one"})
    lists = await standin.slash("curate lists", member=CURATOR)
    assert [int(value, 36) for value in pages.offered(lists, "curate:pick")] == [second]
    late = await standin.press(
        message_of(page), f"curate:open:{base36(first)}:0", member=CURATOR, forged=True
    )
    assert pages.forms(late) == []


async def test_all_is_deleted_once_the_number_is_typed(standin: StandIn) -> None:
    await published(standin, TEXT, name="One")
    await published(standin, TEXT, name="Two")
    asked = await standin.slash("curate delete-all", member=CURATOR)
    await standin.submit(asked, {"sure": "1"})
    lists = await standin.slash("curate lists", member=CURATOR)
    assert len(pages.offered(lists, "curate:pick")) == 2
    asked = await standin.slash("curate delete-all", member=CURATOR)
    await standin.submit(asked, {"sure": "2"})
    lists = await standin.slash("curate lists", member=CURATOR)
    assert "curate:pick" not in pages.forms(lists)


async def test_versions_are_kept_and_put_back(standin: StandIn, catalogue: Catalogue) -> None:
    list_id = await published(standin, TEXT, name="Wet")
    page = await open_list(standin, list_id)
    for rank in range(1, 24):
        entry = await choose(standin, page, "curate:entry", pages.offered(page, "curate:entry")[0])
        entry = await sent(standin, entry, "entry:words", {"description": f"No. {rank}."})
        page = await press(standin, entry, "curate:open")
    several = await press(standin, page, "curate:versions")
    assert len(pages.offered(several, "curate:version")) == 19, "20 with the newest"
    oldest = pages.offered(several, "curate:version")[-1]
    stale = pages.button(several, "curate:undo")["custom_id"]
    back = await choose(standin, several, "curate:version", oldest)
    assert (await kept(catalogue, list_id)).entries[0].words.description == "No. 4."
    assert stale != pages.button(back, "curate:undo")["custom_id"]
    await standin.press(message_of(back), stale, member=CURATOR, forged=True)
    assert (await kept(catalogue, list_id)).entries[0].words.description == "No. 4.", (
        "not undone by an old button"
    )
    await press(standin, back, "curate:undo")
    assert (await kept(catalogue, list_id)).entries[0].words.description == "No. 23."


async def test_ten_curators_at_once_lose_nothing(standin: StandIn, catalogue: Catalogue) -> None:
    text = "\n".join(f"Film {number} ({1950 + number})" for number in range(10))
    list_id = await published(standin, text, name="Ten")
    page = await open_list(standin, list_id)
    ids = entries(page)

    async def edit(number: int, entry_id: int) -> None:
        member = CURATOR if number % 2 else ANOTHER
        own = await open_list(standin, list_id, member=member)
        entry = await pages.choose(standin, own, "curate:entry", base36(entry_id), member=member)
        await sent(standin, entry, "entry:words", {"description": f"By {number}."}, member=member)

    await asyncio.gather(*(edit(number, entry_id) for number, entry_id in enumerate(ids)))
    document = await kept(catalogue, list_id)
    assert [one.words.description for one in document.entries] == [f"By {number}." for number in range(10)]
    async with catalogue.database.read() as session:
        assert len(await curated.versions(session, GUILD, list_id)) == 11


async def test_lists_for_everyone_are_hidden_here(standin: StandIn) -> None:
    which = await standin.slash("curate which", member=CURATOR)
    chosen = pages.offered(which, "curate:turn")[0]
    which = await choose(standin, which, "curate:turn", chosen)
    offered = pages.lists_offered(await standin.slash("list"))
    assert int(chosen, 36) not in offered
    assert offered
    await choose(standin, which, "curate:turn", chosen)
    assert int(chosen, 36) in pages.lists_offered(await standin.slash("list"))


async def test_members_tell_the_curators(standin: StandIn) -> None:
    list_id = await published(standin, TEXT, name="Wet")
    shown = await standin.slash("list", {"name": "Wet"})
    card = await pages.choose(standin, shown, "list:entry", pages.offered(shown, "list:entry")[0])
    details = await pages.press(standin, card, "card:more")
    asked = await pages.press(standin, details, "suggest:ask")
    thanks = await standin.submit(asked, {"list": [base36(list_id)], "text": "Please."})
    assert message_of(thanks).ephemeral
    asked = await pages.press(standin, details, "mistake:ask")
    await standin.submit(asked, {"text": "It is of 1980."})
    reports = await standin.slash("curate reports", member=CURATOR)
    assert len(pages.offered(reports, "report:open")) == 2
    first = await choose(standin, reports, "report:open", pages.offered(reports, "report:open")[0])
    assert "Please." in text_of(first)
    reports = await press(standin, first, "report:done")
    second = await choose(standin, reports, "report:open", pages.offered(reports, "report:open")[0])
    assert "It is of 1980." in text_of(second)
    entry = await press(standin, second, "entry:open")
    assert "entry:words" in pages.forms(entry)
    reports = await standin.slash("curate reports", member=CURATOR)
    second = await choose(standin, reports, "report:open", pages.offered(reports, "report:open")[0])
    reports = await press(standin, second, "report:done")
    assert "report:open" not in pages.forms(reports)


async def test_of_an_entry_that_nobody_knows_members_tell_on_its_card(standin: StandIn) -> None:
    await published(standin, "A Lost One (?)", name="Wet")
    shown = await standin.slash("list", {"name": "Wet"})
    card = await pages.choose(standin, shown, "list:entry", pages.offered(shown, "list:entry")[0])
    assert "suggest:ask" not in pages.forms(card)
    await standin.submit(await pages.press(standin, card, "mistake:ask"), {"text": "It is Wings."})
    reports = await standin.slash("curate reports", member=CURATOR)
    assert len(pages.offered(reports, "report:open")) == 1


async def test_without_lists_nobody_is_asked_to_tell(standin: StandIn) -> None:
    card = await standin.slash("film", {"title": "Stalker"})
    details = await pages.press(standin, card, "card:more")
    assert "suggest:ask" not in pages.forms(details)


async def test_who_made_a_version_is_forgotten_but_not_the_list(
    standin: StandIn, catalogue: Catalogue
) -> None:
    list_id = await published(standin, TEXT, name="Wet")
    asked = await standin.slash("me forget", member=CURATOR)
    await pages.press(standin, asked, "forget:all", member=CURATOR)
    async with catalogue.database.read() as session:
        (version,) = await curated.versions(session, GUILD, list_id)
    assert version.made_by == 0
    assert len(await titles(catalogue, list_id)) == 4


async def test_it_is_for_those_who_manage_a_server(standin: StandIn) -> None:
    with pytest.raises(Impossible):
        await standin.slash("curate lists", member=ANNA)
    with pytest.raises(Impossible):
        await standin.slash("curate lists", member=CURATOR, place=DM)
    page = await bring(standin, TEXT, name="Wet")
    assert message_of(page).visible_to == CURATOR.id


async def test_outside_a_server_nothing_can_be_curated(standin: StandIn, catalogue: Catalogue) -> None:
    """What a forged client may press in a direct message changes no list of everybody's, nor makes it anybody's."""
    page = message_of(await standin.slash("list", place=DM))
    before = [one["custom_id"] for one in pages.buttons(page, "list:show")]
    a_list = pages.fields(before[0])[0]
    curating = [one for one, form, _ in GIVEN_OUT if form.split(":")[0] in CURATING]
    assert len(curating) > 40
    for custom_id in curating:
        noun, verb, _list, *fields = custom_id.split(":")
        for one in (custom_id, ":".join([noun, verb, a_list, *fields])):
            await standin.select(page, one, [a_list], forged=True)
    assert not catalogue.servers
    assert not await rows(catalogue.database, "servers")
    after = await standin.slash("list", place=DM)
    assert [one["custom_id"] for one in pages.buttons(after, "list:show")] == before
