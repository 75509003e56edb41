"""What a press does that deals or recommends: another film, not tonight, more like this, more."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.domain.deck import Condition, Filter
from bot.handlers.attachments import Pictures
from bot.runtime.privacy import alone
from bot.runtime.reply import Interaction, reply_to, send, turn
from bot.services import film as film_service
from bot.services import member_films as shelf_service
from bot.services import random as random_service
from bot.services import recommend as recommend_service
from bot.services.catalogue import Catalogue
from bot.services.random import Dealer, Impossible
from bot.services.recommend import Question
from bot.ui import deal as dealt
from bot.ui.film_card import film_card
from bot.ui.kit.button_state import AskState, CardState, State
from bot.ui.kit.custom_id import read_choice
from bot.ui.kit.filter_code import read_deal
from bot.ui.kit.message import Answer
from bot.ui.recommend_page import asked_again, recommend_page

DEALING: Final = frozenset({"card:deal", "card:aside", "card:alike"})
"""What can be pressed on a card and is answered here."""


class SuggestPresses:
    """Answers the buttons and selects of decks and recommendations."""

    def __init__(self, catalogue: Catalogue, dealer: Dealer, pictures: Pictures) -> None:
        self._catalogue = catalogue
        self._dealer = dealer
        self._pictures = pictures

    async def answer(self, interaction: Interaction, form: str, state: State, value: str) -> bool:
        """Answer a press if it is one of these; False if it is not."""
        if isinstance(state, CardState) and form in {"card:deal", "card:aside"}:
            aside = state.film if form == "card:aside" else 0
            wanted = read_deal(state.deal or "0")
            await deal(
                interaction,
                self._dealer,
                self._catalogue,
                self._pictures,
                wanted,
                aside=aside,
                owner=state.owner,
            )
        elif isinstance(state, CardState) and form == "card:alike":
            seen = await shelf_service.seen_filter(self._catalogue, interaction.user.id, None)
            question = Question(like=state.film, wanted=Filter(seen=seen))
            page = await recommended(interaction, self._catalogue, question)
            await self._beside(interaction, page, state.owner)
        elif isinstance(state, AskState) and form == "recommend:next":
            question = asked_again(interaction.message, state, read_deal(state.wanted))
            page = await recommended(interaction, self._catalogue, question, offset=state.offset)
            await turn(interaction, page, owner=state.owner)
        elif isinstance(state, AskState):
            card = await film_service.card(self._catalogue, *read_choice(value))
            poster = await self._pictures.poster(interaction, card)
            shown = film_card(card, owner=interaction.user.id, poster=poster)
            await self._beside(interaction, shown, state.owner)
        else:
            return False
        return True

    async def _beside(self, interaction: Interaction, answer: Answer, owner: int) -> None:
        """A new message, seen by those who see the one that was pressed; another member's is for him alone."""
        await send(interaction, answer, private=_ephemeral(interaction) or owner != interaction.user.id)


async def deal(
    interaction: Interaction,
    dealer: Dealer,
    catalogue: Catalogue,
    pictures: Pictures,
    wanted: Filter,
    *,
    private: bool = False,
    aside: int = 0,
    owner: int | None = None,
) -> None:
    """Deal and answer with the card: a command's (no `owner`) with a new message, a press' in place."""
    now, reader = interaction.created_at, interaction.user.id
    for_one_alone = private or alone(interaction)
    place = dealt.place_of(interaction, private=private or _ephemeral(interaction))
    if wanted.seen != "any":
        place = replace(place, user_id=reader)
    seen = await _seen(catalogue, wanted, reader)
    found = await dealer.deal(place, wanted, now=dealt.minute_of(now), aside=aside, seen=seen)
    if isinstance(found, Impossible):
        said = conditions(catalogue, wanted)
        await send(interaction, dealt.impossible(found, said, reader), private=True)
        return
    try:
        poster = await pictures.poster(interaction, found.card)
        numbered = wanted.seen == "any" or for_one_alone
        answer = dealt.dealt_card(
            found, owner=reader, wanted=wanted, now=now, numbered=numbered, poster=poster
        )
        if owner is None:
            await send(interaction, answer, private=private)
        else:
            await turn(interaction, answer, owner=owner)
    finally:
        if reply_to(interaction).outcome == "answered":
            dealer.arrived(found)
        else:
            dealer.went_astray(found)


async def recommended(
    interaction: Interaction, catalogue: Catalogue, question: Question, *, offset: int = 0
) -> Answer:
    """The page that answers a question, from this offset on."""
    now = interaction.created_at
    seen = await _seen(catalogue, question.wanted, interaction.user.id)
    found = await recommend_service.recommend(
        catalogue, question, now=dealt.minute_of(now), offset=offset, seen=seen
    )
    said = conditions(catalogue, question.wanted)
    return recommend_page(found, owner=interaction.user.id, now=now, said=said)


def conditions(catalogue: Catalogue, wanted: Filter) -> dict[Condition, str]:
    """What a filter asks for, in words."""
    title = catalogue.shelf.list_by_id(wanted.list_id).title if wanted.list_id else None
    theme = random_service.theme_name(catalogue, wanted.theme) if wanted.theme else None
    return dealt.described(wanted, list_title=title, theme=theme)


async def _seen(catalogue: Catalogue, wanted: Filter, reader: int) -> frozenset[int]:
    """The films that matter if a filter asks what its reader has seen."""
    return frozenset() if wanted.seen == "any" else await shelf_service.seen_ids(catalogue, reader)


def _ephemeral(interaction: Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral
