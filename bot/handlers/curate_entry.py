"""What is pressed on an entry of a server's list in its curators' hands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bot.domain.curate import edits
from bot.domain.curate.document import Words
from bot.domain.curate.edits import Edit
from bot.domain.curate.shown import Managed, ManagedEntry
from bot.domain.list_formats.limits import FIRST_YEAR
from bot.domain.titles.pasted import titled_year
from bot.handlers.curate import show
from bot.handlers.router import Command, Press, press
from bot.runtime.reply import reply_to
from bot.services import curate as curate_service
from bot.services.catalogue import Catalogue
from bot.ui import curate_entry as pages
from bot.ui import curate_lists as list_pages
from bot.ui.kit.curate_state import CuratedEntryState
from bot.ui.kit.custom_id import CustomIdError, read_choice_with

_YEARS_AHEAD: Final = 5
"""A film may be listed before it comes out."""


class CurateEntryHandlers:
    """An entry of a server's list."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def commands(self) -> Iterable[Command]:
        """None of its own."""
        return []

    @press("entry:open")
    async def open(self, press: Press[CuratedEntryState]) -> None:
        """The entry that the button names."""
        one = await self._entry(press)
        await show(press, pages.entry(press.language, one))

    @press("entry:words")
    async def ask_for_words(self, press: Press[CuratedEntryState]) -> None:
        """The modal with its words."""
        one = await self._entry(press)
        await reply_to(press.interaction).open(pages.reword(press.language, one))

    @press("entry:reworded")
    async def reword(self, press: Press[CuratedEntryState]) -> None:
        """Its words, as they were sent off."""
        one = await self._entry(press)
        filled = press.filled
        typed = filled.text("year")
        year = _year(typed, press.interaction.created_at)
        note = pages.no_year(press.language) if typed and year is None else ""
        edit = edits.reword(
            one.entry.slug,
            title=filled.text("title"),
            year=one.entry.words.year if note else year,
            description=filled.text("description"),
            fact=filled.text("fact"),
        )
        await self._change(press, edit, note=note)

    @press("entry:place")
    async def ask_for_place(self, press: Press[CuratedEntryState]) -> None:
        """The modal that asks for its rank."""
        one = await self._entry(press)
        await reply_to(press.interaction).open(pages.place(press.language, one))

    @press("entry:placed")
    async def place(self, press: Press[CuratedEntryState]) -> None:
        """Its rank, as it was sent off; what is no number leaves it where it is."""
        one = await self._entry(press)
        typed = press.filled.text("rank")
        rank = int(typed) if typed.isdecimal() else one.rank
        await self._change(press, edits.move(one.entry.slug, rank))

    @press("entry:match")
    async def ask_for_film(self, press: Press[CuratedEntryState]) -> None:
        """The modal that asks which film it is."""
        one = await self._entry(press)
        await reply_to(press.interaction).open(pages.search(press.language, one))

    @press("entry:search")
    async def search(self, press: Press[CuratedEntryState]) -> None:
        """The films that a title may mean."""
        one = await self._entry(press)
        typed = press.filled.text("title")
        films = await curate_service.find(self._catalogue, press.viewer, typed)
        await show(press, pages.found(press.language, one.managed, one.id, typed, films))

    @press("entry:mean")
    async def mean(self, press: Press[CuratedEntryState]) -> None:
        """The film that was chosen: what the entry means, or what is added."""
        film, _, typed = read_choice_with(press.value)
        if press.state.entry:
            one = await self._entry(press)
            await self._change(press, edits.mean(one.entry.slug, film))
            return
        known = await curate_service.film(self._catalogue, press.viewer, film) if film else None
        if film and known is None:
            raise CustomIdError(press.value)
        title, year = (known.title, known.year) if known else titled_year(typed)
        if year is not None:
            year = _year(str(year), press.interaction.created_at)
        await self._change(press, edits.add(Words(title, year), film))

    @press("entry:file")
    async def as_in_the_file(self, press: Press[CuratedEntryState]) -> None:
        """Its words as the last file has them."""
        one = await self._entry(press)
        await self._change(press, edits.as_in_the_file(one.entry.slug))

    @press("entry:remove")
    async def remove(self, press: Press[CuratedEntryState]) -> None:
        """Off the list; Versions has the way back."""
        one = await self._entry(press)
        await self._change(press, edits.remove(one.entry.slug))

    async def _entry(self, press: Press[CuratedEntryState]) -> ManagedEntry:
        """The entry. Raises GoneError."""
        state = press.state
        return await curate_service.entry(self._catalogue, press.viewer, state.list_id, state.entry)

    async def _change(self, press: Press[CuratedEntryState], edit: Edit, *, note: str = "") -> None:
        """Apply an edit and show the entry, or the list it was taken off or added to."""
        state, at = press.state, press.interaction.created_at
        made = await curate_service.change(self._catalogue, press.viewer, state.list_id, edit, at=at)
        if made.entry(state.entry) is None:
            await show(press, list_pages.managed(press.language, made, _last_page(made, state)))
            return
        one = await curate_service.entry(self._catalogue, press.viewer, state.list_id, state.entry)
        await show(press, pages.entry(press.language, one, note))


def _last_page(made: Managed, state: CuratedEntryState) -> int:
    """Where what was added stands; the first page after something was taken off."""
    return 0 if state.entry else max(len(made.ids) - 1, 0) // list_pages.PAGE


def _year(typed: str, now: datetime) -> int | None:
    """The year that was typed; None for what is none of a film's."""
    if not typed.isdecimal():
        return None
    year = int(typed)
    return year if FIRST_YEAR <= year <= now.year + _YEARS_AHEAD else None
