"""/night: the vote of a club, its evening, and what it thought of the film."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from weakref import WeakValueDictionary

from discord import app_commands

from bot.domain.calendar_file import calendar_file
from bot.handlers import descriptions
from bot.handlers.attachments import Attachments
from bot.handlers.marks import in_place
from bot.handlers.router import Command, Press, press
from bot.runtime.reply import reply_to, send
from bot.runtime.server_events import EventRefusedError, EventUncertainError, ServerEvents
from bot.services import night as service
from bot.services.catalogue import Catalogue
from bot.ui import night_evening, night_vote
from bot.ui.kit.message import Answer, Document
from bot.ui.kit.night_state import NightFilmState, NightStarsState, NightState
from bot.ui.kit.text import one_line
from bot.ui.night_lines import poster_name
from db.night_types import Night
from db.types import Film

_LENGTH: Final = 120
"""Minutes of an evening whose film has no known length."""


def group(commands: Iterable[Command]) -> app_commands.Group:
    """The command with its subcommands."""
    night = app_commands.Group(
        name="night",
        description=descriptions.NIGHT,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        extras=descriptions.ANSWERS_PRIVATELY,
    )
    for one in commands:
        if isinstance(one, app_commands.ContextMenu):
            raise TypeError("a message command belongs to no group")
        night.add_command(one)
    return night


@dataclass(eq=False)
class _Drawing:
    """The message of a night while presses on it are answered: of many at once one draws what all have written."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    version: int = 0
    """Of the night, as it was drawn last by this process; 0: not yet."""


class NightHandlers:
    """The vote, the evening, and afterwards."""

    def __init__(self, catalogue: Catalogue, attachments: Attachments, events: ServerEvents) -> None:
        self._catalogue = catalogue
        self._attachments = attachments
        self._events = events
        self._drawings: WeakValueDictionary[int, _Drawing] = WeakValueDictionary()

    def commands(self) -> Iterable[Command]:
        return []

    # The vote

    @press("night:vote", answers="for all")
    async def vote(self, press: Press[NightFilmState]) -> None:
        """Vote for a film, or no longer; or choose it, where one member does that alone."""
        state, press_id, at = press.state, press.interaction.id, press.interaction.created_at
        night = await self._night(press, state.night_id)
        if night.picker:
            if night.picker != press.viewer.member:
                answer = night_vote.only_the_picker(press.members_language, night)
                await send(press.interaction, answer, private=True)
                return
            done = await service.pick(self._catalogue, press.viewer, state.night_id, state.film, press_id, at)
        else:
            done = await service.vote(self._catalogue, press.viewer, state.night_id, state.film, press_id, at)
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
        is_due = night.closes_at is not None and night.closes_at <= press.interaction.created_at
        if night.state == "open" and not is_due and not _leads(press, night):
            await send(press.interaction, night_evening.only_the_host(press.members_language), private=True)
            return
        await service.close(self._catalogue, night.id)
        await self._renew(press, night.id, done=True)

    # The evening

    @press("night:calendar", answers="privately")
    async def save(self, press: Press[NightState]) -> None:
        """The evening as a file for a calendar."""
        night = await self._night(press, press.state.night_id)
        film = await self._film(press, night)
        if film is None or night.starts_at is None:
            await send(press.interaction, night_evening.is_over(press.language), private=True)
            return
        content = calendar_file(
            f"{night.id}@kinoteka",
            night_evening.event_name(film),
            begins=night.starts_at,
            ends=night.starts_at + _length(film),
            made=press.interaction.created_at,
        )
        answer = night_evening.calendar(press.language, Document("film-night.ics", content))
        await send(press.interaction, answer, private=True)

    @press("night:event", answers="for all")
    async def make_event(self, press: Press[NightState]) -> None:
        """An event of Discord's, once."""
        interaction, language = press.interaction, press.members_language
        night = await self._night(press, press.state.night_id)
        film = await self._film(press, night)
        if not _leads(press, night):
            await send(interaction, night_evening.only_the_host(language), private=True)
            return
        if film is None or night.starts_at is None:
            await send(interaction, night_evening.is_over(language), private=True)
            return
        if not await service.put_event(self._catalogue, night.id, has_event=True):
            await send(interaction, night_evening.event_exists(language), private=True)
            return
        answer = night_evening.event_made(language)
        try:
            await self._events.create(
                night.server_id,
                night_evening.event_name(film),
                place=f"https://discord.com/channels/{night.server_id}/{night.channel_id}/{night.message_id}",
                begins=night.starts_at,
                ends=night.starts_at + _length(film),
            )
        except EventRefusedError:
            await service.put_event(self._catalogue, night.id, has_event=False)
            answer = night_evening.event_refused(language)
        except EventUncertainError:
            answer = night_evening.event_uncertain(language)
        await self._renew(press, night.id, done=True)
        await send(interaction, answer, private=True)

    @press("night:watched", answers="for all")
    async def watched(self, press: Press[NightState]) -> None:
        """The club has watched the film, says the host."""
        night = await self._night(press, press.state.night_id)
        if not _leads(press, night):
            await send(press.interaction, night_evening.only_the_host(press.members_language), private=True)
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
            answer = night_evening.rated(press.members_language, state.stars)
            await send(press.interaction, answer, private=True)

    @press("night:say", answers="for all")
    async def ask_for_sentence(self, press: Press[NightState]) -> None:
        """The modal that asks what they thought of the film; not where the night is gone.

        In the language of the message, which is drawn anew in that of the modal that is sent off.
        """
        await self._night(press, press.state.night_id)
        modal = night_evening.ask_for_sentence(press.language, press.state)
        await reply_to(press.interaction).open(modal)

    @press("night:said", answers="for all")
    async def say(self, press: Press[NightState]) -> None:
        """What they thought of the film."""
        night = await self._night(press, press.state.night_id)
        sentence = one_line(press.filled.text("sentence"))[: night_evening.MOST_SAID]
        at, done = press.interaction.created_at, True
        if sentence:
            done = await service.react(self._catalogue, press.viewer, night.id, sentence, at)
        await self._renew(press, night.id, done=done)

    async def _renew(self, press: Press[Any], night_id: int, *, done: bool) -> None:
        """Draw what is written, until nothing newer is: of two that press at once the later answer has both.

        `done`: what was pressed was still possible. The first press after the time of a vote ends it. Of many presses
        at once not each draws: one draws what all have written, and the others leave the message as it is then.
        """
        interaction, reply = press.interaction, reply_to(press.interaction)
        await service.close(self._catalogue, night_id, due_at=interaction.created_at)
        drawing = self._drawings.setdefault(night_id, _Drawing())
        while True:
            async with drawing.turn:
                night = await self._night(press, night_id)
                if night.version == drawing.version:
                    break
                await self._draw(press, night)
                if not reply.may_have_arrived:
                    return
                drawing.version = night.version
        await reply.leave()
        if not done:
            await send(interaction, night_evening.is_over(press.members_language), private=True)

    async def _night(self, press: Press[Any], night_id: int) -> Night:
        """The night; from the first press on it is known where its message stands."""
        night = await service.get(self._catalogue, press.viewer, night_id)
        message = press.interaction.message
        if not night.message_id and message is not None and not message.flags.ephemeral:
            await service.is_at(self._catalogue, press.viewer, night_id, message.channel.id, message.id)
        return night

    async def _draw(self, press: Press[Any], night: Night) -> None:
        """The night in place of its message, with the pictures that this has; the chosen film's comes with its page."""
        interaction, language, turn = press.interaction, press.language, reply_to(press.interaction).turn
        wanted = {*night.films, night.winner} - {0}
        films = await service.films(self._catalogue, press.viewer, wanted, language.code)
        attached = [one.filename for one in interaction.message.attachments] if interaction.message else []
        if night.state == "open":
            await turn(night_vote.vote(language, night, films, attached=attached), keep_files=True)
            return
        may_make_event = interaction.app_permissions.create_events
        film = films.get(night.winner)
        if film is not None and not any(
            one.startswith(poster_name(film.id, "", chosen=True)) for one in attached
        ):
            drawn = await self._attachments.posters(language, interaction, [film])
            if film.id in drawn:
                page = night_evening.with_poster(
                    language, night, films, drawn[film.id], may_make_event=may_make_event
                )
                await turn(page)
                return
        page = night_evening.evening(language, night, films, attached=attached, may_make_event=may_make_event)
        await turn(page, keep_files=True)

    async def _film(self, press: Press[Any], night: Night) -> Film | None:
        films = await service.films(self._catalogue, press.viewer, [night.winner], press.language.code)
        return films.get(night.winner)

    async def _mine(self, press: Press[NightState]) -> Answer:
        night = await self._night(press, press.state.night_id)
        own = await service.own(self._catalogue, press.viewer, night.id)
        films = await service.films(self._catalogue, press.viewer, night.films, press.language.code)
        return night_vote.mine(press.language, night, own, films)


def _leads(press: Press[Any], night: Night) -> bool:
    """Whether they may say how the night goes on: its host; where that is forgotten, whoever comes."""
    return press.viewer.member == night.host or (not night.host and press.viewer.member in night.coming)


def _length(film: Film) -> timedelta:
    return timedelta(minutes=film.runtime_minutes or _LENGTH)
