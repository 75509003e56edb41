"""Pictures for messages: drawn by the art room, described for those who do not see them, never in anyone's way.

A card is complete without a picture. There is none where the bot may not attach files here, where Discord would not
take one of that size, where it cannot be drawn, and where it is not drawn in time: then the next card has it.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Sequence

from bot.art import picture as art
from bot.art.gallery import Gallery
from bot.services import exhibition
from bot.services.catalogue import Catalogue
from bot.services.film import Card
from bot.ui import alt_text, colour
from bot.ui.layout import Picture
from bot.ui.respond import Interaction
from db.types import FilmList, ListSummary

_COVERS = 64
"""Covers kept at hand, so that a list page need not read its films for one."""


class Pictures:
    """Posters and covers for answers. Without a gallery there are none."""

    def __init__(self, gallery: Gallery | None, catalogue: Catalogue, *, patience: float = 1.5) -> None:
        """`patience` in seconds: how long an answer, which has three, waits for a picture never drawn before."""
        self._gallery = gallery
        self._catalogue = catalogue
        self._patience = patience
        self._covers: OrderedDict[tuple[int, int], Picture] = OrderedDict()

    async def prepare(self) -> None:
        """Have every cover drawn before somebody asks; to be run beside the bot, and after every renewal."""
        if self._gallery is None:
            return
        await self._gallery.start()
        for summary in self._catalogue.shelf.lists:
            await self._cover(summary, hurry=False)

    async def poster(self, interaction: Interaction, card: Card) -> Picture | None:
        """The wide poster of the card's film."""
        if self._gallery is None or card.page is None or not _may_attach(interaction):
            return None
        film = card.page.film
        drawn = await self._in_time(self._gallery.poster(film, "wide"))
        return _fitting(
            interaction, Picture(drawn.name, drawn.data, alt_text.of_poster(film, drawn)) if drawn else None
        )

    async def cover(self, interaction: Interaction, film_list: FilmList) -> Picture | None:
        """The cover of a list."""
        if not _may_attach(interaction):
            return None
        return _fitting(interaction, await self._cover(film_list.summary, film_list))

    async def covers(self, interaction: Interaction, lists: Sequence[ListSummary]) -> dict[int, Picture]:
        """The covers of these lists, by list id; those that are not drawn in time are missing."""
        if not _may_attach(interaction):
            return {}
        drawn = await asyncio.gather(*(self._cover(one) for one in lists))
        return {
            one.id: cover
            for one, cover in zip(lists, drawn, strict=True)
            if cover is not None and _fitting(interaction, cover)
        }

    async def _cover(
        self, summary: ListSummary, film_list: FilmList | None = None, *, hurry: bool = True
    ) -> Picture | None:
        key = (self._catalogue.shelf.version, summary.id)
        if key not in self._covers:
            if self._gallery is None or not summary.film_count:
                return None
            found = await exhibition.of_cover(self._catalogue, summary.id, film_list)
            if found is None:
                return None
            film_list, films = found
            accent = colour.of_list(summary.slug)
            drawing = self._gallery.cover(film_list, films, accent)
            drawn = await (self._in_time(drawing) if hurry else drawing)
            if drawn is None:
                return None
            self._covers[key] = Picture(drawn.name, drawn.data, alt_text.of_cover(film_list, drawn))
            if len(self._covers) > _COVERS:
                self._covers.popitem(last=False)
        return self._covers.get(key)

    async def _in_time(self, drawing: Awaitable[art.Picture | None]) -> art.Picture | None:
        try:
            return await asyncio.wait_for(drawing, self._patience)
        except TimeoutError:
            return None


def _may_attach(interaction: Interaction) -> bool:
    return interaction.app_permissions.attach_files


def _fitting(interaction: Interaction, one: Picture | None) -> Picture | None:
    return one if one is not None and len(one.data) <= interaction.filesize_limit else None
