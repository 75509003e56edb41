"""What a press on a member's own films does. They are the films of whoever presses, whosever message it is."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Final, get_args

from bot.handlers.attachments import Pictures
from bot.runtime.reply import Interaction, send, turn
from bot.services import film as film_service
from bot.services import lists as list_service
from bot.services import member_films as shelf_service
from bot.services import takeout
from bot.services.catalogue import Catalogue
from bot.services.film import Card
from bot.ui import list_page
from bot.ui import mark_lines as shelf_lines
from bot.ui import member_data as my_data
from bot.ui import member_films as my_films
from bot.ui.film_card import film_card
from bot.ui.kit.base36 import read_id
from bot.ui.kit.button_state import AskedState, MineState, OwnState, PutBackState, ShelfState, SiftedState
from bot.ui.kit.custom_id import CustomIdError, read_choice
from bot.ui.kit.message import Answer, notice
from db.types import SeenFilter, ShelfName

_PATIENCE: Final = timedelta(minutes=15)
"""How long the question whether to erase everything may be answered."""


class MyPresses:
    """Answers the buttons and selects of everything that belongs to one member."""

    def __init__(self, catalogue: Catalogue, dice: random.Random, pictures: Pictures) -> None:
        self._catalogue = catalogue
        self._dice = dice
        self._pictures = pictures

    async def answer(self, interaction: Interaction, form: str, state: OwnState, value: str) -> None:
        """Answer one press."""
        if isinstance(state, ShelfState):
            await self._shelf(interaction, form, state)
        elif isinstance(state, MineState):
            await self._mine(interaction, form, state, value)
        elif isinstance(state, SiftedState):
            await self._sifted(interaction, form, state, value)
        elif isinstance(state, PutBackState):
            await self._in_place(interaction, await self._put_back(interaction, state))
        else:
            await self._in_place(interaction, await self._asked(interaction, form, state))

    async def _shelf(self, interaction: Interaction, form: str, state: ShelfState) -> None:
        """A press on a card is answered beside it; one on the line that answered that, in its place."""
        catalogue, member, now = self._catalogue, interaction.user.id, interaction.created_at
        at = min(_moment(state.at), now) if state.at else now
        match form:
            case "seen:mark" | "seen:redo":
                seen = await shelf_service.mark_seen(
                    catalogue, member, state.film, at=at, list_id=state.list_id
                )
                answer = shelf_lines.marked_seen(seen, state)
            case "seen:undo":
                back = at if state.at else None
                seen = await shelf_service.unmark_seen(
                    catalogue, member, state.film, list_id=state.list_id, watchlist_at=back
                )
                answer = shelf_lines.unmarked_seen(seen, state)
            case "watchlist:add" | "watchlist:redo":
                wanted = await shelf_service.want(catalogue, member, state.film, at=at)
                answer = shelf_lines.on_watchlist(wanted, state)
            case _:
                wanted = await shelf_service.unwant(catalogue, member, state.film)
                answer = shelf_lines.off_watchlist(wanted, state)
        if form in {"seen:mark", "watchlist:add"}:
            await send(interaction, answer, private=True)
        else:
            await self._in_place(interaction, answer)

    async def _mine(self, interaction: Interaction, form: str, state: MineState, value: str) -> None:
        catalogue, member = self._catalogue, interaction.user.id
        if form == "mine:open":
            await self._show(interaction, await film_service.card(catalogue, *read_choice(value)))
        elif form == "mine:list":
            film_list = await list_service.by_id(catalogue, _id(value))
            seen = await shelf_service.seen_ids(catalogue, member)
            cover = await self._pictures.cover(interaction, film_list)
            shown = list_page.list_page(film_list, owner=member, cover=cover, seen=seen)
            await send(interaction, shown, private=True)
        elif form == "mine:deal":
            dealt = await shelf_service.from_watchlist(catalogue, self._dice, member)
            if dealt is None:
                await send(interaction, notice("Your watchlist is empty."), private=True)
            else:
                await self._show(interaction, dealt)
        elif form == "mine:drop":
            await self._in_place(interaction, await self._drop(member, state, value))
        else:
            if form == "mine:filter":
                await shelf_service.remember(catalogue, member, seen_filter=_filter(value))
            elif form in {"mine:allow", "mine:disallow"}:
                await shelf_service.remember(catalogue, member, together=form == "mine:allow")
            await self._in_place(interaction, await page(catalogue, member, state))

    async def _sifted(self, interaction: Interaction, form: str, state: SiftedState, value: str) -> None:
        """Another member's press sifts by what he has seen."""
        member = interaction.user.id
        if form == "sifted:entry":
            card = await film_service.card(self._catalogue, *read_choice(value))
            poster = await self._pictures.poster(interaction, card)
            answer = film_card(card, owner=member, poster=poster)
        else:
            film_list = await list_service.by_id(self._catalogue, state.list_id)
            seen = await shelf_service.seen_ids(self._catalogue, member)
            only: SeenFilter = "seen" if state.seen == "s" else "unseen"
            answer = list_page.list_page(film_list, page=state.page, owner=member, seen=seen, only=only)
        await turn(interaction, answer, owner=state.owner)

    async def _show(self, interaction: Interaction, card: Card) -> None:
        poster = await self._pictures.poster(interaction, card)
        await send(interaction, film_card(card, owner=interaction.user.id, poster=poster), private=True)

    async def _drop(self, member: int, state: MineState, value: str) -> Answer:
        film_id, _ = read_choice(value)
        name = _shelf_name(state.tab)
        took: shelf_service.Seen | shelf_service.Wanted
        if name == "seen":
            took = await shelf_service.unmark_seen(self._catalogue, member, film_id)
        else:
            took = await shelf_service.unwant(self._catalogue, member, film_id)
        shelf = await shelf_service.shelf_page(
            self._catalogue, name, member, page=state.page, size=my_films.PAGE_SIZE
        )
        at = int(took.since.timestamp()) if took.since else 0
        gone = my_films.TakenOff(film_id, took.film, at) if took.changed and took.film else None
        return my_films.shelf_page(name, shelf, gone)

    async def _put_back(self, interaction: Interaction, state: PutBackState) -> Answer:
        name, member, now = _shelf_name(state.tab), interaction.user.id, interaction.created_at
        at = min(_moment(state.at), now) if state.at else now
        if name == "seen":
            await shelf_service.mark_seen(self._catalogue, member, state.film, at=at)
        else:
            await shelf_service.want(self._catalogue, member, state.film, at=at)
        return await page(self._catalogue, member, MineState(name, state.page))

    async def _asked(self, interaction: Interaction, form: str, state: AskedState) -> Answer:
        catalogue, member, asked_at = self._catalogue, interaction.user.id, _moment(state.at)
        match form:
            case "import:take":
                return my_data.taken_in(
                    await takeout.take_in(catalogue, member, rehearsed_at=asked_at), state
                )
            case "import:undo":
                return my_data.undone(await takeout.undo(catalogue, member, rehearsed_at=asked_at))
            case "import:drop":
                await takeout.drop(catalogue, member, rehearsed_at=asked_at)
                return my_data.dropped()
            case "forget:all":
                if interaction.created_at - asked_at > _PATIENCE:
                    return my_data.asked_too_long_ago()
                return my_data.forgotten(await takeout.forget(catalogue, member))
            case _:
                return my_data.dropped()

    @staticmethod
    async def _in_place(interaction: Interaction, answer: Answer) -> None:
        """In place of the private message that was pressed; beside any other, which a forged press may name."""
        message = interaction.message
        if message is not None and message.flags.ephemeral:
            await turn(interaction, answer, owner=interaction.user.id)
        else:
            await send(interaction, answer, private=True)


async def page(catalogue: Catalogue, member: int, state: MineState) -> Answer:
    """A page of a member's own films."""
    if state.tab in {"seen", "watchlist"}:
        name = _shelf_name(state.tab)
        shelf = await shelf_service.shelf_page(
            catalogue, name, member, page=state.page, size=my_films.PAGE_SIZE
        )
        return my_films.shelf_page(name, shelf)
    mine = await shelf_service.my_films(catalogue, member)
    return my_films.settings_page(mine) if state.tab == "settings" else my_films.lists_page(mine, state.page)


def _shelf_name(tab: str) -> ShelfName:
    for name in get_args(ShelfName):
        if tab == name:
            return name  # type: ignore[no-any-return]  # get_args forgets the type
    raise CustomIdError(tab)


def _filter(value: str) -> SeenFilter:
    for known in get_args(SeenFilter):
        if value == known:
            return known  # type: ignore[no-any-return]  # the same
    raise CustomIdError(value)


def _id(value: str) -> int:
    try:
        return read_id(value)
    except ValueError:
        raise CustomIdError(value) from None


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
