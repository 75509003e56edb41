"""Recommending films: in a member's own words, like a film he names, both or neither."""

from __future__ import annotations

import asyncio
from collections.abc import Container
from typing import Final

from bot.domain import deck
from bot.domain.recommend.answer import Question, Recommendation, Suggestion
from bot.domain.recommend.document import Document, document
from bot.domain.recommend.ranking import Ranked, Ranking, rank
from bot.domain.recommend.reasons import why
from bot.domain.recommend.wish import Wish, read_wish
from bot.services.catalogue import Catalogue, Suggestions
from db import films

FEWEST: Final = 3
MOST: Final = 5
_NEARLY_AS_GOOD: Final = 0.5
"""Of the best film's relevance: so good must the fourth and fifth be to be shown with the first three."""


async def recommend(
    catalogue: Catalogue, question: Question, *, now: int, offset: int = 0, seen: Container[int] = ()
) -> Recommendation:
    """The films from `offset` on that fit best. `now` is in minutes since 1970.

    `seen` are the films of whoever asks, if the filter asks about them. Raise FilmNotFoundError or
    ListNotFoundError if the film or list that was chosen is gone.
    """
    suggestions = await catalogue.suggestions()
    if question.wanted.list_id:
        catalogue.snapshot.list_by_id(question.wanted.list_id)
    like: Document | None = None
    if question.like:
        like = suggestions.library.documents.get(question.like)
        if like is None:  # it stands on no list, but may be what others are like
            async with catalogue.database.read() as session:
                page = await films.page(session, question.like)
            like = document(page, suggestions.library.thesaurus)
    return await asyncio.to_thread(_answer, suggestions, question, like, now, offset, seen)


def _answer(
    suggestions: Suggestions,
    question: Question,
    like: Document | None,
    now: int,
    offset: int,
    seen: Container[int],
) -> Recommendation:
    library = suggestions.library
    wish = read_wish(question.words, library.thesaurus, library.titles)
    if like is None and wish.like is not None:
        like = library.documents[wish.like]
    likeness = like.film if like else None
    wanted = question.wanted
    among = [one.film_id for one in suggestions.dealable if deck.fits(one, wanted, now=now, seen=seen)]
    if not among:
        left = tuple(deck.remaining(suggestions.dealable, wanted, now=now, seen=seen))
        return Recommendation(question, likeness, (), False, (), 0, 0, 0, left)
    ranking = rank(library, wish, among=among, like=like, fewest=FEWEST)
    if not ranking.films:  # not a word is known: the nearest are those that most lists name
        unknown = ranking.unknown
        ranking = rank(library, Wish(), among=among, like=like)
        ranking = Ranking(ranking.films, fits=False, unknown=unknown)
    shown, following = _page(ranking.films, offset)
    return Recommendation(
        question,
        likeness,
        tuple(_suggestion(suggestions, question, wish, one, like) for one in shown),
        ranking.fits,
        ranking.unknown,
        offset,
        following,
        _preceding(ranking.films, offset),
    )


def _page(ranked: tuple[Ranked, ...], offset: int) -> tuple[tuple[Ranked, ...], int]:
    """Three films and two more that are nearly as good as the first; and where the next page begins."""
    rest = ranked[offset:]
    size = sum(one.relevance >= _NEARLY_AS_GOOD * rest[0].relevance for one in rest[:MOST]) if rest else 0
    size = max(size, FEWEST)
    end = offset + size
    return rest[:size], end if end < len(ranked) else 0


def _preceding(ranked: tuple[Ranked, ...], offset: int) -> int:
    """Where the page before begins: pages differ in length, so they are counted from the first."""
    start, following = 0, _page(ranked, 0)[1]
    while 0 < following < offset:
        start, following = following, _page(ranked, following)[1]
    return start


def _suggestion(
    suggestions: Suggestions, question: Question, wish: Wish, one: Ranked, like: Document | None
) -> Suggestion:
    page = one.document.page
    reasons = why(suggestions.library, wish, one, like)
    list_id = question.wanted.list_id
    said = reasons.quote.entry if reasons.quote else None
    voices = [entry for entry in page.entries if entry.list_id == list_id or not list_id]
    voice = said if said in voices else voices[0]
    return Suggestion(page.film, voice or page.entries[0], reasons, one.missing, one.relevance > 0)
