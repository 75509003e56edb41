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
    assert all(one.words or one.idioms for one in known.concepts)
    missing = {
        (one.name, broader) for one in known.concepts for broader in one.broader if broader not in names
    }
    assert not missing
    assert [language for language, _ in known.languages] == ["", "de", "fr", "es", "pl", "uk"]
    for _, words in known.languages:
        assert words.ignored
        assert words.refusals
        assert words.harmless
        assert words.turns
        assert words.alternatives
        assert words.likenesses
        assert words.comparisons
        assert words.topics
        assert words.years
        assert words.minutes


def test_the_commonest_concepts_are_known_in_every_language() -> None:
    known, _ = read(content.SHIPPED)
    languages = {language for language, _ in known.languages} - {""}
    translated = [
        one for one in known.concepts if {language for language, _ in one.translations} >= languages
    ]
    assert len(translated) >= 100


def test_a_star_stands_at_the_end_of_a_word() -> None:
    known, _ = read(content.SHIPPED)
    words = [word for one in known.concepts for _, phrases in one.translations for word in phrases]
    assert not [word for word in words if "*" in word[:-1]]
    assert not [word for one in known.concepts for word in one.words if "*" in word], "they are stemmed"


def test_no_word_mixes_alphabets() -> None:
    """A Cyrillic а in a Latin word looks right and is never found."""
    known, _ = read(content.SHIPPED)
    texts = [word for one in known.concepts for word in (one.name, *one.words)]
    texts += [word for one in known.concepts for _, phrases in one.translations for word in phrases]
    texts += [
        word for _, words in known.languages for word in (*words.ignored, *words.refusals, *words.turns)
    ]
    both = re.compile("[a-z][а-яёіїєґ]|[а-яёіїєґ][a-z]", re.IGNORECASE)
    mixed = [text for text in texts if both.search(text)]
    assert not mixed


def test_an_operators_words_are_added(tmp_path: Path) -> None:
    folder = tmp_path / "thesaurus"
    folder.mkdir()
    (folder / "more.yaml").write_text(
        "winter:\n  words: [talvi]\n  de: [winter*]\nsauna:\n  words: [löyly]\n  near: [winter]\n  broader: [work]\n"
        "  idioms: [winter hut]\n"
    )
    (folder / "reading.yaml").write_text("ignored: [elokuva]\nyears:\n- {least: 1990, words: [uusi]}\n")
    known, problems = read(content.SHIPPED, tmp_path)
    assert not problems
    assert Concept("sauna", ("löyly",), ("winter",), ("work",), idioms=("winter hut",)) in known.concepts
    thesaurus = Thesaurus(known)
    assert thesaurus.concepts_of("talvi") == thesaurus.concepts_of("snow") == {"winter"}
    assert "elokuva" in dict(known.languages)[""].ignored


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
        ("reading.yaml", "languages: [de]"),
        ("reading.yaml", "languages: {de: {refusals: nicht}}"),
        ("more.yaml", "winter:\n  de: winter"),
        ("more.yaml", "winter: ["),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "thesaurus").mkdir()
    (tmp_path / "thesaurus" / name).write_text(text)
    (problem,) = read(tmp_path)[1]
    assert problem.file.endswith(name)
