"""/random among several: a public deal belongs to the channel, a private one is apart, in any order of presses."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from bot.domain.deck import Filter
from bot.preview.channel import Exchange
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS
from bot.services.catalogue import Catalogue
from db import decks
from tests import pages
from tests.company import FROM_SURVIVAL
from tests.members import rows
from tests.pages import film_of, message_of, press, text_of
from tests.shipped import SURVIVAL, films_on

pytestmark = pytest.mark.usefixtures("bot")

STEPS = 60
PEOPLE = (ANNA, BORIS)


@dataclass
class Evening:
    """What two members do in a channel, and what a deck must have made of it."""

    standin: StandIn
    films: set[int]
    dice: random.Random
    public: list[Exchange] = field(default_factory=list)
    private: dict[int, list[Exchange]] = field(default_factory=lambda: {one.id: [] for one in PEOPLE})
    round: list[int] = field(default_factory=list)
    """What has come from the channel's deck in the round under way."""
    aside: set[int] = field(default_factory=set)
    again: set[int] = field(default_factory=set)
    """What was put aside and has come once more."""

    async def deal(self) -> None:
        """/random, for all or for oneself."""
        member, hidden = self.dice.choice(PEOPLE), self.dice.random() < 0.4
        exchange = await self.standin.slash("random", {**FROM_SURVIVAL, "private": hidden}, member=member)
        assert message_of(exchange).ephemeral is hidden
        if hidden:
            self.private[member.id].append(exchange)
        else:
            self.public.append(exchange)
            self.came(film_of(exchange))

    async def deal_on(self) -> None:
        """Anybody presses on any public deal: it is dealt on in place, and says who asked."""
        if not self.public:
            return
        page, member = self.dice.choice(self.public), self.dice.choice(PEOPLE)
        form = self.dice.choice(["card:deal", "card:aside"])
        before = film_of(page)
        if form == "card:aside" and before in set(self.round) - self.again:
            self.aside.add(before)
        exchange = await press(self.standin, page, form, member=member)
        assert exchange.state == "updated"
        assert message_of(exchange).id == message_of(page).id
        assert f"<@{member.id}>" in text_of(page)
        assert film_of(page) != before, f"{form} brought the same film"
        self.came(film_of(page), instead_of=before)

    async def deal_on_privately(self) -> None:
        """A private deal is dealt on for its member alone."""
        member = self.dice.choice(PEOPLE)
        if not self.private[member.id]:
            return
        page = self.dice.choice(self.private[member.id])
        before = film_of(page)
        exchange = await press(
            self.standin, page, self.dice.choice(["card:deal", "card:aside"]), member=member
        )
        assert message_of(exchange).id == message_of(page).id
        assert film_of(page) != before
        assert f"<@{member.id}>" not in text_of(page), "nobody else is there to be told"

    def came(self, film: int, *, instead_of: int = 0) -> None:
        """A film came from the channel's deck: none comes twice in a round, but once more what was put aside.

        What stood on the card that was pressed is not left in the round.
        """
        if film in self.aside:
            self.aside.discard(film)
            self.again.add(film)
        elif film in self.round:
            left = self.films - {*self.round, instead_of}
            assert not left, "it came twice while others had not come at all"
            self.round, self.aside, self.again = [], set(), set()
        self.round.append(film)


@pytest.mark.parametrize("seed", range(4))
async def test_public_deals_are_shared_and_private_ones_apart(
    standin: StandIn, catalogue: Catalogue, seed: int
) -> None:
    evening = Evening(standin, set(films_on(catalogue, SURVIVAL)), random.Random(seed))
    steps: list[Callable[[], object]] = [
        evening.deal,
        evening.deal_on,
        evening.deal_on,
        evening.deal_on_privately,
    ]
    for _ in range(STEPS):
        before = await deck_of_channel(catalogue)
        step = evening.dice.choice(steps)
        public = len(evening.public), [film_of(one) for one in evening.public]
        await step()  # type: ignore[misc]  # each is a method that is awaited
        if (len(evening.public), [film_of(one) for one in evening.public]) == public:
            assert await deck_of_channel(catalogue) == before, "a private deal took from the channel's deck"
    shown = [message for message in standin.messages if not message.ephemeral]
    assert len(shown) == len(evening.public), "nothing else was posted for all"


async def deck_of_channel(catalogue: Catalogue) -> list[tuple[object, ...]]:
    """All that is kept of decks that are nobody's own."""
    kept = [*await rows(catalogue.database, "deck_cards"), *await rows(catalogue.database, "decks")]
    return sorted((one for one in kept if not one[0]), key=str)


@pytest.mark.parametrize("seed", range(10))
async def test_a_film_does_not_follow_its_not_tonight_after_others_dealt_on(
    standin: StandIn, catalogue: Catalogue, seed: int
) -> None:
    """On a card left standing, when all others of the round have come from other messages."""
    dice = random.Random(seed)
    left = await standin.slash("random", FROM_SURVIVAL)
    film = film_of(left)
    other = await standin.slash("random", FROM_SURVIVAL)
    for _ in range(len(films_on(catalogue, SURVIVAL)) - 2 + dice.randrange(3)):
        await press(standin, other, "card:deal", member=dice.choice(PEOPLE))
    await press(standin, left, "card:aside", member=dice.choice(PEOPLE))
    assert film_of(left) != film


@pytest.mark.parametrize("thrown", range(8))
async def test_what_was_dealt_last_does_not_come_at_once_under_another_filter(
    standin: StandIn, catalogue: Catalogue, thrown: int
) -> None:
    """Two films of the second deck have not come, and one of them is the last of the first: it waits for its turn."""
    for _ in range(thrown):  # whatever the dice, which fall the same way in every test
        await standin.slash("random", {"private": True})
    first = await standin.slash("random", FROM_SURVIVAL)
    last = film_of(first)
    async with catalogue.database.write() as session:
        key = decks.DeckKey(0, message_of(first).place.channel_of(ANNA), Filter().key)
        empty = await decks.lock(session, key)
        *came, left = sorted(
            set(films_on(catalogue)) - {last}, key=lambda film: (film - last) * (-1) ** thrown
        )
        met = decks.StoredDeck(0, dict.fromkeys(came, "dealt"))
        await decks.save(session, key, empty, met)
    assert film_of(await standin.slash("random")) == left
    assert film_of(await standin.slash("random")) == last, "it is not left out of the round"


async def test_the_only_film_says_so_and_offers_no_other(standin: StandIn, catalogue: Catalogue) -> None:
    index = (await catalogue.suggestions()).index
    lengths = {film: index.pages[film].film.runtime_minutes or 999 for film in films_on(catalogue)}
    shortest = min(lengths.values())
    assert list(lengths.values()).count(shortest) == 1
    only = await standin.slash("random", {"minutes": str(shortest)})
    assert not {"card:deal", "card:aside"} & set(pages.forms(only))
    assert "the only film that fits" in text_of(only)
    back = await press(standin, await press(standin, only, "card:more"), "card:less")
    assert pages.forms(back) == pages.forms(only)
