"""Titles in a text that somebody else wrote: whatever it is, looking through it takes no longer than its length."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.domain.mentions import Mention, candidates

LONG = 30_000
"""Characters; with these a pattern that grows with the square takes minutes, one with the length next to nothing."""


@pytest.mark.parametrize(
    "unit",
    [" ", "\t", "\u3000", "\r", "[", '"', "“", "«", "„", "*", "_", "(", "a", "и", "A a ", "1. ", "x ("],
)
def test_no_text_takes_long(unit: str) -> None:
    program = f"from bot.domain.mentions import candidates; candidates('x' + {unit!r} * ({LONG} // {len(unit)}) + 'y')"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=30)


def test_spaces_are_as_good_as_one() -> None:
    assert Mention("Come and See (1985)", marked=True) in candidates("We saw:  Come   and\tSee \u3000 (1985)")
