"""Pictures for messages: drawn by the art room, described for those who do not see them, never in anyone's way.

A card is complete without a picture. There is none where the bot may not attach files here, where Discord would not
take one of that size, where it cannot be drawn, and where it is not drawn in time: then the next card has it. And there
is none while so many ask at once that the pictures would keep the answers from arriving.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence

from bot.art import picture as art
from bot.art.gallery import Gallery
from bot.domain.card import Card
from bot.domain.viewer import Viewer
from bot.handlers.viewer import view_for
from bot.runtime.reply import Interaction
from bot.services import artwork
from bot.services.catalogue import Catalogue
from bot.services.view import View
from bot.ui import alt_text
from bot.ui.kit import colour
from bot.ui.kit.components import Picture
from bot.ui.kit.language import ENGLISH, Language
from bot.ui.kit.language import language as language_of
from db.types import GLOBAL, Film, FilmList, ListSummary

_UNHURRIED = 15.0
"""Seconds that a message which answers nobody waits for its picture."""
_LARGEST = 10 * 1024 * 1024
"""Bytes of a file that every channel takes (reference, uploading files)."""
_COVERS = 64
"""Lists whose films are kept at hand, so that a list page need not read them for its cover."""


class Attachments:
    """Posters and covers for answers. Without a gallery there are none."""

    def __init__(
        self,
        gallery: Gallery | None,
        catalogue: Catalogue,
        *,
        crowded: Callable[[], bool] = lambda: False,
        patience: float,
    ) -> None:
        """`crowded`: whether so many ask at this moment that answers had better be short.

        `patience` in seconds: how long an answer, which has three, waits for a picture never drawn before.
        """
        self._gallery = gallery
        self._catalogue = catalogue
        self._crowded = crowded
        self._patience = patience
        self._on_covers: OrderedDict[tuple[int, int, int, str], tuple[FilmList, tuple[Film, ...]]] = (
            OrderedDict()
        )

    async def prepare(self) -> None:
        """Have every cover drawn before somebody asks; to be run beside the bot, and after every renewal."""
        if self._gallery is None:
            return
        await self._gallery.start()
        snapshot = self._catalogue.snapshot
        for code in (ENGLISH, *snapshot.readers):
            for summary in snapshot.lists:
                await self._cover(language_of(code), summary, self._catalogue, hurry=False)

    async def poster(self, language: Language, interaction: Interaction, card: Card) -> Picture | None:
        """The wide poster of the card's film."""
        if self._gallery is None or card.page is None or not self._may_attach(interaction):
            return None
        film = card.page.film
        view = await view_for(interaction, self._catalogue)
        drawn = await self._in_time(self._poster(self._gallery, film, view, language))
        return _fitting(
            interaction,
            Picture(drawn.name, drawn.data, alt_text.of_poster(language, film, drawn)) if drawn else None,
        )

    async def unasked_poster(self, language: Language, card: Card, server: int) -> Picture | None:
        """The wide poster for a message that answers nobody, which can wait; where the bot may attach files."""
        if self._gallery is None or card.page is None:
            return None
        film = card.page.film
        try:
            view = await self._catalogue.view(Viewer(0, server, language.code))
            drawn = await asyncio.wait_for(self._poster(self._gallery, film, view, language), _UNHURRIED)
        except TimeoutError:
            return None
        if drawn is None or len(drawn.data) > _LARGEST:
            return None
        return Picture(drawn.name, drawn.data, alt_text.of_poster(language, film, drawn))

    async def posters(
        self,
        language: Language,
        interaction: Interaction,
        films: Sequence[Film],
        *,
        shape: art.Shape = "wide",
        patience: float | None = None,
    ) -> dict[int, Picture]:
        """The posters of these films, by film id; those that are not drawn in time are missing.

        `patience`: seconds for all of them; None: as long as every answer waits.
        """
        gallery = self._gallery
        if gallery is None or not self._may_attach(interaction):
            return {}
        view = await view_for(interaction, self._catalogue)
        drawn = await asyncio.gather(
            *(self._in_time(self._poster(gallery, film, view, language, shape), patience) for film in films)
        )
        pictures = {
            film.id: Picture(one.name, one.data, alt_text.of_poster(language, film, one))
            for film, one in zip(films, drawn, strict=True)
            if one is not None
        }
        return {film_id: one for film_id, one in pictures.items() if _fitting(interaction, one)}

    async def cover(
        self, language: Language, interaction: Interaction, film_list: FilmList
    ) -> Picture | None:
        """The cover of a list."""
        if not self._may_attach(interaction):
            return None
        view = await view_for(interaction, self._catalogue)
        return _fitting(interaction, await self._cover(language, film_list.summary, view))

    async def covers(
        self, language: Language, interaction: Interaction, lists: Sequence[ListSummary]
    ) -> dict[int, Picture]:
        """The covers of these lists, by list id; those that are not drawn in time are missing."""
        if not self._may_attach(interaction):
            return {}
        view = await view_for(interaction, self._catalogue)
        drawn = await asyncio.gather(*(self._cover(language, one, view) for one in lists))
        return {
            one.id: cover
            for one, cover in zip(lists, drawn, strict=True)
            if cover is not None and _fitting(interaction, cover)
        }

    async def _poster(
        self, gallery: Gallery, film: Film, view: View, language: Language, shape: art.Shape = "wide"
    ) -> art.DrawnPicture | None:
        drawn = await artwork.of_poster(view, film.id, language.code)
        return await gallery.poster(drawn, shape) if drawn else None

    async def _cover(
        self, language: Language, summary: ListSummary, view: View, *, hurry: bool = True
    ) -> Picture | None:
        if self._gallery is None or not summary.film_count:
            return None
        if summary.owner == GLOBAL:
            view = self._catalogue  # the same picture for every server
        key = (view.snapshot.version, view.snapshot.server_version, summary.id, language.code)
        shown = self._on_covers.get(key)
        if shown is None:
            shown = await artwork.of_cover(view, summary.id, language.code)
            if shown is None:
                return None
            self._on_covers[key] = shown
            if len(self._on_covers) > _COVERS:
                self._on_covers.popitem(last=False)
        film_list, films = shown
        drawing = self._gallery.cover(film_list, films, colour.of_list(summary.slug, summary.colour))
        drawn = await (self._in_time(drawing) if hurry else drawing)
        if drawn is None:
            return None
        return Picture(drawn.name, drawn.data, alt_text.of_cover(language, film_list, drawn))

    def _may_attach(self, interaction: Interaction) -> bool:
        return interaction.app_permissions.attach_files and not self._crowded()

    async def _in_time(
        self, drawing: Awaitable[art.DrawnPicture | None], patience: float | None = None
    ) -> art.DrawnPicture | None:
        try:
            return await asyncio.wait_for(drawing, patience or self._patience)
        except TimeoutError:
            return None


def _fitting(interaction: Interaction, one: Picture | None) -> Picture | None:
    return one if one is not None and len(one.data) <= interaction.filesize_limit else None
