"""Numbers in custom ids: written in base 36, read back with suspicion, since they return from the outside."""

from __future__ import annotations

from functools import lru_cache

LATEST = 2**33
"""Seconds since 1970: the year 2242. No time of ours is later."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MAX_NUMBER = 2**64
_MAX_ID = 2**60


@lru_cache(4096)  # a card writes some thirty numbers, and few different ones
def base36(number: int) -> str:
    """A number from 0 to 2**64 in base 36, at most 13 characters."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


def number(text: str) -> int:
    """The number that `base36` wrote; raise ValueError for anything else."""
    if not 0 < len(text) <= 13 or not set(text) <= set(_DIGITS):
        raise ValueError(f"not a number in base 36: {text[:20]!r}")
    value = int(text, 36)
    if value >= _MAX_NUMBER:
        raise ValueError("too large")
    return value


def read_id(text: str) -> int:
    """The id of a film, list or entry that `base36` wrote; raise ValueError for what can be none (`stable_id`)."""
    if (value := number(text)) >= _MAX_ID:
        raise ValueError("no id of ours")
    return value


def read_seconds(text: str) -> int:
    """A time in seconds since 1970 that `base36` wrote; raise ValueError for what can be none."""
    if (value := number(text)) > LATEST:
        raise ValueError("no time of ours")
    return value
