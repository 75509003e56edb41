"""The bot on the stand-in, acts done to it one by one, and each answer judged."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.preview.channel import Exchange, Message, NoAnswer
from bot.preview.rest import Request
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM, SERVER, Json
from db.engine import Database
from seed import content
from seed.load import load
from tests.pages import forms, press
from tests.soak import vanishing
from tests.soak.acts import Act, leaves_of, mangled, modal_of, value_for

ALREADY_ACKNOWLEDGED = 40060
KEPT = 40
"""Messages that may be pressed."""
A_STANDSTILL = 1.0
"""Seconds of an act, most of them without the processor, after which it says nothing about the bot."""
A_RELOAD = 50
"""Acts from one change of the catalogue to the next."""
SAMPLED = 10
"""Of so many requests one is held against Discord's description, which takes some 30 ms."""
ANSWERED = {
    "slash": {"answered", "modal"},
    "autocomplete": {"choices"},
    "component": {"answered", "updated", "modal"},
}
GONE = "no longer"


@dataclass
class Stage:
    """The bot on the stand-in, and what was said so far."""

    standin: StandIn
    database: Database
    own: Path
    """The content folder that comes and goes."""
    done: Counter[str] = field(default_factory=Counter)
    """Acts by kind and outcome."""
    gone: int = 0
    """Answers that spoke of something that is no longer there."""
    reloads: int = 0
    standstills: int = 0
    """Acts that were tried again because the machine had stood still."""
    sample: list[Request] = field(default_factory=list)
    bugs: list[str] = field(default_factory=list)
    _pressable: list[Message] = field(default_factory=list)
    _old: list[tuple[Message, str, list[str]]] = field(default_factory=list)
    """Buttons and selects (message, custom id, values) that speak of films which come and go."""
    _modals: list[Exchange] = field(default_factory=list)
    _requests: int = 0
    _there: bool = False
    _reloading: asyncio.Task[None] | None = None
    _failure: AssertionError | None = None

    async def begin(self) -> None:
        """Let members meet the films that will be gone."""
        self.standin.observers.append(self._note)
        await self._reload()
        asked = [("film", {"title": title}) for title in vanishing.TITLES_THAT_VANISH]
        asked += [("list", {"name": "vanishing"}), ("random", {"list": "vanishing"})]
        asked += [("recommend", {"like": vanishing.TITLES_THAT_VANISH[0]}), ("me films", {})]
        for name, options in asked:
            exchange = await self.standin.slash(name, options)
            for message in self._judge(exchange):
                self._remember(message)

    async def end(self) -> None:
        """Wait for what is under way; nothing may have gone wrong after its answer."""
        if self._reloading is not None:
            await self._reloading
        self._look_back()

    async def perform(self, act: Act) -> None:
        """Do it, and look at what came of it. Raise AssertionError; once raised, again and again.

        Hypothesis tries a second time what failed, and would tell of that only.
        """
        if self._failure is not None:
            raise self._failure
        for last_try in (False, True):
            wall, cpu = time.monotonic(), time.process_time()
            try:
                await self._perform(act)
            except AssertionError as error:
                took, worked = time.monotonic() - wall, time.process_time() - cpu
                error.add_note(
                    f"after {took:.1f} s, in which this process had the processor for {worked:.1f} s"
                )
                if last_try or took < A_STANDSTILL or worked > took / 2:
                    self._failure = error
                    raise
            else:
                return
            await self._wake_up()

    async def _perform(self, act: Act) -> None:
        if self.done.total() % A_RELOAD == A_RELOAD - 1:
            if self._reloading is not None:
                await self._reloading
            self._reloading = asyncio.create_task(self._reload())
        kind, exchange = await self._act(act)
        await self._see_to_the_end(exchange)
        self._pressable += self._judge(exchange)
        self.done[f"{kind} {exchange.state}"] += 1
        if (acts := self.done.total()) % 1000 == 0:
            print(f"{acts:,} acts", file=sys.stderr)
        if exchange.modal is not None:
            self._modals.append(exchange)
        del self._pressable[:-KEPT], self._modals[:-KEPT]
        if self.done.total() % 200 == 0:
            self._look_back()
            self.standin.forget(older_than=10)  # later the bot does not repeat an answer either

    async def _wake_up(self) -> None:
        """Others kept the processor for longer than Discord waits; what is wrong with the bot is wrong twice."""
        await asyncio.sleep(A_STANDSTILL)
        self.standstills += 1
        self.bugs.clear()
        self.standin.forget()

    # What came of it

    @staticmethod
    async def _see_to_the_end(exchange: Exchange) -> None:
        """On a slow day a promise is made, taken back, and followed by a message for other eyes."""
        for _ in range(60):
            if exchange.state != "deferred" or exchange.followups:
                return
            await asyncio.sleep(0.05)

    def _judge(self, exchange: Exchange) -> list[Message]:
        """The messages that were said. Raise AssertionError for anything that Discord or a member would mind."""
        about = exchange.about[:200]
        allowed = ANSWERED.get(exchange.kind, {"answered", "updated"})
        taken_back = exchange.state == "deferred" and exchange.followups
        assert exchange.state in allowed or taken_back, (about, exchange.state)
        assert not refusals_of(exchange), (about, exchange.refusals)
        assert not self.bugs, (about, self.bugs)
        choices = exchange.choices or []
        assert len(choices) <= 25, about
        assert all(1 <= len(str(one[key])) <= 100 for one in choices for key in ("name", "value")), choices
        said = [one for one in [exchange.message, *exchange.followups] if one and not one.deleted]
        for message in said:
            data, texts = message.data, message.texts()
            assert texts, about
            pinged = data["mentions"] + data["mention_roles"] + [data["mention_everyone"]]
            assert not any(pinged), texts
            self.gone += any(GONE in text for text in texts)
        return said

    def _look_back(self) -> None:
        late = [(one.about[:200], one.refusals) for one in self.standin.exchanges if refusals_of(one)]
        assert not late, late
        assert not self.bugs, self.bugs

    def _note(self, request: Request) -> None:
        self._requests += 1
        if self._requests % SAMPLED == 0:
            self.sample.append(request)

    # What is done

    async def _act(self, act: Act) -> tuple[str, Exchange]:
        """What was done in the end: where there is nothing to press, a command is used."""
        who: Json = {"member": BORIS if act.at_boris else ANNA, "locale": act.locale}
        if act.kind == "autocomplete":
            return act.kind, await self._type(act, who)
        if act.kind == "old":
            message, custom_id, values = self._old[act.which % len(self._old)]
            return act.kind, await self._press(message, custom_id, values, who)
        messages = [one for one in self._pressable if self._suits(one, act.kind)]
        if act.kind == "slash" or not messages:
            return "slash", await self._command(act, who)
        message = messages[act.which % len(messages)]
        if act.kind == "modal":
            return act.kind, await self._submit(act, message, who)
        if act.kind == "select":
            select = message.selects()[act.which % len(message.selects())]
            values = [one["value"] for one in select["options"]] or [""]
            value = act.text[:100] if act.flag else values[act.which % len(values)]
            return act.kind, await self._press(message, select["custom_id"], [value], who)
        custom_id = act.custom_id
        if act.kind != "forged":
            ids = ids_of(message)
            custom_id = ids[act.which % len(ids)]
        if act.kind == "mangled":
            custom_id = mangled(custom_id, act)
        return act.kind, await self._press(message, custom_id, [], who)

    @staticmethod
    def _suits(message: Message, kind: str) -> bool:
        if kind == "select":
            return bool(message.selects())
        return kind in {"forged", "modal"} or bool(ids_of(message))

    async def _press(self, message: Message, custom_id: str, values: list[str], who: Json) -> Exchange:
        if values:
            return await self.standin.select(message, custom_id, values, forged=True, **who)
        return await self.standin.press(message, custom_id, forged=True, **who)

    async def _type(self, act: Act, who: Json) -> Exchange:
        """Half a command, of any length, in an option that suggests something."""
        typing = [
            (name, option, known)
            for name, known in leaves_of(self.standin.commands)
            for option in known
            if option.get("autocomplete")
        ]
        name, option, known = typing[act.which % len(typing)]
        others = self._given(act, [one for one in known if one is not option])
        place = DM if act.in_dm else SERVER
        with suppress(NoAnswer):  # the exchange says so, too
            await self.standin.autocomplete(
                name, option["name"], act.text, others=others, place=place, forged=True, **who
            )
        return next(one for one in reversed(self.standin.exchanges) if one.kind == "autocomplete")

    async def _command(self, act: Act, who: Json) -> Exchange:
        leaves = list(leaves_of(self.standin.commands))
        name, known = leaves[act.which % len(leaves)]
        place = DM if act.in_dm else SERVER
        return await self.standin.slash(name, self._given(act, known), place=place, forged=True, **who)

    @staticmethod
    def _given(act: Act, known: list[Json]) -> Json:
        texts = iter(act.texts * 2)
        return {
            option["name"]: value_for(option, next(texts), act)
            for number, option in enumerate(known)
            if option.get("required") or (act.which >> number) & 1
        }

    async def _submit(self, act: Act, message: Message, who: Json) -> Exchange:
        """A modal: one that was opened, or one that was not, with the id of a button or of nothing."""
        if act.flag and self._modals:
            exchange = self._modals[act.which % len(self._modals)]
            return await self.standin.submit(exchange, {}, forged=True, **who)
        ids = [*ids_of(message), act.custom_id]
        modal = modal_of(act, ids[act.which % len(ids)])
        exchange = Exchange(
            0, "component", "", who["member"], message.place, "", 0.0, {}, message, modal=modal
        )
        (field_id,) = (label["component"]["custom_id"] for label in modal["components"])
        return await self.standin.submit(exchange, {field_id: act.text}, forged=True, **who)

    # Films that come and go

    def _remember(self, message: Message) -> None:
        self._old += [(message, one["custom_id"], []) for one in message.buttons() if "custom_id" in one]
        for select in message.selects():
            values = [one["value"] for one in select["options"]]
            self._old += [(message, select["custom_id"], [value]) for value in values]

    async def _reload(self) -> None:
        """Bring the films back, or take them away; the running bot notices by itself, in the midst of the acts."""
        self._there = not self._there
        folders = [content.SHIPPED, self.own] if self._there else [content.SHIPPED]
        await load(self.database, folders)
        self.reloads += 1
        if not self._there:
            return
        for member in (ANNA, BORIS):  # they may have had everything erased
            for number, title in enumerate(vanishing.TITLES_THAT_VANISH):
                card = (await self.standin.slash("film", {"title": title}, member=member)).message
                form = "seen:mark" if number % 2 else "watchlist:add"
                if card is None or form not in forms(card):
                    continue
                line = await press(self.standin, card, form, member=member)
                if line.message is not None and len(self._old) < 200:
                    self._remember(line.message)


def refusals_of(exchange: Exchange) -> list[Json]:
    """What Discord would not take; not that it had taken it already, when a slow machine made the bot ask again."""
    return [one for one in exchange.refusals if one.get("code") != ALREADY_ACKNOWLEDGED]


def ids_of(message: Message) -> list[str]:
    return [one["custom_id"] for one in [*message.buttons(), *message.selects()] if "custom_id" in one]


class Bugs(logging.Handler):
    """Collects what the log would show a programmer: tracebacks, and answers that never came."""

    def __init__(self, bugs: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._bugs = bugs
        self._form = logging.Formatter()

    def emit(self, record: logging.LogRecord) -> None:
        outcome = getattr(record, "outcome", "answered")
        if record.exc_info or record.levelno >= logging.ERROR or outcome != "answered":
            self._bugs.append(self._form.format(record))
