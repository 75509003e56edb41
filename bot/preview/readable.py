"""JSON from somewhere else: refused when it is none, or such as nothing here could work with."""

from __future__ import annotations

import json
import math
from typing import Any

DEEPEST = 64
"""Levels of lists and objects within each other; Discord's own need a dozen."""


def loads(text: str | bytes) -> Any:
    """What it says. Raise ValueError if it is no JSON, is nested too deep, or has a number that is not finite."""
    try:
        value = json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except RecursionError:
        raise ValueError("nested too deep") from None
    level = [value]
    for _ in range(DEEPEST):
        level = [
            child
            for one in level
            if isinstance(one, dict | list)
            for child in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return value
    raise ValueError("nested too deep")


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is too large a number")
    return number
