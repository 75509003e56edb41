"""Lists in any form as they are read: what the tests of them share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from bot.domain.list_formats.draft import DraftList
from bot.domain.list_formats.reading import read_file

CASES = Path(__file__).parent / "cases" / "lists"


@dataclass(frozen=True)
class E:
    """An entry: all that is said of it."""

    title: str
    year: int | None
    description: str = ""
    fact: str | None = None
    directors: tuple[str, ...] = ()
    imdb_id: str | None = None


class L(NamedTuple):
    """A list."""

    entries: list[E]
    title: str | None = None
    introduction: str = ""
    aliases: tuple[str, ...] = ()


TARKOVSKY, KLIMOV = ("Andrei Tarkovsky",), ("Elem Klimov",)
STALKER, COME, MIRROR = E("Stalker", 1979), E("Come and See", 1985), E("Mirror", 1975)
RAIN, WAR = replace(STALKER, description="Rain."), replace(COME, description="War.")


def of(draft: DraftList) -> L:
    entries = [
        E(one.title, one.year, one.description, one.fact, one.directors, one.imdb_id) for one in draft.entries
    ]
    return L(entries, draft.title, draft.introduction, draft.aliases)


def draft_of(content: bytes, name: str = "list.txt") -> DraftList:
    (one,) = read_file(name, content, this_year=2026).lists
    return one.draft


def read(text: str) -> L:
    return of(draft_of(text.encode()))


def said(text: str) -> list[tuple[int, str, str]]:
    return [
        (remark.line, remark.what, remark.form or remark.text) for remark in draft_of(text.encode()).remarks
    ]
