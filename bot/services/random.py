"""Dealing films from decks: in every place nothing comes twice until all have come once."""

from __future__ import annotations

import asyncio
import logging
import random
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Final

from bot.domain import deck
from bot.domain.deal import Dealt, Impossible
from bot.domain.deck import Dealable, Draw, Filter, Place
from bot.domain.time_limit import UnreadableTimeError, read_evening
from bot.services import film as film_service
from bot.services.catalogue import Catalogue
from db import decks, films
from db.decks import DeckCard, DeckKey, StoredDeck
from db.errors import FilmNotFoundError
from db.types import Film, SeenFilter

log = logging.getLogger(__name__)

_AT_ONCE: Final = 50
"""Deals that share a transaction; a commit costs as much as they."""
_DECADE = re.compile(r"\D*((?:18|19|20)?\d)0\D*")
_LATER: Final = 0.5
"""Seconds until it is written that cards arrived, if no deal comes by that writes it along."""


class NothingToDealError(Exception):
    """Not one identified film stands on any list."""


class NotATimeError(Exception):
    """Neither a length of time nor a time of day."""


class UnknownDecadeError(Exception):
    """Not a decade."""


class UnknownThemeError(Exception):
    """No film on any list has such a theme."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a member asks of a film, as he typed it; None for nothing."""

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
    answer: asyncio.Future[tuple[Draw, tuple[int, ...]]]


class _Table:
    """A deck while it is dealt from, between being read and being saved."""

    def __init__(self, stored: StoredDeck, run: int) -> None:
        self.stored = stored
        self._run = run
        self._last = stored.last_film_id
        self._cards = dict(stored.cards)

    @property
    def now(self) -> StoredDeck:
        return StoredDeck(self._last, self._cards)

    def deal(
        self, order: _Order, elsewhere: Container[int], dice: random.Random
    ) -> tuple[Draw, tuple[int, ...]]:
        """The next film, and those that may never have arrived."""
        aside = self._cards.get(order.aside)
        if aside is not None and aside.standing == deck.DEALT:
            self._cards[order.aside] = replace(aside, standing=deck.ASIDE)
        lost = tuple(film for film, card in self._cards.items() if card.run not in {None, self._run})
        for film in lost:
            self.arrived(film)  # or not, but that is said now
        met = {film: card.standing for film, card in self._cards.items() if card.standing != deck.BEFORE}
        drawn = deck.draw(order.eligible, met, (self._last, order.shown), elsewhere, dice)
        if drawn.shuffled:
            under_way = {film: card for film, card in self._cards.items() if card.run is not None}
            self._cards = {film: replace(card, standing=deck.BEFORE) for film, card in under_way.items()}
        self._cards[drawn.film_id] = DeckCard(drawn.standing, self._run)
        self._last = drawn.film_id
        return drawn, lost

    def arrived(self, film_id: int) -> None:
        card = self._cards.get(film_id)
        if card is not None and card.standing == deck.BEFORE:
            del self._cards[film_id]
        elif card is not None:
            self._cards[film_id] = replace(card, run=None)

    def went_astray(self, film_id: int) -> None:
        if film_id in self._cards:
            self._cards[film_id] = replace(self._cards[film_id], run=decks.LOST)


class Dealer:
    """Deals, one after the other however many ask at once; deals that wait together are written together.

    A card is on record before it is sent, so nothing that happens between can deal it twice. When it is known to have
    arrived, that is written, too; the first card after a crash names those of which it is not known.
    """

    def __init__(self, catalogue: Catalogue, dice: random.Random) -> None:
        self._catalogue = catalogue
        self._dice = dice
        self._run: int | None = None
        self._orders: list[_Order] = []
        self._arrived: list[tuple[DeckKey, int]] = []
        self._astray: list[tuple[DeckKey, int]] = []
        self._working: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._closed = False

    async def deal(
        self,
        place: Place,
        wanted: Filter,
        *,
        now: int,
        aside: int = 0,
        shown: int = 0,
        seen: Container[int] = (),
    ) -> Dealt | Impossible:
        """The next film of the place's deck; `aside` is put aside first, to come once more at the end of the round.

        `shown` is the film whose place it takes, which it is not while there is another; nor is it, while others of the
        round are left, the one that was dealt last in this place under another filter.
        `now` is in minutes since 1970; `seen` are the films of whoever asks, if the filter asks about them. Raise
        NothingToDealError where no list has a film at all, ListNotFoundError if the list is gone.
        """
        suggestions = await self._catalogue.suggestions()
        if wanted.list_id:
            self._catalogue.snapshot.list_by_id(wanted.list_id)
        if not suggestions.dealable:
            raise NothingToDealError
        found = {
            one.film_id: one for one in suggestions.dealable if deck.fits(one, wanted, now=now, seen=seen)
        }
        if not found:
            return self._impossible(suggestions.dealable, wanted, now, seen)
        key = _key(place, wanted)
        answer: asyncio.Future[tuple[Draw, tuple[int, ...]]] = asyncio.get_running_loop().create_future()
        self._orders.append(_Order(key, tuple(found), aside, shown, answer))
        self._work()
        draw, lost = await answer
        card = await film_service.card(
            self._catalogue, draw.film_id, found[draw.film_id].entries[wanted.list_id]
        )
        return Dealt(card, draw, place, wanted, await self._films(lost))

    def arrived(self, dealt: Dealt) -> None:
        """The card reached Discord; written down soon."""
        self._arrived.append((_key(dealt.place, dealt.wanted), dealt.draw.film_id))
        if self._timer is None and not self._closed:
            self._timer = asyncio.get_running_loop().call_later(_LATER, self._work)

    def went_astray(self, dealt: Dealt) -> None:
        """The card did not reach Discord: the next one from that deck says so."""
        self._astray.append((_key(dealt.place, dealt.wanted), dealt.draw.film_id))
        if not self._closed:
            self._work()

    async def close(self) -> None:
        """Write what is still to be written; cards that arrive after this are not known to have."""
        self._closed = True
        self._work()
        if self._working is not None:
            await self._working

    def _work(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work_off())

    async def _work_off(self) -> None:
        while self._orders or self._arrived or self._astray:
            orders, self._orders = self._orders[:_AT_ONCE], self._orders[_AT_ONCE:]
            arrived, self._arrived = self._arrived, []
            astray, self._astray = self._astray, []
            try:
                async with self._catalogue.database.write() as session:
                    run = self._run or await decks.begin_run(session)
                    tables = {
                        key: _Table(await decks.get(session, key), run)
                        for key in {one.key for one in orders} | {key for key, _ in (*arrived, *astray)}
                    }
                    for key, film_id in arrived:
                        tables[key].arrived(film_id)
                    for key, film_id in astray:
                        tables[key].went_astray(film_id)
                    last = {one.key: await decks.last_elsewhere(session, one.key) for one in orders}
                    answers = [tables[one.key].deal(one, last[one.key], self._dice) for one in orders]
                    for key, table in tables.items():
                        await decks.save(session, key, table.stored, table.now)
                self._run = run
            except Exception as error:  # noqa: BLE001  # whoever waits must hear of it, whatever it is
                self._failed(orders, error)
            else:
                for order, answer in zip(orders, answers, strict=True):
                    if not order.answer.done():
                        order.answer.set_result(answer)

    def _failed(self, orders: Sequence[_Order], error: Exception) -> None:
        if not orders:
            log.warning("It could not be written which cards arrived: %s", error)
        for order in orders:
            if not order.answer.done():
                order.answer.set_exception(error)

    def _impossible(
        self, films_known: Sequence[Dealable], wanted: Filter, now: int, seen: Container[int]
    ) -> Impossible:
        left = tuple(deck.remaining(films_known, wanted, now=now, seen=seen))
        timeless = wanted.without("minutes")
        longer = [
            one
            for one in films_known
            if one.minutes is not None and deck.fits(one, timeless, now=now, seen=seen)
        ]
        suggestions = self._catalogue.suggestions_now
        shortest = min(longer, key=lambda one: one.minutes or 0, default=None)
        document = suggestions.library.documents.get(shortest.film_id) if suggestions and shortest else None
        asks_for_time = wanted.minutes or wanted.until
        return Impossible(wanted, left, document.film if document and asks_for_time else None)

    async def _films(self, film_ids: Sequence[int]) -> tuple[Film, ...]:
        """Those of the films that are still known."""
        found: list[Film] = []
        if film_ids:
            async with self._catalogue.database.read() as session:
                for film_id in film_ids:
                    try:
                        found.append(await films.get(session, film_id))
                    except FilmNotFoundError:
                        continue
        return tuple(found)


async def how_many(catalogue: Catalogue, wanted: Filter, *, now: int, seen: Container[int] = ()) -> int:
    """How many films a filter leaves, to be dealt one after the other; arguments as `Dealer.deal` takes them."""
    suggestions = await catalogue.suggestions()
    return sum(deck.fits(one, wanted, now=now, seen=seen) for one in suggestions.dealable)


def _key(place: Place, wanted: Filter) -> DeckKey:
    return DeckKey(place.user_id, place.channel_id, wanted.key)


async def filter_of(catalogue: Catalogue, asked: Asked, *, now: datetime, zone: tzinfo) -> Filter:
    """What a member asks for. A time of day is the next such moment after `now`, in `zone` unless he names another.

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
        found = (await catalogue.suggestions()).labels.find(asked.theme)
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


def names_of(catalogue: Catalogue, wanted: Filter) -> tuple[str | None, str | None]:
    """What the list and the theme of a filter are called; None for what it does not ask for, or what is gone.

    Raise ListNotFoundError if the list is gone.
    """
    title = catalogue.snapshot.list_by_id(wanted.list_id).title if wanted.list_id else None
    return title, _theme_name(catalogue, wanted.theme) if wanted.theme else None


def _theme_name(catalogue: Catalogue, theme: int) -> str | None:
    suggestions = catalogue.suggestions_now
    return suggestions.labels.names.get(theme) if suggestions else None


def themes(catalogue: Catalogue, text: str, limit: int) -> list[tuple[str, int]]:
    """Themes for an unfinished name, each with the number of its films."""
    suggestions = catalogue.suggestions_now
    if suggestions is None:
        return []
    known = suggestions.labels
    by_name = {name: theme for theme, name in known.names.items()}
    return [(name, known.films[by_name[name]]) for name in known.complete(text, limit)]


def decades(catalogue: Catalogue) -> list[tuple[int, int]]:
    """The decades that films on lists are from, earliest first, each with their number."""
    suggestions = catalogue.suggestions_now
    years = [one.year // 10 * 10 for one in suggestions.dealable] if suggestions else []
    return [(decade, years.count(decade)) for decade in sorted(set(years))]
