"""Recommending films: in a member's own words, like a film they name, both or neither."""

from __future__ import annotations

import asyncio
from collections.abc import Container
from typing import Final

from bot.domain import deck
from bot.domain.recommend.answer import Question, Recommendation, Suggestion
from bot.domain.recommend.document import FilmDocument, document
from bot.domain.recommend.ranking import RankedFilm, rank, resolved
from bot.domain.recommend.reasons import reasons
from bot.domain.recommend.translated_reasons import translated
from bot.domain.recommend.unsaid import unsaid
from bot.domain.recommend.wish import Wish
from bot.domain.recommend.wish_reader import read_wish
from bot.services.suggestions import Suggestions
from bot.services.view import View
from db.types import LANGUAGE, Film

FEWEST: Final = 3
MOST: Final = 5
THEMES: Final = 25
"""Themes to pick from: as many as a select menu holds."""
_NEARLY_AS_GOOD: Final = 0.5
"""Of the best film's relevance: so good must the fourth and fifth be to be shown with the first three."""


async def recommend(
    catalogue: View,
    question: Question,
    *,
    now: int,
    offset: int = 0,
    seen: Container[int] = (),
    language: str = LANGUAGE,
) -> Recommendation:
    """The films from `offset` on that fit best. `now` is in minutes since 1970.

    `seen` are the films of whoever asks, if the filter asks about them. They read `language`. Raise FilmNotFoundError
    or ListNotFoundError if the film or list that was chosen is gone.
    """
    suggestions = await catalogue.suggestions()
    if question.wanted.list_id:
        catalogue.snapshot.list_by_id(question.wanted.list_id)
    like: FilmDocument | None = None
    named: Film | None = None
    if question.like:
        page = suggestions.index.pages.get(question.like)
        if page is None:  # it stands on no list, but may be what others are like
            page = await catalogue.page(question.like)
            named = (await catalogue.page(question.like, language)).film
        like = document(page, suggestions.index.thesaurus)
    return await asyncio.to_thread(_answer, suggestions, question, like, named, now, offset, seen, language)


def _answer(
    suggestions: Suggestions,
    question: Question,
    like: FilmDocument | None,
    named: Film | None,
    now: int,
    offset: int,
    seen: Container[int],
    language: str,
) -> Recommendation:
    index, wanted = suggestions.index, question.wanted
    wish = read_wish(question.words, index.thesaurus, index.titles, index.people)
    likes = [like] if like else []
    likes += [document(index.pages[one], index.thesaurus) for one in wish.likes]
    wish = resolved(index, wish, likes)
    allowed: list[int] | None = None
    if wanted.conditions:
        allowed = [one.film_id for one in suggestions.dealable if deck.fits(one, wanted, now=now, seen=seen)]
    ranking = rank(index, wish, among=allowed, likes=likes, wanted=offset + MOST + 1)
    shown, following = _page(ranking.films, offset)
    nothing_left = allowed is not None and not allowed
    return Recommendation(
        question,
        named or _likeness(suggestions, likes, language),
        tuple(_suggestion(suggestions, question, wish, one, likes, language) for one in shown),
        ranking.fits,
        ranking.understood,
        ranking.unknown,
        ranking.unknown_refusals,
        () if ranking.understood else suggestions.labels_in(language).complete("", THEMES),
        offset,
        following,
        _preceding(ranking.films, offset),
        tuple(deck.remaining(suggestions.dealable, wanted, now=now, seen=seen)) if nothing_left else (),
    )


def _page(ranked: tuple[RankedFilm, ...], offset: int) -> tuple[tuple[RankedFilm, ...], int]:
    """Three films and two more that are nearly as good as the first; and where the next page begins."""
    rest = ranked[offset:]
    size = sum(one.relevance >= _NEARLY_AS_GOOD * rest[0].relevance for one in rest[:MOST]) if rest else 0
    size = max(size, min(FEWEST, len(rest)))
    end = offset + size
    return rest[:size], end if end < len(ranked) else 0


def _preceding(ranked: tuple[RankedFilm, ...], offset: int) -> int:
    """Where the page before begins: pages differ in length, so they are counted from the first."""
    start, following = 0, _page(ranked, 0)[1]
    while 0 < following < offset:
        start, following = following, _page(ranked, following)[1]
    return start


def _likeness(suggestions: Suggestions, likes: list[FilmDocument], language: str) -> Film | None:
    """The film that was named, in a language."""
    if not likes:
        return None
    film = likes[0].page.film
    page = suggestions.page(film.id, language)
    return page.film if page else film


def _suggestion(
    suggestions: Suggestions,
    question: Question,
    wish: Wish,
    one: RankedFilm,
    likes: list[FilmDocument],
    language: str,
) -> Suggestion:
    page = suggestions.page(one.page.film.id, language) or one.page
    why = reasons(suggestions.index, wish, one, likes)
    if page is not one.page:
        why = translated(why, one.page, page)
    list_id = question.wanted.list_id
    said = why.quotation.entry if why.quotation else None
    voices = [entry for entry in page.entries if entry.list_id == list_id or not list_id]
    voice = said if said in voices else voices[0]
    silent = unsaid(one.missing, suggestions.pages(one.page.film.id))
    return Suggestion(page.film, voice or page.entries[0], why, one.fits, silent, one.outside)
