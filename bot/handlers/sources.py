"""What is pressed to read an entry's checks and their sources."""

from __future__ import annotations

from collections.abc import Iterable

from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import turn
from bot.runtime.reply import send
from bot.services import film as film_service
from bot.services.catalogue import Catalogue
from bot.ui.kit.button_state import SourcesState
from bot.ui.sources_page import sources_page


class SourcesHandlers:
    """Pages of sources."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def commands(self) -> Iterable[Command]:
        return []

    @press("sources:show", answers="privately")
    async def show(self, press: Press[SourcesState]) -> None:
        """The checks, in a message of their own."""
        entry = await film_service.entry(
            await self._catalogue.view(press.viewer), press.state.entry, press.viewer.language
        )
        await send(press.interaction, sources_page(press.language, entry, press.state.page), private=True)

    @press("sources:prev", "sources:next")
    async def turn_page(self, press: Press[SourcesState]) -> None:
        """Another page of them."""
        entry = await film_service.entry(
            await self._catalogue.view(press.viewer), press.state.entry, press.viewer.language
        )
        await turn(press.interaction, sources_page(press.language, entry, press.state.page))
