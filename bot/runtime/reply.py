"""The one way out: every answer to an interaction is sent here, and every interaction gets one.

Discord gives three seconds for the first response. An answer that takes longer is deferred before that ("thinking …",
or for a press nothing visible at all) and filled in when it comes. Whether an answer is private must be known at the
deferral; where it turns out otherwise, the deferral is deleted and a further message sent. How requests survive the
network is the business of `webhook_adapter`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from time import monotonic
from typing import Any, Literal

import aiohttp
import discord
from discord import InteractionResponseType, InteractionType, app_commands

from bot.runtime.deadlines import Deadlines
from bot.runtime.discord_internals import consider_answered, modal_of, view_of
from bot.runtime.limiter import Limiter
from bot.runtime.webhook_adapter import ALREADY_ACKNOWLEDGED, due
from bot.ui.kit.language import N_
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.modal import Modal
from bot.ui.kit.text import MAX_OPTION, MAX_OPTIONS, one_line, shorten

Interaction = discord.Interaction[Any]
Outcome = Literal[
    "silent", "answered", "deferred", "late", "undelivered", "unconfirmed", "answered_elsewhere"
]

_TOO_LATE = frozenset({10062, 10015, 50027})
"""Unknown interaction, unknown webhook, invalid webhook token: Discord has given up on this one."""
_REPLY = "reply"
_TOO_SLOW = N_("That took too long for a form to open. Please press once more.")


class Reply:
    """The answer to one interaction, from its arrival on."""

    def __init__(
        self, interaction: Interaction, *, age: float, limiter: Limiter, deadlines: Deadlines
    ) -> None:
        """`age` in seconds: what is late already is deferred at once. `limiter` bounds how many are at once."""
        self.arrived = monotonic()
        self.private: bool | None = None
        """Whether a deferral is, or would be, for the member alone; None: not settled yet."""
        self.outcome: Outcome = "silent"
        """What became of it. "deferred": until it is filled in; "late": Discord had given up waiting; "undelivered":
        not taken by Discord; "unconfirmed": sent, and never heard of again; "answered_elsewhere": by another program
        with the same token."""
        self.seconds: float | None = None
        """From the arrival until Discord had the first response."""
        self.was_deferred = False
        self.error: BaseException | None = None
        """What went wrong before there was an answer."""
        self.code: str | None = None
        """The code in the apology, if it was a fault of ours."""
        self._interaction = interaction
        self._limiter = limiter
        self._deadlines = deadlines
        self._in_turn = asyncio.Lock()
        self._deferral: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        if interaction.type is not InteractionType.autocomplete:
            delay = max(0.0, deadlines.defer_after - age)
            self._timer = asyncio.get_running_loop().call_later(delay, self._start_deferral)

    @property
    def is_refused(self) -> bool:
        """Whether Discord takes nothing more about this interaction."""
        return self.outcome in {"late", "answered_elsewhere"}

    @property
    def may_have_arrived(self) -> bool:
        """Whether a member may be reading the answer: it arrived, or nobody knows."""
        return self.outcome in {"answered", "unconfirmed"}

    def close(self) -> None:
        """The handler is done: nothing will be deferred any more."""
        if self._timer is not None:
            self._timer.cancel()

    async def send(self, answer: Answer, *, private: bool) -> None:
        """A new message: as the first response, into the deferred one, or after what was said before."""
        interaction, response = self._interaction, self._interaction.response

        async def attempt() -> Outcome:
            if not response.is_done():
                await response.send_message(
                    view=view_of(answer.components), files=answer.files(), ephemeral=private
                )
                return "answered"
            if (
                self.outcome == "deferred"
                and response.type is InteractionResponseType.deferred_channel_message
            ):
                if self.private == private:
                    await interaction.edit_original_response(
                        view=view_of(answer.components), attachments=answer.files()
                    )
                    return "answered"
                await interaction.delete_original_response()
            await interaction.followup.send(
                view=view_of(answer.components), files=answer.files(), ephemeral=private
            )
            return "answered"

        await self._deliver(attempt)

    async def turn(self, answer: Answer, *, keep_files: bool = False) -> None:
        """In place of the message that was pressed; `keep_files`: with the files that it has instead of the answer's.

        Files that are not named in an edit stay (resources/message, edit message, attachments).
        """
        interaction = self._interaction

        async def attempt() -> Outcome:
            files = discord.utils.MISSING if keep_files else answer.files()
            if interaction.response.is_done():
                await interaction.edit_original_response(view=view_of(answer.components), attachments=files)
            else:
                await interaction.response.edit_message(view=view_of(answer.components), attachments=files)
            return "answered"

        await self._deliver(attempt)

    async def leave(self) -> None:
        """Leave the message that was pressed as it is: it shows what there is to say already."""
        response = self._interaction.response

        async def attempt() -> Outcome:
            if not response.is_done():
                await response.defer(thinking=False)
            return "answered"

        await self._deliver(attempt)

    async def open(self, modal: Modal) -> None:
        """Open a modal. Discord takes one only as the first response; else the member is asked to press again."""
        response = self._interaction.response
        is_late = False

        async def attempt() -> Outcome:
            nonlocal is_late
            if response.is_done():
                is_late = True
                return self.outcome
            await response.send_modal(modal_of(modal.payload()))
            return "answered"

        await self._deliver(attempt)
        if is_late:
            await self.send(notice(modal.language, modal.language.gettext(_TOO_SLOW)), private=True)

    async def offer(self, choices: Sequence[app_commands.Choice[str]]) -> None:
        """Rows for an autocomplete."""

        async def attempt() -> Outcome:
            await self._interaction.response.autocomplete(choices)
            return "answered"

        await self._deliver(attempt)

    def _start_deferral(self) -> None:
        if self._in_turn.locked():  # the answer itself is on its way
            return
        self._deferral = asyncio.create_task(self._defer())

    async def _defer(self) -> None:
        async def attempt() -> Outcome:
            interaction = self._interaction
            if interaction.response.is_done():  # the answer was faster after all
                return self.outcome
            if self.private is None:
                self.private = _likely_private(interaction)
            thinking = interaction.type is not InteractionType.component or self.private
            try:
                await interaction.response.defer(ephemeral=self.private, thinking=thinking)
            except aiohttp.ClientConnectorError:
                raise
            except (aiohttp.ClientError, OSError):
                # It may have arrived, and no time is left for another first response.
                kind = InteractionResponseType.deferred_channel_message
                if not thinking:
                    kind = InteractionResponseType.deferred_message_update
                consider_answered(interaction, kind)
            self.was_deferred = True
            return "deferred"

        async with self._limiter.deferral():
            with suppress(discord.HTTPException):  # the answer itself will fare no better, and say so
                await self._deliver(attempt)

    async def _deliver(self, attempt: Callable[[], Awaitable[Outcome]]) -> None:
        """One after the other, each within its time; raise discord.HTTPException if Discord refuses the content."""
        async with self._in_turn:
            if self.is_refused:
                return
            first = not self._interaction.response.is_done()
            deadlines = self._deadlines
            token = due.set(
                self.arrived + deadlines.first_response if first else monotonic() + deadlines.later
            )
            try:
                self.outcome = await attempt()
                if first:
                    self.seconds = monotonic() - self.arrived
            except discord.HTTPException as error:
                if error.code in _TOO_LATE:
                    self.outcome = "late"
                elif error.code == ALREADY_ACKNOWLEDGED:
                    self.outcome = "answered" if self.may_have_arrived else "answered_elsewhere"
                elif error.status == 429 or error.status >= 500:
                    self._failed("undelivered", error)
                else:
                    raise
            except aiohttp.ClientConnectorError as error:
                self._failed("undelivered", error)
            except (aiohttp.ClientError, OSError) as error:
                self._failed("unconfirmed", error)
            finally:
                due.reset(token)

    def _failed(self, outcome: Outcome, error: Exception) -> None:
        if self.outcome != "answered":
            self.outcome = outcome
        self.error = self.error or error


def begin(interaction: Interaction, *, age: float, limiter: Limiter, deadlines: Deadlines) -> Reply:
    """The reply to an interaction that has just arrived; see `Reply`."""
    reply = interaction.extras[_REPLY] = Reply(interaction, age=age, limiter=limiter, deadlines=deadlines)
    return reply


def reply_to(interaction: Interaction) -> Reply:
    """The reply that was begun when it arrived; raise KeyError if it was not."""
    reply: Reply = interaction.extras[_REPLY]
    return reply


async def send(interaction: Interaction, answer: Answer, *, private: bool = False) -> None:
    """Answer with a new message; `private`: only the member sees it."""
    await reply_to(interaction).send(answer, private=private)


async def offer(interaction: Interaction, rows: Sequence[tuple[str, str]]) -> None:
    """Answer an autocomplete with (name, value) rows, cut to what Discord takes; nameless ones are left out."""
    choices = [
        app_commands.Choice(name=shorten(one_line(name), MAX_OPTION), value=value[:MAX_OPTION])
        for name, value in rows[:MAX_OPTIONS]
        if one_line(name)
    ]
    await reply_to(interaction).offer(choices)
    if not interaction.response.is_done():
        # Discord has given up on it. discord.py would send an empty list after it, and log a traceback when that fails.
        consider_answered(interaction, InteractionResponseType.autocomplete_result)


def _likely_private(interaction: Interaction) -> bool:
    """Whether the answer will be for the member alone, as far as one can tell before there is one.

    Of a command: its `private` option, or `extras={"private": True}`. Of a press its
    handler has said (see `Router.is_private`). What a modal changes is between the bot and the member.
    """
    command = command_of(interaction)
    if interaction.type is InteractionType.application_command and command is not None:
        return bool(getattr(interaction.namespace, "private", False) or command.extras.get("private"))
    return True


def command_of(
    interaction: Interaction,
) -> app_commands.Command[Any, ..., Any] | app_commands.ContextMenu | None:
    """The command that was used; None for a press, and where discord.py cannot make it out.

    It reads what Discord sent only when it is asked, and raises whatever comes of that.
    """
    try:
        return interaction.command
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
