"""What a press does: the custom id says what to show, a service brings it, and it takes the message's place.

Another member's press never turns somebody's page: he gets a private copy of what he asked for, and turns that.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from bot.handlers import watch_with as together
from bot.handlers.attachments import Pictures
from bot.handlers.deal import DEALING, SuggestPresses
from bot.handlers.my_presses import MyPresses
from bot.runtime.privacy import alone
from bot.runtime.reply import Interaction, send, turn
from bot.services import film as film_service
from bot.services import lists as list_service
from bot.services import member_films as shelf_service
from bot.services.catalogue import Catalogue
from bot.services.random import Dealer
from bot.ui import list_page, verdicts
from bot.ui.film_card import film_card
from bot.ui.kit.base36 import read_id
from bot.ui.kit.button_state import AskState, CardState, ListState, OwnState, SourcesState
from bot.ui.kit.custom_id import CustomIdError, read, read_choice
from bot.ui.kit.message import Answer


class Presses:
    """Answers buttons and selects of messages of any age."""

    def __init__(self, catalogue: Catalogue, dealer: Dealer, dice: random.Random, pictures: Pictures) -> None:
        self._catalogue = catalogue
        self._dice = dice
        self._pictures = pictures
        self._own = MyPresses(catalogue, dice, pictures)
        self._suggest = SuggestPresses(catalogue, dealer, pictures)

    async def answer(self, interaction: Interaction) -> None:
        """Answer one press; raise CustomIdError for an id we never gave out."""
        data: Mapping[str, Any] = interaction.data or {}
        custom_id = str(data.get("custom_id", ""))
        form, state = read(custom_id)
        value = str((data.get("values") or [""])[0])
        if isinstance(state, OwnState):
            await self._own.answer(interaction, form, state, value)
        elif isinstance(state, CardState) and form == "card:group":
            await together.answer_press(interaction, self._catalogue, self._dice, self._pictures, state)
        elif isinstance(state, AskState) or form in DEALING:
            await self._suggest.answer(interaction, form, state, value)
        else:
            await self._handle(interaction, form, state, value)

    async def _handle(
        self, interaction: Interaction, form: str, state: CardState | ListState | SourcesState, value: str
    ) -> None:
        reader = interaction.user.id
        if isinstance(state, SourcesState):
            entry = await film_service.entry(self._catalogue, state.entry)
            page = verdicts.sources_page(entry, state.page)
            if form == "sources:show":
                await send(interaction, page, private=True)
            else:
                await turn(interaction, page, owner=reader)
        elif form == "list:entry":
            film_id, entry_id = read_choice(value)
            await self._turn(
                interaction, state, await self._card(interaction, CardState(film_id, entry_id, reader))
            )
        elif isinstance(state, ListState):
            list_id = self._picked(value) if form == "list:pick" else state.list_id
            page_no = 0 if form == "list:pick" else state.page
            private = alone(interaction) or state.owner != reader  # others get a copy of their own
            page = await self._list(interaction, list_id, page_no, marked=private)
            await self._turn(interaction, state, page)
        else:
            wanted = (
                (state.film, state.entry) if form not in {"card:pick", "card:voice"} else read_choice(value)
            )
            deal = "" if form == "card:pick" else state.deal
            shown = CardState(*wanted, reader, deal)
            await self._turn(
                interaction, state, await self._card(interaction, shown, unfolded=form == "card:more")
            )

    async def _turn(self, interaction: Interaction, state: CardState | ListState, answer: Answer) -> None:
        await turn(interaction, answer, owner=state.owner)

    async def _card(self, interaction: Interaction, state: CardState, *, unfolded: bool = False) -> Answer:
        card = await film_service.card(self._catalogue, state.film, state.entry)
        poster = await self._pictures.poster(interaction, card)
        return film_card(card, owner=state.owner, deal=state.deal, unfolded=unfolded, poster=poster)

    async def _list(self, interaction: Interaction, list_id: int, page: int, *, marked: bool) -> Answer:
        owner = interaction.user.id
        if not list_id:
            lists = list_service.all_lists(self._catalogue)
            covers = await self._pictures.covers(interaction, list_page.shown(lists, page))
            return list_page.all_lists(lists, page=page, owner=owner, covers=covers)
        film_list = await list_service.by_id(self._catalogue, list_id)
        cover = await self._pictures.cover(interaction, film_list) if page == 0 else None
        seen = await shelf_service.seen_ids(self._catalogue, owner) if marked else frozenset[int]()
        return list_page.list_page(film_list, page=page, owner=owner, cover=cover, seen=seen)

    @staticmethod
    def _picked(value: str) -> int:
        try:
            return read_id(value)
        except ValueError:
            raise CustomIdError(value) from None
