"""The rehearsal of list texts."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from db.types import Credit, Film, Title
from seed import check, content, curated
from seed.__main__ import main
from seed.identify import KnownFilms
from seed.parse import parse
from tests import make
from tests.make import list_text

ORIGINALS = Path(__file__).parents[2] / "shared" / "sources"
"""The documents the catalogue began from; they lie beside the checkout, where there is one."""

KNOWN = KnownFilms(
    [
        make.film(
            "the-ascent",
            original_title="Восхождение",
            romanised_title="Voskhozhdenie",
            alternative_titles=(Title("L'Ascension", "alternative", "French"),),
        ),
        make.film("the-irony-of-fate", year=1975, release_year=1976),
        make.film("the-red-tent", year=1969, original_title="Красная палатка / La tenda rossa"),
        make.film("the-edge-2010", title="The Edge", year=2010),
        make.film("the-star-1949", title="The Star", year=1949),
        make.film("the-star-2002", title="The Star", year=2002),
        make.film("hamlet-1964", title="Hamlet", year=1964),
        make.film("hamlet-1964-2", title="Hamlet", year=1964, cast=(Credit("Richard Burton"),)),
        make.film("the-last-days-of-pompeii-1984", title="The Last Days of Pompeii", year=1984),
        make.film("flight-2012", title="Flight", year=2012),
        make.film("the-flight", title="Beg", year=1970, alternative_titles=(Title("Flight", "alternative"),)),
    ]
)


@pytest.mark.parametrize(
    ("title", "year", "how", "slug"),
    [
        ("The Ascent", 1977, "title", "the-ascent"),
        ("ascent", 1978, "title", "the-ascent"),
        ("The Ascent", 1976, "title", "the-ascent"),
        ("Восхождение", 1977, "alias", "the-ascent"),
        ("VOSKHOZHDENIE", 1977, "alias", "the-ascent"),
        ("L’Ascension", 1977, "alias", "the-ascent"),
        ("La tenda rossa", 1969, "alias", "the-red-tent"),
        ("The Irony of Fate", 1976, "title", "the-irony-of-fate"),
        ("The Irony of Fate", 1977, "title", "the-irony-of-fate"),
        ("Star", 2002, "title", "the-star-2002"),
        ("The Star", 1948, "title", "the-star-1949"),
        ("The Flight", 1970, "alias", "the-flight"),
        ("Flight", 2012, "title", "flight-2012"),
        ("The Ascent", 1979, "year differs", None),
        ("The Edge", 1990, "year differs", None),
        ("Hamlet", 1964, "several candidates", None),
        ("The Last Day of Pompeii", 1984, "no known film", None),
        ("Zzyzx Unheard", 1984, "no known film", None),
    ],
)
def test_an_entry_is_matched_only_when_it_is_sure(title: str, year: int, how: str, slug: str | None) -> None:
    found = KNOWN.identify(title, year)
    assert found.how == how
    assert (found.film.slug if found.film else None) == slug


def slugs(films: tuple[Film, ...]) -> list[str]:
    return [film.slug for film in films]


def test_what_is_not_sure_is_offered_as_nearest() -> None:
    assert slugs(KNOWN.identify("The Edge", 1990).nearest) == ["the-edge-2010"]
    assert slugs(KNOWN.identify("The Star", 1990).nearest) == ["the-star-2002", "the-star-1949"]
    assert slugs(KNOWN.identify("Hamlet", 1964).nearest) == ["hamlet-1964", "hamlet-1964-2"]
    assert slugs(KNOWN.identify("The Last Day of Pompeii", 1984).nearest)[:1] == [
        "the-last-days-of-pompeii-1984"
    ]


def test_two_films_of_one_title_and_neighbouring_years_go_by_the_exact_year() -> None:
    known = KnownFilms([make.film("one", title="Film", year=1990), make.film("two", title="Film", year=1991)])
    assert [known.identify("Film", year).how for year in (1989, 1990, 1991, 1992)] == ["title"] * 4
    between = KnownFilms(
        [make.film("one", title="Film", year=1990), make.film("two", title="Film", year=1992)]
    )
    assert between.identify("Film", 1991).how == "several candidates"


def rehearsed(*texts: tuple[str, str]) -> str:
    rehearsal = check.rehearse(((file, text.encode()) for file, text in texts), KNOWN, {}, this_year=2026)
    return "\n".join(check.report(rehearsal))


def test_the_report_says_how_each_was_matched() -> None:
    said = rehearsed(
        (
            "a.txt",
            list_text(
                "The Ascent (1977)", "La tenda rossa (1969)", "The Edge (1990)", "Hamlet (1964)", "Qq (1950)"
            ),
        ),
        ("b.txt", list_text("Ascent (1977)", "Voskhozhdenie (1977)")),
    )
    for line in (
        "1. The Ascent (1977): matched by title: The Ascent (1977)",
        "2. La tenda rossa (1969): matched by alias “La tenda rossa”: The Red Tent (1969)",
        "3. The Edge (1990): year differs: known is The Edge (2010)",
        "4. Hamlet (1964): several candidates: Hamlet (1964), Hamlet (1964)",
        "5. Qq (1950): no known film",
        "One film, two entries on a list:",
        "a.txt:3 The Ascent (1977), b.txt:3 Ascent (1977), b.txt:7 Voskhozhdenie (1977)",
        "7 entries in 2 lists: 2 by title, 2 by alias, 1 year differs, 1 several candidates, 1 no known film",
        "no problems",
    ):
        assert line in said


EDITED = """
entries:
- entry: The Ascent (1977)
  checks:
  - {key: a, part: fact, claim: It won., verdict: confirmed, says: It won the Golden Bear.}
  - {key: b, part: fact, claim: It was shot in May., verdict: wrong, says: It was shot in May.}
  - key: c
    part: description
    claim: Two walk.
    verdict: confirmed
    says:
    - Two men walk out.
    - One
      comes back.
"""


def test_sentences_without_a_check_and_checks_whose_sentence_is_gone_are_named(tmp_path: Path) -> None:
    text = list_text(
        "The Ascent (1977)\nDescription: Two men walk out. The U.S. never saw it.\nFact: It won the Golden Bear.",
        "The Edge (1990)",
    )
    folder = make.folder(tmp_path, lists={"cold.txt": text}, checks={"cold.yaml": EDITED})
    read = curated.read(content.collect([folder]), this_year=2026)
    rehearsal = check.rehearse(
        [("cold.txt", text.encode())], KNOWN, {"cold": read.lists[0].edited}, this_year=2026
    )
    said = "\n".join(check.report(rehearsal))
    _, _, unchecked = said.partition("Sentences without a check:\n")
    unchecked, _, gone = unchecked.partition("\nChecks whose sentence is gone:\n")
    assert unchecked.splitlines() == [
        "  cold.txt:3: The Ascent (1977), description: “The U.S. never saw it.”",
        "  cold.txt:7: The Edge (1990), description: “About The Edge (1990).”",
        "  cold.txt:7: The Edge (1990), fact: “A fact.”",
    ]
    assert [line.split("check ")[1] for line in gone.splitlines()[:2]] == [
        "c: not a sentence of the description: “One comes back.”",
        "b: not a sentence of the fact: “It was shot in May.”",
    ]
    assert len(read.hints) == 2
    assert not read.problems
    assert all("not a sentence of the" in hint.text for hint in read.hints)


def test_a_list_that_nobody_checked_needs_no_checks() -> None:
    assert "without a check" not in rehearsed(("a.txt", list_text("The Ascent (1977)")))


def test_numbers_before_titles_are_no_part_of_them() -> None:
    said = rehearsed(("a.txt", list_text("1. The Ascent (1977)", "2) The Star (2002)", "The Edge (2010)")))
    assert "3 by title" in said


@pytest.mark.parametrize(
    ("text", "bucket", "line"),
    [
        ("The Ascent (1977)", "Certain", "matched by title: The Ascent (1977)"),
        ("The Ascent (?)", "Certain", "The Ascent: matched by title: The Ascent (1977)"),
        ("Hamlet (1964)", "Doubtful", "several candidates: Hamlet (1964), Hamlet (1964)"),
        ("The Edge (1990)", "Doubtful", "year differs: known is The Edge (2010)"),
        ("The Last Day of Pompeii (1984)", "Doubtful", "nearest: The Last Days of Pompeii (1984)"),
        ("Zzyzx Unheard (1950)", "Unknown", "no known film"),
    ],
)
def test_three_buckets(text: str, bucket: str, line: str) -> None:
    said = rehearsed(("a.txt", f"{text}\nDescription: d\n"))
    heading, entry = said.splitlines()[1:3]
    assert heading.strip().startswith(bucket)
    assert line in entry


def test_a_director_and_an_id_say_which_of_several() -> None:
    known = KnownFilms(
        [
            make.film("one", title="Film", year=1990, credits={"director": (Credit("Ann A"),)}),
            make.film(
                "two", title="Film", year=1990, credits={"director": (Credit("Ben B"),)}, imdb_id="tt0000002"
            ),
        ]
    )
    assert known.identify("Film", 1990).how == "several candidates"
    assert known.identify("Film", 1990, ("Ben B",)).film is known.films[1]
    (entry,) = parse("Anything (1950)\nIMDb: tt0000002\n", file="a", this_year=2026).entries
    assert known.meant_by(entry).how == "id"


def test_what_a_line_may_mean_besides_is_tried_too() -> None:
    (one, other) = parse(
        "Красный шатёр/La tenda rossa (1969)\n\nX (1977)/L'Ascension\n", file="a", this_year=2026
    ).entries
    assert KNOWN.meant_by(other).film is KNOWN.by_slug("the-ascent")
    assert KNOWN.meant_by(one).film is None


def test_lists_are_written_in_our_own_form(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given, new = outside / "list.md", outside / "list.txt"
    given.write_text("# Winters\n\n1. **Stalker** (1979) – Rain.\n2. *Mirror*, 1975\n", encoding="utf-8")
    assert main(["check", str(given), "--write", str(new)]) == 0
    assert new.read_text("utf-8") == (
        "Title: Winters\n\nStalker (1979)\nDescription: Rain.\n\nMirror (1975)\n"
    )
    assert main(["check", str(new)]) == 0
    assert main(["check", str(given), "--write", str(new)]) == 2, "nothing is overwritten"
    assert "File exists" in capsys.readouterr().err


def test_one_list_of_several_is_named(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given, new = outside / "all.zip", outside / "list.txt"
    with zipfile.ZipFile(given, "w") as archive:
        for name, title in (("winter", "Stalker"), ("summer", "Mirror"), ("deleted", "Solaris")):
            folder = "deleted/lists" if name == "deleted" else "lists"
            archive.writestr(f"{folder}/{name}.csv", f"Position,Name,Year\n1,{title},1975\n")
        archive.writestr("profile.csv", "Date Joined,Email Address\n2020-01-01,a@b.c\n")
    assert main(["check", str(given), "--write", str(new)]) == 2
    assert "“winter”, “summer”" in capsys.readouterr().err
    main(["check", str(given), "--write", str(new), "--list", "summer"])
    said = capsys.readouterr().out
    assert "all.zip/profile.csv: not read, no list" in said
    assert "Solaris" not in said
    assert new.read_text("utf-8") == "Mirror (1975)\n"


def test_every_line_can_be_told(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = outside / "list.txt"
    given.write_text("Words.\n\nStalker (1979)\nDescription: Rain.\n", encoding="utf-8")
    main(["check", "--lines", str(given)])
    said = capsys.readouterr().out
    for line in ("list.txt:1: introduction", "list.txt:3: film of no. 1", "list.txt:4: description of no. 1"):
        assert line in said


def test_the_report_names_every_problem_with_file_and_line() -> None:
    rehearsal = check.rehearse(
        [("a.txt", list_text("One (1700)").encode()), ("b.txt", b""), ("c.txt", b"Intro\n\n\xff\xfe\x00!")],
        KNOWN,
        {},
        this_year=2026,
    )
    assert [str(problem) for problem in rehearsal.problems] == [
        "a.txt:3: the year 1700 is not between 1888 and 2027",
        "b.txt:1: the file is empty",
        "c.txt:1: the file is no text, or in an encoding that is not known; save it as UTF-8",
    ]
    assert "3 problems" in "\n".join(check.report(rehearsal))


def test_other_encodings_are_read_and_named() -> None:
    text = list_text("Восхождение (1977)", "Звезда (2002)", introduction="Фильмы о войне и людях.")
    encodings = ("utf-16", "utf-8-sig", "cp1251", "koi8-r", "utf-16-le")
    cases = [(f"{encoding}.txt", text.encode(encoding)) for encoding in encodings]
    rehearsal = check.rehearse(cases, KNOWN, {}, this_year=2026)
    assert rehearsal.problems == ()
    assert {tuple(e.entry.title for e in one.entries) for one in rehearsal.lists} == {
        ("Восхождение", "Звезда")
    }
    noted = [note.file for one in rehearsal.lists for note in one.parsed.notes]
    assert noted == ["cp1251.txt", "koi8-r.txt"]


def test_editors_have_the_last_word() -> None:
    read = curated.read(content.collect([content.SHIPPED]), this_year=2026)
    edited = {one.slug: one.edited for one in read.lists}
    text = list_text("The Road (1983)", "The Last Day of Pompeii (1984)")
    rehearsal = check.rehearse(
        [("post-apocalyptic.txt", text.encode())], KnownFilms(read.films), edited, this_year=2026
    )
    said = "\n".join(check.report(rehearsal))
    assert "year differs: known is The Road (2009); an editor says it is The Road (2009)" in said
    assert "an editor says it is The Last Days of Pompeii (1984)" in said


@pytest.mark.parametrize("slug", ["great-patriotic-war", "survival", "post-apocalyptic", "loneliness"])
def test_the_shipped_lists_have_ten_sound_entries(slug: str) -> None:
    path = content.SHIPPED / "lists" / f"{slug}.txt"
    found = parse(path.read_text("utf-8"), file=path.name, this_year=2026)
    assert (len(found.entries), found.problems) == (10, ())


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder without settings."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "CONTENT_DIR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the original documents are not beside this checkout")
def test_the_original_documents_are_accepted_as_they_are(
    outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outside.is_dir()
    names = ("great-patriotic-war", "survival", "post-apocalyptic", "loneliness")
    assert main(["check", *(str(ORIGINALS / f"{name}.txt") for name in names)]) == 0
    said = capsys.readouterr().out
    assert "40 entries in 4 lists" in said
    assert "no problems" in said
    for oddity in (
        "The Edge (1990): no known film; nearest: The Edge (2010)",
        "The House on the Embankment (1976): no known film; nearest: The House on the Embankment (2007)",
        "The Road (1983): year differs: known is The Road (2009)",
        "The Stalker (1979): matched by title: Stalker (1979)",
        "The Last Day of Pompeii (1984): no known film; nearest: The Last Days of Pompeii (1984)",
        "The Alive and the Dead (1964): matched by alias",
        "Letters from a Dead Man (1986): matched by alias",
    ):
        assert oddity in said
    twice = said.partition("One film, two entries on a list:")[2].partition("One film on several lists:")[0]
    assert twice.count("\n  ") == 1
    assert "Dead Man's Letters (1986)" in twice
    assert "The Star (2002): " in said.partition("One film on several lists:")[2]


def test_exit_statuses(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound, unsound = outside / "sound.txt", outside / "unsound.txt"
    sound.write_text(list_text("Stalker (1979)"), encoding="utf-8")
    unsound.write_text(list_text("Stalker (1700)"), encoding="utf-8")
    assert main(["check", str(sound)]) == 0
    assert main(["check", str(sound), str(unsound)]) == 1
    assert "unsound.txt:3: the year 1700" in capsys.readouterr().out
    assert main(["check", str(outside / "missing.txt"), str(unsound)]) == 2
    assert main(["check", str(outside)]) == 2
    assert main(["check", "--content", str(outside / "nowhere"), str(sound)]) == 2
    assert not list(outside.glob("**/*.sqlite3")), "a rehearsal writes nothing"


def test_films_of_further_folders_are_known(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = make.folder(outside / "more", films={"a.jsonl": make.records({"title": "Wings", "year": 1966})})
    text = outside / "list.txt"
    text.write_text(list_text("Wings (1966)"), encoding="utf-8")
    main(["check", str(text)])
    assert "no known film" in capsys.readouterr().out
    main(["check", "--content", str(more), str(text)])
    assert "matched by title: Wings (1966)" in capsys.readouterr().out


def test_files_of_a_content_folder_that_are_not_read_are_named(
    outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make.folder(
        outside / "more", lists={"a.txt": list_text("Stalker (1979)"), "b.md": "x", ".c": "x"}
    )
    (folder / "list").mkdir()
    (folder / "winter.txt").write_text("x")
    (folder / "films").mkdir()
    (folder / "films" / "a.json").write_text("x")
    checking = ["check", "--content", str(folder), str(folder / "lists" / "a.txt")]
    loading = ["--database", f"sqlite:///{outside / 'films.sqlite3'}", "--content", str(folder)]
    for command in (checking, loading):
        assert main(command) == 0
        said = capsys.readouterr().out
        for line in (
            "list:1: not read: content lies in",
            "winter.txt:1",
            "a.json:1: not read: films/ is for",
            "b.md:1",
        ):
            assert line.replace(":1", "") in said.replace(":1", "")
        assert "/.c" not in said
