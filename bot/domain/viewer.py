"""Who is looking. Everything that is shown is shown to a viewer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

NOWHERE: Final = 0
"""The server of a viewer in a direct message."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """A member, the server they are on, and the language they read."""

    member: int
    """The Discord user's id."""
    server: int = NOWHERE
    """The server's id; NOWHERE in a direct message."""
    language: str = "en"
    """Of what they are answered in: two letters (ISO 639-1). Before a whole channel that need not be their own."""
    age_restricted: bool = False
    """Whether they look in a channel that is age-restricted, where lists for adults may be shown."""
