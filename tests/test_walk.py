"""Every page that members can reach: by every button and every option, from every command, all over the content.

A page is told from others by its components and by who sees it where. A walk goes on until nothing that
it can reach is left to be pressed; so a page that took another's place (the press was answered in place) and has no way
back cuts it off from the rest.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from bot.preview.channel import Exchange, Message, walk
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM, Member
from bot.services.catalogue import Catalogue
from tests import pages
from tests.members import keep
from tests.pages import message_of, press, presses
from tests.shipped import ASCENT, COME_AND_SEE, STALKER, entries_on, lists_of

pytestmark = pytest.mark.usefixtures("bot")

Press = tuple[str, str]
"""A custom id, and the value that was chosen; empty for a button."""

DEALS = {"card:deal", "card:aside", "mine:deal"}
"""What chance decides; test_handlers_random.py is about them."""
CHANGES = {"mine:drop", "mine:filter", "mine:language", "mine:back"}
"""What changes what is kept; test_handlers_member_films.py and test_runtime_spoken.py are about them."""
DEALT = "-# 🎲"
"""Begins the line that says what a film was dealt from."""
MARKS = {"seen:mark": ("seen:undo", "seen:redo"), "watchlist:add": ("watchlist:undo", "watchlist:redo")}
SHARES = {"card:share", "list:share", "recommend:share"}
"""What may post something for everybody."""
CARDS = {"card:more"}
"""What stands on every card of a film, and nowhere else."""
OPENS = {"recommend:open"}
"""What opens one of several films beside the page, the same wherever the page stands."""
FURTHER = {"card:next": 3, "card:prev": 3, "card:voice": 4}
"""Along a list, and to another list: the way back leads through Details, with so many presses at most."""
BACKWARDS = {"sifted:show"}
"""Back to a page that need not show the film one had walked to."""


def page_on(message: Message) -> str:
    """The page that stands on a message, as its key; without the number of a deal, which is told once."""
    (container,) = message.sent["components"]
    parts = [part for part in container["components"] if not part.get("content", "").startswith(DEALT)]
    seen_by = [message.place.channel_of(ANNA), message.ephemeral, message.visible_to]
    return json.dumps([seen_by, container["accent_color"], parts], ensure_ascii=False)


def whose(message: Message) -> Member:
    """Who presses: Boris, who keeps some films already, on what they alone see, else Anna."""
    return BORIS if message.visible_to == BORIS.id else ANNA


def form(custom_id: str) -> str:
    return ":".join(custom_id.split(":")[:2])


@dataclass
class Walk:
    """What was found of all pages."""

    standin: StandIn
    ways: dict[str, dict[Press, str]] = field(default_factory=dict)
    """From a page, by what is pressed: the page that takes its place."""
    left: dict[str, list[Press]] = field(default_factory=dict)
    """What was not pressed yet, by page."""
    beside: deque[Message] = field(default_factory=deque)
    """Messages of their own that presses were answered with, to be walked from."""
    opened: set[Press] = field(default_factory=set)
    """Of what `OPENS`, what was pressed in any place."""

    async def act(self, message: Message, one: Press) -> Exchange:
        """Press and check what every press has to keep to."""
        custom_id, value = one
        before = len(self.standin.messages)
        member = whose(message)
        if value:
            exchange = await self.standin.select(message, custom_id, [value], member=member)
        else:
            exchange = await self.standin.press(message, custom_id, member=member)
        assert exchange.state in {"answered", "updated"}, (custom_id, exchange.state)
        assert not exchange.refusals, (custom_id, exchange.refusals)
        assert len(self.standin.messages) >= before, "no press takes a message away"
        new = self.standin.messages[before:]
        assert form(custom_id) in SHARES or all(known.ephemeral for known in new), (
            f"{custom_id} posted what was not asked for"
        )
        return exchange

    async def explore(self, message: Message) -> None:
        """Press everything that can be reached in place of this message."""
        self.look(message)
        while way := self.way(page_on(message), lambda page: bool(self.left[page])):
            for one in way[0]:
                await self.act(message, one)
            here = page_on(message)
            assert here == way[1], "the same press led elsewhere"
            await self.try_one(message, here)

    async def try_one(self, message: Message, here: str) -> None:
        one = self.left[here].pop()
        if form(one[0]) in DEALS | CHANGES or (form(one[0]) in MARKS and whose(message) == BORIS):
            return
        if form(one[0]) in OPENS:
            others_left = any(other[0] == one[0] for other in self.left[here])
            if one in self.opened and others_left:  # in every place one of them is enough
                return
            self.opened.add(one)
        exchange = await self.act(message, one)
        answer = message_of(exchange)
        if answer.id == message.id:
            there = page_on(message)
            self.ways[here][one] = there
            self.look(message)
            return
        assert page_on(message) == here, f"{one} changed the page as well"
        if form(one[0]) in MARKS:
            await self.mark(answer, one)
        elif page_on(answer) not in self.ways and whose(answer) == ANNA:
            self.beside.append(answer)

    async def mark(self, line: Message, one: Press) -> None:
        """The line that answers a mark: undone, done again as it was, and left undone."""
        undo, redo = MARKS[form(one[0])]
        said = page_on(line)
        await press(self.standin, line, undo)
        await press(self.standin, line, redo)
        assert page_on(line) == said
        await press(self.standin, line, undo)

    def look(self, message: Message) -> None:
        """Note a page, if it is new."""
        page = page_on(message)
        if page not in self.ways:
            self.ways[page] = {}
            self.left[page] = presses(message)
            check_card(message)

    def way(self, start: str, is_goal: Callable[[str], bool]) -> tuple[list[Press], str] | None:
        """The shortest way of presses in place from a page to one that is a goal."""
        queue: deque[tuple[str, list[Press]]] = deque([(start, [])])
        known = {start}
        while queue:
            page, way = queue.popleft()
            if is_goal(page):
                return way, page
            for one, there in self.ways[page].items():
                if there not in known:
                    known.add(there)
                    queue.append((there, [*way, one]))
        return None


def check_card(message: Message) -> None:
    """No card has more than one row of at most five buttons, and more than one select."""
    forms = set(pages.forms(message))
    if not forms & {"seen:mark", "card:less"}:
        return
    rows = [one["components"] for one in walk(message.data["components"]) if one["type"] == 1]
    of_buttons = [one for one in rows if one[0]["type"] == 2]
    assert len(of_buttons) == 1
    assert len(of_buttons[0]) <= 5
    assert len(rows) - len(of_buttons) <= 1


async def begin(standin: StandIn, catalogue: Catalogue) -> list[Exchange]:
    """An answer of every command, in public and in private."""
    found = []
    for private in (False, True):
        hidden = {"private": True} if private else {}
        found += [
            await standin.slash("list", hidden),
            await standin.slash("film", {"title": "The Ascent", **hidden}),
            await standin.slash("film", {"title": "tarkovsky", **hidden}),
            await standin.slash("random", {"list": "survival", **hidden}),
            await standin.slash("recommend", {"words": "war", **hidden}),
            await standin.slash("recommend", {"like": "Stalker", **hidden}),
        ]
        for one in lists_of(catalogue):
            found.append(await standin.slash("list", {"name": one.slug, **hidden}))
    found += [
        await standin.slash("list", {"name": "survival", "seen": "unseen"}),
        await standin.slash("list", {"name": "survival", "seen": "seen"}),
        await standin.slash("about"),
        await standin.slash("me films", member=BORIS),
        await standin.slash("me settings", member=BORIS),
        await standin.slash("list", {"name": "survival", "seen": "seen"}, member=BORIS),
        await standin.slash("film", {"title": "Stalker"}, place=DM),
    ]
    return found


@pytest.mark.timeout(1500)  # one long walk: half a minute on a quiet machine, many times that on a busy one
async def test_every_page_that_took_anothers_place_leads_back(standin: StandIn, catalogue: Catalogue) -> None:
    await keep(catalogue, "seen", ASCENT, COME_AND_SEE, member=BORIS)
    await keep(catalogue, "watchlist", STALKER, member=BORIS)
    walked = Walk(standin)
    walked.beside.extend(message_of(one) for one in await begin(standin, catalogue))
    while walked.beside:
        message = walked.beside.popleft()
        if page_on(message) not in walked.ways or walked.left[page_on(message)]:
            await walked.explore(message)
    for page, ways in walked.ways.items():
        for one, there in ways.items():
            back = walked.way(there, page.__eq__)
            assert back is not None, f"no way back from {one}: {there}"
            most = FURTHER.get(form(one[0]), 1)
            assert form(one[0]) in BACKWARDS or len(back[0]) <= most, (
                f"{one}: {[form(step[0]) for step in back[0]]}\n{page}\n{there}"
            )
    assert not any(walked.left.values())
    pressed = {form(one[0]) for ways in walked.ways.values() for one in ways}
    assert {"card:more", "card:less", "card:voice", "card:next", "list:entry", "list:about"} <= pressed
    cards = {
        int(pages.fields(one)[1], 36)
        for ways in walked.ways.values()
        for one, _ in ways
        if form(one) in CARDS
    }
    for summary in lists_of(catalogue):
        assert {entry.id for entry in await entries_on(catalogue, summary.id) if entry.film} <= cards
