"""Exception class -> what the member reads. What is not in the table is a bug: logged, apologised for, with a code."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from discord import app_commands

from bot.services.catalogue import CatalogueNotReadyError
from bot.services.random import NotATimeError, NothingToDealError, UnknownDecadeError, UnknownThemeError
from bot.ui.kit.custom_id import CustomIdError
from db import errors as store

_OLD_BUTTON = (
    "This no longer leads anywhere: what it showed has changed since. `/list` and `/film` have the newest."
)

SENTENCES: dict[type[Exception], str] = {
    store.FilmNotFoundError: "That film is no longer in the catalogue. `/film` finds the others.",
    store.EntryNotFoundError: "That entry is no longer on its list. `/list` shows the list as it is now.",
    store.ListNotFoundError: "That list is no longer there. `/list` shows all there are.",
    store.DatabaseBusyError: "The catalogue is busy right now. Please try again in a moment.",
    CatalogueNotReadyError: "I am still reading the titles. Try again in a few seconds; `/list` works already.",
    NothingToDealError: "There is no film to deal here yet. `/list` shows what there is.",
    NotATimeError: (
        "I cannot read that as a time. Say how long it may be, as `120`, `2h` or `1:45`, or when it must be over, "
        "as `until 23:00`."
    ),
    UnknownDecadeError: "I cannot read that as a decade. Say `1970s`, `70s` or `1970`.",
    UnknownThemeError: "No film on any list has such a theme. Type a letter or two and pick from what appears.",
    CustomIdError: _OLD_BUTTON,
    app_commands.TransformerError: "That value does not fit this option. Please pick or type another.",
    app_commands.CommandNotFound: "This command is not known any more. Type `/` to see what there is now.",
    app_commands.CommandSignatureMismatch: (
        "This command has just changed, and your Discord has not heard of it yet. Please try again in a minute."
    ),
}

BROKEN = (
    "Something went wrong on my side, and it was noted under the code **{code}**. "
    "Please try again; if it happens again, tell that code to whoever runs this bot."
)
UNREADABLE = (
    "The catalogue cannot be read right now; its operator finds out why under the code **{code}**. "
    "Please try again a little later."
)
UNWRITABLE = (
    "This could not be saved, so nothing was changed; the operator finds out why under the code **{code}**. "
    "Please try again a little later."
)


@dataclass(frozen=True, slots=True)
class Apology:
    """What the member reads of an error, and what the operator does."""

    sentence: str
    cause: BaseException
    """The error itself, without what discord.py wraps around it."""
    code: str | None = None
    """Short, for the log and the member alike; None where nothing is broken."""
    remedy: str | None = None
    """What the operator can do about it; None where only a programmer can."""


def apology(error: BaseException, interaction_id: int) -> Apology:
    """The sentence for an error; the code is made from the interaction's id, so it names nobody."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    remedy = error.remedy if isinstance(error, store.DatabaseError) else None
    for kind in type(error).__mro__:
        if kind in SENTENCES:
            return Apology(SENTENCES[kind], error, remedy=remedy)
    code = blake2b(str(interaction_id).encode(), digest_size=3).hexdigest().upper()
    sentence = BROKEN
    if isinstance(error, store.DatabaseReadOnlyError | store.DatabaseFullError):
        sentence = UNWRITABLE
    elif isinstance(error, store.DatabaseError):
        sentence = UNREADABLE
    return Apology(sentence.format(code=code), error, code, remedy)
