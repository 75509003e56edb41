"""A server's view of the catalogue: read when somebody looks, renewed when it has changed."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.viewer import Viewer
from bot.services import film as film_service
from bot.services.catalogue import Catalogue
from db import errors, server_lists
from db.engine import Database
from db.types import owned_id
from tests import servers
from tests.built_once import BuildSuggestions
from tests.conftest import on_both, on_sqlite
from tests.shipped import ASCENT, SURVIVAL, lists_of
from tests.waiting import until

pytestmark = on_both

HERE, THERE = 1001, 2002
AT_HOME = Viewer(1, HERE)


async def titles_seen(catalogue: Catalogue, viewer: Viewer) -> list[str]:
    return [one.title for one in (await catalogue.view(viewer)).snapshot.lists if one.owner]


async def sees(catalogue: Catalogue, *titles: str) -> bool:
    return await titles_seen(catalogue, AT_HOME) == [*titles]


async def test_servers_without_lists_see_the_catalogue_itself(catalogue: Catalogue) -> None:
    await servers.publish(catalogue, HERE, servers.curated("night", "Night", [ASCENT]))
    for viewer in (Viewer(1), Viewer(1, THERE)):
        assert await catalogue.view(viewer) is catalogue
    assert await catalogue.view(AT_HOME) is await catalogue.view(Viewer(2, HERE)) is not catalogue


async def test_another_process_s_change_is_noticed(catalogue: Catalogue, database_url: str) -> None:
    catalogue.watch(every=0)
    await servers.publish(catalogue, HERE, servers.curated("night", "Night", [ASCENT]))
    assert await titles_seen(catalogue, AT_HOME) == ["Night"]
    other = Database(database_url)
    try:
        async with other.write() as session:
            await server_lists.lock(session, HERE)
            await server_lists.publish(session, HERE, servers.curated("day", "Day", [ASCENT]))
        await until(lambda: sees(catalogue, "Night", "Day"))
        async with other.write() as session:
            await server_lists.lock(session, HERE)
            await server_lists.delete_everything(session, HERE)
        await until(lambda: sees(catalogue))
    finally:
        await other.close()


async def test_many_ask_at_once_and_it_is_read_once(catalogue: Catalogue) -> None:
    await servers.publish(catalogue, HERE, servers.curated("night", "Night", [ASCENT]))
    views = await asyncio.gather(*(catalogue.view(AT_HOME) for _ in range(20)))
    assert len(set(map(id, views))) == 1


@on_sqlite  # it is about what is in memory
async def test_more_servers_than_stay_in_memory_are_all_answered(catalogue: Catalogue) -> None:
    owners = range(HERE, HERE + 70)
    for owner in owners:
        await servers.publish(catalogue, owner, servers.curated("night", f"Night {owner}", [ASCENT]))
    for _ in range(2):
        for owner in owners:
            assert await titles_seen(catalogue, Viewer(1, owner)) == [f"Night {owner}"]


@pytest.mark.parametrize("steps", [0, 1, 3, 10])
async def test_closing_ends_what_is_being_read_for_a_server(
    database_url: str,
    build_suggestions: BuildSuggestions,
    steps: int,
) -> None:
    """However far it has come: after that, nobody asks the database any more."""
    database = Database(database_url)
    catalogue = Catalogue(database, build_suggestions=build_suggestions)
    try:
        await catalogue.open()
        await catalogue.suggestions(patience=30)
        await catalogue.titles(patience=30)
        for owner in (HERE, THERE):
            await servers.publish(catalogue, owner, servers.curated("night", "Night", [ASCENT]))
        view = await catalogue.view(AT_HOME)
        before = asyncio.all_tasks()
        assert view.suggestions_now is not None
        asker = asyncio.create_task(catalogue.view(Viewer(1, THERE)))
        for _ in range(steps):
            await asyncio.sleep(0)
        started = asyncio.all_tasks() - before
        assert not all(task.done() for task in started)
        await catalogue.close()
        assert [task for task in started if task is not asker and not task.done()] == []
        await asyncio.gather(asker, return_exceptions=True)
    finally:
        await database.close()


@on_sqlite  # it is about what is in memory
async def test_recommendations_are_dropped_for_others_and_built_again(catalogue: Catalogue) -> None:
    owners = range(HERE, HERE + 20)
    for owner in owners:
        own = servers.film("Own", owner)
        await servers.publish(catalogue, owner, servers.curated("night", "Night", [own]))
    for _ in range(2):
        for owner in owners:
            found = await (await catalogue.view(Viewer(1, owner))).suggestions(patience=60)
            mine = {owned_id(one, f"own-{one}") for one in owners} & found.index.pages.keys()
            assert mine == {owned_id(owner, f"own-{owner}")}


async def test_a_hidden_global_list_says_nothing_on_cards_either(catalogue: Catalogue) -> None:
    async with catalogue.database.write() as session:
        await server_lists.lock(session, HERE)
        for one in lists_of(catalogue):
            await server_lists.show_global(session, HERE, one.id, shown=False)
    await catalogue.server_changed(HERE)
    view = await catalogue.view(AT_HOME)
    assert (view.snapshot.lists, (await view.suggestions()).dealable) == ((), ())
    assert (await film_service.card(view, ASCENT)).voice is None
    assert (await film_service.card(catalogue, ASCENT)).voice is not None
    with pytest.raises(errors.ListNotFoundError):
        await view.film_list(SURVIVAL)


async def test_a_film_is_found_by_the_name_that_a_server_s_list_gives_it(catalogue: Catalogue) -> None:
    await servers.publish(catalogue, HERE, servers.curated("night", "Quokka", [ASCENT]))
    for viewer, id_ in ((AT_HOME, ASCENT), (Viewer(1, THERE), None)):
        found = await film_service.find(await catalogue.view(viewer), "Quokka as listed")
        shown = found.card.page.film.id if found.card and found.card.page else None
        assert shown == id_


@pytest.mark.parametrize("hides", ["hidden", "adult"])
async def test_a_name_that_only_a_list_out_of_sight_gives_finds_nothing(
    catalogue: Catalogue, hides: str
) -> None:
    """Though the film stands on one that is seen, too."""
    seen = servers.curated("seen", "Wombat", [ASCENT])
    unseen = servers.curated("unseen", "Quokka", [ASCENT], adult=hides == "adult")
    await servers.publish(catalogue, HERE, seen, unseen)
    if hides == "hidden":
        async with catalogue.database.write() as session:
            await server_lists.lock(session, HERE)
            await server_lists.set_hidden(session, HERE, owned_id(HERE, "unseen"), hidden=True)
        await catalogue.server_changed(HERE)
    titles = await (await catalogue.view(AT_HOME)).titles()
    assert [one.id for one in titles.complete("Wombat as", 5)] == [ASCENT]
    assert titles.complete("Quokka as", 5) == []


async def test_a_bot_that_starts_where_servers_have_lists_tells_nobody_else(
    catalogue: Catalogue, database_url: str
) -> None:
    """All that is read at the start, by a process that has seen none of them published."""
    for owner in (HERE, THERE):
        film = servers.film("Own", owner)
        await servers.publish(catalogue, owner, servers.curated("night", f"Night {owner}", [film, ASCENT]))
    database = Database(database_url)
    started = Catalogue(database)
    try:
        await started.open()
        for viewer in (Viewer(1), Viewer(1, HERE), Viewer(1, THERE)):
            view = await started.view(viewer)
            titles, suggestions = await view.titles(patience=60), await view.suggestions(patience=60)
            for owner in (HERE, THERE):
                own = owned_id(owner, f"own-{owner}")
                is_mine = viewer.server == owner
                assert (own in suggestions.index.pages) is is_mine
                assert (titles.get(own) is not None) is is_mine
                assert (owned_id(owner, "night") in {one.id for one in view.snapshot.lists}) is is_mine
    finally:
        await started.close()
        await database.close()
