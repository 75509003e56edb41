"""What leaves the art room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PictureKind = Literal["poster", "cover"]
Shape = Literal["tall", "wide", "square"]
"""The poster proper, and one for galleries; `composition.SIZES` has their pixels."""


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A PNG, ready to send, and what is on it."""

    data: bytes
    name: str
    """A file name of ASCII letters, digits and hyphens."""
    width: int
    height: int
    kind: PictureKind
    scenes: tuple[str, ...]
    """Keys of the scenes shown; `bot/ui/alt_text.py` has a phrase for each."""
    inks: tuple[str, ...]
    """Hex colours, from the most to the least prominent."""
    lettering: str
    """The title as it stands there."""
    kept_as: str | None = None
    """Under which name the picture folder has it; None where it lies in no folder."""
