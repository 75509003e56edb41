"""The curated lists: all of them, one of them, and the one a member means."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.view import View
from db.types import GLOBAL, LANGUAGE, FilmList, ListSummary


@dataclass(frozen=True, slots=True)
class FoundList:
    """The answer to a list's name: the list, or what is near."""

    film_list: FilmList | None
    nearest: tuple[ListSummary, ...] = ()


def all_lists(catalogue: View, language: str = LANGUAGE) -> tuple[ListSummary, ...]:
    """Every list, in the order of their titles."""
    return catalogue.snapshot.lists_in(language)


def film_count(catalogue: View) -> int:
    """Films that stand on any list, each counted once."""
    return len(catalogue.snapshot.deals[0])


async def by_id(catalogue: View, list_id: int, language: str = LANGUAGE) -> FilmList:
    """A list with its entries; raise ListNotFoundError if it is gone."""
    return await catalogue.film_list(list_id, language)


async def find(
    catalogue: View, text: str, *, chosen: int | None = None, language: str = LANGUAGE
) -> FoundList:
    """The list that a member chose or that their words mean, or the nearest three."""
    summary, nearest = named(catalogue, text, chosen=chosen, language=language)
    return FoundList(await by_id(catalogue, summary.id, language) if summary else None, nearest)


def named(
    catalogue: View, text: str, *, chosen: int | None = None, language: str = LANGUAGE
) -> tuple[ListSummary | None, tuple[ListSummary, ...]]:
    """The list that a member chose or their words mean, if one is clear, and the nearest three if none is.

    Raise ListNotFoundError if the chosen one is gone.
    """
    snapshot = catalogue.snapshot
    if chosen is not None:
        return snapshot.list_by_id(chosen, language), ()
    answer = snapshot.list_index.find(text)
    summaries = tuple(snapshot.list_by_id(match.id, language) for match in answer.matches[:3])
    if answer.kind in {"one", "several"}:
        return summaries[0], ()
    return None, summaries


def suggestions(catalogue: View, text: str, limit: int, language: str = LANGUAGE) -> list[ListSummary]:
    """Lists for an unfinished name, a server's own first, then the best; all of them for no text."""
    snapshot = catalogue.snapshot
    if not text.strip():
        return list(snapshot.lists_in(language)[:limit])
    found = [snapshot.list_by_id(match.id, language) for match in snapshot.list_index.complete(text, limit)]
    return sorted(found, key=lambda one: one.owner == GLOBAL)
