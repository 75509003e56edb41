"""The shipped content in Russian: nothing is missing, figures are those of the original, the typesetting is sound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from bot.domain import stamps
from bot.domain.sentences import sentences
from bot.domain.translation import Reader
from db.content import EntryContent
from db.types import Entry, Film, Translation, stable_id
from seed import content
from seed.content import SHIPPED
from seed.filling import Filling, filling

NAMES = frozenset(
    {"IMAX", "3D", "I3DS", "OCIC", "RAI"}
    | {
        "ABC",
        "Circle",
        "Films",
        "Rija",
        "Lemming",
        "Film",
        "Art",
        "Pictures",
        "Studio",
        "ma",
        "ja",
        "de",
        "fiction",
    }
    | {"Vides", "Cinematografica", "Productions", "Argos", "Four", "International"}
)
"""Abbreviations and studios that are written so in Russian, too."""


@cache
def shipped() -> Filling:
    return filling(content.collect([SHIPPED]), this_year=2026)


def russian() -> Translation:
    (found,) = [one for one in shipped().translations if one.language == "ru"]
    return found


def originals() -> Iterator[tuple[str, EntryContent]]:
    for one in shipped().lists:
        for entry in one.entries:
            yield f"{one.slug}: {entry.listed_title} ({entry.listed_year})", entry


def pairs() -> Iterator[tuple[str, str, str]]:
    """Where, the original, and the Russian text, of everything that is prose."""
    words = russian()
    for film in shipped().films:
        said = words.films[film.id]
        for name in ("synopsis", "based_on", "runtime_note"):
            if theirs := getattr(film, name):
                yield f"{film.slug}, {name}", theirs, getattr(said, name)
        for theirs, ours in zip(film.awards, said.awards, strict=True):
            yield f"{film.slug}, award", theirs, ours
    for one in shipped().lists:
        yield one.slug, one.introduction, words.lists[one.id].introduction
    for where, entry in originals():
        said_of = words.entries[entry.id]
        yield f"{where}, description", entry.description, said_of.description
        if entry.fact:
            yield f"{where}, fact", entry.fact, said_of.fact or ""
        if entry.note:
            yield f"{where}, note", entry.note, said_of.note or ""
        for check in entry.checks:
            theirs_ = said_of.checks[check.key]
            yield f"{where}, check {check.key}", check.claim, theirs_.claim
            if check.note:
                yield f"{where}, note of check {check.key}", check.note, theirs_.note or ""


def names() -> Iterator[tuple[str, str, str]]:
    """Where, the original, and the Russian word, of everything that is a name or a label, and of titles."""
    for film in shipped().films:
        said = russian().films[film.id]
        for kind in ("countries", "languages", "genres", "themes", "tones", "studios"):
            for theirs, ours in zip(getattr(film, kind), getattr(said, kind), strict=True):
                yield f"{film.slug}, {kind}", theirs, ours
        for job, credits_ in film.credits.items():
            for credit, theirs_ in zip(credits_, said.credits[job], strict=True):
                yield f"{film.slug}, {job}", credit.person, theirs_.person
                yield f"{film.slug}, character", credit.character or "", theirs_.character or ""
                yield f"{film.slug}, note", credit.note or "", theirs_.note or ""
        yield film.slug, film.title, said.title
    for one in shipped().lists:
        yield one.slug, one.title, russian().lists[one.id].title
    for where, entry in originals():
        yield where, entry.listed_title, russian().entries[entry.id].listed_title


def test_nothing_is_missing() -> None:
    assert [str(one) for one in shipped().hints if "/ru/" in str(one)] == []
    assert russian().films.keys() == {film.id for film in shipped().films}
    assert russian().lists.keys() == {one.id for one in shipped().lists}
    assert russian().entries.keys() == {entry.id for _, entry in originals()}
    empty = [where for where, original, said in (*pairs(), *names()) if bool(original) != bool(said)]
    assert empty == []


def test_no_english_is_left_over() -> None:
    left = [
        (where, said)
        for where, _, said in (*pairs(), *names())
        if set(re.findall(r"\d*[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ\d]*", said)) - NAMES
    ]
    assert left == []


def test_years_and_figures_are_the_same() -> None:
    """Four figures: a year or a film's; how a Russian sentence counts the rest is its own business."""
    wrong = [(where, original, said) for where, original, said in pairs() if _years(original) != _years(said)]
    assert wrong == []


def _years(text: str) -> set[str]:
    return set(re.findall(r"(?<!\d)\d{4}(?!\d)", text))


def test_every_text_has_as_many_sentences_and_ends_one() -> None:
    whole = [one for one in pairs() if not re.search("award|based_on|runtime_note", one[0])]
    # A note under a claim may be put into more sentences or fewer; what checks and quotations point into may not.
    counted = [one for one in whole if "check" not in one[0] and not one[0].endswith("note")]
    assert [one for one in counted if len(sentences(one[1])) != len(sentences(one[2]))] == []
    assert [one for one in whole if not re.search(r"[.!?…][»“)]?$", one[2])] == []


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(r'["“”\'`]', id="quotation marks are «…»"),
        pytest.param(r"\s-\s|--", id="a dash is —, a hyphen is not"),
        pytest.param(r"  | [,.;:!?»)]|[«(] ", id="spaces"),
        pytest.param(r"[А-Яа-яЁё][,;:][А-Яа-яЁё]", id="a space after a mark"),
        pytest.param(r"\b(еще|ее|все-таки|твое|свое|мое|идет|ведет|живет|ждет|берет|несет|пришел|нашел)\b", id="ё"),
        pytest.param(r"[іїєґ]", id="no other alphabet"),
    ],
)  # fmt: skip
def test_the_typesetting_is_russian(fault: str) -> None:
    assert [(where, said) for where, _, said in (*pairs(), *names()) if re.search(fault, said)] == []


def test_quotation_marks_close() -> None:
    open_ = [(where, said) for where, _, said in (*pairs(), *names()) if said.count("«") != said.count("»")]
    assert open_ == []


def test_labels_are_told_apart() -> None:
    """A theme that is picked by its Russian name is the one that was offered."""
    said: dict[str, set[str]] = {}
    for where, original, word in names():
        if where.endswith((", themes", ", genres")):
            said.setdefault(word.casefold(), set()).add(original.casefold())
    assert {word: of for word, of in said.items() if len(of) > 1} == {}


def test_stamps_are_those_of_the_original() -> None:
    reader = Reader(russian())
    for where, entry in originals():
        original = _entry(entry)
        shown = reader.entry(original)
        for part in ("description", "fact"):
            theirs, ours = stamps.stamp(original, part), stamps.stamp(shown, part)
            assert theirs == ours, where
        assert [one.key for one in stamps.history(shown)] == [one.key for one in stamps.history(original)]
        for check in shown.checks:
            text = shown.description if check.part == "description" else shown.fact or ""
            assert set(check.says) <= set(sentences(text)), where


def _entry(entry: EntryContent) -> Entry:
    return Entry(
        id=entry.id, list_id=0, list_slug="", list_title="", list_size=10, rank=entry.rank,
        listed_title=entry.listed_title, listed_year=entry.listed_year, description=entry.description,
        fact=entry.fact, film_id=entry.film_id, nearest=None, note=entry.note, checks=entry.checks,
        previous_id=None, next_id=None,
    )  # fmt: skip


def test_the_original_title_leads() -> None:
    reader = Reader(russian())
    for film in shipped().films:
        shown: Film = reader.film(film)
        if re.search("[А-Яа-я]", film.original_title or ""):
            assert shown.title == film.original_title
        assert film.title in [title.text for title in shown.alternative_titles]
        assert shown.title not in [title.text for title in shown.alternative_titles]
    assert reader.title(stable_id("the-sacrifice")) == "Жертвоприношение"
