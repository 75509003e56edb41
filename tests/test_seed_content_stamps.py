"""Guards on what the shipped content vouches for, corrects, and leaves to those who watch. Each was broken once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.domain.sentences import sentences
from bot.domain.stamps import stamp
from db.types import Check, Entry, Part, Source
from tests.shipped_texts import HEADINGS, checks, film_records, judged, our_texts, read_list

PARTS: tuple[Part, Part] = ("description", "fact")

SPOILERS = {
    "The Ascent": r"surviv(es|ed|or)\b|accepts death|is hanged|is executed",
    "The Dawns Here Are Quiet": r"\b(all|none of the) (five|women)\b|\bdies?\b|only he comes|sergeant-major survives",
    "The Cranes Are Flying": r"\bkilled\b|Boris (is dead|dies)",
    "Commissar": r"leaves (her|the) (child|baby|son)|must choose between the child",
    "Come and See": r"outliv|burn(s|ed|ing) (down|alive)|(burned|burning) of a (whole )?village|whole village burned",
    "The Star": r"never returns?|do not return",
    "White Sun of the Desert": r"\bdeaths\b|not everyone gets out",
}
"""How a film's end would be given away, by its title in English without an article."""

NO_AWARD = re.compile(r"submission|submitted|^in competition|critics' week|not nominated|festival showing")
OTHER_SPELLINGS = re.compile(r"\bAleks|\bAlexey\b|\bDmitri\b|\bGeorgi\b|\bFedor\b|skiy\b|\bMaxumov\b")
WEAK = re.compile(
    r"emanuellevy|faroutmagazine|combustiblecelluloid|//(www\.)?eg\.ru|kino\.mail|kino\.rambler|itogi\.ru"
    r"|passportmagazine|moviecitynews|nick-cave|nvspb"
)
"""Addresses that are dead or that anybody may fill."""


def texts() -> Iterator[tuple[str, Part, str, list[dict[str, Any]]]]:
    """Every description and fact with its checks, and a name to find it by."""
    for slug in HEADINGS:
        edited = {record["entry"]: record["checks"] for of, record in judged() if of == slug}
        for entry in read_list(slug)[2]:
            for part, text in zip(PARTS, (entry.description, entry.fact), strict=True):
                found = [check for check in edited[entry.heading] if check["part"] == part]
                yield f"{slug}, {entry.heading}, {part}", part, text, found


def said(check: dict[str, Any]) -> list[str]:
    says = check.get("says") or []
    return [says] if isinstance(says, str) else says


def test_what_a_check_vouches_for_is_a_sentence_that_its_text_has_once() -> None:
    for name, _, text, found in texts():
        for check in found:
            for sentence in said(check):
                assert text.count(sentence) == 1, f"{name}, {check['key']}: {sentence}"
                assert sentence in sentences(text), f"{name}, {check['key']}: {sentence}"


def test_no_stamp_covers_a_sentence_without_a_check() -> None:
    stamps = []
    for name, part, text, found in texts():
        read = tuple(
            Check(
                one["key"], part, one["claim"], one["verdict"], one.get("note"),
                tuple(Source(source["name"], source["url"]) for source in one["sources"]), tuple(said(one)),
            )
            for one in found
        )  # fmt: skip
        description, fact = (text, None) if part == "description" else ("", text)
        entry = Entry(1, 1, "", "", 1, 1, "", 1, description, fact, None, None, None, read, None, None)
        vouched = {sentence for one in found if one["verdict"] == "confirmed" for sentence in said(one)}
        vouched -= {sentence for one in found if one["verdict"] != "confirmed" for sentence in said(one)}
        rest = text
        for sentence in vouched:
            rest = rest.replace(sentence, "")
        given = stamp(entry, part)
        stamps.append(given)
        if given is None:
            assert not vouched, name
        else:
            assert (given.extent == "checked") == (not rest.strip()), (
                f"{name}: nobody checked “{rest.strip()}”"
            )
            assert given.sources, f"{name}: a stamp without a source"
    assert len(stamps) == 2 * sum(map(len, HEADINGS.values()))
    assert all(given is not None and given.extent == "checked" for given in stamps[1::2]), (
        "a fact not checked"
    )


def test_an_error_of_the_first_edition_is_told_as_such_without_made_up_quotations() -> None:
    told = [
        (name, check)
        for name, check in checks()
        if check["verdict"] in {"wrong", "misleading"} and not said(check)
    ]
    assert len(told) > 30
    for name, check in told:
        assert check["note"].startswith("The first edition "), name
        assert not re.search(r"[\"“”«»]", check["note"]), name


def open_text(text: str) -> str:
    """Without what stands behind spoiler marks."""
    return re.sub(r"\|\|.*?\|\|", "", text)


@pytest.mark.parametrize("title", SPOILERS)
def test_no_end_is_given_away_in_the_open(title: str) -> None:
    slugs = {
        slug
        for slug, film in film_records().items()
        if film["title"].removeprefix("The ") == title.removeprefix("The ")
    }
    assert slugs
    about = {f"{of}, {record['entry']}" for of, record in judged() if record["film"] in slugs} | slugs
    found = [
        (name, text)
        for name, text in our_texts()
        if any(name == one or name.startswith(f"{one},") for one in about)
    ]
    assert len(found) > 5
    for name, text in found:
        given_away = re.search(SPOILERS[title], open_text(text))
        assert not given_away, f"{name}: {given_away and given_away[0]}"


def test_what_is_behind_spoiler_marks_is_not_in_the_open() -> None:
    assert open_text("They go. ||Both die.|| It snows.") == "They go.  It snows."


def test_awards_are_awards() -> None:
    for slug, film in film_records().items():
        for award in film.get("notable_awards", []):
            assert not NO_AWARD.search(award.casefold()), f"{slug}: {award}"
            assert not re.search(r"\(\d{4}\)", award), f"{slug}: {award}: one way to write a year"


def test_a_name_has_one_spelling() -> None:
    for slug, film in film_records().items():
        for field, value in film.items():
            if field not in {"alternative_titles", "transliteration"}:
                for text in value if isinstance(value, list) else [value]:
                    assert not OTHER_SPELLINGS.search(str(text)), f"{slug}, {field}: {text}"
    for name, text in our_texts():
        assert not OTHER_SPELLINGS.search(text), f"{name}: {text}"


def test_sources_are_worth_opening() -> None:
    for name, check in checks():
        for source in check["sources"]:
            assert not WEAK.search(source["url"]), f"{name}: {source['url']}"
