"""Two servers and a direct message: what belongs to one is seen in that one alone."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.viewer import Viewer
from bot.preview.channel import Exchange
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, DM, OTHER_SERVER, SERVER, Place
from bot.services import member_data
from bot.services.catalogue import Catalogue
from bot.ui.kit.base36 import base36
from db import server_lists
from db.types import owned_id
from tests import pages, servers
from tests.conftest import on_both
from tests.members import MONDAY, keep
from tests.pages import film_of, list_of, message_of, press, text_of
from tests.shipped import ASCENT, SURVIVAL, lists_of

pytestmark = [on_both, pytest.mark.usefixtures("bot")]

HERE, THERE = SERVER.guild_id or 0, OTHER_SERVER.guild_id or 0
NAMES = {HERE: "Aardvark", THERE: "Zebrafish"}
"""Words that only one server knows."""
PLACES = (SERVER, OTHER_SERVER, DM)
RESTRICTED = replace(SERVER, channel_id=SERVER.channel_id + 1, age_restricted=True)


def own_list(owner: int, *, number: int = 0, adult: bool = False) -> server_lists.ServerList:
    """A list with two films of its own and one of everybody's."""
    name = NAMES[owner]
    own = [servers.film(name, 2 * number), servers.film(name, 2 * number + 1)]
    return servers.curated(f"horror-{number}", f"{name} horror {number}", [*own, ASCENT], adult=adult)


async def both(catalogue: Catalogue) -> None:
    for owner in (HERE, THERE):
        await servers.publish(catalogue, owner, own_list(owner))


def dump(exchange: Exchange) -> str:
    """The words and custom ids of an answer."""
    return json.dumps(message_of(exchange).data["components"], ensure_ascii=False)


async def seen_in(standin: StandIn, place: Place) -> str:
    """Everything that is answered there to whoever asks for anything."""
    found: list[str] = []
    for path, options in (
        ("list", {}),
        ("list", {"name": "horror"}),
        ("film", {"title": f"{NAMES[HERE]} 0"}),
        ("film", {"title": f"{NAMES[THERE]} 0"}),
        ("film", {"title": f"{NAMES[HERE]} Director"}),
        ("film", {"title": "The Ascent"}),
        ("random", {"decade": "2000"}),
        ("recommend", {"words": "horror", "private": True}),
        ("recommend", {"like": "The Ascent", "private": True}),
        ("me films", {}),
        ("about", {}),
    ):
        exchange = await standin.slash(path, options, place=place)
        # What was typed is said again where nothing was found.
        said = dump(exchange)
        found.append(said.replace(str(options.get("title")), "").replace("horror", ""))
    for command, option, text in (
        ("list", "name", ""),
        ("list", "name", "horror"),
        ("random", "list", NAMES[HERE][:5]),
        ("random", "list", NAMES[THERE][:5]),
        ("film", "title", ""),
        ("film", "title", NAMES[HERE][:4]),
        ("film", "title", NAMES[THERE][:4]),
        ("recommend", "like", "direct"),
        ("random", "theme", ""),
        ("random", "decade", ""),
    ):
        found.append(json.dumps(await standin.autocomplete(command, option, text, place=place)))
    written = standin.write(f"“{NAMES[HERE]} 0” and “{NAMES[THERE]} 1”", place=place)
    found.append(dump(await standin.message_command("Find films in this message", written)))
    return "\n".join(found)


def crossed(owner: int, said: str) -> list[str]:
    """What of a server's is in an answer: its words, and ids of what it has or may have had."""
    ids = [
        owned_id(owner, slug)
        for number in range(3)
        for slug in (f"horror-{number}", *(f"own-{2 * number + one}" for one in (0, 1)))
    ]
    ids += [owned_id(owner, f"horror-{number}/e{place}") for number in range(3) for place in range(3)]
    return [one for one in (NAMES[owner], *map(base36, ids)) if one in said]


async def test_nothing_of_a_server_is_seen_elsewhere(standin: StandIn, catalogue: Catalogue) -> None:
    await both(catalogue)
    said = {place: await seen_in(standin, place) for place in PLACES}
    assert crossed(THERE, said[SERVER]) == crossed(HERE, said[OTHER_SERVER]) == []
    assert crossed(HERE, said[DM]) == crossed(THERE, said[DM]) == []
    assert len(crossed(HERE, said[SERVER])) > 5
    assert len(crossed(THERE, said[OTHER_SERVER])) > 5


async def test_a_server_s_lists_come_first(standin: StandIn, catalogue: Catalogue) -> None:
    await both(catalogue)
    mine = owned_id(HERE, "horror-0")
    assert pages.lists_offered(await standin.slash("list")) == [
        mine,
        *(one.id for one in lists_of(catalogue)),
    ]
    rows = await standin.autocomplete("list", "name", "")
    assert rows[0]["value"] == f"id:{base36(mine)}"
    assert list_of(await standin.slash("list", {"name": "horror"})) == mine
    card = await standin.slash("film", {"title": "The Ascent"})
    assert (film_of(card), list_of(card)) == (ASCENT, mine)
    assert "Aardvark horror 0 says something of number 2" in text_of(card)
    assert SURVIVAL in {
        one.list_id for one in (await catalogue.page(ASCENT)).entries
    } or pages.voices_offered(card)
    elsewhere = await standin.slash("film", {"title": "The Ascent"}, place=OTHER_SERVER)
    assert list_of(elsewhere) == owned_id(THERE, "horror-0")


async def test_a_film_of_a_server_is_one_like_any_other(standin: StandIn, catalogue: Catalogue) -> None:
    await both(catalogue)
    own = owned_id(HERE, "own-0")
    card = await standin.slash("film", {"title": "Aardvark 0"})
    assert film_of(card) == own
    await press(standin, card, "seen:mark")
    details = await press(standin, card, "card:more")
    assert "Aardvark Director" in text_of(details)
    await press(standin, await standin.slash("film", {"title": "Aardvark 1"}), "watchlist:add")
    films = await standin.slash("me films")
    assert "1 of 3" in text_of(films)
    assert "Aardvark 0" in text_of(await press(standin, films, "mine:tab:seen"))
    dealt = await standin.slash("random", {"list": "aardvark", "decade": "2000"})
    assert film_of(dealt) in {own, owned_id(HERE, "own-1")}
    found = await standin.slash("recommend", {"list": "aardvark"})
    assert own in pages.offered_films(found, "recommend:open")


async def test_own_marks_of_a_server_s_films_are_listed_there_alone_and_exported_everywhere(
    standin: StandIn, catalogue: Catalogue
) -> None:
    await both(catalogue)
    own = owned_id(HERE, "own-0")
    await keep(catalogue, "seen", own, ASCENT)
    for place in (DM, OTHER_SERVER):
        shown = await press(standin, await standin.slash("me films", place=place), "mine:tab:seen")
        assert "Aardvark" not in text_of(shown)
        assert pages.offered_films(shown, "mine:open") == [ASCENT]
    here = await press(standin, await standin.slash("me films"), "mine:tab:seen")
    assert set(pages.offered_films(here, "mine:open")) == {own, ASCENT}
    for server in (0, HERE, THERE):
        exported = await member_data.export(catalogue, Viewer(ANNA.id, server), at=MONDAY)
        assert b'"Aardvark 0","2001"' in dict(exported.files)["watched.csv"]


async def test_forged_presses_of_another_server_s_buttons_show_nothing_of_it(
    standin: StandIn, catalogue: Catalogue
) -> None:
    """Whatever stands on its pages, pressed elsewhere."""
    await both(catalogue)
    shown = [
        await standin.slash("film", {"title": "Aardvark 0"}),
        await standin.slash("list"),
        await standin.slash("list", {"name": "horror"}),
        await standin.slash("random", {"list": "horror"}),
        await standin.slash("recommend", {"list": "horror"}),
        await press(standin, await standin.slash("film", {"title": "Aardvark 1"}), "card:more"),
        await standin.slash("me films"),
    ]
    found = {one for page in shown for one in pages.presses(message_of(page))}
    assert len(found) > 20
    for place in (OTHER_SERVER, DM):
        for custom_id, value in sorted(found):
            there = message_of(await standin.slash("film", {"title": "Stalker"}, place=place))
            if value:
                exchange = await standin.select(there, custom_id, [value], forged=True)
            else:
                exchange = await standin.press(there, custom_id, forged=True)
            said = dump(exchange)
            for echoed in {custom_id, *custom_id.split(":"), *value.split(":")}:
                said = said.replace(echoed, "") if len(echoed) > 8 else said
            assert crossed(HERE, said) == [], (place.kind, custom_id, value)


async def test_buttons_of_a_list_that_is_gone_answer_kindly(standin: StandIn, catalogue: Catalogue) -> None:
    await both(catalogue)
    shown = await standin.slash("list", {"name": "horror"})
    card = await standin.slash("film", {"title": "Aardvark 0"})
    await servers.delete_everything(catalogue, HERE)
    for page, form in ((shown, "list:about"), (card, "card:more"), (card, "seen:mark"), (card, "card:alike")):
        if not pages.buttons(page, form):
            continue
        answer = await press(standin, page, form)
        assert "no longer" in text_of(answer), form
        assert message_of(answer).ephemeral


async def test_a_list_for_adults_is_shown_in_age_restricted_channels_only(
    standin: StandIn, catalogue: Catalogue
) -> None:
    await servers.publish(catalogue, HERE, own_list(HERE, adult=True))
    assert crossed(HERE, await seen_in(standin, SERVER)) == []
    assert len(crossed(HERE, await seen_in(standin, RESTRICTED))) > 5


async def test_hidden_lists_are_not_shown(standin: StandIn, catalogue: Catalogue) -> None:
    await both(catalogue)
    async with catalogue.database.write() as session:
        await server_lists.lock(session, HERE)
        await server_lists.set_hidden(session, HERE, owned_id(HERE, "horror-0"), hidden=True)
        await server_lists.show_global(session, HERE, SURVIVAL, shown=False)
    await catalogue.server_changed(HERE)
    assert crossed(HERE, await seen_in(standin, SERVER)) == []
    shown = pages.lists_offered(await standin.slash("list"))
    assert shown == [one.id for one in lists_of(catalogue) if one.id != SURVIVAL]
    assert SURVIVAL in pages.lists_offered(await standin.slash("list", place=DM))


# Whatever curators do

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["publish", "publish", "adult", "delete", "hide", "show", "everything", "global"]),
        st.sampled_from([HERE, THERE]),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=6,
)


async def act(catalogue: Catalogue, what: str, owner: int, number: int) -> None:
    list_id = owned_id(owner, f"horror-{number}")
    async with catalogue.database.write() as session:
        await server_lists.lock(session, owner)
        there = {one.id for one in await server_lists.summaries(session, owner)}
        if what in {"publish", "adult"}:
            await server_lists.publish(session, owner, own_list(owner, number=number, adult=what == "adult"))
        elif what == "everything":
            await server_lists.delete_everything(session, owner)
        elif what == "global":
            await server_lists.show_global(session, owner, lists_of(catalogue)[number].id, shown=False)
        elif list_id in there and what == "delete":
            await server_lists.delete_list(session, owner, list_id)
        elif list_id in there:
            await server_lists.set_hidden(session, owner, list_id, hidden=what == "hide")
    await catalogue.server_changed(owner)


async def test_nothing_crosses_whatever_curators_do(standin: StandIn, catalogue: Catalogue) -> None:
    loop = asyncio.get_running_loop()

    async def check(acts: list[tuple[str, int, int]]) -> None:
        for owner in (HERE, THERE):
            await servers.delete_everything(catalogue, owner)
        for one in acts:
            await act(catalogue, *one)
        visible = {HERE: False, THERE: False}
        async with catalogue.database.read() as session:
            for owner in visible:
                found = await server_lists.summaries(session, owner)
                visible[owner] = any(not one.hidden and not one.adult for one in found)
        for place in PLACES:
            said = await seen_in(standin, place)
            for owner, any_shown in visible.items():
                assert bool(crossed(owner, said)) == (any_shown and place.guild_id == owner), (place, acts)
        standin.forget()

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(ACTS)
    def sequences(acts: list[tuple[str, int, int]]) -> None:
        asyncio.run_coroutine_threadsafe(check(acts), loop).result(timeout=120)

    await asyncio.to_thread(sequences)


async def test_who_is_a_member_elsewhere_is_asked_by_the_place_alone(
    standin: StandIn, catalogue: Catalogue
) -> None:
    """The same member types in both."""
    await both(catalogue)
    for place, owner in ((SERVER, HERE), (OTHER_SERVER, THERE)):
        card = await standin.slash("film", {"title": f"{NAMES[owner]} 0"}, member=ANNA, place=place)
        assert film_of(card) == owned_id(owner, "own-0")
