"""What members do on a busy day, fifty times a second, whether or not the bot keeps up."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from bot.preview.channel import Exchange, Impossible, Message, NoAnswer
from bot.preview.standin import StandIn
from bot.preview.world import DM, SERVER, Json, Member, Place
from tests.soak.writes import Writer

MEMBERS = 200
FROWNING = 8.0
"""Seconds a member waits after an answer that never came: longer than any outage here lasts."""
TYPED = ("come an", "stalk", "the asc", "восх", "solar", "b", "1979", "cranes", "dawns here", "zerkalo")
TITLES = (
    "Come and See",
    "Stalker",
    "Mirror",
    "восхождение",
    "the ascnt",
    "Dead Man's Letters",
    "no such film",
)
WISHES = ("bleak winter, hard choices", "one man against the sea", "война глазами ребёнка", "quiet and sad")
_KEPT = 200


@dataclass
class Traffic:
    """Members, and what they have before them."""

    standin: StandIn
    dice: random.Random
    writers: list[Writer]
    members: list[Member] = field(
        default_factory=lambda: [Member(1290000000000001000 + n, f"Guest{n}") for n in range(MEMBERS)]
    )
    places: Sequence[Place] = (SERVER,)
    """Where they are, if not in a private conversation."""
    _before_them: deque[Message] = field(default_factory=lambda: deque(maxlen=_KEPT))
    _busy: set[int] = field(default_factory=set)
    """Writers that have not finished: each does one thing after the other."""
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def flow(self, rate: float, seconds: float) -> None:
        """So many acts a second, evenly; raise what an act raises."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        for number in range(int(rate * seconds)):
            await asyncio.sleep(max(0.0, begun + number / rate - loop.time()))
            task = asyncio.create_task(self._act())
            self._tasks.add(task)
            task.add_done_callback(self._done)
        await asyncio.gather(*self._tasks)

    def _done(self, task: asyncio.Task[None]) -> None:
        if task.cancelled() or task.exception() is None:  # else it is raised at the end
            self._tasks.discard(task)

    async def _act(self) -> None:
        acts: list[tuple[int, Callable[[Json], Awaitable[None]]]] = [
            (36, self._type),
            (16, self._film),
            (6, self._list),
            (6, self._random),
            (4, self._recommend),
            (2, self._about_me),
            (22, self._press),
            (8, self._write),
        ]
        (act,) = self.dice.choices([act for _, act in acts], [weight for weight, _ in acts])
        who: Json = {"member": self.dice.choice(self.members)}
        if act != self._press:
            who["place"] = DM if self.dice.random() < 0.2 else self.dice.choice(self.places)
        await act(who)

    async def _type(self, who: Json) -> None:
        where = self.dice.choice(
            (("film", "title"), ("list", "name"), ("random", "theme"), ("film", "title"))
        )
        with suppress(NoAnswer):
            await self.standin.autocomplete(*where, self.dice.choice(TYPED), **who)

    async def _film(self, who: Json) -> None:
        self._look(await self.standin.slash("film", {"title": self.dice.choice(TITLES)}, **who))

    async def _list(self, who: Json) -> None:
        options = {"name": self.dice.choice(("survival", "loneliness", "война"))}
        self._look(await self.standin.slash("list", options if self.dice.random() < 0.8 else {}, **who))

    async def _random(self, who: Json) -> None:
        options = self.dice.choice(({}, {"list": "survival"}, {"minutes": "2h"}, {"seen": "unseen"}))
        self._look(await self.standin.slash("random", options, **who))

    async def _recommend(self, who: Json) -> None:
        self._look(await self.standin.slash("recommend", {"words": self.dice.choice(WISHES)}, **who))

    async def _about_me(self, who: Json) -> None:
        self._look(await self.standin.slash(self.dice.choice(("me films", "me export", "about")), **who))

    async def _press(self, who: Json) -> None:
        """A button or a row of what is on the screen, by whoever sees it."""
        if not self._before_them:
            await self._list({**who, "place": self.dice.choice(self.places)})
            return
        message = self.dice.choice(self._before_them)
        if message.visible_to is not None:
            who = {"member": next(one for one in self.members if one.id == message.visible_to)}
        buttons = [one for one in message.buttons() if "custom_id" in one and not one["disabled"]]
        selects = [one for one in message.selects() if one["options"] and not one["disabled"]]
        with suppress(Impossible):  # the message was changed or deleted in that very moment
            if selects and (not buttons or self.dice.random() < 0.3):
                select = self.dice.choice(selects)
                value = self.dice.choice(select["options"])["value"]
                self._look(await self.standin.select(message, select["custom_id"], [value], **who))
            elif buttons:
                self._look(await self.standin.press(message, self.dice.choice(buttons)["custom_id"], **who))

    async def _write(self, _who: Json) -> None:
        free = [number for number in range(len(self.writers)) if number not in self._busy]
        if not free:
            return
        number = self.dice.choice(free)
        self._busy.add(number)
        try:
            if not await self.writers[number].write():
                await asyncio.sleep(FROWNING)
        finally:
            self._busy.discard(number)

    def _look(self, exchange: Exchange) -> None:
        message = exchange.message
        if exchange.state in {"answered", "updated"} and message is not None and message.texts():
            self._before_them.append(message)
