"""What a member reads where a use case refuses: exception class -> sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.services.catalogue import CatalogueNotReadyError
from bot.services.random import NotATimeError, NothingToDealError, UnknownDecadeError, UnknownThemeError

SENTENCES: Final[Mapping[type[BaseException], str]] = {
    CatalogueNotReadyError: "I am still reading the titles. Try again in a few seconds; `/list` works already.",
    NothingToDealError: "There is no film to deal here yet. `/list` shows what there is.",
    NotATimeError: (
        "I cannot read that as a time. Say how long it may be, as `120`, `2h` or `1:45`, or when it must be over, "
        "as `until 23:00`."
    ),
    UnknownDecadeError: "I cannot read that as a decade. Say `1970s`, `70s` or `1970`.",
    UnknownThemeError: "No film on any list has such a theme. Type a letter or two and pick from what appears.",
}
