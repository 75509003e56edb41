"""The list text format: what is read, and every problem with its line."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.list_formats import limits
from seed.parse import ParsedList, parse
from tests.make import list_text

SOUND = """Title: Survival
Also: выживание; survivors ;; survivors

What keeps people going?

A second paragraph,
wrapped.

The Ascent (1977)
Description: Two partisans set out
for food.
Fact: It won the Golden Bear.


M*A*S*H (A Film) (1970)

Description: “Smart” quotes and an em — dash.
"""


def read(text: str) -> ParsedList:
    return parse(text, file="list.txt", this_year=2026)


def problems(text: str) -> list[str]:
    """Each as "line: what", the first words only."""
    return [f"{problem.line}: {problem.text}" for problem in read(text).problems]


def test_a_sound_list() -> None:
    found = read(SOUND)
    assert found.problems == ()
    assert found.title == "Survival"
    assert found.aliases == ("выживание", "survivors")
    assert found.introduction == "What keeps people going?\n\nA second paragraph, wrapped."
    ascent, mash = found.entries
    assert (ascent.rank, ascent.title, ascent.year, ascent.line) == (1, "The Ascent", 1977, 9)
    assert ascent.description == "Two partisans set out for food."
    assert ascent.fact == "It won the Golden Bear."
    assert (mash.rank, mash.title, mash.year, mash.fact) == (2, "M*A*S*H (A Film)", 1970, None)
    assert mash.description == "“Smart” quotes and an em — dash."


def test_title_and_other_names_may_be_missing() -> None:
    found = read(list_text("The Ascent (1977)"))
    assert (found.title, found.aliases, found.problems) == (None, (), ())


@pytest.mark.parametrize(
    "written", [SOUND.replace("\n", "\r\n"), "\ufeff" + SOUND, SOUND.replace("\n", "\r")]
)
def test_ends_of_lines_and_a_byte_order_mark_make_no_difference(written: str) -> None:
    assert read(written) == read(SOUND)


def test_blank_lines_between_entries_are_not_needed() -> None:
    text = "Intro.\n\nOne (1990)\nDescription: d\nFact: f\nTwo (1991)\nDescription: d\n"
    assert [entry.heading for entry in read(text).entries] == ["One (1990)", "Two (1991)"]
    assert problems(text) == []


def test_a_year_in_the_text_is_no_heading() -> None:
    text = "Intro.\n\nOne (1990)\nDescription: A remake of\nan older one (1950)\nof that name.\n"
    (entry,) = read(text).entries
    assert entry.description == "A remake of an older one (1950) of that name."


def test_next_year_is_fine_and_the_year_after_is_not() -> None:
    assert problems(list_text("Soon (2027)", "First (1888)")) == []
    assert problems(list_text("Later (2028)")) == ["3: the year 2028 is not between 1888 and 2027"]
    assert problems(list_text("Earlier (1887)")) == ["3: the year 1887 is not between 1888 and 2027"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1: the file is empty"]),
        ("\ufeff \n\n", ["1: the file is empty"]),
        ("Only an introduction.\n", ["1: no film in it: expected lines like “The Ascent (1977)”"]),
        (
            list_text("One (1990)", "Two (1991)", "one! (1990)"),
            ["11: one! (1990) is on the list already, in line 3"],
        ),
        (
            "Description: d\n\nOne (1990)\nDescription: d\n",
            ["1: a description before the first film: a line with title and year is missing"],
        ),
        (
            list_text("One (1990)\nDescription: d\nDescription: e"),
            ["5: a second description for “One”, or a title is missing"],
        ),
        ("Title: A\nTitle: B\n\n" + list_text("One (1990)"), ["2: a second “Title:”"]),
        (list_text("One (1990)\nDescription: nul\0"), ["4: a character that cannot be shown (U+0000)"]),
        (
            list_text("One (1990)\nDescription: \u202eturned"),
            ["4: a character that cannot be shown (U+202E)"],
        ),
        (
            list_text("One (1990)\nDescription: \ud800"),
            ["4: a character that cannot be shown (U+D800)"],
        ),
    ],
)
def test_each_problem_has_its_line_and_a_sentence(text: str, expected: list[str]) -> None:
    assert problems(text) == expected


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (list_text("One (1990)\nFact: f"), ["One (1990)"]),
        (list_text("One (1990)\nDescription:\nFact: f"), ["One (1990)"]),
        (list_text("One (1990)\n", "Two (1991)"), ["One (1990)", "Two (1991)"]),
        (list_text("One (1990)", "Two\nDescription: d"), ["One (1990)", "Two"]),
        ("Intro.\n\nOne (1990)\nDescription: d\nFact: f\nTwo\nDescription: d\n", ["One (1990)", "Two"]),
        (list_text("One\nDescription: d"), ["One"]),
        (list_text("Two [1999]\nDescription: d"), ["Two (1999)"]),
    ],
)
def test_a_title_is_all_an_entry_needs(text: str, headings: list[str]) -> None:
    assert [entry.heading for entry in read(text).entries] == headings
    assert problems(text) == []
    untold = [one for one in headings if "(" not in one]
    assert [f"“{one} (1977)”" in note.text for one, note in zip(untold, read(text).notes, strict=True)] == [
        True
    ] * len(untold)


def test_a_description_and_a_fact_may_have_several_paragraphs() -> None:
    text = list_text(
        "One (1990)\nDescription: d\n\nA second paragraph.\nStill the same.\n\nFact: f\n\ng", "Two (1991)"
    )
    one, two = read(text).entries
    assert (one.description, one.fact) == ("d\n\nA second paragraph. Still the same.", "f\n\ng")
    assert two.heading == "Two (1991)"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (list_text(f"{'T' * (limits.LISTED_TITLE + 1)} (1990)"), 3),
        (list_text("One (1990)\nDescription: " + "d" * (limits.DESCRIPTION + 1)), 4),
        (list_text("One (1990)\nDescription: d\nFact: " + "f" * (limits.FACT + 1)), 5),
        (list_text("One (1990)", introduction="i" * (limits.INTRODUCTION + 1)), 1),
        ("Title: " + "t" * (limits.LISTED_TITLE + 1) + "\n\n" + list_text("One (1990)"), 1),
        ("Also: fine; " + "a" * (limits.LISTED_TITLE + 1) + "\n\n" + list_text("One (1990)"), 1),
    ],
)
def test_a_text_too_long_for_a_card(text: str, line: int) -> None:
    (problem,) = read(text).problems
    assert problem.line == line
    assert "fit on a card" in problem.text


def test_texts_of_exactly_the_limit_fit() -> None:
    body = f"Description: {'d' * limits.DESCRIPTION}\nFact: {'f' * limits.FACT}"
    text = list_text(f"{'T' * limits.LISTED_TITLE} (1990)\n{body}", introduction="i" * limits.INTRODUCTION)
    assert problems(text) == []


def test_every_problem_is_told_at_once_and_in_order() -> None:
    text = list_text("One (1700)\nFact: f\nFact: g", "Two\nDescription: d", "Three (1990)", "Three (1990)")
    assert [problem.line for problem in read(text).problems] == [3, 5, 14]


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "",
                "One (1990)",
                "Two (1991)",
                "Three",
                "Description: d",
                "Fact: f",
                "Title: t",
                "Also: a; b",
                "(1990)",
            ]
        ),
        st.text(max_size=30),
    ),
    max_size=25,
)


@given(st.one_of(st.text(), LINES.map("\n".join)))
def test_nothing_ever_raises_and_every_problem_is_in_the_file(text: str) -> None:
    found = read(text)
    count = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    assert all(1 <= said.line <= count and said.text for said in (*found.problems, *found.notes))
    assert found.problems or found.entries
    assert all(one.rank < other.rank for one, other in pairwise(found.entries))
    if not found.problems:
        assert all(entry.title for entry in found.entries)
        assert len({entry.slug for entry in found.entries}) == len(found.entries)


@given(st.lists(st.tuples(st.text("ab c'é", min_size=1), st.integers(1888, 2027)), min_size=1, max_size=8))
def test_what_is_written_is_read(films: list[tuple[str, int]]) -> None:
    wanted = [(" ".join(title.split()), year) for title, year in films if title.strip()]
    found = read(list_text(*(f"{title} ({year})" for title, year in wanted)))
    assert [(entry.title, entry.year) for entry in found.entries] == wanted
