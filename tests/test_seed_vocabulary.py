from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.domain.recommend.thesaurus import Thesaurus
from bot.domain.recommend.vocabulary import Concept, Vocabulary
from seed import content
from seed.problems import Problem
from seed.vocabulary import read_vocabulary


def read(*folders: Path) -> tuple[Vocabulary, list[Problem]]:
    problems: list[Problem] = []
    return read_vocabulary(content.collect(folders), problems), problems


def test_the_shipped_words_hold_together() -> None:
    known, _ = read(content.SHIPPED)
    names = {concept.name for concept in known.concepts}
    assert len(names) > 150
    missing = {(one.name, near) for one in known.concepts for near in one.near if near not in names}
    assert not missing
    assert all(one.words for one in known.concepts)
    assert known.ignored
    assert known.refusals
    assert known.likenesses
    assert known.years
    assert known.minutes


def test_no_word_mixes_alphabets() -> None:
    """A Cyrillic а in a Latin word looks right and is never found."""
    known, _ = read(content.SHIPPED)
    texts = [word for one in known.concepts for word in (one.name, *one.words)] + [*known.ignored]
    both = re.compile("[a-z][а-яё]|[а-яё][a-z]", re.IGNORECASE)
    mixed = [text for text in texts if both.search(text)]
    assert not mixed


def test_an_operators_words_are_added(tmp_path: Path) -> None:
    folder = tmp_path / "thesaurus"
    folder.mkdir()
    (folder / "more.yaml").write_text(
        "winter:\n  words: [talvi]\nsauna:\n  words: [löyly]\n  near: [winter]\n"
    )
    (folder / "reading.yaml").write_text("ignored: [elokuva]\nyears:\n- {least: 1990, words: [uusi]}\n")
    known, problems = read(content.SHIPPED, tmp_path)
    assert not problems
    assert Concept("sauna", ("löyly",), ("winter",)) in known.concepts
    thesaurus = Thesaurus(known)
    assert thesaurus.concepts_of("talvi") == thesaurus.concepts_of("snow") == {"winter"}
    assert "elokuva" in known.ignored


def test_no_words_at_all() -> None:
    assert read_vocabulary([], []) == Vocabulary()


def test_it_can_be_stored() -> None:
    known, _ = read(content.SHIPPED)
    assert Vocabulary.from_json(known.to_json()) == known


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("more.yaml", "- winter"),
        ("more.yaml", "winter: snow"),
        ("more.yaml", "winter:\n  words: snow"),
        ("reading.yaml", "years:\n- {least: soon, words: [new]}"),
        ("reading.yaml", "ignored: the"),
        ("more.yaml", "winter: ["),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "thesaurus").mkdir()
    (tmp_path / "thesaurus" / name).write_text(text)
    (problem,) = read(tmp_path)[1]
    assert problem.file.endswith(name)
