"""A list that is there and not there: content that a reload of the catalogue takes away and brings back.

What members stored about its films stays, and so do the messages that speak of them.
"""

from __future__ import annotations

from pathlib import Path

from tests import make

TITLES_THAT_VANISH = ("The Film That Went", "The Film That Left", "The Film That Faded")
YEAR = 1999
SLUGS = tuple(f"{title.lower().replace(' ', '-')}-{YEAR}" for title in TITLES_THAT_VANISH)
LIST_SLUG = "vanishing"
ENTRY_SLUG = SLUGS[0]


def write(folder: Path) -> Path:
    """The content folder with that list and its films."""
    films = ({"title": title, "year": YEAR, "themes": ["oblivion"]} for title in TITLES_THAT_VANISH)
    headings = (f"{title} ({YEAR})" for title in TITLES_THAT_VANISH)
    return make.folder(
        folder,
        lists={f"{LIST_SLUG}.txt": make.list_text(*headings)},
        films={"vanishing.jsonl": make.records(*films)},
    )
