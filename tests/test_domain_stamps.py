"""A stamp vouches for exactly the sentences that were checked."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.stamps import Stamp, history, stamp
from db.types import Check, Entry, Source
from tests import make

FIRST, SECOND, THIRD = "It was shot in winter.", "It won in Berlin.", "Nobody forgets it."
HERE, THERE = Source("Here", "https://here.example"), Source("There", "https://there.example")


def entry(fact: str | None, *checks: Check) -> Entry:
    return Entry(
        1, 2, "survival", "Survival", 1, 1, "The Ascent", 1977, "Two walk.", fact, None, None, None, checks, None, None
    )  # fmt: skip


def check(key: str, *says: str, **given: Any) -> Check:
    return make.check(key, **{"says": says, "sources": (HERE,)} | given)


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ((), None),
        ((check("a", FIRST),), Stamp("partly checked", (HERE,))),
        ((check("a", FIRST), check("b", SECOND, sources=(THERE,))), Stamp("checked", (HERE, THERE))),
        ((check("a", FIRST, SECOND), check("b", SECOND)), Stamp("checked", (HERE,))),
        ((check("a", FIRST), check("b", SECOND, verdict="misleading")), Stamp("partly checked", (HERE,))),
        ((check("a", FIRST, SECOND), check("b", SECOND, verdict="unverifiable")), Stamp("partly checked", (HERE,))),
        ((check("a", FIRST), check("b", SECOND, part="description")), Stamp("partly checked", (HERE,))),
        ((check("a", verdict="wrong"),), None),
        ((check("a"), check("b")), None),
        ((check("a", "It was shot in spring."),), None),
        ((check("a", FIRST, SECOND, sources=()),), Stamp("checked", ())),
    ],
)  # fmt: skip
def test_what_is_stamped(checks: tuple[Check, ...], expected: Stamp | None) -> None:
    assert stamp(entry(f"{FIRST} {SECOND}", *checks), "fact") == expected


def test_a_sentence_more_takes_the_full_stamp_away() -> None:
    checks = (check("a", FIRST), check("b", SECOND))
    assert stamp(entry(f"{FIRST} {SECOND} {THIRD}", *checks), "fact") == Stamp("partly checked", (HERE,))
    assert stamp(entry(None, *checks), "fact") is None


def test_history_is_what_the_text_has_put_right() -> None:
    wrong, misleading = check("a", verdict="wrong"), check("b", verdict="misleading")
    others = (
        check("c"),
        check("d", verdict="unverifiable"),
        check("e", FIRST, verdict="wrong"),
    )
    assert history(entry(FIRST, wrong, *others, misleading)) == (wrong, misleading)
