"""Filling the catalogue, and the questions asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

import pytest
from sqlalchemy import select

from db import catalogue, entries, errors, films, lists
from db.content import Changes, ListContent, Report
from db.engine import Database
from db.meta import catalogue_version
from db.models import checks as checks_table
from db.models import entries as entries_table
from db.models import films as films_table
from db.models import lists as lists_table
from db.models import people, sources, tags
from db.types import Credit, Film, FilmPage, FilmRef, Source, Title, TitleRecord, stable_id
from tests import make
from tests.conftest import on_both

pytestmark = on_both

ASCENT = make.film(
    "the-ascent",
    original_title="Восхождение",
    romanised_title="Voskhozhdenie",
    alternative_titles=(Title("L'Ascension", "alternative", "French"), Title("Ascent", "alternative")),
    directors=("Larisa Shepitko",),
    writers=("Yuri Klepikov", Credit("Larisa Shepitko", note="uncredited")),
    cast=(Credit("Boris Plotnikov", "Sotnikov"), Credit("Vladimir Gostyukhin", None, "voice of another")),
    cinematographers=("Vladimir Chukhnov",),
    composers=("Alfred Schnittke",),
    countries=("Soviet Union",),
    languages=("Russian", "German"),
    genres=("war", "drama"),
    themes=("winter", "war"),
    tones=("bleak", "tense"),
    colour="black and white",
    runtime_note="other cuts run 106 to 111 min",
    studios=("Mosfilm",),
    awards=("Golden Bear, Berlin 1977",),
    runtime_minutes=109,
    based_on="Sotnikov, novella by Vasil Bykau",
    synopsis="Two partisans set out for food.",
    imdb_id="tt0075404",
)
TENT = make.film(
    "the-red-tent",
    year=1969,
    release_year=1970,
    original_title="Красная палатка / La tenda rossa",
    directors=("Mikhail Kalatozov",),
    runtime_minutes=158,
)
EDGE = make.film("the-edge-2010", title="The Edge", year=2010, directors=("Alexei Uchitel",))


def survival(*, fact: str = "It won the Golden Bear.") -> ListContent:
    wrong = make.check(
        "b", part="description", verdict="wrong", note="It was spring.", sources=(), spoils=True
    )
    bear = make.check("a", says=(fact, "It was shot in winter."))
    return make.film_list(
        "survival",
        make.entry("survival", 1, ASCENT, fact=fact, checks=(bear, wrong)),
        make.entry("survival", 2, None, nearest_film_id=EDGE.id, note="Nobody knows it."),
        make.entry("survival", 3, TENT),
        aliases=("staying alive", "выживание"),
    )


def loneliness() -> ListContent:
    return make.film_list("loneliness", make.entry("loneliness", 1, ASCENT, description="Alone in the snow."))


async def fill(database: Database, known: Sequence[Film], *curated: ListContent) -> Report:
    async with database.write() as session:
        return await catalogue.fill(session, known, curated)


async def page(database: Database, film: Film) -> FilmPage:
    async with database.read(snapshot=False) as session:
        return await films.page(session, film.id)


async def test_a_film_comes_back_as_it_was_put_in(database: Database) -> None:
    await fill(database, [ASCENT, TENT])
    async with database.read() as session:
        assert asdict(await films.get(session, ASCENT.id)) == asdict(ASCENT)
        assert asdict(await films.page(session, TENT.id)) == asdict(FilmPage(TENT, ()))


async def test_a_page_has_every_voice_by_list_and_rank(database: Database) -> None:
    await fill(database, [ASCENT, TENT, EDGE], survival(), loneliness())
    found = await page(database, ASCENT)
    alone, alive = found.entries
    assert (alone.list_title, alone.description, alone.list_size) == ("Loneliness", "Alone in the snow.", 1)
    assert (alive.list_slug, alive.rank, alive.list_size) == ("survival", 1, 3)
    assert (alive.fact, alive.film_id, alive.nearest) == ("It won the Golden Bear.", ASCENT.id, None)
    assert [check.key for check in alive.checks] == ["a", "b"]
    assert alive.checks[0].sources == make.check().sources
    assert (alive.checks[1].note, alive.checks[1].sources) == ("It was spring.", ())
    assert alive.checks[0].says == ("It won the Golden Bear.", "It was shot in winter.")
    assert (alive.checks[1].says, alive.checks[1].history, alive.checks[0].history) == ((), True, False)
    assert (alone.previous_id, alone.next_id) == (None, None)


async def test_entries_know_their_neighbours_and_the_nearest_film(database: Database) -> None:
    one = survival()
    await fill(database, [ASCENT, TENT, EDGE], one)
    first, second, third = [entry.id for entry in one.entries]
    async with database.read() as session:
        entry = await entries.get(session, second)
        last = await entries.get(session, third)
    assert (entry.previous_id, entry.next_id) == (first, third)
    assert (last.previous_id, last.next_id) == (second, None)
    assert entry.film_id is None
    assert entry.nearest == FilmRef(EDGE.id, "the-edge-2010", "The Edge", 2010, ("Alexei Uchitel",), None)
    assert entry.note == "Nobody knows it."


async def test_a_list_page_and_its_summary(database: Database) -> None:
    await fill(database, [ASCENT, TENT, EDGE], survival(), loneliness())
    async with database.read() as session:
        found = await lists.page(session, stable_id("survival"))
        summaries = await lists.summaries(session)
        standing = await entries.identified(session)
    assert [one.slug for one in summaries] == ["loneliness", "survival"]
    assert summaries[1] == found.summary
    summary = found.summary
    assert (summary.entry_count, summary.film_count) == (3, 2)
    assert (summary.first_year, summary.last_year) == (1969, 1977)
    assert summary.aliases == ("staying alive", "выживание")
    assert [line.rank for line in found.entries] == [1, 2, 3]
    assert [line.film and line.film.slug for line in found.entries] == ["the-ascent", None, "the-red-tent"]
    assert found.entries[2].film == FilmRef(
        TENT.id, "the-red-tent", "The Red Tent", 1969, ("Mikhail Kalatozov",), 158
    )
    assert len(standing) == 3, "what is not identified is never dealt"


async def test_an_empty_list_has_no_years(database: Database) -> None:
    await fill(database, [], make.film_list("survival", make.entry("survival", 1, None)))
    async with database.read() as session:
        (summary,) = await lists.summaries(session)
    assert (summary.entry_count, summary.film_count, summary.first_year, summary.last_year) == (
        1,
        0,
        None,
        None,
    )


async def test_what_the_title_index_is_told(database: Database) -> None:
    listed = make.film_list("survival", make.entry("survival", 1, ASCENT, listed_title="Rising"))
    await fill(database, [ASCENT, TENT], listed, loneliness())
    async with database.read() as session:
        records = {record.slug: record for record in await films.title_records(session)}
    assert records["the-ascent"] == TitleRecord(
        id=ASCENT.id,
        slug="the-ascent",
        title="The Ascent",
        year=1977,
        release_year=1977,
        names=("Восхождение", "Voskhozhdenie", "L'Ascension", "Ascent", "Rising"),
        directors=("Larisa Shepitko",),
        runtime_minutes=109,
        imdb_id="tt0075404",
        list_count=2,
    )
    tent = records["the-red-tent"]
    assert tent.names == ("Красная палатка / La tenda rossa", "Красная палатка", "La tenda rossa")
    assert (tent.year, tent.release_year, tent.list_count) == (1969, 1970, 0)


async def test_what_is_not_there(database: Database) -> None:
    async with database.read() as session:
        with pytest.raises(errors.FilmNotFoundError) as film:
            await films.page(session, 7)
        with pytest.raises(errors.FilmNotFoundError):
            await films.get(session, 7)
        with pytest.raises(errors.EntryNotFoundError) as entry:
            await entries.get(session, 8)
        with pytest.raises(errors.ListNotFoundError) as one:
            await lists.page(session, 9)
    assert (film.value.film_id, entry.value.entry_id, one.value.list_id) == (7, 8, 9)


async def test_ids_beyond_sqlite_are_simply_not_there(database: Database) -> None:
    """A forged custom id holds up to twelve base-36 digits: below 2**63, but above every id of ours."""
    async with database.read() as session:
        with pytest.raises(errors.FilmNotFoundError):
            await films.page(session, 36**12 - 1)


async def test_filling_twice_changes_nothing(database: Database) -> None:
    first = await fill(database, [ASCENT, TENT, EDGE], survival(), loneliness())
    second = await fill(database, [ASCENT, TENT, EDGE], survival(), loneliness())
    assert first.films == Changes(("the-ascent", "the-red-tent", "the-edge-2010"), (), (), 0)
    assert len(first.entries.added) == 4
    assert first.checks.added == ("survival: The Ascent (1977) a", "survival: The Ascent (1977) b")
    assert not second
    assert [changes.unchanged for changes in (second.films, second.lists, second.entries, second.checks)] == [
        3, 2, 4, 2,
    ]  # fmt: skip
    async with database.read() as session:
        assert await catalogue_version(session) == 1
        assert await catalogue.unchanged(session) == second


async def test_every_digest_fits_its_column(database: Database) -> None:
    """SQLite stores what is too long all the same; others do not."""
    many = make.entry("survival", 1, ASCENT, checks=tuple(make.check(f"c{n}") for n in range(101)))
    await fill(database, [ASCENT], make.film_list("survival", many))
    async with database.read() as session:
        for table in (films_table, lists_table, entries_table, checks_table):
            width: int = vars(table.c.digest.type)["length"]
            assert max(len(row[0]) for row in await session.execute(select(table.c.digest))) <= width, (
                table.name
            )


async def test_one_word_changed_is_one_entry_changed(database: Database) -> None:
    await fill(database, [ASCENT, TENT, EDGE], survival())
    report = await fill(database, [ASCENT, TENT, EDGE], survival(fact="It won in Berlin."))
    assert report.entries.changed == ("survival: The Ascent (1977)",)
    assert report.checks.changed == ("survival: The Ascent (1977) a",), "it vouches for another sentence"
    assert not any((report.films, report.lists))
    assert (await page(database, ASCENT)).entries[0].fact == "It won in Berlin."
    async with database.read() as session:
        assert await catalogue_version(session) == 2


async def test_a_changed_film_is_changed_in_place(database: Database) -> None:
    await fill(database, [ASCENT, TENT, EDGE], survival())
    changed = replace(
        ASCENT,
        runtime_minutes=111,
        themes=("winter", "snow"),
        credits=make.credits_of(director=["Larisa Shepitko"]),
        alternative_titles=(),
    )
    report = await fill(database, [changed, TENT, EDGE], survival())
    assert report.films == Changes((), ("the-ascent",), (), 2)
    found = await page(database, ASCENT)
    assert asdict(found.film) == asdict(changed)
    assert [entry.list_slug for entry in found.entries] == ["survival"], "its entries stayed"


async def test_what_the_content_no_longer_has_is_gone_with_all_its_details(database: Database) -> None:
    await fill(database, [ASCENT, TENT, EDGE], survival(), loneliness())
    report = await fill(database, [TENT], make.film_list("survival", make.entry("survival", 1, TENT)))
    assert report.films.removed == ("the-ascent", "the-edge-2010")
    assert report.lists == Changes((), ("survival",), ("loneliness",), 0)
    assert len(report.entries.removed) == 3
    assert len(report.checks.removed) == 2
    async with database.read() as session:
        for film in (ASCENT, EDGE):
            with pytest.raises(errors.FilmNotFoundError):
                await films.get(session, film.id)
        assert [
            row[0] for row in await session.execute(people.select().with_only_columns(people.c.name))
        ] == ["Mikhail Kalatozov"]
        assert await session.execute(tags.select()) == []
        assert await session.execute(sources.select()) == []


async def test_entries_may_change_places(database: Database) -> None:
    def ranked(*order: Film) -> ListContent:
        return make.film_list(
            "survival", *(make.entry("survival", n, film) for n, film in enumerate(order, 1))
        )

    await fill(database, [ASCENT, TENT, EDGE], ranked(ASCENT, TENT, EDGE))
    report = await fill(database, [ASCENT, TENT, EDGE], ranked(EDGE, TENT, ASCENT))
    assert len(report.entries.changed) == 2
    async with database.read() as session:
        found = await lists.page(session, stable_id("survival"))
    assert [line.film and line.film.slug for line in found.entries] == [
        "the-edge-2010", "the-red-tent", "the-ascent",
    ]  # fmt: skip


async def test_an_entry_may_take_the_rank_of_one_that_goes(database: Database) -> None:
    await fill(database, [ASCENT, TENT, EDGE], survival())
    await fill(database, [TENT], make.film_list("survival", make.entry("survival", 1, TENT)))
    async with database.read() as session:
        found = await lists.page(session, stable_id("survival"))
    assert [(line.rank, line.film and line.film.slug) for line in found.entries] == [(1, "the-red-tent")]


async def test_checks_are_changed_reordered_and_their_sources_renewed(database: Database) -> None:
    def checked(*checks: object) -> ListContent:
        return make.film_list("survival", make.entry("survival", 1, ASCENT, checks=checks))

    elsewhere = Source("Criterion", "https://www.criterion.com/films/the-ascent")
    await fill(database, [ASCENT], checked(make.check("a"), make.check("b")))
    report = await fill(database, [ASCENT], checked(make.check("b"), make.check("a", sources=(elsewhere,))))
    assert len(report.checks.changed) == 2
    (entry,) = (await page(database, ASCENT)).entries
    assert [(check.key, check.sources) for check in entry.checks] == [
        ("b", make.check().sources),
        ("a", (elsewhere,)),
    ]


async def test_a_broken_fill_leaves_the_old_catalogue(database: Database) -> None:
    await fill(database, [ASCENT, TENT, EDGE], survival())
    stray = make.film("stray")
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await fill(database, [ASCENT], make.film_list("survival", make.entry("survival", 1, stray)))
    assert len((await page(database, ASCENT)).entries) == 1
    async with database.read() as session:
        assert len(await films.title_records(session)) == 3
        assert await catalogue_version(session) == 1


async def test_one_person_in_two_jobs_and_two_films_is_one_person(database: Database) -> None:
    other = make.film("wings", directors=("Larisa Shepitko",))
    await fill(database, [ASCENT, other])
    async with database.read() as session:
        names = [row[0] for row in await session.execute(people.select().with_only_columns(people.c.name))]
    assert names.count("Larisa Shepitko") == 1
