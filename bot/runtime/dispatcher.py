"""Where interactions come in: each is worked on once, answered whatever happens, and noted.

discord.py has a task for each, and loses an error in it in five different ways (tree, view, modal, dynamic item,
autocomplete). Here all of them come by, and whatever became of them is seen when the task ends.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Coroutine, Mapping
from functools import partial
from time import monotonic
from typing import Any

import aiohttp
import discord

from bot.runtime import logs as journal
from bot.runtime.error_messages import apology
from bot.runtime.interaction_age import Ages
from bot.runtime.limiter import Places
from bot.runtime.metrics import Figures
from bot.runtime.reply import Reply, begin, reply_to, send
from bot.ui.kit.custom_id import FORMS
from bot.ui.kit.message import notice

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

_AT_WORK = 100
"""Answers that are made at the same time: as many as can be on their way. Made beforehand, a burst of thousands would
lie in memory; who waits here is promised an answer in time all the same (see `respond`)."""
_CROWD = 20
"""Interactions at once beyond which answers go without pictures: a picture weighs a hundred times what a card does.
It would take a hundred a second, each with 200 ms to Discord and back, to have so many for long."""
_GIVEN_UP = 3.2
"""Seconds after which Discord has surely given an interaction up: its three, and some should its clocks differ."""
_REMEMBERED = 2_500
"""Interactions whose ids are kept, so that none is worked on twice; a repetition comes within seconds."""


class Desk:
    """Every interaction of one life of the bot."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._working: set[asyncio.Task[Any]] = set()
        self._last_words: set[asyncio.Task[None]] = set()
        self._places = Places(_AT_WORK)
        self._seen: deque[int] = deque(maxlen=_REMEMBERED)
        self._seen_ids: set[int] = set()
        self._ages = Ages(monotonic)

    @property
    def at_work(self) -> int:
        """Interactions that are being answered."""
        return len(self._working)

    @property
    def is_crowded(self) -> bool:
        """Whether more are being answered than pictures can be sent to."""
        return len(self._working) > _CROWD

    async def admit(self, interaction: Interaction, *, private: bool | None = None) -> bool:
        """Begin, in the task that will answer, and wait for its turn; `private` as in Reply.

        False if the interaction was here before, or if Discord has given it up: after an outage hundreds come at once,
        the oldest first, and work for those would make the others late.
        """
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("interactions begin in a task")
        if not self._begin(interaction, task):
            return False
        reply_to(interaction).private = private
        if interaction.type is discord.InteractionType.autocomplete:  # which takes next to nothing
            return True
        if not self._is_given_up(interaction):
            await self._places.wait()
            task.add_done_callback(lambda _task: self._places.give_back())
        return not (self._is_given_up(interaction) and await reply_to(interaction).give_up())

    def _is_given_up(self, interaction: Interaction) -> bool:
        """Unless something was promised in time (see `Reply`)."""
        return self._ages.of(interaction.id) > _GIVEN_UP

    def _begin(self, interaction: Interaction, task: asyncio.Task[Any]) -> bool:
        """Start the interaction's clock, as far as it has run already."""
        if interaction.id in self._seen_ids:
            journal.note(_about(interaction), "repeated", seconds=None)
            return False
        if len(self._seen) == _REMEMBERED:
            self._seen_ids.discard(self._seen[0])
        self._seen.append(interaction.id)
        self._seen_ids.add(interaction.id)
        if interaction.type is not discord.InteractionType.autocomplete:
            self._working.add(task)
        reply = begin(interaction, age=self._ages.of(interaction.id), places=self._places)
        task.add_done_callback(partial(self._end, interaction, reply))
        return True

    def _end(self, interaction: Interaction, reply: Reply, task: asyncio.Task[Any]) -> None:
        """Note how it ended; see to it that there was an answer at all."""
        reply.close()
        self._working.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is None and reply.outcome == "silent" and not task.cancelled():
            error = NoAnswerError(_about(interaction))
        if isinstance(error, Exception):
            self._say(self._last_word(interaction, reply, error))
        else:
            self._note(interaction, reply)

    async def _last_word(self, interaction: Interaction, reply: Reply, error: Exception) -> None:
        await self.apologise(interaction, error)
        self._note(interaction, reply)

    def _note(self, interaction: Interaction, reply: Reply) -> None:
        command = _about(interaction)
        said: dict[str, Any] = {
            "seconds": reply.seconds,
            "deferred": reply.was_deferred,
            "error": reply.error,
        }
        journal.note(command, reply.outcome, code=reply.code, **said)
        self._figures.count(command, reply.outcome, **said)

    async def apologise(self, interaction: Interaction, error: Exception) -> None:
        """Tell the member privately what went wrong, and the operator what to do, with the code the member reads."""
        said = apology(error, interaction.id)
        reply = reply_to(interaction)
        reply.error, reply.code = said.cause, said.code
        if said.remedy is not None:
            log.error(
                "%s failed (%s): %s. %s", _about(interaction), said.code or "-", said.cause, said.remedy
            )
        elif said.code is not None:
            log.error("%s failed (%s)", _about(interaction), said.code, exc_info=said.cause)
        if interaction.type is discord.InteractionType.autocomplete:
            return
        try:
            await send(interaction, notice(said.sentence), private=True)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as failure:
            log.warning("The apology could not be delivered: %s", failure)

    async def drain(self, patience: float) -> None:
        """Wait at most so many seconds until every answer under way is delivered."""
        if under_way := {*self._working, *self._last_words}:
            await asyncio.wait(under_way, timeout=patience)

    def _say(self, word: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(word)
        self._last_words.add(task)
        task.add_done_callback(self._last_words.discard)


def _about(interaction: Interaction) -> str:
    """The command or the kind of button: one of few words, nothing of the member's."""
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    data: Mapping[str, Any] = interaction.data or {}
    form = ":".join(str(data.get("custom_id", "")).split(":")[:2])
    return form if form in FORMS else "unknown"


class NoAnswerError(Exception):
    """A command or press was through without having said anything: a bug."""
