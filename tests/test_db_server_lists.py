"""Lists and films that belong to a server, as they are stored."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from db import bulk, catalogue, entries, errors, films, languages, lists, server_lists
from db.engine import Database
from db.server_films import ServerFilm
from db.server_lists import ServerEntry, ServerList
from db.types import GLOBAL, Film, owned_id, stable_id
from tests import make
from tests.conftest import on_both

pytestmark = on_both

HERE, THERE = 1001, 2002
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
ASCENT = make.film("the-ascent", directors=("Larisa Shepitko",))
OWN = ServerFilm("our-summer-2019", "Our Summer", 2019, ("Ada Ek",), ("Vårt år",), 74, "tt0000001")
LIST = ServerList(
    "horror",
    "Horror",
    introduction="What we watch at night.",
    aliases=("scary", "night"),
    colour=0x123456,
    entries=(
        ServerEntry("the-ascent", "The Ascent!", 1977, "Cold.", "Filmed in winter.", ASCENT.id),
        ServerEntry("our-summer", "Our Summer", 2019, "Hot.", film=OWN),
        ServerEntry("nobody-knows", "Nobody Knows", nearest_film_id=ASCENT.id),
    ),
)


async def fill(database: Database, *content: Film) -> None:
    async with database.write() as session:
        await catalogue.fill(session, content, ())


async def publish(database: Database, owner: int, *some: ServerList) -> None:
    async with database.write() as session:
        await server_lists.lock(session, owner)
        for one in some:
            await server_lists.publish(session, owner, one)


async def kept(database: Database, owner: int) -> dict[str, ServerList]:
    async with database.read() as session:
        return {
            one.slug: await server_lists.whole(session, owner, one.id)
            for one in await server_lists.summaries(session, owner)
        }


async def own_films(database: Database, owner: int) -> set[str]:
    async with database.read() as session:
        return {record.slug for record in await films.title_records(session, owner)}


async def test_a_list_comes_back_as_it_was_published(database: Database) -> None:
    await fill(database, ASCENT)
    await publish(database, HERE, LIST)
    assert await kept(database, HERE) == {"horror": LIST}
    assert await kept(database, THERE) == {}
    async with database.read() as session:
        (summary,) = await server_lists.summaries(session, HERE)
        page = await films.page(session, owned_id(HERE, OWN.slug), HERE)
        ((first, *_), *_) = [one.entries for one in [await lists.page(session, summary.id, HERE)]]
        states = await server_lists.states(session)
    assert (summary.id, summary.entry_count, summary.film_count) == (stable_id(f"{HERE}:horror"), 3, 2)
    assert (summary.owner, summary.colour, summary.adult, summary.hidden) == (HERE, 0x123456, False, False)
    assert (page.film.people("director"), page.film.alternative_titles[0].text) == (("Ada Ek",), "Vårt år")
    assert [entry.description for entry in page.entries] == ["Hot."]
    assert (first.id, first.film and first.film.id) == (owned_id(HERE, "horror/the-ascent"), ASCENT.id)
    assert states.keys() == {HERE}


async def test_another_server_sees_neither_list_nor_film_nor_entry(database: Database) -> None:
    await fill(database, ASCENT)
    await publish(database, HERE, LIST)
    for owner in (GLOBAL, THERE):
        async with database.read() as session:
            with pytest.raises(errors.FilmNotFoundError):
                await films.page(session, owned_id(HERE, OWN.slug), owner)
            with pytest.raises(errors.ListNotFoundError):
                await lists.page(session, owned_id(HERE, "horror"), owner)
            with pytest.raises(errors.EntryNotFoundError):
                await entries.get(session, owned_id(HERE, "horror/the-ascent"), owner)
            assert (await films.page(session, ASCENT.id, owner)).entries == ()
            assert (await lists.summaries(session), await entries.identified(session, owner)) == ([], [])
            (record,) = await films.title_records(session)
            assert (record.names, record.list_count) == ((), 0)


async def test_two_servers_have_a_list_and_a_film_of_the_same_slug(database: Database) -> None:
    await fill(database, ASCENT)
    theirs = replace(LIST, title="Their horror", entries=(ServerEntry("our-summer", "Ours", 2019, film=OWN),))
    await publish(database, HERE, LIST)
    await publish(database, THERE, theirs)
    assert (await kept(database, HERE), await kept(database, THERE)) == ({"horror": LIST}, {"horror": theirs})


async def test_a_film_of_another_server_counts_as_none(database: Database) -> None:
    await publish(database, HERE, LIST)
    stolen = ServerEntry("stolen", "Stolen", 2019, film=owned_id(HERE, OWN.slug))
    await publish(database, THERE, ServerList("theirs", "Theirs", entries=(stolen,)))
    async with database.read() as session:
        assert await entries.identified(session, THERE) == []


async def test_a_film_goes_with_the_last_list_that_holds_it_and_comes_back_under_its_id(
    database: Database,
) -> None:
    await publish(database, HERE, LIST, replace(LIST, slug="more"))
    async with database.write() as session:
        await server_lists.lock(session, HERE)
        await server_lists.delete_list(session, HERE, owned_id(HERE, "horror"))
    assert await own_films(database, HERE) == {OWN.slug}
    async with database.write() as session:
        await server_lists.lock(session, HERE)
        await server_lists.delete_list(session, HERE, owned_id(HERE, "more"))
    assert await own_films(database, HERE) == set()
    await publish(database, HERE, LIST)
    async with database.read() as session:
        assert (await films.page(session, owned_id(HERE, OWN.slug), HERE)).film.people("director")


async def test_what_a_later_list_does_not_know_of_a_film_stays(database: Database) -> None:
    bare = ServerFilm(OWN.slug, "Our summer", 2019)
    await publish(
        database, HERE, LIST, ServerList("more", "More", entries=(ServerEntry("a", "A", film=bare),))
    )
    assert (await kept(database, HERE))["more"].entries[0].film == replace(OWN, title="Our summer")


async def test_the_content_leaves_servers_alone_and_lists_find_a_film_again(database: Database) -> None:
    await fill(database, ASCENT)
    await publish(database, HERE, LIST)
    await fill(database)
    async with database.read() as session:
        assert [film for _, film, _ in await entries.identified(session, HERE)] == [owned_id(HERE, OWN.slug)]
    assert await kept(database, HERE) == {
        "horror": replace(LIST, entries=tuple(map(without_nearest, LIST.entries)))
    }
    await fill(database, ASCENT)
    async with database.read() as session:
        assert len(await entries.identified(session, HERE)) == 2


def without_nearest(entry: ServerEntry) -> ServerEntry:
    """What is only near may be forgotten with its film."""
    return replace(entry, nearest_film_id=None)


async def test_a_bulk_that_is_loaded_anew_leaves_servers_alone(database: Database) -> None:
    async def load() -> None:
        async with database.write() as session:
            await bulk.replace(session, "some", (ASCENT,), {ASCENT.id: "Q1"}, source="here", at=NOON)

    await load()
    await publish(database, HERE, LIST)
    await load()
    async with database.read() as session:
        assert len(await entries.identified(session, HERE)) == 2
        assert [record.slug for record in (await anext(bulk.in_sets(session)))] == [ASCENT.slug]
        assert [one async for one in bulk.curated(session)] in ([], [[]])
        assert await bulk.taken(session, "some") == (frozenset(), frozenset())


async def test_a_film_that_only_a_server_lists_is_on_nobody_else_s_list(database: Database) -> None:
    """One that the catalogue has, on no list of its own: nobody else is dealt it or has it recommended."""
    await fill(database, ASCENT)
    await publish(database, HERE, LIST)
    async with database.read() as session:
        for owner, listed in ((GLOBAL, set()), (THERE, set()), (HERE, {ASCENT.slug, OWN.slug})):
            assert {page.film.slug for page in await films.pages_on_lists(session, owner)} == listed


async def test_the_order_of_lists_and_what_is_hidden(database: Database) -> None:
    await publish(database, HERE, *(ServerList(slug, slug) for slug in "abcd"))
    async with database.write() as session:
        await server_lists.lock(session, HERE)
        await server_lists.set_order(session, HERE, [owned_id(HERE, "d"), owned_id(HERE, "b")])
        await server_lists.set_hidden(session, HERE, owned_id(HERE, "b"), hidden=True)
        await server_lists.show_global(session, HERE, 5, shown=False)
        await server_lists.show_global(session, HERE, 5, shown=False)
        await server_lists.show_global(session, HERE, 6, shown=False)
        await server_lists.show_global(session, HERE, 6, shown=True)
        with pytest.raises(errors.ListNotFoundError):
            await server_lists.set_hidden(session, THERE, owned_id(HERE, "b"), hidden=True)
        with pytest.raises(errors.ListNotFoundError):
            await server_lists.delete_list(session, THERE, owned_id(HERE, "b"))
    await publish(database, HERE, ServerList("b", "B!"))  # a new edition neither moves nor shows it
    async with database.read() as session:
        shown = [(one.title, one.hidden) for one in await server_lists.summaries(session, HERE)]
        hidden = (
            await server_lists.hidden_global(session, HERE),
            await server_lists.hidden_global(session, THERE),
        )
    assert shown == [("d", False), ("B!", True), ("a", False), ("c", False)]
    assert hidden == (frozenset({5}), frozenset())


async def test_the_version_grows_with_every_change_and_stays_when_all_is_deleted(database: Database) -> None:
    await publish(database, HERE, LIST)
    await publish(database, THERE, LIST)
    async with database.write() as session:
        await server_lists.lock(session, HERE)
        await server_lists.delete_everything(session, HERE)
    assert (await kept(database, HERE), await own_films(database, HERE)) == ({}, set())
    assert await kept(database, THERE) == {
        "horror": replace(LIST, entries=tuple(map(without_nearest, LIST.entries)))
    }
    async with database.write() as session:
        states = await server_lists.states(session)
        assert (states[HERE].version, states[THERE].version) == (2, 1)
        await server_lists.lock(session, HERE)
        await server_lists.forget(session, HERE)
        assert (await server_lists.states(session)).keys() == {THERE}


async def test_what_is_no_list_of_theirs_stays_until_the_server_is_forgotten(database: Database) -> None:
    await publish(database, HERE, LIST)
    async with database.write() as session:
        await languages.choose_for_server(session, HERE, "ru")
        await server_lists.lock(session, HERE)
        await server_lists.delete_everything(session, HERE)
        assert (await languages.chosen(session, 0, HERE)).server == "ru"
        await server_lists.forget(session, HERE)
        assert (await languages.chosen(session, 0, HERE)).server == ""


async def test_several_writers_at_once_lose_nothing(empty_url: str) -> None:
    """Ten lists of one server and ten of others, whose films have directors nobody had before."""

    def made(number: int) -> ServerList:
        brought = [
            ServerFilm(f"film-{number}-{place}", "Film", 2000, (f"Director {place}",)) for place in range(5)
        ]
        return ServerList(
            f"list-{number}",
            "List",
            entries=tuple(ServerEntry(f"e{place}", "Film", film=one) for place, one in enumerate(brought)),
        )

    jobs = [(HERE, number) for number in range(10)] + [(5000 + number, number) for number in range(10)]
    database = Database(empty_url, timeout=60.0)  # how many fit into two seconds depends on the machine
    try:
        await asyncio.gather(*(publish(database, owner, made(number)) for owner, number in jobs))
        for owner, number in jobs:
            assert (await kept(database, owner))[f"list-{number}"] == made(number)
        async with database.read() as session:
            assert (await server_lists.states(session))[HERE].version == 10
            assert await server_lists.count(session, HERE) == 10
    finally:
        await database.close()
