"""How long the texts of films and checks may be; those of lists are limited where lists are read."""

from __future__ import annotations

from typing import Final

CLAIM: Final = 300
NOTE: Final = 600
"""An editor's correction or nuance; stands below the fact."""
NAME: Final = 500
"""A film's title, a person, a country …: the longest real title has 364 characters; rows and cards cut it."""
PROSE: Final = 2000
"""A synopsis or what a film is based on; cards cut it."""
URL: Final = 512
"""What Discord allows a link button."""
NAMES: Final = 200
"""How many of a kind (titles, actors, themes …) a film may have."""

YAML_BYTES: Final = 16_000_000
LINE_BYTES: Final = 100_000
"""Of one record in a file of records."""
