"""/curate import, and what is pressed until a list is published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import discord
from discord import app_commands

from bot.domain.curate.rehearsal import DraftRefusedError, NameMissingError, Rehearsal, TooManyFilmsError
from bot.domain.film_rows import FileRefusedError
from bot.domain.list_formats.limits import FILE_BYTES
from bot.handlers import descriptions
from bot.handlers.curate import show
from bot.handlers.router import Command, Press, press
from bot.runtime.downloads import BrokenDownloadError, Downloads, LargeDownloadError
from bot.runtime.reply import reply_to
from bot.runtime.spoken import spoken
from bot.services import curate as curate_service
from bot.services import curate_import as import_service
from bot.services.catalogue import Catalogue
from bot.services.curate_import import ImportBusyError, NothingWaitsError, TooManyListsError
from bot.services.member_file_reader import ImportsBusyError, MemberFileReader
from bot.ui import curate_import as pages
from bot.ui import curate_refusals as refusals
from bot.ui.kit.curate_state import CuratedListState, RehearsalState
from bot.ui.kit.custom_id import read_picked_id
from bot.ui.kit.message import Answer

_PASTED: Final = ""
"""A text that was pasted has no name that its list could take."""


class CurateImportHandlers:
    """A curator's file, from the modal that takes it to the list that members see."""

    def __init__(self, catalogue: Catalogue, downloads: Downloads, reader: MemberFileReader) -> None:
        self._catalogue = catalogue
        self._downloads = downloads
        self._reader = reader

    def commands(self) -> Iterable[Command]:
        """A subcommand, for the group /curate."""

        @app_commands.command(
            name="import", description=descriptions.CURATE_IMPORT, extras=descriptions.ANSWERS_PRIVATELY
        )
        async def import_(interaction: discord.Interaction[Any]) -> None:
            modal = pages.ask(spoken(interaction).member, CuratedListState(0))
            await reply_to(interaction).open(modal)

        return [import_]

    @press("curate:edition")
    async def ask_for_edition(self, press: Press[CuratedListState]) -> None:
        """The modal for the same list again."""
        one = await curate_service.managed(self._catalogue, press.viewer.server, press.state.list_id)
        state = CuratedListState(press.state.list_id)
        await reply_to(press.interaction).open(pages.ask(press.language, state, title=one.document.title))

    @press("curated:import")
    async def read(self, press: Press[CuratedListState]) -> None:
        """The file or the text that was given: what it would be published as."""
        language = press.language
        given = press.filled.uploads.get("file", ())
        text = press.filled.text("text")
        if not given and not text:
            await show(press, refusals.nothing_given(language))
            return
        name = given[0].name if given else _PASTED
        try:
            # One member is busy with one file, one server too; both are numbers of Discord's and never the same.
            with self._reader.turn(press.viewer.server):
                await show(press, pages.reading(language, name))
                answer = await self._read(press, name, text)
        except ImportsBusyError:
            await show(press, refusals.busy(language))
            return
        await reply_to(press.interaction).turn(answer)

    async def _read(self, press: Press[CuratedListState], name: str, text: str) -> Answer:
        language, at = press.language, press.interaction.created_at
        try:
            content = await self._content(press, text)
            read = await self._reader.read_lists(name, content, now=at)
            found = await import_service.keep(
                self._catalogue,
                press.viewer,
                read,
                name=press.filled.text("name"),
                list_id=press.state.list_id,
                at=at,
            )
        except BrokenDownloadError:
            return refusals.unreachable(language)
        except LargeDownloadError:
            return refusals.too_large(language)
        except FileRefusedError as refused:
            return refusals.refused(language, refused.reason, name)
        except DraftRefusedError as refused_draft:
            return refusals.problems(language, refused_draft.problems, name)
        except NameMissingError:
            return refusals.no_name(language)
        except TooManyFilmsError as many:
            return refusals.too_many_films(language, many.number)
        except TooManyListsError:
            return refusals.too_many_lists(language)
        except ImportBusyError:
            return refusals.busy(language)
        state = RehearsalState(int(at.timestamp()))
        if len(found) > 1:
            return pages.choose(language, state, found)
        return await self._overview(press, state, found[0])

    async def _content(self, press: Press[CuratedListState], text: str) -> bytes:
        """Raises BrokenDownloadError and LargeDownloadError."""
        given = press.filled.uploads.get("file", ())
        if not given:
            return text.encode()
        if given[0].size > FILE_BYTES:
            raise LargeDownloadError(FILE_BYTES)
        return await self._downloads.read(given[0].url, most_bytes=FILE_BYTES)

    @press("rehearsal:pick")
    async def pick(self, press: Press[RehearsalState]) -> None:
        """One of the lists of an archive."""
        await import_service.pick(self._catalogue, press.viewer, press.state.at, read_picked_id(press.value))
        answer = await self._shown(press)
        await show(press, answer)

    @press("rehearsal:show")
    async def show_overview(self, press: Press[RehearsalState]) -> None:
        """What is certain, doubtful and unknown."""
        answer = await self._shown(press)
        await show(press, answer)

    @press("rehearsal:doubts")
    async def show_doubt(self, press: Press[RehearsalState]) -> None:
        """The first film of which several may be meant."""
        one = await import_service.waiting(self._catalogue, press.viewer, press.state.at)
        answer = await self._doubt(press, one)
        await show(press, answer)

    @press("rehearsal:mean")
    async def choose(self, press: Press[RehearsalState]) -> None:
        """The film that is meant; then the next that is doubtful."""
        one = await import_service.choose(
            self._catalogue,
            press.viewer,
            press.state.at,
            press.state.place,
            read_picked_id(press.value),
        )
        answer = await self._doubt(press, one)
        await show(press, answer)

    @press("rehearsal:none")
    async def choose_none(self, press: Press[RehearsalState]) -> None:
        """None of the candidates, for all that are doubtful still."""
        one = await import_service.choose_none(self._catalogue, press.viewer, press.state.at)
        answer = await self._overview(press, RehearsalState(press.state.at), one)
        await show(press, answer)

    @press("rehearsal:keep")
    async def keep_edits(self, press: Press[RehearsalState]) -> None:
        """Whether what was edited here outlives the new edition."""
        one = await import_service.keep_edits(self._catalogue, press.viewer, press.state.at)
        answer = await self._overview(press, RehearsalState(press.state.at), one)
        await show(press, answer)

    @press("rehearsal:page", "rehearsal:prev", "rehearsal:next")
    async def preview(self, press: Press[RehearsalState]) -> None:
        """A page of the list as members will see it."""
        one = await import_service.waiting(self._catalogue, press.viewer, press.state.at)
        film_list = await import_service.preview(self._catalogue, press.viewer, one)
        state = RehearsalState(press.state.at, press.state.place if press.form != "rehearsal:page" else 0)
        answer = pages.preview(press.language, state, film_list)
        await show(press, answer)

    @press("rehearsal:publish")
    async def publish(self, press: Press[RehearsalState]) -> None:
        """Members see it from now on."""
        one = await import_service.waiting(self._catalogue, press.viewer, press.state.at)
        try:
            await show(press, pages.publishing(press.language, len(one.entries)))
            made = await import_service.publish(
                self._catalogue, press.viewer, press.state.at, press.interaction.created_at
            )
        except NothingWaitsError:
            await show(press, refusals.expired(press.language))
            return
        except TooManyListsError:
            await show(press, refusals.too_many_lists(press.language))
            return
        document = made.document
        answer = pages.published(press.language, document.title, made.id, len(document.entries), made.number)
        await show(press, answer)

    @press("rehearsal:drop")
    async def drop(self, press: Press[RehearsalState]) -> None:
        """Nothing is published."""
        await import_service.drop(self._catalogue, press.viewer, press.state.at)
        await show(press, pages.dropped(press.language))

    async def _shown(self, press: Press[RehearsalState]) -> Answer:
        one = await import_service.waiting(self._catalogue, press.viewer, press.state.at)
        return await self._overview(press, RehearsalState(press.state.at), one)

    async def _doubt(self, press: Press[RehearsalState], one: Rehearsal) -> Answer:
        """The first film that is doubtful still, or the overview where none is. Raises NothingWaitsError."""
        if not one.doubtful:
            return await self._overview(press, RehearsalState(press.state.at), one)
        place = one.doubtful[0]
        films = await import_service.candidates_of(self._catalogue, press.viewer, one, place)
        state = RehearsalState(press.state.at, place)
        return pages.doubtful(press.language, state, one.entries[place], films, len(one.doubtful))

    async def _overview(self, press: Press[Any], state: RehearsalState, one: Rehearsal) -> Answer:
        known = await import_service.change_of(self._catalogue, press.viewer, one)
        before, change, edits = known or (None, None, 0)
        shown = pages.Rehearsed(one, before.title if before else "", change, edits)
        return pages.overview(press.language, state, shown)
