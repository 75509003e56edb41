"""Curators' texts, before they are kept: no control characters, no turned directions of writing, not too long.

What is markdown, a mention or a link in them is escaped where they are shown (see `bot/ui/kit/text.py`).
"""

from __future__ import annotations

import re

from bot.domain.characters import forbidden

_GAP = re.compile(r"\n[ \t]*\n\s*")


def single_line(text: str, most: int) -> str:
    """One line of at most so many characters."""
    return _cut(" ".join(_without_forbidden(text).split()), most)


def paragraphs(text: str, most: int) -> str:
    """Paragraphs separated by one empty line, of at most so many characters together."""
    unified = _without_forbidden(text.replace("\r\n", "\n").replace("\r", "\n"))
    parts = [" ".join(part.split()) for part in _GAP.split(unified.strip())]
    return _cut("\n\n".join(part for part in parts if part), most)


def _without_forbidden(text: str) -> str:
    return text if forbidden(text) is None else "".join(one for one in text if forbidden(one) is None)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
