"""A draft in our own form, which anybody can go on editing."""

from __future__ import annotations

from collections.abc import Iterator

from .draft import DraftEntry, DraftList
from .film_line import UNKNOWN_YEAR


def own_form(draft: DraftList) -> str:
    """The text of a list. Whoever reads it again gets the same list, but for what only other forms can say."""
    head = []
    if draft.title:
        head.append(f"Title: {draft.title}")
    if draft.aliases:
        head.append(f"Also: {'; '.join(draft.aliases)}")
    blocks = ["\n".join(head)] if head else []
    if draft.introduction:
        blocks.append(draft.introduction)
    blocks += ["\n".join(_lines(entry)) for entry in draft.entries]
    return "\n\n".join(blocks) + "\n"


def _lines(entry: DraftEntry) -> Iterator[str]:
    yield f"{entry.title} ({entry.year or UNKNOWN_YEAR})"
    if entry.directors:
        yield f"Director: {', '.join(entry.directors)}"
    if entry.imdb_id:
        yield f"IMDb: {entry.imdb_id}"
    if entry.tmdb_id:
        yield f"TMDB: {entry.tmdb_id}"
    if entry.description:
        yield f"Description: {entry.description}"
    if entry.fact:
        yield f"Fact: {entry.fact}"
