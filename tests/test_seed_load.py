"""Content folders: what is read, what is refused, what is loaded, and what a second time changes."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.domain.recommend.vocabulary import Concept, Vocabulary
from bot.domain.slugs import dated_slug, is_slug, numbered_slug, slug_of
from db import entries, films, lists, meta
from db.engine import Database
from db.types import MAX_SLUG, Credit, Film, Source, Title, stable_id
from seed import content, curated, limits
from seed.__main__ import main
from seed.curated import Content
from seed.load import load, refresh
from seed.problems import ContentError, Problem, UnreadableError
from seed.reading import json_lines, read_yaml
from tests import make
from tests.make import list_text, records

ASCENT = {"title": "The Ascent", "year": 1977, "slug": "the-ascent"}
CHECKS = """entries:
- entry: The Ascent (1977)
  checks:
  - key: a
    part: fact
    claim: It was shot in winter.
    verdict: confirmed
    sources:
    - {name: "Wikipedia: The Ascent", url: "https://en.wikipedia.org/wiki/The_Ascent"}
- entry: The Edge (1990)
  film: null
  nearest: the-edge-2010
  note: Nobody knows it.
"""


def read(*folders: Path) -> Content:
    return curated.read(content.collect(folders), this_year=2026)


def film_of(tmp_path: Path, text: str, name: str = "film.yaml") -> Film:
    found = read(make.folder(tmp_path, films={name: text}))
    assert found.problems == ()
    (film,) = found.films
    return film


def said(problems: tuple[Problem, ...]) -> list[str]:
    """Without the folder."""
    return [f"{Path(problem.file).name}:{problem.line}: {problem.text}" for problem in problems]


def problems_of(tmp_path: Path, kind: str, name: str, text: str) -> list[str]:
    (tmp_path / kind).mkdir(exist_ok=True)
    (tmp_path / kind / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    return said(read(tmp_path).problems)


# Slugs


@pytest.mark.parametrize(
    ("title", "year", "slug"),
    [
        ("Come and See", 1985, "come-and-see-1985"),
        ("Dead Man's Letters", 1986, "dead-mans-letters-1986"),
        ("Иди и смотри", 1985, "idi-i-smotri-1985"),
        ("Щит и меч", 1968, "shchit-i-mech-1968"),
        ("Á köldum klaka", 1995, "a-koldum-klaka-1995"),
        ("Straße & Ørsted", 2000, "strasse-and-orsted-2000"),
        ("…", 1999, "x55f54306f2-1999"),
        ("A" * 400, 1999, "a" * 59 + "-1999"),
    ],
)
def test_slugs_never_change(title: str, year: int, slug: str) -> None:
    """Ids are made from them: a failure here means that every button in the world loses its film."""
    assert dated_slug(title, year) == slug


def test_ids_never_change() -> None:
    assert stable_id("the-ascent") == 57698320453405475
    assert stable_id("survival/the-edge-1990") == 388237820749689865


@given(st.text(), st.integers(1888, 2030), st.integers(2, 10**6))
def test_slugs_of_anything_are_slugs(text: str, year: int, number: int) -> None:
    for slug in (slug_of(text), dated_slug(text, year), numbered_slug(dated_slug(text, year), number)):
        assert is_slug(slug)
        assert len(slug) <= MAX_SLUG


# Records


def test_every_field_of_a_record(tmp_path: Path) -> None:
    film = film_of(
        tmp_path,
        """
title: The Irony of Fate
year: 1976
catalogue_year: 1975
slug: the-irony-of-fate
original_title: Ирония судьбы
transliteration: Ironiya sudby (BGN)
alternative_titles:
- Irony of Fate
- Ironie des Schicksals (German)
- 'working title: Enjoy Your Bath'
- 'part 2: New Year'
- 'Kill: A Film'
- 'Nineteen (1975)'
directors: Eldar Ryazanov
writers: [Emil Braginsky, Eldar Ryazanov, Eldar Ryazanov, Oleg Basilashvili (dialogue)]
cast:
- Andrey Myagkov (Zhenya Lukashin)
- Barbara Brylska
- Eldar Ryazanov (passenger; uncredited)
- Liya Akhedzhakova (; voice)
cinematographers: [Vladimir Nakhabtsev]
composers: [Mikael Tariverdiev]
countries: [Soviet Union]
original_languages: [Russian]
genres: [comedy]
themes: ['1975', new year]
tones: [funny, sad]
colour: colour
studios: [Mosfilm]
notable_awards: [USSR State Prize 1977]
runtime_minutes: 184
based_on: a stage play
synopsis: >-
  A man wakes up
  in the wrong city.
imdb_id: tt0073179
confidence: {runtime_minutes: high}
sources: ["https://example.org"]
runtime_note: two parts
status: identified
production_year: 1975
knowledge_fields: []
seed_entries: [loneliness-02]
""",
    )
    expected = make.film(
        "the-irony-of-fate",
        title="The Irony of Fate",
        year=1975,
        release_year=1976,
        original_title="Ирония судьбы",
        romanised_title="Ironiya sudby",
        alternative_titles=(
            Title("Irony of Fate", "alternative"),
            Title("Ironie des Schicksals", "alternative", "German"),
            Title("Enjoy Your Bath", "alternative", "working title"),
            Title("New Year", "alternative", "part 2"),
            Title("Kill: A Film", "alternative"),
            Title("Nineteen (1975)", "alternative"),
        ),
        directors=("Eldar Ryazanov",),
        writers=("Emil Braginsky", "Eldar Ryazanov", Credit("Oleg Basilashvili", note="dialogue")),
        cast=(
            Credit("Andrey Myagkov", "Zhenya Lukashin"),
            Credit("Barbara Brylska"),
            Credit("Eldar Ryazanov", "passenger", "uncredited"),
            Credit("Liya Akhedzhakova", None, "voice"),
        ),
        cinematographers=("Vladimir Nakhabtsev",),
        composers=("Mikael Tariverdiev",),
        countries=("Soviet Union",),
        languages=("Russian",),
        genres=("comedy",),
        themes=("1975", "new year"),
        tones=("funny", "sad"),
        colour="colour",
        runtime_note="two parts",
        studios=("Mosfilm",),
        awards=("USSR State Prize 1977",),
        runtime_minutes=184,
        based_on="a stage play",
        synopsis="A man wakes up in the wrong city.",
        imdb_id="tt0073179",
    )
    assert asdict(film) == asdict(expected)
    assert read(tmp_path).hints == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("title: 1984\nyear: 1984", "1984"),
        ("title: 007\nyear: '1967'", "007"),
        ("title: No\nyear: 2012", "No"),
        ("title: 12:08\nyear: 2006", "12:08"),
        ("title: 'null'\nyear: 2006", "null"),
        ("title: M\nyear: 1931\noriginal_title: ~\ncast:\nimdb_id: null\n", "M"),
    ],
)
def test_a_title_is_the_text_that_was_written(tmp_path: Path, text: str, title: str) -> None:
    assert film_of(tmp_path, text).title == title


def test_only_title_and_year_are_needed(tmp_path: Path) -> None:
    film = film_of(tmp_path, '{"title": "Wings", "year": 1966}\n', "bulk.jsonl")
    assert asdict(film) == asdict(make.film("wings-1966", title="Wings", year=1966))


def test_records_of_one_name_are_numbered(tmp_path: Path) -> None:
    same = {"title": "Hamlet", "year": 1964}
    found = read(make.folder(tmp_path, films={"a.jsonl": records(same, same, same)}))
    assert [film.slug for film in found.films] == ["hamlet-1964", "hamlet-1964-2", "hamlet-1964-3"]


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ("year: 1977", "1: a record without title"),
        ("title: ' '\nyear: 1977", "1: a record without title"),
        ("title: The Ascent", "1: a record without year"),
        ("title: [a]\nyear: 1977", "1: title: expected text"),
        ("title: A\nyear: soon", "2: year: expected a whole number"),
        ("title: A\nyear: 1977.5", "2: year: expected a whole number"),
        ("title: A\nyear: 1887", "2: year: 1887 is not between 1888 and 2027"),
        (
            "title: A\nyear: 1977\n\ncatalogue_year: 3000",
            "4: catalogue_year: 3000 is not between 1888 and 2027",
        ),
        ("title: A\nyear: 1977\nruntime_minutes: -1", "3: runtime_minutes: expected a whole number"),
        (
            "title: A\nyear: 1977\nslug: The Ascent",
            "3: slug: only a-z, 0-9 and single hyphens, at most 64 characters",
        ),
        ("title: A\nyear: 1977\nimdb_id: 75404", "3: imdb_id: expected something like tt0075404"),
        ("title: A\nyear: 1977\ngenres: [{a: b}]", "3: genres: expected text"),
        ("title: A\nyear: 1977\ncolour: grey", "3: colour: expected colour, black and white, both"),
        ("title: A\nyear: 1977\ntones: [{a: b}]", "3: tones: expected text"),
        ('title: "a\\x00b"\nyear: 1977', "1: title: a character that cannot be shown (U+0000)"),
        (f"title: {'A' * 501}\nyear: 1977", "1: title has 501 characters, at most 500 are kept"),
        ("just a text", "1: expected a film record, or a list of them"),
        ("", "1: expected a film record, or a list of them"),
        ("- 5", "1: expected a film record"),
        ("title: A\ntitle: B\nyear: 1977", "2: “title” stands here twice"),
        ("title: A\nyear: [1977", "3: not YAML: did not find expected ',' or ']'"),
        ("[a]: b", "1: a name is expected before the colon"),
        ("title: &a x\nyear: *a", "1: anchors and aliases (& and *) are not used here; quote the text"),
        ("title: *a", "1: anchors and aliases (& and *) are not used here; quote the text"),
        ("title: !!python/object/apply:os.system [ls]", "1: tags (!) are not used here; quote the text"),
        ("a: " + "[" * 100_000, "1: nested too deeply"),
        ("title: A\nyear: 1977\n---\ntitle: B", "3: not YAML: but found another document"),
        ("title: \x07", "1: not YAML: control characters are not allowed"),
    ],
)
def test_what_is_wrong_with_a_record_is_said_with_its_line(tmp_path: Path, record: str, problem: str) -> None:
    (found,) = problems_of(tmp_path, "films", "a.yaml", record)
    assert found == f"a.yaml:{problem}"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("[1]", "2: not a record: expected {…}"),
        ('{"title": "A"', "2: not JSON: Expecting ',' delimiter: line 1 column 14 (char 13)"),
        ('{"title": "A"}', "2: a record without year"),
        ('{"title": true, "year": 1977}', "2: title: expected text"),
        ('{"title": "A", "year": true}', "2: year: expected a whole number"),
        ('{"title": "A", "year": 1e3}', "2: year: expected a whole number"),
        ('{"title": "\\ud800", "year": 1977}', "2: title: a character that cannot be shown (U+D800)"),
        ('{"title": "A", "year": ' + "9" * 5000 + "}", "2: not JSON: Exceeds the limit (4300 digits)"),
        ("[" * 50_000, "2: not JSON: maximum recursion depth"),
        ('{"title": "' + "A" * limits.LINE_BYTES + '"}', "2: a record of 100,013 bytes"),
    ],
)
def test_what_is_wrong_with_a_line_of_a_bulk(tmp_path: Path, line: str, problem: str) -> None:
    sound = records({"title": "Wings", "year": 1966})
    (found,) = problems_of(tmp_path, "films", "a.jsonl", sound + line + "\n\n" + sound)
    assert found.startswith(f"a.jsonl:{problem}")


def test_an_unknown_field_is_a_hint_once_a_file(tmp_path: Path) -> None:
    strange = {**ASCENT, "direktors": ["L. Shepitko"], "href": "x"}
    text = records(strange, {"title": "Wings", "year": 1966, "href": "y"})
    found = read(make.folder(tmp_path, films={"a.jsonl": text}))
    assert found.problems == ()
    assert said(found.hints) == [
        "a.jsonl:1: unknown field “direktors”, ignored; did you mean “directors”?",
        "a.jsonl:1: unknown field “href”, ignored",
    ]


def test_a_slug_given_twice_is_a_problem(tmp_path: Path) -> None:
    text = records(ASCENT, {**ASCENT, "title": "Another"})
    (found,) = problems_of(tmp_path, "films", "a.jsonl", text)
    assert found.startswith("a.jsonl:2: the slug the-ascent is used already")


def test_a_later_folder_wins_on_the_same_slug(tmp_path: Path) -> None:
    first = make.folder(tmp_path / "1", films={"a.jsonl": records({**ASCENT, "runtime_minutes": 109})})
    second = make.folder(tmp_path / "2", films={"a.jsonl": records({**ASCENT, "genres": ["war"]})})
    (film,) = read(first, second).films
    assert (film.runtime_minutes, film.genres) == (None, ("war",))


def test_a_bulk_over_the_catalogue_fills_gaps_and_doubles_nothing(tmp_path: Path) -> None:
    ours = {**ASCENT, "directors": ["Larisa Shepitko"], "genres": ["war"], "original_title": "Восхождение"}
    bulk = [
        {
            "title": "Ascent",
            "year": 1977,
            "genres": ["drama"],
            "runtime_minutes": 109,
            "cast": ["B. Plotnikov"],
        },
        {"title": "The Ascent", "year": 1977, "directors": ["Somebody Else"]},
        {"title": "The Ascent", "year": 1979},
    ]
    first = make.folder(tmp_path / "1", films={"a.jsonl": records(ours)})
    second = make.folder(tmp_path / "2", films={"a.jsonl": records(*bulk)})
    known, other, later = read(first, second).films
    assert (known.slug, known.title, known.genres) == ("the-ascent", "The Ascent", ("war",))
    assert (known.runtime_minutes, known.credits["cast"]) == (109, (Credit("B. Plotnikov"),))
    assert (other.slug, later.slug) == ("the-ascent-1977", "the-ascent-1979")


# Checks


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "verdict: confirmed",
            "verdict: true",
            "7: verdict: expected confirmed, misleading, wrong, unverifiable",
        ),
        ("part: fact", "part: title", "5: part: expected description, fact"),
        ("verdict: confirmed", "verdict: confirmed\n    says: {a: b}", "8: says: expected text"),
        ("verdict: confirmed", "verdict: confirmed\n    spoils: perhaps", "8: spoils: expected true, false"),
        ("  - key: a\n    part", "  - part", "4: key is missing"),
        ("claim: It was shot in winter.", "claim:", "6: claim is missing"),
        ("https://en.wiki", "ftp://en.wiki", "9: url: expected an http or https address"),
        ("https://en.wiki", "javascript:alert(1)//en.wiki", "9: url: expected an http or https address"),
        ("verdict: confirmed", "verdict: confirmed\n    nuance: x", "8: unknown field “nuance”"),
        ("The Ascent (1977)", "The Ascent", "2: entry: expected title and year"),
        ("nearest: the-edge-2010", "nearest: nothing", "10: no film has the slug nothing"),
        ("The Edge (1990)", "The Ascent (1977)", "10: The Ascent (1977) stands here twice"),
        ("entries:", "checks:", "1: expected “entries:” and a list of them"),
    ],
)
def test_what_is_wrong_with_checks(tmp_path: Path, old: str, new: str, problem: str) -> None:
    make.folder(
        tmp_path,
        lists={"survival.txt": list_text("The Ascent (1977)", "The Edge (1990)")},
        films={"a.jsonl": records(ASCENT, {"title": "The Edge", "year": 2010})},
    )
    assert old in CHECKS
    (found,) = problems_of(tmp_path, "checks", "survival.yaml", CHECKS.replace(old, new, 1))
    assert found.startswith(f"survival.yaml:{problem}")


def test_checks_of_an_entry_that_is_gone_wait_for_a_better_day(tmp_path: Path) -> None:
    make.folder(
        tmp_path,
        lists={"survival.txt": list_text("The Ascent (1977)")},
        films={"a.jsonl": records(ASCENT, {"title": "The Edge", "year": 2010})},
        checks={"survival.yaml": CHECKS, "gone.yaml": CHECKS},
    )
    found = read(tmp_path)
    assert found.problems == ()
    assert said(found.hints) == [
        "gone.yaml:1: there is no list gone, its checks are not used",
        "survival.yaml:10: The Edge (1990) is not on the list survival, not used",
    ]


@settings(max_examples=60)
@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_no_bytes_break_a_reader(data: bytes) -> None:
    found: list[Problem] = []
    list(json_lines(data, "a.jsonl", found))
    try:
        read_yaml(data, "a.yaml")
    except ContentError as error:
        found += error.problems
    assert all(problem.line >= 1 and problem.text for problem in found)


# Folders


def test_folders_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no such folder"):
        content.collect([tmp_path / "nowhere"])
    with pytest.raises(UnreadableError, match="no content in it"):
        content.collect([tmp_path])


def test_the_digest_sees_every_byte_and_every_name(tmp_path: Path) -> None:
    folder = survival(tmp_path)
    text = folder / "lists" / "survival.txt"

    def digest() -> str:
        return content.digest(content.collect([folder]))

    seen = {digest()}
    text.write_text(text.read_text("utf-8").replace("A fact.", "a fact."), encoding="utf-8")
    seen.add(digest())
    text.rename(text.with_name("survivors.txt"))
    seen.add(digest())
    assert len(seen) == 3
    assert digest() in seen


def test_two_files_for_one_list(tmp_path: Path) -> None:
    text = list_text("The Ascent (1977)")
    make.folder(tmp_path, lists={"my list.txt": text, "my-list.txt": text})
    assert said(read(tmp_path).problems) == ["my-list.txt:1: another list is called my-list, too"]


def test_titles_of_lists(tmp_path: Path) -> None:
    text = list_text("The Ascent (1977)")
    make.folder(tmp_path, lists={"soviet_science fiction.txt": text, "b.txt": f"Title: Other\n\n{text}"})
    assert {one.slug: one.title for one in read(tmp_path).lists} == {
        "b": "Other",
        "soviet-science-fiction": "Soviet Science Fiction",
    }


# Loading


def survival(path: Path) -> Path:
    return make.folder(
        path,
        lists={"survival.txt": "Also: alive\n\n" + list_text("The Ascent (1977)", "The Edge (1990)")},
        films={"a.jsonl": records(ASCENT, {"title": "The Edge", "year": 2010, "slug": "the-edge-2010"})},
        checks={"survival.yaml": CHECKS},
    )


async def test_a_folder_is_loaded(database: Database, tmp_path: Path) -> None:
    report = await refresh(database, [survival(tmp_path / "own")])
    assert report is not None
    assert str(report.entries) == "2 added, 0 changed, 0 unchanged, 0 removed"
    async with database.read() as session:
        (summary,) = await lists.summaries(session)
        page = await films.page(session, stable_id("the-ascent"))
        unknown = await entries.get(session, stable_id("survival/the-edge-1990"))
    assert (summary.title, summary.aliases, summary.introduction) == (
        "Survival",
        ("alive",),
        "An introduction.",
    )
    (entry,) = page.entries
    assert entry.id == stable_id("survival/the-ascent-1977")
    assert entry.checks[0].sources == (
        Source("Wikipedia: The Ascent", "https://en.wikipedia.org/wiki/The_Ascent"),
    )
    assert (unknown.film_id, unknown.note) == (None, "Nobody knows it.")
    assert unknown.nearest is not None
    assert unknown.nearest.slug == "the-edge-2010"


async def test_the_second_time_changes_nothing(database: Database, tmp_path: Path) -> None:
    folder = survival(tmp_path / "own")
    await refresh(database, [folder])
    before = dump(database)
    assert await refresh(database, [folder]) is None
    assert not (await load(database, [folder])).report
    again = await load(database, [folder], anew=True)
    assert (again.read, bool(again.report)) == (True, False)
    assert dump(database) == before


def dump(database: Database) -> list[str]:
    with sqlite3.connect(database.path) as connection:
        return list(connection.iterdump())


async def test_words_alone_make_a_new_version(database: Database, tmp_path: Path) -> None:
    """So that a running bot reads them; also those of a folder that was added by hand."""
    folder, own = survival(tmp_path / "lists"), tmp_path / "words"

    async def stored() -> tuple[int, Vocabulary]:
        async with database.read() as session:
            words = await meta.get(session, meta.VOCABULARY)
            return await meta.catalogue_version(session), Vocabulary.from_json(words or "")

    await load(database, [folder])
    before, none = await stored()
    assert none == Vocabulary()
    make.folder(own, thesaurus={"sauna.yaml": "sauna:\n  words: [löyly]\n"})
    loaded = await load(database, [folder], added=[own])
    assert not loaded.report
    assert await stored() == (before + 1, Vocabulary((Concept("sauna", ("löyly",)),)))
    await load(database, [folder], added=[own], anew=True)
    assert (await stored())[0] == before + 1


async def test_one_changed_text_is_one_changed_entry(database: Database, tmp_path: Path) -> None:
    folder = survival(tmp_path / "own")
    await refresh(database, [folder])
    text = folder / "lists" / "survival.txt"
    text.write_text(text.read_text("utf-8").replace("A fact.", "Another fact.", 1), encoding="utf-8")
    report = await refresh(database, [folder])
    assert report is not None
    assert report.entries.changed == ("survival: The Ascent (1977)",)
    assert (report.films.unchanged, report.lists.unchanged, report.entries.unchanged) == (2, 1, 1)
    assert not report.checks


async def test_problems_leave_the_old_catalogue_and_are_all_told(database: Database, tmp_path: Path) -> None:
    folder = survival(tmp_path / "own")
    await refresh(database, [folder])
    before = dump(database)
    (folder / "lists" / "survival.txt").write_text(list_text("The Ascent (1700)"), encoding="utf-8")
    (folder / "films" / "b.jsonl").write_text('{"title": "No year"}\n[]\n', encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        await refresh(database, [folder])
    assert len(raised.value.problems) == 3
    assert dump(database) == before


async def test_a_crash_half_way_leaves_the_old_catalogue(database: Database, tmp_path: Path) -> None:
    folder = survival(tmp_path / "own")
    await refresh(database, [folder])
    (folder / "films" / "b.jsonl").write_text(records({"title": "Wings", "year": 1966}), encoding="utf-8")

    async with database.write() as session:  # the version is written last
        await session.execute(
            text("CREATE TRIGGER crash BEFORE UPDATE ON meta BEGIN SELECT RAISE(ABORT, 'half way'); END")
        )
    before = dump(database)
    with pytest.raises(sqlite3.IntegrityError, match="half way"):
        await refresh(database, [folder])
    assert dump(database) == before
    async with database.write() as session:
        await session.execute(text("DROP TRIGGER crash"))
    report = await refresh(database, [folder])
    assert report is not None
    assert report.films.added == ("wings-1966",)


async def test_a_film_that_two_records_fit_is_shown_as_not_identified(
    database: Database, tmp_path: Path
) -> None:
    same = {"title": "Hamlet", "year": 1964}
    folder = make.folder(
        tmp_path / "own", lists={"a.txt": list_text("Hamlet (1964)")}, films={"a.jsonl": records(same, same)}
    )
    loaded = await load(database, [folder])
    assert said(loaded.hints) == ["a.txt:3: Hamlet (1964): several candidates, shown as not identified"]
    async with database.read() as session:
        entry = await entries.get(session, stable_id("a/hamlet-1964"))
    assert entry.film_id is None
    assert entry.nearest is not None


async def test_folders_added_by_hand_are_remembered(database: Database, tmp_path: Path) -> None:
    """Else the next start of the bot would throw out what `python -m seed --content` has just loaded."""
    shipped, own = survival(tmp_path / "shipped"), tmp_path / "own"
    make.folder(own, films={"a.jsonl": records({"title": "Wings", "year": 1966})})
    await load(database, [shipped], added=[own])
    assert await refresh(database, [shipped]) is None
    assert await refresh(database, [shipped, own]) is None
    assert await refresh(database, [shipped]) is None, "naming it in a setting for once does not forget it"
    (own / "films" / "a.jsonl").rename(tmp_path / "elsewhere.jsonl")
    (own / "films").rmdir()
    own.rmdir()
    assert await refresh(database, [shipped]) is None, (
        "a folder that is away for a while takes nothing with it"
    )
    report = (await load(database, [shipped])).report
    assert report.films.removed == ("wings-1966",)
    async with database.read() as session:
        assert json.loads(await meta.get(session, meta.CONTENT_FOLDERS) or "") == []


async def test_a_folder_known_by_a_setting_may_be_added_by_hand_later(
    database: Database, tmp_path: Path
) -> None:
    shipped, own = survival(tmp_path / "shipped"), tmp_path / "own"
    make.folder(own, films={"a.jsonl": records({"title": "Wings", "year": 1966})})
    await load(database, [shipped, own])
    assert not (await load(database, [shipped], added=[own])).report
    assert await refresh(database, [shipped]) is None


async def test_a_bulk_loads_quickly_and_an_unchanged_one_at_once(database: Database, tmp_path: Path) -> None:
    bulk = make.folder(tmp_path / "bulk", films={"bulk.jsonl": records(*make.many_records(4000))})
    started = time.process_time()
    await refresh(database, [bulk])
    assert time.process_time() - started < 10
    started = time.process_time()
    assert await refresh(database, [bulk]) is None
    assert time.process_time() - started < 0.5
    async with database.read() as session:
        assert len(await films.title_records(session)) == 4000


async def test_the_bot_answers_while_a_load_is_running(database: Database, tmp_path: Path) -> None:
    await refresh(database, [survival(tmp_path / "own")])
    bulk = make.folder(tmp_path / "bulk", films={"bulk.jsonl": records(*make.many_records(2000))})
    loading = asyncio.create_task(refresh(database, [survival(tmp_path / "own"), bulk]))
    pages = 0
    while not loading.done():
        async with database.read(snapshot=False) as session:
            assert (await films.page(session, stable_id("the-ascent"))).entries
        pages += 1
    await loading
    assert pages > 3


async def test_the_shipped_content_loads_without_a_word(database: Database) -> None:
    loaded = await load(database, [content.SHIPPED])
    assert loaded.hints == ()
    report = loaded.report
    assert all(changes.added for changes in (report.films, report.lists, report.entries, report.checks))


# The command line


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder whose settings name a database in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CONTENT_DIR", raising=False)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///films.sqlite3")
    return tmp_path


def test_the_command_says_what_it_did(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shipped = len(list((content.SHIPPED / "films").glob("*.yaml")))
    assert main([]) == 0
    assert f"films        {shipped} added, 0 changed, 0 unchanged, 0 removed" in capsys.readouterr().out
    assert main([]) == 0
    assert f"films        0 added, 0 changed, {shipped} unchanged, 0 removed" in capsys.readouterr().out
    assert (outside / "films.sqlite3").exists()


def test_further_folders_by_option_and_by_setting(
    outside: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in (1, 2, 3):
        text = records({"title": f"Film {number}", "year": 1990})
        make.folder(outside / str(number), films={"a.jsonl": text})
    (outside / ".env").write_text("CONTENT_DIR=3\n")
    assert main(["--database", "sqlite:///other.sqlite3", "--content", "1", "--content", "2", "-v"]) == 0
    said = capsys.readouterr().out
    assert "films        33 added" in said
    assert "    added: film-3-1990" in said
    assert not (outside / "films.sqlite3").exists()
    monkeypatch.setenv("CONTENT_DIR", "nowhere")
    assert main([]) == 2
    assert "nowhere:1: no such folder" in capsys.readouterr().err


def test_problems_in_the_content(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make.folder(outside / "own", films={"a.yaml": "- title: A\n- year: 1977\n"})
    assert main(["--content", "own"]) == 1
    complaint = capsys.readouterr().err
    assert "own/films/a.yaml:1: a record without year" in complaint
    assert "own/films/a.yaml:2: a record without title" in complaint
    assert "2 problems; nothing was written." in complaint


def test_a_database_that_is_none(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outside.is_dir()
    assert main(["--database", "mysql://localhost/films"]) == 2
    assert "neither SQLite" in capsys.readouterr().err
