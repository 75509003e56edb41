"""Dealing films from decks: in every place nothing comes twice until all have come once."""

from __future__ import annotations

import asyncio
import logging
import random
import re
from collections.abc import Container, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime, tzinfo
from typing import Final

from bot.domain import deck
from bot.domain.deal import Dealt, NothingFits
from bot.domain.deck import DeckPlace, Draw, Filter
from bot.domain.time_limit import UnreadableTimeError, read_evening
from bot.services import film as film_service
from bot.services.catalogue import Catalogue
from bot.services.suggestions import Suggestions
from bot.services.view import View
from db import decks
from db.decks import DeckKey, StoredDeck
from db.errors import StoreError
from db.types import LANGUAGE, SeenFilter

log = logging.getLogger(__name__)

_AT_ONCE: Final = 50
"""Deals that share a transaction; a commit costs as much as they."""
_DECADE = re.compile(r"\D*((?:18|19|20)?\d)0\D*")


class NothingToDealError(Exception):
    """Not one identified film stands on any list."""


class NotATimeError(Exception):
    """Neither a length of time nor a time of day."""


class UnknownDecadeError(Exception):
    """Not a decade."""


class UnknownThemeError(Exception):
    """No film on any list has such a theme."""


@dataclass(frozen=True, slots=True)
class TypedFilter:
    """What a member asks of a film, as they typed it; None for nothing."""

    list_id: int = 0
    minutes: str | None = None
    decade: str | None = None
    theme: str | None = None
    seen: SeenFilter = "any"


@dataclass(slots=True)
class _Order:
    """Somebody waits for a film."""

    key: DeckKey
    eligible: Sequence[int]
    aside: int
    shown: int
    answer: asyncio.Future[Draw]


class _Table:
    """A deck while it is dealt from, between being read and being saved."""

    def __init__(self, stored: StoredDeck) -> None:
        self.stored = stored
        self._last = stored.last_film_id
        self._cards = dict(stored.cards)

    @property
    def now(self) -> StoredDeck:
        return StoredDeck(self._last, self._cards)

    def deal(self, order: _Order, elsewhere: Container[int], dice: random.Random) -> Draw:
        if self._cards.get(order.aside) == deck.DEALT:
            self._cards[order.aside] = deck.ASIDE
        drawn = deck.draw(order.eligible, self._cards, (self._last, order.shown), elsewhere, dice)
        if drawn.shuffled:
            self._cards = {}
        self._cards[drawn.film_id] = drawn.standing
        self._last = drawn.film_id
        return drawn


class Dealer:
    """Deals, one after the other however many ask at once; deals that wait together are written together.

    A card is on record before it is sent, so nothing that happens between can deal it twice.
    """

    def __init__(self, catalogue: Catalogue, dice: random.Random) -> None:
        self._catalogue = catalogue
        self._dice = dice
        self._orders: list[_Order] = []
        self._working: asyncio.Task[None] | None = None

    async def deal(
        self,
        place: DeckPlace,
        wanted: Filter,
        *,
        now: int,
        aside: int = 0,
        shown: int = 0,
        seen: Container[int] = (),
        language: str = LANGUAGE,
        view: View | None = None,
    ) -> Dealt | NothingFits:
        """The next film of the place's deck; `aside` is put aside first, to come once more at the end of the round.

        `shown` is the film whose place it takes, which it is not while there is another; nor is it, while others of the
        round are left, one that was dealt last in this place under another filter.
        `now` is in minutes since 1970; `seen` are the films of whoever asks, if the filter asks about them. Without a
        `view` it is dealt from what is seen everywhere. Raise
        NothingToDealError where no list has a film at all, ListNotFoundError if the list is gone.
        """
        view = view or self._catalogue
        suggestions = await view.suggestions()
        if wanted.list_id:
            view.snapshot.list_by_id(wanted.list_id)
        if not suggestions.dealable:
            raise NothingToDealError
        found = {
            one.film_id: one for one in suggestions.dealable if deck.fits(one, wanted, now=now, seen=seen)
        }
        if not found:
            return self._impossible(suggestions, wanted, now, seen, language)
        key = _key(place, wanted)
        answer: asyncio.Future[Draw] = asyncio.get_running_loop().create_future()
        self._orders.append(_Order(key, tuple(found), aside, shown, answer))
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work_off())
        draw = await answer
        card = await film_service.card(
            view, draw.film_id, found[draw.film_id].entries[wanted.list_id], language
        )
        return Dealt(card, draw, place, wanted)

    async def take_back(self, dealt: Dealt) -> None:
        """Put a card that is known to have reached nobody back into its deck. That it failed is logged."""
        key, draw = _key(dealt.place, dealt.wanted), dealt.draw
        try:
            async with self._catalogue.database.write() as session:
                await decks.take_back(session, key, draw.film_id, draw.standing)
        except StoreError as error:
            log.warning("A card that did not arrive could not be taken back: %s", error)

    async def close(self) -> None:
        """Deal what was asked for before."""
        if self._working is not None:
            await self._working

    async def _work_off(self) -> None:
        while self._orders:
            orders, self._orders = self._orders[:_AT_ONCE], self._orders[_AT_ONCE:]
            by_deck: dict[DeckKey, list[_Order]] = {}
            for one in orders:
                by_deck.setdefault(one.key, []).append(one)
            # In order, so that two programs never wait for each other's decks.
            in_order = sorted(by_deck.items(), key=lambda item: astuple(item[0]))
            if self._catalogue.database.one_writer:
                await self._deal_from(in_order)
            else:  # a deck that another process holds must not keep the others waiting
                await asyncio.gather(*(self._deal_from([one]) for one in in_order))

    async def _deal_from(self, by_deck: Sequence[tuple[DeckKey, Sequence[_Order]]]) -> None:
        """Deal from these decks in one transaction; whoever waits hears of it, whatever comes of it."""
        draws: list[tuple[_Order, Draw]] = []
        try:
            async with self._catalogue.database.write() as session:
                for key, orders in by_deck:
                    stored, elsewhere = await decks.lock(session, key)
                    table = _Table(stored)
                    draws += [(one, table.deal(one, elsewhere, self._dice)) for one in orders]
                    await decks.save(session, key, table.stored, table.now)
        except Exception as error:  # noqa: BLE001  # whoever waits must hear of it, whatever it is
            for _, orders in by_deck:
                for order in orders:
                    if not order.answer.done():
                        order.answer.set_exception(error)
        else:
            for order, draw in draws:
                if not order.answer.done():
                    order.answer.set_result(draw)

    def _impossible(
        self, suggestions: Suggestions, wanted: Filter, now: int, seen: Container[int], language: str
    ) -> NothingFits:
        films_known = suggestions.dealable
        left = tuple(deck.remaining(films_known, wanted, now=now, seen=seen))
        timeless = wanted.without("minutes")
        longer = [
            one
            for one in films_known
            if one.minutes is not None and deck.fits(one, timeless, now=now, seen=seen)
        ]
        shortest = min(longer, key=lambda one: one.minutes or 0, default=None)
        page = suggestions.page(shortest.film_id, language) if shortest else None
        asks_for_time = wanted.minutes or wanted.until
        return NothingFits(wanted, left, page.film if page and asks_for_time else None)


async def how_many(catalogue: View, wanted: Filter, *, now: int, seen: Container[int] = ()) -> int:
    """How many films a filter leaves, to be dealt one after the other; arguments as `Dealer.deal` takes them."""
    suggestions = await catalogue.suggestions()
    return sum(deck.fits(one, wanted, now=now, seen=seen) for one in suggestions.dealable)


def _key(place: DeckPlace, wanted: Filter) -> DeckKey:
    return DeckKey(place.user_id, place.channel_id, place.purpose + wanted.key)


async def filter_of(
    catalogue: View, asked: TypedFilter, *, now: datetime, zone: tzinfo, language: str = LANGUAGE
) -> Filter:
    """What a member asks for. A time of day is the next such moment after `now`, in `zone` unless they name another.

    Raise NotATimeError, UnknownDecadeError or UnknownThemeError.
    """
    most = until = decade = theme = 0
    if asked.minutes is not None:
        try:
            evening = read_evening(asked.minutes, now=now, zone=zone)
        except UnreadableTimeError:
            raise NotATimeError from None
        most = evening.minutes or 0
        until = int(evening.until.timestamp()) // 60 if evening.until else 0
    if asked.decade is not None:
        decade = _decade(asked.decade)
    if asked.theme is not None:
        found = (await catalogue.suggestions()).labels_in(language).find(asked.theme)
        if found is None:
            raise UnknownThemeError
        theme = found
    return Filter(asked.list_id, most, until, decade, theme, asked.seen)


def _decade(text: str) -> int:
    """The first year of a decade: "1970", "1970s", "70s", "70-е"."""
    found = _DECADE.fullmatch(text.strip())
    if not found:
        raise UnknownDecadeError
    tens = int(found[1])
    if tens < 10:  # two figures were given
        tens += 190 if tens > 1 else 200  # the 00s and 10s are this century's
    return tens * 10


def names_of(catalogue: View, wanted: Filter, language: str = LANGUAGE) -> tuple[str | None, str | None]:
    """What the list and the theme of a filter are called; None for what it does not ask for, or what is gone.

    Raise ListNotFoundError if the list is gone.
    """
    title = catalogue.snapshot.list_by_id(wanted.list_id, language).title if wanted.list_id else None
    return title, _theme_name(catalogue, wanted.theme, language) if wanted.theme else None


def _theme_name(catalogue: View, theme: int, language: str) -> str | None:
    suggestions = catalogue.suggestions_now
    if suggestions is None:
        return None
    named = suggestions.labels_in(language).names.get(theme)
    return named or suggestions.labels_in(LANGUAGE).names.get(theme)


def themes(catalogue: View, text: str, limit: int, language: str = LANGUAGE) -> list[tuple[str, int]]:
    """Themes for an unfinished name, each with the number of its films."""
    suggestions = catalogue.suggestions_now
    if suggestions is None:
        return []
    known = suggestions.labels_in(language)
    by_name = {name: theme for theme, name in known.names.items()}
    return [(name, known.films[by_name[name]]) for name in known.complete(text, limit)]


def decades(catalogue: View) -> list[tuple[int, int]]:
    """The decades that films on lists are from, earliest first, each with their number."""
    suggestions = catalogue.suggestions_now
    years = [one.year // 10 * 10 for one in suggestions.dealable] if suggestions else []
    return [(decade, years.count(decade)) for decade in sorted(set(years))]
