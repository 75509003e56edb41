"""Folders of content as they are read: what tests of records, of folders and of loading share."""

from __future__ import annotations

from pathlib import Path

from db.types import Film
from seed import content, curated
from seed.curated import Content
from seed.problems import Problem
from tests import make
from tests.make import list_text, records

ASCENT = {"title": "The Ascent", "year": 1977, "slug": "the-ascent"}
CHECKS = """entries:
- entry: The Ascent (1977)
  checks:
  - key: a
    part: fact
    claim: It was shot in winter.
    verdict: confirmed
    sources:
    - {name: "Wikipedia: The Ascent", url: "https://en.wikipedia.org/wiki/The_Ascent"}
- entry: The Edge (1990)
  film: null
  nearest: the-edge-2010
  note: Nobody knows it.
"""


def read(*folders: Path) -> Content:
    return curated.read(content.collect(folders), this_year=2026)


def film_of(tmp_path: Path, text: str, name: str = "film.yaml") -> Film:
    found = read(make.folder(tmp_path, films={name: text}))
    assert found.problems == ()
    (film,) = found.films
    return film


def said(problems: tuple[Problem, ...]) -> list[str]:
    """Without the folder."""
    return [f"{Path(problem.file).name}:{problem.line}: {problem.text}" for problem in problems]


def problems_of(tmp_path: Path, kind: str, name: str, text: str) -> list[str]:
    (tmp_path / kind).mkdir(exist_ok=True)
    (tmp_path / kind / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    return said(read(tmp_path).problems)


def survival(path: Path) -> Path:
    return make.folder(
        path,
        lists={"survival.txt": "Also: alive\n\n" + list_text("The Ascent (1977)", "The Edge (1990)")},
        films={"a.jsonl": records(ASCENT, {"title": "The Edge", "year": 2010, "slug": "the-edge-2010"})},
        checks={"survival.yaml": CHECKS},
    )
