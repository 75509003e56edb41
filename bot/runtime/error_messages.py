"""Exception class -> what the member reads. What is in no table is a bug: logged, apologised for, with a code.

The sentences here are for what may befall any interaction; those for what a use case refuses are handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from discord import app_commands

from bot.ui.kit.custom_id import CustomIdError
from bot.ui.kit.language import N_, Language
from db import errors as store

_OLD_BUTTON = N_(
    "This no longer leads anywhere: what it showed has changed since. `/list` and `/film` have the newest."
)

_SENTENCES: Mapping[type[BaseException], str] = {
    store.FilmNotFoundError: N_("That film is no longer in the catalogue. `/film` finds the others."),
    store.EntryNotFoundError: N_("That entry is no longer on its list. `/list` shows the list as it is now."),
    store.NightNotFoundError: N_("This night is no longer kept. `/night start` begins a new one."),
    store.QuizRoundNotFoundError: N_("This round is no longer known. `/quiz` begins another."),
    store.ListNotFoundError: N_("That list is no longer there. `/list` shows all there are."),
    store.DatabaseBusyError: N_("The catalogue is busy right now. Please try again in a moment."),
    CustomIdError: _OLD_BUTTON,
    app_commands.TransformerError: N_("That value does not fit this option. Please pick or type another."),
    app_commands.CommandNotFound: N_(
        "This command is not known any more. Type `/` to see what there is now."
    ),
    app_commands.CommandSignatureMismatch: N_(
        "This command has just changed, and your Discord has not heard of it yet. Please try again in a minute."
    ),
}

BROKEN = N_(
    "Something went wrong on my side, and it was noted under the code **{code}**. "
    "Please try again; if it happens again, tell that code to whoever runs this bot."
)
UNREADABLE = N_(
    "The catalogue cannot be read right now; its operator finds out why under the code **{code}**. "
    "Please try again a little later."
)
UNWRITABLE = N_(
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


def error_code(interaction_id: int) -> str:
    """What log and member call one failure by; made from the interaction's id, so it names nobody."""
    return blake2b(str(interaction_id).encode(), digest_size=3).hexdigest().upper()


def apology(
    error: BaseException,
    interaction_id: int,
    sentences: Mapping[type[BaseException], str],
    language: Language,
) -> Apology:
    """What to say of an error; `sentences` are for what use cases refuse, by exception class, to be looked up."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    remedy = error.remedy if isinstance(error, store.DatabaseError) else None
    for kind in type(error).__mro__:
        sentence = sentences.get(kind) or _SENTENCES.get(kind)
        if sentence is not None:
            return Apology(language.gettext(sentence), error, remedy=remedy)
    code = error_code(interaction_id)
    sentence = BROKEN
    if isinstance(error, store.DatabaseReadOnlyError | store.DatabaseFullError):
        sentence = UNWRITABLE
    elif isinstance(error, store.DatabaseError):
        sentence = UNREADABLE
    return Apology(language.gettext(sentence, code=code), error, code, remedy)
