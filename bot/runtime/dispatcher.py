"""Where interactions come in: each is worked on once, answered whatever happens, and noted.

discord.py has a task for each, and loses an error in it in five different ways (tree, view, modal, dynamic item,
autocomplete). Here all of them come by, and whatever became of them is seen when the task ends.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import Any

import aiohttp
import discord

from bot.runtime import logs
from bot.runtime.deadlines import Deadlines
from bot.runtime.error_messages import apology
from bot.runtime.limiter import Limiter
from bot.runtime.metrics import Metrics
from bot.runtime.reply import Reply, begin, command_of, reply_to, send
from bot.runtime.spoken import spoken
from bot.ui.kit.custom_id import FORMS
from bot.ui.kit.message import notice

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

_CROWD = 20
"""Interactions at once beyond which answers go without pictures: a picture weighs a hundred times what a card does.
It would take a hundred a second, each with 200 ms to Discord and back, to have so many for long."""
_REMEMBERED = 2_500
"""Interactions whose ids are kept, so that none is worked on twice; a repetition comes within seconds."""
_UNANSWERED = 10
"""Interactions in a row whose answers did not reach Discord, after which the bot does not call itself healthy."""
_EPOCH = 1_420_070_400.0
"""Seconds from 1970 to the beginning of 2015, from which snowflakes count (reference, snowflakes)."""


class Dispatcher:
    """Every interaction of one client."""

    def __init__(
        self,
        metrics: Metrics,
        deadlines: Deadlines,
        *,
        sentences: Mapping[type[BaseException], str],
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`sentences`: what a member reads where a use case refuses, by exception class.

        `clock` gives seconds since 1970. It decides only how soon an answer is deferred.
        """
        self._metrics = metrics
        self._deadlines = deadlines
        self._sentences = sentences
        self._clock = clock
        self._working: set[asyncio.Task[Any]] = set()
        self._apologies: set[asyncio.Task[None]] = set()
        self._limiter = Limiter()
        self._seen: deque[int] = deque(maxlen=_REMEMBERED)
        self._seen_ids: set[int] = set()
        self._unanswered = 0
        self._has_rival = False

    @property
    def at_work(self) -> int:
        """Interactions that are being answered."""
        return len(self._working)

    @property
    def is_crowded(self) -> bool:
        """Whether more are being answered than pictures can be sent to."""
        return len(self._working) > _CROWD

    @property
    def is_heard(self) -> bool:
        """Whether answers reach Discord: False after ten in a row that did not."""
        return self._unanswered < _UNANSWERED

    async def admit(self, interaction: Interaction, *, private: bool | None = None) -> bool:
        """Begin, in the task that will answer, and wait for its turn; `private` as in Reply.

        False if the interaction was here before, or if Discord has refused its deferral meanwhile: after an outage
        hundreds come at once, the oldest first, and work for those would make the others late.
        """
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("interactions begin in a task")
        if not self._begin(interaction, task):
            return False
        reply_to(interaction).private = private
        if interaction.type is discord.InteractionType.autocomplete:  # which takes next to nothing
            return True
        await self._limiter.acquire_answer()
        task.add_done_callback(lambda _task: self._limiter.release_answer())
        return not reply_to(interaction).is_refused

    def _begin(self, interaction: Interaction, task: asyncio.Task[Any]) -> bool:
        if interaction.id in self._seen_ids:
            logs.note(_about(interaction), "repeated", seconds=None)
            return False
        if len(self._seen) == _REMEMBERED:
            self._seen_ids.discard(self._seen[0])
        self._seen.append(interaction.id)
        self._seen_ids.add(interaction.id)
        if interaction.type is not discord.InteractionType.autocomplete:
            self._working.add(task)
            self._metrics.working.inc()
            task.add_done_callback(lambda _task: self._metrics.working.dec())
        age = self._clock() - _EPOCH - (interaction.id >> 22) / 1000
        reply = begin(interaction, age=age, limiter=self._limiter, deadlines=self._deadlines)
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
            self._start(self._apologise_at_last(interaction, reply, error))
        else:
            self._note(interaction, reply)

    async def _apologise_at_last(self, interaction: Interaction, reply: Reply, error: Exception) -> None:
        await self.apologise(interaction, error)
        self._note(interaction, reply)

    def _note(self, interaction: Interaction, reply: Reply) -> None:
        command = _about(interaction)
        said: dict[str, Any] = {
            "seconds": reply.seconds,
            "deferred": reply.was_deferred,
            "error": reply.error,
        }
        logs.note(command, reply.outcome, code=reply.code, **said)
        self._metrics.count(command, reply.outcome, **said)
        if interaction.type is not discord.InteractionType.autocomplete:  # of which some are late on any day
            self._unanswered = 0 if reply.outcome == "answered" else self._unanswered + 1
        if reply.outcome == "answered_elsewhere" and not self._has_rival:
            self._has_rival = True
            log.error(
                "Another program answers this bot's interactions before it does: end the one that should not run, "
                "or reset the token in Discord's developer portal if there should be none"
            )

    async def apologise(self, interaction: Interaction, error: Exception) -> None:
        """Tell the member privately what went wrong, and the operator what to do, with the code the member reads."""
        language = spoken(interaction).member
        said = apology(error, interaction.id, self._sentences, language)
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
            await send(interaction, notice(language, said.sentence), private=True)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as failure:
            log.warning("The apology could not be delivered: %s", failure)

    async def drain(self) -> None:
        """Wait until every answer under way is delivered, for as long as there is for that."""
        if under_way := {*self._working, *self._apologies}:
            await asyncio.wait(under_way, timeout=self._deadlines.drain)

    def _start(self, apology: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(apology)
        self._apologies.add(task)
        task.add_done_callback(self._apologies.discard)


def _about(interaction: Interaction) -> str:
    """The command or the kind of button: one of few words, nothing of the member's."""
    if (command := command_of(interaction)) is not None:
        return f"/{command.qualified_name}"
    data: Mapping[str, Any] = interaction.data if isinstance(interaction.data, dict) else {}
    form = ":".join(str(data.get("custom_id", "")).split(":")[:2])
    return form if form in FORMS else "unknown"


class NoAnswerError(Exception):
    """A command or press was through without having said anything: a bug."""
