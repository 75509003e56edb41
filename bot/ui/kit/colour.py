"""One accent colour per list, the same for ever, told apart at a glance in dark and light."""

from __future__ import annotations

from db.types import stable_id

INK = 0x8A8F98
"""The colour of what belongs to no list."""

_PALETTE = (
    0xC8322B,  # vermilion
    0x2E8B6F,  # viridian
    0xD98E04,  # ochre
    0x4B5FC4,  # ultramarine
    0x2F6DB5,  # blueprint
    0xB5476F,  # madder
    0x6B8E23,  # olive
    0x7A4FA3,  # violet
    0xC2571A,  # rust
    0x1E9CA8,  # petrol
)


def of_list(slug: str, chosen: int | None = None) -> int:
    """The accent colour of a list as 0xRRGGBB: the one chosen by its curators, else made from its slug."""
    if chosen is not None:
        return chosen
    return _PALETTE[stable_id(f"accent of {slug}") % len(_PALETTE)]
