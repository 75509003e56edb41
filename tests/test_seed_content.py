"""Guards on the shipped content, read as plain text and YAML: no parser of ours stands in between.

A fifth list beside the four is welcome and not looked at here. Each guard was broken once and seen to fail.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import pytest
import yaml

ROOT = Path(__file__).parents[1]
LISTS = ROOT / "seed" / "lists"
FILMS = ROOT / "seed" / "films"
CHECKS = ROOT / "seed" / "checks"
ORIGINALS = ROOT.parent / "shared" / "sources"
"""The documents the four lists began from. They are not ours and lie beside the checkout, where there is one."""

HEADINGS = {
    "great-patriotic-war": (
        "The Ascent (1977)",
        "The Brest Fortress (2010)",
        "In the Fog (2012)",
        "The Dawns Here Are Quiet (1972)",
        "The Cranes Are Flying (1957)",
        "Ballad of a Soldier (1959)",
        "Come and See (1985)",
        "Stalingrad (2013)",
        "The Star (2002)",
        "The Battle of Moscow (1985)",
    ),
    "survival": (
        "The Ascent (1977)",
        "The White Sun of the Desert (1970)",
        "The Dawns Here Are Quiet (1972)",
        "The Cold Summer of 1953 (1988)",
        "The Seventh Bullet (1972)",
        "The Edge (1990)",
        "The Flight (1970)",
        "The Star (2002)",
        "The Alive and the Dead (1964)",
        "The Red Tent (1969)",
    ),
    "post-apocalyptic": (
        "The Ascent (1977)",
        "The Stalker (1979)",
        "The Sacrifice (1986)",
        "The Day After (1983)",
        "The Last Day of Pompeii (1984)",
        "Come and See (1985)",
        "The Second Circle (1990)",
        "Dead Man's Letters (1986)",
        "Letters from a Dead Man (1986)",
        "The Road (1983)",
    ),
    "loneliness": (
        "Stalker (1979)",
        "The Irony of Fate (1975)",
        "The Mirror (1975)",
        "The Cranes Are Flying (1957)",
        "The Ascent (1977)",
        "The Commissar (1967)",
        "The Lady with the Dog (1960)",
        "The Overcoat (1959)",
        "The Ballad of a Soldier (1959)",
        "The House on the Embankment (1976)",
    ),
}
UNIDENTIFIED = {"The Edge (1990)", "The House on the Embankment (1976)"}
VERDICTS = {"confirmed": 141, "misleading": 21, "wrong": 19, "unverifiable": 15}

LONGEST_DESCRIPTION = 420
LONGEST_FACT = 320
LONGEST_NOTE = 220
LONGEST_URL = 300
LONGEST_SHARED_RUN = 7
"""Words in a row that a text of ours may have in common with an original: about the length of a film's title."""

WIKIPEDIA = re.compile(r"[a-z]{2}\.wikipedia\.org")
NOT_A_SOURCE = re.compile(
    r"wiki|web\.archive|archive\.(today|is|ph)|ipfs|piglix|perceptio|academic\.|academia-lab|//wn\.com|cryer\.org|hmong\."
    r"|encycloreader|docslib|osmarks|\.eth\.|zxc|movatter|stringtranslate|clateway|wafarin|dob\.jp|x\.io|\.shop\b|biblib"
    r"|biglib|livejournal|dzen|teletype|blogspot|wordpress|forum|rumble|youtube|[./]ok\.ru|[./]vk\.com|everlist|okkkkk"
)
"""Addresses that copy others (any "wiki" but Wikipedia itself), let anybody publish anything, or sell: never cited."""

FIELD = re.compile(
    r"title|year|catalogue_year|slug|original_title|transliteration|alternative_titles|directors|writers|based_on|cast"
    r"|cinematographers|composers|countries|original_languages|genres|themes|tones|colour|runtime_minutes|runtime_note|studios"
    r"|notable_awards|imdb_id|synopsis"
)
EDITORS_REMARK = re.compile(
    r"knowledge|per press|working titles|literal sense|not settled|as listed|seed|part \d:"
)


class Entry(NamedTuple):
    heading: str
    description: str
    fact: str


def read_list(slug: str) -> tuple[dict[str, str], str, list[Entry]]:
    """The first lines by name, the introduction, and the entries of a shipped list."""
    head, body = (LISTS / f"{slug}.txt").read_text(encoding="utf-8").split("\n\n", 1)
    names = dict(line.split(": ", 1) for line in head.splitlines())
    introduction, *rest = re.split(r"^(.+ \(\d{4}\))\n", body, flags=re.MULTILINE)
    entries = []
    for heading, text in zip(rest[::2], rest[1::2], strict=True):
        match = re.fullmatch(r"Description: (.+)\nFact: (.+)\n+", text)
        assert match, f"{slug}, {heading}: not one description and one fact"
        entries.append(Entry(heading, match[1], match[2]))
    return names, introduction.strip(), entries


@cache
def read_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def judged() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every record of the four files of checks with the list it belongs to."""
    for slug in HEADINGS:
        for record in read_yaml(CHECKS / f"{slug}.yaml")["entries"]:
            yield slug, record


def checks() -> list[tuple[str, dict[str, Any]]]:
    """Every check with a name to find it by."""
    found = []
    for slug, record in judged():
        found += [(f"{slug}, {record['entry']}, {check['key']}", check) for check in record["checks"]]
    return found


def film_records() -> dict[str, dict[str, Any]]:
    """The records of all films that stand on the four lists or are named as nearest, by slug."""
    named = {slug for _, record in judged() for slug in (record["film"], record.get("nearest")) if slug}
    return {slug: read_yaml(FILMS / f"{slug}.yaml") for slug in sorted(named)}


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text.casefold())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    found = words(text)
    for start in range(len(found) - LONGEST_SHARED_RUN):
        yield tuple(found[start : start + LONGEST_SHARED_RUN + 1])


def our_texts() -> Iterator[tuple[str, str]]:
    """Everything a member may read, with a name to find it by."""
    for slug in HEADINGS:
        _, introduction, entries = read_list(slug)
        yield slug, introduction
        for entry in entries:
            yield f"{slug}, {entry.heading}", entry.description
            yield f"{slug}, {entry.heading}", entry.fact
    for slug, record in judged():
        yield f"{slug}, {record['entry']}", record.get("note", "")
    for name, check in checks():
        yield name, check["claim"]
        yield name, check.get("note", "")
    for slug, film in film_records().items():
        yield slug, film["synopsis"]


def test_the_four_lists_stand_as_they_were_listed() -> None:
    assert {path.stem for path in LISTS.glob("*.txt")} >= set(HEADINGS)
    for slug, headings in HEADINGS.items():
        assert tuple(entry.heading for entry in read_list(slug)[2]) == headings


@pytest.mark.parametrize("slug", HEADINGS)
def test_a_list_has_a_title_names_to_find_it_by_and_an_introduction(slug: str) -> None:
    names, introduction, _ = read_list(slug)
    assert set(names) == {"Title", "Also"}
    also = names["Also"].split("; ")
    assert len({name.casefold() for name in also}) == len(also)
    assert any(re.search("[а-яё]", name) for name in also)
    assert 1 <= len(introduction.split("\n\n")) <= 2
    assert 100 <= len(introduction) <= 700


def test_texts_fit_a_card() -> None:
    for slug in HEADINGS:
        for entry in read_list(slug)[2]:
            assert 40 <= len(entry.description) <= LONGEST_DESCRIPTION, f"{slug}, {entry.heading}"
            assert 40 <= len(entry.fact) <= LONGEST_FACT, f"{slug}, {entry.heading}"
    for name, check in checks():
        assert len(check["claim"]) <= LONGEST_NOTE, name
        assert len(check.get("note", "")) <= LONGEST_NOTE, name


def test_no_entry_borrows_the_words_of_another_list() -> None:
    texts = Counter(text for slug in HEADINGS for entry in read_list(slug)[2] for text in entry[1:])
    assert [text for text, count in texts.items() if count > 1] == []


def test_every_entry_is_judged_under_its_own_heading() -> None:
    found: dict[str, list[str]] = {slug: [] for slug in HEADINGS}
    for slug, record in judged():
        found[slug].append(record["entry"])
        assert set(record) <= {"entry", "film", "nearest", "note", "checks"}
        keys = [check["key"] for check in record["checks"]]
        assert keys == sorted(set(keys)), f"{slug}, {record['entry']}: keys {keys}"
    assert {slug: tuple(headings) for slug, headings in found.items()} == HEADINGS


def test_a_film_that_cannot_be_identified_has_a_note_and_a_nearest_one() -> None:
    unidentified = [record for _, record in judged() if record["film"] is None]
    assert {record["entry"] for record in unidentified} == UNIDENTIFIED
    for record in unidentified:
        assert record["nearest"], record["entry"]
        assert record["note"], f"{record['entry']}: a reader must be told"


def test_verdicts_are_those_of_the_editor() -> None:
    assert Counter(check["verdict"] for _, check in checks()) == VERDICTS
    for name, check in checks():
        assert set(check) <= {"key", "part", "claim", "verdict", "note", "says", "sources"}, name
        assert check["part"] in {"description", "fact"}, name
        if check["verdict"] != "confirmed":
            assert check.get("note"), f"{name}: says that the list errs but not what is true"
        if check["verdict"] != "unverifiable":
            assert check["sources"], f"{name}: needs a source"


def test_sources_are_originals_a_reader_can_open() -> None:
    for name, check in checks():
        for source in check["sources"]:
            assert set(source) == {"name", "url"}, name
            assert source["name"].strip() == source["name"] != "", name
            address = urlsplit(source["url"])
            assert address.scheme in {"http", "https"}, f"{name}: {source['url']}"
            if not WIKIPEDIA.fullmatch(address.hostname or ""):
                assert not NOT_A_SOURCE.search(source["url"]), f"{name}: {source['url']} is no original"
            assert address.port is None, f"{name}: {source['url']}"
            assert len(source["url"]) <= LONGEST_URL, f"{name}: {source['url']}"
            assert re.fullmatch(r"[\w:/.,%?&=~-]+", source["url"], re.ASCII), (
                f"{name}: {source['url']} breaks as a link"
            )


def test_one_source_has_one_name() -> None:
    names: dict[str, set[str]] = {}
    for _, check in checks():
        for source in check["sources"]:
            names.setdefault(unquote(source["url"]), set()).add(source["name"])
    assert {url: found for url, found in names.items() if len(found) > 1} == {}


def test_each_film_has_a_file_of_its_name() -> None:
    records = film_records()
    assert records
    for slug, film in records.items():
        assert film["slug"] == slug
        assert [field for field in film if not FIELD.fullmatch(field)] == [], slug
        assert {"title", "year", "directors", "countries", "synopsis", "colour", "tones"} <= set(film), slug
        assert film.get("catalogue_year") != film["year"], f"{slug}: say a year once"
        assert re.fullmatch(r"tt\d{7,8}", film.get("imdb_id", "tt0000000")), slug


def test_film_records_are_written_for_readers() -> None:
    for slug, film in film_records().items():
        for field, value in film.items():
            values = value if isinstance(value, list) else [value]
            assert values, f"{slug}, {field}: what is unknown is left out"
            assert None not in values, f"{slug}, {field}: what is unknown is left out"
            assert "" not in values, f"{slug}, {field}: what is unknown is left out"
            assert len(set(values)) == len(values), f"{slug}, {field}: named twice"
            for text in values:
                assert isinstance(text, int if field.endswith(("year", "minutes")) else str), (
                    f"{slug}, {field}"
                )
                assert not EDITORS_REMARK.search(str(text)), f"{slug}, {field}: {text}"
        names = {name.casefold() for name in film.get("alternative_titles", [])}
        assert film["title"].casefold() not in names, slug


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason=f"the original documents are not at {ORIGINALS}")
def test_nothing_is_copied_from_the_originals() -> None:
    documents = sorted(ORIGINALS.glob("*.txt"))
    assert documents, f"nothing found in {ORIGINALS}: is the path right?"
    theirs = {
        run for path in documents for line in path.read_text("utf-8").splitlines() for run in runs(line)
    }
    copied = [f"{name}: {' '.join(run)}" for name, text in our_texts() for run in runs(text) if run in theirs]
    assert copied == []
