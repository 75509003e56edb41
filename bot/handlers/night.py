"""/night: a club votes on what to watch, meets, and says what it thought of it."""

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
from bot.domain.viewer import Viewer
from bot.handlers import descriptions, lists
from bot.handlers.autocomplete import Completion, chosen, completion
from bot.handlers.film import titles
from bot.handlers.marks import in_place
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import view_for, viewer_of
from bot.runtime.reply import Interaction, reply_to, send
from bot.runtime.spoken import spoken
from bot.services import film as film_service
from bot.services import lists as list_service
from bot.services import night as service
from bot.services.catalogue import Catalogue
from bot.services.view import View
from bot.ui import list_page
from bot.ui import night as pages
from bot.ui.kit.base36 import read_id
from bot.ui.kit.custom_id import CustomIdError
from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer
from bot.ui.kit.night_state import NightFilmState, NightLogState, NightStarsState, NightState
from bot.ui.kit.text import MAX_OPTIONS
from db.night_types import Night

_USUAL: Final = 5
"""Films on a sheet where nobody says how many."""


class NightHandlers:
    """Start, nominate, history; the vote and the evening."""

    def __init__(self, catalogue: Catalogue, dice: random.Random) -> None:
        self._catalogue = catalogue
        self._dice = dice

    def commands(self) -> Iterable[Command]:
        night = app_commands.Group(
            name="night",
            description=descriptions.NIGHT,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=False, private_channel=False
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            extras=descriptions.ANSWERS_PRIVATELY,
        )
        for one in (self._start(), self._nominate(), self._history()):
            night.add_command(one)
        return [night]

    def _start(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(
            name="start", description=descriptions.NIGHT_START, extras=descriptions.ANSWERS_PRIVATELY
        )
        @app_commands.describe(
            list_=descriptions.NIGHT_LIST,
            when=descriptions.NIGHT_WHEN,
            minutes=descriptions.NIGHT_MINUTES,
            films=descriptions.NIGHT_FILMS,
            zone=descriptions.DAILY_ZONE,
        )
        @app_commands.rename(list_="list")
        async def start(
            interaction: discord.Interaction[Any],
            list_: app_commands.Range[str, 1, 200] | None = None,
            when: app_commands.Range[str, 1, 60] | None = None,
            minutes: app_commands.Range[int, 1, 1000] | None = None,
            films: app_commands.Range[int, 2, 8] = _USUAL,
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

    def _history(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(
            name="history", description=descriptions.NIGHT_HISTORY, extras=descriptions.ANSWERS_PRIVATELY
        )
        async def history(interaction: discord.Interaction[Any]) -> None:
            language, viewer = spoken(interaction).member, viewer_of(interaction, private=True)
            await send(interaction, await self._log(viewer, language, 0), private=True)

        return history

    # The sheet

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

    @press("night:ask")
    async def ask_for_film(self, press: Press[NightState]) -> None:
        """The modal that asks which film to add; not where the night is gone."""
        await service.get(self._catalogue, press.viewer, press.state.night_id)
        await reply_to(press.interaction).open(pages.ask_for_film(press.language, press.state))

    @press("night:add")
    async def add(self, press: Press[NightState]) -> None:
        """The film whose title was sent off."""
        view = await self._catalogue.view(press.viewer)
        found = await film_service.find(view, press.filled.text("title"), language=press.language.code)
        if found.card is None or found.card.page is None:
            night = await service.get(self._catalogue, press.viewer, press.state.night_id)
            await self._turn_sheet(press, night, pages.film_unknown(press.language))
            return
        film = found.card.page.film.id
        night_or_none = await service.add(self._catalogue, press.viewer, press.state.night_id, film)
        await self._turn_sheet(press, night_or_none)

    @press("night:start", answers="publicly")
    async def start(self, press: Press[NightState]) -> None:
        """The vote, for everybody."""
        interaction, night_id = press.interaction, press.state.night_id
        night = await service.begin(self._catalogue, press.viewer, night_id, interaction.created_at)
        if night is None:
            await send(interaction, pages.has_begun(press.members_language), private=True)
            return
        await send(interaction, await self._page(press.viewer, press.language, night))
        if not reply_to(interaction).may_have_arrived:
            await service.take_back(self._catalogue, night_id)

    # The vote

    @press("night:vote", answers="for all")
    async def vote(self, press: Press[NightFilmState]) -> None:
        """Vote for a film, or no longer."""
        state = press.state
        done = await service.vote(
            self._catalogue, press.viewer, state.night_id, state.film, press.interaction.created_at
        )
        await self._renew(press, state.night_id, done=done)

    @press("night:in", "night:out", answers="for all")
    async def say_coming(self, press: Press[NightState]) -> None:
        """Whether they come."""
        night_id = press.state.night_id
        done = await service.say_coming(
            self._catalogue, press.viewer, night_id, coming=press.form == "night:in"
        )
        await self._renew(press, night_id, done=done)

    @press("night:mine", answers="privately")
    async def show_mine(self, press: Press[NightState]) -> None:
        """What they said, for them alone."""
        await send(press.interaction, await self._mine(press), private=True)

    @press("night:count", "night:ignore")
    async def let_count(self, press: Press[NightState]) -> None:
        """Whether what they have seen may decide a tie."""
        await service.let_count(
            self._catalogue, press.viewer, press.state.night_id, counts=press.form == "night:count"
        )
        await in_place(press.interaction, await self._mine(press))

    @press("night:close", answers="for all")
    async def close(self, press: Press[NightState]) -> None:
        """End the vote: the host when they like, anybody after its time."""
        night = await self._night(press, press.state.night_id)
        now = press.interaction.created_at
        due = night.closes_at is not None and night.closes_at <= now
        if press.viewer.member != night.host and not due and night.state == "open":
            await send(press.interaction, pages.only_the_host(press.members_language), private=True)
            return
        await service.close(self._catalogue, night.id)
        await self._renew(press, night.id, done=True)

    @press("night:watched", answers="for all")
    async def watched(self, press: Press[NightState]) -> None:
        """The club has watched the film, says the host."""
        night = await self._night(press, press.state.night_id)
        if press.viewer.member != night.host:
            await send(press.interaction, pages.only_the_host(press.members_language), private=True)
            return
        await service.watched(self._catalogue, night.id, press.interaction.created_at)
        await self._renew(press, night.id, done=True)

    @press("night:rate", answers="for all")
    async def rate(self, press: Press[NightStarsState]) -> None:
        """They have seen the film, and give it stars."""
        state = press.state
        night = await self._night(press, state.night_id)
        done = await service.rate(
            self._catalogue, press.viewer, night, state.stars, press.interaction.created_at
        )
        await self._renew(press, night.id, done=done)
        if done:
            await send(press.interaction, pages.rated(press.members_language, state.stars), private=True)

    @press("night:log")
    async def turn_log(self, press: Press[NightLogState]) -> None:
        """Another page of what the club watched."""
        await in_place(press.interaction, await self._log(press.viewer, press.language, press.state.first))

    async def _renew(self, press: Press[Any], night_id: int, *, done: bool) -> None:
        """Draw what is written, until nothing newer is: of two that press at once the later answer has both.

        `done`: what was pressed was still possible. The first press after the time of a vote ends it.
        """
        interaction = press.interaction
        await service.close(self._catalogue, night_id, due_at=interaction.created_at)
        night = await self._night(press, night_id)
        drawn = 0
        while night.version != drawn:
            drawn = night.version
            await reply_to(interaction).turn(await self._page(press.viewer, press.language, night))
            if not reply_to(interaction).may_have_arrived:
                return
            night = await self._night(press, night_id)
        if not done:
            await send(interaction, pages.is_over(press.members_language), private=True)

    async def _night(self, press: Press[Any], night_id: int) -> Night:
        return await service.get(self._catalogue, press.viewer, night_id)

    async def _page(self, viewer: Viewer, language: Language, night: Night) -> Answer:
        wanted = {*night.films, night.winner} - {0}
        films = await service.films(self._catalogue, viewer, wanted, language.code)
        return pages.page(language, night, films)

    async def _sheet(self, viewer: Viewer, language: Language, night: Night, note: str = "") -> Answer:
        films = await service.films(self._catalogue, viewer, night.films, language.code)
        return pages.sheet(language, night, films, note=note)

    async def _turn_sheet(self, press: Press[NightState], night: Night | None, note: str = "") -> None:
        answer = pages.has_begun(press.language)
        if night is not None and night.state == "draft" and night.host == press.viewer.member:
            answer = await self._sheet(press.viewer, press.language, night, note)
        await in_place(press.interaction, answer)

    async def _mine(self, press: Press[NightState]) -> Answer:
        night = await self._night(press, press.state.night_id)
        own = await service.own(self._catalogue, press.viewer, night.id)
        films = await service.films(self._catalogue, press.viewer, night.films, press.language.code)
        return pages.mine(press.language, night, own, films)

    async def _log(self, viewer: Viewer, language: Language, first: int) -> Answer:
        log, total = await service.history(self._catalogue, viewer, first)
        films = await service.films(self._catalogue, viewer, {one.film_id for one in log}, language.code)
        return pages.history(language, log, films, first=first, total=total, size=service.LOG_PAGE)

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
