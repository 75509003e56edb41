"""Which version of this program wrote something, where programs of two versions may run side by side."""

from __future__ import annotations

import re
from importlib import metadata


def version() -> str:
    """The version of this program, as "0.1.0"; "0" where it was not installed."""
    try:
        return metadata.version("kinoteka")
    except metadata.PackageNotFoundError:
        return "0"


def is_newer(written: str | None) -> bool:
    """Whether that was written by a newer program than this one; if nobody knows, it was not."""
    return _numbers(written or "0") > _numbers(version())


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text))
