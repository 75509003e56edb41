"""The log: one line for each interaction, and the form of every line.

A line holds the command (or the kind of button), what became of it, milliseconds, and for a failure its code. Never a
member, a place or what was typed.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Literal

import aiohttp

LogFormat = Literal["text", "json"]

log = logging.getLogger(__name__)

_FIELDS = ("command", "outcome", "ms", "deferred", "error", "code")
"""What a line may carry besides its message; in this order in JSON."""
_KNOWN = ("Guilds intent seems to be disabled", "PyNaCl is not installed", "davey is not installed")
"""What discord.py warns of at every start, and we mean so."""


def configure(level: int, form: LogFormat) -> None:
    """Send all logging of this process to standard error, in this form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Text())
    handler.addFilter(_worth_reading)
    logging.basicConfig(level=level, handlers=[handler], force=True)
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
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")


class _Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {key: value for key in _FIELDS if (value := getattr(record, key, None)) is not None}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _worth_reading(record: logging.LogRecord) -> bool:
    """Leave out what is known and meant; of a lost connection keep the fact, not the traceback."""
    if not record.name.startswith("discord."):
        return True
    if record.levelno == logging.WARNING and record.getMessage().startswith(_KNOWN):
        return False
    cause = record.exc_info[1] if record.exc_info else None
    if isinstance(cause, aiohttp.ClientError | OSError):
        record.msg, record.args = f"{record.getMessage()} ({cause or type(cause).__name__})", ()
        record.exc_info = None
    return True
