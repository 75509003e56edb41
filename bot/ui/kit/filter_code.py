"""What a deck is dealt from, as a short text in a custom id."""

from __future__ import annotations

from bot.domain.deck import Filter
from bot.ui.kit.base36 import LATEST, base36, number, read_id
from db.types import SeenFilter

_MOST_MINUTES = 24 * 60
_LATEST_MINUTE = LATEST // 60
_SEEN: tuple[SeenFilter, ...] = ("any", "unseen", "seen")
_FIRST_DECADE, _LAST_DECADE = 1870, 2200


def write_deal(wanted: Filter) -> str:
    """What is dealt from: the list (0: all), then ".m" minutes, ".u" until, ".d" decade, ".t" theme; base 36.

    ".s1" asks for unseen films, ".s2" for seen ones.
    """
    parts = (
        ("m", wanted.minutes),
        ("u", wanted.until),
        ("d", wanted.decade // 10),
        ("t", wanted.theme),
        ("s", _SEEN.index(wanted.seen)),
    )
    return base36(wanted.list_id) + "".join(f".{name}{base36(value)}" for name, value in parts if value)


def read_deal(text: str) -> Filter:
    """What `write_deal` wrote; raise ValueError for anything else."""
    list_id, *parts = text.split(".")
    values = dict.fromkeys("mudts", 0)
    for part in parts:
        if values.get(part[:1], 1):
            raise ValueError("not a condition of ours, or twice")
        values[part[0]] = number(part[1:])
    decade = values["d"] * 10
    if (
        values["m"] > _MOST_MINUTES
        or values["u"] > _LATEST_MINUTE
        or (decade and not _FIRST_DECADE <= decade <= _LAST_DECADE)
        or values["s"] >= len(_SEEN)
    ):
        raise ValueError("not a condition of ours")
    theme = read_id(base36(values["t"]))
    return Filter(read_id(list_id), values["m"], values["u"], decade, theme, _SEEN[values["s"]])
