"""Posting the film of the day: each local date once, whatever ends in between.

What is about to be done is written first. A post is *claimed* by one statement, so that one of several processes makes
it; it is *sending* before the first request for it, which carries a nonce: Discord answers a request that it has taken
already with the message there is (resources/message, create message, enforce_nonce). That memory is of minutes, so the
same request is repeated for two of them at most. A post found claimed later was never requested and is made; one found
sending is looked for in the channel, and where that is not allowed it counts as sent: missed is better than twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Protocol

from bot.domain import daily as rules
from bot.domain.card import Card
from bot.domain.deal import Dealt, NothingFits
from bot.domain.deck import DeckPlace, Filter
from bot.domain.viewer import Viewer
from bot.services import film as film_service
from bot.services.catalogue import Catalogue, CatalogueNotReadyError
from bot.services.random import Dealer, NothingToDealError
from db import daily, languages
from db.daily_types import DailyPause, DailyPost, DailyState, DailySubscription
from db.errors import EntryNotFoundError, FilmNotFoundError, ListNotFoundError, StoreError

log = logging.getLogger(__name__)

TICK: Final = 20.0
"""Seconds between two looks at what is due."""
REPEATED: Final = 120
"""Seconds within which a request may be begun, for the first time or again."""
LEFT_BEHIND: Final = 300
"""Seconds after which a post that is under way is no longer anybody's: longer than its last request takes."""
KEPT: Final = 40 * 24 * 3600
"""Seconds that posts stay known."""
_AT_ONCE: Final = 8
_MOST: Final = 200
"""Posts that are looked at in one go."""
_LONGEST_PAUSE: Final = 30.0
_READING: Final = 600.0
"""Seconds for the catalogue to be read in after the start."""
_SWEEPS: Final = 24 * 3600.0
_PURPOSE: Final = "d"
"""Sets the decks of the film of the day apart from those of `/random`."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a post shows."""

    card: Card
    post: DailyPost
    subscription: DailySubscription
    language: str


class RefusedError(Exception):
    """Discord does not allow it; nothing was posted."""

    def __init__(self, why: DailyPause | None) -> None:
        """`why`: the channel is to be paused for this; None: only this one post was not to its liking."""
        super().__init__(why)
        self.why = why


class UncertainError(Exception):
    """Nobody knows whether Discord has taken it."""


class Channels(Protocol):
    """Discord, as far as it is needed here."""

    async def post(self, content: Content, *, nonce: str, pictured: bool) -> int:
        """Post, once for a nonce, and return the message's id; 0: it was posted, and is gone.

        `pictured`: with a poster, if there is one. Raise RefusedError or UncertainError, within half a minute.
        """

    async def find(self, post: DailyPost) -> int | None:
        """The id of a post's message; None: it is not there.

        Raise RefusedError where that cannot be told, UncertainError.
        """

    async def open_thread(self, content: Content, message_id: int) -> None:
        """Open the thread at a post. Raise RefusedError or UncertainError."""


class DailyPosts:
    """Posts what is due."""

    def __init__(
        self,
        catalogue: Catalogue,
        dealer: Dealer,
        channels: Channels,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        """`clock` gives seconds since 1970, `sleep` waits so many."""
        self._catalogue = catalogue
        self._dealer = dealer
        self._channels = channels
        self._clock = clock
        self._sleep = sleep
        self._slots = asyncio.Semaphore(_AT_ONCE)

    async def run(self) -> None:
        """Post what is due, for ever."""
        with suppress(CatalogueNotReadyError):  # then each post says so
            await self._catalogue.suggestions(patience=_READING)
        swept = 0.0
        while True:
            try:
                if self._clock() - swept > _SWEEPS:
                    await self.sweep()
                    swept = self._clock()
                await self.tick()
            except StoreError as error:
                log.warning("The film of the day has to wait: %s", error)
            except Exception:
                log.exception("The films of the day were not looked at")
            await self._sleep(TICK)

    async def tick(self) -> None:
        """Post what is due at this moment, and see to what another process left behind. Raise StoreError."""
        now = self._now()
        async with self._catalogue.database.read(snapshot=False) as session:
            left = await daily.left_behind(session, now - LEFT_BEHIND, _MOST)
            due = await daily.due(session, now, _MOST)
        await self._all(
            [
                *(partial(self._recover, one) for one in left),
                *(partial(self._post_if_mine, one) for one in due),
            ]
        )

    async def sweep(self) -> None:
        """Let go of what was posted long ago. Raise StoreError."""
        async with self._catalogue.database.write() as session:
            await daily.sweep(session, self._now() - KEPT)

    async def post_now(self, subscription: DailySubscription, occasion: str) -> DailyState:
        """Post one at once, whatever is due; what became of it. Once for each `occasion`, at most 24 characters."""
        now = self._now()
        post = DailyPost(subscription.channel_id, subscription.server_id, occasion, now, now)
        async with self._catalogue.database.write() as session:
            is_mine = await daily.claim(session, post)
        return await self._deal_and_send(subscription, post) if is_mine else "missed"

    # Whose post it is

    async def _post_if_mine(self, subscription: DailySubscription) -> None:
        now = self._now()
        following = rules.upcoming(subscription, now, most=1)
        found = rules.latest(subscription, now)
        async with self._catalogue.database.write() as session:
            if not await daily.advance(session, subscription, following[0][1]) or found is None:
                return
            day, at = found
            post = DailyPost(subscription.channel_id, subscription.server_id, day.isoformat(), at, now)
            if not await daily.claim(session, post):
                return
        await self._deal_and_send(subscription, post)

    async def _recover(self, left: DailyPost) -> None:
        """Go on with a post whose process has ended, or could not reach Discord."""
        now = self._now()
        async with self._catalogue.database.write() as session:
            if not await daily.take_over(session, left, now):
                return
            subscription = await daily.get(session, left.channel_id)
        post = replace(left, claimed_at=now)
        timely = subscription is not None and not subscription.paused and now - post.due_at <= rules.WINDOW
        if post.state == "sending":
            try:
                message_id = await self._channels.find(post)
            except RefusedError:
                await self._end(post, "sent")
                return
            except UncertainError:
                if not timely:
                    await self._end(post, "sent")
                return
            if message_id is not None:
                await self._end(post, "sent", message_id)
                return
        if not timely or subscription is None:
            await self._end(post, "missed")
        elif post.state == "sending":
            await self._send_again(subscription, post)
        else:
            await self._deal_and_send(subscription, post)

    # One post

    async def _deal_and_send(self, subscription: DailySubscription, post: DailyPost) -> DailyState:
        """What became of it; "claimed" and "sending": it is tried again later."""
        language = await self._language(subscription)
        wanted = Filter(subscription.list_id)
        place = DeckPlace(channel_id=subscription.channel_id, purpose=_PURPOSE)
        try:
            view = await self._catalogue.view(Viewer(0, subscription.server_id, language))
            dealt = await self._dealer.deal(
                place, wanted, now=self._now() // 60, language=language, view=view
            )
        except (ListNotFoundError, NothingToDealError):
            dealt = None
        if dealt is None or isinstance(dealt, NothingFits):
            return await self._refuse(subscription, post, "list")
        page, voice, draw = dealt.card.page, dealt.card.voice, dealt.draw
        now = self._now()
        begun = replace(
            post, state="sending", claimed_at=now, film_id=draw.film_id, entry_id=voice.id if voice else 0,
            position=draw.position, of=draw.of,
        )  # fmt: skip
        async with self._catalogue.database.write() as session:
            is_mine = page is not None and await daily.begin(
                session, replace(begun, claimed_at=post.claimed_at), now
            )
        if not is_mine:
            await self._dealer.take_back(dealt)
            await self._end(post, "missed")
            return "missed"
        return await self._send(Content(dealt.card, begun, subscription, language), dealt)

    async def _send_again(self, subscription: DailySubscription, post: DailyPost) -> None:
        language = await self._language(subscription)
        try:
            view = await self._catalogue.view(Viewer(0, subscription.server_id, language))
            card = await film_service.card(view, post.film_id, post.entry_id, language)
        except (FilmNotFoundError, EntryNotFoundError):
            await self._end(post, "missed")
            return
        await self._send(Content(card, post, subscription, language), None)

    async def _send(self, content: Content, dealt: Dealt | None) -> DailyState:
        subscription, post = content.subscription, content.post
        pictured = "attach" not in subscription.missing
        try:
            try:
                message_id = await self._repeatedly(content, pictured=pictured)
            except RefusedError as refused:
                if refused.why != "rights" or not pictured:
                    raise
                message_id = await self._repeatedly(content, pictured=False)
                await self._do_without(subscription, "attach")
        except UncertainError:
            return "sending"
        except RefusedError as refused:
            if dealt is not None:
                await self._dealer.take_back(dealt)
            return await self._refuse(subscription, post, refused.why)
        await self._end(post, "sent", message_id)
        if message_id and subscription.thread and "threads" not in subscription.missing:
            await self._open_thread(content, message_id)
        return "sent"

    async def _repeatedly(self, content: Content, *, pictured: bool) -> int:
        """Post, and again with the same nonce while nobody knows. Raise RefusedError or UncertainError."""
        until, pause = content.post.claimed_at + REPEATED, 1.0
        while self._clock() < until:
            try:
                return await self._channels.post(content, nonce=nonce_of(content.post), pictured=pictured)
            except UncertainError as error:
                log.warning("A film of the day may not have arrived: %s", error)
            await self._sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        raise UncertainError("the time for it is over")

    async def _open_thread(self, content: Content, message_id: int) -> None:
        try:
            await self._channels.open_thread(content, message_id)
        except RefusedError:
            await self._do_without(content.subscription, "threads")
        except UncertainError as error:
            log.warning("A film of the day has no thread: %s", error)

    # What is written down

    async def _refuse(
        self, subscription: DailySubscription, post: DailyPost, why: DailyPause | None
    ) -> DailyState:
        async with self._catalogue.database.write() as session:
            await daily.end(session, post, "refused")
            if why is not None:
                await daily.set_pause(session, subscription.channel_id, why)
        log.warning("A film of the day was not posted (%s)", why or "Discord refused the message")
        return "refused"

    async def _end(self, post: DailyPost, state: DailyState, message_id: int = 0) -> None:
        async with self._catalogue.database.write() as session:
            await daily.end(session, post, state, message_id)

    async def _do_without(self, subscription: DailySubscription, right: str) -> None:
        async with self._catalogue.database.write() as session:
            found = await daily.get(session, subscription.channel_id)
            if found is not None:
                await daily.set_missing(session, subscription.channel_id, found.missing | {right})

    async def _language(self, subscription: DailySubscription) -> str:
        async with self._catalogue.database.read(snapshot=False) as session:
            chosen = await languages.chosen(session, 0, subscription.server_id)
        return chosen.server or subscription.language

    def _now(self) -> int:
        return int(self._clock())

    async def _all(self, works: Sequence[Callable[[], Awaitable[None]]]) -> None:
        """Do all of these, a few at once; what goes wrong with one keeps no other from it."""

        async def one(work: Callable[[], Awaitable[None]]) -> None:
            async with self._slots:
                try:
                    await work()
                except (StoreError, CatalogueNotReadyError) as error:
                    log.warning("A film of the day has to wait: %s", error)
                except Exception:
                    log.exception("A film of the day was not posted")

        await asyncio.gather(*(one(work) for work in works))


def nonce_of(post: DailyPost) -> str:
    """What Discord tells a repeated request by: at most 25 characters (resources/message, create message)."""
    if post.occasion.startswith("now"):  # named after an interaction, of which there is one in the world
        return post.occasion
    return f"{post.channel_id:x}-{post.occasion.replace('-', '')}"
