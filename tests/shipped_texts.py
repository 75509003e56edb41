"""The shipped content read as plain text and YAML: no parser of ours stands in between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).parents[1]
LISTS = ROOT / "seed" / "lists"
FILMS = ROOT / "seed" / "films"
CHECKS = ROOT / "seed" / "checks"

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
