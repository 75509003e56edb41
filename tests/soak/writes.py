"""A member who keeps films, deals, imports, changes their mind and has everything erased: all that the bot writes."""

from __future__ import annotations

import random
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.preview.channel import Exchange, Message
from bot.preview.standin import StandIn
from bot.preview.world import Member
from bot.ui.kit.button_state import MarkState
from bot.ui.kit.custom_id import read
from tests.pages import button
from tests.soak.ledger import DEFAULTS, Key, Ledger, Value

TITLES = ("Come and See", "Stalker", "Commissar", "The Ascent", "Mirror", "The Red Tent")
IMPORTED = {"The Dawns Here Are Quiet": 1972, "The Cranes Are Flying": 1957, "Ballad of a Soldier": 1959}
_POSITION = re.compile(r"🃏 \*\*(\d+) of \d+\*\*")
_ANSWERED = {"answered", "updated"}
_TABLES = ("seen", "watchlist", "together", "seen_filter", "dealt")


class NotAcknowledgedError(Exception):
    """Discord has no answer, or one that does not say what was written."""


@dataclass
class Writer:
    """One member. What Discord took of the bot's answers goes into the ledger, all else stays unsure."""

    standin: StandIn
    ledger: Ledger
    member: Member
    dice: random.Random
    cards: list[Message]
    """Cards of different films, to be pressed again and again."""
    films: dict[str, int] = field(default_factory=dict)
    """What the bot calls those that are imported."""

    async def write(self) -> bool:
        """Any one write; False if it was not acknowledged."""
        kinds: list[tuple[int, Callable[[], Awaitable[None]]]] = [
            (8, self.mark),
            (6, self.want),
            (6, self.deal),
            (2, self.choose),
            (2, self.take_in),
            (1, self.forget),
        ]
        (kind,) = self.dice.choices([kind for _, kind in kinds], [weight for weight, _ in kinds])
        try:
            await kind()
        except NotAcknowledgedError:
            return False
        return True

    async def mark(self) -> None:
        """ "Seen it", which takes the film off the watchlist; and every second time the way back."""
        card, custom_id, film = self._on_a_card("seen:mark")
        seen, wanted = ("seen", self.member.id, film), ("watchlist", self.member.id, film)
        line = await self._change(card, custom_id, "seen it", {seen: True, wanted: False})
        if self.dice.random() < 0.5:
            undo, state = shelving(line)
            back: dict[Key, Value] = {wanted: True} if state.at else {}
            await self._change(line, undo, "seen taken back", {seen: False, **back})

    async def want(self) -> None:
        """ "Watchlist", and every second time the way back."""
        card, custom_id, film = self._on_a_card("watchlist:add")
        wanted = ("watchlist", self.member.id, film)
        line = await self._change(card, custom_id, "watchlist", {wanted: True})
        if self.dice.random() < 0.5:
            await self._change(line, shelving(line)[0], "watchlist taken back", {wanted: False})

    async def deal(self) -> None:
        """A card from their own deck of all films."""
        sure = self.ledger.begin_deal(self.member.id)
        options = {"seen": "any", "private": True}
        card = self._said(await self.standin.slash("random", options, member=self.member))
        position = _POSITION.search("\n".join(card.texts()))
        if position is None:
            raise NotAcknowledgedError
        self.ledger.deal(self.member.id, film_of(card), first=position[1] == "1", sure=sure)

    async def choose(self) -> None:
        """A setting: whether others may pick films with them, or what they are shown."""
        page = self._said(await self.standin.slash("me settings", member=self.member))
        buttons = [one for one in ids_of(page) if "allow" in one]
        selects = [one["custom_id"] for one in page.selects()]
        if not buttons or not selects:
            raise NotAcknowledgedError
        value: Value
        if self.dice.random() < 0.5:
            fact, value = ("together", self.member.id, 0), buttons[0].startswith("mine:allow")
            self.ledger.begin(fact)
            exchange = await self.standin.press(page, buttons[0], member=self.member)
        else:
            fact, value = ("seen_filter", self.member.id, 0), self.dice.choice(("seen", "unseen", "any"))
            self.ledger.begin(fact)
            exchange = await self.standin.select(page, selects[0], [value], member=self.member)
        self._expect_in_place(self._said(exchange), page)
        self.ledger.confirm("a setting", {fact: value})

    async def take_in(self) -> None:
        """A file of films, and every second time the way back."""
        rows = "".join(f'"{title}",{year}\n' for title, year in IMPORTED.items())
        file = ("watched.csv", f"Name,Year\n{rows}".encode())
        rehearsed = self._said(await self.standin.slash("me import", {"file": file}, member=self.member))
        take = [one for one in ids_of(rehearsed) if one.startswith("import:take")]
        if not take:
            return  # they have seen them all
        films = await self._film_ids()
        facts: dict[Key, Value] = {("seen", self.member.id, film): True for film in films}
        before = {key for key in facts if self.ledger.known.get(key) and key not in self.ledger.unsure}
        doubtful = any(key in self.ledger.unsure for key in facts)
        self.ledger.begin(*facts)
        taken = self._said(await self.standin.press(rehearsed, take[0], member=self.member))
        self._expect_in_place(taken, rehearsed)
        self.ledger.confirm("a file taken in", facts)
        undo = [one for one in ids_of(taken) if one.startswith("import:undo")]
        if undo and not doubtful and self.dice.random() < 0.5:
            self.ledger.begin(*(facts.keys() - before))
            undone = self._said(await self.standin.press(taken, undo[0], member=self.member))
            self._expect_in_place(undone, taken)
            self.ledger.confirm("a file taken back", {key: False for key in facts if key not in before})

    async def forget(self) -> None:
        """Everything erased."""
        asked = self._said(await self.standin.slash("me forget", member=self.member))
        erase = [one for one in ids_of(asked) if one.startswith("forget:all")]
        if not erase:
            return  # nothing is stored
        keys = [key for table in _TABLES for key in self.ledger.of(table, self.member.id)]
        keys += [key for key in self.ledger.unsure if key[1] == self.member.id]
        self.ledger.begin(*keys)
        self.ledger.begin_deal(self.member.id)
        self._expect_in_place(
            self._said(await self.standin.press(asked, erase[0], member=self.member)), asked
        )
        self.ledger.unsure_decks.discard(self.member.id)
        self.ledger.confirm("everything erased", {key: DEFAULTS.get(key[0], False) for key in keys})

    # How a shelf changes

    def _on_a_card(self, form: str) -> tuple[Message, str, int]:
        """A card, the button of that form, and its film."""
        card = self.dice.choice(self.cards)
        return card, button(card, form)["custom_id"], film_of(card)

    async def _change(self, message: Message, custom_id: str, kind: str, facts: dict[Key, Value]) -> Message:
        self.ledger.begin(*facts)
        answer = self._said(await self.standin.press(message, custom_id, member=self.member))
        if not answer.buttons():
            raise NotAcknowledgedError  # an apology
        self.ledger.confirm(kind, facts)
        return answer

    async def _film_ids(self) -> list[int]:
        """Of the films in the file; each asked for once."""
        for title in IMPORTED:
            if title not in self.films:
                options = {"title": title, "private": True}
                card = self._said(await self.standin.slash("film", options, member=self.member))
                self.films[title] = film_of(card)
        return list(self.films.values())

    @staticmethod
    def _said(exchange: Exchange) -> Message:
        """The message that Discord shows. Raise NotAcknowledgedError."""
        if exchange.state not in _ANSWERED or exchange.message is None:
            raise NotAcknowledgedError
        return exchange.followups[-1] if exchange.followups else exchange.message

    @staticmethod
    def _expect_in_place(answer: Message, pressed: Message) -> None:
        """An apology is a message of its own. Raise NotAcknowledgedError."""
        if answer.id != pressed.id:
            raise NotAcknowledgedError


def ids_of(message: Message) -> list[str]:
    """The custom ids of its buttons."""
    return [one["custom_id"] for one in message.buttons() if "custom_id" in one]


def shelving(line: Message) -> tuple[str, MarkState]:
    """The button on the line that answers a press: its custom id, and what it knows."""
    custom_id = ids_of(line)[0]
    _, state = read(custom_id)
    if not isinstance(state, MarkState):
        raise TypeError(custom_id)
    return custom_id, state


def film_of(card: Message) -> int:
    """The film of a card. Raise NotAcknowledgedError if it is none."""
    for form, state in map(read, ids_of(card)):
        if form == "seen:mark" and isinstance(state, MarkState):
            return state.film
    raise NotAcknowledgedError
