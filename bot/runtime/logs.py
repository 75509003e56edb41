"""The log: one line for each interaction, and the form of every line.

A line holds the command (or the kind of button), what became of it, milliseconds, and for a failure its code. At no
level does it hold a member, a place, what was typed or the token of an interaction, whoever writes it (see
`redaction`).
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Literal

import aiohttp
from aiohttp.http import HttpProcessingError

from bot.runtime.redaction import brief, redacted, trace

LogFormat = Literal["text", "json"]

log = logging.getLogger(__name__)

_FIELDS = ("command", "outcome", "ms", "deferred", "error", "code")
"""What a line may carry besides its message; in this order in JSON."""
_KNOWN = ("Guilds intent seems to be disabled", "PyNaCl is not installed", "davey is not installed")
"""What discord.py warns of at every start, and we mean so."""
_DISCREET = ("bot", "db", "seed", "discord.client", "discord.shard")
"""Loggers that say nothing of members at DEBUG. All others are silent there: discord.py writes down whole events and
answers, aiosqlite the values of statements."""


_WITHOUT_OBJECTS = re.compile(r"\n| ?[<(]")


def configure(level: int, form: LogFormat) -> None:
    """Send all logging of this process to standard error, in this form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Text())
    handler.addFilter(_worth_reading)
    logging.basicConfig(level=max(level, logging.INFO), handlers=[handler], force=True)
    for name in _DISCREET:
        logging.getLogger(name).setLevel(level)
    logging.getLogger("alembic").setLevel(
        logging.WARNING
    )  # it tells every start at length that nothing is to do


def note(
    command: str,
    outcome: str,
    *,
    seconds: float | None,
    deferred: bool = False,
    error: BaseException | None = None,
    code: str | None = None,
) -> None:
    """The line of one interaction; `seconds` to its first response, None if Discord never had one."""
    level = logging.INFO if outcome in {"answered", "repeated"} else logging.WARNING
    if not log.isEnabledFor(level):
        return
    milliseconds = None if seconds is None else round(seconds * 1000)
    kind = None if error is None else type(error).__name__
    extra = {"command": command, "outcome": outcome, "ms": milliseconds, "error": kind, "code": code}
    parts = [f"{command} {outcome}", "" if milliseconds is None else f" in {milliseconds} ms"]
    parts += [", deferred" if deferred else "", f", {kind}" if kind else "", f" ({code})" if code else ""]
    log.log(level, "".join(parts), extra=extra | ({"deferred": True} if deferred else {}))


class _Text(logging.Formatter):
    """A line, and below it what raised an error."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname:<7} {record.name}: {_message(record)}"
        error = _error(record)
        return line if error is None else f"{line}\n{trace(error)}"


class _Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
        }
        line |= {key: value for key in _FIELDS if (value := getattr(record, key, None)) is not None}
        if (error := _error(record)) is not None:
            line["trace"] = trace(error)
        return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    """What a line says; of a lost connection the reason beside it, instead of a traceback."""
    if record.name == "asyncio":
        # Behind its first words come tasks and callbacks with all they hold; what broke is told by the trace.
        return _WITHOUT_OBJECTS.split(record.getMessage(), maxsplit=1)[0]
    message, args = record.msg, record.args
    if isinstance(args, tuple):
        args = tuple(brief(one) if isinstance(one, BaseException) else one for one in args)
    said = redacted(str(message) % args if args else str(message))
    cause = record.exc_info[1] if record.exc_info else None
    return f"{said} ({brief(cause)})" if cause is not None and _is_lost_connection(record) else said


def _error(record: logging.LogRecord) -> BaseException | None:
    """The error to be told at length, if any."""
    return None if record.exc_info is None or _is_lost_connection(record) else record.exc_info[1]


def _is_lost_connection(record: logging.LogRecord) -> bool:
    cause = record.exc_info[1] if record.exc_info else None
    return record.name.startswith("discord.") and isinstance(cause, aiohttp.ClientError | OSError)


def _worth_reading(record: logging.LogRecord) -> bool:
    """Leave out what is known and meant, and requests to a server of ours that were none: who sends those is told."""
    if record.name == "aiohttp.server" and record.exc_info:
        return not isinstance(record.exc_info[1], HttpProcessingError)
    known = record.name.startswith("discord.") and record.levelno == logging.WARNING
    return not (known and record.getMessage().startswith(_KNOWN))
