"""Import and export of a member's films, without the wire, where it would only cost time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.member_files.reading import MemberFile, read_member_file
from bot.domain.viewer import Viewer
from bot.preview.world import ANNA
from bot.services import member_data
from bot.services import member_films as member_films_service
from bot.services.catalogue import Catalogue
from db import member_films
from tests.conftest import on_both, on_sqlite
from tests.members import MONDAY, kept
from tests.shipped import STALKER, films_on

pytestmark = on_both

WATCHED = (
    b"Date,Name,Year\n2012-05-02,Come and See,1985\n2013-06-01,Stalker,1979\n2013-06-01,Citizen Kane,1941\n"
)


def read(content: bytes, name: str = "watched.csv") -> MemberFile:
    """A file of Monday's."""
    return read_member_file(name, content, now=MONDAY)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_export_forget_import_gives_back_the_same_films(
    catalogue: Catalogue, data: st.DataObject
) -> None:
    """From the JSON to the second; from the tables by film and day."""
    films = sorted(films_on(catalogue))
    latest = int(MONDAY.timestamp())
    times = st.integers(86_400, latest).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
    wanted = {
        name: data.draw(st.dictionaries(st.sampled_from(films), times), label=name)
        for name in ("seen", "watchlist")
    }
    await member_data.forget(catalogue, Viewer(ANNA.id))
    async with catalogue.database.write() as session:
        for film_id, at in wanted["seen"].items():
            await member_films.put(session, "seen", ANNA.id, film_id, at)
        for film_id, at in wanted["watchlist"].items():
            await member_films.put(session, "watchlist", ANNA.id, film_id, at)
    files = dict((await member_data.export(catalogue, Viewer(ANNA.id), at=MONDAY)).files)
    for names in (["kinoteka.json"], ["watched.csv", "watchlist.csv"]):
        await member_data.forget(catalogue, Viewer(ANNA.id))
        for name in names:
            rehearsal = await member_data.rehearse(
                catalogue, Viewer(ANNA.id), read(files[name], name), to=None, at=MONDAY
            )
            assert (rehearsal.unknown, rehearsal.ambiguous_count) == (0, 0)
            await member_data.take_in(catalogue, Viewer(ANNA.id), rehearsed_at=MONDAY)
        seen, watchlist = await kept(catalogue, "seen"), await kept(catalogue, "watchlist")
        if names == ["kinoteka.json"]:
            assert (seen, watchlist) == (wanted["seen"], wanted["watchlist"])
        else:
            assert {i: at.date() for i, at in seen.items()} == {
                i: at.date() for i, at in wanted["seen"].items()
            }
            assert set(watchlist) == set(wanted["watchlist"])


async def test_what_waits_is_let_go_after_an_hour(catalogue: Catalogue) -> None:
    await member_data.rehearse(catalogue, Viewer(ANNA.id), read(WATCHED), to=None, at=MONDAY)
    await member_data.sweep(catalogue, MONDAY + timedelta(minutes=59))
    assert await member_data.kept(catalogue, Viewer(ANNA.id)) == {"import_rows": 2}
    await member_data.sweep(catalogue, MONDAY + timedelta(minutes=61))
    assert await member_data.kept(catalogue, Viewer(ANNA.id)) == {}
    assert await member_data.take_in(catalogue, Viewer(ANNA.id), rehearsed_at=MONDAY) is None


async def test_a_day_in_the_future_is_not_believed(catalogue: Catalogue) -> None:
    for day in ("2999-01-01", "0001-01-01", "yesterday"):
        content = f"Name,Year,WatchedDate\nStalker,1979,{day}\n".encode()
        await member_data.rehearse(catalogue, Viewer(ANNA.id), read(content), to=None, at=MONDAY)
        await member_data.take_in(catalogue, Viewer(ANNA.id), rehearsed_at=MONDAY)
        assert set((await kept(catalogue, "seen")).values()) == {MONDAY}
        await member_data.forget(catalogue, Viewer(ANNA.id))


async def test_a_diary_counts_each_film_once_by_its_last_day(catalogue: Catalogue) -> None:
    content = (
        b"Name,Year,Watched Date\nStalker,1979,2001-01-01\nStalker,1979,2005-01-01\nStalker,1979,2003-01-01\n"
    )
    rehearsal = await member_data.rehearse(
        catalogue, Viewer(ANNA.id), read(content, "diary.csv"), to=None, at=MONDAY
    )
    assert rehearsal.matched == {"seen": 1}
    await member_data.take_in(catalogue, Viewer(ANNA.id), rehearsed_at=MONDAY)
    assert set((await kept(catalogue, "seen")).values()) == {datetime(2005, 1, 1, 12, tzinfo=UTC)}


@on_sqlite  # nothing of it is stored
async def test_the_file_of_films_not_found_is_one_that_discord_takes(catalogue: Catalogue) -> None:
    titles = [f"{number} {'🎞' * 150}" for number in range(19_000)]
    content = "Name,Year\n" + "".join(f"{title},1979\n" for title in titles)
    rehearsal = await member_data.rehearse(
        catalogue, Viewer(ANNA.id), read(content.encode()), to=None, at=MONDAY
    )
    assert rehearsal.unknown == len(rehearsal.not_found.decode().splitlines()) == len(titles)
    assert len(rehearsal.not_found) < 10 * 1024 * 1024


async def test_what_was_seen_already_keeps_its_time(catalogue: Catalogue) -> None:
    await member_films_service.mark_seen(catalogue, Viewer(ANNA.id), STALKER, at=MONDAY)
    later = MONDAY + timedelta(hours=1)
    rehearsal = await member_data.rehearse(catalogue, Viewer(ANNA.id), read(WATCHED), to=None, at=later)
    assert (rehearsal.matched, rehearsal.new) == ({"seen": 2}, {"seen": 1})
    await member_data.take_in(catalogue, Viewer(ANNA.id), rehearsed_at=later)
    assert (await kept(catalogue, "seen"))[STALKER] == MONDAY
    await member_data.undo(catalogue, Viewer(ANNA.id), rehearsed_at=later)
    assert await kept(catalogue, "seen") == {STALKER: MONDAY}
