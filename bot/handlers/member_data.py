"""/me export, /me import and /me forget, and what is pressed there. All of it is for the member alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import discord
from discord import app_commands

from bot.domain.member_data import MAX_FILE, RefusedFile
from bot.handlers import descriptions
from bot.handlers.marks import in_place
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import viewer_of
from bot.runtime.downloads import BrokenDownloadError, Downloads, LargeDownloadError
from bot.runtime.reply import send
from bot.services import member_data
from bot.services.catalogue import Catalogue
from bot.ui import member_data as pages
from bot.ui.kit.button_state import AskedState
from db.types import Mark

_MARKS: Final[dict[str, Mark]] = {"seen": "seen", "watchlist": "watchlist"}
_ASK_AGAIN: Final = timedelta(minutes=15)
"""How long the question whether to erase everything may be answered."""


class MemberDataHandlers:
    """Everything that is stored of a member: given out, taken in, erased."""

    def __init__(self, catalogue: Catalogue, downloads: Downloads) -> None:
        self._catalogue = catalogue
        self._downloads = downloads

    def commands(self) -> Iterable[Command]:
        """Subcommands, for the group /me."""
        return [self._export(), self._import(), self._forget()]

    def _export(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(
            name="export", description=descriptions.ME_EXPORT, extras=descriptions.ANSWERS_PRIVATELY
        )
        async def export(interaction: discord.Interaction[Any]) -> None:
            files = await member_data.export(
                self._catalogue, viewer_of(interaction), at=interaction.created_at
            )
            await send(interaction, pages.files(files), private=True)

        return export

    def _import(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(
            name="import", description=descriptions.ME_IMPORT, extras=descriptions.ANSWERS_PRIVATELY
        )
        @app_commands.describe(file=descriptions.ME_IMPORT_FILE, to=descriptions.ME_IMPORT_TO)
        @app_commands.choices(
            to=[
                app_commands.Choice(name=descriptions.SEEN_FILMS, value="seen"),
                app_commands.Choice(name=descriptions.WATCHLIST, value="watchlist"),
            ]
        )
        async def import_(
            interaction: discord.Interaction[Any], file: discord.Attachment, to: str | None = None
        ) -> None:
            if file.size > MAX_FILE:
                await send(interaction, pages.too_large(file.size), private=True)
                return
            try:
                content = await self._downloads.read(file.url, most_bytes=MAX_FILE)
            except BrokenDownloadError:
                await send(interaction, pages.unreachable(), private=True)
                return
            except LargeDownloadError:  # whatever size was declared
                await send(interaction, pages.too_large(max(file.size, MAX_FILE + 1)), private=True)
                return
            rehearsal = await member_data.rehearse(
                self._catalogue,
                viewer_of(interaction),
                file.filename,
                content,
                to=_MARKS.get(to or ""),
                at=interaction.created_at,
            )
            if isinstance(rehearsal, RefusedFile):
                answer = pages.refused(rehearsal, file.filename)
            else:
                answer = pages.rehearsed(rehearsal, file.filename)
            await send(interaction, answer, private=True)

        return import_

    def _forget(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(
            name="forget", description=descriptions.ME_FORGET, extras=descriptions.ANSWERS_PRIVATELY
        )
        async def forget(interaction: discord.Interaction[Any]) -> None:
            kept = await member_data.kept(self._catalogue, viewer_of(interaction))
            await send(interaction, pages.ask_to_forget(kept, interaction.created_at), private=True)

        return forget

    @press("import:take")
    async def take_in(self, press: Press[AskedState]) -> None:
        """Take in what was rehearsed."""
        added = await member_data.take_in(self._catalogue, press.viewer, rehearsed_at=_asked_at(press))
        await in_place(press.interaction, pages.taken_in(added, press.state))

    @press("import:undo")
    async def undo(self, press: Press[AskedState]) -> None:
        """Take off again what was taken in."""
        removed = await member_data.undo(self._catalogue, press.viewer, rehearsed_at=_asked_at(press))
        await in_place(press.interaction, pages.undone(removed))

    @press("import:drop")
    async def drop(self, press: Press[AskedState]) -> None:
        """Let go of what was rehearsed."""
        await member_data.drop(self._catalogue, press.viewer, rehearsed_at=_asked_at(press))
        await in_place(press.interaction, pages.dropped())

    @press("forget:all")
    async def forget_all(self, press: Press[AskedState]) -> None:
        """Erase everything, if the question is not an old one."""
        if press.interaction.created_at - _asked_at(press) > _ASK_AGAIN:
            await in_place(press.interaction, pages.asked_too_long_ago())
            return
        await in_place(
            press.interaction, pages.forgotten(await member_data.forget(self._catalogue, press.viewer))
        )

    @press("forget:nothing")
    async def forget_nothing(self, press: Press[AskedState]) -> None:
        """Keep everything."""
        await in_place(press.interaction, pages.dropped())


def _asked_at(press: Press[AskedState]) -> datetime:
    return datetime.fromtimestamp(press.state.at, UTC)
