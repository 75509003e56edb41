"""Checks of lists, and content folders as a whole: what is read, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seed import content
from seed.problems import ContentError, Problem, UnreadableError
from seed.reading import json_lines, read_yaml
from tests import make
from tests.content_folders import ASCENT, CHECKS, problems_of, read, said, survival
from tests.make import list_text, records

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
