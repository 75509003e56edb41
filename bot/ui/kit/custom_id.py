"""Custom ids: all the state a button or select needs, for as long as its message lives.

The form is `noun:verb:field:…`, numbers in base 36. Old messages keep their ids for years, so a form once published
is never changed or given another meaning; a new one gets a new verb. `tests/test_ui_custom_id.py` pins them. A custom
id comes back from the outside and is untrusted input. Discord allows 100 characters (components/reference).
"""

from __future__ import annotations

from bot.ui.kit.base36 import base36, read_id
from bot.ui.kit.button_state import (
    AskedState,
    AskState,
    CardState,
    ListState,
    MineState,
    PutBackState,
    ShelfState,
    SiftedState,
    SourcesState,
    State,
)

MAX_CUSTOM_ID = 100


class CustomIdError(ValueError):
    """A custom id of no form that we ever gave out."""

    def __init__(self, custom_id: str) -> None:
        super().__init__(f"not one of our custom ids: {custom_id[:MAX_CUSTOM_ID]!r}")


FORMS: dict[str, type[State]] = {
    "card:show": CardState,
    "card:prev": CardState,
    "card:next": CardState,
    "card:deal": CardState,
    "card:pick": CardState,
    "card:voice": CardState,
    "card:more": CardState,
    "card:less": CardState,
    "card:aside": CardState,
    "card:alike": CardState,
    "card:group": CardState,
    "list:show": ListState,
    "list:back": ListState,
    "list:prev": ListState,
    "list:next": ListState,
    "list:pick": ListState,
    "list:entry": ListState,
    "sources:show": SourcesState,
    "sources:prev": SourcesState,
    "sources:next": SourcesState,
    "seen:mark": ShelfState,
    "seen:undo": ShelfState,
    "seen:redo": ShelfState,
    "watchlist:add": ShelfState,
    "watchlist:undo": ShelfState,
    "watchlist:redo": ShelfState,
    "mine:tab": MineState,
    "mine:prev": MineState,
    "mine:next": MineState,
    "mine:open": MineState,
    "mine:list": MineState,
    "mine:drop": MineState,
    "mine:back": PutBackState,
    "mine:deal": MineState,
    "mine:filter": MineState,
    "mine:allow": MineState,
    "mine:disallow": MineState,
    "sifted:prev": SiftedState,
    "sifted:next": SiftedState,
    "sifted:entry": SiftedState,
    "import:take": AskedState,
    "import:drop": AskedState,
    "import:undo": AskedState,
    "forget:all": AskedState,
    "forget:nothing": AskedState,
    "recommend:next": AskState,
    "recommend:open": AskState,
}


def write(form: str, state: State) -> str:
    """The custom id of a button or select; `form` is a key of FORMS."""
    if not isinstance(state, FORMS[form]):
        raise TypeError(f"{form} does not take {type(state).__name__}")
    return f"{form}:{state.fields()}"


def read(custom_id: str) -> tuple[str, State]:
    """The form and state of a custom id; raise CustomIdError for what we never gave out."""
    noun, _, rest = custom_id.partition(":")
    verb, *fields = rest.split(":")
    form = f"{noun}:{verb}"
    try:
        return form, FORMS[form].parse(fields)
    except (KeyError, ValueError):
        raise CustomIdError(custom_id) from None


def write_choice(film: int, entry: int) -> str:
    """The value of a select option that opens a card."""
    return f"{base36(film)}:{base36(entry)}"


def read_choice(value: str) -> tuple[int, int]:
    """Film and entry of a select option; raise CustomIdError for anything else."""
    film, _, entry = value.partition(":")
    try:
        return read_id(film), read_id(entry)
    except ValueError:
        raise CustomIdError(value) from None
