"""How long a text may be. A message of Discord's shows 4,000 characters in all, and a card must fit into one.

A card has the listed title, the description, the fact and its correction, the people and the buttons; what is left
of the 4,000 after the longest of each is reserve for what later versions show. Nobody reads longer cards anyway.
"""

from __future__ import annotations

from typing import Final

LISTED_TITLE: Final = 200
"""A heading of a list, and a list's own title and other names: a line on a page that has ten of them."""
DESCRIPTION: Final = 1000
FACT: Final = 800
INTRODUCTION: Final = 1500
"""Shares the list's page with ten lines of up to 200 characters."""
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

FIRST_YEAR: Final = 1888
"""Of the oldest film that still exists, Roundhay Garden Scene."""

LIST_BYTES: Final = 1_000_000
YAML_BYTES: Final = 16_000_000
LINE_BYTES: Final = 100_000
"""Of one record in a file of records."""
