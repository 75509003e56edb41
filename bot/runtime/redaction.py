"""What of an error or a text may stand in the log: what happened and where, never what a member said or who they are.

The text of an error is mostly made of the very value that could not be worked with: `int("…")`, a missing key, an
option of a command. So only errors that speak of the machine are quoted; of all others the class and the lines that
raised it are told.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator

import aiohttp
import discord

from db.errors import StoreError

_OF_THE_MACHINE = (StoreError, OSError, aiohttp.ClientConnectionError, discord.ClientException)
"""Errors whose text is about the database, the network, the connection to Discord."""
_CREDENTIALS = re.compile(r"((?:interactions|webhooks)/\d+)/[^/\s?'\"]+")
"""With whoever holds an interaction's token can answer it (interactions/receiving-and-responding)."""
_SNOWFLAKE = re.compile(r"(?<![\d.])\d{15,20}(?![\d.])", re.ASCII)
_FIELD = re.compile(r"^In ([\w.]+): ", re.MULTILINE)
"""How discord.py writes down what of a request was refused; what follows may quote it."""


def redacted(text: str) -> str:
    """The text without ids of Discord's and without the tokens of interactions."""
    return _SNOWFLAKE.sub("<id>", _CREDENTIALS.sub(r"\1/<token>", text))


def brief(error: BaseException) -> str:
    """One line: the error's class, and its text where that is not about members."""
    kind = type(error).__name__
    if isinstance(error, discord.HTTPException):
        refused = ", ".join(_FIELD.findall(error.text))
        return f"{kind}: {error.status} (error code: {error.code}){refused and f' for {refused}'}"
    if isinstance(error, OSError) and error.filename is not None:
        return f"{kind}: [Errno {error.errno}] {error.strerror}"
    text = " ".join(str(error).split()) if isinstance(error, _OF_THE_MACHINE) else ""
    return f"{kind}: {redacted(text)}" if text else kind


def trace(error: BaseException) -> str:
    """The lines that raised an error and those behind it, the first cause first; each with its `brief`."""
    return "\n".join(_traces(error, set()))


def _traces(error: BaseException, told: set[int]) -> Iterator[str]:
    told.add(id(error))
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and id(cause) not in told:
        yield from _traces(cause, told)
        yield "which led to"
    yield "".join(traceback.format_tb(error.__traceback__)) + brief(error)
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            if id(one) not in told:
                yield "of which one is"
                yield from _traces(one, told)
