"""/night start and nominate, and what is pressed on the sheet before everybody votes."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from bot.domain import daily as zones
from bot.domain.evening_time import NotAnEveningError, read_start
from bot.domain.night import MOST_FILMS
from bot.domain.viewer import Viewer
from bot.handlers import descriptions, lists
from bot.handlers.attachments import Attachments
from bot.handlers.autocomplete import Completion, chosen, completion
from bot.handlers.film import titles
from bot.handlers.marks import in_place
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import view_for, viewer_of
from bot.runtime.reply import Interaction, reply_to, send
from bot.runtime.spoken import spoken
from bot.services import film as film_service
from bot.services import lists as list_service
from bot.services import night as night_service
from bot.services import night_sheet as service
from bot.services.catalogue import Catalogue
from bot.services.view import View
from bot.ui import list_page, night_vote
from bot.ui import night_sheet as pages
from bot.ui.kit.base36 import read_id
from bot.ui.kit.custom_id import CustomIdError
from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer
from bot.ui.kit.night_state import NightState
from bot.ui.kit.text import MAX_OPTIONS
from db.night_types import Night
from db.types import Film

_USUAL: Final = 5
"""Films on a sheet where nobody says how many."""


_FOR_POSTERS: Final = 8.0
"""Seconds that a vote waits for posters that were never drawn before; later pages go on showing those it has."""


class NightSheetHandlers:
    """A night that only its host sees yet."""

    def __init__(self, catalogue: Catalogue, dice: random.Random, attachments: Attachments) -> None:
        self._catalogue = catalogue
        self._dice = dice
        self._attachments = attachments

    def commands(self) -> Iterable[Command]:
        """Subcommands, for the group /night."""
        return [self._start(), self._nominate()]

    def _start(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(
            name="start", description=descriptions.NIGHT_START, extras=descriptions.ANSWERS_PRIVATELY
        )
        @app_commands.describe(
            list_=descriptions.NIGHT_LIST,
            when=descriptions.NIGHT_WHEN,
            minutes=descriptions.NIGHT_MINUTES,
            films=descriptions.NIGHT_FILMS,
            picker=descriptions.NIGHT_PICKER,
            zone=descriptions.DAILY_ZONE,
        )
        @app_commands.rename(list_="list")
        async def start(
            interaction: discord.Interaction[Any],
            list_: app_commands.Range[str, 1, 200] | None = None,
            when: app_commands.Range[str, 1, 60] | None = None,
            minutes: app_commands.Range[int, 1, 1000] | None = None,
            films: app_commands.Range[int, 2, 8] = _USUAL,
            picker: discord.User | None = None,
            zone: app_commands.Range[str, 1, 64] | None = None,
        ) -> None:
            language, viewer = spoken(interaction).member, viewer_of(interaction, private=True)
            list_id = 0
            if list_ is not None:
                view = await view_for(interaction, self._catalogue)
                summary, nearest = list_service.named(
                    view, list_, chosen=chosen(list_), language=language.code
                )
                if summary is None:
                    await send(interaction, list_page.nothing_found(language, list_, nearest), private=True)
                    return
                list_id = summary.id
            starts = await self._starts(interaction, viewer, language, when, zone)
            if isinstance(starts, Answer):
                await send(interaction, starts, private=True)
                return
            night = await service.draft(
                self._catalogue, viewer, self._dice, interaction.id,
                list_id=list_id, minutes=minutes or 0, starts_at=starts, number=films,
                picker=picker.id if picker else 0,
            )  # fmt: skip
            answer = await self._sheet(viewer, language, night) if night else pages.nothing_fits(language)
            await send(interaction, answer, private=True)

        start.autocomplete("list_")(lists.names(self._catalogue))
        start.autocomplete("zone")(self._zones())
        return start

    def _nominate(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(
            name="nominate", description=descriptions.NIGHT_NOMINATE, extras=descriptions.ANSWERS_PRIVATELY
        )
        @app_commands.describe(film=descriptions.NIGHT_FILM)
        async def nominate(
            interaction: discord.Interaction[Any], film: app_commands.Range[str, 1, 200]
        ) -> None:
            language, viewer = spoken(interaction).member, viewer_of(interaction, private=True)
            found = await film_service.find(
                await self._catalogue.view(viewer), film, chosen=chosen(film), language=language.code
            )
            if found.card is None or found.card.page is None:
                await send(interaction, pages.no_such_film(language), private=True)
                return
            named = found.card.page.film
            is_new = await service.nominate(self._catalogue, viewer, named.id, interaction.created_at)
            await send(interaction, pages.nominated(language, named, is_new=is_new), private=True)

        nominate.autocomplete("film")(titles(self._catalogue))
        return nominate

    @press("night:swap")
    async def swap(self, press: Press[NightState]) -> None:
        """Another film in the place of the chosen one."""
        night = await service.swap(
            self._catalogue, press.viewer, self._dice, press.state.night_id, _film_of(press)
        )
        await self._turn_sheet(press, night)

    @press("night:remove")
    async def remove(self, press: Press[NightState]) -> None:
        """The sheet without the chosen film."""
        night = await service.remove(self._catalogue, press.viewer, press.state.night_id, _film_of(press))
        await self._turn_sheet(press, night)

    @press("night:carry")
    async def carry(self, press: Press[NightState]) -> None:
        """The sheet with the films that lost the last vote."""
        lost = await service.lost(self._catalogue, press.viewer)
        await self._turn_sheet(
            press, await service.add(self._catalogue, press.viewer, press.state.night_id, lost)
        )

    @press("night:ask")
    async def ask_for_films(self, press: Press[NightState]) -> None:
        """The modal that asks which films to add; not where the night is gone."""
        await night_service.get(self._catalogue, press.viewer, press.state.night_id)
        await reply_to(press.interaction).open(pages.ask_for_films(press.language, press.state))

    @press("night:add")
    async def add(self, press: Press[NightState]) -> None:
        """The films whose titles were sent off, one on each line."""
        view = await self._catalogue.view(press.viewer)
        found: dict[int, Film] = {}
        unknown = []
        typed = [line.strip() for line in press.filled.text("title").splitlines() if line.strip()]
        for title in typed[: 2 * MOST_FILMS]:
            meant = await film_service.find(view, title, language=press.language.code)
            if meant.card is None or meant.card.page is None:
                unknown.append(title)
            else:
                found[meant.card.page.film.id] = meant.card.page.film
        night = await service.add(self._catalogue, press.viewer, press.state.night_id, found)
        left_out = [film for one, film in found.items() if night and one not in night.films]
        await self._turn_sheet(press, night, pages.not_added(press.language, unknown, left_out))

    @press("night:start", answers="publicly")
    async def start(self, press: Press[NightState]) -> None:
        """The vote, for everybody."""
        interaction, night_id, language = press.interaction, press.state.night_id, press.language
        night = await service.begin(
            self._catalogue, press.viewer, night_id, interaction.created_at, language.code
        )
        if night is None:
            await send(interaction, pages.has_begun(press.members_language), private=True)
            return
        films = await night_service.films(self._catalogue, press.viewer, night.films, language.code)
        posters = await self._attachments.posters(
            language, interaction, list(films.values()), shape="square", patience=_FOR_POSTERS
        )
        await send(interaction, night_vote.first_page(language, night, films, posters))
        if reply_to(interaction).may_have_arrived:
            await service.has_begun(self._catalogue, night_id)
        else:
            await service.take_back(self._catalogue, night_id)

    async def _sheet(self, viewer: Viewer, language: Language, night: Night, note: str = "") -> Answer:
        films = await night_service.films(self._catalogue, viewer, night.films, language.code)
        lost = await service.lost(self._catalogue, viewer)
        may_carry = any(film not in night.films for film in lost)
        return pages.sheet(language, night, films, may_carry=may_carry, note=note)

    async def _turn_sheet(self, press: Press[NightState], night: Night | None, note: str = "") -> None:
        answer = pages.has_begun(press.language)
        if night is not None and night.state == "draft" and night.host == press.viewer.member:
            answer = await self._sheet(press.viewer, press.language, night, note)
        await in_place(press.interaction, answer)

    async def _starts(
        self, interaction: Interaction, viewer: Viewer, language: Language, when: str | None, zone: str | None
    ) -> datetime | Answer | None:
        """When the evening begins, None if nobody says; or why that cannot be read. A zone is kept for the server."""
        name = zones.zone_called(zone) if zone else await service.zone(self._catalogue, viewer.server)
        if zone and name is None:
            return pages.not_a_zone(language)
        if zone and name:
            await service.set_zone(self._catalogue, viewer.server, name)
        if when is None:
            return None
        if not name:
            return pages.zone_needed(language)
        try:
            return read_start(when, now=interaction.created_at, zone=ZoneInfo(name))
        except NotAnEveningError:
            return pages.not_a_time(language)

    def _zones(self) -> Completion:
        @completion(self._catalogue)
        def rows(_view: View, _language: Language, current: str) -> list[tuple[str, str]]:
            return [(one.replace("_", " "), one) for one in zones.zones_like(current, MAX_OPTIONS)]

        return rows


def _film_of(press: Press[NightState]) -> int:
    """The film that was chosen. Raises CustomIdError."""
    try:
        return read_id(press.value)
    except ValueError:
        raise CustomIdError(press.form) from None
