"""Custom ids: all the state a button or select needs, for as long as its message lives.

The form is `noun:verb:field:…`, numbers in base 36; "@ru" after it is the language that the message is written in, and
without it that is English, as for every message from before there were others. Old messages keep their ids for years,
so a form once published is never given another meaning; a new one gets a new verb. `tests/given_out.py`
pins them. A custom id comes back from the outside and is untrusted input. Discord allows 100 characters
(components/reference).
"""

from __future__ import annotations

import re
from typing import Final

from bot.ui.kit.base36 import base36, number, read_id
from bot.ui.kit.button_state import STATES, State
from bot.ui.kit.language import ENGLISH

MAX_CUSTOM_ID = 100
_LANGUAGE: Final = "@"
_WITH_LANGUAGE: Final = re.compile(f"([^{_LANGUAGE}]*)(?:{_LANGUAGE}[a-z]{{2}})?", re.DOTALL)
MAX_REST = 100 - 2 * 13
"""Characters beside film and entry in the value of a select option."""

FORMS: Final[dict[str, type[State]]] = {form: state for state in STATES for form in state.FORMS}
"""Every form with the state it carries."""


class CustomIdError(ValueError):
    """A custom id of no form that we ever gave out."""

    def __init__(self, custom_id: str) -> None:
        super().__init__(f"not one of our custom ids: {custom_id[:MAX_CUSTOM_ID]!r}")


def write(form: str, state: State) -> str:
    """The custom id of a button or select; `form` is one of the state's forms."""
    if form not in state.FORMS:
        raise TypeError(f"{form} does not take {type(state).__name__}")
    return f"{form}:{state.fields()}"


def in_language(custom_id: str, code: str) -> str:
    """The custom id on a message that is written in the language of this code."""
    bare = custom_id.partition(_LANGUAGE)[0]
    return bare if code == ENGLISH else f"{bare}{_LANGUAGE}{code}"


def language_code_of(custom_id: str) -> str:
    """The code of the language that the message was written in, as the custom id has it: not necessarily ours."""
    return custom_id.partition(_LANGUAGE)[2] or ENGLISH


def form_of(custom_id: str) -> str:
    """The "noun:verb" of a custom id, whether or not it is one of ours."""
    return ":".join(custom_id.partition(_LANGUAGE)[0].split(":", 2)[:2])


def read(custom_id: str) -> tuple[str, State]:
    """The form and state of a custom id; raise CustomIdError for what we never gave out."""
    form = form_of(custom_id)
    whole = _WITH_LANGUAGE.fullmatch(custom_id)
    if whole is None:
        raise CustomIdError(custom_id)
    try:
        return form, FORMS[form].parse(whole[1].split(":")[2:])
    except (KeyError, ValueError):
        raise CustomIdError(custom_id) from None


def state_of(custom_id: str) -> State | None:
    """The state of a custom id; None for what we never gave out."""
    try:
        return read(custom_id)[1]
    except CustomIdError:
        return None


def write_choice(film: int, entry: int) -> str:
    """The value of a select option that opens a card."""
    return f"{base36(film)}:{base36(entry)}"


def write_choice_with(film: int, entry: int, rest: str) -> str:
    """The same, with some text carried along; `rest` has at most MAX_REST characters."""
    return f"{write_choice(film, entry)}:{rest}" if rest else write_choice(film, entry)


def read_choice_with(value: str) -> tuple[int, int, str]:
    """Film, entry and the text carried along; raise CustomIdError for anything else."""
    film, _, after = value.partition(":")
    entry, _, rest = after.partition(":")
    return *read_choice(f"{film}:{entry}"), rest


def read_choice(value: str) -> tuple[int, int]:
    """Film and entry of a select option; raise CustomIdError for anything else."""
    film, _, entry = value.partition(":")
    try:
        return read_id(film), read_id(entry)
    except ValueError:
        raise CustomIdError(value) from None


def read_picked_id(value: str) -> int:
    """The id that a select option stands for; raise CustomIdError for anything else."""
    try:
        return read_id(value)
    except ValueError:
        raise CustomIdError(value) from None


def read_picked_number(value: str) -> int:
    """The number that a select option stands for; raise CustomIdError for anything else."""
    try:
        return number(value)
    except ValueError:
        raise CustomIdError(value) from None
