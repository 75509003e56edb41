"""The quiz "True or false?": which checks it asks about, and which of them comes next."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from db.types import Check, Film, FilmPage, Said, stable_id

_HALVES: Final[tuple[tuple[Said, ...], ...]] = (("confirmed",), ("misleading", "wrong"))
"""What is true, and what is not."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A check that can be asked about."""

    entry: int
    check: int
    """The check among those of the entry; see `check_id`."""
    list_id: int
    film: int
    text: str
    """In the catalogue's own language."""
    verdict: Said
    spoils: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A claim as it is asked, in the words of one language."""

    film: Film
    list_id: int
    list_title: str
    list_slug: str
    entry: int
    check: Check
    verdict: Said


def check_id(check: Check) -> int:
    """A number for a check among those of its entry, made of its key, which may have any characters."""
    return stable_id(check.key)


def verdict_of(check: Check) -> Said | None:
    """What is to be said of a check's claim; None where nobody can know."""
    return None if check.verdict == "unverifiable" else check.verdict


def claims(page: FilmPage) -> Iterator[Claim]:
    """The checks of a film that can be asked about.

    Where a list names another year than the film's, its checks are about which film it means: no question for others,
    to whom the film is named.
    """
    for entry in page.entries:
        if entry.listed_year not in {None, page.film.year}:
            continue
        for check in entry.checks:
            if verdict := verdict_of(check):
                yield Claim(
                    entry=entry.id,
                    check=check_id(check),
                    list_id=entry.list_id,
                    film=page.film.id,
                    text=check.claim,
                    verdict=verdict,
                    spoils=check.spoils,
                )


def draw(
    known: Iterable[Claim],
    dice: random.Random,
    *,
    list_id: int = 0,
    spoilers: bool = False,
    after: tuple[int, int] | None = None,
) -> Claim | None:
    """The next claim; None if there is none to ask.

    First the dice say whether it is true, then, if not, whether it is wrong or misleading, then which claim it is. So
    true and untrue ones come equally often, however many there are of each. `list_id`: 0 for all lists, on which a
    claim that several make of a film counts once. `spoilers`: also those that give away how a film ends. `after`: entry
    and check of the claim that came before, which does not come again at once.
    """
    fitting = {
        (one.film, one.text): one
        for one in known
        if list_id in {0, one.list_id} and (spoilers or not one.spoils)
    }
    others = [one for one in fitting.values() if (one.entry, one.check) != after]
    by_verdict: dict[Said, list[Claim]] = defaultdict(list)
    for one in others or fitting.values():
        by_verdict[one.verdict].append(one)
    halves = [found for half in _HALVES if (found := [one for one in half if one in by_verdict])]
    return dice.choice(by_verdict[dice.choice(dice.choice(halves))]) if halves else None
