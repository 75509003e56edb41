"""/me export, /me import and /me forget, and what is pressed there. All of it is for the member alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import discord
from discord import app_commands

from bot.domain.film_rows import FileRefusedError
from bot.domain.member_data import MAX_FILE, RefusedFile
from bot.handlers import descriptions
from bot.handlers.marks import in_place
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import viewer_of
from bot.runtime.downloads import BrokenDownloadError, Downloads, LargeDownloadError
from bot.runtime.reply import send
from bot.runtime.spoken import spoken
from bot.services import member_data
from bot.services.catalogue import Catalogue
from bot.services.member_file_reader import ImportsBusyError, MemberFileReader
from bot.ui import member_data as pages
from bot.ui.kit.button_state import AskedState
from bot.ui.kit.message import Answer
from db.types import Mark

_MARKS: Final[dict[str, Mark]] = {"seen": "seen", "watchlist": "watchlist"}
_ASK_AGAIN: Final = timedelta(minutes=15)
"""How long the question whether to erase everything may be answered."""


class MemberDataHandlers:
    """Everything that is stored of a member: given out, taken in, erased."""

    def __init__(self, catalogue: Catalogue, downloads: Downloads, reader: MemberFileReader) -> None:
        self._catalogue = catalogue
        self._downloads = downloads
        self._reader = reader

    def commands(self) -> Iterable[Command]:
        """Subcommands, for the group /me."""
        return [self._export(), self._import(), self._forget()]

    def _export(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(
            name="export", description=descriptions.ME_EXPORT, extras=descriptions.ANSWERS_PRIVATELY
        )
        async def export(interaction: discord.Interaction[Any]) -> None:
            files = await member_data.export(
                self._catalogue, viewer_of(interaction, private=True), at=interaction.created_at
            )
            await send(interaction, pages.files(spoken(interaction).member, files), private=True)

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
            try:
                with self._reader.turn(interaction.user.id):
                    answer = await self._rehearse(interaction, file, _MARKS.get(to or ""))
            except ImportsBusyError as busy:
                answer = pages.imports_busy(spoken(interaction).member, busy.whose)
            await send(interaction, answer, private=True)

        return import_

    async def _rehearse(
        self, interaction: discord.Interaction[Any], file: discord.Attachment, to: Mark | None
    ) -> Answer:
        """What taking the file in would do, or why it cannot be."""
        language, at = spoken(interaction).member, interaction.created_at
        if file.size > MAX_FILE:
            return pages.too_large(language, file.size)
        try:
            content = await self._downloads.read(file.url, most_bytes=MAX_FILE)
            read = await self._reader.read(file.filename, content, now=at)
        except BrokenDownloadError:
            return pages.unreachable(language)
        except LargeDownloadError:  # whatever size was declared
            return pages.refused(language, RefusedFile("too large"), file.filename)
        except FileRefusedError as refused:
            return pages.refused(language, RefusedFile(refused.reason), file.filename)
        viewer = viewer_of(interaction, private=True)
        rehearsal = await member_data.rehearse(self._catalogue, viewer, read, to=to, at=at)
        return pages.rehearsed(language, rehearsal, file.filename)

    def _forget(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(
            name="forget", description=descriptions.ME_FORGET, extras=descriptions.ANSWERS_PRIVATELY
        )
        async def forget(interaction: discord.Interaction[Any]) -> None:
            kept = await member_data.kept(self._catalogue, viewer_of(interaction, private=True))
            await send(
                interaction,
                pages.ask_to_forget(spoken(interaction).member, kept, interaction.created_at),
                private=True,
            )

        return forget

    @press("import:take")
    async def take_in(self, press: Press[AskedState]) -> None:
        """Take in what was rehearsed."""
        added = await member_data.take_in(self._catalogue, press.viewer, rehearsed_at=_asked_at(press))
        await in_place(press.interaction, pages.taken_in(press.language, added, press.state))

    @press("import:undo")
    async def undo(self, press: Press[AskedState]) -> None:
        """Take off again what was taken in."""
        removed = await member_data.undo(self._catalogue, press.viewer, rehearsed_at=_asked_at(press))
        await in_place(press.interaction, pages.undone(press.language, removed))

    @press("import:drop")
    async def drop(self, press: Press[AskedState]) -> None:
        """Let go of what was rehearsed."""
        await member_data.drop(self._catalogue, press.viewer, rehearsed_at=_asked_at(press))
        await in_place(press.interaction, pages.dropped(press.language))

    @press("forget:all")
    async def forget_all(self, press: Press[AskedState]) -> None:
        """Erase everything, if the question is not an old one."""
        if press.interaction.created_at - _asked_at(press) > _ASK_AGAIN:
            await in_place(press.interaction, pages.asked_too_long_ago(press.language))
            return
        await in_place(
            press.interaction,
            pages.forgotten(press.language, await member_data.forget(self._catalogue, press.viewer)),
        )

    @press("forget:nothing")
    async def forget_nothing(self, press: Press[AskedState]) -> None:
        """Keep everything."""
        await in_place(press.interaction, pages.dropped(press.language))


def _asked_at(press: Press[AskedState]) -> datetime:
    return datetime.fromtimestamp(press.state.at, UTC)
