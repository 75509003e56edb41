"""What is pressed to mark a film as seen or wanted. The marks are those of whoever presses, whosever message it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from bot.handlers.attachments import Attachments
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import is_private, turn
from bot.runtime.reply import Interaction, send
from bot.services import member_films
from bot.services.catalogue import Catalogue
from bot.ui import mark_lines
from bot.ui.kit.button_state import MarkState
from bot.ui.kit.message import Answer


class MarkHandlers:
    """Seen and watchlist. A press on a card is answered beside it, one on the line that answered that in its place."""

    def __init__(self, catalogue: Catalogue, attachments: Attachments) -> None:
        self._catalogue = catalogue
        self._attachments = attachments

    def commands(self) -> Iterable[Command]:
        return []

    @press("seen:mark", answers="privately")
    async def mark_seen(self, press: Press[MarkState]) -> None:
        """They have seen it."""
        await send(press.interaction, await self._mark_seen(press), private=True)

    @press("seen:redo")
    async def mark_seen_again(self, press: Press[MarkState]) -> None:
        """They have seen it, as it was before Undo."""
        await in_place(press.interaction, await self._mark_seen(press))

    @press("seen:undo")
    async def unmark_seen(self, press: Press[MarkState]) -> None:
        """They have not seen it after all; what left the watchlist with it returns there."""
        state = press.state
        back = moment_of(press) if state.at else None
        seen = await member_films.unmark_seen(
            await self._catalogue.view(press.viewer),
            press.viewer,
            state.film,
            list_id=state.list_id,
            watchlist_at=back,
        )
        await in_place(press.interaction, mark_lines.unmarked_seen(press.language, seen, state))

    @press("watchlist:add", answers="privately")
    async def want(self, press: Press[MarkState]) -> None:
        """They want to see it."""
        await send(press.interaction, await self._want(press), private=True)

    @press("watchlist:redo")
    async def want_again(self, press: Press[MarkState]) -> None:
        """They want to see it, as it was before Undo."""
        await in_place(press.interaction, await self._want(press))

    @press("watchlist:undo")
    async def unwant(self, press: Press[MarkState]) -> None:
        """It leaves the watchlist."""
        wanted = await member_films.unwant(
            await self._catalogue.view(press.viewer), press.viewer, press.state.film
        )
        await in_place(press.interaction, mark_lines.off_watchlist(press.language, wanted, press.state))

    async def _mark_seen(self, press: Press[MarkState]) -> Answer:
        state = press.state
        seen = await member_films.mark_seen(
            await self._catalogue.view(press.viewer),
            press.viewer,
            state.film,
            at=moment_of(press),
            list_id=state.list_id,
        )
        covers = await self._attachments.covers(press.language, press.interaction, seen.completed)
        return mark_lines.marked_seen(
            press.language, seen, state, [covers[one.id] for one in seen.completed if one.id in covers]
        )

    async def _want(self, press: Press[MarkState]) -> Answer:
        wanted = await member_films.want(
            await self._catalogue.view(press.viewer), press.viewer, press.state.film, at=moment_of(press)
        )
        return mark_lines.on_watchlist(press.language, wanted, press.state)


def moment_of(press: Press[MarkState]) -> datetime:
    """The moment that the state holds, if it has passed; else that of the press."""
    now = press.interaction.created_at
    return min(datetime.fromtimestamp(press.state.at, UTC), now) if press.state.at else now


async def in_place(interaction: Interaction, answer: Answer) -> None:
    """In place of the private message that was pressed; beside any other, which a forged press may name."""
    if is_private(interaction):
        await turn(interaction, answer)
    else:
        await send(interaction, answer, private=True)
