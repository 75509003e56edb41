"""Records of films, and the slugs they have: what is read, and what is refused."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.slugs import dated_slug, is_slug, numbered_slug, slug_of
from db.types import MAX_SLUG, Credit, Title, stable_id
from seed import limits
from tests import make
from tests.content_folders import ASCENT, film_of, problems_of, read, said
from tests.make import records

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
        ("title: A\nyear: 1977\n---\ntitle: B", "3: a second document (---) begins; a file has one"),
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
