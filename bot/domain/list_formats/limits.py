"""How long the texts of a list may be. A message of Discord's shows 4,000 characters in all; a card must fit into one.

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

FIRST_YEAR: Final = 1888
"""Of the oldest film that still exists, Roundhay Garden Scene."""

LIST_BYTES: Final = 1_000_000
"""Of a list's text."""
FILE_BYTES: Final = 8 * 1024 * 1024
"""Of an archive or a spreadsheet that lists are in."""
LINES: Final = 20_000
"""Of a list's text."""
ENTRIES: Final = 5000
"""Of one list."""
